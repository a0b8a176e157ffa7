"""A song's beats as stretches of even ones, as other programs keep them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Seconds
from mashstudio.library.facts import Grid, GridSection
from mashstudio.model.analysis import Analysis, bar_and_beat

_NEAR: Final[Seconds] = 0.008
"""So far a beat may lie from its place in an even stretch: less than can be heard as early or late."""


def grid_of(analysis: Analysis) -> Grid:
    """Return the fewest stretches, one after the other, in which every beat lies near its place."""
    beats = analysis.beats
    sections: list[GridSection] = []
    start = 0
    while start < len(beats) - 1 or not sections:
        stop = _even_from(beats, start)
        tempo = 60 * (stop - start) / float(beats[stop] - beats[start])
        sections.append(GridSection(float(beats[start]), tempo, bar_and_beat(analysis, start)[1]))
        start = stop
    return Grid(analysis.beats_per_bar, tuple(sections))


def _even_from(beats: NDArray[np.float64], start: int) -> int:
    """Return the last beat of the longest even stretch from `start` on: found by doubling, then by halving."""
    reach, last = 1, len(beats) - 1
    while start + 2 * reach <= last and _is_even(beats[start : start + 2 * reach + 1]):
        reach *= 2
    low, high = start + reach, min(start + 2 * reach, last)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _is_even(beats[start : middle + 1]) else (low, middle - 1)
    return low


def _is_even(beats: NDArray[np.float64]) -> bool:
    return bool(np.abs(beats - np.linspace(beats[0], beats[-1], len(beats))).max() <= _NEAR)
