"""A song's lanes fold into one row that shows and edits all of them."""

import numpy as np
import pytest
from bands import few_notes
from mashups import LANE_COUNT, with_cell
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.band import with_band
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.grid import CellGridPanel
from mashstudio.gui.cell_grid.overlays import cell_rect
from mashstudio.gui.cell_grid.rows import Fill, Row, row_of, rows_of, with_whole_rows
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.studio import Studio
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import Mashup
from mashstudio.model.notes import BandPart

Left, NoKeys, Shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
A, B = (0, 1, 2, 3), (4, 5, 6, 7)
ALL = tuple(range(LANE_COUNT))


@pytest.fixture
def panel(qtbot: QtBot, loaded: Studio) -> CellGridPanel:
    """Return the grid of two songs; the first is folded, by a click on its band."""
    panel = CellGridPanel(loaded, CellCommands(loaded))
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.headers.folds[0].click()
    panel.grid.setFocus()
    return panel


def mashup_of(studio: Studio) -> Mashup:
    assert studio.mashup is not None
    return studio.mashup


def on(studio: Studio, beat: int) -> list[int]:
    """Return the lanes that play on a beat."""
    lanes: list[int] = np.flatnonzero(mashup_of(studio).played[:, beat] >= 0).tolist()
    return lanes


def switch(studio: Studio, lane: int, beat: int) -> None:
    beats = studio.session.song_beats()
    studio.edit_with(Message("Toggle"), lambda m: edits.switch(m, beats, Selection((lane,), beat, beat + 1)))


def drag(panel: CellGridPanel, *places: tuple[int, int], keys: Qt.KeyboardModifier = NoKeys) -> None:
    """Press at the first cell (row, beat), move to the others, release."""
    grid, view = panel.grid, panel.grid.viewport()
    points = [QPointF(cell_rect(place, grid.rows, grid.columns).center()) for place in places]
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(points) - 1), QEvent.Type.MouseButtonRelease]
    for kind, at in zip(kinds, [*points, points[-1]], strict=True):
        event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at)), Left, Left, keys)
        QApplication.sendEvent(view, event)


def test_rows_come_from_the_lanes_whatever_parts_songs_have() -> None:
    sources = (5, 5, 2, 0, 0, 0)
    assert [row.lanes for row in rows_of(sources)] == [(lane,) for lane in range(6)]
    folded = rows_of(sources, frozenset({0, 2, 7}))
    assert folded == (Row(5, 0, (0,)), Row(5, 0, (1,)), Row(2, 1, (2,)), Row(0, 2, (3, 4, 5)))
    # A single lane looks and works as ever.
    assert [row.folded for row in folded] == [False, False, False, True]
    assert [row_of(folded, lane) for lane in (0, 2, 4, 9)] == [0, 2, 3, 3]
    assert with_whole_rows(folded, Selection((1, 4), 2, 5)) == Selection((1, 3, 4, 5), 2, 5)
    assert with_whole_rows(folded, Selection((8,), 2, 5)) == Selection((), 0, 0)


def test_a_folded_song_takes_one_row_and_its_header_says_which_song_it_is(panel: CellGridPanel, loaded: Studio) -> None:
    headers, rows = panel.headers, panel.grid.rows
    assert [row.lanes for row in rows.shown] == [A, *[(lane,) for lane in B]]
    song = headers.songs[0]
    assert [header.isVisible() for header in headers.lanes] == [False] * 4 + [True] * 4
    assert (song.isVisible(), song.y() + rows.ruler, song.height()) == (True, rows.top(0), rows.height)
    assert song.accessibleName() == "Song A, all stems"
    assert song.toolTip() == loaded.session.title(0)
    assert headers.folds[0].accessibleName() == "Unfold song A"
    assert headers.folds[0].height() == rows.height
    assert rows.bottom <= panel.grid.viewport().height()
    assert len(loaded.session.history.steps) == 0
    headers.folds[0].click()
    assert len(panel.grid.rows.shown) == LANE_COUNT
    assert not song.isVisible()
    assert all(header.isVisible() for header in headers.lanes)


def test_a_click_fills_a_mixed_cell_and_the_next_one_empties_it(panel: CellGridPanel, loaded: Studio) -> None:
    switch(loaded, 2, 5)
    assert panel.grid.fill((0, 5)) is Fill.SOME
    drag(panel, (0, 5))
    assert (on(loaded, 5), panel.grid.fill((0, 5))) == ([*A], Fill.ALL)
    assert loaded.selection == Selection(A, 5, 6)
    drag(panel, (0, 5))
    assert (on(loaded, 5), panel.grid.fill((0, 5))) == ([], Fill.NONE)
    loaded.session.undo()
    loaded.session.undo()
    assert on(loaded, 5) == [2]


