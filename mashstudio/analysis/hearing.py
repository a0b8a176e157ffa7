"""Frame-wise evidence: beats and downbeats by madmom's networks, attacks and harmony from the networks' input.

Böck, Krebs, Widmer, "Joint Beat and Downbeat Tracking with Recurrent Neural Networks", ISMIR 2016.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.recurrent import run_ensemble
from mashstudio.analysis.sound import SongSound, Span
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Seconds

FPS = 100
_HOP = SAMPLE_RATE // FPS
# Frames: 30 s of spectrogram and 10 minutes of network input at a time bound the memory for long songs.
_SPECTROGRAM, _SPECTROGRAM_MARGIN = 3000, 16
_STRETCH, _STRETCH_MARGIN = 60_000, 3000
# Columns of the networks' input. From frames of 46 ms the rises in 45 bands: drums and bass (under 150 Hz), snare,
# voices and chords (0.3 to 2.5 kHz), cymbals (over 7 kHz). From frames of 93 ms the levels in 56 bands from 43 Hz to
# 2.1 kHz, most of them a semitone wide.
_LOW, _MID, _HIGH = slice(87, 92), slice(98, 112), slice(125, 132)
_HARMONY = slice(132, 188)

# Silence added before the first and after the last note if the song has none.
_LEAD: Seconds = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Heard:
    """The evidence in one span of a song, at 100 frames a second from `start` on, half a second before it sounds.

    activations: float64 (frames, 2), 0–1: confidence that each frame is a beat but no downbeat, and a downbeat.
    attacks: float32 (frames, 3): rises of level in the low, middle and high bands.
    harmony: float16 (frames, 56): levels from 43 Hz to 2.1 kHz, log₁₀(1 + x).
    """

    start: Seconds
    activations: Floats
    attacks: NDArray[np.float32]
    harmony: NDArray[np.float16]


def hear(sound: SongSound, span: Span, *, job: Job) -> Heard:
    """Return the evidence in `span`."""
    import_madmom()
    from madmom.ml.nn import NeuralNetwork
    from madmom.models import DOWNBEATS_BLSTM

    networks = [NeuralNetwork.load(file) for file in DOWNBEATS_BLSTM]
    start_time = span.start - _LEAD
    first = round(start_time * SAMPLE_RATE)
    frames = -(-(round((span.end + _LEAD) * SAMPLE_RATE) - first) // _HOP)
    activations, attacks, harmony = [], [], []
    for start in range(0, frames, _STRETCH):
        job.report(start / frames, Message("Finding the beats"))
        low, stop = max(start - _STRETCH_MARGIN, 0), min(start + _STRETCH, frames)
        features = read_features(sound, first, low, min(stop + _STRETCH_MARGIN, frames), job=job)
        own = slice(start - low, stop - low)
        # The networks' first class is "no beat".
        activations.append(run_ensemble(networks, features)[own, 1:].astype(np.float64))
        attacks.append(np.stack([features[own, band].mean(axis=1) for band in (_LOW, _MID, _HIGH)], axis=1))
        harmony.append(features[own, _HARMONY].astype(np.float16))
    return Heard(start_time, np.concatenate(activations), np.concatenate(attacks), np.concatenate(harmony))


def read_features(sound: SongSound, first: int, low: int, high: int, *, job: Job) -> NDArray[np.float32]:
    """Return the networks' input: float32 (high − low, 314), three spectrograms and their rises.

    low, high: frames at 100 a second, counted from the sound's sample `first`.
    """
    from madmom.audio.signal import Signal
    from madmom.features.downbeats import RNNDownBeatProcessor

    spectrogram = RNNDownBeatProcessor().processors[0]
    pieces = []
    for start in range(low, high, _SPECTROGRAM):
        job.check()
        stop = min(start + _SPECTROGRAM, high)
        before = min(_SPECTROGRAM_MARGIN, start - low)
        piece = sound.read(first + (start - before) * _HOP, first + (stop + _SPECTROGRAM_MARGIN) * _HOP)
        frames = np.asarray(spectrogram(Signal(piece, sample_rate=SAMPLE_RATE, num_channels=1)), np.float32)
        pieces.append(frames[before : before + stop - start])
    return np.concatenate(pieces)


def strength(activation: NDArray[np.floating], frames: Floats, reach: int = 3) -> Floats:
    """Return the highest activation within `reach` frames of each of `frames` (may be fractional), 0 outside."""
    if len(activation) == 0:
        return np.zeros(len(frames))
    around = np.rint(frames).astype(int)[:, None] + np.arange(-reach, reach + 1)
    inside = (around >= 0) & (around < len(activation))
    highest = np.where(inside, activation[np.clip(around, 0, len(activation) - 1)], 0).max(axis=1, initial=0)
    return np.asarray(highest, np.float64)
