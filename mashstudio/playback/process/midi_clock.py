"""MIDI clock: 24 ticks in every beat that is heard, so that drum machines and sequencers play along."""

import math
import threading
import time
from collections.abc import Callable
from typing import Final

from mashstudio.core.units import Bpm, Seconds

_TICKS: Final = 24
_TICK, _START, _STOP = b"\xf8", b"\xfa", b"\xfc"
_PATIENCE: Final = 4
"""Beats without a new one that was heard, after which the clock stops."""


def clock_ports() -> tuple[str, ...]:
    """Return the ports that MIDI can be sent to; none where the system has no MIDI."""
    import rtmidi2

    try:
        return tuple(rtmidi2.get_out_ports())
    except RuntimeError:
        return ()


def open_port(name: str) -> Callable[[bytes], object]:
    """Return a function that sends a MIDI message to a port. Raises RuntimeError if it can't be opened."""
    import rtmidi2

    out = rtmidi2.MidiOut()
    if name not in out.ports:
        raise RuntimeError("there is no such port")
    out.open_port(out.ports.index(name))
    return lambda message: out.send_raw(*message)


class ClockTimes:
    """When each tick is due: even between beats, and each beat on its first tick. Ticks are never taken back.

    A beat that comes earlier or later than foreseen is caught up with within the next beat.
    """

    def __init__(self) -> None:
        self._at: Seconds = -math.inf
        self._tick = 0
        self._each: Seconds = 0.0
        self.sent = 0

    @property
    def running(self) -> bool:
        """True once there was a downbeat."""
        return self._each > 0

    def beat(self, at: Seconds, position: int, bpm: Bpm) -> bool:
        """Note a beat; return True if the clock starts with it: it is the first downbeat."""
        each = 60 / bpm / _TICKS
        if not self.running:
            if position != 1:
                return False
            self._at, self._tick, self._each, self.sent = at, 0, each, 0
            return True
        foreseen = self._tick + (at - self._at) / self._each
        self._at, self._tick, self._each = at, _TICKS * round(foreseen / _TICKS), each
        return False

    def due(self) -> Seconds:
        """Return when the next tick is due; ∞: never."""
        return self._at + (self.sent - self._tick) * self._each if self.running else math.inf

    def lost(self, now: Seconds) -> bool:
        """Return True if no beat was heard for so long that the clock should stop."""
        return self.running and now - self._at > _PATIENCE * _TICKS * self._each

    def stop(self) -> None:
        """Wait for the next downbeat."""
        self._at, self._each = -math.inf, 0.0


class MidiClock:
    """Sends clock by `send` on its own thread from the first downbeat on, until it is closed or no beat is heard."""

    def __init__(self, send: Callable[[bytes], object]) -> None:
        self._send, self._times = send, ClockTimes()
        self._changed, self._closing = threading.Condition(), False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def beat(self, at: Seconds, position: int, bpm: Bpm) -> None:
        """Follow a beat that was heard at `at`."""
        with self._changed:
            if self._times.beat(at, position, bpm):
                self._send(_START)
            self._changed.notify()

    def close(self) -> None:
        """Stop."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._closing:
                now = time.perf_counter()
                if self._times.lost(now):
                    self._times.stop()
                    self._send(_STOP)
                wait = self._times.due() - now
                if wait > 0:
                    self._changed.wait(None if math.isinf(wait) else wait)
                else:
                    self._times.sent += 1
                    self._send(_TICK)
            if self._times.running:
                self._send(_STOP)
