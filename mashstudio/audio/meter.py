"""The short-term loudness of what is playing."""

import math
from collections import deque

import numpy as np

from mashstudio.audio.loudness import KWeighting
from mashstudio.core.units import SAMPLE_RATE, Decibels, Samples

_PIECE = SAMPLE_RATE // 10
_PIECES = 30


class ShortTermMeter:
    """Measures short-term loudness (EBU Tech 3341): LUFS over the last 3 s."""

    def __init__(self) -> None:
        self._weighting = KWeighting()
        self._rest = np.empty((0, 2))
        self._powers: deque[float] = deque([0.0] * _PIECES, maxlen=_PIECES)

    def feed(self, samples: Samples) -> None:
        """Add the samples played since the last call, of any length."""
        weighted = self._weighting.weigh(samples)
        pending = np.concatenate([self._rest, weighted])
        whole = len(pending) // _PIECE
        for piece in pending[: whole * _PIECE].reshape(whole, _PIECE * 2):
            self._powers.append(float(np.mean(piece**2)) * 2)
        self._rest = pending[whole * _PIECE :]

    @property
    def loudness(self) -> Decibels:
        """Short-term loudness in LUFS; −inf for silence."""
        power = sum(self._powers) / _PIECES
        return -0.691 + 10 * math.log10(power) if power > 1e-12 else -math.inf
