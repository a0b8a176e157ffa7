"""The audio process, which only plays.

`python -m mashstudio.playback.process MEMORY` plays; with `--devices` it lists the output devices (`Listed`).
"""

import gc
import os
import queue
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.keys import CountIn, PressKey, ReleaseKey, SetKeys
from mashstudio.playback.ipc.lines import Crashed, encode
from mashstudio.playback.ipc.plan_slots import read_program
from mashstudio.playback.ipc.shared import attach
from mashstudio.playback.ipc.status import Status
from mashstudio.playback.ipc.wire import (
    Answer,
    ChangeProgram,
    Command,
    EndReached,
    FileUnreadable,
    Listed,
    MovePlayhead,
    OpenDevice,
    OutputFailed,
    OutputLost,
    OutputOpened,
    ProgramTaken,
    ProgramWaits,
    SetGain,
    SetMetronome,
    SetRolling,
    StartAt,
    decode_command,
    slot_part,
    status_part,
)
from mashstudio.playback.process.limiter import LOOK_AHEAD
from mashstudio.playback.process.live_keys import Instrument
from mashstudio.playback.process.mixer import FADE_FRAMES, SILENCE, LoadedProgram, Mixer, Roll, Seek, Start, next_bar
from mashstudio.playback.process.output import NoDevice, Output, look_again, output_devices
from mashstudio.playback.process.read_ahead import AHEAD, MappedStem, read_ahead

_TEND: Seconds = 0.05
_TEND_SOON: Seconds = 0.003
_LOOK_AGAIN: Seconds = 1.0
_READ_EVERY: Seconds = AHEAD / SAMPLE_RATE / 4


