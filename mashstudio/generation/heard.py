"""What an accompaniment listens to: plain facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from mashstudio.core.units import Bpm
from mashstudio.generation.harmony import Chord


class SectionKind(StrEnum):
    """What a section is to a band."""

    INTRO = "intro"
    VERSE = "verse"
    CHORUS = "chorus"
    BRIDGE = "bridge"
    BREAK = "break"
    SOLO = "solo"
    OUTRO = "outro"


_IN_THREES: Final = 0.63


@dataclass(frozen=True)
class HeardSection:
    """A section from a beat on. energy: 0–1."""

    beat: int
    kind: SectionKind
    energy: float


@dataclass(frozen=True)
class Heard:
    """What a band goes by. bars: the beats on which bars begin, the first is 0; chords: of every beat; sections: in
    order, the first from beat 0 on. swing: where the second of a pair of eighths begins, ½ even; None: as the genre.
    """

    bars: tuple[int, ...]
    chords: tuple[Chord, ...]
    sections: tuple[HeardSection, ...]
    tempo: Bpm
    swing: float | None = None

    def __post_init__(self) -> None:
        inside = all(0 <= beat < len(self.chords) for beat in self.bars)
        if not self.bars or self.bars[0] or not inside or any(a >= b for a, b in pairwise(self.bars)):
            raise ValueError("bars begin on beats that have chords, one after another, the first on beat 0")
        if not self.sections or self.sections[0].beat:
            raise ValueError("the first section begins on beat 0")

    @property
    def beats(self) -> int:
        """How many beats there are."""
        return len(self.chords)

    @property
    def in_threes(self) -> bool:
        """True if beats are heard in three parts, as in 6/8 and 12/8: a swing of about ⅔ puts the first three of four
        sixteenths there.
        """
        return self.swing is not None and self.swing > _IN_THREES

    def section_at(self, beat: int) -> HeardSection:
        """Return the section that a beat is in."""
        return next(section for section in reversed(self.sections) if section.beat <= beat)

    def chord_at(self, position: float) -> Chord:
        """Return the chord at a position in beats; the last one's after the end."""
        return self.chords[min(max(int(position), 0), self.beats - 1)]


LONGEST_BAR: Final = 7
"""Beats of the longest bar that is composed whole; longer ones are composed in pieces."""


def pieces_of(bars: Sequence[int], beats: int) -> list[tuple[int, int]]:
    """Return the first beat and length of every bar; of bars longer than LONGEST_BAR, of their fours."""
    pieces = []
    for start, stop in pairwise([*bars, beats]):
        at = start
        while stop - at > LONGEST_BAR:
            pieces.append((at, 4))
            at += 4
        pieces.append((at, stop - at))
    return pieces
