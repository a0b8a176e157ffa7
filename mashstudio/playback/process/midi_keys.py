"""The process that hears MIDI keyboards: every one that is connected, as soon as it is.

`python -m mashstudio.playback.process.midi_keys` tells what is played on them. It has a process of its own, so that a
driver that hangs or crashes takes neither the sound nor the window with it.
"""

import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Final

from mashstudio.core.units import Seconds
from mashstudio.playback.ipc.keys import KeyboardAnswer, KeyboardFailed, KeyboardFound, KeyboardLost, KeyPlayed
from mashstudio.playback.ipc.lines import Crashed, encode

_LOOK_AGAIN: Final[Seconds] = 1.0
_NOTE_OFF, _NOTE_ON, _CONTROL = 0x80, 0x90, 0xB0
_PEDAL, _ALL_SOUND_OFF, _ALL_NOTES_OFF = 64, 120, 123
_DOWN: Final = 64
_NOT_KEYBOARDS: Final = ("midi through",)
"""Ports that other programs' MIDI goes through."""


class Keyboard:
    """What is held on one keyboard, its pedal included. play: called with pitch, velocity (0: let go) and time."""

    def __init__(self, play: Callable[[int, int, Seconds], None]) -> None:
        self._play = play
        self._held, self._kept = set[int](), set[int]()
        self._pedal = False

    def hear(self, message: Sequence[int], at: Seconds) -> None:
        """Follow a MIDI message; those that aren't of keys or pedal mean nothing."""
        if len(message) != 3:
            return
        (kind, first, value) = message
        if kind & 0xF0 == _NOTE_ON and value:
            self._held.add(first)
            self._kept.discard(first)
            self._play(first, value, at)
        elif kind & 0xF0 in (_NOTE_ON, _NOTE_OFF):
            self._let_go(first, at)
        elif kind & 0xF0 == _CONTROL and first == _PEDAL:
            self._pedal = value >= _DOWN
            if not self._pedal:
                self._end(self._kept, at)
        elif kind & 0xF0 == _CONTROL and first in (_ALL_SOUND_OFF, _ALL_NOTES_OFF):
            self.end(at)

    def end(self, at: Seconds) -> None:
        """Let every key go."""
        self._end(self._held | self._kept, at)
        self._held, self._kept, self._pedal = set(), set(), False

    def _let_go(self, pitch: int, at: Seconds) -> None:
        if pitch in self._held:
            self._held.discard(pitch)
            if self._pedal:
                self._kept.add(pitch)
            else:
                self._play(pitch, 0, at)

    def _end(self, pitches: set[int], at: Seconds) -> None:
        for pitch in sorted(pitches):
            self._play(pitch, 0, at)
        self._kept = set()


class _Port:
    """An open port; `heard` gets its name and each message with the time at which it came. Raises RuntimeError."""

    def __init__(self, name: str, heard: Callable[[str, list[int], Seconds], None]) -> None:
        import rtmidi2

        self._input = rtmidi2.MidiIn()
        if name not in (present := self._input.ports):
            raise RuntimeError("there is no such port")
        self._input.callback = lambda message, _since: heard(name, list(message), time.perf_counter())
        self._input.open_port(present.index(name))

    def close(self) -> None:
        self._input.callback = None
        self._input.close_port()


class Keyboards:
    """All keyboards that are connected. Ports are looked for every second."""

    def __init__(self, tell: Callable[[KeyboardAnswer], None]) -> None:
        self._tell = tell
        self._heard = queue.SimpleQueue[tuple[str, list[int], Seconds]]()
        self._open: dict[str, tuple[_Port, Keyboard]] = {}
        self._failed = set[str]()
        self._system: Any = None
        self._next_look: Seconds = 0.0

    def tend(self) -> None:
        """Wait for what is played, at most until ports are to be looked for; look for them."""
        wait = self._next_look - time.perf_counter()
        if wait <= 0:
            self._look()
            self._next_look = time.perf_counter() + _LOOK_AGAIN
            return
        try:
            name, message, at = self._heard.get(timeout=wait)
        except queue.Empty:
            return
        if name in self._open:
            self._open[name][1].hear(message, at)

    def _look(self) -> None:
        present = self._ports()
        for name in self._open.keys() - set(present):
            port, keyboard = self._open.pop(name)
            port.close()
            keyboard.end(time.perf_counter())
            self._tell(KeyboardLost(name))
        self._failed &= set(present)
        for name in present:
            if name not in self._open and not name.casefold().startswith(_NOT_KEYBOARDS):
                self._begin(name)

    def _ports(self) -> list[str]:
        import rtmidi2

        try:
            self._system = self._system or rtmidi2.MidiIn()
            return list(self._system.ports)
        except RuntimeError:
            # The system has no MIDI, or none at the moment.
            self._system = None
            return []

    def _begin(self, name: str) -> None:
        try:
            port = _Port(name, lambda *played: self._heard.put(played))
        except RuntimeError as error:
            if name not in self._failed:
                self._failed.add(name)
                self._tell(KeyboardFailed(name, str(error)))
            return
        self._failed.discard(name)
        self._open[name] = port, Keyboard(lambda pitch, velocity, at: self._tell(KeyPlayed(pitch, velocity, at)))
        self._tell(KeyboardFound(name))


def main() -> None:
    """Tell what is played until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Discard what C libraries print: on standard output it would be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    threading.Thread(target=_wait_for_end, daemon=True).start()
    try:
        keyboards = Keyboards(lambda answer: _tell(answers, answer))
        while True:
            keyboards.tend()
    except BrokenPipeError:
        os._exit(0)
    except Exception:
        _tell(answers, Crashed(traceback.format_exc()))
        os._exit(1)


def _tell(answers: BinaryIO, answer: KeyboardAnswer) -> None:
    answers.write(encode(answer))
    answers.flush()


def _wait_for_end() -> None:
    sys.stdin.buffer.read()
    # The studio is gone, or wants no keyboards.
    os._exit(0)


if __name__ == "__main__":
    main()
