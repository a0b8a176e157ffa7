"""Edits of a lane's notes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil, floor
from typing import Final

from mashstudio.model.notes import Note, NoteLane

_TICKS: Final = 960
"""Of a beat: what is edited lies on them, so that sums of triplets meet what they should."""

SHORTEST: Final = 1 / 32
"""Beats to which a note can be shortened."""

_HIGHEST: Final = 127


class Snap(Enum):
    """What notes snap to, in beats."""

    QUARTER = 1.0
    EIGHTH = 1 / 2
    SIXTEENTH = 1 / 4
    QUARTER_TRIPLET = 2 / 3
    EIGHTH_TRIPLET = 1 / 3
    SIXTEENTH_TRIPLET = 1 / 6


@dataclass(frozen=True)
class LaneNotes:
    """A lane with those of its notes that are chosen: edits change these. beats: no note ends after them.

    Every edit returns the lane with its notes by time and pitch, and what it changed or made as chosen. A note that
    comes to lie on another of its pitch takes its place if they begin together; else the earlier ends where the later
    begins.
    """

    lane: NoteLane
    beats: int
    chosen: frozenset[Note] = frozenset()

    @property
    def all_chosen(self) -> "LaneNotes":
        """The same with every note chosen."""
        return replace(self, chosen=frozenset(self.lane.notes))


def added(notes: LaneNotes, *new: Note) -> LaneNotes:
    """Add notes, moved and shortened to where notes can be."""
    return _laid(notes, notes.lane.notes, [_within(note, notes.beats) for note in new])


def deleted(notes: LaneNotes) -> LaneNotes:
    """Delete the chosen notes."""
    return _laid(notes, _others(notes), ())


def moved(notes: LaneNotes, beats: float, semitones: int) -> LaneNotes:
    """Move the chosen notes together, until the first of them is at the end, the beginning, or the last pitch."""
    if not notes.chosen:
        return notes
    pitches = [note.pitch for note in notes.chosen]
    room = notes.beats - max(note.start + note.length for note in notes.chosen)
    beats = max(min(beats, max(room, 0)), -min(note.start for note in notes.chosen))
    up = max(min(semitones, _HIGHEST - max(pitches)), -min(pitches))
    # Not by `replace`, which takes longer than all the rest: thousands of notes follow the mouse.
    return _changed(
        notes, (Note(note.start + beats, note.length, note.pitch + up, note.velocity) for note in notes.chosen)
    )


def resized(notes: LaneNotes, beats: float, *, at_start: bool = False) -> LaneNotes:
    """Let each chosen note end (`at_start`: begin) so many beats later, but last SHORTEST at least."""

    def change(note: Note) -> Note:
        if not at_start:
            return replace(note, length=max(note.length + beats, min(note.length, SHORTEST)))
        end = note.start + note.length
        start = max(min(note.start + beats, end - min(note.length, SHORTEST)), 0.0)
        return replace(note, start=start, length=end - start)

    return _changed(notes, map(change, notes.chosen))


def with_velocity(notes: LaneNotes, velocity: int) -> LaneNotes:
    """Set the velocity of the chosen notes, clipped to 1–127."""
    return _changed(notes, (replace(note, velocity=velocity) for note in notes.chosen))


def scaled(notes: LaneNotes, factor: float) -> LaneNotes:
    """Multiply the velocity of the chosen notes, clipped to 1–127; it changes by 1 at least, unless `factor` is 1."""

    def change(note: Note) -> Note:
        velocity, least = round(note.velocity * factor), (factor > 1) - (factor < 1)
        return replace(note, velocity=note.velocity + least if velocity == note.velocity else velocity)

    return _changed(notes, map(change, notes.chosen))


def quantised(notes: LaneNotes, snap: Snap) -> LaneNotes:
    """Let the chosen notes begin on the nearest line of the grid; they last as long as before."""
    last = ceil(notes.beats / snap.value - 1e-6) - 1
    return _changed(
        notes,
        (replace(note, start=min(floor(note.start / snap.value + 0.5), last) * snap.value) for note in notes.chosen),
    )


def duplicated(notes: LaneNotes, snap: Snap | None) -> LaneNotes:
    """Copy the chosen notes behind them, as many whole steps of the grid later as they take; those that fit."""
    if not notes.chosen:
        return notes
    span = max(note.start + note.length for note in notes.chosen) - min(note.start for note in notes.chosen)
    if snap is not None:
        span = max(ceil(span / snap.value - 1e-6), 1) * snap.value
    copies = [replace(note, start=note.start + span) for note in notes.chosen]
    fitting = [_within(note, notes.beats) for note in copies if note.start <= notes.beats - SHORTEST]
    return _laid(notes, notes.lane.notes, fitting) if fitting else notes


def _changed(notes: LaneNotes, new: Iterable[Note]) -> LaneNotes:
    return _laid(notes, _others(notes), [_within(note, notes.beats) for note in new])


def _others(notes: LaneNotes) -> list[Note]:
    return [note for note in notes.lane.notes if note not in notes.chosen]


def _within(note: Note, beats: int) -> Note:
    """Return a note on the ticks, within the accompaniment and MIDI's ranges."""
    start = min(max(_on_tick(note.start), 0.0), beats - SHORTEST)
    length = min(max(_on_tick(note.length), 1 / _TICKS), beats - start)
    pitch, velocity = min(max(note.pitch, 0), _HIGHEST), min(max(note.velocity, 1), 127)
    return Note(start, length, pitch, velocity)


def _on_tick(beat: float) -> float:
    return round(beat * _TICKS) / _TICKS


def _place(note: Note) -> tuple[float, int]:
    return note.start, note.pitch


def _laid(notes: LaneNotes, kept: Iterable[Note], new: Iterable[Note]) -> LaneNotes:
    """Return a lane of the kept and the new notes, with these chosen; of two new ones in one place the louder stays."""
    fresh = {_place(note): note for note in sorted(new, key=lambda note: (note.velocity, note.length))}
    there = {_place(note): note for note in kept} | fresh
    pitches = {pitch for _start, pitch in fresh}
    last: dict[int, tuple[float, int]] = {}
    for place in sorted(each for each in there if each[1] in pitches):
        before = last.get(place[1])
        last[place[1]] = place
        if before is not None and (place in fresh or before in fresh):
            earlier, room = there[before], place[0] - before[0]
            if earlier.length > room:
                there[before] = replace(earlier, length=room)
    lane = replace(notes.lane, notes=tuple(there[place] for place in sorted(there)))
    return replace(notes, lane=lane, chosen=frozenset(there[place] for place in fresh))
