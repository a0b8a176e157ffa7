"""The piano roll: notes seen and edited by mouse and keys, in the real widget."""

from dataclasses import replace

import pytest
from note_mouse import Heard, Left, NoKeys, Right, drag, mouse, wheel
from piano_rolls import (
    BARS,
    FIRST,
    LANE,
    SECOND,
    THIRD,
    Alt,
    C,
    Ctrl,
    E,
    G,
    Shift,
    at,
    chosen,
    key,
    notes,
    shown_roll,
    stem,
)
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from themes import apply_theme

from mashstudio.document.notes import Snap
from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.gui.text.translation import apply_language
from mashstudio.model.notes import BandPart, Note, NoteLane


@pytest.fixture
def roll(qtbot: QtBot) -> PianoRoll:
    return shown_roll(qtbot)


@pytest.fixture
def heard(roll: PianoRoll) -> Heard:
    return Heard(roll)


def test_a_click_on_empty_ground_adds_a_note_as_long_as_the_snap(roll: PianoRoll, heard: Heard) -> None:
    drag(roll.view, at(roll, 4.3, 62))
    made = Note(4.25, 0.25, 62, 96)
    assert notes(roll) == (FIRST, SECOND, THIRD, made)
    assert heard.edits == [("Add note", NoteLane(BandPart.LEAD, 80, (FIRST, SECOND, THIRD, made)))]
    assert heard.heard == [(62, 96)]
    assert chosen(roll) == {made}


def test_a_new_note_is_as_long_and_as_loud_as_the_one_touched_last(roll: PianoRoll) -> None:
    drag(roll.view, at(roll, 2.5, G))
    drag(roll.view, at(roll, 5.0, 62))
    assert Note(5.0, 1.0, 62, 120) in notes(roll)
    roll.choose_snap(Snap.EIGHTH)
    drag(roll.view, at(roll, 7.1, 62))
    assert Note(7.0, 0.5, 62, 96) in notes(roll)


def test_no_note_is_added_after_the_end(roll: PianoRoll, heard: Heard) -> None:
    roll.view.zoom(0.5)
    drag(roll.view, at(roll, 16.5, 62))
    assert not heard.edits


def test_a_drag_moves_a_note_in_steps_and_is_one_edit(roll: PianoRoll, heard: Heard) -> None:
    start = at(roll, 1.2, E)
    drag(roll.view, start, at(roll, 1.6, E + 1), at(roll, 2.31, E + 2))
    moved = replace(SECOND, start=2.0, pitch=E + 2)
    assert notes(roll) == (FIRST, moved, THIRD)
    assert heard.names == ["Move notes"]
    assert heard.heard == [(E, 80), (E + 1, 80), (E + 2, 80)]
    assert chosen(roll) == {moved}


def test_chosen_notes_are_dragged_together(roll: PianoRoll, heard: Heard) -> None:
    roll.view.choose([SECOND, THIRD])
    drag(roll.view, at(roll, 2.5, G), at(roll, 3.5, G - 1))
    assert notes(roll) == (FIRST, replace(SECOND, start=2.0, pitch=E - 1), replace(THIRD, start=3.0, pitch=G - 1))
    assert heard.names == ["Move notes"]


def test_a_click_on_a_note_chooses_and_sounds_it_and_edits_nothing(roll: PianoRoll, heard: Heard) -> None:
    roll.view.choose([FIRST])
    drag(roll.view, at(roll, 2.5, G))
    assert chosen(roll) == {THIRD}
    assert heard.heard == [(G, 120)]
    drag(roll.view, at(roll, 1.2, E), keys=Shift)
    assert chosen(roll) == {SECOND, THIRD}
    drag(roll.view, at(roll, 2.5, G), keys=Shift)
    assert chosen(roll) == {SECOND}
    assert not heard.edits


