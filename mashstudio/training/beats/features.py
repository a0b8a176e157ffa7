"""What a beat network hears of a song: its spectrogram, which live sound gives as well."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.known_trackers import librosa_beats
from mashstudio.analysis.live_beats.spectrum import BANDS, HOP, spectrogram
from mashstudio.core.units import Samples
from mashstudio.training.prepared import Listening

_VERSION: Final = 1


def listening() -> Listening:
    """Return what a beat training hears of songs: float16 (frames, BANDS)."""
    return Listening("beat-features", {"version": _VERSION, "hop": HOP, "bands": BANDS}, _features)


def listening_as_librosa() -> Listening:
    """Return how librosa hears the beats of songs: float64 (beats,), seconds."""
    return Listening("librosa-beats", {"version": 1}, librosa_beats)


def _features(samples: Samples) -> NDArray[np.float16]:
    return spectrogram(samples.mean(axis=1, dtype=np.float32)).astype(np.float16)
