"""The beat grid with mouse and keys."""

import numpy as np
import pytest
from grid_mouse import Left, NoKeys, drag, mouse, point
from mashups import LANE_COUNT, with_cell
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.grid import CellGrid, CellGridPanel
from mashstudio.gui.cell_grid.overlays import cell_rect
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import theme
from mashstudio.model.mashup import Mashup

Shift, Ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, loaded: Studio) -> CellGridPanel:
    """Return the grid of two songs, wide enough to see all of it."""
    panel = CellGridPanel(loaded, CellCommands(loaded))
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.grid.setFocus()
    return panel


@pytest.fixture
def grid(panel: CellGridPanel) -> CellGrid:
    return panel.grid


def mashup_of(studio: Studio) -> Mashup:
    assert studio.mashup is not None
    return studio.mashup


def on(studio: Studio) -> set[tuple[int, int]]:
    """Return the cells that play anything."""
    lanes, beats = np.nonzero(mashup_of(studio).played >= 0)
    return set(zip(lanes.tolist(), beats.tolist(), strict=True))


def wheel(grid: CellGrid, notches: float, at: QPointF, keys: Qt.KeyboardModifier = NoKeys) -> None:
    view = grid.viewport()
    turned = QPoint(0, round(120 * notches))
    phase = Qt.ScrollPhase.NoScrollPhase
    where = QPointF(view.mapToGlobal(at))
    QApplication.sendEvent(view, QWheelEvent(at, where, QPoint(), turned, Qt.MouseButton.NoButton, keys, phase, False))


def test_a_click_switches_a_cell_and_selects_it(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 2, 5)])
    assert on(loaded) == {(2, 5)}
    assert mashup_of(loaded).played[2, 5] == 5 + mashup_of(loaded).source(0).offset
    assert loaded.selection == Selection((2,), 5, 6)
    assert grid.cursor_place == (2, 5)
    drag(grid, [point(grid, 2, 5)])
    assert on(loaded) == set()


def test_two_quick_clicks_are_two_clicks(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    at = point(grid, 1, 3).toPoint()
    QTest.mouseDClick(grid.viewport(), Left, NoKeys, at)
    assert on(loaded) == {(1, 3)}


def test_a_drag_paints_what_it_passes_as_one_step(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 2), point(grid, 1, 9)])
    assert on(loaded) == {(1, beat) for beat in range(2, 10)}
    assert loaded.selection == Selection((1,), 2, 10)
    assert len(loaded.session.history.steps) == 1
    drag(grid, [point(grid, 1, 4), point(grid, 1, 6), point(grid, 3, 6)])
    # The drag began on a cell that was on, so it erases on every lane that it passes.
    assert on(loaded) == {(1, beat) for beat in (2, 3, 7, 8, 9)}
    assert len(loaded.session.history.steps) == 2
    loaded.session.undo()
    loaded.session.undo()
    assert on(loaded) == set()


def test_painting_over_rearranged_cells_leaves_them(grid: CellGrid, loaded: Studio) -> None:
    loaded.edit_with(Message("Move"), lambda m: with_cell(m, 0, 4, 9))
    drag(grid, [point(grid, 0, 3), point(grid, 0, 6)])
    assert mashup_of(loaded).played[0, 4] == 9
    assert (mashup_of(loaded).played[0, 3:7] >= 0).all()


