"""Sound as pitches: the level of each third of a semitone, and tuning, chroma and melody read from it.

The melody is the strongest sum over harmonics, after Klapuri, "Multiple Fundamental Frequency Estimation by Summing
Harmonic Amplitudes", ISMIR 2006.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

RATE = 22_050
HOP = 1024
_FFT = 8192
_FRAMES_AT_ONCE = 256
# Thirds of a semitone, by MIDI number.
_LOWEST, _HIGHEST, _EACH = 28, 110, 3
# The notes a voice may sing: A1 to C7.
_NOTES = np.arange(33, 97)
_HARMONICS, _DECAY = 6, 0.75
_BESIDE = 0.9
_PEAK_NOTES_STOP = 96

Floats = NDArray[np.float32]


def spectra(sound: Floats, size: int, hop: int, start: int, count: int) -> Floats:
    """Return magnitudes, float32 (count, size / 2 + 1); a sine's is its amplitude.

    start: the frame in `sound` on which the first window is centred.
    """
    sound = np.pad(sound, (size // 2, size // 2 + hop))
    windows = np.lib.stride_tricks.sliding_window_view(sound, size)[start : start + count * hop : hop]
    window = np.hanning(size).astype(np.float32)
    found = np.zeros((count, size // 2 + 1), np.float32)
    for at in range(0, len(windows), _FRAMES_AT_ONCE):
        some = windows[at : at + _FRAMES_AT_ONCE]
        found[at : at + len(some)] = np.abs(rfft(some * window, axis=1)) / (size / 4)
    return found


def pitch_levels(sound: Floats, start: int, count: int) -> tuple[Floats, Floats]:
    """Return the roots of the level of each third of a semitone, (count, thirds), and each window's level, (count,)."""
    magnitudes = spectra(sound, _FFT, HOP, start, count)
    levels: Floats = np.sqrt(np.einsum("fb,fb->f", magnitudes, magnitudes))
    return np.sqrt(magnitudes) @ _thirds(), levels


def tuning_of(pitches: Floats) -> float:
    """Return by how many semitones (−0.5 to 0.5) most tones lie above equal temperament at A = 440 Hz."""
    peaks = np.maximum(pitches - (np.roll(pitches, 2, 1) + np.roll(pitches, -2, 1)) / 2, 0).sum(0)
    third = np.arange(len(peaks)) / _EACH
    inside = slice(30, -60)
    return float(np.angle((peaks * np.exp(2j * np.pi * third))[inside].sum()) / (2 * np.pi))


def peak_chroma(pitches: Floats, tuning: float, lowest: int) -> Floats:
    """Return the strength of the spectrum's peaks by pitch class (C first), (frames, 12). lowest: MIDI note."""
    notes = np.arange(lowest, _PEAK_NOTES_STOP)
    at = _third_of(notes + tuning)
    peaks = np.maximum(pitches[:, at] - (pitches[:, at - 2] + pitches[:, at + 2]) / 2, 0)
    return _by_class(peaks, notes)


def tune(pitches: Floats, tuning: float) -> Floats:
    """Return the pitch class (C first) of each frame's melody, as strong as it stands out: (frames, 12)."""
    sums = np.zeros((len(pitches), len(_NOTES)), np.float32)
    for harmonic in range(1, _HARMONICS + 1):
        at = _third_of(_NOTES + 12 * np.log2(harmonic) + tuning)
        at = at[at < pitches.shape[1] - 1]
        beside = np.maximum(pitches[:, at - 1], pitches[:, at + 1])
        sums[:, : len(at)] += _DECAY ** (harmonic - 1) * np.maximum(pitches[:, at], _BESIDE * beside)
    best = sums.argmax(axis=1)
    frames = np.arange(len(sums))
    strength = np.clip(sums[frames, best] / (sums.mean(axis=1) + 1e-9) - 1, 0, 2)
    melody = np.zeros((len(sums), 12), np.float32)
    melody[frames, _NOTES[best] % 12] = strength
    return melody


@cache
def _thirds() -> Floats:
    """Return the map of a spectrum's bins to thirds of a semitone: (bins, thirds)."""
    bins = np.arange(_FFT // 2 + 1)
    pitch = 69 + 12 * np.log2(np.maximum(bins * RATE / _FFT, 1) / 440)
    thirds = np.arange(_LOWEST, _HIGHEST, 1 / _EACH)
    weights = np.maximum(0, 1 - np.abs(pitch[:, None] - thirds) * _EACH)
    # Low down the bins lie further apart than thirds of a semitone, which lie between two bins there.
    for third in np.flatnonzero(weights.sum(axis=0) < 0.5).tolist():
        at = 440 * 2 ** ((thirds[third] - 69) / 12) * _FFT / RATE
        weights[:, third] = np.maximum(0, 1 - np.abs(bins - at))
    even: Floats = (weights / np.maximum(weights.sum(axis=0), 1)).astype(np.float32)
    return even


def _third_of(notes: NDArray[np.floating]) -> NDArray[np.int64]:
    thirds: NDArray[np.int64] = np.rint((notes - _LOWEST) * _EACH).astype(np.int64)
    return thirds


def _by_class(strengths: Floats, notes: NDArray[np.int64]) -> Floats:
    classes = (notes[:, None] % 12 == np.arange(12)).astype(np.float32)
    by_class: Floats = strengths @ classes
    return by_class
