"""What a genre network hears of a song: its log-mel spectrogram, or its waveform. Runs in a child process."""

from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.taggers.log_mel import mel_filters
from mashstudio.training.genre.settings import SAMPLECNN, GenreSettings
from mashstudio.training.prepared import Listening

FEATURES_VERSION: Final = 1
_WHOLE_SONG: Final[Seconds] = 60.0
"""Of longer songs the middle is heard, as few begin the way they go on."""
_LOUD: Final = 10

Features = NDArray[np.float16]
"""(frames, mels), log₁₀(1 + 10 × amplitude), or (samples,); as much as there is, `feature_length` frames at most."""


def listening(settings: GenreSettings) -> Listening:
    """Return what a genre training hears of songs."""
    own = {"version": FEATURES_VERSION, "rate": settings.sample_rate, "samples": settings.samples}
    if settings.model != SAMPLECNN:
        own |= {"fft": settings.fft_size, "win": settings.win_size, "hop": settings.hop_size, "mels": settings.num_mels}
    return Listening("genre-features", own, partial(_features, settings=settings))


def _features(samples: Samples, settings: GenreSettings) -> Features:
    mono = heard(samples, settings)
    return (mono if settings.model == SAMPLECNN else log_mel(mono, settings)).astype(np.float16)


def heard(samples: Samples, settings: GenreSettings) -> NDArray[np.float32]:
    """Return what is heard of a song, mono, at the settings' rate."""
    import soxr

    length = -(-settings.samples * SAMPLE_RATE // settings.sample_rate)
    start = max(len(samples) - length, 0) // 2 if len(samples) > _WHOLE_SONG * SAMPLE_RATE else 0
    mono = samples[start : start + length].mean(axis=1, dtype=np.float32)
    return np.asarray(soxr.resample(mono, SAMPLE_RATE, settings.sample_rate)[: settings.samples], np.float32)


def log_mel(mono: NDArray[np.float32], settings: GenreSettings) -> NDArray[np.float32]:
    """Return the spectrogram as librosa computes it, with windows centred on frames: (frames, mels)."""
    size, half = settings.fft_size, settings.fft_size // 2
    window = np.zeros(size, np.float32)
    left = (size - settings.win_size) // 2
    turns = np.arange(settings.win_size) / settings.win_size
    window[left : left + settings.win_size] = 0.5 - 0.5 * np.cos(2 * np.pi * turns)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, half), size)[:: settings.hop_size]
    amplitudes = np.abs(np.fft.rfft(frames[: settings.feature_length] * window, axis=1)).astype(np.float32)
    mels = amplitudes @ mel_filters(settings.sample_rate, size, settings.num_mels)
    return np.asarray(np.log10(1 + _LOUD * mels), np.float32)