def test_the_edges_of_a_note_are_dragged_onto_lines(roll: PianoRoll, heard: Heard) -> None:
    end = at(roll, 3.0, G) - QPointF(2, 0)
    drag(roll.view, end, end + QPointF(8, 0), at(roll, 3.45, G))
    assert notes(roll)[2] == replace(THIRD, length=1.5)
    begin = at(roll, 2.0, G) + QPointF(2, 0)
    drag(roll.view, begin, begin + QPointF(8, 0), at(roll, 2.6, G))
    assert notes(roll)[2] == replace(THIRD, start=2.5, length=1.0)
    assert heard.names == ["Resize notes", "Resize notes"]


def test_a_right_click_or_alt_click_deletes(roll: PianoRoll, heard: Heard) -> None:
    drag(roll.view, at(roll, 2.5, G), button=Right)
    assert notes(roll) == (FIRST, SECOND)
    drag(roll.view, at(roll, 0.5, C), keys=Alt)
    assert notes(roll) == (SECOND,)
    drag(roll.view, at(roll, 8.5, C), button=Right)
    assert heard.names == ["Delete notes", "Delete notes"]


def test_a_drag_with_the_right_button_deletes_what_it_passes_in_one_step(roll: PianoRoll, heard: Heard) -> None:
    drag(roll.view, at(roll, 0.5, C), at(roll, 1.2, E), at(roll, 2.5, G), button=Right)
    assert notes(roll) == ()
    assert heard.names == ["Delete notes"]


def test_a_drag_from_empty_ground_chooses_what_it_touches(roll: PianoRoll, heard: Heard) -> None:
    drag(roll.view, at(roll, 2.7, G + 2), at(roll, 2.0, G), at(roll, 1.2, E - 1))
    assert chosen(roll) == {SECOND, THIRD}
    drag(roll.view, at(roll, 0.2, C - 2), at(roll, 0.7, C), keys=Shift)
    assert chosen(roll) == {FIRST, SECOND, THIRD}
    drag(roll.view, at(roll, 6.0, C), at(roll, 7.0, E))
    assert not chosen(roll)
    drag(roll.view, at(roll, 0.7, E), at(roll, 0.5, E - 1), at(roll, 0.2, C + 1))
    assert not chosen(roll)
    assert notes(roll) == LANE.notes
    assert not heard.edits


def test_a_stem_is_dragged_to_another_velocity(roll: PianoRoll, heard: Heard) -> None:
    drag(roll.view, stem(roll, 1.0, 80), stem(roll, 1.0, 90), stem(roll, 1.0, 100))
    assert notes(roll)[1].velocity == pytest.approx(100, abs=1)
    assert heard.names == ["Velocity of notes"]
    drag(roll.view, stem(roll, 1.0, 60), stem(roll, 1.0, -50))
    assert notes(roll)[1].velocity == 1


def test_the_stems_of_chosen_notes_change_in_proportion(roll: PianoRoll, heard: Heard) -> None:
    roll.view.choose([FIRST, SECOND])
    drag(roll.view, stem(roll, 1.0, 80), stem(roll, 1.0, 70), stem(roll, 1.0, 40))
    velocities = [note.velocity for note in notes(roll)]
    assert velocities == pytest.approx([20, 40, 120], abs=1)
    assert heard.names == ["Velocity of notes"]


def test_of_stems_on_one_beat_the_one_at_the_mouse_is_taken(roll: PianoRoll) -> None:
    roll.show_lane(replace(LANE, notes=(FIRST, replace(FIRST, pitch=E, velocity=110))), 16, BARS)
    drag(roll.view, stem(roll, 0.0, 108), stem(roll, 0.0, 80), stem(roll, 0.0, 60))
    assert [note.velocity for note in notes(roll)] == [40, pytest.approx(60, abs=1)]
    roll.view.choose([])
    drag(roll.view, stem(roll, 0.0, 38), stem(roll, 0.0, 20), stem(roll, 0.0, 10))
    assert [note.velocity for note in notes(roll)] == pytest.approx([10, 60], abs=1)


