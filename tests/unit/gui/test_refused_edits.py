"""Unplayable edits, made by real clicks, are refused in one sentence, and leave the document as it was."""

import sys
from dataclasses import replace

import pytest
from mashups import each_of, with_each
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from windows import show_window

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection, with_tempo
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.choice_controls import MenuButton
from mashstudio.gui.window import StudioWindow
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import Fastest, FixedTempo, Of
from mashstudio.model.mashup import Mashup

Left = Qt.MouseButton.LeftButton
DENSE = BeatMap(tuple(0.0201 * beat for beat in range(480)) + tuple(11 + 0.15 * b for b in range(600)), (0, 4), 4)


def dense(mashup: Mashup) -> Mashup:
    """Return `mashup` with a beat of song A every 10 ms, at the tempo of song B."""
    return with_each(with_each(replace(mashup, tempo=Of(1)), "rate", (2.0, 1.0)), "beats", (DENSE, None))


@pytest.fixture
def window(qtbot: QtBot, loaded: Studio) -> StudioWindow:
    """Return a window with a project whose song A has a beat every 10 ms, and plays, at the tempo of song B."""
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Dense"), lambda m: dense(edits.paint(m, beats, Selection((0,), 0, 4), on=True)))
    return show_window(qtbot, loaded)


def click_choice(button: MenuButton, begin: str) -> None:
    """Open the menu, which runs the event loop until it closes, and click an entry."""
    menu = button.menu()

    def choose() -> None:
        action = next(action for action in menu.actions() if action.text().startswith(begin))
        QTest.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())

    menu.aboutToShow.connect(lambda: QTimer.singleShot(50, menu, choose))
    QTest.mouseClick(button, Left)


def test_an_unplayable_tempo_is_refused(window: StudioWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    unexpected: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: unexpected.append(error))
    studio = window.studio
    before, steps = studio.session.laid, len(studio.session.history.steps)
    assert before is not None
    click_choice(window.alignment.tempo.button, "Song A")
    assert "beats are too short to play" in window.statusBar().currentMessage()
    assert (studio.session.laid, len(studio.session.history.steps)) == (before, steps)
    assert window.alignment.tempo.button.text() == "Song B"
    QTest.keyClick(window.grid.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert studio.mashup is not None
    assert (studio.mashup.tempo, each_of(studio.mashup, "beats")) == (Fastest(), (None, None))
    assert unexpected == []


def test_redo_reuses_the_prepared_alignment(loaded: Studio) -> None:
    loaded.edit_with(Message("Tempo"), lambda m: with_tempo(m, FixedTempo(100.0)))
    after = loaded.session.laid
    loaded.session.undo()
    loaded.session.redo()
    assert loaded.session.laid is after
