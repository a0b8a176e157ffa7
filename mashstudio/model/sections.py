"""Sections and cue points of a song, in the song's own time, so that they stay where they are when beats are mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mashstudio.core.units import LONGEST_SONG, Seconds

INTRO: Final = "Intro"
VERSE: Final = "Verse"
CHORUS: Final = "Chorus"
DROP: Final = "Drop"
BREAK: Final = "Break"
OUTRO: Final = "Outro"
SECTION_NAMES: Final = (INTRO, VERSE, CHORUS, DROP, BREAK, OUTRO)
"""The names of sections that are translated; any other name is shown as it is."""

CUE_NUMBERS: Final = range(1, 9)
LONGEST_NAME: Final = 100
MOST_SECTIONS: Final = 1000
_ROUNDING: Final = 1.01


@dataclass(frozen=True)
class Section:
    """A section of a song, from `start` to the next section or the song's end. name: in English if it has one."""

    start: Seconds
    name: str

    def __post_init__(self) -> None:
        _check_time(self.start)
        if not 0 < len(self.name) <= LONGEST_NAME:
            raise ValueError(f"a section's name has 1 to {LONGEST_NAME} letters")


@dataclass(frozen=True)
class Cue:
    """The cue point `number` of a song. name: "" for none."""

    number: int
    at: Seconds
    name: str = ""

    def __post_init__(self) -> None:
        _check_time(self.at)
        if self.number not in CUE_NUMBERS:
            raise ValueError(f"a cue is number {CUE_NUMBERS[0]} to {CUE_NUMBERS[-1]}, not {self.number}")
        if len(self.name) > LONGEST_NAME:
            raise ValueError(f"a cue's name has at most {LONGEST_NAME} letters")


def check_sections(sections: Sequence[Section]) -> None:
    """Raise ValueError unless there are 1 to MOST_SECTIONS sections, each after the one before."""
    if not 1 <= len(sections) <= MOST_SECTIONS:
        raise ValueError(f"a song has 1 to {MOST_SECTIONS} sections")
    if any(after.start <= before.start for before, after in pairwise(sections)):
        raise ValueError("a section doesn't begin after the one before")


def check_cues(cues: Sequence[Cue]) -> None:
    """Raise ValueError unless every cue has a number of its own, in order."""
    numbers = [cue.number for cue in cues]
    if numbers != sorted(set(numbers)):
        raise ValueError("two cues have the same number, or they aren't in order")


def section_at(sections: Sequence[Section], at: Seconds) -> int | None:
    """Return the index of the section that contains time `at`; None before the first one."""
    return max((index for index, section in enumerate(sections) if section.start <= at), default=None)


def _check_time(at: Seconds) -> None:
    if not 0 <= at <= LONGEST_SONG * _ROUNDING:
        raise ValueError("sections and cues lie within the song")
