"""MIDI keyboards of a stand-in driver (stand_in_midi), as machines that test have no MIDI."""

import os
from pathlib import Path

import pytest

PIANO = "피아노 20:0"
_DRIVER = Path(__file__).parent / "stand_in_midi"


class MidiRoom:
    """Keyboards to be heard by processes started from now on; until the first is plugged in, there is no MIDI."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        patch.setenv("STAND_IN_MIDI", str(folder))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(_DRIVER), os.environ.get("PYTHONPATH", "")]))

    def plug(self, name: str = PIANO) -> None:
        """Connect a keyboard."""
        self.folder.mkdir(exist_ok=True)
        os.mkfifo(self.folder / name)

    def unplug(self, name: str = PIANO) -> None:
        """Disconnect it."""
        (self.folder / name).unlink()

    def play(self, *messages: tuple[int, int, int], name: str = PIANO) -> None:
        """Let a keyboard send messages."""
        pipe = os.open(self.folder / name, os.O_RDWR)
        for message in messages:
            os.write(pipe, bytes(message))
        os.close(pipe)