def test_a_press_that_trembles_is_a_click(roll: PianoRoll, heard: Heard) -> None:
    ground = at(roll, 6.1, C)
    drag(roll.view, ground, ground + QPointF(2, 1))
    roll.choose_snap(None)
    note = at(roll, 2.5, G)
    drag(roll.view, note, note + QPointF(2, 1))
    assert notes(roll) == (*LANE.notes, Note(6.0, 0.25, C, 96))
    assert heard.names == ["Add note"]


def test_a_note_too_short_to_be_seen_can_be_taken(roll: PianoRoll) -> None:
    roll.show_lane(replace(LANE, notes=(Note(2.0, 0.01, C, 80),)), 16, BARS)
    drag(roll.view, at(roll, 2.0, C) + QPointF(1, 0), button=Right)
    assert notes(roll) == ()


def test_escape_takes_a_drag_back(roll: PianoRoll, heard: Heard) -> None:
    mouse(roll.view, QEvent.Type.MouseButtonPress, at(roll, 2.5, G), NoKeys)
    mouse(roll.view, QEvent.Type.MouseMove, at(roll, 6.5, G), NoKeys)
    assert notes(roll) != LANE.notes
    key(roll, Qt.Key.Key_Escape)
    mouse(roll.view, QEvent.Type.MouseButtonRelease, at(roll, 6.5, G), NoKeys)
    mouse(roll.view, QEvent.Type.MouseButtonPress, at(roll, 6.5, C), NoKeys)
    key(roll, Qt.Key.Key_Escape)
    mouse(roll.view, QEvent.Type.MouseButtonRelease, at(roll, 6.5, C), NoKeys)
    assert notes(roll) == LANE.notes
    assert not heard.edits


def test_a_lane_that_changes_elsewhere_ends_a_drag(roll: PianoRoll, heard: Heard) -> None:
    mouse(roll.view, QEvent.Type.MouseButtonPress, at(roll, 2.5, G), NoKeys)
    mouse(roll.view, QEvent.Type.MouseMove, at(roll, 6.5, G), NoKeys)
    other = replace(LANE, notes=(FIRST,))
    roll.show_lane(other, 16, BARS)
    mouse(roll.view, QEvent.Type.MouseMove, at(roll, 7.5, G), NoKeys)
    mouse(roll.view, QEvent.Type.MouseButtonRelease, at(roll, 7.5, G), NoKeys)
    assert notes(roll) == (FIRST,)
    assert not heard.edits


def test_what_is_still_there_stays_chosen(roll: PianoRoll) -> None:
    roll.view.choose([FIRST, SECOND])
    roll.show_lane(replace(LANE, notes=(SECOND, THIRD)), 16, BARS)
    assert chosen(roll) == {SECOND}


def test_words_follow_the_language(qtbot: QtBot, roll: PianoRoll, dressable: QApplication) -> None:
    roll.view.put_place(5.0, C)
    apply_language(dressable, "ko")
    qtbot.waitUntil(lambda: (roll.words.text(), roll.quantise.text()) == ("2마디 2박: C4", "퀀타이즈"))
    apply_language(dressable, "en")
    qtbot.waitUntil(lambda: (roll.words.text(), roll.quantise.text()) == ("Bar 2, beat 2: C4", "Quantise"))


def test_the_wheel_scrolls_pitches_with_shift_time_and_zooms_with_ctrl(roll: PianoRoll) -> None:
    view, middle = roll.view, QPointF(250, 200)
    pitch, beat = view.pitch_at(200), view.beat_at(250)
    wheel(view, middle, 1)
    assert view.pitch_at(200) > pitch
    assert view.beat_at(250) == beat
    wheel(view, middle, 4, Ctrl)
    assert view.beat_at(250) == pytest.approx(beat, abs=0.05)
    width = view.beat_width
    assert width > 60
    wheel(view, middle, -1, Shift)
    assert view.beat_at(250) > beat + 0.5
    key(roll, Qt.Key.Key_Minus, modifiers=Ctrl)
    assert view.beat_width == pytest.approx(0.8 * width)


