"""Loudness and true peak, and the master gain that follows from them."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Final

import ducc0
import numpy as np
from numpy.typing import NDArray

from mashstudio.core.files import free_pages
from mashstudio.core.units import SAMPLE_RATE, Decibels, Samples

CEILING: Final[Decibels] = -1.0
"""The highest true peak of an export, dBTP."""

MARGIN: Final[Decibels] = 0.05
"""dB below the ceiling, for dither and differences between meters' filters."""

DRIVES: Final[tuple[Decibels, ...]] = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0)
"""How many dB of a mix's highest peak a limiter takes away; more is not asked of it."""

_OVERSAMPLING = 4
_EDGE = 64
# Interpolation uses this many samples on either side.
_REACH = 10
# Samples are interpolated, or skipped, in stretches of this many.
_STRETCH = 16
# Gating blocks are 0.4 s long and 0.1 s apart.
_STEP = SAMPLE_RATE // 10
_GATED = 4
_BLOCK = 60 * _STEP
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691
# After this many samples the weighting's impulse response is under 1e-15 of its peak.
_TAPS = 6144
_FFT = 16_384
_HOP = _FFT - _TAPS


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; −inf for silence.

    limited: for a mix whose peaks are limited to the ceiling: its integrated loudness at each of DRIVES, which say how
    far peaks would exceed the ceiling; empty: it isn't limited.
    """

    integrated: Decibels
    true_peak: Decibels
    limited: tuple[Decibels, ...] = ()

    @property
    def headroom(self) -> Decibels:
        """The gain that takes the highest peak to the ceiling, dB."""
        return CEILING - MARGIN - self.true_peak

    def louder(self, by: Decibels) -> "Loudness":
        """Return the loudness of the same sound with a gain of `by` dB, limited if it is."""
        over = by - self.headroom
        if not self.limited or over <= 0:
            return Loudness(self.integrated + by, self.true_peak + by)
        return Loudness(float(np.interp(over, DRIVES, self.limited)), CEILING - MARGIN)


SILENCE: Final = Loudness(-math.inf, -math.inf)


@dataclass(frozen=True)
class MasterGain:
    """One gain over a whole mix, in dB.

    shortfall_db: how far the peaks keep the mix below the target loudness. limited_db: how much of the highest peak
    the limiter takes away.
    """

    gain_db: Decibels
    shortfall_db: Decibels
    limited_db: Decibels = 0.0

    @property
    def linear(self) -> float:
        """The same gain as a factor."""
        return float(10 ** (self.gain_db / 20))


class KWeighting:
    """ITU-R BS.1770-4's weighting filter with pyloudnorm's coefficients, continuous from block to block.

    Applied by FFT: `scipy.signal.lfilter` would save 0.4 s in four minutes of sound, but importing it costs every
    measuring process 1.2 s.
    """

    def __init__(self) -> None:
        self._before = np.zeros(_TAPS, np.complex128)

    def weigh(self, samples: Samples) -> NDArray[np.float64]:
        """Return the next samples, weighted."""
        count = max(-(-len(samples) // _HOP), 1)
        sound = np.zeros(_TAPS + count * _HOP, np.complex128)
        sound[:_TAPS] = self._before
        # The filter is real, so both channels pass through it as one complex signal.
        sound[_TAPS : _TAPS + len(samples)].view(np.float64).reshape(-1, 2)[:] = samples
        self._before = sound[len(samples) : len(samples) + _TAPS].copy()
        pieces = np.lib.stride_tricks.sliding_window_view(sound, _FFT)[::_HOP].copy()
        ducc0.fft.c2c(pieces, axes=(1,), out=pieces)
        pieces *= _k_response()
        ducc0.fft.c2c(pieces, axes=(1,), forward=False, inorm=2, out=pieces)
        return np.ascontiguousarray(pieces[:, _TAPS:]).view(np.float64).reshape(-1, 2)[: len(samples)]


@cache
def _k_response() -> NDArray[np.complex128]:
    """Return the weighting's frequency response at the FFT's bins: a high shelf, then a high-pass.

    R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients".
    """
    delay = np.exp(-2j * np.pi * np.fft.fftfreq(_FFT))
    gain, turn, width = 10 ** (4.0 / 40), *_turn(1500.0, math.sqrt(0.5))
    more, less, slope = gain + 1, gain - 1, 2 * math.sqrt(gain) * width
    shelf = _biquad(
        (gain * (more + less * turn + slope), -2 * gain * (less + more * turn), gain * (more + less * turn - slope)),
        (more - less * turn + slope, 2 * (less - more * turn), more - less * turn - slope),
        delay,
    )
    turn, width = _turn(38.0, 0.5)
    high_pass = _biquad(
        ((1 + turn) / 2, -(1 + turn), (1 + turn) / 2),
        (1 + width, -2 * turn, 1 - width),
        delay,
    )
    return shelf * high_pass


def _turn(frequency: float, quality: float) -> tuple[float, float]:
    angle = 2 * math.pi * frequency / SAMPLE_RATE
    return math.cos(angle), math.sin(angle) / (2 * quality)


def _biquad(
    above: tuple[float, float, float], below: tuple[float, float, float], delay: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    response: NDArray[np.complex128] = np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    return response


class LoudnessMeter:
    """Measures a sound of any length, block by block, in hardly any memory.

    The results don't depend on the division into blocks. peaks: find the true peak, too.
    """

    def __init__(self, *, peaks: bool = True) -> None:
        self._weighting = KWeighting()
        # Peaks are found at the same time as the loudness.
        self._peaks = ThreadPoolExecutor(1) if peaks else None
        self._peak = 0.0
        self._frames = 0
        # The energy of each 0.1 s, both channels: all that gating needs.
        self._powers: list[NDArray[np.float64]] = []
        self._before, self._waiting = np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)

    def add(self, samples: Samples) -> None:
        """Add the next samples."""
        waiting = np.concatenate([self._waiting, samples])
        while len(waiting) >= _BLOCK + _EDGE:
            self._take(waiting[:_BLOCK], waiting[_BLOCK : _BLOCK + _EDGE])
            waiting = waiting[_BLOCK:]
        self._waiting = waiting

    def result(self) -> Loudness:
        """Return the loudness of everything added. Call once, at the end."""
        if len(self._waiting):
            self._take(self._waiting[:_BLOCK], self._waiting[_BLOCK:])
        if len(self._waiting) > _BLOCK:
            self._take(self._waiting[_BLOCK:], self._waiting[:0])
        peak = 20 * math.log10(self._peak) if self._peak > 0 else -math.inf
        return Loudness(self._integrated(), peak)

    def _take(self, block: Samples, after: Samples) -> None:
        self._frames += len(block)
        peak = self._peaks.submit(self._find_peak, self._before, block, after) if self._peaks else None
        weighted = self._weighting.weigh(block)
        whole = np.zeros((-(-len(block) // _STEP) * _STEP, 2))
        whole[: len(block)] = weighted
        self._powers.append(np.sum(whole.reshape(-1, 2 * _STEP) ** 2, axis=1))
        if peak:
            peak.result()
            self._before = np.array(block[-_EDGE:])

    def _find_peak(self, before: Samples, block: Samples, after: Samples) -> None:
        between, centre, most = _interpolation()
        count = -(-len(block) // _STRETCH)
        # With the neighbouring samples, or silence, on either side.
        sound = np.zeros((2, (count + 2) * _STRETCH), np.float32)
        early, late = before[-_STRETCH:], after[:_REACH]
        for begin, piece in ((_STRETCH - len(early), early), (_STRETCH, block), (_STRETCH + len(block), late)):
            sound[:, begin : begin + len(piece)] = piece.T[:, : sound.shape[1] - begin]
        sizes = np.abs(sound)
        while sizes.shape[1] > count + 2:
            sizes = np.maximum(sizes[:, ::2], sizes[:, 1::2])
        self._peak = max(self._peak, centre * float(sizes[:, 1:-1].max()))
        # Most stretches are skipped: between samples so small nothing can exceed the peak so far.
        near = most * np.maximum(np.maximum(sizes[:, :-2], sizes[:, 2:]), sizes[:, 1:-1]) > self._peak
        around = np.lib.stride_tricks.sliding_window_view(sound[:, _STRETCH - _REACH :], _STRETCH + 2 * _REACH, axis=1)
        loud = around[:, ::_STRETCH][:, :count][near]
        if len(loud):
            finer = loud @ between
            self._peak = max(self._peak, float(finer.max()), -float(finer.min()))

    def _integrated(self) -> Decibels:
        return gated_loudness(np.concatenate(self._powers or [np.empty(0)]), self._frames)


def gated_loudness(energies: NDArray[np.float64], frames: int) -> Decibels:
    """Return the loudness of the 0.4 s blocks that pass both gates (BS.1770-4, annex 1), as in pyloudnorm.

    energies: the sum of the weighted samples' squares in each 0.1 s, both channels; the last may be incomplete.
    """
    blocks = round((frames / SAMPLE_RATE - 0.4) / 0.1) + 1
    if frames < _GATED * _STEP or blocks < 1:
        return -math.inf
    powers = np.concatenate([energies, np.zeros(_GATED)]) / (_GATED * _STEP)
    sums = np.convolve(powers, np.ones(_GATED), "valid")[:blocks]
    heard = sums[sums >= _power(_ABSOLUTE_GATE)]
    if len(heard) == 0:
        return -math.inf
    heard = heard[heard > float(heard.mean()) * 10 ** (_RELATIVE_GATE / 10)]
    return _OFFSET + 10 * math.log10(float(heard.mean()))


@cache
def _interpolation() -> tuple[NDArray[np.float32], float, float]:
    """Return the matrix that interpolates a stretch from it and its neighbours, as scipy's resample_poly does.

    (samples, points between them); then the weight of a sample itself, and the greatest ratio of a point to the
    samples' peak.
    """
    middle = _REACH * _OVERSAMPLING
    taps = np.sinc(np.arange(-middle, middle + 1) / _OVERSAMPLING) * np.kaiser(2 * middle + 1, 5.0)
    taps *= _OVERSAMPLING / taps.sum()
    sample, place = np.arange(_STRETCH + 2 * _REACH)[:, None], np.arange(_STRETCH * _OVERSAMPLING)
    tap = place - _OVERSAMPLING * (sample - _REACH) + middle
    weights = np.where((tap >= 0) & (tap < len(taps)), taps[np.clip(tap, 0, len(taps) - 1)], 0.0)
    between = weights[:, place % _OVERSAMPLING != 0].astype(np.float32)
    return between, float(taps[middle]), float(np.abs(between).sum(axis=0).max())


def _power(loudness: Decibels) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))


def measure(samples: Samples) -> Loudness:
    """Return integrated loudness and true peak of `samples`."""
    return _metered(samples, LoudnessMeter())


def integrated_loudness(samples: Samples) -> Decibels:
    """Return the integrated loudness in LUFS (ITU-R BS.1770-4, as pyloudnorm); −inf if silent or shorter than 0.4 s."""
    return _metered(samples, LoudnessMeter(peaks=False)).integrated


def true_peak(samples: Samples) -> Decibels:
    """Return the true peak in dBTP, measured at four times the sample rate (ITU-R BS.1770-4, annex 2)."""
    return measure(samples).true_peak


def _metered(samples: Samples, meter: LoudnessMeter) -> Loudness:
    for start in range(0, len(samples), _BLOCK):
        meter.add(np.asarray(samples[start : start + _BLOCK]))
        free_pages(samples)
    return meter.result()


def master_gain(loudness: Loudness, target: Decibels | None) -> MasterGain:
    """Return the gain for `target` LUFS that keeps peaks below −1 dBTP; None: only keep the peaks below it.

    Where peaks are limited, they only lower it once the limiter would take away more than the last of DRIVES.
    """
    allowed = loudness.headroom
    if math.isinf(loudness.integrated) or math.isinf(loudness.true_peak):
        return MasterGain(min(0.0, allowed), 0.0)
    wanted = 0.0 if target is None else target - loudness.integrated
    if wanted <= allowed or not loudness.limited:
        gain = min(wanted, allowed)
        return MasterGain(gain, 0.0 if target is None else wanted - gain)
    most = DRIVES[-1]
    if target is None:
        drive, shortfall = min(wanted - allowed, most), 0.0
    else:
        drive = float(np.interp(target, np.maximum.accumulate(loudness.limited), DRIVES))
        shortfall = max(target - max(loudness.limited), 0.0)
    return MasterGain(allowed + drive, shortfall, drive)
