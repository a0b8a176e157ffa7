"""Find where phrases begin, and which sound alike: novelty from bar to bar, and chords that return.

Foote, "Automatic Audio Segmentation Using a Measure of Audio Novelty", ICME 2000; with a preference for 8 bars.
"""

from itertools import pairwise

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.analysis.librosa_import import import_librosa
from mashstudio.analysis.sound import SongSound
from mashstudio.core.units import SAMPLE_RATE

_RATE = 22_050
_FFT, _HOP = 4096, 2048
_MFCC = 14
_BARS_AT_ONCE = 64
_KERNEL = 4
# The cost of a phrase of this many bars, against the signs gained at its end, at most _PLAINEST.
_COST = {8: 0.0, 16: 0.25, 4: 0.35, 12: 0.5, 6: 0.8, 2: 1.0, 10: 1.0, 14: 1.0}
_ODD = 2.0
_PLAINEST = 0.9
_LONGEST = 16
# Chords of 8 bars that were there before, or will be again, begin a phrase unless the 4 bars before them return, too.
_RETURNING, _BEFORE = 8, 4
_LEAST_RETURN = 0.4
_RETURN_OVER_NOVELTY = 2.0
_SLOTS = 4
# Phrases sound alike from this mean cosine of their bars' features on; repeats have some 0.8, others −0.2 … 0.4.
_ALIKE = 0.6


def find_phrases(
    features: NDArray[np.float64], chords: NDArray[np.int8], downbeats: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the downbeats (indices into `beats`) on which a phrase begins, always including the first.

    features: of each bar, see `bar_features`. chords: of each beat, as `Band.chords`.
    """
    bars = len(downbeats)
    if bars < 2 * _KERNEL:
        return downbeats[:1]
    signs = _novelty(features) + _RETURN_OVER_NOVELTY * _returns(_by_bar(chords, downbeats))
    signs *= _PLAINEST / (signs.max() + 1e-9)
    best = np.full(bars, -np.inf)
    best[0] = 0.0
    came_from = np.zeros(bars, np.int64)
    for bar in range(1, bars):
        for length in range(1, min(_LONGEST, bar) + 1):
            value = best[bar - length] + signs[bar] - _COST.get(length, _ODD)
            if value > best[bar]:
                best[bar], came_from[bar] = value, bar - length
    # The last phrase ends with the song, whatever its length, so it may begin at any of the last bars.
    bar = bars - _LONGEST + int(np.argmax(best[-_LONGEST:])) if bars > _LONGEST else int(np.argmax(best))
    starts = [bar]
    while bar > 0:
        bar = int(came_from[bar])
        starts.append(bar)
    phrases: NDArray[np.int64] = downbeats[np.array(starts[::-1])]
    return phrases


def find_material(features: NDArray[np.float64], bars: NDArray[np.int64]) -> list[int]:
    """Return a number for each phrase, from 0 on in order of appearance: the same for those that sound alike.

    features: of each bar, see `bar_features`. bars: those on which phrases begin. Phrases are compared bar by bar from
    their beginnings, and only if neither is longer than twice the other.
    """
    unit = features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-9)
    phrases = np.split(unit, bars)[1:]
    first: list[NDArray[np.float64]] = []
    numbers = []
    for phrase in phrases:
        likeness = [_likeness(phrase, other) for other in first]
        best = int(np.argmax(likeness)) if likeness else 0
        if not likeness or likeness[best] < _ALIKE:
            best = len(first)
            first.append(phrase)
        numbers.append(best)
    return numbers


def _likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    common = min(len(one), len(other))
    if 2 * common < max(len(one), len(other)):
        return -1.0
    return float(np.mean(np.sum(one[:common] * other[:common], axis=1)))


def bar_features(sound: SongSound, bar_times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return timbre (MFCC) and harmony (chroma) of each bar, (bars, 26); some bars at a time to bound the memory."""
    if len(bar_times) < 2:
        return np.zeros((len(bar_times), 1))
    edges = np.append(bar_times, 2 * bar_times[-1] - bar_times[-2])
    timbre, harmony = [], []
    for first in range(0, len(bar_times), _BARS_AT_ONCE):
        own = edges[first : first + _BARS_AT_ONCE + 1]
        piece = sound.read(int(own[0] * SAMPLE_RATE), int(own[-1] * SAMPLE_RATE))
        bars = _features(soxr.resample(piece, SAMPLE_RATE, _RATE), own - own[0])
        timbre.append(bars[:_MFCC])
        harmony.append(bars[_MFCC:])
    parts = [np.concatenate(timbre, axis=1), 3 * np.concatenate(harmony, axis=1)]
    scaled = [(part - part.mean(axis=1, keepdims=True)) / (part.std() + 1e-9) for part in parts]
    return np.concatenate(scaled).T


def _features(sound: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    librosa = import_librosa()

    sound = np.pad(sound, (0, max(_FFT - len(sound), 0)))
    power = np.abs(librosa.stft(sound, n_fft=_FFT, hop_length=_HOP)) ** 2
    mel = librosa.power_to_db(librosa.feature.melspectrogram(S=power, sr=_RATE))
    timbre = librosa.feature.mfcc(S=mel, n_mfcc=_MFCC)
    harmony = librosa.feature.chroma_stft(S=power, sr=_RATE, tuning=0.0)
    features = np.concatenate([timbre, harmony])
    frames = np.clip(librosa.time_to_frames(edges, sr=_RATE, hop_length=_HOP), 0, features.shape[1])
    bars = [features[:, a : max(b, a + 1)] for a, b in pairwise(frames)]
    empty = np.zeros(len(features))
    return np.stack([bar.mean(axis=1) if bar.shape[1] else empty for bar in bars], axis=1)


def _novelty(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much the sound changes at each bar's beginning, 0–1."""
    unit = features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-9)
    novelty = np.zeros(len(features))
    for bar in range(1, len(features)):
        before, after = unit[max(bar - _KERNEL, 0) : bar], unit[bar : bar + _KERNEL]
        within = (before @ before.T).mean() + (after @ after.T).mean()
        novelty[bar] = max(within / 2 - (before @ after.T).mean(), 0)
    scaled: NDArray[np.float64] = novelty / (novelty.max() + 1e-9)
    return scaled


def _by_bar(chords: NDArray[np.int8], downbeats: NDArray[np.int64]) -> NDArray[np.int8]:
    """Return the chords at each quarter of each bar: (bars, 4)."""
    lengths = np.diff(downbeats, append=2 * downbeats[-1] - downbeats[-2])
    at = downbeats[:, None] + lengths[:, None] * np.arange(_SLOTS) // _SLOTS
    quarters: NDArray[np.int8] = chords[np.minimum(at, len(chords) - 1)]
    return quarters


def _returns(chords: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return how plainly chords that return begin on each bar, 0–1. chords: (bars, 4)."""
    bars = len(chords)
    returns = np.zeros(bars)
    for lag in range(_RETURNING, bars - _RETURNING + 1):
        alike = np.cumsum(np.pad((chords[:-lag] == chords[lag:]).mean(axis=1), (_BEFORE + 1, 0)))
        starts = np.arange(bars - lag - _RETURNING + 1) + _BEFORE
        after = (alike[starts + _RETURNING] - alike[starts]) / _RETURNING
        before = (alike[starts] - alike[starts - _BEFORE]) / _BEFORE
        for first in (0, lag):
            here = returns[first : first + len(starts)]
            np.maximum(here, after - before, out=here)
    scaled: NDArray[np.float64] = np.maximum(returns - _LEAST_RETURN, 0) / (1 - _LEAST_RETURN)
    return scaled
