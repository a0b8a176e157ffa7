"""When a frame is heard: the device's own reports, smoothed.

A delay-locked loop (F. Adriaensen, "Using a DLL to filter time", LAC 2005): reports jitter by what the computer was
busy with, the device itself doesn't.
"""

import math
from typing import Final

from mashstudio.facts.units import Seconds

_BANDWIDTH = 0.3
"""Hz: fluctuations faster than this are taken for jitter."""

_JUMP: Final[Seconds] = 0.02
"""A report so far off is the truth: the device has started, or was interrupted."""


class StreamClock:
    """Fed the reported time of each block's first frame, tells a steadier one."""

    def __init__(self) -> None:
        self._next: Seconds = -math.inf
        self._period: Seconds = 0.0

    def heard_at(self, reported: Seconds, duration: Seconds) -> Seconds:
        """When the block's first frame is heard. duration: of the block, by its number of frames."""
        error = reported - self._next
        if not abs(error) < _JUMP:
            self._next, self._period = reported + duration, 1.0
            return reported
        omega = 2 * math.pi * _BANDWIDTH * duration
        smooth = self._next
        # `_period` is the device's second over the computer's, near 1.
        self._next += math.sqrt(2) * omega * error + self._period * duration
        self._period += omega * omega * error / duration
        return smooth
