"""Writing samples to a sound file: quantising, encoding and tagging, nothing else."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import soundfile
from numpy.typing import NDArray

from mashstudio.core.disks import estimate_missing, require_room
from mashstudio.core.errors import BadArgument, StorageError
from mashstudio.core.files import atomic_write, free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said, shown
from mashstudio.core.units import SAMPLE_RATE, Bpm, Samples
from mashstudio.model.key import TONICS, Key, Mode

Container = Literal["wav", "flac", "mp3", "ogg"]
Subtype = Literal["pcm16", "pcm24", "float32"]

_SNDFILE = {"pcm16": "PCM_16", "pcm24": "PCM_24", "float32": "FLOAT"}
_SAMPLE_BYTES = {"pcm16": 2, "pcm24": 3, "float32": 4}
_UNCLIPPED = 0.9
_LOWEST_BITRATE, _HIGHEST_BITRATE = 32, 320
# libsndfile's Vorbis encoder keeps a whole write on the stack and overflows it after some minutes of sound.
_PIECE = 1 << 14
# The largest size that a WAV file's headers can hold, less room for headers and tags.
_LARGEST_WAV = 2**32 - (1 << 20)


@dataclass(frozen=True)
class AudioFormat:
    """The format of a mix.

    subtype: for WAV (pcm16, pcm24, float32) and FLAC (pcm16, pcm24). bitrate: for MP3, kbit/s, constant, 128–320.
    quality: for OGG, and for MP3 with a variable bitrate (`bitrate` is None): 0–1, 1 is best.
    """

    container: Container
    subtype: Subtype = "pcm24"
    bitrate: int | None = None
    quality: float = 0.8


@dataclass(frozen=True)
class Tags:
    """The tags of a file; empty ones aren't written."""

    title: str = ""
    artist: str = ""
    bpm: Bpm | None = None
    key: Key | None = None
    comment: str = ""


def format_for(path: Path) -> AudioFormat:
    """Return the format for a file name's ending: 24-bit WAV or FLAC, MP3 at 320 kbit/s, OGG at quality 0.8.

    Raises BadArgument for any other ending.
    """
    match path.suffix.lower():
        case ".wav":
            return AudioFormat("wav")
        case ".flac":
            return AudioFormat("flac")
        case ".mp3":
            return AudioFormat("mp3", bitrate=_HIGHEST_BITRATE)
        case ".ogg":
            return AudioFormat("ogg")
    raise BadArgument(Message("Unknown format: {name} must end in .wav, .flac, .mp3 or .ogg.", name=said(path.name)))


def write_audio(
    path: Path, blocks: Iterable[Samples], frames: int, audio_format: AudioFormat, tags: Tags, *, job: Job
) -> None:
    """Write `blocks` (float32, (…, 2), `frames` in all) to `path`, atomically.

    16 bit is dithered with TPDF noise of ±1 step (the same noise every time); integer and lossy formats are clipped at
    ±1.0; float32 keeps the samples bit for bit. Raises StorageError if it can't be written.
    """
    from mutagen import MutagenError

    with atomic_write(path, keep_link=False) as temporary:
        require_room(temporary.parent, _least_bytes(frames, audio_format))
        with _Disk(temporary) as disk:
            try:
                _encode(disk, blocks, frames, audio_format, Message("Writing {name}", name=said(path.name)), job)
            except (soundfile.LibsndfileError, AssertionError) as error:
                # soundfile asserts that everything was written.
                disk.check()
                raise StorageError(
                    Message("Can't write {path}: {reason}.", path=said(path), reason=str(error).strip("."))
                ) from error
            disk.check()
        try:
            _tag(temporary, audio_format.container, tags)
        except MutagenError as error:
            # mutagen wraps the disk's error.
            for inner in (error.__cause__, error.__context__, *error.args):
                if isinstance(inner, OSError):
                    raise inner from error
            raise


def through_mp3(samples: Samples, bitrate: int) -> Samples:
    """Return what is left of `samples` after an MP3 of constant `bitrate` (kbit/s), as long and in the same place."""
    peak = max(float(np.abs(samples).max(initial=0)), 1e-6)
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", SAMPLE_RATE, 2, **_sndfile_options(AudioFormat("mp3", bitrate=bitrate), len(samples))
    ) as mp3:
        for start in range(0, len(samples), _PIECE):
            mp3.write(samples[start : start + _PIECE] * np.float32(_UNCLIPPED / peak))
    file.seek(0)
    read: Samples = soundfile.read(file, dtype="float32", always_2d=True)[0][: len(samples)]
    return np.pad(read * np.float32(peak / _UNCLIPPED), ((0, len(samples) - len(read)), (0, 0)))


