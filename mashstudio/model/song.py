"""A song's file: its tags, length and damage."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

SONG_ENDINGS: Final = (
    ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc", ".m4a", ".mp4", ".aac",
    ".mka", ".mkv", ".webm", ".wma", ".ac3", ".caf", ".w64", ".au", ".snd", ".wv", ".tta",
)  # fmt: skip
"""File name endings by which songs are recognised among many files."""


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
class Song:
    """A usable audio file: the SHA-256 of its bytes (hex), its tags and its duration as decoded."""

    path: Path
    sha256: str
    title: str
    artist: str
    duration: Seconds
    damage: Damage = Damage()