def test_a_drag_over_folded_and_other_rows_paints_all_their_lanes_as_one_step(
    panel: CellGridPanel, loaded: Studio
) -> None:
    drag(panel, (0, 2), (0, 4), (1, 4))
    assert [on(loaded, beat) for beat in range(1, 6)] == [[], [*A], [*A], [*A, 4], []]
    assert loaded.selection == Selection((*A, 4), 2, 5)
    assert len(loaded.session.history.steps) == 1
    drag(panel, (2, 8), (0, 9), keys=Shift)
    assert loaded.selection == Selection((*A, 4, 5), 8, 10)


def test_a_selection_is_copied_moved_and_deleted_with_all_lanes(panel: CellGridPanel, loaded: Studio) -> None:
    commands = CellCommands(loaded)
    switch(loaded, 0, 2)
    switch(loaded, 3, 3)
    drag(panel, (0, 2), (0, 3), keys=Shift)
    commands.copy()
    loaded.select(Selection(B, 6, 7))
    commands.paste()
    assert [on(loaded, beat) for beat in (6, 7)] == [[4], [7]]
    drag(panel, (0, 2), (0, 3), keys=Shift)
    commands.later_bar()
    assert [on(loaded, beat) for beat in (2, 3, 6, 7)] == [[], [], [0, 4], [3, 7]]
    commands.mute()
    assert [lane.mute for lane in mashup_of(loaded).lanes] == [True] * 4 + [False] * 4
    commands.clear()
    assert [on(loaded, beat) for beat in (6, 7)] == [[4], [7]]
    panel.headers.folds[1].click()
    commands.suggest()
    assert any(on(loaded, beat) for beat in (6, 7))


def test_arrows_go_over_rows_and_number_keys_stay_with_their_parts(panel: CellGridPanel, loaded: Studio) -> None:
    grid, commands = panel.grid, CellCommands(loaded)
    for key, lanes in ((Qt.Key.Key_Right, A), (Qt.Key.Key_Down, (4,)), (Qt.Key.Key_Up, A), (Qt.Key.Key_Up, A)):
        QTest.keyClick(grid, key)
        assert loaded.selection == Selection(lanes, 0, 1)
    commands.switch_lane(1)
    commands.switch_lane(6)
    assert on(loaded, 0) == [1, 6]
    assert loaded.selection == Selection(A, 0, 1)
    commands.switch_on()
    assert on(loaded, 0) == [*A, 6]


def test_cursor_and_selection_stay_at_their_song(panel: CellGridPanel, loaded: Studio) -> None:
    grid = panel.grid
    drag(panel, (3, 7), keys=Shift)
    assert (grid.cursor_place, loaded.selection) == ((3, 7), Selection((6,), 7, 8))
    grid.fold()
    assert (grid.cursor_place, loaded.selection) == ((1, 7), Selection(B, 7, 8))
    loaded.session.reorder(1, 0)
    assert [row.lanes for row in grid.rows.shown] == [A, B]
    assert [row.source for row in grid.rows.shown] == [1, 0]
    # Parts selected by other commands are selected with their whole row.
    loaded.select(Selection((1, 6), 3, 4))
    assert loaded.selection == Selection(ALL, 3, 4)
    loaded.select(Selection((), 0, 0))
    grid.fold()
    assert len(grid.rows.shown) == LANE_COUNT


def test_mute_and_solo_of_a_folded_song_are_those_of_all_its_lanes(panel: CellGridPanel, loaded: Studio) -> None:
    song = panel.headers.songs[0]
    loaded.edit_with(Message("Mute"), lambda m: edits.with_lane(m, 2, mute=True))
    assert not song.mute.isChecked()
    song.mute.click()
    assert [lane.mute for lane in mashup_of(loaded).lanes] == [True] * 4 + [False] * 4
    assert song.mute.isChecked()
    loaded.session.undo()
    assert [lane.mute for lane in mashup_of(loaded).lanes[:4]] == [False, False, True, False]
    song.solo.click()
    assert [lane.solo for lane in mashup_of(loaded).lanes] == [True] * 4 + [False] * 4
    song.listen.click()
    assert loaded.sound.alone == (0, None)


