"""When a frame is heard, and whether the device ran dry: from the device's own reports."""

import math
from typing import Final

from mashstudio.core.units import Seconds

_BANDWIDTH = 0.3
"""Hz: fluctuations faster than this are taken for jitter."""

_JUMP: Final[Seconds] = 0.02
"""A report so far off is the truth: the device has started, or was interrupted."""

_WINDOW: Final[Seconds] = 0.25
_LATE: Final[Seconds] = 0.007
"""Less is what a sound server's reports waver by; a gap is at least one of its periods."""

_BEGINNING: Final[Seconds] = 2.0
"""Sound servers may take so long to begin; until then their reports say nothing of gaps."""


class StreamClock:
    """Fed the reported time of each block's first frame, tells a steadier one.

    A delay-locked loop (F. Adriaensen, "Using a DLL to filter time", LAC 2005): reports jitter by what the computer
    was busy with, the device itself doesn't.

    A device that ran dry plays everything that follows later. PortAudio hears of few such gaps from sound servers, so
    they are found by that: in each quarter of a second the earliest report is the most exact one, and when it is 7 ms
    later than the one before, sound was missing.
    """

    def __init__(self) -> None:
        self._next: Seconds = -math.inf
        self._pace = 1.0
        self._frames_time: Seconds = 0.0
        self._window_end: Seconds = _WINDOW
        self._earliest = self._before = math.inf
        self._told, self._playing = False, True

    def heard_at(self, reported: Seconds, duration: Seconds) -> Seconds:
        """When the block's first frame is heard. duration: of the block, by its number of frames."""
        error = reported - self._next
        self._earliest = min(self._earliest, reported - self._frames_time)
        self._frames_time += duration
        if not abs(error) < _JUMP:
            self._next, self._pace = reported + duration, 1.0
            return reported
        omega = 2 * math.pi * _BANDWIDTH * duration
        smooth = self._next
        # The pace is the device's second over the computer's, near 1.
        self._next += math.sqrt(2) * omega * error + self._pace * duration
        self._pace += omega * omega * error / duration
        return smooth

    def ran_dry(self, told: bool, *, playing: bool = True) -> bool:
        """Asked after every block: whether a quarter of a second has ended in which sound was missing.

        told: whether PortAudio says so. playing: the block wasn't mere silence, in which no gap can be heard.
        """
        self._told |= told
        self._playing &= playing
        if self._frames_time < self._window_end:
            return False
        dry = self._told or self._earliest - self._before > _LATE
        dry = dry and self._playing and self._window_end > _BEGINNING
        self._window_end += _WINDOW
        self._before, self._earliest = self._earliest, math.inf
        self._told, self._playing = False, True
        return dry
