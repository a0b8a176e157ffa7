"""Meter the sound that is heard."""

import math
import time
from dataclasses import dataclass

import numpy as np

from mashstudio.audio.meter import ShortTermMeter
from mashstudio.core.units import Decibels
from mashstudio.playback.ipc.status import Status


@dataclass(frozen=True)
class Meters:
    """Levels of the sound that is heard; −inf is silence.

    peak: of each channel since the last reading, dBFS. short_term: LUFS over the last 3 s. limited: the limiter's
    largest gain reduction since the last reading, dB; 0: none.
    """

    peak: tuple[Decibels, Decibels]
    short_term: Decibels
    limited: Decibels = 0.0


SILENT = Meters((-math.inf, -math.inf), -math.inf)


class Metering:
    """Measures what one run of the audio process plays, as it is heard."""

    def __init__(self, status: Status) -> None:
        self._status = status
        self._meter = ShortTermMeter()
        self._measured = self._limited = 0

    def read(self) -> Meters:
        """Return the levels since the last call."""
        heard = int(self._status.heard(time.perf_counter()))
        samples = self._status.sound(self._measured, heard)
        self._measured = max(heard, self._measured)
        self._meter.feed(samples)
        left, right = np.abs(samples).max(axis=0, initial=0).tolist()
        blocks, self._limited = self._limited, self._status.limited
        limited = 0.0 if blocks == self._limited else -_decibels(self._status.limit)
        return Meters((_decibels(left), _decibels(right)), self._meter.loudness, limited)


def _decibels(level: float) -> Decibels:
    return 20 * math.log10(level) if level > 0 else -math.inf