def test_folding_by_the_keys_keeps_the_keys_at_the_song(panel: CellGridPanel) -> None:
    headers = panel.headers
    panel.activateWindow()
    headers.lanes[5].solo.setFocus()
    panel.grid.fold()
    assert headers.folds[1].hasFocus()
    QTest.keyClick(headers.folds[1], Qt.Key.Key_Space)
    QTest.keyClick(headers.folds[1], Qt.Key.Key_Right)
    assert headers.lanes[4].mute.hasFocus()
    QTest.keyClick(headers.lanes[4].mute, Qt.Key.Key_Up)
    assert headers.songs[0].mute.hasFocus() or headers.lanes[3].mute.hasFocus()


def test_screen_readers_hear_of_the_accompaniment(panel: CellGridPanel, loaded: Studio) -> None:
    loaded.edit_with(Message("Band"), lambda m: with_band(m, few_notes(12), range(9, 11), tuple(BandPart)))
    band = mashup_of(loaded).lanes_of(BAND)
    grid, row = panel.grid, panel.grid.row_count - 1
    assert grid.words_for((row, 8)) == "Bar 3, beat 1, accompaniment lead: off"
    assert grid.words_for((row, 9)) == "Bar 3, beat 2, accompaniment lead: on"
    assert grid.words_for((row, 12)) == "Bar 4, beat 1, accompaniment lead: outside the accompaniment"
    loaded.edit_with(Message("Move"), lambda m: with_cell(m, band[-1], 10, 3))
    words = "Bar 3, beat 3, accompaniment lead: on, plays the accompaniment's bar 1, beat 4"
    assert grid.words_for((row, 10)) == words
    grid.grid_rows.toggle({BAND})
    row = grid.row_count - 1
    assert grid.words_for((row, 9)) == "Bar 3, beat 2, accompaniment: all lanes on"
    words = "Bar 3, beat 3, accompaniment: all lanes on, playing other beats of the accompaniment"
    assert grid.words_for((row, 10)) == words
    assert grid.words_for((row, 12)) == "Bar 4, beat 1, accompaniment: outside the accompaniment"


def test_the_cursor_is_in_a_lane_of_what_is_added(panel: CellGridPanel, loaded: Studio) -> None:
    # Where a third song's lane was.
    panel.grid._cursor._at = LANE_COUNT, 9
    loaded.edit_with(Message("Band"), lambda m: with_band(m, few_notes(12), range(9, 11), tuple(BandPart)))
    assert panel.grid.accessibleDescription() == "Bar 3, beat 2, accompaniment drums: on"


def test_screen_readers_hear_which_parts_play(panel: CellGridPanel, loaded: Studio) -> None:
    grid = panel.grid
    table = QAccessible.queryAccessibleInterface(grid)
    assert table.childCount() == 5 * mashup_of(loaded).beats
    cell = table.child(9 * 5)
    for lanes, words, mixed in (
        ((), "Bar 3, beat 2, song A: off", False),
        ((0, 2), "Bar 3, beat 2, song A: vocals, bass on", True),
        (A, "Bar 3, beat 2, song A: all stems on", False),
    ):
        for lane in set(lanes) - set(on(loaded, 9)):
            switch(loaded, lane, 9)
        state = cell.state()
        assert cell.text(QAccessible.Text.Name) == words
        assert (bool(state.checkStateMixed), bool(state.checked)) == (mixed, lanes == A)
    loaded.edit_with(Message("Move"), lambda m: with_cell(m, 1, 9, 3))
    assert cell.text(QAccessible.Text.Name).endswith("all stems on, playing other beats of the song")
    assert table.child(9 * 5 + 2).text(QAccessible.Text.Name) == "Bar 3, beat 2, song B drums: off"


def test_a_removed_song_comes_back_unfolded(qtbot: QtBot, panel: CellGridPanel, loaded: Studio) -> None:
    first = loaded.session.decks[0].path
    assert first is not None
    loaded.session.load(2, first)
    qtbot.waitUntil(lambda: len(mashup_of(loaded).sources) == 3, timeout=60_000)
    panel.grid.fold_songs([2])
    assert [row.lanes for row in panel.grid.rows.shown][-1] == (8, 9, 10, 11)
    loaded.select(Selection((8, 9, 10, 11), 1, 2))
    loaded.session.remove(2)
    assert loaded.selection.beats == 0
    assert [row.lanes for row in panel.grid.rows.shown] == [A, *[(lane,) for lane in B]]
    loaded.session.undo()
    assert len(panel.grid.rows.shown) == 1 + 4 + 4
    panel.grid.viewport().grab()


def test_before_there_is_a_mashup_nothing_folds(qtbot: QtBot, studio: Studio) -> None:
    panel = CellGridPanel(studio, CellCommands(studio))
    qtbot.addWidget(panel)
    panel.grid.fold()
    assert len(panel.grid.rows.shown) == LANE_COUNT
    assert not panel.headers.folds[0].isEnabled()
