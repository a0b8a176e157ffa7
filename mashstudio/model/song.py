"""A song as a file: what it is called and what it holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

SONG_ENDINGS: Final = (
    ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc", ".m4a", ".mp4", ".aac",
    ".mka", ".mkv", ".webm", ".wma", ".ac3", ".caf", ".w64", ".au", ".snd", ".wv", ".tta",
)  # fmt: skip
"""By which songs are known where many files are looked through."""


@dataclass(frozen=True)
class Gap:
    """A stretch of a song that could not be read; silence stands in its place."""

    start: Seconds
    length: Seconds


@dataclass(frozen=True)
class Damage:
    """What of a song's file could not be read.

    cut_off: the file ends before its sound does; missing: how much of it, 0 if nobody can say. more: another sound file
    follows in it, which is not read.
    """

    gaps: tuple[Gap, ...] = ()
    cut_off: bool = False
    missing: Seconds = 0.0
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.gaps) or self.cut_off or self.more

    @property
    def sentences(self) -> list[Message]:
        """What to tell people of it."""
        said: list[Message] = []
        total = sum(gap.length for gap in self.gaps)
        if len(self.gaps) == 1:
            said.append(
                Message("{length} at {time} could not be read.", length=_length(total), time=_time(self.gaps[0].start))
            )
        elif self.gaps:
            first = _time(self.gaps[0].start)
            said.append(
                Message(
                    "{length} in {number} places could not be read, the first at {time}.",
                    length=_length(total),
                    number=len(self.gaps),
                    time=first,
                )
            )
        if self.cut_off and self.missing:
            said.append(Message("The file is cut off: {length} are missing at its end.", length=_length(self.missing)))
        elif self.cut_off:
            said.append(Message("The file is cut off: its end is missing."))
        if self.more:
            said.append(Message("More sound follows in the file; it is not read. Cut the file in two to use it."))
        return said


def _length(seconds: Seconds) -> str:
    """“0.6 s”, “2:15 min”, and “0.02 s” for what is shorter than a tenth."""
    if seconds >= 60:
        return f"{_time(seconds)} min"
    return f"{seconds:.1f} s" if seconds >= 0.1 else f"{max(seconds, 0.01):.2f} s"


def _time(seconds: Seconds) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


@dataclass(frozen=True)
class Song:
    """An audio file that can be used: `sha256` of its bytes (hex), its tags and its duration as decoded."""

    path: Path
    sha256: str
    title: str
    artist: str
    duration: Seconds
    damage: Damage = Damage()