def test_the_view_zooms_out_until_all_is_seen_and_no_further(roll: PianoRoll) -> None:
    roll.show_lane(LANE, 1000, range(0, 1000, 4))
    wheel(roll.view, QPointF(250, 200), -40, Ctrl)
    assert roll.view.x_of(1000) <= roll.view.body.right()
    assert roll.view.x_of(1000) > 0.9 * roll.view.body.right()
    roll.show_lane(LANE, 16, BARS)
    wheel(roll.view, QPointF(250, 200), -40, Ctrl)
    assert roll.view.beat_width >= 4


def test_what_notes_snap_to_is_chosen_in_a_menu(roll: PianoRoll) -> None:
    roll.snap.menu().aboutToShow.emit()
    actions = {action.text(): action for action in roll.snap.menu().actions() if action.text()}
    assert list(actions) == ["1/4", "1/8", "1/16", "1/4 triplets", "1/8 triplets", "1/16 triplets", "Off"]
    actions["1/8 triplets"].trigger()
    assert roll.snap.text() == "1/8 triplets"
    drag(roll.view, at(roll, 4.5, 62))
    assert notes(roll)[-1].start == pytest.approx(4 + 1 / 3)
    assert notes(roll)[-1].length == pytest.approx(1 / 3, abs=1e-3)
    actions["Off"].trigger()
    assert not roll.quantise.isEnabled()
    roll.view.choose([FIRST])
    drag(roll.view, at(roll, 0.5, C), at(roll, 0.7, C), at(roll, 0.8, C))
    assert 0.25 < notes(roll)[0].start < 0.35


def test_notes_are_quantised_the_chosen_ones_or_all(roll: PianoRoll, heard: Heard) -> None:
    early, late = Note(0.4, 0.5, C, 80), Note(1.3, 0.5, E, 80)
    roll.show_lane(replace(LANE, notes=(early, late)), 16, BARS)
    roll.choose_snap(Snap.EIGHTH)
    roll.view.choose([late])
    roll.quantise.click()
    assert [note.start for note in notes(roll)] == [0.4, 1.5]
    roll.view.choose([])
    roll.quantise.click()
    assert [note.start for note in notes(roll)] == [0.5, 1.5]
    assert not chosen(roll)
    assert heard.names == ["Quantise notes"] * 2


def test_a_key_of_the_keyboard_sounds_and_a_drag_plays_each_once(roll: PianoRoll, heard: Heard) -> None:
    points = [QPointF(20, at(roll, 0, pitch).y()) for pitch in (C, C + 1, C + 2)]
    drag(roll.view, points[0] - QPointF(0, 4), points[0] + QPointF(0, 4), *points[1:])
    assert [pitch for pitch, _velocity in heard.heard] == [C, C + 1, C + 2]
    assert not heard.edits


def test_the_view_follows_the_playhead_but_not_while_a_note_is_held(roll: PianoRoll) -> None:
    view = roll.view
    view.zoom(4.0)
    view.horizontalScrollBar().setValue(0)
    roll.set_playhead(1.0)
    assert view.horizontalScrollBar().value() == 0
    roll.set_playhead(view.beat_at(view.body.right()) - 0.01)
    mouse(view, QEvent.Type.MouseButtonPress, at(roll, 2.5, G), NoKeys)
    roll.set_playhead(view.beat_at(view.body.right()) + 0.01)
    assert view.horizontalScrollBar().value() == 0
    mouse(view, QEvent.Type.MouseButtonRelease, at(roll, 2.5, G), NoKeys)
    roll.set_playhead(view.beat_at(view.body.right()) - 0.01)
    roll.set_playhead(view.beat_at(view.body.right()) + 0.01)
    assert view.horizontalScrollBar().value() > 0


def test_the_view_opens_on_the_lane_s_pitches(qtbot: QtBot) -> None:
    for pitch in (30, 100):
        widget = PianoRoll()
        qtbot.addWidget(widget)
        widget.resize(900, 500)
        widget.show_lane(NoteLane(BandPart.BASS, 33, (Note(0.0, 1.0, pitch, 80),)), 16, BARS)
        widget.show()
        assert widget.view.body.contains(QPoint(300, round(widget.view.y_of(pitch)) + 2))


