"""What a genre network hears of a song: its log-mel spectrogram, or its waveform. Runs in a child process."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.arrays import save_array
from mashstudio.core.errors import UnusableSong
from mashstudio.core.files import plainly_named
from mashstudio.core.jobs import Job
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.taggers.log_mel import mel_filters
from mashstudio.training.genre.settings import SAMPLECNN, GenreSettings

FEATURES_VERSION: Final = 1
_WHOLE_SONG: Final[Seconds] = 60.0
"""Of longer songs the middle is heard, as few begin the way they go on."""
_LOUD: Final = 10

Features = NDArray[np.float16]
"""(frames, mels), log₁₀(1 + 10 × amplitude), or (samples,); as much as there is, `feature_length` frames at most."""


def feature_parameters(settings: GenreSettings) -> dict[str, Any]:
    """Return all that features depend on besides the song."""
    own = {"version": FEATURES_VERSION, "rate": settings.sample_rate, "samples": settings.samples}
    if settings.model != SAMPLECNN:
        own |= {"fft": settings.fft_size, "win": settings.win_size, "hop": settings.hop_size, "mels": settings.num_mels}
    return own


def write_features(paths: Sequence[Path], settings: GenreSettings, folder: Path, *, job: Job) -> None:
    """Write the features of each of `paths` to `folder`/NUMBER.npy, or why it can't be used to NUMBER.json.

    Files with such names are complete.
    """
    for number, path in enumerate(paths):
        job.report(number / len(paths), Message("Listening to {name}", name=said(path.name)))
        unfinished = folder / f"{number}.part"
        try:
            save_array(unfinished, _features(path, settings, job))
        except UnusableSong as error:
            unfinished.write_text(json.dumps(error.reason.to_json()), "utf-8")
            unfinished.rename(folder / f"{number}.json")
        else:
            unfinished.rename(folder / f"{number}.npy")
    job.report(1, Message("Listening to the songs"))


def _features(path: Path, settings: GenreSettings, job: Job) -> Features:
    from mashstudio.audio.decode import explain_file, read_sound
    from mashstudio.audio.decoded import SAMPLES_FILE
    from mashstudio.audio.intake import refuse_useless

    with temporary_folder() as scratch, explain_file(path), plainly_named(path.resolve(), scratch) as named:
        refuse_useless(path, read_sound(named, scratch, job=job))
        mono = heard(np.load(scratch / SAMPLES_FILE, mmap_mode="r"), settings)
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
