"""Beats and downbeats as madmom's networks hear them.

Böck, Krebs, Widmer, "Joint Beat and Downbeat Tracking with Recurrent Neural Networks", ISMIR 2016.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.bars import decode
from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.recurrent import run_ensemble
from mashstudio.facts.units import SAMPLE_RATE, Bpm
from mashstudio.jobs import Job

FPS = 100
_HOP = SAMPLE_RATE // FPS
_FASTEST: Bpm = 240.0
_SLOWEST: Bpm = 50.0
_BETWEEN_IS_BEAT = 0.3
_WEAK_IS_NONE = 0.12
# Frames: 30 s of spectrogram at a time, and the networks over 10 minutes at a time, bound the memory of long songs.
_SPECTROGRAM, _SPECTROGRAM_MARGIN = 3000, 16
_STRETCH, _STRETCH_MARGIN = 60_000, 3000

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tracked:
    """Beats in 10 ms steps, before they are refined.

    times: seconds. activations: (frames, 2), 100 frames a second, 0–1: how surely each frame is a beat that is no
    downbeat, and a downbeat.
    """

    times: Floats
    beats_per_bar: int
    activations: Floats


def track(mono: NDArray[np.float32], *, job: Job) -> Tracked:
    """The beats of a song (float32 (frames,), 44.1 kHz), in bars of 3 or 4, half and double time judged."""
    activations = _activations(mono, job)
    path = decode(activations)
    times = _at_right_level(path.frames / FPS, activations.sum(axis=1), path.beats_per_bar)
    return Tracked(times, path.beats_per_bar, activations)


def strength(activation: Floats, times: Floats) -> Floats:
    """The highest activation (100 frames a second) within 30 ms of each time."""
    if len(activation) == 0:
        return np.zeros(len(times))
    around = np.rint(times * FPS).astype(int)[:, None] + np.arange(-3, 4)
    return np.asarray(activation[np.clip(around, 0, len(activation) - 1)].max(axis=1, initial=0), np.float64)


def _activations(mono: NDArray[np.float32], job: Job) -> Floats:
    import_madmom()
    from madmom.ml.nn import NeuralNetwork
    from madmom.models import DOWNBEATS_BLSTM

    networks = [NeuralNetwork.load(file) for file in DOWNBEATS_BLSTM]
    features = _features(mono)
    pieces = []
    for start in range(0, len(features), _STRETCH):
        job.report(start / len(features), "Finding the beats")
        low = max(start - _STRETCH_MARGIN, 0)
        heard = run_ensemble(networks, features[low : start + _STRETCH + _STRETCH_MARGIN])
        pieces.append(heard[start - low : start - low + _STRETCH])
    # Its first class is "no beat".
    return np.concatenate(pieces).astype(np.float64)[:, 1:]


def _features(mono: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the networks read: float32 (frames, 314), three spectrograms and their rises."""
    from madmom.audio.signal import Signal
    from madmom.features.downbeats import RNNDownBeatProcessor

    spectrogram = RNNDownBeatProcessor().processors[0]
    # They were trained on 16-bit levels.
    levels = (np.clip(mono, -1, 1) * 32767).astype(np.int16)
    pieces = []
    for start in range(0, -(-len(levels) // _HOP), _SPECTROGRAM):
        low = max(start - _SPECTROGRAM_MARGIN, 0)
        piece = levels[low * _HOP : (start + _SPECTROGRAM + _SPECTROGRAM_MARGIN) * _HOP]
        frames = np.asarray(spectrogram(Signal(piece, sample_rate=SAMPLE_RATE, num_channels=1)), np.float32)
        pieces.append(frames[start - low : start - low + _SPECTROGRAM])
    return np.concatenate(pieces)


def _at_right_level(times: Floats, activation: Floats, beats_per_bar: int) -> Floats:
    """Twice or half as many beats where the network's own activation says so.

    Between true beats the activation all but vanishes; where it stays near that of the beats, every second beat was
    missed. Where every second beat is that weak, it is none.
    """
    if len(times) < 8 or beats_per_bar != 4:
        return times
    tempo = 60 / float(np.median(np.diff(times)))
    on_beat = strength(activation, times)
    middles = times[:-1] + np.diff(times) / 2
    between = strength(activation, middles)
    if tempo * 2 <= _FASTEST and np.median(between) > _BETWEEN_IS_BEAT * np.median(on_beat):
        return np.sort(np.concatenate([times, middles]))
    for phase in (0, 1):
        weak, strong = on_beat[phase::2], on_beat[1 - phase :: 2]
        if tempo / 2 >= _SLOWEST and np.median(weak) < _WEAK_IS_NONE * np.median(strong):
            return times[1 - phase :: 2]
    return times