def test_another_lane_opens_on_its_pitches_though_it_came_while_hidden(roll: PianoRoll) -> None:
    roll.hide()
    roll.show_lane(NoteLane(BandPart.BASS, 33, (Note(0.0, 1.0, 28, 80),)), 16, BARS)
    roll.show()
    assert roll.view.body.contains(QPoint(300, round(roll.view.y_of(28)) + 2))


def colour(roll: PianoRoll, point: QPointF) -> QColor:
    return roll.view.viewport().grab().toImage().pixelColor(point.toPoint())


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_louder_notes_scales_and_the_playhead_are_seen(
    qtbot: QtBot, dressable: QApplication, roll: PianoRoll, choice: str
) -> None:
    apply_theme(dressable, choice)
    soft, loud = colour(roll, at(roll, 0.5, C)), colour(roll, at(roll, 2.5, G))
    ground = colour(roll, at(roll, 5.06, C))
    assert loud.hsvSaturation() > soft.hsvSaturation() or loud.value() > soft.value()
    assert ground not in [soft, loud]
    assert colour(roll, at(roll, 5.06, C + 1)) != ground
    roll.show_lane(LANE, 16, BARS, scale={0})
    assert colour(roll, at(roll, 5.06, C)) != ground
    assert colour(roll, at(roll, 5.06, C + 2)) == colour(roll, at(roll, 5.06, C + 1))
    before = colour(roll, at(roll, 6.1, C))
    roll.set_playhead(6.1)
    point = QPointF(round(roll.view.x_of(6.1)), at(roll, 0, C).y())
    assert abs(colour(roll, point).lightness() - before.lightness()) > 100
    roll.set_playhead(None)
    assert colour(roll, point) == before


def test_a_long_note_that_began_before_the_view_is_seen(roll: PianoRoll) -> None:
    many = tuple(Note(float(beat), 0.5, E, 80) for beat in range(1, 400))
    roll.show_lane(replace(LANE, notes=(Note(0.0, 390.0, C, 100), *many)), 400, range(0, 400, 4))
    roll.view.scroll_by(9000)
    assert roll.view.beat_at(roll.view.body.left()) > 200
    seen = roll.view.seen_beats(roll.view.body)
    assert colour(roll, at(roll, seen[0] + 3.1, C)) != colour(roll, at(roll, seen[0] + 3.1, C + 2))


def test_focus_is_seen(roll: PianoRoll) -> None:
    corner = QPointF(1, 200)
    focused = colour(roll, corner)
    roll.snap.setFocus()
    assert colour(roll, corner) != focused


def test_the_mouse_says_what_it_would_do(roll: PianoRoll) -> None:
    view = roll.view
    shapes = []
    for point in (at(roll, 2.5, G), at(roll, 2.98, G), at(roll, 6.0, G), stem(roll, 1.0, 50)):
        mouse(view, QEvent.Type.MouseMove, point, NoKeys, Qt.MouseButton.NoButton)
        shapes.append(view.viewport().cursor().shape())
    shape = Qt.CursorShape
    assert shapes == [shape.SizeAllCursor, shape.SizeHorCursor, shape.ArrowCursor, shape.SizeVerCursor]


def test_two_fast_clicks_add_a_note_and_take_it(roll: PianoRoll, heard: Heard) -> None:
    QTest.mouseDClick(roll.view.viewport(), Left, NoKeys, at(roll, 5.1, C).toPoint())
    drag(roll.view, at(roll, 5.1, C))
    assert heard.names == ["Add note"]


def test_an_empty_accompaniment_takes_no_notes(roll: PianoRoll, heard: Heard) -> None:
    roll.show_lane(replace(LANE, notes=()), 0, ())
    drag(roll.view, at(roll, 0.1, C))
    key(roll, Qt.Key.Key_Return, Qt.Key.Key_Right)
    key(roll, Qt.Key.Key_Right, modifiers=Ctrl)
    assert not heard.edits
    assert roll.view.accessibleDescription() == "Bar 1, beat 1: E4"
