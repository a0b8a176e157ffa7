"""Levels of what is heard."""

import math
import time
from dataclasses import dataclass

import numpy as np

from mashstudio.audio.meter import ShortTermMeter
from mashstudio.engine.status import Status
from mashstudio.facts.units import Decibels


@dataclass(frozen=True)
class Meters:
    """What is heard. peak: of each channel since it was last asked, dBFS; short_term: LUFS over the last 3 s.

    clipped: whether anything went over 0 dBFS since `Player.reset_clip`. −inf is silence.
    """

    peak: tuple[Decibels, Decibels]
    short_term: Decibels
    clipped: bool


SILENT = Meters((-math.inf, -math.inf), -math.inf, clipped=False)


class Metering:
    """Measures what one run of the audio process plays, as far as it is heard."""

    def __init__(self, status: Status) -> None:
        self._status = status
        self._meter = ShortTermMeter()
        self._measured = self._clips = 0

    def read(self) -> Meters:
        """Levels of what was heard since this was last called."""
        heard = int(self._status.heard(time.perf_counter()))
        samples = self._status.sound(self._measured, heard)
        self._measured = max(heard, self._measured)
        self._meter.feed(samples)
        left, right = np.abs(samples).max(axis=0, initial=0).tolist()
        clipped = self._status.clips > self._clips
        return Meters((_decibels(left), _decibels(right)), self._meter.loudness, clipped)

    def reset_clip(self) -> None:
        """Nothing has clipped so far."""
        self._clips = self._status.clips


def _decibels(level: float) -> Decibels:
    return 20 * math.log10(level) if level > 0 else -math.inf
