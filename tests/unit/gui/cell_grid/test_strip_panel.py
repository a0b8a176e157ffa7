"""The strip's panel under the cell grid: knobs, cuts and automation, in the real window."""

import pytest
from bands import few_notes
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import show_window

from mashstudio.core.messages import Message
from mashstudio.document.band import with_band
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.strip_panel import StripPanel
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import Lane
from mashstudio.model.notes import BandPart
from mashstudio.model.strip import BAND_RANGE, Control, Sends

Left, Right, NoKeys = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(qtbot: QtBot, loaded: Studio) -> StripPanel:
    window = show_window(qtbot, loaded)
    window.resize(1280, 720)
    loaded.select(Selection((1,), 4, 8))
    QTest.keyClick(window, Qt.Key.Key_E)
    assert window.grid.strip.isVisible()
    return window.grid.strip


def lane(studio: Studio, index: int) -> Lane:
    assert studio.mashup is not None
    return studio.mashup.lanes[index]


def drag(widget: QWidget, start: QPoint, *stops: QPoint) -> None:
    QTest.mousePress(widget, Left, NoKeys, start)
    for stop in stops:
        QTest.mouseMove(widget, stop)
    QTest.mouseRelease(widget, Left, NoKeys, stops[-1])


def test_a_dragged_knob_mixes_the_selected_lane_in_one_undoable_step(panel: StripPanel, loaded: Studio) -> None:
    assert panel.title.text() == "Song A drums"
    middle = panel.knobs["high"].rect().center()
    drag(panel.knobs["high"], middle, middle + QPoint(0, 10), middle + QPoint(0, 20))
    assert lane(loaded, 1).high < 0
    assert lane(loaded, 0).high == 0
    loaded.session.undo()
    assert lane(loaded, 1).high == 0
    assert panel.knobs["high"].gain == 0


def test_values_are_typed_with_the_keyboard(panel: StripPanel, loaded: Studio) -> None:
    knob = panel.knobs["pan"]
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Return)
    QTest.keyClicks(panel.window().focusWidget(), "-40")
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Return)
    assert lane(loaded, 1).pan == pytest.approx(-0.4)
    QTest.keyClick(knob, Qt.Key.Key_Backspace)
    assert lane(loaded, 1).pan == 0


def test_a_band_is_cut_and_brought_back_by_one_click(panel: StripPanel, loaded: Studio) -> None:
    panel.cuts["low"].click()
    assert lane(loaded, 1).low == BAND_RANGE[0]
    panel.cuts["low"].click()
    assert lane(loaded, 1).low == 0


def test_several_lanes_are_changed_together_or_their_song_as_a_whole(panel: StripPanel, loaded: Studio) -> None:
    loaded.select(Selection((4, 6), 0, 4))
    assert panel.title.text() == "Song B vocals and 1 more"
    panel.knobs["reverb"].setValue(500)
    assert [each.reverb for each in loaded.lanes] == [0, 0, 0, 0, 0.5, 0, 0.5, 0]
    panel.whole.click()
    assert panel.title.text() == "Song B, all stems"
    panel.knobs["filter"].setValue(-300)
    assert loaded.mashup is not None
    assert loaded.mashup.source(1).strip.filter == pytest.approx(-0.3)
    assert not any(each.filter for each in loaded.lanes)


def test_echo_and_reverb_are_set_for_all(panel: StripPanel, loaded: Studio) -> None:
    panel.echo_beats.setFocus()
    QTest.keyClick(panel.echo_beats, Qt.Key.Key_Up)
    panel.feedback.setValue(600)
    panel.decay.setValue(25)
    assert loaded.mashup is not None
    assert loaded.mashup.sends == Sends(0.5, 0.6, 2.5)


def at(panel: StripPanel, beat: float, share: float) -> QPoint:
    """Return a point of the editor: at a beat, and from its top (0) to its bottom (1)."""
    editor = panel.editor
    return QPoint(round(panel._grid.columns.x(beat)), round(6 + share * (editor.height() - 12)))


def test_automation_is_drawn_by_mouse(panel: StripPanel, loaded: Studio) -> None:
    QTest.mouseClick(panel.editor, Left, NoKeys, at(panel, 2, 0.0))
    drag(panel.editor, at(panel, 6, 0.5), at(panel, 7, 0.5), at(panel, 8, 1.0))
    curve = lane(loaded, 1).curve(Control.GAIN)
    assert curve is not None
    assert [beat for beat, _ in curve.points] == [2.0, 8.0]
    assert [value for _, value in curve.points] == pytest.approx([12.0, -60.0], abs=1)
    assert not panel.knobs["gain_db"].isEnabled()
    QTest.mouseDClick(panel.editor, Left, NoKeys, at(panel, 8, 1.0))
    assert lane(loaded, 1).points(Control.GAIN)[0][0] == 2.0
    panel.plain.click()
    assert lane(loaded, 1).curve(Control.GAIN) is None
    loaded.session.undo()
    assert len(lane(loaded, 1).points(Control.GAIN)) == 1


def test_a_squeezed_curve_can_be_clicked(panel: StripPanel, loaded: Studio) -> None:
    panel.editor.setMinimumHeight(0)
    for height in range(1, 30):
        panel.editor.resize(700, height)
        QTest.mouseClick(panel.editor, Left, NoKeys, QPoint(20 * height, height // 2))
    assert lane(loaded, 1).curves


def test_automation_is_made_with_the_keyboard(panel: StripPanel, loaded: Studio) -> None:
    panel.automated.setFocus()
    for _ in Control:
        QTest.keyClick(panel.automated, Qt.Key.Key_Down)
    assert panel.control is Control.FILTER
    panel.editor.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(panel.editor, key)
    assert lane(loaded, 1).points(Control.FILTER) == ((1.0, -0.1),)
    assert panel.editor.accessibleDescription() == "Beat 2: LP 10"
    QTest.keyClick(panel.editor, Qt.Key.Key_Delete)
    assert lane(loaded, 1).curve(Control.FILTER) is None


def test_the_key_closes_the_panel_again(panel: StripPanel) -> None:
    QTest.keyClick(panel.window(), Qt.Key.Key_E)
    assert panel.isHidden()


def test_a_lane_that_went_while_the_panel_was_hidden_is_not_shown(panel: StripPanel, loaded: Studio) -> None:
    loaded.edit_with(Message("Band"), lambda m: with_band(m, few_notes(m.beats), range(8), tuple(BandPart)))
    loaded.select(Selection((11,), 0, 4))
    assert panel.title.text() == "Accompaniment lead"
    panel.hide()
    loaded.session.undo()
    panel.show()
    panel.editor.grab()
    assert panel.title.text() == "Song A vocals"


def test_a_song_is_transposed_by_typing(panel: StripPanel, loaded: Studio) -> None:
    panel.transpose.setFocus()
    panel.transpose.selectAll()
    QTest.keyClicks(panel.transpose, "-2.5")
    QTest.keyClick(panel.transpose, Qt.Key.Key_Return)
    assert loaded.mashup is not None
    assert [source.transpose for source in loaded.mashup.sources] == [-2.5, 0]
    loaded.session.undo()
    assert loaded.mashup.source(0).transpose == 0
    assert panel.transpose.value() == 0
