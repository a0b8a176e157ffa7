"""A song's file, or the files of its own stems: tags, length and damage."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.model.stems import StemName

SONG_ENDINGS: Final = (
    ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc", ".m4a", ".mp4", ".aac",
    ".mka", ".mkv", ".webm", ".wma", ".ac3", ".caf", ".w64", ".au", ".snd", ".wv", ".tta",
)  # fmt: skip
"""File name endings by which songs are recognised among many files."""

MOST_STEMS: Final = 64
"""Files that a song's own stems may be in."""

LONGEST_TITLE: Final = 1000
"""Characters; titles from tags and file names are far shorter."""

_NOTICEABLE: Final[Seconds] = 0.5
_LONGEST_PATH = 32_767
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Gap:
    """A stretch of a song that couldn't be read and is replaced by silence."""

    start: Seconds
    length: Seconds


@dataclass(frozen=True)
class Damage:
    """The parts of a song's file that couldn't be read.

    cut_off: the file ends before its sound does; missing: how much is missing, 0 if unknown. more: another sound file
    follows in the same file and isn't read.
    """

    gaps: tuple[Gap, ...] = ()
    cut_off: bool = False
    missing: Seconds = 0.0
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.gaps) or self.cut_off or self.more

    @property
    def sentences(self) -> list[Message]:
        """Sentences that describe the damage to the user."""
        sentences: list[Message] = []
        total = sum(gap.length for gap in self.gaps)
        if len(self.gaps) == 1:
            sentences.append(
                Message("{length} at {time} could not be read.", length=_length(total), time=_time(self.gaps[0].start))
            )
        elif self.gaps:
            first = _time(self.gaps[0].start)
            sentences.append(
                Message(
                    "{length} in {number} places could not be read, the first at {time}.",
                    length=_length(total),
                    number=len(self.gaps),
                    time=first,
                )
            )
        if self.cut_off and self.missing:
            sentences.append(Message("The file is cut off: {length} missing at the end.", length=_length(self.missing)))
        elif self.cut_off:
            sentences.append(Message("The file is cut off: its end is missing."))
        if self.more:
            sentences.append(Message("The file contains more audio, which is not read. Split the file to use it."))
        return sentences


def _length(seconds: Seconds) -> str:
    """Return a length as “0.6 s” or “2:15 min”; below a tenth of a second as “0.02 s”."""
    if seconds >= 60:
        return f"{_time(seconds)} min"
    return f"{seconds:.1f} s" if seconds >= 0.1 else f"{max(seconds, 0.01):.2f} s"


def _time(seconds: Seconds) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


@dataclass(frozen=True)
class StemFile:
    """One of a song's own stems: an audio stream of a file.

    sha256: of the file's bytes, hex. stream: the number among the file's audio streams. name: as the file calls it.
    """

    part: StemName
    path: Path
    sha256: str
    stream: int = 0
    name: str = ""


@dataclass(frozen=True)
class StemSet:
    """The files of a song's own stems, each with its part. folder: where they are."""

    folder: Path
    files: tuple[tuple[StemName, Path], ...]


SongPlace = Path | StemSet
"""Where a song is: in one file, or in the files of its stems."""


def place_of(path: Path, stems: Iterable[StemFile]) -> SongPlace:
    """Return the place of the song whose file is `path`, or whose stems' files, if any, are in the folder `path`."""
    files = tuple((stem.part, stem.path) for stem in stems)
    return StemSet(path, files) if files else path


def path_of(place: SongPlace) -> Path:
    """Return a song's file, or the folder of its stems."""
    return place.folder if isinstance(place, StemSet) else place


def song_files(place: SongPlace) -> tuple[Path, ...]:
    """Return all files that a song is read from."""
    return tuple(path for _, path in place.files) if isinstance(place, StemSet) else (place,)


@dataclass(frozen=True)
class StemsDiffer:
    """How the files of a song's own stems differ. length: of the longest and the shortest one; rates: in Hz."""

    length: Seconds = 0.0
    rates: tuple[int, ...] = ()

    @property
    def sentences(self) -> list[Message]:
        """Sentences that tell the user what was done about it."""
        sentences: list[Message] = []
        if self.length >= _NOTICEABLE:
            sentences.append(
                Message(
                    "The stems differ in length by {length}: shorter ones end in silence.", length=_length(self.length)
                )
            )
        if len(self.rates) > 1:
            rates = ", ".join(f"{rate / 1000:g}" for rate in self.rates)
            sentences.append(
                Message(
                    "The stems' sample rates differ ({rates} kHz): converted to {rate} kHz.",
                    rates=rates,
                    rate=f"{SAMPLE_RATE / 1000:g}",
                )
            )
        return sentences


ALIKE: Final = StemsDiffer()


@dataclass(frozen=True)
class Song:
    """A usable song: the SHA-256 that identifies it (hex), its tags and its duration as decoded.

    path: its file, or the folder of its own stems. sha256: of the file's bytes, or of the stems' parts and hashes.
    stems: those that it comes with; none for most songs. differ: how their files do.
    """

    path: Path
    sha256: str
    title: str
    artist: str
    duration: Seconds
    damage: Damage = Damage()
    stems: tuple[StemFile, ...] = ()
    differ: StemsDiffer = ALIKE

    @property
    def files(self) -> tuple[StemFile, ...]:
        """Its stems, if each is a file; none for a single file, whatever it contains."""
        return () if any(stem.sha256 == self.sha256 for stem in self.stems) else self.stems

    @property
    def place(self) -> SongPlace:
        """Where to read it again."""
        return place_of(self.path, self.files)

    @property
    def parts(self) -> tuple[StemName, ...]:
        """The parts that it has: all, unless its own stems lack some."""
        own = {stem.part for stem in self.stems}
        return tuple(part for part in StemName if part in own or not own)

    @property
    def sentences(self) -> list[Message]:
        """Sentences on what was wrong with its files."""
        return [*self.damage.sentences, *self.differ.sentences]


@dataclass(frozen=True)
class SongRef:
    """A reference to a song: the last known path of its file, its SHA-256 (see `Song`), its title.

    named: the title was typed by the user, not taken from the file. stems: for a song in stems, their files; `path` is
    their folder. Raises ValueError for an invalid field.
    """

    path: Path
    sha256: str
    title: str
    named: bool = False
    stems: tuple[StemFile, ...] = ()

    def __post_init__(self) -> None:
        for path, sha256 in [(self.path, self.sha256), *((stem.path, stem.sha256) for stem in self.stems)]:
            name = os.fspath(path)
            # os.fsencode raises UnicodeEncodeError, a ValueError, for names that the system can't have.
            if "\0" in name or len(os.fsencode(name)) > _LONGEST_PATH:
                raise ValueError("a song's path can't be one")
            if not _SHA256.fullmatch(sha256):
                raise ValueError("a song has no SHA-256")
        if len(self.title) > LONGEST_TITLE:
            raise ValueError(f"a title has at most {LONGEST_TITLE} letters")

    @property
    def place(self) -> SongPlace:
        """Where the song was last."""
        return place_of(self.path, self.stems)
