"""How loud what is playing is right now."""

import math
from collections import deque

import numpy as np

from mashstudio.facts.units import SAMPLE_RATE, Decibels, Samples

_PIECE = SAMPLE_RATE // 10
_PIECES = 30


class ShortTermMeter:
    """Short-term loudness (EBU Tech 3341): of the last 3 s, in LUFS. Fed in pieces of any length."""

    def __init__(self) -> None:
        # Half of the time that the window takes to open, if they were imported with it.
        from pyloudnorm.iirfilter import IIRfilter
        from scipy.signal import lfilter

        self._lfilter = lfilter
        # K-weighting (ITU-R BS.1770-4) as `pyloudnorm.Meter` has it, but kept going from piece to piece.
        stages = [IIRfilter(4.0, 1 / math.sqrt(2), 1500.0, SAMPLE_RATE, "high_shelf")]
        stages.append(IIRfilter(0.0, 0.5, 38.0, SAMPLE_RATE, "high_pass"))
        self._filters = [(stage.b, stage.a) for stage in stages]
        self._states = [np.zeros((2, 2)) for _ in stages]
        self._rest = np.empty((0, 2))
        self._powers: deque[float] = deque([0.0] * _PIECES, maxlen=_PIECES)

    def feed(self, samples: Samples) -> None:
        """What was heard since it was last fed."""
        weighted = np.asarray(samples, np.float64)
        if len(weighted):
            for index, (b, a) in enumerate(self._filters):
                weighted, self._states[index] = self._lfilter(b, a, weighted, axis=0, zi=self._states[index])
        pending = np.concatenate([self._rest, weighted])
        whole = len(pending) // _PIECE
        for piece in pending[: whole * _PIECE].reshape(whole, _PIECE * 2):
            self._powers.append(float(np.mean(piece**2)) * 2)
        self._rest = pending[whole * _PIECE :]

    @property
    def loudness(self) -> Decibels:
        """LUFS; −inf for silence."""
        power = sum(self._powers) / _PIECES
        return -0.691 + 10 * math.log10(power) if power > 1e-12 else -math.inf
