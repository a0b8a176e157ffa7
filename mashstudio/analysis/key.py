"""Find the key of a song, by madmom's CNN and by the strength of each pitch class.

Korzeniowski, Widmer, "Genre-Agnostic Key Classification with Convolutional Neural Networks", ISMIR 2018; Krumhansl,
"Cognitive Foundations of Musical Pitch", 1990. Of 219 rendered songs the network alone gets 166 keys right, both
together 180.
"""

from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.sound import SongSound
from mashstudio.core.units import SAMPLE_RATE, Cents, Decibels
from mashstudio.model.key import Key, Mode

# Ten minutes at a time bound the memory for long songs.
_PIECE = 600 * SAMPLE_RATE
_SHORTEST = 2 * SAMPLE_RATE
_IN_TUNE: Cents = 3.0
# Softer than an ordinary master, so that the spectrogram's logarithm lifts drums and noise less: of rendered songs
# four in five keys are right then, of the same songs at their own level under half.
_SOFTER: Decibels = -20.0

# Krumhansl's key profiles: the fit of each pitch class in a major and a minor key, from the tonic on.
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
# The weight of a correlation of 1 with a key's profile, in nats, beside the network's.
_TONES = 8.0
_TONE_WIDTH = 0.75
# Fewer keys of the rendered songs were right than the probabilities implied, so these are lowered by this, in nats.
_TOO_SURE = 0.9

Floats = NDArray[np.float32]


def find_key(sound: SongSound, tuning: Cents) -> tuple[Key, float]:
    """Return the key of a song, and the probability that it is right, 0–1.

    tuning: cents from A = 440 Hz, corrected beforehand.
    """
    import_madmom()
    from madmom.audio.signal import Signal
    from madmom.features.key import CNNKeyRecognitionProcessor

    # Signal, frames, STFT, logarithmic spectrogram; then the network, which `run_convolutions` replaces.
    *spectrogram, ensemble, _, _ = CNNKeyRecognitionProcessor().processors
    network = ensemble.processors[0].processors[0]
    level = np.float32(10 ** (_SOFTER / 20))
    scores: list[Floats] = []
    spectra: list[Floats] = []
    frequencies = np.zeros(0)
    lengths: list[int] = []
    for own in sound.sounding(_PIECE):
        if scores and len(own) < _SHORTEST:
            continue
        lengths.append(len(own))
        piece = np.pad(own, (0, max(_SHORTEST - len(own), 0)))
        data: Any = Signal(level * _in_tune(piece, tuning), sample_rate=SAMPLE_RATE, num_channels=1)
        for step in spectrogram:
            data = step(data)
        frequencies = np.asarray(data.filterbank.center_frequencies)
        scores.append(run_convolutions(network, np.asarray(data, np.float32)))
        spectra.append(np.asarray(data, np.float32).mean(axis=0))
    # 24 classes: the major keys from A on, then the minor ones.
    heard, spectrum = (np.average(parts, axis=0, weights=lengths).ravel() for parts in (scores, spectra))
    nats = heard - np.logaddexp.reduce(heard) + _TONES * _likeness(spectrum, frequencies)
    best = int(np.argmax(nats))
    odds = float(nats[best] - np.logaddexp.reduce(np.delete(nats, best)))
    return Key(best % 12, Mode.MAJOR if best < 12 else Mode.MINOR), float(1 / (1 + np.exp(_TOO_SURE - odds)))


def _likeness(spectrum: NDArray[np.floating], frequencies: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the correlation of the pitch classes in `spectrum` with each key's profile, −1 to 1."""
    semitones = 12 * np.log2(frequencies / 440)
    away = np.abs((semitones[None, :] - np.arange(12)[:, None] + 6) % 12 - 6)
    tones = np.maximum(1 - away / _TONE_WIDTH, 0) @ spectrum
    profiles = np.array([np.roll(profile, tonic) for profile in (_MAJOR, _MINOR) for tonic in range(12)])
    profiles = profiles - profiles.mean(axis=1, keepdims=True)
    tones = tones - tones.mean()
    norms = np.linalg.norm(profiles, axis=1) * np.linalg.norm(tones)
    return np.asarray(profiles @ tones / (norms + 1e-9), np.float64)


def _in_tune(piece: Floats, tuning: Cents) -> Floats:
    """Return `piece` resampled to A = 440 Hz."""
    if abs(tuning) < _IN_TUNE:
        return piece
    return np.asarray(soxr.resample(piece, SAMPLE_RATE, SAMPLE_RATE * 2 ** (tuning / 1200), quality="MQ"), np.float32)


def run_convolutions(network: Any, data: Floats) -> Floats:
    """Return the network's 24 outputs (1, 24) for a spectrogram (frames, bins), convolving by matrix products.

    madmom convolves one channel with one kernel at a time, which is some twenty times slower.
    """
    from madmom.ml.nn.layers import ConvolutionalLayer

    data = data[:, :, None]
    for layer in network.layers:
        data = _convolve(layer, data) if isinstance(layer, ConvolutionalLayer) else layer(data)
    return data


def _convolve(layer: Any, data: Floats) -> Floats:
    """Apply a "valid" convolution of stride 1: (frames, bins, channels) to (fewer frames, fewer bins, features)."""
    _, features, high, wide = layer.weights.shape
    frames, bins = data.shape[0] - high + 1, data.shape[1] - wide + 1
    out = np.zeros((frames, bins, features), np.float32)
    for i in range(high):
        for j in range(wide):
            # Convolution flips the kernel.
            kernel = np.ascontiguousarray(layer.weights[:, :, high - 1 - i, wide - 1 - j])
            out += data[i : i + frames, j : j + bins] @ kernel
    out += layer.bias
    return out if layer.activation_fn is None else np.asarray(layer.activation_fn(out), np.float32)
