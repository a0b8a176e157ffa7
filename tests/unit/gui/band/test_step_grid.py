"""The step grid: drums turned on and off by mouse and keys, in the real widget."""

from dataclasses import replace

import pytest
from note_mouse import Heard, NoKeys, Right, drag, mouse, wheel
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.gui.band.step_grid import StepGrid
from mashstudio.gui.band.step_view import rows_of
from mashstudio.gui.text.note_words import drum_name
from mashstudio.gui.text.translation import apply_language
from mashstudio.model.notes import BandPart, Note, NoteLane

KICK, SNARE, CLAP, HAT, TAMBOURINE = 36, 38, 39, 42, 54
LANE = NoteLane(BandPart.DRUMS, 0, (Note(0.0, 0.25, KICK, 88), Note(1.0, 0.25, SNARE, 112), Note(2.0, 0.25, KICK, 56)))
BARS = (0, 4, 8, 12)
Ctrl = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(qtbot: QtBot) -> StepGrid:
    widget = StepGrid()
    qtbot.addWidget(widget)
    widget.resize(900, 400)
    widget.show_lane(LANE, 16, BARS)
    widget.show()
    widget.view.setFocus()
    qtbot.waitUntil(widget.view.hasFocus)
    return widget


@pytest.fixture
def heard(grid: StepGrid) -> Heard:
    return Heard(grid)


def at(grid: StepGrid, beat: float, pitch: int) -> QPointF:
    """Return the middle of the step that begins on a beat."""
    view = grid.view
    row = view.rows.index(pitch)
    return QPointF(view.x_of(beat + view.step / 2), view.top(row) + view.row_height / 2)


def key(grid: StepGrid, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NoKeys) -> None:
    for each in keys:
        QTest.keyClick(grid.view, each, modifiers)


def hits(grid: StepGrid) -> list[tuple[float, int, int]]:
    return [(note.start, note.pitch, note.velocity) for note in grid.view.notes.lane.notes]


BEFORE = [(0.0, KICK, 88), (1.0, SNARE, 112), (2.0, KICK, 56)]


def test_a_click_turns_a_step_on_and_off(grid: StepGrid, heard: Heard) -> None:
    drag(grid.view, at(grid, 0.75, CLAP))
    assert hits(grid) == [BEFORE[0], (0.75, CLAP, 88), *BEFORE[1:]]
    assert grid.view.notes.lane.notes[1].length == 0.25
    drag(grid.view, at(grid, 0.75, CLAP))
    assert hits(grid) == BEFORE
    assert heard.names == ["Add drum hits", "Delete drum hits"]
    assert heard.heard == [(CLAP, 88)]
    assert heard.edits[-1][1] == LANE


def test_a_drag_paints_along_its_row_in_one_step_and_leaves_what_is_on(grid: StepGrid, heard: Heard) -> None:
    drag(grid.view, at(grid, 1.5, KICK), at(grid, 1.75, CLAP), at(grid, 2.5, SNARE))
    assert hits(grid) == [*BEFORE[:2], (1.5, KICK, 88), (1.75, KICK, 88), BEFORE[2], (2.25, KICK, 88), (2.5, KICK, 88)]
    assert heard.names == ["Add drum hits"]


def test_a_drag_from_a_step_that_is_on_erases(grid: StepGrid, heard: Heard) -> None:
    drag(grid.view, at(grid, 2.0, KICK), at(grid, 1.0, KICK), at(grid, 0.0, KICK))
    assert hits(grid) == [BEFORE[1]]
    assert heard.names == ["Delete drum hits"]
    assert not heard.heard


def test_the_right_button_only_erases(grid: StepGrid, heard: Heard) -> None:
    drag(grid.view, at(grid, 3.0, KICK), at(grid, 3.5, KICK), button=Right)
    assert not heard.edits
    drag(grid.view, at(grid, 1.0, SNARE), button=Right)
    assert hits(grid) == [BEFORE[0], BEFORE[2]]
    assert heard.names == ["Delete drum hits"]


def test_ctrl_and_a_drag_up_or_down_change_the_velocity(grid: StepGrid, heard: Heard) -> None:
    kick = at(grid, 0.0, KICK)
    drag(grid.view, kick, kick - QPointF(0, 10), kick - QPointF(0, 20), keys=Ctrl)
    assert hits(grid)[0] == (0.0, KICK, 108)
    drag(grid.view, kick, kick + QPointF(0, 500), keys=Ctrl)
    assert hits(grid)[0] == (0.0, KICK, 1)
    snare = at(grid, 1.0, SNARE)
    drag(grid.view, snare, snare + QPointF(0, 112), keys=Ctrl)
    assert hits(grid)[1] == (1.0, SNARE, 1)
    assert heard.names == ["Velocity of drum hits"] * 3
    assert heard.heard == [(KICK, 108), (KICK, 1), (SNARE, 1)]


