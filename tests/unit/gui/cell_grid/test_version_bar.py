"""The versions over the lane headers, by mouse and keys, in a real window."""

from collections.abc import Callable

import numpy as np
import pytest
from playback import Listener
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from rendering import render
from sound_server import SoundServer

from mashstudio.core.messages import Message
from mashstudio.document import versions
from mashstudio.document.edits import Selection, paint, with_tempo
from mashstudio.gui.cell_grid.version_bar import VersionBar, VersionButton
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo
from mashstudio.model.mashup import Mashup
from mashstudio.playback.ipc.devices import Switched
from mashstudio.render.compile import compile_plan

SHIFT = Qt.KeyboardModifier.ShiftModifier


def bar(window: StudioWindow) -> VersionBar:
    corner = window.grid.headers.corner
    assert isinstance(corner, VersionBar)
    return corner


def button(window: StudioWindow, letter: str) -> VersionButton:
    return bar(window).buttons["ABCD".index(letter)]


def click(window: StudioWindow, letter: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(button(window, letter), Qt.MouseButton.LeftButton, keys)


def change(studio: Studio, stop: int = 8) -> None:
    """Paint the first vocals up to a beat."""
    where, beats = Selection((0,), 0, stop), studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda mashup: paint(mashup, beats, where, on=True))


def mashup(window: StudioWindow) -> Mashup:
    found = window.studio.mashup
    assert found is not None
    return found


def states(window: StudioWindow) -> list[str]:
    """Return each version's state, without what differs."""
    return [each.accessibleDescription().split(";")[0] for each in bar(window).buttons]


def press(window: StudioWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.grid.grid, key, keys)


def test_by_mouse_a_state_is_kept_left_and_brought_back(filled: StudioWindow) -> None:
    studio, told = filled.studio, list[str]()
    studio.notice.connect(told.append)
    kept = mashup(filled)
    assert states(filled) == ["empty"] * 4
    click(filled, "A")
    assert told[-1] == "Kept as A. F5 brings it back."
    assert states(filled)[0] == "current"
    change(studio)
    studio.edit_with(Message("Tempo"), lambda mashup: with_tempo(mashup, FixedTempo(123.0)))
    changed = mashup(filled)
    assert states(filled)[0] == "changed since"
    click(filled, "B", SHIFT)
    click(filled, "A")
    assert versions.bare(mashup(filled)) == versions.bare(kept)
    assert told[-1] == "Version A. Different from before: 8 beats, the tempo."
    assert states(filled) == ["current", "kept", "empty", "empty"]
    studio.session.undo()
    assert versions.bare(mashup(filled)) == versions.bare(changed)
    # Keeping over a version can be taken back, and says so.
    click(filled, "A", SHIFT)
    assert told[-1] == "Kept as A. Undo (Ctrl+Z) brings the former one back."
    assert studio.session.history.undo_name == Message("Replace version {letter}", letter="A")
    studio.session.undo()
    click(filled, "A")
    assert versions.bare(mashup(filled)) == versions.bare(kept)


