"""The master limiter: keep the true peak of a mix under −1 dBTP, with look-ahead.

Stateless: each gain is a function of the peaks within a fixed reach of its frame, so any range in blocks of any size
yields the same bits, from anywhere. The true peak of each hop of 32 frames, computed at eight times the sample rate,
says how many dB must go. A hop's need is held from the look-ahead before it until 15 ms after it, so that bass isn't
distorted, and is let go over the next 170 ms. That is smoothed by a window as long as the look-ahead reaches either
way; as the need is held throughout the window, the gain is down in time, and it never jumps.
"""

from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Decibels, FrameCount, Samples
from mashstudio.render.strips import BLOCK

LIMIT: Final[Decibels] = -1.05
"""Where peaks are held, dBTP: under −1 dBTP by what dither and other meters may add."""

HOP: Final = 32
AROUND: Final = 10
"""Frames before and after a hop that its true peak depends on."""

_FINER = 8
_AT_ONCE = 8
_HOPS: Final = BLOCK // HOP
_AHEAD: Final = 4
"""Hops: 2.9 ms either way of smoothing, so peaks are known 5.8 ms before."""
_HELD: Final = 20
_RELEASED: Final = 256
_EARLY: Final = 16
"""A stretch of peaks begins this many hops before its block, so that it needs no block after that one."""

