"""Send mixes and transport commands to the audio process, in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mashstudio.playback.client.process_handle import ProcessHandle
from mashstudio.playback.client.wish import Wish
from mashstudio.playback.ipc.plan_slots import SLOTS, write_program
from mashstudio.playback.ipc.wire import ChangeProgram, Command, MovePlayhead, SetRolling, StartAt


class Outbox:
    """Sends the state in `wish` to `process`, which has just started. Not thread-safe.

    A mix is passed in a slot that isn't in use and waits until there is one. Transport commands meanwhile refer to that
    mix (its frames, its end) and wait for it. A mix that the process keeps until a bar makes nothing wait: the frames
    of both are the same, and a later mix takes its place.
    """

    def __init__(self, process: ProcessHandle, wish: Wish) -> None:
        self._process, self._wish = process, wish
        self._sent = self._taken = self._parked = 0
        self._slots: dict[int, int] = {}
        self._bars: NDArray[np.int64] | None = None
        self._joins = False
        self._held = self._waiting = False
        self._seek: MovePlayhead | None = None
        self._roll: SetRolling | None = None

    def send(self, command: Command) -> None:
        """Send a command that doesn't depend on a mix."""
        self._process.send(command)

    def seek(self, frame: int, number: int) -> None:
        """Move the playhead to `frame`, at the same moment as a waiting mix."""
        move = MovePlayhead(frame, number)
        self._waiting |= self._held
        if self._waiting:
            self._seek = move
        else:
            self.send(move)

    def roll(self, number: int) -> None:
        """Play or pause, after a waiting mix."""
        roll = SetRolling(self._wish.rolling, number)
        if self._waiting:
            self._roll = roll
        else:
            self.send(roll)

    def start_at(self, start: StartAt) -> None:
        """Play from a frame at a time; with a waiting mix as soon as that comes, whatever the time."""
        if self._waiting:
            self._seek, self._roll = MovePlayhead(start.frame, start.seek), SetRolling(True, start.number)
        else:
            self.send(start)

    @property
    def switching(self) -> bool:
        """True while a mix waits for its bar."""
        return self._bars is not None

    def mix(self, bars: NDArray[np.int64] | None = None) -> None:
        """Play the wished mix as soon as a slot is idle.

        bars: while something plays, it and the mixes that follow it meanwhile wait for the next of these frames.
        """
        if bars is not None:
            self._bars, self._joins = bars, False
        self._waiting = True
        if self._held or self._sent not in {self._taken, self._parked}:
            return
        if self._seek is not None:
            self._bars = None
        number, program = self._sent + 1, replace(self._wish.program(), bars=self._bars)
        slot = next(slot for slot in range(SLOTS) if slot not in self._slots.values())
        layout = write_program(program, self._process.slot(slot))
        self.send(ChangeProgram(number, slot, layout, self._wish.files(), self._seek, self._joins))
        self._sent, self._slots[number], self._joins = number, slot, True
        if self._roll is not None:
            self.send(self._roll)
        self._waiting, self._seek, self._roll = False, None, None

    def taken(self, number: int) -> None:
        """Note that the process no longer plays any mix before `number`."""
        self._taken = number
        self._slots = {each: slot for each, slot in self._slots.items() if each >= number}
        if number == self._sent and not self._waiting:
            self._bars = None
        if self._waiting:
            self.mix()

    def parked(self, number: int) -> None:
        """Note that the process keeps the mix `number` until a bar, and will play none between it and the present."""
        self._parked = number
        self._slots = {each: slot for each, slot in self._slots.items() if each <= self._taken or each >= number}
        if self._waiting:
            self.mix()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold back mixes and seeks within the block, so that they take effect together."""
        held, self._held = self._held, True
        try:
            yield
        finally:
            self._held = held
            if self._waiting:
                self.mix()
