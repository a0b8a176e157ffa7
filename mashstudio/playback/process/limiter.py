"""The safety limiter: keep playback under −1 dBTP, whatever was just edited.

A mix with a measured master gain stays under it anyway and passes bit by bit. Others may not: a mix just edited, the
metronome over a loud mix, a listening level over 0 dB, a soloed lane whose peaks others cancelled.

Sound is delayed by `LOOK_AHEAD` frames, so that the gain is down before the peak comes. Everything is decided on a
grid of hops of the stream, never at the ends of blocks, so the device's block size is inaudible. The true peak of a
hop is computed at four times the sample rate, with the filter that also measures the mix. Between hops the gain is
linear: down within one hop, up again over some 200 ms.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples

_HOP: Final = 32
_FINER = 4
_BEFORE, _AFTER = 9, 10
"""Frames around a hop that its true peak depends on."""

LOOK_AHEAD: Final = 2 * _HOP + _AFTER
"""Frames: 1.7 ms."""

_CHUNK: Final = 2048
_MOST_HOPS = _CHUNK // _HOP + 4

_CEILING = 10 ** (-1.0 / 20)
_HELD = 10 ** (-1.2 / 20)
"""The target for peaks over the ceiling; interpolation is slightly off where the gain moves."""

_RELEASE = math.exp(-_HOP / (0.08 * SAMPLE_RATE))
_WHOLE = 0.9995
"""A gain this near to 1 is set to 1: the difference is inaudible, and samples then pass unchanged."""


def _finer() -> NDArray[np.float32]:
    """Return float32 (frames of a hop and around it, 4 × frames of a hop): 4× oversampling, as in the meter.

    The filter is that of scipy.signal.resample_poly, which this process doesn't import.
    """
    taps = np.arange(-10 * _FINER, 10 * _FINER + 1)
    low_pass = np.sinc(taps / _FINER) * np.kaiser(len(taps), 5.0)
    low_pass *= _FINER / low_pass.sum()
    matrix = np.zeros((_BEFORE + _HOP + _AFTER, _HOP, _FINER))
    for frame in range(_HOP):
        matrix[_BEFORE + frame, frame, 0] = 1.0
        for step in range(1, _FINER):
            for near in range(-_BEFORE, _AFTER + 1):
                matrix[_BEFORE + frame + near, frame, step] = low_pass[10 * _FINER + step - _FINER * near]
    return np.ascontiguousarray(matrix.reshape(len(matrix), -1), np.float32)


_MATRIX: Final = _finer()
_NEAR: Final = _CEILING / float(np.abs(_MATRIX).sum(axis=0).max())
"""Samples under this (−8 dBFS) can't have a true peak over the ceiling between them."""

_LINES: Final = np.stack([np.ones(_HOP), np.arange(_HOP) / _HOP]).astype(np.float32)
"""Weights of a hop's first gain, and of its change until the next hop, in each of its frames."""


class Limiter:
    """Limits the peaks of a stream, block by block. All arrays are allocated beforehand."""

    def __init__(self) -> None:
        self._buffer = np.zeros((LOOK_AHEAD + _CHUNK, 2), np.float32)
        self._rows = np.zeros((2, _MOST_HOPS, len(_MATRIX)), np.float32)
        self._fine = np.empty((2, _MOST_HOPS, _MATRIX.shape[1]), np.float32)
        self._steps = np.empty((_MOST_HOPS, 2), np.float32)
        self._gains = np.empty((_MOST_HOPS, _HOP), np.float32)
        # Frames taken in so far, as if silence had come first.
        self._in = 3 * _HOP
        # The gain at the borders of hops, from the next one to come out, as far as hops have been examined.
        self._nodes = [1.0, 1.0]
        self._next, self._before = 2, 1.0
        # Let the first product allocate its buffers before the callback comes.
        np.matmul(self._rows, _MATRIX, out=self._fine)

    def process(self, out: Samples) -> float:
        """Take in `out` (float32 (frames, 2)) and replace it by the limited sound; return the lowest gain in it."""
        lowest = 1.0
        for start in range(0, len(out), _CHUNK):
            lowest = min(lowest, self._process(out[start : start + _CHUNK]))
        return lowest

    def _process(self, out: Samples) -> float:
        count, buffer = len(out), self._buffer
        buffer[LOOK_AHEAD : LOOK_AHEAD + count] = out
        self._look(count)
        first = self._in - LOOK_AHEAD
        self._in += count
        hops = (first + count - 1) // _HOP - first // _HOP + 1
        lowest = min(self._nodes[: hops + 1])
        if lowest < 1:
            lines = self._lines(hops).reshape(-1)[first % _HOP :][:count]
            for channel in (0, 1):
                np.multiply(buffer[:count, channel], lines, out=out[:, channel])
        else:
            out[:] = buffer[:count]
        buffer[:LOOK_AHEAD] = buffer[count : count + LOOK_AHEAD]
        del self._nodes[: (first + count) // _HOP - first // _HOP]
        return lowest

    def _look(self, count: int) -> None:
        """Find the gain at the borders of the hops that `count` more frames complete."""
        hops = (self._in + count - _AFTER) // _HOP - self._next
        if hops <= 0:
            return
        begin = self._next * _HOP - _BEFORE - (self._in - LOOK_AHEAD)
        seen = self._buffer[begin : begin + (hops - 1) * _HOP + len(_MATRIX)]
        self._next += hops
        if seen.max() <= _NEAR and seen.min() >= -_NEAR:
            needs = [1.0] * hops
        else:
            needs = [_HELD / peak if peak > _CEILING else 1.0 for peak in self._peaks(seen, hops)]
        for need in needs:
            released = 1 - (1 - self._nodes[-1]) * _RELEASE
            self._nodes.append(min(need, self._before, released if released < _WHOLE else 1.0))
            self._before = need

    def _peaks(self, seen: Samples, hops: int) -> list[float]:
        rows, fine = self._rows[:, :hops], self._fine[:, :hops]
        # Each hop includes the frames around it that it needs.
        row, frame, channel = seen.strides[0] * _HOP, *seen.strides
        overlapping = np.lib.stride_tricks.as_strided(
            seen, (2, hops, len(_MATRIX)), (channel, row, frame), writeable=False
        )
        np.copyto(rows, overlapping)
        np.matmul(rows, _MATRIX, out=fine)
        np.abs(fine, out=fine)
        peaks: list[float] = fine.max(axis=(0, 2)).tolist()
        return peaks

    def _lines(self, hops: int) -> NDArray[np.float32]:
        """Return the gain of each frame of the next `hops`."""
        nodes, steps, gains = np.array(self._nodes[: hops + 1]), self._steps[:hops], self._gains[:hops]
        steps[:, 0], steps[:, 1] = nodes[:-1], np.diff(nodes)
        # A product, because numpy allocates when it adds a column to a table.
        np.matmul(steps, _LINES, out=gains)
        return gains
