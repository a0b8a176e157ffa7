"""The key of a song, by madmom's CNN.

Korzeniowski, Widmer, "Genre-Agnostic Key Classification with Convolutional Neural Networks", ISMIR 2018.
"""

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.facts.key import Key, Mode
from mashstudio.facts.units import SAMPLE_RATE


def find_key(mono: NDArray[np.float32]) -> tuple[Key, float]:
    """The key of a song (float32 (frames,), 44.1 kHz) and how probable the network thinks it, 0–1."""
    import_madmom()
    from madmom.audio.signal import Signal
    from madmom.features.key import CNNKeyRecognitionProcessor

    signal = Signal((np.clip(mono, -1, 1) * 32767).astype(np.int16), sample_rate=SAMPLE_RATE, num_channels=1)
    # 24 classes: the major keys from A on, then the minor ones.
    probabilities = np.asarray(CNNKeyRecognitionProcessor()(signal), np.float64).ravel()
    best = int(np.argmax(probabilities))
    return Key(best % 12, Mode.MAJOR if best < 12 else Mode.MINOR), float(probabilities[best])
