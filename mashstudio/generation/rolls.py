"""Lanes written on a grid of sixteenths: what the network reads and writes.

A roll has a row for each sixteenth of a song. Its columns are the drums, then for bass, chords and lead the pitches
over the chord of the moment (see harmony) and how long they last; every value is a level of 0 (nothing) to 3.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.harmony import KINDS, kind_of, pitch_of
from mashstudio.generation.heard import Heard
from mashstudio.model.notes import BandPart, Note

STEPS: Final = 4
"""Of a beat."""

DRUM_PITCHES: Final = (36, 38, 37, 39, 42, 44, 46, 51, 49, 45, 48, 41, 56, 70, 54, 62, 64, 76, 53)
_LIKE: Final = {
    35: 36, 40: 38, 50: 48, 47: 45, 43: 41, 57: 49, 52: 49, 55: 49, 59: 51, 60: 62, 61: 64, 63: 62, 69: 70, 82: 70,
    77: 76, 75: 76, 67: 56, 68: 56, 65: 62, 66: 64, 80: 54, 81: 54, 58: 54, 71: 70, 72: 70, 73: 70, 74: 70, 78: 70,
    79: 70,
}  # fmt: skip
"""Drums of General MIDI that are written as others."""

LENGTHS: Final = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
"""Of notes, in steps."""

LEVELS: Final = (56, 88, 112)
"""The velocities of levels 1 to 3."""

LOWEST: Final = {BandPart.BASS: 31, BandPart.CHORDS: 50, BandPart.LEAD: 60}
PARTS: Final = tuple(BandPart)
_WIDTHS: Final = (len(DRUM_PITCHES), KINDS + 1, KINDS + 1, KINDS + 1)
WIDTH: Final = sum(_WIDTHS)
COLUMNS: Final = {part: slice(sum(_WIDTHS[:number]), sum(_WIDTHS[: number + 1])) for number, part in enumerate(PARTS)}
_MONOPHONIC: Final = frozenset({BandPart.BASS, BandPart.LEAD})

Roll = NDArray[np.uint8]


def empty_roll(beats: int) -> Roll:
    """Return a roll in which nothing plays: uint8 (steps, WIDTH)."""
    return np.zeros((beats * STEPS, WIDTH), np.uint8)


def write(roll: Roll, part: BandPart, notes: Iterable[Note], heard: Heard) -> None:
    """Write the notes of a lane into a roll, each on the nearest sixteenth."""
    own = roll[:, COLUMNS[part]]
    own[:] = 0
    notes = sorted(notes, key=lambda note: (note.start, -note.pitch))
    for note, level in zip(notes, _levels(notes, heard), strict=True):
        step = round(note.start * STEPS)
        if not 0 <= step < len(own):
            continue
        if part is BandPart.DRUMS:
            drum = _LIKE.get(note.pitch, note.pitch)
            if drum in DRUM_PITCHES:
                kind = DRUM_PITCHES.index(drum)
                own[step, kind] = max(own[step, kind], level)
            continue
        if part in _MONOPHONIC and own[step, -1]:
            continue
        kind = kind_of(heard.chord_at(step / STEPS), note.pitch, LOWEST[part])
        own[step, kind] = max(own[step, kind], level)
        own[step, -1] = max(own[step, -1], _length(note.length * STEPS))


def _length(steps: float) -> int:
    return 1 + int(np.abs(np.log(np.array(LENGTHS) / max(steps, 0.01))).argmin())


def _levels(notes: Sequence[Note], heard: Heard) -> list[int]:
    """Return the level of each note, judged by the loudest of its section."""
    found = [0] * len(notes)
    by_section: dict[int, list[int]] = {}
    for index, note in enumerate(notes):
        by_section.setdefault(heard.section_at(int(max(note.start, 0))).beat, []).append(index)
    for some in by_section.values():
        loud = max(float(np.percentile([notes[index].velocity for index in some], 90)), 1.0)
        for index in some:
            velocity = notes[index].velocity * LEVELS[-1] / loud
            found[index] = 1 + int(np.abs(np.array(LEVELS) - velocity).argmin())
    return found


def read(
    roll: Roll, part: BandPart, steps: range, heard: Heard, dice: np.random.Generator | None = None
) -> tuple[Note, ...]:
    """Return the notes that a lane begins in these steps. dice: of the velocities' small differences.

    A note ends where another of its lane begins, if that lane has one voice, and where the harmony changes to a chord
    that it doesn't fit.
    """
    own = roll[:, COLUMNS[part]]
    onsets = np.flatnonzero(own[:, :KINDS].any(axis=1)) if part in _MONOPHONIC else None
    notes = []
    for step in steps:
        energy = heard.section_at(step // STEPS).energy
        for kind in np.flatnonzero(own[step, : len(DRUM_PITCHES) if part is BandPart.DRUMS else KINDS]):
            stray = 0.0 if dice is None else float(dice.normal(0, 3))
            velocity = LEVELS[own[step, kind] - 1] * (0.82 + 0.18 * energy) + stray
            if part is BandPart.DRUMS:
                pitch, length = DRUM_PITCHES[kind], 1.0
            else:
                pitch = pitch_of(heard.chord_at(step / STEPS), int(kind), LOWEST[part])
                length = LENGTHS[max(int(own[step, -1]), 1) - 1]
                if onsets is not None and (later := onsets[onsets > step]).size:
                    length = min(length, float(later[0] - step))
                length = _until_clash(heard, step, length, pitch)
            notes.append(Note(step / STEPS, 0.95 * length / STEPS, pitch, int(min(max(round(velocity), 1), 127))))
    return tuple(notes)


def _until_clash(heard: Heard, step: int, length: float, pitch: int) -> float:
    """Return how long a note may last, in steps."""
    end = min(step + length, heard.beats * STEPS)
    for beat in range(step // STEPS + 1, int(np.ceil(end / STEPS))):
        if not heard.chords[beat].fits(pitch):
            return float(beat * STEPS - step)
    return float(end - step)


def last_pitch(roll: Roll, part: BandPart, step: int, heard: Heard) -> int | None:
    """Return the last pitch that a lane plays in the eight beats before a step, of a chord the highest."""
    first = max(step - 8 * STEPS, 0)
    own = roll[first:step, COLUMNS[part]][:, :KINDS]
    sounding = np.flatnonzero(own.any(axis=1))
    if part is BandPart.DRUMS or not len(sounding):
        return None
    at = int(sounding[-1])
    return pitch_of(heard.chord_at((first + at) / STEPS), int(np.flatnonzero(own[at])[-1]), LOWEST[part])