def test_ctrl_and_clicks_go_through_the_levels(grid: StepGrid, heard: Heard) -> None:
    levels = []
    for _ in range(4):
        drag(grid.view, at(grid, 3.0, CLAP), keys=Ctrl)
        levels.append(hits(grid)[-1][2])
    assert levels == [88, 112, 56, 88]
    assert heard.names == ["Add drum hits", *["Velocity of drum hits"] * 3]


def test_escape_takes_a_drag_back(grid: StepGrid, heard: Heard) -> None:
    mouse(grid.view, QEvent.Type.MouseButtonPress, at(grid, 3.0, CLAP), NoKeys)
    mouse(grid.view, QEvent.Type.MouseMove, at(grid, 3.5, CLAP), NoKeys)
    assert len(hits(grid)) == 6
    key(grid, Qt.Key.Key_Escape)
    mouse(grid.view, QEvent.Type.MouseButtonRelease, at(grid, 3.5, CLAP), NoKeys)
    assert hits(grid) == BEFORE
    assert not heard.edits


def test_steps_are_set_by_keys(grid: StepGrid, heard: Heard) -> None:
    key(grid, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (0.25, CLAP, 88) in hits(grid)
    assert grid.words.text() == "Bar 1, beat 1.25: Clap, velocity 88"
    key(grid, Qt.Key.Key_Plus)
    assert (0.25, CLAP, 112) in hits(grid)
    key(grid, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert (0.25, CLAP, 56) in hits(grid)
    key(grid, Qt.Key.Key_Delete)
    assert hits(grid) == BEFORE
    key(grid, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    assert hits(grid) == BEFORE
    assert heard.names == [
        "Add drum hits",
        *["Velocity of drum hits"] * 3,
        "Delete drum hits",
        "Add drum hits",
        "Delete drum hits",
    ]
    assert heard.heard == [(CLAP, 88), (CLAP, 112), (CLAP, 88), (CLAP, 56), (CLAP, 88)]


def test_the_cursor_goes_by_bars_and_stays_within(grid: StepGrid) -> None:
    key(grid, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert grid.view.place == (0, 0)
    key(grid, Qt.Key.Key_Right)
    key(grid, Qt.Key.Key_Right, Qt.Key.Key_Right, modifiers=Ctrl)
    assert grid.view.place == (0, 32)
    key(grid, Qt.Key.Key_Right)
    key(grid, Qt.Key.Key_Left, modifiers=Ctrl)
    assert grid.view.place == (0, 32)
    key(grid, Qt.Key.Key_Left, modifiers=Ctrl)
    assert grid.view.place == (0, 16)
    key(grid, *[Qt.Key.Key_Right] * 3, modifiers=Ctrl)
    key(grid, *[Qt.Key.Key_Right] * 20)
    key(grid, *[Qt.Key.Key_Down] * 20)
    assert grid.view.place == (len(grid.view.rows) - 1, 63)
    assert grid.view.body.right() >= grid.view.x_of(15.9)


def test_the_step_at_the_cursor_is_said(grid: StepGrid) -> None:
    said = []
    for _ in range(3):
        said.append(grid.view.accessibleDescription())
        key(grid, Qt.Key.Key_Right)
    key(grid, Qt.Key.Key_Down, Qt.Key.Key_Right)
    said.append(grid.view.accessibleDescription())
    assert said == [
        "Bar 1, beat 1: Kick, velocity 88",
        "Bar 1, beat 1.25: Kick, off",
        "Bar 1, beat 1.5: Kick, off",
        "Bar 1, beat 2: Snare, accented, velocity 112",
    ]
    assert grid.words.text() == said[-1]


def test_words_follow_the_language(qtbot: QtBot, grid: StepGrid, dressable: QApplication) -> None:
    apply_language(dressable, "ko")
    qtbot.waitUntil(lambda: grid.words.text() == "1마디 1박: 킥, 벨로시티 88")
    apply_language(dressable, "en")
    qtbot.waitUntil(lambda: grid.words.text() == "Bar 1, beat 1: Kick, velocity 88")


def test_rows_are_the_usual_kit_and_what_the_lane_uses() -> None:
    rows = rows_of(replace(LANE, notes=(*LANE.notes, Note(3.0, 0.25, TAMBOURINE, 80), Note(3.5, 0.25, 99, 80))))
    names = [drum_name(pitch) for pitch in rows]
    assert names[:5] == ["Kick", "Snare", "Clap", "Closed hi-hat", "Open hi-hat"]
    assert names[-4:] == ["Crash", "Ride", "Tambourine", "Drum 99"]
    assert sum("tom" in name for name in names) == 3


def test_an_emptied_row_stays_until_the_lane_changes_elsewhere(grid: StepGrid, heard: Heard) -> None:
    more = replace(LANE, notes=(*LANE.notes, Note(3.0, 0.25, TAMBOURINE, 80)))
    grid.show_lane(more, 16, BARS)
    drag(grid.view, at(grid, 3.0, TAMBOURINE))
    grid.show_lane(heard.edits[-1][1], 16, BARS)
    assert TAMBOURINE in grid.view.rows
    grid.show_lane(more, 16, BARS)
    grid.show_lane(LANE, 16, BARS)
    assert TAMBOURINE not in grid.view.rows


def test_a_beat_of_three_has_three_steps(grid: StepGrid) -> None:
    grid.show_lane(replace(LANE, notes=()), 16, BARS, unit=3)
    drag(grid.view, at(grid, 1 / 3, HAT), at(grid, 2 / 3, HAT), at(grid, 1.0, HAT))
    assert [start for start, _pitch, _velocity in hits(grid)] == pytest.approx([1 / 3, 2 / 3, 1.0], abs=1e-3)
    assert grid.view.velocity((grid.view.rows.index(HAT), 3)) == 88


def test_hits_beside_the_steps_belong_to_the_nearest(grid: StepGrid, heard: Heard) -> None:
    late, last = Note(0.45, 0.25, KICK, 90), Note(15.99, 0.01, KICK, 70)
    grid.show_lane(replace(LANE, notes=(late, last)), 16, BARS)
    assert grid.view.velocity((0, 2)) == 90
    assert grid.view.velocity((0, 63)) == 70
    drag(grid.view, at(grid, 0.5, KICK))
    assert heard.edits[-1][1].notes == (last,)


def test_a_name_sounds_its_drum(grid: StepGrid, heard: Heard) -> None:
    drag(grid.view, QPointF(20, at(grid, 0, CLAP).y()))
    assert heard.heard == [(CLAP, 88)]
    assert not heard.edits


def test_the_wheel_scrolls_in_time_where_all_rows_are_seen(grid: StepGrid) -> None:
    assert grid.view.verticalScrollBar().maximum() == 0
    wheel(grid.view, QPointF(400, 100), -2)
    assert grid.view.horizontalScrollBar().value() > 0
    grid.resize(900, 200)
    now = grid.view.horizontalScrollBar().value()
    wheel(grid.view, QPointF(400, 100), -1)
    assert grid.view.horizontalScrollBar().value() == now
    assert grid.view.verticalScrollBar().value() > 0


def test_a_lane_that_changes_elsewhere_ends_a_drag(grid: StepGrid, heard: Heard) -> None:
    mouse(grid.view, QEvent.Type.MouseButtonPress, at(grid, 3.0, CLAP), NoKeys)
    grid.show_lane(replace(LANE, notes=()), 8, (0, 4))
    mouse(grid.view, QEvent.Type.MouseMove, at(grid, 3.5, CLAP), NoKeys)
    mouse(grid.view, QEvent.Type.MouseButtonRelease, at(grid, 3.5, CLAP), NoKeys)
    assert hits(grid) == []
    assert not heard.edits


def test_an_empty_accompaniment_takes_no_hits(grid: StepGrid, heard: Heard) -> None:
    grid.show_lane(replace(LANE, notes=()), 0, ())
    drag(grid.view, QPointF(300, 40))
    key(grid, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Plus)
    assert not heard.edits


def colour(grid: StepGrid, point: QPointF) -> QColor:
    return grid.view.viewport().grab().toImage().pixelColor(point.toPoint())


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_velocity_is_seen_as_height_and_accents_are_marked(
    dressable: QApplication, grid: StepGrid, choice: str
) -> None:
    apply_theme(dressable, choice)
    low, high = QPointF(0, grid.view.row_height / 2 - 4), QPointF(0, 3 - grid.view.row_height / 2)
    usual, accented, soft = at(grid, 0.0, KICK), at(grid, 1.0, SNARE), at(grid, 2.0, KICK)
    off = colour(grid, at(grid, 0.0, SNARE))
    key(grid, Qt.Key.Key_Down)
    assert off not in [colour(grid, each + low) for each in (usual, accented, soft)]
    assert colour(grid, usual) != colour(grid, usual + high)
    assert colour(grid, soft) == colour(grid, soft + high)
    cap = colour(grid, accented + high)
    assert cap != colour(grid, accented)
    assert cap not in [colour(grid, each + high) for each in (usual, soft)]


def test_bars_beats_and_steps_are_seen_at_any_zoom(grid: StepGrid) -> None:
    one, same, next_beat = (colour(grid, at(grid, beat, CLAP)) for beat in (0.25, 0.5, 1.25))
    assert one == same != next_beat
    assert colour(grid, QPointF(grid.view.x_of(0.5), at(grid, 0.0, CLAP).y())) != one
    wheel(grid.view, QPointF(300, 100), -14, Ctrl)
    assert grid.view.x_of(16) < grid.view.body.right()
    image = grid.view.viewport().grab().toImage()
    row = grid.view.top(grid.view.rows.index(CLAP)) + 8
    seen = {image.pixelColor(x, row).name() for x in range(grid.view.body.left(), round(grid.view.x_of(16)))}
    assert len(seen) >= 3


def test_the_view_follows_the_playhead(grid: StepGrid) -> None:
    last = grid.view.beat_at(grid.view.body.right())
    grid.set_playhead(last - 0.1)
    assert grid.view.horizontalScrollBar().value() == 0
    grid.set_playhead(last + 0.1)
    assert grid.view.horizontalScrollBar().value() > 0
