"""From tracked beats to a grid: a straight line where the tempo is constant, beat by beat where it isn't."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import savgol_filter
from scipy.stats import siegelslopes

from mashstudio.facts.analysis import TempoSection
from mashstudio.facts.units import BeatIndex, Bpm

_TOLERANCE = 0.008
_OUTLIER = 0.02
_INDISTINCT = 0.003
_SHORTEST_SECTION = 12
_LONGEST_STRAY = 16
_MOST_SECTIONS = 12

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BeatGrid:
    """Beats (seconds), the tempo of most of the song, its sections, and the index of the first tracked beat.

    regular: 0–1, how many of the tracked beats lie on the grid.
    """

    beats: Floats
    tempo: Bpm
    sections: tuple[TempoSection, ...]
    numbers: NDArray[np.int64]
    regular: float


def fit_grid(times: Floats, start: float, end: float) -> BeatGrid:
    """The grid of beats tracked at `times` (at least 4), covering the sound from `start` to `end` (seconds).

    Each section of steady tempo is a line fitted by repeated medians (Siegel 1982) and then by least squares through
    what lies near it; where no few lines fit, the beats follow the tracked ones, smoothed.
    """
    numbers = _numbers(times)
    sections = _split(numbers, times)
    if not sections:
        inner = _follow(numbers, times)
        lines = [(0, _line(numbers, times)[0])]
    else:
        inner, lines = _lines(numbers, times, sections)
    before = int(max((inner[0] - start) / lines[0][1] + 1e-6, 0))
    last_period = lines[-1][1]
    after = int(max((end - inner[-1]) / last_period - 0.5, 0))
    beats = np.concatenate(
        [
            inner[0] - lines[0][1] * np.arange(before, 0, -1),
            inner,
            inner[-1] + last_period * np.arange(1, after + 1),
        ]
    )
    # A song cut right at its first beat: a millisecond before its beginning is its beginning.
    beats[0] = max(beats[0], 0.0)
    longest = max(range(len(lines)), key=lambda i: _length(lines, i, len(inner)))
    told = tuple(TempoSection(BeatIndex(first + before if first else 0), 60 / period) for first, period in lines)
    near = np.abs(beats[numbers + before] - times) < _OUTLIER
    return BeatGrid(beats, 60 / lines[longest][1], told, numbers + before, float(np.mean(near)))


def _numbers(times: Floats) -> NDArray[np.int64]:
    """Which beat each tracked one is: a gap of about two periods means that one was missed."""
    steps = np.diff(times)
    local = median_filter(steps, size=9, mode="nearest")
    return np.concatenate([[0], np.cumsum(np.maximum(np.rint(steps / local), 1))]).astype(np.int64)


def _line(numbers: NDArray[np.int64], times: Floats) -> tuple[float, float]:
    """Period and offset of the line through most of the beats."""
    fit = siegelslopes(times, numbers)
    period, offset = float(fit[0]), float(fit[1])
    near = np.abs(times - offset - period * numbers) < _OUTLIER
    if near.sum() < 4:
        return period, offset
    period, offset = (float(value) for value in np.polyfit(numbers[near], times[near], 1))
    # Music made on a computer keeps to whole tempi. Where the beats can't tell one from what was fitted, it is meant.
    whole = 60 / round(60 / period)
    middle = float(numbers[near].mean())
    if abs(whole - period) * np.ptp(numbers) / 2 < _INDISTINCT:
        return whole, offset + (period - whole) * middle
    return period, offset


def _straight(numbers: NDArray[np.int64], times: Floats) -> bool:
    """Whether the beats lie on one line but for short passages, where a fill or a pause led the tracker astray."""
    period, offset = _line(numbers, times)
    residual = median_filter(times - offset - period * numbers, size=min(9, len(times) // 6 | 1), mode="nearest")
    off = np.flatnonzero(np.diff(np.concatenate([[0], np.abs(residual) >= _TOLERANCE, [0]])))
    strayed = off[1::2] - off[::2]
    return bool(strayed.max(initial=0) <= _LONGEST_STRAY and strayed.sum() <= len(times) / 6)


def _split(numbers: NDArray[np.int64], times: Floats) -> list[range]:
    """Ranges of tracked beats that lie on one line each, split where two lines fit best; none when no few lines do."""
    done: list[range] = []
    waiting = [range(len(times))]
    while waiting:
        part = waiting.pop()
        own_numbers, own_times = numbers[part.start : part.stop], times[part.start : part.stop]
        if _straight(own_numbers, own_times):
            done.append(part)
            continue
        if len(part) < 2 * _SHORTEST_SECTION or len(done) + len(waiting) > _MOST_SECTIONS:
            return []
        cut = part.start + _best_cut(own_numbers, own_times)
        waiting += [range(cut, part.stop), range(part.start, cut)]
    return done


def _best_cut(numbers: NDArray[np.int64], times: Floats) -> int:
    def error(piece: slice) -> float:
        fitted = np.polyval(np.polyfit(numbers[piece], times[piece], 1), numbers[piece])
        return float(np.abs(times[piece] - fitted).sum())

    edge = _SHORTEST_SECTION // 2
    cuts = range(edge, len(times) - edge)
    return min(cuts, key=lambda cut: error(slice(0, cut)) + error(slice(cut, None)))


def _lines(numbers: NDArray[np.int64], times: Floats, sections: list[range]) -> tuple[Floats, list[tuple[int, float]]]:
    beats = np.empty(int(numbers[-1]) + 1)
    lines = []
    for index, section in enumerate(sections):
        own = slice(section.start, section.stop)
        period, offset = _line(numbers[own], times[own])
        first = int(numbers[section.start])
        last = int(numbers[sections[index + 1].start]) if index + 1 < len(sections) else len(beats)
        beats[first:last] = offset + period * np.arange(first, last)
        lines.append((first, period))
    # Where two lines meet, the beat between them may be a little off either; it must still lie between its neighbours.
    return np.maximum.accumulate(beats + np.arange(len(beats)) * 1e-9), lines


def _follow(numbers: NDArray[np.int64], times: Floats) -> Floats:
    every = np.interp(np.arange(int(numbers[-1]) + 1), numbers, times)
    if len(every) < 9:
        return every
    smooth: Floats = savgol_filter(every, 9, 2, mode="interp")
    return smooth


def _length(lines: list[tuple[int, float]], index: int, beats: int) -> int:
    return (lines[index + 1][0] if index + 1 < len(lines) else beats) - lines[index][0]
