"""Find the likeliest beats for a network's activations.

The bar-pointer model of Krebs, Böck, Widmer, "An Efficient State Space Model for Joint Tempo and Meter Tracking",
ISMIR 2015, with madmom's parameters and bars of one beat. Within a beat that model can only advance, so it is enough
to decode when each beat begins and how long it lasts (a semi-Markov chain): the same best path as madmom's
DBNBeatTrackingProcessor, with 60 bytes of memory for each frame, so that songs of any length can be decoded.
"""

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


def find_pulse(activation: Floats) -> NDArray[np.int64]:
    """Return the frames of the beats on the best path through `activation` ((frames,), 0–1, 100 frames a second).

    Beats are at 55 to 215 BPM; there are none before the first or after the last frame with an activation of 5 %.
    """
    heard = np.flatnonzero(activation >= _THRESHOLD)
    if len(heard) == 0:
        return np.zeros(0, np.int64)
    first = int(heard[0])
    inside = activation[first : heard[-1] + 1]
    frames = []
    for start, length in _best_path(inside):
        low, high = max(start, 0), min(start + -(-length // _BORDER), len(inside))
        if low < high:
            frames.append(first + low + int(np.argmax(inside[low:high])))
    return np.array(frames, np.int64)


def _intervals() -> NDArray[np.int64]:
    wanted = _TEMPI
    while True:
        intervals = np.unique(np.rint(np.geomspace(_SHORTEST, _LONGEST, wanted))).astype(np.int64)
        if len(intervals) >= _TEMPI:
            return intervals
        wanted += 1


def _transitions(intervals: NDArray[np.int64]) -> Floats:
    """Return the log probability of changing to tempo i from tempo i + j − _REACH: (tempi, 2 × _REACH + 1)."""
    ratio = intervals[None, :] / intervals[:, None]
    likely = np.exp(-_STEADINESS * np.abs(ratio - 1))
    logs = np.log(likely / likely.sum(axis=1, keepdims=True) + 1e-300)
    padded = np.pad(logs, ((_REACH, _REACH), (0, 0)), constant_values=-np.inf)
    return np.stack([padded[i : i + 2 * _REACH + 1, i] for i in range(len(intervals))])


def _best_path(activation: Floats) -> list[tuple[int, int]]:
    """Return the start frame and length of every beat of the best path; the first may start before frame 0."""
    intervals = _intervals()
    frames, tempi = len(activation), len(intervals)
    transitions = _transitions(intervals)
    scores = _Scores(activation, intervals)
    ring = np.full((_LONGEST + 1, tempi), -np.inf)
    columns = np.arange(tempi)
    for start in range(1 - _LONGEST, 1):
        ring[start % len(ring)] = np.where(intervals > -start, scores.at(start), -np.inf)
    came_from = np.zeros((frames, tempi), np.uint8)
    padded = np.full(tempi + 2 * _REACH, -np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 1)
    # A single frame is one beat.
    best, last = (-np.inf, (0, 0)) if frames > 1 else (0.0, (0, 0))
    for start in range(1, frames):
        # The paths with a beat of each length that ends here.
        padded[_REACH:-_REACH] = ring[(start - intervals) % len(ring), columns]
        options = windows + transitions
        choice = options.argmax(axis=1)
        came_from[start] = choice
        complete = options[columns, choice] + scores.at(start)
        ring[start % len(ring)] = complete
        if start + _LONGEST >= frames:
            ending = np.where(start + intervals >= frames, complete, -np.inf)
            tempo = int(ending.argmax())
            if ending[tempo] > best:
                best, last = float(ending[tempo]), (start, tempo)
    return _trace(came_from, last, intervals)


def _trace(came_from: NDArray[np.uint8], last: tuple[int, int], intervals: NDArray[np.int64]) -> list[tuple[int, int]]:
    start, tempo = last
    beats = [(start, int(intervals[tempo]))]
    while start > 0:
        tempo = tempo + int(came_from[start, tempo]) - _REACH
        start -= int(intervals[tempo])
        beats.append((start, int(intervals[tempo])))
    return beats[::-1]


class _Scores:
    """Log likelihood of a beat starting at a frame, for every length: its first frames are a beat, the rest none."""

    def __init__(self, activation: Floats, intervals: NDArray[np.int64]) -> None:
        none = np.log(np.maximum(1 - activation, _FLOOR) / (_BORDER - 1))
        beat = np.log(np.maximum(activation, _FLOOR))
        self._none, self._beat = (np.concatenate([[0.0], np.cumsum(logs)]) for logs in (none, beat))
        self._intervals = intervals
        self._borders = -(-intervals // _BORDER)
        self._start = 0
        self._block: Floats = np.zeros((0, len(intervals)))

    def at(self, start: int) -> Floats:
        """Return the scores (tempi,); frames beyond the ends don't count."""
        if not self._start <= start < self._start + len(self._block):
            self._fill(start)
        row: Floats = self._block[start - self._start]
        return row

    def _fill(self, start: int) -> None:
        frames = len(self._none) - 1
        at = np.arange(start, start + _BLOCK)[:, None]
        begin, border, end = (np.clip(at + more, 0, frames) for more in (0, self._borders, self._intervals))
        self._block = self._beat[border] - self._beat[begin] + self._none[end] - self._none[border]
        self._start = start
