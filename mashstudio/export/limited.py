"""The loudness of a mix whose peaks are limited, for every drive, from one pass over it.

For each group of hops its power and peak are kept. From these follow the limiter's gain at any drive, and so the
loudness, without rendering the mix again.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from mashstudio.audio.loudness import DRIVES, KWeighting, Loudness, LoudnessMeter, gated_loudness
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.render.limiter import AROUND, HOP, Hops, held, hop_peaks, needed, reach

_GROUP = 4 * HOP
_AT_ONCE = 1 << 12


class LimitedMeter:
    """Measures a mix block by block, as `LoudnessMeter` does, and how loud it gets limited."""

    def __init__(self) -> None:
        self._meter, self._weighting = LoudnessMeter(), KWeighting()
        self._waiting = np.zeros((AROUND, 2), np.float32)
        self._weighted = np.empty((0, 2))
        self._frames, self._loudest = 0, 0.0
        self._peaks: list[Hops] = []
        self._powers: list[Hops] = []

    def add(self, samples: Samples) -> None:
        """Add the next samples."""
        self._meter.add(samples)
        self._frames += len(samples)
        self._weighted = np.concatenate([self._weighted, self._weighting.weigh(samples)])
        self._waiting = np.concatenate([self._waiting, samples])
        self._take((len(self._waiting) - 2 * AROUND) // _GROUP)

    def result(self) -> Loudness:
        """Return the loudness of everything added, with `limited`. Call once, at the end."""
        loudness = self._meter.result()
        groups = -(-self._frames // _GROUP) - sum(map(len, self._peaks))
        end = np.zeros((groups * _GROUP + 2 * AROUND, 2), np.float32)
        self._waiting = np.concatenate([self._waiting, end])
        self._weighted = np.concatenate([self._weighted, np.zeros((groups * _GROUP, 2))])
        self._take(groups)
        if not np.isfinite(loudness.true_peak) or not np.isfinite(loudness.integrated):
            return loudness
        peaks, powers = np.concatenate(self._peaks), np.concatenate(self._powers)
        limited = [self._driven(peaks, powers, loudness.headroom + drive) for drive in DRIVES]
        return replace(loudness, limited=tuple(limited))

    def _take(self, groups: int) -> None:
        if groups <= 0:
            return
        sound, frames = self._waiting[: groups * _GROUP + 2 * AROUND], groups * _GROUP
        # No drive makes the limiter notice peaks much lower than the loudest.
        self._loudest = max(self._loudest, float(np.abs(sound).max()))
        peaks = hop_peaks(sound, self._loudest * 10 ** (-max(DRIVES) / 20))
        self._peaks.append(peaks.reshape(groups, -1).max(axis=1))
        powers = np.sum(self._weighted[:frames].reshape(groups, -1) ** 2, axis=1)
        self._powers.append(powers.astype(np.float32))
        self._waiting, self._weighted = self._waiting[frames:], self._weighted[frames:]

    def _driven(self, peaks: Hops, powers: Hops, gain: float) -> float:
        """Return the loudness with `gain` dB and the peaks limited, LUFS."""
        before, ahead = reach(_GROUP)
        need = np.pad(needed(peaks * np.float32(10 ** (gain / 20))), (before, ahead + _AT_ONCE))
        reduction = np.concatenate(list(_held_in_parts(need, len(peaks))))[: len(peaks)]
        limited = np.cumsum(powers * 10.0 ** (-reduction / 10))
        ends = np.arange(0, self._frames + SAMPLE_RATE // 10, SAMPLE_RATE // 10)
        upto = np.interp(ends, np.arange(len(limited) + 1) * _GROUP, np.concatenate([[0], limited]))
        return gated_loudness(np.diff(upto), self._frames) + gain


def _held_in_parts(need: Hops, groups: int) -> Iterator[Hops]:
    around = sum(reach(_GROUP))
    for start in range(0, groups, _AT_ONCE):
        yield held(need[start : start + _AT_ONCE + around], _GROUP)
