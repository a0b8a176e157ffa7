"""What is on its way to the audio process: mixes, and where and whether to play, each in its turn."""

from collections.abc import Iterator
from contextlib import contextmanager

from mashstudio.engine.plan_slots import write_program
from mashstudio.engine.player.protocol import Packet
from mashstudio.engine.player_process import PlayerProcess
from mashstudio.engine.player_wish import Wish


class Outbox:
    """Sends what `wish` says to `process`, which has just started. For one thread at a time.

    A mix travels in one of two slots and waits until one is idle. What is asked of the transport meanwhile is meant
    for that mix (its place, its end) and waits for it.
    """

    def __init__(self, process: PlayerProcess, wish: Wish) -> None:
        self._process, self._wish = process, wish
        self._sent = self._taken = 0
        self._held = self._waiting = False
        self._seek: Packet | None = None
        self._roll: Packet | None = None

    def send(self, message: Packet) -> None:
        """Says what depends on no mix."""
        self._process.send(message)

    def seek(self, frame: int, number: int) -> None:
        """Puts the playhead at `frame`, in the same moment as the mix that waits."""
        target: Packet = {"frame": frame, "number": number}
        self._waiting |= self._held
        if self._waiting:
            self._seek = target
        else:
            self.send({"do": "seek", **target})

    def roll(self, number: int) -> None:
        """Plays or rests, after the mix that waits."""
        message: Packet = {"do": "roll", "rolling": self._wish.rolling, "number": number}
        if self._waiting:
            self._roll = message
        else:
            self.send(message)

    def mix(self) -> None:
        """Has the mix heard, as it is wished for, as soon as a slot is idle."""
        self._waiting = True
        if self._held or self._taken != self._sent:
            return
        number = self._sent + 1
        self.send(
            {
                "do": "program",
                "number": number,
                "slot": number % 2,
                "layout": write_program(self._wish.program(), self._process.slot(number)),
                "stems": self._wish.files(),
                "seek": self._seek,
            }
        )
        self._sent = number
        if self._roll is not None:
            self.send(self._roll)
        self._waiting, self._seek, self._roll = False, None, None

    def taken(self, number: int) -> None:
        """The process plays no mix before `number` any more."""
        self._taken = number
        if self._waiting:
            self.mix()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within, mixes and seeks wait: they are heard as one."""
        held, self._held = self._held, True
        try:
            yield
        finally:
            self._held = held
            if self._waiting:
                self.mix()
