"""Where phrases begin: novelty from bar to bar, and a liking for phrases of 8 bars.

Foote, "Automatic Audio Segmentation Using a Measure of Audio Novelty", ICME 2000.
"""

import numpy as np
from numpy.typing import NDArray

_RATE = 22_050
_HOP = 2048
_KERNEL = 4
# What a phrase of so many bars costs, against a novelty of 0–1 gained at its end.
_COST = {8: 0.0, 16: 0.25, 4: 0.35, 12: 0.5, 6: 0.8, 2: 1.0, 10: 1.0, 14: 1.0}
_ODD = 2.0
_LONGEST = 16


def find_phrases(
    mono: NDArray[np.float32], beats: NDArray[np.float64], downbeats: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The downbeats (indices into `beats`) on which a phrase begins; the first downbeat always is one.

    mono: float32 (frames,), 22 050 Hz.
    """
    if len(downbeats) < 2 * _KERNEL:
        return downbeats[:1]
    novelty = _novelty(_bar_features(mono, beats[downbeats]))
    bars = len(downbeats)
    best = np.full(bars, -np.inf)
    best[0] = 0.0
    came_from = np.zeros(bars, np.int64)
    for bar in range(1, bars):
        for length in range(1, min(_LONGEST, bar) + 1):
            value = best[bar - length] + novelty[bar] - _COST.get(length, _ODD)
            if value > best[bar]:
                best[bar], came_from[bar] = value, bar - length
    # The last phrase ends with the song, wherever that is, so any of the last bars may be where it begins.
    bar = bars - _LONGEST + int(np.argmax(best[-_LONGEST:])) if bars > _LONGEST else int(np.argmax(best))
    starts = [bar]
    while bar > 0:
        bar = int(came_from[bar])
        starts.append(bar)
    phrases: NDArray[np.int64] = downbeats[np.array(starts[::-1])]
    return phrases


def _bar_features(mono: NDArray[np.float32], bar_times: NDArray[np.float64]) -> NDArray[np.float64]:
    import librosa

    power = np.abs(librosa.stft(mono, n_fft=4096, hop_length=_HOP)) ** 2
    timbre = librosa.feature.mfcc(S=librosa.power_to_db(librosa.feature.melspectrogram(S=power, sr=_RATE)), n_mfcc=14)
    harmony = librosa.feature.chroma_stft(S=power, sr=_RATE, tuning=0.0)
    frames = librosa.time_to_frames(bar_times, sr=_RATE, hop_length=_HOP)
    parts = []
    for feature in (timbre, 3 * harmony):
        bars = librosa.util.sync(feature, frames.tolist(), pad=False)[:, : len(bar_times) - 1]
        bars = np.concatenate([bars, bars[:, -1:]], axis=1)
        parts.append((bars - bars.mean(axis=1, keepdims=True)) / (bars.std() + 1e-9))
    return np.concatenate(parts).T


def _novelty(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each bar's beginning parts what is before it from what is after, 0–1."""
    unit = features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-9)
    alike = unit @ unit.T
    novelty = np.zeros(len(features))
    for bar in range(1, len(features)):
        before, after = slice(max(bar - _KERNEL, 0), bar), slice(bar, bar + _KERNEL)
        within = alike[before, before].mean() + alike[after, after].mean()
        novelty[bar] = max(within / 2 - alike[before, after].mean(), 0)
    scaled: NDArray[np.float64] = novelty / (novelty.max() + 1e-9)
    return scaled
