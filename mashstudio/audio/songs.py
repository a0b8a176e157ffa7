"""Opening a song: its hash, its tags and its samples, decoded once and cached."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mashstudio.audio.decoded import COVER_FILE, DECODER_VERSION, SAMPLES_FILE, TAGS_VERSION, Decoded, read_decoded
from mashstudio.core.cache import Cache
from mashstudio.core.errors import ChildFailed, UnusableSong
from mashstudio.core.files import NotAFile, open_regular
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message, Waiting
from mashstudio.core.text.lines import clean_line, ending_of, name_for, said, shown
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.song import Song

_MEMORY_LIMIT = 4 * 2**30
# Seconds: for any file, per megabyte, and at most (3 hours take 2 minutes on an old computer).
_TIME, _TIME_EACH, _TIME_MOST = 120, 5, 900


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


def open_song(path: Path, cache: Cache, *, job: Job) -> OpenedSong:
    """Read the song at `path`, recognised by its content, not its name.

    Raises UnusableSong with the reason if it can't be used.
    """
    sha256 = _sha256(path, job)
    doing = Message("reading {name}", name=said(path.name))

    def make(folder: Path) -> None:
        with _plainly_named(path.resolve(), folder) as song:
            run_in_child(
                _decode,
                song,
                folder,
                job=job,
                doing=doing,
                time_limit=min(_TIME + _TIME_EACH * path.stat().st_size / 1e6, _TIME_MOST),
                memory_limit=_MEMORY_LIMIT,
            )

    def read() -> tuple[Path, Decoded]:
        folder = cache.build(
            sha256,
            "samples",
            {"decoder": DECODER_VERSION, "tags": TAGS_VERSION},
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
        title=decoded.title or clean_line(shown(path.stem)) or "?",
        artist=decoded.artist,
        duration=decoded.frames / SAMPLE_RATE,
        damage=decoded.damage,
    )
    for sentence in song.damage.sentences:
        job.tell(Message("{name}: {reason}", name=said(path.name), reason=sentence))
    cover = folder / COVER_FILE
    return OpenedSong(song, folder / SAMPLES_FILE, cover if cover.exists() else None)


def samples_of(song: Song, samples_path: Path, cache: Cache, *, job: Job) -> Path:
    """Return `samples_path`; read the song again if the file has disappeared from the cache.

    Raises UnusableSong if the song's file has changed.
    """
    if samples_path.exists():
        return samples_path
    again = open_song(song.path, cache, job=job)
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


@contextmanager
def _plainly_named(path: Path, folder: Path) -> Iterator[Path]:
    """Yield `path`, or a link to it in `folder` if its name isn't UTF-8 (possible on Linux): decoders refuse those."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        link = folder / name_for(path.stem, ending_of(path))
        link.symlink_to(path)
        try:
            yield link
        finally:
            link.unlink()
    else:
        yield path


def _sha256(path: Path, job: Job) -> str:
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
