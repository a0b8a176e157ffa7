"""Runs dragged in the beat grid: moved, copied, longer, shorter, louder, faded."""

import pytest
from grid_mouse import NoKeys, drag, mouse, point
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import Mashup

Alt, Shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def grid(qtbot: QtBot, loaded: Studio) -> CellGrid:
    """Return a grid in which the second lane plays on beats 2 to 5."""
    grid = CellGrid(loaded, CellCommands(loaded))
    qtbot.addWidget(grid)
    grid.resize(700, 500)
    with qtbot.waitExposed(grid):
        grid.show()
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((1,), 2, 6), on=True))
    return grid


def mashup_of(studio: Studio) -> Mashup:
    assert studio.mashup is not None
    return studio.mashup


def on(studio: Studio, lane: int) -> list[int]:
    """Return the beats on which a lane plays."""
    return [beat for beat, played in enumerate(mashup_of(studio).played[lane].tolist()) if played >= 0]


def high(grid: CellGrid, lane: int, beat: float) -> QPointF:
    """Return a point on the strip along the top of a run."""
    return QPointF(grid.columns.x(beat), grid.rows.top(lane) + 3)


def step(studio: Studio) -> str:
    return str(studio.session.history.undo_name)


def test_the_top_of_a_run_moves_it_in_one_step(grid: CellGrid, loaded: Studio) -> None:
    plays = mashup_of(loaded).played[1, 2]
    drag(grid, [high(grid, 1, 3.5), high(grid, 1, 5.5), high(grid, 1, 7.6)])
    assert on(loaded, 1) == [6, 7, 8, 9]
    assert mashup_of(loaded).played[1, 6] == plays
    assert (loaded.selection, step(loaded)) == (Selection((1,), 6, 10), "Move")
    loaded.session.undo()
    assert on(loaded, 1) == [2, 3, 4, 5]
    # No further than the first beat.
    drag(grid, [high(grid, 1, 3.5), high(grid, 1, -5)])
    assert on(loaded, 1) == [0, 1, 2, 3]


def test_into_another_song_s_lane_of_the_same_part(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [high(grid, 1, 3.5), high(grid, 6, 4.5)])
    assert (on(loaded, 1), on(loaded, 5)) == ([], [3, 4, 5, 6])
    assert loaded.selection == Selection((5,), 3, 7)


def test_alt_copies_from_anywhere_in_a_run(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 3), point(grid, 1, 9)], Alt)
    assert on(loaded, 1) == [2, 3, 4, 5, 8, 9, 10, 11]
    assert (step(loaded), loaded.selection) == ("Copy", Selection((1,), 8, 12))


def test_a_drag_may_turn_into_a_copy_and_back(grid: CellGrid, loaded: Studio) -> None:
    steps = len(loaded.session.history.steps)
    mouse(grid, QEvent.Type.MouseButtonPress, high(grid, 1, 3.5), Qt.MouseButton.LeftButton, NoKeys)
    for keys, beats, name in (
        (NoKeys, [6, 7, 8, 9], "Move"),
        (Qt.KeyboardModifier.ControlModifier, [2, 3, 4, 5, 6, 7, 8, 9], "Copy"),
        (NoKeys, [6, 7, 8, 9], "Move"),
    ):
        mouse(grid, QEvent.Type.MouseMove, high(grid, 1, 7.5), Qt.MouseButton.LeftButton, keys)
        assert (on(loaded, 1), step(loaded), len(loaded.session.history.steps)) == (beats, name, steps + 1)
    mouse(grid, QEvent.Type.MouseButtonRelease, high(grid, 1, 7.5), Qt.MouseButton.LeftButton, NoKeys)


def test_a_selection_is_moved_as_one(grid: CellGrid, loaded: Studio) -> None:
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((2,), 4, 8), on=True))
    drag(grid, [point(grid, 1, 3), point(grid, 2, 5)], Shift)
    drag(grid, [high(grid, 1, 4.5), high(grid, 1, 5.5)])
    assert (on(loaded, 1), on(loaded, 2)) == ([2, 4, 5, 6], [5, 6, 7])


def test_a_click_on_the_top_selects_the_run(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [high(grid, 1, 4.5)])
    assert loaded.selection == Selection((1,), 2, 6)
    assert on(loaded, 1) == [2, 3, 4, 5]


