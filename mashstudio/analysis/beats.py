"""Beats and downbeats as madmom hears them.

Böck, Krebs, Widmer, "Joint Beat and Downbeat Tracking with Recurrent Neural Networks", ISMIR 2016.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.facts.units import SAMPLE_RATE

FPS = 100
# On real songs four of the eight networks track as well as all of them (tests/benchmarks/analysis.py) in half the time.
_NETWORKS = 4
_FASTEST, _SLOWEST = 240.0, 50.0
_BETWEEN_IS_BEAT = 0.3
_WEAK_IS_NONE = 0.12


@dataclass(frozen=True, eq=False)
class Tracked:
    """Beats in 10 ms steps, before they are refined.

    times: seconds; positions: 1 … beats_per_bar, each beat's place in its bar; strength: the network's activation.
    """

    times: NDArray[np.float64]
    positions: NDArray[np.int64]
    strength: NDArray[np.float64]
    beats_per_bar: int


def track(mono: NDArray[np.float32]) -> Tracked:
    """The beats of a song (float32 (frames,), 44.1 kHz), in bars of 3 or 4, half and double time judged."""
    activations = _activations(mono)
    found = _decode(activations)
    beat = activations.sum(axis=1)
    return _at_right_level(found, beat)


def _activations(mono: NDArray[np.float32]) -> NDArray[np.float64]:
    import_madmom()
    from madmom.audio.signal import Signal
    from madmom.features.downbeats import RNNDownBeatProcessor
    from madmom.ml.nn import NeuralNetworkEnsemble
    from madmom.models import DOWNBEATS_BLSTM

    spectrogram = RNNDownBeatProcessor().processors[0]
    ensemble = NeuralNetworkEnsemble.load(DOWNBEATS_BLSTM[:_NETWORKS])
    # Its networks were trained on 16-bit levels.
    signal = Signal((np.clip(mono, -1, 1) * 32767).astype(np.int16), sample_rate=SAMPLE_RATE, num_channels=1)
    # Its first class is "no beat".
    return np.asarray(ensemble(spectrogram(signal)), np.float64)[:, 1:]


def _decode(activations: NDArray[np.float64]) -> Tracked:
    from madmom.features.downbeats import DBNDownBeatTrackingProcessor

    decoder = DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=FPS)
    rows = np.asarray(decoder(activations), np.float64).reshape(-1, 2)
    positions = rows[:, 1].astype(np.int64)
    times = rows[:, 0]
    strength = _strength(activations.sum(axis=1), times)
    return Tracked(times, positions, strength, int(positions.max()) if len(positions) else 4)


def _strength(activation: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    frames = np.rint(times * FPS).astype(int)
    around = frames[:, None] + np.arange(-3, 4)
    strength: NDArray[np.float64] = activation[np.clip(around, 0, len(activation) - 1)].max(axis=1, initial=0)
    return strength


def _at_right_level(found: Tracked, activation: NDArray[np.float64]) -> Tracked:
    """Twice or half as many beats where the network's own activation says so.

    Between true beats the activation all but vanishes; where it stays near that of the beats, every second beat was
    missed. Where every second beat is that weak, it is none.
    """
    if len(found.times) < 8 or found.beats_per_bar != 4:
        return found
    tempo = 60 / float(np.median(np.diff(found.times)))
    middles = found.times[:-1] + np.diff(found.times) / 2
    between = _strength(activation, middles)
    if tempo * 2 <= _FASTEST and np.median(between) > _BETWEEN_IS_BEAT * np.median(found.strength):
        times = np.empty(len(found.times) + len(middles))
        times[::2], times[1::2] = found.times, middles
        first = 2 * (int(found.positions[0]) - 1)
        positions = (first + np.arange(len(times))) % 4 + 1
        return Tracked(times, positions, _strength(activation, times), 4)
    for phase in (0, 1):
        weak, strong = found.strength[phase::2], found.strength[1 - phase :: 2]
        if tempo / 2 >= _SLOWEST and np.median(weak) < _WEAK_IS_NONE * np.median(strong):
            times = found.times[1 - phase :: 2]
            first = (int(found.positions[1 - phase]) - 1) // 2
            return Tracked(times, (first + np.arange(len(times))) % 4 + 1, strong, 4)
    return found