def test_a_drag_is_heard_while_it_goes_on(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    mouse(grid, QEvent.Type.MouseButtonPress, point(grid, 4, 0), Left, NoKeys)
    mouse(grid, QEvent.Type.MouseMove, point(grid, 4, 3), Left, NoKeys)
    assert on(loaded) == {(4, beat) for beat in range(4)}
    mouse(grid, QEvent.Type.MouseButtonRelease, point(grid, 4, 3), Left, NoKeys)


def test_shift_selects_and_changes_nothing(grid: CellGrid, loaded: Studio) -> None:
    before = mashup_of(loaded)
    drag(grid, [point(grid, 1, 3), point(grid, 5, 9)], Shift)
    assert loaded.selection == Selection((1, 2, 3, 4, 5), 3, 10)
    drag(grid, [point(grid, 0, 1)], Shift)
    assert loaded.selection == Selection((0, 1), 1, 4)
    drag(grid, [point(grid, 6, 8), point(grid, 7, 6)], Shift)
    assert loaded.selection == Selection((6, 7), 6, 9)
    drag(grid, [point(grid, 4, 9)], Shift)
    assert loaded.selection == Selection((4, 5, 6), 8, 10)
    assert mashup_of(loaded) is before


def test_a_click_outside_a_selection_only_clears_it_and_a_drag_paints(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 3), point(grid, 2, 6)], Shift)
    drag(grid, [point(grid, 5, 9)])
    assert (loaded.selection.beats, on(loaded), grid.cursor_place) == (0, set(), (5, 9))
    drag(grid, [point(grid, 5, 9)])
    assert on(loaded) == {(5, 9)}
    # A selection of a single cell needs no click to clear it.
    drag(grid, [point(grid, 5, 11)])
    assert on(loaded) == {(5, 9), (5, 11)}
    drag(grid, [point(grid, 1, 3), point(grid, 2, 6)], Shift)
    drag(grid, [point(grid, 6, 2), point(grid, 6, 4)])
    assert on(loaded) == {(5, 9), (5, 11), (6, 2), (6, 3), (6, 4)}
    assert len(loaded.session.history.steps) == 3
    drag(grid, [point(grid, 6, 3)])
    assert (6, 3) not in on(loaded)