class PlayerProcess:
    """Carries out commands, keeps the device open, and reports events."""

    def __init__(self, memory: memoryview, answers: BinaryIO) -> None:
        self._memory = memory
        self._answers = answers
        self._status = Status(status_part(memory))
        self._mixer = Mixer(self._status, LOOK_AHEAD)
        self._sound: LoadedProgram = SILENCE
        self._instrument = Instrument(lambda path, reason: self._tell(FileUnreadable(path, reason)))
        self._files: dict[str, MappedStem] = {}
        self._lanes: list[MappedStem | None] = []
        # What plays while `_sound` waits for its bar.
        self._before: tuple[LoadedProgram, list[MappedStem | None]] = (SILENCE, [])
        self._wanted: tuple[DeviceName | None, str | Seconds] | None = None
        self._output: Output | None = None
        self._problem = ""
        self._next_look = self._next_read = 0.0
        self._taken = self._waits = self._ended = self._rolled = 0

    def obey(self, command: Command) -> None:
        """Carry out one command."""
        match command:
            case OpenDevice(device, latency):
                self._choose(device, latency)
            case ChangeProgram():
                self._change_program(command)
            case SetGain(gain):
                self._change(replace(self._sound, gain=gain, joins=True))
            case SetMetronome(on):
                self._change(replace(self._sound, metronome=on, joins=True))
            case MovePlayhead(frame, number):
                self._seek(frame, number)
            case SetRolling(rolling, number):
                self._roll(rolling, number)
            case StartAt():
                self._start(command)
            case SetKeys() | PressKey() | ReleaseKey() | CountIn():
                self._instrument.obey(command, self._mixer.keys)
        if self._output is None:
            self._mixer.settle()

    def tend(self) -> Seconds:
        """Run periodic work; return seconds until the next call."""
        now = time.perf_counter()
        if self._output is not None and self._output.gone:
            self._lose(self._output)
        if self._output is None and self._wanted is not None and now >= self._next_look:
            look_again()
            # Nothing is playing, so there is time to collect what failed attempts left.
            gc.collect()
            self._open()
            self._next_look = time.perf_counter() + _LOOK_AGAIN
        frame, rolling = self._mixer.playing
        if rolling and now >= self._next_read:
            self._next_read = now + _READ_EVERY
            read_ahead(self._sound.program, self._lanes, frame)
            if self._status.waits:
                read_ahead(self._before[0].program, self._before[1], frame)
        if self._status.ended != self._ended:
            self._ended = self._status.ended
            self._tell(EndReached(self._ended))
        waits, taken = self._status.waits, self._status.taken
        if taken != self._taken:
            self._taken = taken
            self._tell(ProgramTaken(taken))
        if waits != self._waits:
            self._waits = waits
            if waits:
                self._tell(ProgramWaits(waits))
        return _TEND if self._sound.number in {taken, waits} else _TEND_SOON

    def _roll(self, rolling: bool, number: int) -> None:
        self._rolled = number
        # Without a device nothing plays, and the playhead stays.
        self._mixer.send(Roll(rolling and self._output is not None, number))
        if rolling and self._output is None:
            self._tell_failure()

    def _change(self, sound: LoadedProgram) -> None:
        self._sound = sound
        self._mixer.send(sound)

    def _start(self, start: StartAt) -> None:
        if self._output is None:
            self._seek(start.frame, start.seek)
            self._roll(True, start.number)
            return
        self._rolled = start.number
        self._mixer.send(Start(self._sought(start.frame, start.seek), start.at, start.number))

    def _seek(self, frame: int, number: int) -> None:
        self._mixer.send(self._sought(frame, number))

    def _sought(self, frame: int, number: int) -> Seek:
        """Prepare playing from `frame`."""
        program = self._sound.program
        read_ahead(program, self._lanes, frame)
        if program.plan.effects is None and not program.plan.limited:
            return Seek(frame, number)
        # The callback may be rendering with the present one.
        self._sound = self._sound.loaded(self._sound.number, program, self._stems(), frame)
        return Seek(frame, number, self._sound)

    def _change_program(self, change: ChangeProgram) -> None:
        if self._status.taken == self._sound.number:
            self._before = self._sound, self._lanes
        played = [path for path, file in self._files.items() if file in self._before[1]]
        for path in self._files.keys() - set(change.stems) - set(played):
            self._files.pop(path).close()
        self._lanes = [None if path is None else self._file(path) for path in change.stems]
        program = read_program(change.layout, slot_part(self._memory, change.slot))
        move = change.move
        frame = self._mixer.playing[0] if move is None else move.frame
        if program.bars is not None:
            frame = next_bar(program.bars, frame + FADE_FRAMES, None) or frame
        read_ahead(program, self._lanes, frame)
        sound = replace(self._sound.loaded(change.number, program, self._stems(), frame), joins=change.joins)
        if move is None:
            if program.bars is None:
                sound.catch_up(lambda: self._mixer.playing[0])
            self._change(sound)
        else:
            self._sound = sound
            self._mixer.send(Seek(move.frame, move.number, sound))

    def _stems(self) -> list[Samples | None]:
        return [None if file is None else file.samples for file in self._lanes]

    def _file(self, path: str) -> MappedStem | None:
        try:
            if path not in self._files:
                self._files[path] = MappedStem(path)
            return self._files[path]
        except (OSError, ValueError) as error:
            self._tell(FileUnreadable(path, str(error)))
            return None

    def _choose(self, device: DeviceName | None, latency: str | Seconds) -> None:
        roll = None
        if self._output is not None:
            roll = self._close(self._output)
            look_again()
        self._wanted, self._problem = (device, latency), ""
        self._next_look = time.perf_counter() + _LOOK_AGAIN
        self._open()
        if roll is not None and self._output is not None:
            self._mixer.send(roll)

    def _open(self) -> None:
        assert self._wanted is not None
        try:
            self._output = Output(*self._wanted, self._mixer, self._status)
        except (NoDevice, ValueError) as error:
            # Report it once; keep trying.
            reported, self._problem = self._problem, str(error)
            if not reported:
                self._tell_failure()
            return
        output, self._problem = self._output, ""
        self._tell(OutputOpened(output.device, output.rate, output.latency, output_devices()))

    def _lose(self, output: Output) -> None:
        self._close(output)
        self._problem = "it is gone"
        self._next_look = time.perf_counter() + _LOOK_AGAIN
        self._tell(OutputLost(output.device, self._rolled))

    def _close(self, output: Output) -> Roll:
        """Close the device; leave the playhead at the last frame heard, or at the target of a later seek.

        Return the transport's pending or present state.
        """
        now = time.perf_counter()
        output.close()
        self._output = None
        target = self._status.target(now)
        frame = round(self._status.place(now).frame) if target is None else target
        self._status.write_cut()
        return self._mixer.halt(frame)

    def _tell_failure(self) -> None:
        device = None if self._wanted is None else self._wanted[0]
        self._tell(OutputFailed(device, self._problem, self._rolled, output_devices()))

    def _tell(self, answer: Answer) -> None:
        self._answers.write(encode(answer))
        self._answers.flush()


def main(handle: str) -> None:
    """Play until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Discard what C libraries print: on standard output it would be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    # The callback must get the GIL back at once and never wait for a collection: objects made here are freed by
    # reference counting alone.
    sys.setswitchinterval(0.0005)
    gc.disable()
    _raise_priority()
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    player = PlayerProcess(attach(handle), answers)
    pause = _TEND
    while True:
        try:
            with suppress(queue.Empty):
                player.obey(decode_command(lines.get(timeout=pause)))
            pause = player.tend()
        except BrokenPipeError:
            os._exit(0)
        except Exception:
            answers.write(encode(Crashed(traceback.format_exc())))
            answers.flush()
            os._exit(1)


def _raise_priority() -> None:
    """Request real-time priority for this process, else a high one; go without if neither is granted.

    Threads started later inherit it: PortAudio's and, as important, the sound server client's. Other systems raise
    audio threads by themselves.
    """
    if sys.platform == "linux":
        try:
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
        except OSError:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, 0, -11)


def _listen(lines: "queue.SimpleQueue[bytes]") -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    # The studio is gone.
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "--devices":
        sys.stdout.buffer.write(encode(Listed(output_devices())))
    else:
        main(sys.argv[1])
