"""Opening a song, a file or its stems: its hash, its tags and its samples, decoded once and cached."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.audio.decoded import COVER_FILE, DECODER_VERSION, SAMPLES_FILE, TAGS_VERSION, Decoded, read_decoded
from mashstudio.audio.stem_names import part_named, title_of
from mashstudio.core.cache import Cache
from mashstudio.core.errors import ChildFailed, UnusableSong
from mashstudio.core.files import NotAFile, open_regular, plainly_named
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message, Waiting
from mashstudio.core.text.lines import clean_line, said, shown
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.song import Song, SongPlace, StemFile, StemSet, path_of, song_files
from mashstudio.model.stems import StemName

_MEMORY_LIMIT = 4 * 2**30
# Seconds: for any file, per megabyte, and at most (3 hours take 2 minutes on an old computer).
_TIME, _TIME_EACH, _TIME_MOST = 120, 5, 900

_SAMPLES: Final = "samples"
_DECODED_BY: Final = {"decoder": DECODER_VERSION, "tags": TAGS_VERSION}

_USUAL_STREAMS: Final = (StemName.DRUMS, StemName.BASS, StemName.OTHER, StemName.VOCALS)
"""The order of the stems in a .stem.mp4 file, for names that don't say a part."""


@dataclass(frozen=True)
class OpenedSong:
    """A usable song with its samples in `samples_path` (.npy, see `load_samples`) and its cover, if any, in `cover`."""

    song: Song
    samples_path: Path
    cover: Path | None = None


def _decode(path: Path, folder: Path, *, job: Job) -> None:
    """Decode in a child, so that only it loads the decoders' libraries."""
    from mashstudio.audio.decode import decode

    decode(path, folder, job=job)


def _decode_stems(stems: Sequence[StemFile], folder: Path, *, job: Job) -> None:
    from mashstudio.audio.stem_sum import write_sum

    write_sum(stems, folder, job=job)


