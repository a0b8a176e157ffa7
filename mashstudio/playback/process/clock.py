"""Find when a frame is heard, and whether the device ran dry, from the device's own reports."""

import math
from typing import Final

from mashstudio.core.units import Seconds

_BANDWIDTH = 0.3
"""Hz; faster fluctuations count as jitter."""

_JUMP: Final[Seconds] = 0.02
"""A report this far off is taken as true: the device has started, or was interrupted."""

_WINDOW: Final[Seconds] = 0.25
_LATE: Final[Seconds] = 0.007
"""A sound server's reports jitter by less; a gap is at least one of its periods."""

_BEGINNING: Final[Seconds] = 2.0
"""Sound servers may take this long to start; until then their reports don't show gaps."""


class StreamClock:
    """Smooths the reported times of blocks' first frames.

    A delay-locked loop (F. Adriaensen, "Using a DLL to filter time", LAC 2005): reports jitter with the computer's
    load, the device itself doesn't.

    After a device ran dry, everything is heard later. PortAudio learns of few such gaps from sound servers, so they are
    detected by that delay: in each quarter of a second the earliest report is the most exact one, and if it is 7 ms
    later than the previous quarter's, sound was missing.
    """

    def __init__(self) -> None:
        self._next: Seconds = -math.inf
        self._pace = 1.0
        self._frames_time: Seconds = 0.0
        self._window_end: Seconds = _WINDOW
        self._earliest = self._before = math.inf
        self._xrun, self._playing = False, True

    def heard_at(self, reported: Seconds, duration: Seconds) -> Seconds:
        """Return when the block's first frame is heard. duration: the block's nominal one."""
        error = reported - self._next
        self._earliest = min(self._earliest, reported - self._frames_time)
        self._frames_time += duration
        if not abs(error) < _JUMP:
            self._next, self._pace = reported + duration, 1.0
            return reported
        omega = 2 * math.pi * _BANDWIDTH * duration
        smooth = self._next
        # The pace is the ratio of the device's second to the computer's, near 1.
        self._next += math.sqrt(2) * omega * error + self._pace * duration
        self._pace += omega * omega * error / duration
        return smooth

    def ran_dry(self, xrun: bool, *, playing: bool = True) -> bool:
        """Call after every block: return True if a quarter of a second has ended in which sound was missing.

        xrun: PortAudio reports an xrun. playing: the block wasn't mere silence, in which no gap can be heard.
        """
        self._xrun |= xrun
        self._playing &= playing
        if self._frames_time < self._window_end:
            return False
        dry = self._xrun or self._earliest - self._before > _LATE
        dry = dry and self._playing and self._window_end > _BEGINNING
        self._window_end += _WINDOW
        self._before, self._earliest = self._earliest, math.inf
        self._xrun, self._playing = False, True
        return dry
