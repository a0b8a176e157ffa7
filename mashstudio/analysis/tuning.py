"""Find how far a song is tuned from A = 440 Hz."""

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.analysis.sound import SongSound
from mashstudio.core.units import SAMPLE_RATE, Cents

_RATE = 11_025
_FFT, _HOP = 4096, 1024
_LOW, _HIGH = 100.0, 2000.0
_PIECE = 30 * SAMPLE_RATE
# For a long song every n-th piece is enough.
_MOST_PIECES = 20
# A tone keeps its pitch from frame to frame, unlike a drum's noise; it is at most 50 dB under the loudest.
_STEADY: Cents = 8.0
_FAINT = 10 ** (-50 / 20)
_BLUR: Cents = 8.0

Floats = NDArray[np.float64]


def find_tuning(sound: SongSound) -> Cents:
    """Return the tuning of most tones in cents from A = 440 Hz, −50 to 50; 0 if there are no tones."""
    pieces = sum(-(-round((span.end - span.start) * SAMPLE_RATE) // _PIECE) for span in sound.spans)
    every = -(-pieces // _MOST_PIECES)
    histogram = np.zeros(100)
    for index, piece in enumerate(sound.sounding(_PIECE)):
        if index % every == 0:
            histogram += _deviations(soxr.resample(piece, SAMPLE_RATE, _RATE).astype(np.float64))
    if histogram.sum() == 0:
        return 0.0
    cents = np.arange(100) - 50.0
    kernel = np.exp(-0.5 * (cents / _BLUR) ** 2)
    smooth = np.fft.irfft(np.fft.rfft(histogram) * np.fft.rfft(np.fft.ifftshift(kernel)), 100)
    best = int(smooth.argmax())
    # The centre of mass around the peak is finer than the histogram's bins.
    near = (np.arange(100) - best + 50) % 100 - 50.0
    weight = histogram * np.exp(-0.5 * (near / _BLUR) ** 2)
    tuning = float(cents[best] + (weight * near).sum() / weight.sum())
    return (tuning + 50) % 100 - 50


def _deviations(sound: Floats) -> Floats:
    """Return a histogram of the steady tones in `sound`, by cents from the nearest semitone, weighted by amplitude."""
    histogram = np.zeros(100)
    if len(sound) < _FFT + _HOP:
        return histogram
    frames = np.lib.stride_tricks.sliding_window_view(sound, _FFT)[::_HOP]
    spectra = np.abs(np.fft.rfft(frames * np.hanning(_FFT), axis=1))
    low, high = (round(hertz * _FFT / _RATE) for hertz in (_LOW, _HIGH))
    logs = np.log(spectra[:, low - 1 : high + 1] + 1e-9)
    before, at, after = logs[:, :-2], logs[:, 1:-1], logs[:, 2:]
    peak = (at > before) & (at >= after) & (at > logs.max() + np.log(_FAINT))
    # Interpolate by a parabola through the logarithms of the three highest bins (Hann window).
    offset = np.where(peak, 0.5 * (before - after) / np.minimum(before - 2 * at + after, -1e-9), np.nan)
    pitch = 1200 * np.log2((np.arange(low, high) + offset) * _RATE / _FFT / 440)
    steady = np.zeros_like(peak)
    for shift in (-1, 0, 1):
        steady[1:] |= np.abs(pitch[1:] - np.roll(pitch[:-1], shift, axis=1)) < _STEADY
    deviation = (pitch[steady] + 50) % 100
    np.add.at(histogram, np.minimum(deviation.astype(int), 99), np.exp(at[steady] / 2))
    return histogram