def test_by_keys_versions_are_kept_switched_compared_named_and_cleared(filled: StudioWindow) -> None:
    studio = filled.studio
    press(filled, Qt.Key.Key_F6, SHIFT)
    kept = mashup(filled)
    change(studio)
    changed = mashup(filled)
    press(filled, Qt.Key.Key_F6)
    assert mashup(filled) == kept
    studio.session.undo()
    for state in (kept, changed, kept, changed):
        press(filled, Qt.Key.Key_F9)
        assert mashup(filled) == state
    # An empty one does nothing.
    press(filled, Qt.Key.Key_F8)
    assert mashup(filled) is not None
    assert studio.session.history.undo_name == Message("Paint")
    press(filled, Qt.Key.Key_F9, SHIFT)
    field = bar(filled).name.field
    assert field is not None
    QTest.keyClicks(field, "  Long  intro <b> ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    version = mashup(filled).versions.kept[1]
    assert version is not None
    assert version.name == "Long intro <b>"
    assert bar(filled).name.text() == "Long intro <b>"
    assert button(filled, "B").accessibleName() == "Version B “Long intro <b>”"
    assert filled.actions_by_name["version_2"].text() == "Version B: Long intro <b>"
    filled.actions_by_name["clear_version"].trigger()
    assert mashup(filled).versions.kept == (None,) * 4
    assert not filled.actions_by_name["compare_versions"].isEnabled()


def test_tab_comes_to_the_letters_before_the_lanes_beside_the_grid(filled: StudioWindow) -> None:
    filled.activateWindow()
    button(filled, "A").setFocus()
    for letter in "BCD":
        QTest.keyClick(filled, Qt.Key.Key_Tab)
        assert button(filled, letter).hasFocus()
    QTest.keyClick(filled, Qt.Key.Key_Tab)
    focus = filled.focusWidget()
    assert focus is not None
    assert filled.grid.headers.isAncestorOf(focus)
    QTest.keyClick(filled, Qt.Key.Key_Tab)
    assert filled.grid.grid.hasFocus()


def test_the_menu_of_a_letter_and_its_tooltip_tell_and_do_everything(filled: StudioWindow, qtbot: QtBot) -> None:
    press(filled, Qt.Key.Key_F5, SHIFT)
    change(filled.studio, 1)
    letter = button(filled, "A")
    letter.setFocus()
    assert "changed since; different from now: 1 beat" in letter.toolTip()
    at = letter.mapToGlobal(QPoint(2, 2))
    QApplication.sendEvent(letter, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), at))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().split("\t") for action in menu.actions() if action.text()]
    assert texts == [
        ["Switch to A", "F5"],
        ["Keep as A", "Shift+F5"],
        ["Rename A…", ""],
        ["Clear A", ""],
        ["Compare with the last version", "F9"],
    ]
    menu.actions()[2].trigger()
    menu.close()
    field = bar(filled).name.field
    assert field is not None
    QTest.keyClicks(field, "no")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert bar(filled).name.text() == ""
    assert letter.hasFocus()
    bar(filled).begin_rename(0)
    field = bar(filled).name.field
    assert field is not None
    QTest.keyClicks(field, "A name that is longer than the bar is wide")
    # It isn't cut off by the bar.
    assert field.width() > bar(filled).width()
    assert field.width() >= field.wanted_width
    QTest.keyClick(field, Qt.Key.Key_Return)
    filled.studio.session.undo()
    other = button(filled, "C").menu()
    assert [action.isEnabled() for action in other.actions() if action.text()] == [False, True, False, False, True]


def test_without_a_mashup_there_are_no_versions(window: StudioWindow) -> None:
    assert bar(window).isHidden()
    assert not window.actions_by_name["keep_version_1"].isEnabled()


@pytest.fixture
def playing(qtbot: QtBot, sound_server: SoundServer, filled: StudioWindow) -> StudioWindow:
    """A window that plays the first of two versions, which differ in their cells."""
    studio = filled.studio
    everything = mashup(filled).beats
    change(studio, everything)
    press(filled, Qt.Key.Key_F5, SHIFT)
    beats, where = studio.session.song_beats(), Selection((5,), 0, everything)
    studio.edit_with(Message("Paint"), lambda mashup: paint(mashup, beats, where, on=True))
    press(filled, Qt.Key.Key_F6, SHIFT)
    studio.sound.target = None
    settled: Callable[[], bool] = lambda: studio.session.settled and studio.sound.loudness is not None  # noqa: E731
    qtbot.waitUntil(lambda: settled() and studio.player.device is not None, timeout=60_000)
    return filled


def test_while_it_plays_another_version_is_heard_at_a_bar(
    playing: StudioWindow, qtbot: QtBot, sound_server: SoundServer
) -> None:
    studio, told, events = playing.studio, list[str](), Listener()
    studio.notice.connect(told.append)
    studio.player_event.connect(events)
    with sound_server.recording() as recording:
        studio.player.play(0)
        qtbot.waitUntil(lambda: studio.player.heard, timeout=20_000)
        press(playing, Qt.Key.Key_F5)
        assert told[-1].endswith("It is heard from the next bar on.")
        assert states(playing)[:2] == ["waits to be heard", "kept"]
        qtbot.waitUntil(lambda: any(isinstance(event, Switched) for event in events.events), timeout=20_000)
        assert states(playing)[:2] == ["current", "kept"]
        now, alignment = mashup(playing), studio.session.alignment
        assert alignment is not None
        plan = compile_plan(now, alignment, studio.sound.master.linear)
        files = [None if file is None else np.load(file) for file in studio.session.fitting.lane_files(now)]
        recording.plays(render(plan, files, 0, plan.frames))
