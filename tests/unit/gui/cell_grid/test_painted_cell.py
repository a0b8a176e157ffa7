"""A painted cell takes few calls from the mouse to the audio process."""

import sys
from itertools import groupby
from pathlib import Path
from types import FrameType

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import mashstudio
from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.cell_grid.overlays import cell_rect
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio
from mashstudio.playback.client.process_handle import ProcessHandle

OURS = str(Path(mashstudio.__file__).parent)


def objects_above(frame: FrameType | None) -> list[str]:
    """Return the objects on the call stack above Qt's mouse press; consecutive calls of one object count once."""
    way: list[tuple[int, str]] = []
    while frame is not None and frame.f_code.co_name != "mousePressEvent":
        if frame.f_code.co_filename.startswith(OURS) and "self" in frame.f_locals:
            caller = frame.f_locals["self"]
            way.append((id(caller), type(caller).__name__))
        frame = frame.f_back
    return [name for (_, name), _ in groupby(way)][::-1]


def test_a_painted_cell_reaches_the_audio_process_in_eight_calls(qtbot: QtBot, loaded: Studio) -> None:
    grid = CellGrid(loaded, CellCommands(loaded))
    qtbot.addWidget(grid)
    grid.resize(700, 400)
    qtbot.waitUntil(
        lambda: loaded.session.fitting.heard is not None and loaded.player.process_id is not None, timeout=60_000
    )
    ways: list[list[str]] = []

    def look(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is ProcessHandle.send.__code__:
            ways.append(objects_above(frame))

    def painted() -> bool:
        """Click a cell; return True once the audio process has been sent it, which may be busy with an earlier mix."""
        sys.setprofile(look)
        try:
            QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
        finally:
            sys.setprofile(None)
        QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
        return bool(ways)

    cell = cell_rect((2, 5), grid.rows, grid.columns).center()
    qtbot.waitUntil(painted)
    # One further call writes the cells to shared memory.
    assert all(len(way) + 1 <= 8 for way in ways), ways
