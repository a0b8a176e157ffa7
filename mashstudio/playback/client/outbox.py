"""Send mixes and transport commands to the audio process, in order."""

from collections.abc import Iterator
from contextlib import contextmanager

from mashstudio.playback.client.process_handle import ProcessHandle
from mashstudio.playback.client.wish import Wish
from mashstudio.playback.ipc.plan_slots import write_program
from mashstudio.playback.ipc.wire import ChangeProgram, Command, MovePlayhead, SetRolling


class Outbox:
    """Sends the state in `wish` to `process`, which has just started. Not thread-safe.

    A mix is passed in one of two slots and waits until one is idle. Transport commands meanwhile refer to that mix (its
    frames, its end) and wait for it.
    """

    def __init__(self, process: ProcessHandle, wish: Wish) -> None:
        self._process, self._wish = process, wish
        self._sent = self._taken = 0
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

    def mix(self) -> None:
        """Play the wished mix as soon as a slot is idle."""
        self._waiting = True
        if self._held or self._taken != self._sent:
            return
        number = self._sent + 1
        layout = write_program(self._wish.program(), self._process.slot(number))
        self.send(ChangeProgram(number, number % 2, layout, self._wish.files(), self._seek))
        self._sent = number
        if self._roll is not None:
            self.send(self._roll)
        self._waiting, self._seek, self._roll = False, None, None

    def taken(self, number: int) -> None:
        """Note that the process no longer plays any mix before `number`."""
        self._taken = number
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