def open_song(place: SongPlace, cache: Cache, *, job: Job) -> OpenedSong:
    """Read the song at `place`, recognised by its content, not its name; stems are added up.

    Raises UnusableSong with the reason if it can't be used.
    """
    path = path_of(place)
    sha256, stems = identify(place, job)
    doing = Message("reading {name}", name=said(path.name))

    def make(folder: Path) -> None:
        size = sum(file.stat().st_size for file in song_files(place)) / 1e6
        limits: dict[str, Any] = {
            "time_limit": min(_TIME + _TIME_EACH * size, _TIME_MOST * len(song_files(place))),
            "memory_limit": _MEMORY_LIMIT,
        }
        if stems:
            run_in_child(_decode_stems, stems, folder, job=job, doing=doing, **limits)
            return
        with plainly_named(path.resolve(), folder) as song:
            run_in_child(_decode, song, folder, job=job, doing=doing, **limits)

    def read() -> tuple[Path, Decoded]:
        folder = cache.build(
            sha256,
            _SAMPLES,
            _DECODED_BY,
            make,
            check=job.check,
            waiting=waiting_for(doing, job),
        )
        return folder, read_decoded(folder)

    try:
        folder, decoded = cache.lasting(read)
    except ChildFailed as error:
        raise UnusableSong(
            path,
            Message("It can't be decoded. {reason} Choose another file, or convert it first.", reason=error.message),
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    song = Song(
        path=path.resolve(),
        sha256=sha256,
        title=decoded.title or title_at(place),
        artist=decoded.artist,
        duration=decoded.frames / SAMPLE_RATE,
        damage=decoded.damage,
        stems=stems or _streams(decoded.stems, path.resolve(), sha256),
        differ=decoded.differ,
    )
    for sentence in song.sentences:
        job.tell(Message("{name}: {reason}", name=said(path.name), reason=sentence))
    cover = folder / COVER_FILE
    return OpenedSong(song, folder / SAMPLES_FILE, cover if cover.exists() else None)


def is_open(sha256: str, cache: Cache, *, job: Job) -> bool:
    """Return True if the song has been decoded into the cache before."""
    return cache.get(sha256, _SAMPLES, _DECODED_BY, check=job.check) is not None


def identify(place: SongPlace, job: Job) -> tuple[str, tuple[StemFile, ...]]:
    """Return the SHA-256 that identifies the song at `place`, and its stems if it is in stems. Raises UnusableSong."""
    stems = _hashed(place, job) if isinstance(place, StemSet) else ()
    return (_identity(stems) if stems else sha256_of(path_of(place), job)), stems


def title_at(place: SongPlace) -> str:
    """Return the title of the song at `place` by the names of its files."""
    if isinstance(place, StemSet):
        return title_of(place.folder, song_files(place))
    return clean_line(shown(place.stem).removesuffix(".stem")) or "?"


def _hashed(place: StemSet, job: Job) -> tuple[StemFile, ...]:
    """Return the stems, in an order that depends on their content only."""
    stems = [StemFile(part, path.resolve(), sha256_of(path, job), name=shown(path.name)) for part, path in place.files]
    order = list(StemName)
    return tuple(sorted(stems, key=lambda stem: (order.index(stem.part), stem.sha256)))


def _identity(stems: Sequence[StemFile]) -> str:
    """Return what identifies the song in these stems, as a file's SHA-256 does: their parts and hashes."""
    lines = ["stems", *(f"{stem.part} {stem.sha256}" for stem in stems)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _streams(names: Sequence[str], path: Path, sha256: str) -> tuple[StemFile, ...]:
    """Return the stems in the audio streams after the mix, each with the part that its name in the file says."""
    parts = [part_named(name) for name in names]
    if not any(parts) and len(parts) == len(_USUAL_STREAMS):
        parts = list(_USUAL_STREAMS)
    return tuple(
        StemFile(part or StemName.OTHER, path, sha256, number, clean_line(name))
        for number, (part, name) in enumerate(zip(parts, names, strict=True), 1)
    )


def samples_of(song: Song, samples_path: Path, cache: Cache, *, job: Job) -> Path:
    """Return `samples_path`; read the song again if the file has disappeared from the cache.

    Raises UnusableSong if the song's file has changed.
    """
    if samples_path.exists():
        return samples_path
    again = open_song(song.place, cache, job=job)
    if again.song.sha256 != song.sha256:
        raise UnusableSong(song.path, Message("The file has changed since it was opened. Open it again."))
    return again.samples_path


def waiting_for(doing: Message, job: Job) -> Callable[[], None]:
    """Return a function for Cache.build that reports waiting for another thread or process that is `doing` the same."""
    return lambda: job.report(0, Waiting("Waiting: {doing} is already in progress", doing=doing))


def load_samples(path: Path) -> Samples:
    """Return the samples in a .npy file, memory-mapped, read-only."""
    samples: Samples = np.load(path, mmap_mode="r")
    return samples


def sha256_of(path: Path, job: Job) -> str:
    """Return the SHA-256 of a file's bytes, hex. Raises UnusableSong if it can't be read or is empty."""
    digest = hashlib.sha256()
    try:
        with open_regular(path) as file:
            while block := file.read(1 << 22):
                job.check()
                digest.update(block)
            if file.tell() == 0:
                raise UnusableSong(path, Message("The file is empty. Choose another one."))
    except FileNotFoundError:
        raise UnusableSong(path, Message("File not found. Check its name and folder.")) from None
    except IsADirectoryError:
        raise UnusableSong(path, Message("It is a folder. Choose an audio file in it.")) from None
    except NotAFile:
        raise UnusableSong(path, Message("It is a device or a pipe. Choose an audio file.")) from None
    except OSError as error:
        raise _unreadable(path, error) from error
    return digest.hexdigest()


def _unreadable(path: Path, error: OSError) -> UnusableSong:
    return UnusableSong(path, Message("It can't be read: {reason}. Check its permissions.", reason=str(error.strerror)))