def test_esc_clears_the_selection_and_the_cursor_stays(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 3), point(grid, 2, 6)], Shift)
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert (loaded.selection.beats, grid.cursor_place) == (0, (2, 6))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert loaded.selection == Selection((2,), 7, 8)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2."""

    def luminance(colour: QColor) -> float:
        parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [True, False])
def test_focus_is_a_visible_frame_of_two_pixels(
    dressable: QApplication, grid: CellGrid, loaded: Studio, dark: bool
) -> None:
    apply_theme(dressable, "dark" if dark else "light")
    drag(grid, [point(grid, 3, 4), point(grid, 3, 8)])
    QTest.keyClick(grid, Qt.Key.Key_Left)
    picture = grid.viewport().grab().toImage()
    cell = cell_rect((3, 7), grid.rows, grid.columns)
    # Around the cell, and around all of them.
    for columns in (range(cell.left() - 3, cell.left() + 3), range(5)):
        row = [contrast(theme().text, picture.pixelColor(x, cell.center().y())) for x in columns]
        line = [x for x, against in enumerate(row) if against < 1.05]
        assert len(line) == 2
        assert all(against >= 3 for x, against in enumerate(row) if x - 1 in line or x + 1 in line if x not in line)


def test_the_grid_shows_that_it_has_the_keys_even_without_a_mashup(qtbot: QtBot, studio: Studio) -> None:
    panel = CellGridPanel(studio, CellCommands(studio))
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    for focused in (True, False):
        (panel.grid.setFocus if focused else panel.grid.clearFocus)()
        picture = panel.grid.viewport().grab().toImage()
        assert any(picture.pixelColor(x, 100) == theme().text for x in range(5)) == focused


def test_tab_reaches_the_cells_by_one_stop_and_leaves_them_by_one(panel: CellGridPanel) -> None:
    panel.activateWindow()
    panel.headers.lanes[0].mute.setFocus()
    QTest.keyClick(panel.headers.lanes[0].mute, Qt.Key.Key_Tab)
    assert panel.grid.hasFocus()
    assert panel.grid.cursor_place == (0, 0)
    QTest.keyClick(panel.grid, Qt.Key.Key_Tab)
    assert not panel.grid.hasFocus()
    QTest.keyClick(panel.headers.lanes[0].mute, Qt.Key.Key_Backtab)
    assert panel.grid.hasFocus()


def test_ctrl_adds_to_the_selection(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 3)], Ctrl)
    drag(grid, [point(grid, 6, 5)], Ctrl)
    assert loaded.selection == Selection((1, 6), 3, 6)
    assert on(loaded) == set()


def test_a_click_beside_all_cells_selects_nothing(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 1, 3)], Shift)
    drag(grid, [point(grid, 1, mashup_of(loaded).beats + 1)])
    assert loaded.selection.beats == 0
    assert on(loaded) == set()


def test_the_ruler_seeks(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    qtbot.waitUntil(lambda: loaded.session.fitting.heard is not None, timeout=60_000)
    x = grid.columns.x
    drag(grid, [QPointF(x(6) + 2, 5), QPointF(x(9) - 2, 5)])
    qtbot.waitUntil(lambda: abs(loaded.sound.beat_at(loaded.player.position()) - 9) < 0.01, timeout=10_000)
    drag(grid, [QPointF(x(2) + 2, 5), QPointF(-40, 5)])
    qtbot.waitUntil(lambda: loaded.player.position() == 0, timeout=10_000)
    assert on(loaded) == set()
    assert loaded.selection.beats == 0


def test_the_ruler_selects_with_shift(grid: CellGrid, loaded: Studio) -> None:
    x = grid.columns.x
    drag(grid, [QPointF(x(7) + 3, 5), QPointF(x(4) + 3, 5)], Shift)
    assert loaded.selection == Selection(tuple(range(LANE_COUNT)), 4, 8)


def test_arrows_go_from_cell_to_cell(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    for key, expected in (
        (Qt.Key.Key_Right, (0, 0)),
        (Qt.Key.Key_Right, (0, 1)),
        (Qt.Key.Key_Down, (1, 1)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Left, (0, 0)),
        (Qt.Key.Key_Left, (0, 0)),
    ):
        QTest.keyClick(grid, key)
        assert loaded.selection == Selection((expected[0],), expected[1], expected[1] + 1)
    QTest.keyClick(grid, Qt.Key.Key_Right, Ctrl)
    assert grid.cursor_place == (0, 4)
    QTest.keyClick(grid, Qt.Key.Key_Right, Shift)
    QTest.keyClick(grid, Qt.Key.Key_Down, Shift)
    assert loaded.selection == Selection((0, 1), 4, 6)
    QTest.keyClick(grid, Qt.Key.Key_Left, Shift)
    assert loaded.selection == Selection((0, 1), 4, 5)


def test_cursor_and_view_follow_the_selection(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    for _ in range(6):
        grid.zoom_in()
    beats = mashup_of(loaded).beats
    loaded.select(Selection((3,), beats - 2, beats - 1))
    assert grid.cursor_place == (3, beats - 2)
    assert 0 < grid.columns.x(beats - 2) < grid.viewport().width()
    loaded.select(Selection((3,), 0, 1))
    assert grid.columns.scroll == 0


def test_ctrl_and_wheel_zoom_about_the_mouse(grid: CellGrid) -> None:
    at = QPointF(300, 100)
    for _ in range(5):
        wheel(grid, 1, at, Ctrl)
    before = grid.columns
    wheel(grid, 1, at, Ctrl)
    assert grid.columns.width == pytest.approx(before.width * 1.25)
    assert grid.columns.beat(300) == pytest.approx(before.beat(300), abs=0.02)
    wheel(grid, -100, at, Ctrl)
    assert grid.columns.width >= 4
    wheel(grid, 100, at, Ctrl)
    assert grid.columns.width <= 192


def test_the_wheel_scrolls(grid: CellGrid) -> None:
    for _ in range(8):
        grid.zoom_in()
    scroll = grid.columns.scroll
    wheel(grid, -1, QPointF(100, 100))
    assert grid.columns.scroll > scroll
    wheel(grid, 1, QPointF(100, 100))
    assert grid.columns.scroll == scroll


def test_a_pinch_zooms(grid: CellGrid) -> None:
    width, at = grid.columns.width, QPointF(200, 100)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, at, at, at, 0.5, QPointF()
    )
    QApplication.sendEvent(grid.viewport(), event)
    assert grid.columns.width == pytest.approx(width * 1.5)


def test_everything_can_be_shown_at_once(grid: CellGrid, loaded: Studio) -> None:
    loaded.edit_with(Message("Longer"), lambda m: edits.with_length(m, 2600))
    grid.zoom_fit()
    assert grid.columns.scroll == 0
    assert grid.columns.x(2600) <= grid.viewport().width()
    grid.zoom_out()
    assert grid.columns.x(2600) <= grid.viewport().width()
    grid.zoom_in()
    assert grid.columns.x(2600) > grid.viewport().width()


def test_a_drag_beyond_the_view_scrolls_it(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    for _ in range(6):
        grid.zoom_in()
    start = point(grid, 0, 0)
    mouse(grid, QEvent.Type.MouseButtonPress, start, Left, Shift)
    mouse(grid, QEvent.Type.MouseMove, QPointF(grid.viewport().width() + 200, start.y()), Left, Shift)
    qtbot.waitUntil(lambda: loaded.selection.stop == mashup_of(loaded).beats, timeout=10_000)
    assert grid.columns.scroll > 0
    mouse(grid, QEvent.Type.MouseButtonRelease, start, Left, Shift)


def test_the_view_follows_the_playhead(grid: CellGrid, loaded: Studio) -> None:
    for _ in range(8):
        grid.zoom_in()
    grid.horizontalScrollBar().setValue(0)
    seen = int(grid.columns.beat(grid.viewport().width()))
    loaded.playhead_moved.emit(float(seen - 1))
    assert grid.columns.scroll == 0
    loaded.playhead_moved.emit(seen + 0.5)
    assert 0 <= grid.columns.x(seen + 0.5) < grid.viewport().width()
    # After scrolling away, the view stays until the playhead comes by.
    grid.horizontalScrollBar().setValue(0)
    loaded.playhead_moved.emit(seen + 0.9)
    assert grid.columns.scroll == 0
    grid.follow()
    assert not grid.following
    loaded.playhead_moved.emit(0.0)
    loaded.playhead_moved.emit(seen + 2.0)
    assert grid.columns.scroll == 0
    grid.follow()
    assert grid.columns.scroll > 0


def test_the_playhead_is_visible_and_leaves_no_trace(drawn: Studio, grid: CellGrid, loaded: Studio) -> None:
    QApplication.processEvents()
    clean = grid.viewport().grab().toImage()
    loaded.playhead_moved.emit(7.3)
    QApplication.processEvents()
    moved = grid.viewport().grab().toImage()
    x, y = round(grid.columns.x(7.3)), grid.rows.bottom - 10
    assert moved.pixelColor(x, y) != clean.pixelColor(x, y)
    loaded.playhead_moved.emit(0.0)
    QApplication.processEvents()
    assert grid.viewport().grab().toImage() == clean


def test_the_menu_works_on_the_cell_under_the_mouse(qtbot: QtBot, grid: CellGrid, loaded: Studio) -> None:
    at = point(grid, 3, 8).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, grid.viewport().mapToGlobal(at))
    QApplication.sendEvent(grid.viewport(), event)
    (menu,) = grid.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert loaded.selection == Selection((3,), 8, 9)
    assert on(loaded) == set()
    actions = {action.objectName(): action for action in menu.actions()}
    assert actions["switch_on"].text().endswith("Return")
    actions["switch_on"].trigger()
    assert on(loaded) == {(3, 8)}
    menu.close()


def test_before_there_is_a_mashup_nothing_in_the_grid_can_be_changed(qtbot: QtBot, studio: Studio) -> None:
    grid = CellGrid(studio, CellCommands(studio))
    qtbot.addWidget(grid)
    grid.resize(700, 400)
    grid.show()
    drag(grid, [QPointF(100, 100), QPointF(200, 5)])
    QTest.keyClick(grid, Qt.Key.Key_Right)
    grid.zoom_in()
    grid.zoom_fit()
    assert studio.selection.beats == 0


def test_headers_lie_beside_their_lanes(panel: CellGridPanel) -> None:
    for height in (420, 700, 100):
        panel.resize(900, height)
        rows = panel.grid.rows
        tops = [header.mapTo(panel, QPoint(0, 0)).y() - panel.grid.y() for header in panel.headers.lanes]
        assert tops == [rows.top(lane) for lane in range(LANE_COUNT)]
        assert {header.height() for header in panel.headers.lanes} == {rows.height}
        assert rows.bottom <= panel.grid.viewport().height()


def test_without_songs_the_grid_is_empty_again(grid: CellGrid, loaded: Studio) -> None:
    drag(grid, [point(grid, 2, 5)])
    loaded.session.close_songs()
    assert grid.beats == 0
    assert loaded.selection.beats == 0
    grid.viewport().grab()
