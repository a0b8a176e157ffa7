"""The beat grid for screen readers."""

import gc

import pytest
from mashups import LANE_COUNT, with_cell
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid import accessibility as beat_grid_accessibility
from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio

Name = QAccessible.Text.Name


@pytest.fixture
def grid(qtbot: QtBot, loaded: Studio) -> CellGrid:
    grid = CellGrid(loaded, CellCommands(loaded))
    qtbot.addWidget(grid)
    grid.resize(700, 400)
    with qtbot.waitExposed(grid):
        grid.show()
    return grid


def table(grid: CellGrid) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(grid)


def cell(grid: CellGrid, lane: int, beat: int) -> QAccessibleInterface:
    return table(grid).child(beat * LANE_COUNT + lane)


def test_every_cell_has_a_name(grid: CellGrid, loaded: Studio) -> None:
    assert loaded.mashup is not None
    assert table(grid).role() == QAccessible.Role.Table
    assert table(grid).text(Name) == "Cell grid"
    assert table(grid).childCount() == LANE_COUNT * loaded.mashup.beats
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((0,), 9, 10), on=True))
    loaded.edit_with(Message("Paint"), lambda m: with_cell(m, 6, 9, 2))
    assert cell(grid, 0, 9).text(Name) == "Bar 3, beat 2, song A vocals: on"
    assert cell(grid, 1, 9).text(Name) == "Bar 3, beat 2, song A drums: off"
    assert cell(grid, 6, 9).text(Name) == "Bar 3, beat 2, song B bass: on, plays the song's bar 1, beat 3"


def test_cells_tell_their_state_and_place(grid: CellGrid, loaded: Studio) -> None:
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((2,), 4, 5), on=True))
    loaded.select(Selection((2, 3), 4, 6))
    state = cell(grid, 2, 4).state()
    assert state.checkable
    assert state.checked
    assert state.selected
    assert not cell(grid, 3, 4).state().checked
    assert not cell(grid, 3, 7).state().selected
    place = cell(grid, 2, 4).rect()
    found = table(grid).childAt(place.center().x(), place.center().y())
    assert found.text(Name) == cell(grid, 2, 4).text(Name)
    assert table(grid).rect().contains(place)
    assert table(grid).indexOfChild(found) == 4 * LANE_COUNT + 2


def test_the_focus_is_on_a_cell(grid: CellGrid, loaded: Studio) -> None:
    QAccessible.setActive(True)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert table(grid).focusChild().text(Name) == grid.accessibleDescription() == "Bar 1, beat 1, song A drums: off"
    QTest.keyClick(grid, Qt.Key.Key_Right)
    commands = CellCommands(loaded)
    commands.switch_on()
    assert grid.accessibleDescription() == "Bar 1, beat 2, song A drums: on"
    QAccessible.setActive(False)


def test_cells_that_are_gone_are_not_valid(grid: CellGrid, loaded: Studio) -> None:
    last = cell(grid, 7, 15)
    assert last.isValid()
    loaded.edit_with(Message("Cut"), lambda m: edits.with_length(m, 10))
    assert not last.isValid()
    assert last.text(Name) == ""
    assert table(grid).childAt(*grid.viewport().mapToGlobal(QPoint(5, 5)).toTuple()) is None


def test_a_closed_grid_unregisters_its_cells(qtbot: QtBot, loaded: Studio) -> None:
    before = dict(beat_grid_accessibility._tables)
    for _ in range(3):
        grid = CellGrid(loaded, CellCommands(loaded))
        names = [table(grid).child(index).text(Name) for index in range(table(grid).childCount())]
        assert len(set(names)) == len(names)
        for index in range(20):
            QAccessible.uniqueId(table(grid).child(index))
        grid.deleteLater()
        del grid
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    assert beat_grid_accessibility._tables == before