_BEFORE: Final = -(-(_RELEASED + 2 * _AHEAD - _EARLY) // _HOPS)
"""Stretches of peaks before its own that a block's gain depends on."""

REACH: Final = (FrameCount((_BEFORE + 1) * BLOCK), FrameCount(2 * BLOCK))
"""Frames before and after a block that its sound depends on."""

_LEVEL: Final = np.float32(10 ** (LIMIT / 20))

Hops = NDArray[np.float32]
"""float32 (hops,)."""


@cache
def _interpolation() -> tuple[NDArray[np.float32], float]:
    """Return the matrix from a hop and the frames around it to its finer frames, and the greatest ratio of peaks.

    float32 (AROUND + HOP + AROUND, _FINER × HOP), with the filter of the loudness meter.
    """
    place = np.arange(HOP * _FINER) / _FINER
    distance = place[None, :] - np.arange(-AROUND, HOP + AROUND)[:, None]
    inside = np.maximum(1 - (distance / AROUND) ** 2, 0)
    weights = np.where(inside > 0, np.sinc(distance) * np.i0(5.0 * np.sqrt(inside)) / np.i0(5.0), 0)
    weights /= weights.sum(axis=0)
    # A frame's own sample stays exact.
    return np.ascontiguousarray(weights, np.float32), float(np.abs(weights).sum(axis=0).max())


def hop_peaks(sound: Samples, floor: float) -> Hops:
    """Return the true peak of each hop, both channels. Hops that can't exceed `floor` get their samples' peak.

    sound: float32 (AROUND + hops × HOP + AROUND, 2).
    """
    matrix, most = _interpolation()
    hops = (len(sound) - 2 * AROUND) // HOP
    peaks: Hops = np.abs(sound[AROUND:-AROUND]).reshape(hops, 2 * HOP).max(axis=1)
    # Frames around a hop lie in its neighbours.
    outer = np.abs(sound[[*range(AROUND), *range(-AROUND, 0)]]).reshape(2, -1).max(axis=1)
    near = np.concatenate([outer[:1], peaks, outer[1:]])
    loud = np.flatnonzero(np.maximum(np.maximum(near[:-2], near[2:]), peaks) * most > floor)
    rows = np.lib.stride_tricks.sliding_window_view(sound, len(matrix), axis=0)[::HOP]
    # Products so small stay on this thread: waiting for others takes far longer on a busy computer.
    for first in range(0, len(loud), _AT_ONCE):
        some = loud[first : first + _AT_ONCE]
        fine = rows[some].reshape(-1, len(matrix)) @ matrix
        peaks[some] = np.abs(fine, out=fine).reshape(len(some), -1).max(axis=1)
    return peaks


def needed(peaks: Hops) -> Hops:
    """Return the gain reduction that `peaks` ask for, dB."""
    need: Hops = np.float32(20) * np.log10(np.maximum(peaks / _LEVEL, np.float32(1)))
    return need


def held(need: Hops, hop: int = HOP) -> Hops:
    """Return `need` (dB, per `hop` frames) held and let go.

    Needs `reach(hop)` more hops before and after than it returns.
    """
    shape = _shape(hop)
    kept: Hops = (np.lib.stride_tricks.sliding_window_view(need, len(shape)) * shape).max(axis=1)
    return kept


def reach(hop: int = HOP) -> tuple[int, int]:
    """Return how many hops before and after a hop `held` looks at."""
    return _RELEASED * HOP // hop, _AHEAD * HOP // hop


@cache
def _shape(hop: int) -> Hops:
    """Return how much of a need remains, from the oldest hop to the one furthest ahead."""
    before, ahead = reach(hop)
    age = np.arange(before, -ahead - 1, -1) * (hop / HOP)
    fall = np.clip((age - _HELD) / (_RELEASED - _HELD), 0, 1)
    return (0.5 + 0.5 * np.cos(np.pi * fall)).astype(np.float32)


@cache
def _smoothing() -> NDArray[np.float32]:
    """Return the weights of the hops around a hop, `_AHEAD` on each side, for each of its frames: Hann's window."""
    width = 2 * _AHEAD * HOP

    def area(place: NDArray[np.float64]) -> NDArray[np.float64]:
        inside = np.clip(place / width + 0.5, 0, 1)
        return inside - np.sin(2 * np.pi * inside) / (2 * np.pi)

    first = HOP * np.arange(-_AHEAD, _AHEAD + 1)[:, None] - (np.arange(HOP) + 0.5)
    return (area(first + HOP) - area(first)).astype(np.float32)


class Limiter:
    """The gains that limit a mix, in blocks that begin at multiples of BLOCK.

    mix: returns block `index` of the mix. The last blocks are kept, and those that `keep` was called for.
    """

    def __init__(self, mix: Callable[[int], Samples]) -> None:
        self._mix = mix
        self._sounds: dict[int, Samples] = {}
        self._needs: dict[int, Hops] = {}
        self._gains: dict[int, NDArray[np.float32]] = {}
        self._pinned = range(0)

    def keep(self, index: int) -> None:
        """Compute what blocks `index` and the one before depend on, and keep it: a loop comes back to them."""
        self._pinned = range(index - 2 - _BEFORE, index + 2)
        for block in (index - 1, index):
            self.gains(block)

    def sound(self, index: int) -> Samples:
        """Return block `index` of the mix, not yet limited: float32 (BLOCK, 2)."""
        if index not in self._sounds:
            _forget(self._sounds, index - 1, self._pinned)
            self._sounds[index] = self._mix(index)
        return self._sounds[index]

    def gains(self, index: int) -> NDArray[np.float32]:
        """Return the gain of each frame of block `index`: float32 (BLOCK,)."""
        if index not in self._gains:
            _forget(self._gains, index - 1, self._pinned)
            self._gains[index] = self._computed(index)
        return self._gains[index]

    def _computed(self, index: int) -> NDArray[np.float32]:
        _forget(self._needs, index - _BEFORE - 1, self._pinned)
        need = np.concatenate([self._need(index + step) for step in range(-_BEFORE, 2)])
        first = _BEFORE * _HOPS + _EARLY
        before, ahead = reach()
        need = need[first - _AHEAD - before : first + _HOPS + _AHEAD + ahead]
        if not need.any():
            return _ONES
        around = np.lib.stride_tricks.sliding_window_view(held(need), 2 * _AHEAD + 1)
        gains: NDArray[np.float32] = np.power(np.float32(10), (around @ _smoothing()).reshape(-1) / np.float32(-20))
        return gains

    def _need(self, index: int) -> Hops:
        """Return what the hops from `_EARLY` before block `index` on ask for."""
        if index not in self._needs:
            early = _EARLY * HOP
            sound = np.concatenate([self.sound(index - 1)[-early - AROUND :], self.sound(index)[: AROUND - early]])
            self._needs[index] = needed(hop_peaks(sound, float(_LEVEL)))
        return self._needs[index]


_ONES: Final = np.ones(BLOCK, np.float32)


def _forget(kept: dict[int, NDArray[np.float32]], first: int, pinned: range) -> None:
    """Drop blocks before `first`, and those far after it, that aren't pinned."""
    for index in [index for index in kept if not first <= index <= first + _BEFORE + 3 and index not in pinned]:
        del kept[index]
