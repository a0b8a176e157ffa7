"""The process that listens: it hears a device and tells the beats.

`python -m mashstudio.playback.process.ear` listens; with `--inputs` it lists what can be listened to
(`InputsListed`). It has a process of its own, so that neither the window nor playback waits for a network.
"""

import os
import queue
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from typing import BinaryIO, Final

import numpy as np

from mashstudio.analysis.live_beats.follower import BeatFollower
from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import (
    BeatHeard,
    ClockFailed,
    EarAnswer,
    EarCommand,
    InputFailed,
    InputLost,
    InputOpened,
    InputsListed,
    ListenTo,
    SendClock,
    decode_ear_command,
)
from mashstudio.playback.ipc.lines import Crashed, encode
from mashstudio.playback.process.input import Floats, Heard, inputs
from mashstudio.playback.process.midi_clock import MidiClock, clock_ports, open_port
from mashstudio.playback.process.output import NoDevice, look_again

_POLL: Final[Seconds] = 0.02
_LOOK_AGAIN: Final[Seconds] = 1.0


class Ear:
    """Carries out commands, keeps the device open, and tells the beats."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._wanted: DeviceName | None = None
        self._asked = self._failed = False
        self._heard: Heard | None = None
        self._follower = BeatFollower()
        self._fed = 0
        self._began: Seconds | None = None
        self._next_look: Seconds = 0.0
        self._clock: MidiClock | None = None

    def obey(self, command: EarCommand) -> None:
        """Carry out one command."""
        match command:
            case ListenTo(device):
                self._close()
                self._wanted, self._asked, self._failed, self._next_look = device, True, False, 0.0
            case SendClock(port):
                self._send_clock(port)

    def tend(self) -> None:
        """Listen for a moment; open the device if it isn't."""
        if self._heard is not None and self._heard.gone:
            self._tell(InputLost(self._heard.device))
            self._close()
            self._failed, self._next_look = True, time.perf_counter() + _LOOK_AGAIN
        if self._heard is None:
            if self._asked and time.perf_counter() >= self._next_look:
                self._open()
            time.sleep(_POLL)
            return
        with suppress(queue.Empty):
            self._hear(*self._heard.blocks.get(timeout=_POLL))

    def _hear(self, samples: Floats, at: Seconds) -> None:
        if self._began is None:
            self._began = at
        before = self._fed / SAMPLE_RATE
        self._fed += len(samples)
        for beat in self._follower.feed(np.ascontiguousarray(samples)):
            when = at + beat.time - before
            self._tell(
                BeatHeard(
                    when, when - self._began, beat.position, beat.beats_per_bar, float(beat.bpm), float(beat.confidence)
                )
            )
            if self._clock is not None:
                self._clock.beat(when, beat.position, beat.bpm)

    def _open(self) -> None:
        look_again()
        try:
            self._heard = Heard(self._wanted)
        except (NoDevice, ValueError) as error:
            self._next_look = time.perf_counter() + _LOOK_AGAIN
            if not self._failed:
                self._failed = True
                self._tell(InputFailed(self._wanted, str(error)))
            return
        self._failed, self._fed, self._follower = False, 0, BeatFollower()
        self._tell(InputOpened(self._heard.device))

    def _close(self) -> None:
        if self._heard is not None:
            self._heard.close()
            self._heard = None

    def _send_clock(self, port: str | None) -> None:
        if self._clock is not None:
            self._clock.close()
            self._clock = None
        if port is not None:
            try:
                self._clock = MidiClock(open_port(port))
            except RuntimeError as error:
                self._tell(ClockFailed(port, str(error)))

    def _tell(self, answer: EarAnswer) -> None:
        self._answers.write(encode(answer))
        self._answers.flush()


def main() -> None:
    """Listen until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Discard what C libraries print: on standard output it would be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    if sys.argv[1:] == ["--inputs"]:
        answers.write(encode(InputsListed(inputs(), clock_ports())))
        answers.close()
        return
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    try:
        ear = Ear(answers)
        while True:
            with suppress(queue.Empty):
                ear.obey(decode_ear_command(lines.get_nowait()))
            ear.tend()
    except BrokenPipeError:
        os._exit(0)
    except Exception:
        answers.write(encode(Crashed(traceback.format_exc())))
        answers.flush()
        os._exit(1)


def _read(lines: "queue.SimpleQueue[bytes]") -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    # The studio is gone.
    os._exit(0)


if __name__ == "__main__":
    main()
