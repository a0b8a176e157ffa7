"""Swing: written positions, and when they are played."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.model.notes import Note

EVEN: Final = 0.5
_SHORTEST: Final = 0.05
Positions = NDArray[np.float64]


def swung(position: Positions, swing: float, unit: int) -> Positions:
    """Return positions (beats) with every second half beat (unit 2) or quarter beat (unit 4) at `swing` of its pair."""
    return _moved(position, 0.5, swing, unit)


def straightened(position: Positions, swing: float, unit: int) -> Positions:
    """Return what is written where `swung` puts these positions."""
    return _moved(position, swing, 0.5, unit)


def as_written(notes: Sequence[Note], swing: float, unit: int) -> tuple[Note, ...]:
    """Return notes that were played with this swing as they are written."""
    starts, ends = (
        straightened(np.array([note.start + share * note.length for note in notes]), swing, unit) for share in (0, 1)
    )
    return tuple(
        replace(note, start=float(start), length=float(max(end - start, _SHORTEST)))
        for note, start, end in zip(notes, starts, ends, strict=True)
    )


def _moved(position: Positions, middle: float, to: float, unit: int) -> Positions:
    pair = unit // 2
    whole = np.floor(position * pair)
    part = position * pair - whole
    moved = np.where(part < middle, part * to / middle, to + (part - middle) / (1 - middle) * (1 - to))
    return np.asarray((whole + moved) / pair, np.float64)
