"""A melody as it is sung: plain facts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Seconds
from mashstudio.model.notes import Note


@dataclass(frozen=True)
class SungNote:
    """A note of a song's voice, in the song's own time. pitch: MIDI, the song's tuning taken out; velocity: 1–127."""

    start: Seconds
    end: Seconds
    pitch: int
    velocity: int


def in_beats(notes: Sequence[SungNote], beats: NDArray[np.float64]) -> tuple[Note, ...]:
    """Return sung notes in beats of their song; those before its first beat or after its last are left out.

    beats: seconds, at least 2 (see `SongAlignment.beats`).
    """
    numbers = np.arange(len(beats), dtype=np.float64)
    starts, ends = (
        np.interp([getattr(note, name) for note in notes], beats, numbers, left=-1.0, right=numbers[-1])
        for name in ("start", "end")
    )
    return tuple(
        Note(float(start), float(end - start), note.pitch, note.velocity)
        for note, start, end in zip(notes, starts, ends, strict=True)
        if start >= 0 and end > start
    )
