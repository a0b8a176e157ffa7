"""Gain, fades and crossfades of cells in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QMenu

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.gui.window import StudioWindow
from mashstudio.model.mashup import Mashup


@pytest.fixture
def window(filled: StudioWindow) -> StudioWindow:
    """Return a window in which the first lane plays beats 0 to 7, and the fifth beats 8 to 11."""
    studio = filled.studio
    beats = studio.session.song_beats()
    studio.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((0,), 0, 8), on=True))
    studio.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((4,), 8, 12), on=True))
    filled.activateWindow()
    filled.grid.grid.setFocus()
    return filled


def mashup_of(window: StudioWindow) -> Mashup:
    assert window.studio.mashup is not None
    return window.studio.mashup


def press(window: StudioWindow, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.grid.grid, key, keys)


def test_fades_over_the_selection(window: StudioWindow) -> None:
    window.studio.select(Selection((0,), 0, 4))
    press(window, Qt.Key.Key_I)
    assert mashup_of(window).cells["fade_in"][0, 0] == 4
    assert window.grid.grid.accessibleDescription().endswith(": on, fades in over 4 beats")
    press(window, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert window.grid.grid.accessibleDescription().endswith("fades in over 4 beats (linear)")
    window.studio.select(Selection((0,), 6, 8))
    press(window, Qt.Key.Key_O)
    assert mashup_of(window).cells["fade_out"][0, 7] == 2
    steps = [str(step) for step in window.studio.session.history.steps]
    assert steps[2:] == ["Fade in", "Fade curve", "Fade out"]
    for _ in range(3):
        window.studio.session.undo()
    assert not mashup_of(window).cells["fade_in"].any()


def test_songs_that_trade_places_are_crossfaded(window: StudioWindow) -> None:
    window.studio.select(Selection((0, 4), 6, 10))
    press(window, Qt.Key.Key_X)
    cells = mashup_of(window).cells
    assert (cells["beat"][0, 8:10] >= 0).all()
    assert (cells["beat"][4, 6:8] >= 0).all()
    assert (cells["fade_out"][0, 9], cells["fade_in"][4, 6]) == (4, 4)
    window.studio.select(Selection((1, 2), 6, 10))
    press(window, Qt.Key.Key_X)
    assert "Nothing meets here" in window.status.currentMessage()


def test_gain_by_keys_and_typed(window: StudioWindow) -> None:
    window.studio.select(Selection((0,), 0, 4))
    press(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert mashup_of(window).cells["gain"][0, :5].tolist() == [-1, -1, -1, -1, 0]
    press(window, Qt.Key.Key_V)
    field = window.grid.grid.gain_entry
    assert (QApplication.focusWidget(), field.text()) == (field, "−1.0")
    QTest.keyClicks(field, "-4,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert mashup_of(window).cells["gain"][0, :5].tolist() == [-4.5] * 4 + [0]
    assert QApplication.focusWidget() is window.grid.grid
    assert window.grid.grid.accessibleDescription().endswith("gain −4.5 dB")
    press(window, Qt.Key.Key_V)
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    press(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert not mashup_of(window).cells["gain"].any()


def test_shapes_are_copied_with_their_cells(window: StudioWindow) -> None:
    window.studio.select(Selection((0,), 0, 4))
    press(window, Qt.Key.Key_I)
    window.cells.copy()
    window.studio.select(Selection((0,), 12, 13))
    window.cells.paste()
    assert mashup_of(window).cells["fade_in"][0, 12] == 4


def test_runs_are_reversed_stuttered_and_resized_by_keys(window: StudioWindow) -> None:
    beats = mashup_of(window).played[0, :8].tolist()
    window.studio.select(Selection((0,), 0, 4))
    press(window, Qt.Key.Key_R)
    assert mashup_of(window).played[0, :8].tolist() == [*beats[3::-1], *beats[4:]]
    assert ", reversed" in window.grid.grid.accessibleDescription()
    window.studio.session.undo()
    press(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ShiftModifier)
    assert mashup_of(window).played[0, :5].tolist() == [*[beats[0]] * 4, beats[4]]
    assert window.grid.grid.accessibleDescription().endswith("stuttered ×4")
    window.studio.session.undo()
    window.studio.select(Selection((4,), 11, 12))
    press(window, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier)
    assert (mashup_of(window).played[4, 8:15] >= 0).tolist() == [True] * 5 + [False] * 2
    window.studio.select(Selection((4,), 8, 13))
    press(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert (mashup_of(window).played[0, 8:13] >= 0).all()
    assert window.studio.selection == Selection((0,), 8, 13)


def test_runs_play_at_half_and_double_speed_by_keys_and_from_the_menu(window: StudioWindow) -> None:
    first = int(mashup_of(window).played[0, 0])
    window.studio.select(Selection((0,), 0, 4))
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert mashup_of(window).played[0, :4].tolist() == [first, first + 2, first + 4, first + 6]
    assert window.grid.grid.accessibleDescription().endswith("2× speed")
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert mashup_of(window).played[0, :4].tolist() == [first, first, first + 1, first + 1]
    assert window.grid.grid.accessibleDescription().endswith("½× speed")
    assert [str(step) for step in window.studio.session.history.steps][-2:] == ["Double speed", "Half speed"]
    window.actions_by_name["half_speed"].trigger()
    assert mashup_of(window).played[0, :4].tolist() == [first, first + 1, first + 2, first + 3]


def test_lanes_are_nudged_by_key_and_in_their_menu(window: StudioWindow) -> None:
    window.studio.select(Selection((0,), 0, 4))
    window.actions_by_name["nudge_later"].trigger()
    assert mashup_of(window).lanes[0].nudge_ms == 5
    header = window.grid.headers.lanes[0]
    at = header.rect().center()
    QApplication.sendEvent(header, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.mapToGlobal(at)))
    (menu,) = header.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    field = menu.findChild(QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    assert (field.value(), field.accessibleName()) == (5, "Nudge of Song A vocals, ms")
    field.setValue(-30)
    field.setValue(-40)
    assert mashup_of(window).lanes[0].nudge_ms == -40
    assert header.toolTip() == "Song A vocals, nudged by −40 ms"
    window.studio.session.undo()
    assert mashup_of(window).lanes[0].nudge_ms == 5
    menu.close()


def test_the_snap_is_a_choice_of_three(window: StudioWindow) -> None:
    for name in ("bar", "off", "beat"):
        window.actions_by_name[f"snap_{name}"].trigger()
        checked = [each for each in ("beat", "bar", "off") if window.actions_by_name[f"snap_{each}"].isChecked()]
        assert (window.studio.settings.snap, checked) == (name, [name])
    group = window.actions_by_name["snap_off"].actionGroup()
    # Menus show exclusive choices as radio buttons.
    assert group is not None
    assert group.isExclusive()
    assert group.actions() == [window.actions_by_name[f"snap_{each}"] for each in ("beat", "bar", "off")]


def test_keys_on_cells_that_play_nothing_say_what_to_do(window: StudioWindow) -> None:
    window.studio.select(Selection((1,), 0, 4))
    before = mashup_of(window)
    for key in (Qt.Key.Key_I, Qt.Key.Key_V, Qt.Key.Key_R):
        window.status.clearMessage()
        press(window, key)
        assert window.status.currentMessage().startswith("Nothing plays on the selected beats.")
        assert window.status.currentMessage().endswith("Return")
    assert mashup_of(window) == before
    assert window.grid.grid.gain_entry.isHidden()
