"""The likeliest bars and beats under a network's activations.

The bar-pointer model of Krebs, Böck, Widmer, "An Efficient State Space Model for Joint Tempo and Meter Tracking",
ISMIR 2015, with madmom's parameters. Within a beat that model can only go on, so what is decoded here is when each
beat begins and how long it lasts (a semi-Markov chain): the same best path as madmom's DBNDownBeatTrackingProcessor,
with 0.4 kB of memory for each frame instead of its 100 kB, so that a song of any length can be decoded.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SHORTEST, _LONGEST, _TEMPI = 28, 109, 60
_STEADINESS = 100.0
_BORDER = 16
_REACH = 14
_THRESHOLD = 0.05
_FLOOR = 1e-9
_BLOCK = 4096

Floats = NDArray[np.float64]


class Path(NamedTuple):
    """Frames of the beats, and each one's place in its bar (1 the downbeat)."""

    frames: NDArray[np.int64]
    positions: NDArray[np.int64]
    beats_per_bar: int


def decode(activations: Floats, bars: tuple[int, ...] = (3, 4)) -> Path:
    """The best path through `activations` (frames, 2: beat that is no downbeat, downbeat; 100 frames a second).

    bars: the beats per bar to choose from. Beats come at 55 to 215 a minute; none before the first or after the last
    frame with an activation of 5 %.
    """
    heard = np.flatnonzero(activations.max(axis=1, initial=0) >= _THRESHOLD)
    if len(heard) == 0:
        return Path(np.zeros(0, np.int64), np.zeros(0, np.int64), bars[-1])
    first = int(heard[0])
    inside = activations[first : heard[-1] + 1]
    starts, positions, lengths, bar = _best_path(inside, bars)
    peaks = inside.max(axis=1)
    frames, kept = [], []
    for start, length, position in zip(starts, lengths, positions, strict=True):
        low, high = max(start, 0), min(start + -(-length // _BORDER), len(inside))
        if low < high:
            frames.append(first + low + int(np.argmax(peaks[low:high])))
            kept.append(position + 1)
    return Path(np.array(frames, np.int64), np.array(kept, np.int64), bar)


def _intervals() -> NDArray[np.int64]:
    wanted = _TEMPI
    while True:
        intervals = np.unique(np.rint(np.geomspace(_SHORTEST, _LONGEST, wanted))).astype(np.int64)
        if len(intervals) >= _TEMPI:
            return intervals
        wanted += 1


def _transitions(intervals: NDArray[np.int64]) -> Floats:
    """Log probability of going to tempo i from tempo i + j − _REACH: (tempi, 2 × _REACH + 1)."""
    ratio = intervals[None, :] / intervals[:, None]
    likely = np.exp(-_STEADINESS * np.abs(ratio - 1))
    logs = np.log(likely / likely.sum(axis=1, keepdims=True) + 1e-300)
    padded = np.pad(logs, ((_REACH, _REACH), (0, 0)), constant_values=-np.inf)
    return np.stack([padded[i : i + 2 * _REACH + 1, i] for i in range(len(intervals))])


def _best_path(activations: Floats, bars: tuple[int, ...]) -> tuple[list[int], list[int], list[int], int]:
    """Start frame, position and length of every beat of the best path; frames may lie before 0 at the beginning."""
    intervals = _intervals()
    frames, rows, tempi = len(activations), sum(bars), len(intervals)
    # Row r is a beat's place in one of the bars; it comes after row before[r].
    ends = np.cumsum(bars)
    downbeat_rows = ends - np.array(bars)
    before = np.arange(rows) - 1
    before[downbeat_rows] = ends - 1
    kind = np.isin(np.arange(rows), downbeat_rows).astype(int)
    transitions = _transitions(intervals)
    scores = _Scores(activations, intervals)
    ring = np.full((_LONGEST + 1, rows, tempi), -np.inf)
    columns = np.arange(tempi)
    for start in range(1 - _LONGEST, 1):
        within = (intervals > -start)[None, :]
        ring[start % len(ring)] = np.where(within, scores.at(start)[kind], -np.inf)
    came_from = np.zeros((frames, rows, tempi), np.uint8)
    padded = np.full((rows, tempi + 2 * _REACH), -np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 1, axis=1)
    best, last = -np.inf, (0, 0, 0)
    row_index, tempo_index = np.ogrid[:rows, :tempi]
    for start in range(1, frames):
        # Shape (tempi, rows): the paths whose beat of each length ends here.
        padded[:, _REACH:-_REACH] = ring[(start - intervals) % len(ring), :, columns].T[before]
        options = windows + transitions
        choice = options.argmax(axis=2)
        came_from[start] = choice
        complete = options[row_index, tempo_index, choice] + scores.at(start)[kind]
        ring[start % len(ring)] = complete
        if start + _LONGEST >= frames:
            ending = np.where(start + intervals >= frames, complete, -np.inf)
            if ending.max() > best:
                row, tempo = np.unravel_index(int(ending.argmax()), ending.shape)
                best, last = float(ending.max()), (start, int(row), int(tempo))
    return _trace(came_from, last, intervals, before, ends, bars)


def _trace(
    came_from: NDArray[np.uint8],
    last: tuple[int, int, int],
    intervals: NDArray[np.int64],
    before: NDArray[np.int64],
    ends: NDArray[np.int64],
    bars: tuple[int, ...],
) -> tuple[list[int], list[int], list[int], int]:
    start, row, tempo = last
    which = int(np.searchsorted(ends, row, side="right"))
    first_row = int(ends[which]) - bars[which]
    starts, positions, lengths = [start], [row - first_row], [int(intervals[tempo])]
    while start > 0:
        tempo = tempo + int(came_from[start, row, tempo]) - _REACH
        start -= int(intervals[tempo])
        row = int(before[row])
        starts.append(start)
        positions.append(row - first_row)
        lengths.append(int(intervals[tempo]))
    return starts[::-1], positions[::-1], lengths[::-1], bars[which]


class _Scores:
    """Log likelihood of a beat that starts at a frame, for every length: its border beat, the rest of it none."""

    def __init__(self, activations: Floats, intervals: NDArray[np.int64]) -> None:
        none = np.log(np.maximum(1 - activations.sum(axis=1), _FLOOR) / (_BORDER - 1))
        sums = [np.concatenate([[0.0], np.cumsum(none)])]
        sums += [np.concatenate([[0.0], np.cumsum(np.log(np.maximum(column, _FLOOR)))]) for column in activations.T]
        self._sums = np.stack(sums)
        self._intervals = intervals
        self._borders = -(-intervals // _BORDER)
        self._start = 0
        self._block: Floats = np.zeros((0, 2, len(intervals)))

    def at(self, start: int) -> Floats:
        """(2, tempi): as a beat that is no downbeat, and as a downbeat; beyond the ends nothing counts."""
        if not self._start <= start < self._start + len(self._block):
            self._fill(start)
        row: Floats = self._block[start - self._start]
        return row

    def _fill(self, start: int) -> None:
        frames = self._sums.shape[1] - 1
        at = np.arange(start, start + _BLOCK)[:, None]
        begin, border, end = (np.clip(at + more, 0, frames) for more in (0, self._borders, self._intervals))
        rest = self._sums[0][end] - self._sums[0][border]
        self._block = np.stack([sums[border] - sums[begin] + rest for sums in self._sums[1:]], axis=1)
        self._start = start
