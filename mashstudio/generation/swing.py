"""Swing: written positions, and when they are played."""

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.float64]


def swung(position: Positions, swing: float, unit: int) -> Positions:
    """Return positions (beats) with every second half beat (unit 2) or quarter beat (unit 4) at `swing` of its pair."""
    return _moved(position, 0.5, swing, unit)


def straightened(position: Positions, swing: float, unit: int) -> Positions:
    """Return what is written where `swung` puts these positions."""
    return _moved(position, swing, 0.5, unit)


def _moved(position: Positions, middle: float, to: float, unit: int) -> Positions:
    pair = unit // 2
    whole = np.floor(position * pair)
    part = position * pair - whole
    moved = np.where(part < middle, part * to / middle, to + (part - middle) / (1 - middle) * (1 - to))
    return np.asarray((whole + moved) / pair, np.float64)
