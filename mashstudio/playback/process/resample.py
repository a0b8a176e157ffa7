"""Resample from 44.1 kHz to a device's own rate, inside the callback.

A windowed sinc in as many phases as the two rates need (J. O. Smith, "Digital Audio Resampling"). No library is used
because it must return exactly the frames that the device asks for, at a constant cost and without a buffer that
would add latency; all arrays are allocated beforehand.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples

_TAPS = 128
_BETA = 10.0
"""Of the Kaiser window: aliases stay 100 dB down."""

_TRANSITION = 12.8
"""The width of its transition times the taps, as a fraction of half the rate."""

_CHUNK: Final = 512


class Resampler:
    """Resamples `source` (which fills blocks at 44.1 kHz) to `rate` Hz."""

    def __init__(self, rate: int, source: Callable[[Samples], None]) -> None:
        common = math.gcd(rate, SAMPLE_RATE)
        self._up, self._down = rate // common, SAMPLE_RATE // common
        self._source = source
        self._filter = _filter(self._up, self._down)
        taps = self._filter.shape[1]
        most = -(-_CHUNK * self._down // self._up) + 1
        self._input = np.zeros((2, taps + most), np.float32)
        self._block = np.empty((most + taps, 2), np.float32)
        # The first frame out lies on the first frame in, with silence before it.
        self._held, self._phase, self._consumed = taps // 2 - 1, 0, 0
        self._steps = np.arange(_CHUNK, dtype=np.int64) * self._down
        self._reach = np.arange(taps, dtype=np.int64)
        self._at, self._turn = np.empty(_CHUNK, np.int64), np.empty(_CHUNK, np.int64)
        self._index = np.empty((_CHUNK, taps), np.int64)
        self._near, self._weights = (np.empty((_CHUNK, taps), np.float32) for _ in range(2))

    @property
    def position(self) -> float:
        """The frame of the source, counted from its first, at the next frame out."""
        return self._consumed + self._phase / self._up

    def fill(self, out: Samples) -> None:
        """Fill `out`, float32 (frames, channels ≤ 2)."""
        for start in range(0, len(out), _CHUNK):
            self._fill_chunk(out[start : start + _CHUNK])

    def _fill_chunk(self, out: Samples) -> None:
        count, taps = len(out), self._filter.shape[1]
        at, turn, index = self._at[:count], self._turn[:count], self._index[:count]
        np.add(self._steps[:count], self._phase, out=turn)
        np.floor_divide(turn, self._up, out=at)
        np.remainder(turn, self._up, out=turn)
        self._take_in(int(at[-1]) + taps - self._held)
        np.take(self._filter, turn, axis=0, out=self._weights[:count], mode="clip")
        np.add(at[:, None], self._reach, out=index)
        for channel in range(out.shape[1]):
            np.take(self._input[channel], index, out=self._near[:count], mode="clip")
            np.einsum("nt,nt->n", self._near[:count], self._weights[:count], out=out[:, channel])
        self._drop(count)

    def _take_in(self, frames: int) -> None:
        if frames > 0:
            block = self._block[:frames]
            self._source(block)
            self._input[:, self._held : self._held + frames] = block.T
            self._held += frames

    def _drop(self, count: int) -> None:
        ahead = self._phase + count * self._down
        used, self._phase = divmod(ahead, self._up)
        self._held -= used
        self._consumed += used
        self._input[:, : self._held] = self._input[:, used : used + self._held]


def _filter(up: int, down: int) -> NDArray[np.float32]:
    """Return the low-pass in `up` phases: float32 (up, taps). It removes what either rate can't represent."""
    narrow = min(1.0, up / down)
    taps = 2 * math.ceil(_TAPS / 2 / narrow)
    # The middle of the window's transition, which ends at half the lower rate (and begins at 0.45 of it).
    cutoff = narrow - _TRANSITION / taps / 2
    time = np.arange(taps) - (taps // 2 - 1) - np.arange(up)[:, None] / up
    window = np.i0(_BETA * np.sqrt(np.maximum(1 - (time / (taps / 2)) ** 2, 0))) / np.i0(_BETA)
    phases = cutoff * np.sinc(cutoff * time) * window
    phases /= phases.sum(axis=1, keepdims=True)
    return np.asarray(phases, np.float32)
