"""How loud a sound is, and the master gain that follows from it."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from mashstudio.facts.units import SAMPLE_RATE, Decibels, Samples

CEILING: Final[Decibels] = -1.0
"""dBTP that no export exceeds."""

_MARGIN = 0.05
"""dB below the ceiling, for what dither and another meter's filter add."""

_OVERSAMPLING = 4
_BLOCK = 1 << 18
_EDGE = 64


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; −inf for silence."""

    integrated: Decibels
    true_peak: Decibels

    def louder(self, by: Decibels) -> "Loudness":
        """Of the same sound with a gain of `by` dB."""
        return Loudness(self.integrated + by, self.true_peak + by)


@dataclass(frozen=True)
class MasterGain:
    """One gain over a whole mix, in dB; `shortfall_db` is what the peaks keep it from the loudness aimed for."""

    gain_db: Decibels
    shortfall_db: Decibels

    @property
    def linear(self) -> float:
        """The same gain as a factor."""
        return float(10 ** (self.gain_db / 20))


def measure(samples: Samples) -> Loudness:
    """Both measures of `samples`."""
    return Loudness(integrated_loudness(samples), true_peak(samples))


def integrated_loudness(samples: Samples) -> Decibels:
    """Integrated loudness in LUFS (ITU-R BS.1770-4, by pyloudnorm); −inf when silent or shorter than 0.4 s."""
    import pyloudnorm  # half of the time that the window takes to open, if it were imported with it

    meter = pyloudnorm.Meter(SAMPLE_RATE)
    if len(samples) < meter.block_size * SAMPLE_RATE or not np.any(samples):
        return -math.inf
    with np.errstate(divide="ignore"):
        return float(meter.integrated_loudness(samples))


def true_peak(samples: Samples) -> Decibels:
    """True peak in dBTP, at four times the sample rate (ITU-R BS.1770-4, annex 2)."""
    from scipy.signal import resample_poly

    peak = 0.0
    for start in range(0, len(samples), _BLOCK):
        piece = np.asarray(samples[max(start - _EDGE, 0) : start + _BLOCK + _EDGE])
        finer = resample_poly(piece, _OVERSAMPLING, 1, axis=0)
        peak = max(peak, float(np.abs(finer).max()), float(np.abs(piece).max()))
    return 20 * math.log10(peak) if peak > 0 else -math.inf


def master_gain(loudness: Loudness, target: Decibels | None) -> MasterGain:
    """The gain that brings a mix to `target` LUFS without a peak over −1 dBTP; without a target, only the latter."""
    allowed = CEILING - _MARGIN - loudness.true_peak
    if math.isinf(loudness.integrated) or math.isinf(loudness.true_peak):
        return MasterGain(min(0.0, allowed), 0.0)
    wanted = 0.0 if target is None else target - loudness.integrated
    gain = min(wanted, allowed)
    return MasterGain(gain, 0.0 if target is None else wanted - gain)
