"""A MIDI driver for tests: every named pipe in $STAND_IN_MIDI is a port; what is written to it is played on it.

Put this folder on a process's PYTHONPATH in place of rtmidi2, of which it has what we use of inputs.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

_FOLDER = Path(os.environ["STAND_IN_MIDI"])


class MidiIn:
    """An input of rtmidi2's."""

    def __init__(self) -> None:
        if not _FOLDER.is_dir():
            raise RuntimeError("there is no MIDI")
        self.callback: Callable[[list[int], float], None] | None = None
        self._pipe = -1

    @property
    def ports(self) -> list[str]:
        """The names of the ports that are there."""
        if not _FOLDER.is_dir():
            raise RuntimeError("there is no MIDI")
        return sorted(path.name for path in _FOLDER.iterdir())

    def open_port(self, number: int) -> None:
        """Hear a port from now on."""
        path = _FOLDER / self.ports[number]
        if not path.is_fifo():
            raise RuntimeError("it is used by another program")
        # Opened for writing, too, so that it stays open whoever else closes it.
        self._pipe = os.open(path, os.O_RDWR)
        threading.Thread(target=self._read, args=(self._pipe,), daemon=True).start()

    def close_port(self) -> None:
        """Hear it no longer."""
        self._pipe = -1

    def _read(self, pipe: int) -> None:
        while pipe == self._pipe:
            message = list(os.read(pipe, 3))
            if self.callback is not None:
                self.callback(message, 0.0)
