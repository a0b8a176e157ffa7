"""What the beat network hears: a logarithmic spectrogram that needs no sound but the past."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Seconds

HOP: Final = 882
FRAME_SECONDS: Final[Seconds] = HOP / SAMPLE_RATE
"""20 ms."""
BANDS: Final = 81
"""12 in an octave from 30 Hz to 17 kHz; under 270 Hz, where bins are wider than that, one for each bin."""
_WINDOW: Final = 2048
_LOWEST, _HIGHEST, _PER_OCTAVE = 30.0, 17_000.0, 12
_LOUD: Final = 50.0

Floats = NDArray[np.float32]


class Spectrum:
    """The spectrogram of sound that comes in pieces; it is the same however the sound is cut."""

    def __init__(self) -> None:
        self._waiting = np.zeros(_WINDOW - HOP, np.float32)

    def feed(self, samples: Floats) -> Floats:
        """Return the frames that `samples` (44,100 Hz, mono) complete: float32 (frames, BANDS), log₁₀(1 + 50 x).

        Frame n is of the 46 ms up to sample (n + 1) × HOP. x: 1 of a sine of full scale that lies in one band.
        """
        waiting = np.concatenate([self._waiting, samples])
        count = max((len(waiting) - (_WINDOW - HOP)) // HOP, 0)
        self._waiting = waiting[count * HOP :]
        if count == 0:
            return np.empty((0, BANDS), np.float32)
        frames = np.lib.stride_tricks.sliding_window_view(waiting, _WINDOW)[: count * HOP : HOP]
        # In float32, a frame would depend a little on how many are computed at once, and the network's memory grows it.
        amplitudes = np.abs(np.fft.rfft(frames * _window(), axis=1))
        return np.asarray(np.log10(1 + _LOUD * (amplitudes @ _filters())), np.float32)


def spectrogram(samples: Floats) -> Floats:
    """Return the spectrogram of a whole song, mono at 44,100 Hz: float32 (frames, BANDS), see `Spectrum.feed`."""
    spectrum = Spectrum()
    minute = 3000 * HOP
    parts = [spectrum.feed(samples[start : start + minute]) for start in range(0, max(len(samples), 1), minute)]
    return np.concatenate(parts)


@cache
def _window() -> NDArray[np.float64]:
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)
    return np.asarray(window * 2 / window.sum(), np.float64)


@cache
def band_frequencies() -> NDArray[np.float64]:
    """Return the middle of each band in Hz, and one more on each side."""
    octaves = np.log2(_HIGHEST / 440), np.log2(_LOWEST / 440)
    steps = np.arange(np.floor(octaves[1] * _PER_OCTAVE), np.ceil(octaves[0] * _PER_OCTAVE) + 1)
    wanted = 440 * 2 ** (steps / _PER_OCTAVE)
    wanted = wanted[(wanted >= _LOWEST) & (wanted <= _HIGHEST)]
    bins = np.unique(np.round(wanted * _WINDOW / SAMPLE_RATE))
    return np.asarray(bins * SAMPLE_RATE / _WINDOW, np.float64)


@cache
def _filters() -> NDArray[np.float64]:
    """Return triangles between the neighbouring bands' middles, each of sum 1: (bins, BANDS)."""
    middles = band_frequencies()
    bins = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)[:, None]
    rising = (bins - middles[:-2]) / (middles[1:-1] - middles[:-2])
    falling = (middles[2:] - bins) / (middles[2:] - middles[1:-1])
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return np.asarray(triangles / triangles.sum(axis=0), np.float64)
