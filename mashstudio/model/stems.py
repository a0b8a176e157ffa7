"""What a song is split into: four stems, and whatever was taken out of them by name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class StemName(StrEnum):
    """A stem of a song; in the order in which lanes are shown."""

    VOCALS = "vocals"
    DRUMS = "drums"
    BASS = "bass"
    OTHER = "other"


INSTRUMENTS: Final = (StemName.DRUMS, StemName.BASS, StemName.OTHER)

BALANCE_RANGE: Final = (-1.0, 1.0)

_TAKEN = re.compile(rf"(?:{'|'.join(StemName)})\.[a-z][a-z ]{{0,38}}[a-z]")


class Taken(str):
    """An instrument taken out of a stem, which keeps the rest: "other.guitar". Raises ValueError for another text."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Taken":
        """Make one of its text."""
        if not _TAKEN.fullmatch(text):
            raise ValueError(f"no instrument can be taken out as {text[:50]!r}")
        return super().__new__(cls, text)

    @property
    def stem(self) -> StemName:
        """What it was taken out of."""
        return StemName(self.partition(".")[0])

    @property
    def tag(self) -> str:
        """The instrument: a word of the taggers."""
        return self.partition(".")[2]


Part = StemName | Taken
"""What a lane plays. The parts of a song add up to the song."""


@dataclass(frozen=True)
class Take:
    """An instrument taken out of a song. balance: −1 (less bleed) to +1 (less loss). Raises ValueError if it isn't."""

    part: Taken
    balance: float = 0.0

    def __post_init__(self) -> None:
        if not BALANCE_RANGE[0] <= self.balance <= BALANCE_RANGE[1]:
            raise ValueError(f"a balance is {BALANCE_RANGE[0]:g} to {BALANCE_RANGE[1]:g}, not {self.balance}")


def part_named(text: str) -> Part:
    """Return the part of that name. Raises ValueError if there can be none."""
    return Taken(text) if "." in text else StemName(text)


def stem_of(part: Part) -> StemName:
    """Return the stem that `part` is, or was taken out of."""
    return part.stem if isinstance(part, Taken) else part


def tag_of(part: Part) -> str:
    """Return a part's own word: "guitar" of "other.guitar", or the stem's name."""
    return part.tag if isinstance(part, Taken) else str(part)


def in_order(parts: Iterable[Part]) -> list[Part]:
    """Return parts in the order in which lanes are shown: each stem, then what was taken out of it."""
    stems = list(StemName)
    return sorted(parts, key=lambda part: (stems.index(stem_of(part)), part if isinstance(part, Taken) else ""))
