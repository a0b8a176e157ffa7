"""What is played on keys over the mashup, as notes on its grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.document.notes import SHORTEST
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.notes import Note, in_time

_EARLY: Final = 0.5
"""Beats before the beginning: a key pressed then means the beginning, one pressed earlier nothing."""
_NEARLY: Final = 0.1
"""Beats before a loop's end: a key pressed then means its beginning, which comes next."""


@dataclass(frozen=True)
class KeyEvent:
    """A key pressed or released. velocity: 1–127; 0: released. at: when, by a clock that only goes forwards. frame: of
    the mashup that was heard then; while it counts in, before its beginning, less than `Recorded.begin`.
    """

    pitch: int
    velocity: int
    at: Seconds
    frame: float


@dataclass(frozen=True)
class Recorded:
    """The frames of the mashup that are recorded over: a loop, or from where recording began to the mashup's end."""

    begin: int
    end: int
    loops: bool = False


def recorded(events: Iterable[KeyEvent], grid: TargetGrid, where: Recorded, until: Seconds) -> tuple[Note, ...]:
    """Return the notes that were played, of every round of a loop, by time and pitch; nothing is quantised.

    events: in order. until: when recording stopped, by the clock of the events; keys held then are let go.
    """
    notes = (_note(press, at, grid, where) for press, at in _held(events, until))
    return in_time(note for note in notes if note is not None)


def _held(events: Iterable[KeyEvent], until: Seconds) -> Iterator[tuple[KeyEvent, Seconds]]:
    """Yield each key that was pressed, and when it was let go or pressed again."""
    held: dict[int, KeyEvent] = {}
    for event in events:
        if event.at >= until:
            break
        if (press := held.pop(event.pitch, None)) is not None:
            yield press, event.at
        if event.velocity:
            held[event.pitch] = event
    yield from ((press, until) for press in held.values())


def _note(press: KeyEvent, released: Seconds, grid: TargetGrid, where: Recorded) -> Note | None:
    """Return the note of a key; None: it lies outside. What is held when a loop or the mashup ends, ends there."""
    begin, end = grid.beat(where.begin), grid.beat(where.end)
    start = grid.beat(press.frame)
    if begin - _EARLY <= start < begin or (where.loops and end - _NEARLY <= start < end):
        start = begin
    if not begin <= start < end:
        return None
    length = max(grid.beat((released - press.at) * SAMPLE_RATE), SHORTEST)
    return Note(start, min(length, end - start), press.pitch, press.velocity)
