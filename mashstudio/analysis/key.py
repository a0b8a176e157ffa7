"""The key of a song, by madmom's CNN.

Korzeniowski, Widmer, "Genre-Agnostic Key Classification with Convolutional Neural Networks", ISMIR 2018.
"""

from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.analysis.sound import Sound
from mashstudio.facts.key import Key, Mode
from mashstudio.facts.units import SAMPLE_RATE, Cents, Decibels

# Ten minutes at a time bound the memory of long songs.
_PIECE = 600 * SAMPLE_RATE
_SHORTEST = 2 * SAMPLE_RATE
_IN_TUNE: Cents = 3.0
# Softer than an ordinary master, where the spectrogram's logarithm lifts drums and noise less: of rendered songs four
# in five keys are right then, of the same songs at their level under half.
_SOFTER: Decibels = -20.0

Floats = NDArray[np.float32]


def find_key(sound: Sound, tuning: Cents) -> tuple[Key, float]:
    """The key of a song, and how probable the network thinks it, 0–1.

    tuning: cents from A = 440 Hz, taken out before.
    """
    import_madmom()
    from madmom.audio.signal import Signal
    from madmom.features.key import CNNKeyRecognitionProcessor
    from madmom.ml.nn.activations import softmax

    # Signal, frames, STFT, logarithmic spectrogram; then the network, which is run here.
    *spectrogram, ensemble, _, _ = CNNKeyRecognitionProcessor().processors
    network = ensemble.processors[0].processors[0]
    level = np.float32(10 ** (_SOFTER / 20))
    scores: list[Floats] = []
    lengths: list[int] = []
    for own in sound.sounding(_PIECE):
        if scores and len(own) < _SHORTEST:
            continue
        lengths.append(len(own))
        piece = np.pad(own, (0, max(_SHORTEST - len(own), 0)))
        data: Any = Signal(level * _in_tune(piece, tuning), sample_rate=SAMPLE_RATE, num_channels=1)
        for step in spectrogram:
            data = step(data)
        scores.append(_run(network, np.asarray(data, np.float32)))
    # 24 classes: the major keys from A on, then the minor ones.
    probabilities = softmax(np.average(scores, axis=0, weights=lengths)[None]).ravel()
    best = int(np.argmax(probabilities))
    return Key(best % 12, Mode.MAJOR if best < 12 else Mode.MINOR), float(probabilities[best])


def _in_tune(piece: Floats, tuning: Cents) -> Floats:
    """`piece` at A = 440 Hz: a little slower or faster."""
    if abs(tuning) < _IN_TUNE:
        return piece
    return np.asarray(soxr.resample(piece, SAMPLE_RATE, SAMPLE_RATE * 2 ** (tuning / 1200), quality="MQ"), np.float32)


def _run(network: Any, data: Floats) -> Floats:
    """The network's 24 outputs, before they become probabilities. Its convolutions are done by matrix products.

    madmom convolves one channel with one kernel at a time, which takes some twenty times as long.
    """
    from madmom.ml.nn.layers import ConvolutionalLayer

    data = data[:, :, None]
    for layer in network.layers:
        data = _convolve(layer, data) if isinstance(layer, ConvolutionalLayer) else layer(data)
    return data


def _convolve(layer: Any, data: Floats) -> Floats:
    """A "valid" convolution of stride 1: (frames, bins, channels) to (fewer frames, fewer bins, features)."""
    _, features, high, wide = layer.weights.shape
    frames, bins = data.shape[0] - high + 1, data.shape[1] - wide + 1
    out = np.zeros((frames, bins, features), np.float32)
    for i in range(high):
        for j in range(wide):
            # A convolution reads its kernel backwards.
            kernel = np.ascontiguousarray(layer.weights[:, :, high - 1 - i, wide - 1 - j])
            out += data[i : i + frames, j : j + bins] @ kernel
    out += layer.bias
    return out if layer.activation_fn is None else np.asarray(layer.activation_fn(out), np.float32)