def test_edges_make_it_longer_and_shorter(grid: CellGrid, loaded: Studio) -> None:
    y = point(grid, 1, 3).y() + 5
    drag(grid, [QPointF(grid.columns.x(6) - 2, y), QPointF(grid.columns.x(9.2), y)])
    assert on(loaded, 1) == [2, 3, 4, 5, 6, 7, 8]
    drag(grid, [QPointF(grid.columns.x(2) + 2, y), QPointF(grid.columns.x(3.8), y)])
    assert on(loaded, 1) == [4, 5, 6, 7, 8]
    assert mashup_of(loaded).played[1, 4:9].tolist() == list(range(4, 9))


def test_with_the_snap_to_bars_it_goes_by_bars(grid: CellGrid, loaded: Studio) -> None:
    loaded.change_settings(snap="bar")
    drag(grid, [high(grid, 1, 3.5), high(grid, 1, 8.2)])
    assert on(loaded, 1) == [8, 9, 10, 11]


def test_fades_are_dragged_by_the_upper_corners(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [high(grid, 1, 2.1), high(grid, 1, 3.4)])
    assert mashup_of(loaded).cells["fade_in"][1, 2] == 1.25
    drag(grid, [high(grid, 1, 3.25), high(grid, 1, 3.25 + 0.33)], Alt)
    assert mashup_of(loaded).cells["fade_in"][1, 2] == pytest.approx(1.58, abs=0.02)
    drag(grid, [high(grid, 1, 5.9), high(grid, 1, 3.9)])
    assert mashup_of(loaded).cells["fade_out"][1, 5] == 2
    assert step(loaded) == "Fade out"
    drag(grid, [high(grid, 1, 4.0), high(grid, 1, 8)])
    assert mashup_of(loaded).cells["fade_out"][1, 5] == 0
    assert on(loaded, 1) == [2, 3, 4, 5]


def test_gain_is_dragged_up_and_down_inside_selected_cells(grid: CellGrid, loaded: Studio) -> None:
    loaded.select(Selection((1,), 2, 4))
    start = point(grid, 1, 3)
    drag(grid, [start, start + QPointF(1, 12), start + QPointF(1, 26)])
    assert mashup_of(loaded).cells["gain"][1, 2:6].tolist() == [-6.5, -6.5, 0, 0]
    assert (step(loaded), loaded.selection) == ("Gain", Selection((1,), 2, 4))
    drag(grid, [start, start + QPointF(0, -6)], Alt)
    assert on(loaded, 1) == [2, 3, 4, 5]


def test_a_click_or_a_drag_sideways_inside_them_still_erases(grid: CellGrid, loaded: Studio) -> None:
    loaded.select(Selection((1,), 2, 6))
    drag(grid, [point(grid, 1, 3), point(grid, 1, 4)])
    assert on(loaded, 1) == [2, 5]
    loaded.select(Selection((1,), 2, 6))
    drag(grid, [point(grid, 1, 5)])
    assert on(loaded, 1) == [2]


def test_the_cursor_says_what_a_drag_does(grid: CellGrid, loaded: Studio) -> None:
    def shape(at: QPointF) -> Qt.CursorShape:
        mouse(grid, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        return grid.viewport().cursor().shape()

    assert shape(high(grid, 1, 4)) == Qt.CursorShape.OpenHandCursor
    assert shape(high(grid, 1, 2.1)) == Qt.CursorShape.PointingHandCursor
    low = point(grid, 1, 3).y() + 5
    assert shape(QPointF(grid.columns.x(6) - 2, low)) == Qt.CursorShape.SizeHorCursor
    assert shape(point(grid, 1, 4)) == Qt.CursorShape.ArrowCursor
    loaded.select(Selection((1,), 2, 6))
    assert shape(point(grid, 1, 4)) == Qt.CursorShape.SizeVerCursor
    assert shape(point(grid, 3, 4)) == Qt.CursorShape.ArrowCursor


def test_folded_rows_have_no_grips(grid: CellGrid, loaded: Studio) -> None:
    grid.fold_songs([0])
    drag(grid, [high(grid, 0, 3.5), high(grid, 0, 3.6)])
    assert loaded.selection.beats <= 1
