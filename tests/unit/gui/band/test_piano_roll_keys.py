"""The piano roll: notes seen and edited by keys alone, in the real widget."""

from dataclasses import replace

import pytest
from note_mouse import Heard, NoKeys, drag
from piano_rolls import BARS, FIRST, LANE, SECOND, THIRD, C, Ctrl, E, G, Shift, at, chosen, key, notes, shown_roll
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mashstudio.document.notes import Snap
from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.gui.band.roll_view import RollView
from mashstudio.model.notes import Note


@pytest.fixture
def roll(qtbot: QtBot) -> PianoRoll:
    return shown_roll(qtbot)


@pytest.fixture
def heard(roll: PianoRoll) -> Heard:
    return Heard(roll)


@pytest.mark.parametrize(
    ("pressed", "modifiers", "expected", "name"),
    [
        (Qt.Key.Key_Right, NoKeys, replace(SECOND, start=1.25), "Move notes"),
        (Qt.Key.Key_Left, NoKeys, replace(SECOND, start=0.75), "Move notes"),
        (Qt.Key.Key_Up, NoKeys, replace(SECOND, pitch=E + 1), "Move notes"),
        (Qt.Key.Key_Down, NoKeys, replace(SECOND, pitch=E - 1), "Move notes"),
        (Qt.Key.Key_Up, Shift, replace(SECOND, pitch=E + 12), "Move notes"),
        (Qt.Key.Key_Down, Shift, replace(SECOND, pitch=E - 12), "Move notes"),
        (Qt.Key.Key_Right, Shift, replace(SECOND, length=0.75), "Resize notes"),
        (Qt.Key.Key_Left, Shift, replace(SECOND, length=0.25), "Resize notes"),
        (Qt.Key.Key_Plus, Shift, replace(SECOND, velocity=88), "Velocity of notes"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, replace(SECOND, velocity=88), "Velocity of notes"),
        (Qt.Key.Key_Minus, NoKeys, replace(SECOND, velocity=73), "Velocity of notes"),
        (Qt.Key.Key_Delete, NoKeys, None, "Delete notes"),
        (Qt.Key.Key_Backspace, NoKeys, None, "Delete notes"),
    ],
)
def test_keys_edit_what_is_chosen(
    roll: PianoRoll,
    heard: Heard,
    pressed: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    expected: Note | None,
    name: str,
) -> None:
    roll.view.choose([SECOND])
    key(roll, pressed, modifiers=modifiers)
    assert set(notes(roll)) == {FIRST, THIRD} | ({expected} if expected else set())
    assert chosen(roll) == ({expected} if expected else set())
    assert heard.names == [name]


def test_everything_is_chosen_and_duplicated_by_keys(roll: PianoRoll, heard: Heard) -> None:
    key(roll, Qt.Key.Key_A, modifiers=Ctrl)
    assert chosen(roll) == set(LANE.notes)
    key(roll, Qt.Key.Key_D, modifiers=Ctrl)
    assert [note.start for note in notes(roll)] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert chosen(roll) == set(notes(roll)[3:])
    assert heard.names == ["Duplicate notes"]
    key(roll, Qt.Key.Key_Escape)
    assert not chosen(roll)


def test_a_melody_is_typed_at_the_cursor(roll: PianoRoll, heard: Heard) -> None:
    roll.show_lane(replace(LANE, notes=()), 16, BARS)
    roll.choose_snap(Snap.EIGHTH)
    roll.view.put_place(0.0, C)
    key(roll, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Enter)
    key(roll, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert [(note.start, note.length, note.pitch) for note in notes(roll)] == [
        (0.0, 0.5, C),
        (0.5, 0.5, C + 2),
        (1.5, 0.5, C + 2),
    ]
    assert heard.names == ["Add note"] * 3
    assert [pitch for pitch, _velocity in heard.heard] == [C, C + 2, C + 2]


def test_enter_on_a_note_leaves_it_and_goes_on_behind_it(roll: PianoRoll, heard: Heard) -> None:
    key(roll, Qt.Key.Key_Right, Qt.Key.Key_Right, modifiers=Ctrl)
    key(roll, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert notes(roll) == (FIRST, SECOND, replace(SECOND, start=1.5), THIRD)
    assert heard.names == ["Add note"]
    drag(roll.view, at(roll, 4.1, C))
    key(roll, Qt.Key.Key_Escape)
    assert roll.view.place == (4.0, C)


def test_with_nothing_to_snap_to_keys_move_finely(roll: PianoRoll) -> None:
    roll.choose_snap(None)
    roll.view.choose([SECOND])
    key(roll, Qt.Key.Key_Right)
    assert notes(roll)[1].start == 1 + 1 / 32


def test_the_cursor_stays_within_the_accompaniment(roll: PianoRoll) -> None:
    key(roll, Qt.Key.Key_Left)
    assert roll.view.place[0] == 0.0
    roll.view.put_place(15.75, 127)
    key(roll, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert roll.view.place == (15.75, 127)


def test_notes_are_stepped_through_and_said(roll: PianoRoll, heard: Heard) -> None:
    key(roll, Qt.Key.Key_Right, modifiers=Ctrl)
    assert chosen(roll) == {FIRST}
    key(roll, Qt.Key.Key_Right, modifiers=Ctrl)
    key(roll, Qt.Key.Key_Right, modifiers=Ctrl)
    assert chosen(roll) == {THIRD}
    key(roll, Qt.Key.Key_Left, modifiers=Ctrl)
    assert chosen(roll) == {SECOND}
    assert roll.view.accessibleDescription() == "Bar 1, beat 2: E4, velocity 80, 0.5 beats"
    assert roll.words.text() == roll.view.accessibleDescription()
    assert heard.heard == [(C, 40), (E, 80), (G, 120), (E, 80)]
    assert not heard.edits
    key(roll, Qt.Key.Key_A, modifiers=Ctrl)
    assert roll.view.accessibleDescription() == "3 notes selected"
    key(roll, Qt.Key.Key_Escape)
    roll.view.put_place(5.5, 61)
    assert roll.view.accessibleDescription() == "Bar 2, beat 2.5: C♯4"


def claims(view: RollView, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = NoKeys) -> bool:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed, modifiers)
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def test_only_keys_that_do_something_are_kept_from_shortcuts(roll: PianoRoll) -> None:
    assert claims(roll.view, Qt.Key.Key_A, Ctrl)
    assert claims(roll.view, Qt.Key.Key_Left)
    assert not claims(roll.view, Qt.Key.Key_A)
    assert not claims(roll.view, Qt.Key.Key_Space)
    assert not claims(roll.view, Qt.Key.Key_Delete)
    assert not claims(roll.view, Qt.Key.Key_Escape)
    roll.view.choose([FIRST])
    assert claims(roll.view, Qt.Key.Key_Delete)
    assert claims(roll.view, Qt.Key.Key_Escape)