class _Disk:
    """A file for libsndfile to write to. Keeps the disk's error, which libsndfile ignores or loses.

    done: the share of the sound that has been passed to libsndfile.
    """

    def __init__(self, path: Path) -> None:
        self.done = 0.0
        self._folder = path.parent
        self._file = path.open("r+b", buffering=0)
        self._error: OSError | None = None
        self._taken = 0

    def __enter__(self) -> "_Disk":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def check(self) -> None:
        """Raise the first OSError that occurred; for a full disk NoRoom with the estimated missing bytes."""
        if self._error is not None:
            with estimate_missing(self._folder, self._taken, self.done):
                raise self._error

    def write(self, data: bytes) -> int:
        """Write as much as the disk accepts; return the number of bytes."""
        taken = 0
        try:
            while taken < len(data):
                taken += self._file.write(data[taken:])
        except OSError as error:
            self._error = self._error or error
        self._taken += taken
        return taken

    def read(self, size: int) -> bytes:
        """Read back what libsndfile wrote."""
        return self._file.read(size)

    def seek(self, offset: int, whence: int) -> int:
        """Set the position; return it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()


def _least_bytes(frames: int, audio_format: AudioFormat) -> int:
    """Return the least number of bytes for `frames` frames; 0 if unknown."""
    match audio_format.container:
        case "wav":
            return frames * 2 * {"pcm16": 2, "pcm24": 3, "float32": 4}[audio_format.subtype]
        case "mp3" if audio_format.bitrate is not None:
            return int(frames / SAMPLE_RATE * audio_format.bitrate * 125)
    return 0


def _encode(
    disk: _Disk, blocks: Iterable[Samples], frames: int, audio_format: AudioFormat, doing: Message, job: Job
) -> None:
    random = np.random.default_rng(0)
    written = 0
    with soundfile.SoundFile(disk, "w", SAMPLE_RATE, 2, **_sndfile_options(audio_format, frames)) as file:
        for block in blocks:
            job.report(written / max(frames, 1), doing)
            disk.check()
            for start in range(0, len(block), _PIECE):
                file.write(_quantised(block[start : start + _PIECE], audio_format, random))
                free_pages(block)
                disk.done = (written + min(start + _PIECE, len(block))) / max(frames, 1)
            written += len(block)


def _sndfile_options(audio_format: AudioFormat, frames: int) -> dict[str, Any]:
    match audio_format.container:
        case "wav" if frames * 2 * _SAMPLE_BYTES[audio_format.subtype] > _LARGEST_WAV:
            # EBU Tech 3306: WAV with 64-bit sizes.
            return {"format": "RF64", "subtype": _SNDFILE[audio_format.subtype]}
        case "mp3" if audio_format.bitrate is not None:
            # libsndfile maps levels 0–1 to 320–32 kbit/s.
            level = (_HIGHEST_BITRATE - audio_format.bitrate) / (_HIGHEST_BITRATE - _LOWEST_BITRATE)
            return {"format": "MP3", "bitrate_mode": "CONSTANT", "compression_level": level}
        case "mp3":
            return {"format": "MP3", "bitrate_mode": "VARIABLE", "compression_level": 1 - audio_format.quality}
        case "ogg":
            return {"format": "OGG", "subtype": "VORBIS", "compression_level": 1 - audio_format.quality}
    return {"format": audio_format.container.upper(), "subtype": _SNDFILE[audio_format.subtype]}


def _quantised(block: Samples, audio_format: AudioFormat, random: np.random.Generator) -> NDArray[Any]:
    if audio_format.container in ("mp3", "ogg"):
        return np.clip(block, -1, 1)
    if audio_format.subtype == "float32":
        return block
    if audio_format.subtype == "pcm16":
        noise = random.random(block.shape, np.float32) - random.random(block.shape, np.float32)
        return np.clip(np.rint(block * np.float32(2**15) + noise), -(2**15), 2**15 - 1).astype(np.int16)
    steps = np.clip(np.rint(block.astype(np.float64) * 2**23), -(2**23), 2**23 - 1)
    return steps.astype(np.int32) << 8


def _tag(path: Path, container: Container, tags: Tags) -> None:
    from mutagen.flac import FLAC
    from mutagen.id3 import COMM, TBPM, TIT2, TKEY, TPE1
    from mutagen.mp3 import MP3
    from mutagen.oggvorbis import OggVorbis
    from mutagen.wave import WAVE

    # A damaged project's titles may contain anything.
    title, artist, comment = map(shown, (tags.title, tags.artist, tags.comment))
    bpm = "" if tags.bpm is None else f"{tags.bpm:.2f}".rstrip("0").rstrip(".")
    key = "" if tags.key is None else TONICS[tags.key.tonic] + ("m" if tags.key.mode is Mode.MINOR else "")
    if container in ("flac", "ogg"):
        comments = FLAC(path) if container == "flac" else OggVorbis(path)
        named = {"title": title, "artist": artist, "bpm": bpm, "initialkey": key, "comment": comment}
        for name, value in named.items():
            if value:
                comments[name] = value
        comments.save()
        return
    if container == "wav" and path.stat().st_size > _LARGEST_WAV:
        # mutagen doesn't support RF64.
        return
    file = MP3(path) if container == "mp3" else WAVE(path)
    if file.tags is None:
        file.add_tags()
    for frame, value in ((TIT2, title), (TPE1, artist), (TBPM, bpm), (TKEY, key)):
        if value:
            file.tags.add(frame(encoding=3, text=[value]))
    if comment:
        file.tags.add(COMM(encoding=3, lang="eng", desc="", text=[comment]))
    file.save()
