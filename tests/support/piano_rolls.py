"""A piano roll in a window, with three notes; where its notes lie, and its keys."""

from note_mouse import NoKeys
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.model.notes import BandPart, Note, NoteLane

C, E, G = 60, 64, 67
FIRST, SECOND, THIRD = Note(0.0, 1.0, C, 40), Note(1.0, 0.5, E, 80), Note(2.0, 1.0, G, 120)
LANE = NoteLane(BandPart.LEAD, 80, (FIRST, SECOND, THIRD))
BARS = (0, 4, 8, 12)
Shift, Ctrl, Alt = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def shown_roll(qtbot: QtBot) -> PianoRoll:
    """Return a piano roll that is shown and has the focus."""
    widget = PianoRoll()
    qtbot.addWidget(widget)
    widget.resize(900, 500)
    widget.show_lane(LANE, 16, BARS)
    widget.show()
    widget.view.setFocus()
    qtbot.waitUntil(widget.view.hasFocus)
    return widget


def at(roll: PianoRoll, beat: float, pitch: int) -> QPointF:
    """Return the middle of a pitch's row at a beat."""
    view = roll.view
    return QPointF(view.x_of(beat), view.y_of(pitch) + view.row_height / 2)


def stem(roll: PianoRoll, beat: float, velocity: int) -> QPointF:
    strip = roll.view.strip
    return QPointF(roll.view.x_of(beat) + 1, strip.bottom() - velocity / 127 * (strip.height() - 8))


def key(roll: PianoRoll, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = NoKeys) -> None:
    for each in keys:
        QTest.keyClick(roll.view, each, modifiers)


def notes(roll: PianoRoll) -> tuple[Note, ...]:
    return roll.view.notes.lane.notes


def chosen(roll: PianoRoll) -> set[Note]:
    return set(roll.view.notes.chosen)
