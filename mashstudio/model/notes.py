"""Notes of an accompaniment: plain facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BandPart(StrEnum):
    """A lane of an accompaniment, in the order in which they are composed."""

    DRUMS = "drums"
    BASS = "bass"
    CHORDS = "chords"
    LEAD = "lead"


@dataclass(frozen=True)
class Note:
    """A note. start, length: in beats of the grid, as written: even, before swing. pitch: MIDI; of drums General
    MIDI's drum. velocity: 1–127.
    """

    start: float
    length: float
    pitch: int
    velocity: int


@dataclass(frozen=True)
class NoteLane:
    """The notes of a lane, by time and pitch. program: General MIDI's, from 0; of drums the kit."""

    part: BandPart
    program: int
    notes: tuple[Note, ...]


def in_time(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes by time and pitch, as a lane has them."""
    return tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))
