"""Musical keys, numbered as in madmom: tonics from A."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import Semitones

TONICS = ("A", "Bb", "B", "C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab")
_LETTERS = {"A": 0, "B": 2, "C": 3, "D": 5, "E": 7, "F": 8, "G": 10}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_CAMELOT = re.compile(r"\s*(1[0-2]|0?[1-9])([AB])\s*", re.IGNORECASE)
_NAME = re.compile(r"\s*([A-Ga-g])([#b♯♭]?)\s*(major|maj|minor|min|m|)\s*", re.IGNORECASE)


class Mode(StrEnum):
    """Major or minor."""

    MAJOR = "major"
    MINOR = "minor"


MAJOR_SCALE: Final = (0, 2, 4, 5, 7, 9, 11)
"""Semitones above the tonic."""


@dataclass(frozen=True)
class Key:
    """A key: `tonic` 0–11 in semitones from A, and a mode."""

    tonic: int
    mode: Mode

    def __post_init__(self) -> None:
        if not 0 <= self.tonic < 12:
            raise ValueError(f"a tonic lies in 0–11, not at {self.tonic}")

    def __str__(self) -> str:
        return f"{TONICS[self.tonic]} {self.mode}"

    @property
    def number(self) -> int:
        """The relative major's tonic, 0–11 from A (`key_label_num`), so that keys compare by subtraction."""
        return self.tonic if self.mode is Mode.MAJOR else (self.tonic + 3) % 12

    @property
    def camelot(self) -> str:
        """The key's place on the Camelot wheel, e.g. "8A" for A minor and "8B" for C major."""
        return f"{(self.number * 7 + 10) % 12 + 1}{'B' if self.mode is Mode.MAJOR else 'A'}"

    def shifted(self, shift: Semitones) -> "Key":
        """Return this key transposed by `shift` semitones."""
        return Key((self.tonic + shift) % 12, self.mode)


def parse_key(name: str) -> Key:
    """Parse a key's name: "F minor", "f#m", "B♭", "C maj" (no mode means major), or its Camelot place: "4A".

    Raises BadArgument if it isn't one.
    """
    if (place := _CAMELOT.fullmatch(name)) is not None:
        number = (int(place[1]) - 11) * 7 % 12
        return Key(number, Mode.MAJOR) if place[2] in "Bb" else Key((number - 3) % 12, Mode.MINOR)
    match = _NAME.fullmatch(name)
    if match is None:
        raise BadArgument(Message("“{name}” is not a key: write it like “F minor” or “Bb major”.", name=name))
    letter, accidental, mode = match.groups()
    tonic = (_LETTERS[letter.upper()] + _ACCIDENTALS[accidental.lower()]) % 12
    minor = mode.lower().startswith("min") or mode == "m"
    return Key(tonic, Mode.MINOR if minor else Mode.MAJOR)


def shorter_shift(from_number: int, to_number: int) -> Semitones:
    """Return the smallest shift from one key number to another: −6…+5 semitones."""
    return (to_number - from_number + 6) % 12 - 6
