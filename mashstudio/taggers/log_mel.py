"""The mel spectrogram that the taggers hear: 16 kHz, 96 bands, a frame every 16 ms; the same as librosa's."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 16_000
HOP: Final = 256
BANDS: Final = 96
_FFT: Final = 512
_LOUD: Final = 10_000
# Slaney's mel scale: linear up to 1 kHz, then a mel for every ratio of _STEP.
_LINEAR_HZ: Final = 200 / 3
_BEND_HZ: Final = 1000.0
_STEP: Final = np.log(6.4) / 27

Floats = NDArray[np.float32]


def samples_for(frames: int) -> int:
    """Return how many samples `frames` frames need, the half windows at both ends included."""
    return (frames - 1) * HOP + _FFT


def log_mel(mono: Floats) -> Floats:
    """Return log10(1 + 10,000 × power) of every frame that lies within `mono` (16 kHz): (frames, 96)."""
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FFT) / _FFT)).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(mono, _FFT)[::HOP]
    spectra = np.fft.rfft(frames * window, axis=1)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    return np.asarray(np.log10(1 + _LOUD * (power @ mel_filters(RATE, _FFT, BANDS))), np.float32)


@cache
def mel_filters(rate: int, fft_size: int, bands: int) -> Floats:
    """Return the triangular filters from 0 Hz to half of `rate`, of equal area: (bins, bands)."""
    bend = _BEND_HZ / _LINEAR_HZ
    mels = np.linspace(0, bend + np.log(rate / 2 / _BEND_HZ) / _STEP, bands + 2)
    corners = np.where(mels < bend, mels * _LINEAR_HZ, _BEND_HZ * np.exp(_STEP * (mels - bend)))
    bins = np.fft.rfftfreq(fft_size, 1 / rate)[:, None]
    rising = (bins - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - bins) / (corners[2:] - corners[1:-1])
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return np.asarray(triangles * 2 / (corners[2:] - corners[:-2]), np.float32)
