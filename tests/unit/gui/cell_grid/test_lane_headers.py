"""Mixing lanes from their headers."""

import pytest
from bands import few_notes
from paint_counter import PaintCounter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.band import with_band
from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.geometry import rows_in
from mashstudio.gui.cell_grid.lane_headers import LaneHeaders
from mashstudio.gui.cell_grid.rows import GridRows, rows_of
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.gain_box import GainBox
from mashstudio.model.mashup import Lane
from mashstudio.model.stems import StemName

STRIP = "EQ, filter, sends, automation…"
Left, NoKeys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def headers(qtbot: QtBot, loaded: Studio) -> LaneHeaders:
    headers = LaneHeaders(loaded, GridRows(loaded))
    qtbot.addWidget(headers)
    headers.set_rows(rows_in(420, 32, rows_of((0, 0, 0, 0, 1, 1, 1, 1))))
    headers.resize(headers.width(), 420)
    with qtbot.waitExposed(headers):
        headers.show()
    return headers


def lane(studio: Studio, index: int) -> Lane:
    assert studio.mashup is not None
    return studio.mashup.lanes[index]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def drag(box: GainBox, pixels: list[int]) -> None:
    middle = QPoint(box.width() // 2, box.height() // 2)
    QTest.mousePress(box, Left, NoKeys, middle)
    for up in pixels:
        QTest.mouseMove(box, middle - QPoint(0, up))
    QTest.mouseRelease(box, Left, NoKeys, middle)


def menu_of(header: QWidget) -> list[QAction]:
    """Return the actions of the header's own menu."""
    point = header.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, header.mapToGlobal(point), NoKeys)
    QApplication.sendEvent(header, event)
    menu = QApplication.activePopupWidget()
    if menu is None:
        return []
    menu.close()
    return menu.actions()


def test_formants_are_set_per_lane(headers: LaneHeaders, loaded: Studio) -> None:
    for index, kept in ((0, True), (3, False)):
        strip, _nudge, formants, _take, fold = menu_of(headers.lanes[index])
        assert (strip.text(), fold.text()) == (STRIP, "Fold song A")
        assert formants.isChecked() is kept
        formants.trigger()
        assert lane(loaded, index).formants is not kept
    assert [action.text() for action in menu_of(headers.lanes[1])] == [STRIP, "", "Take out of “Drums”", "Fold song A"]
    loaded.session.undo()
    assert not lane(loaded, 3).formants


def test_the_band_s_lanes_have_a_menu_without_what_only_songs_have(headers: LaneHeaders, loaded: Studio) -> None:
    loaded.edit_with(Message("Band"), lambda mashup: with_band(mashup, few_notes(mashup.beats), range(8), ()))
    menus = [[action.text() for action in menu_of(header)] for header in headers.lanes[8:]]
    assert menus == 4 * [[STRIP, "", "Fold the accompaniment"]]


def test_mute_and_solo(headers: LaneHeaders, loaded: Studio) -> None:
    headers.lanes[2].mute.click()
    headers.lanes[5].solo.click()
    assert lane(loaded, 2).mute
    assert lane(loaded, 5).solo
    assert list(map(str, loaded.session.history.steps)) == ["Mute", "Solo"]
    loaded.session.undo()
    loaded.session.undo()
    assert not headers.lanes[2].mute.isChecked()
    assert not headers.lanes[5].solo.isChecked()


def test_a_drag_of_the_gain_is_one_step(headers: LaneHeaders, loaded: Studio) -> None:
    gain = headers.lanes[3].gain
    drag(gain, [-5, -10, -20])
    assert lane(loaded, 3).gain_db == gain.gain < -1
    drag(gain, [5, 60])
    assert lane(loaded, 3).gain_db > 0
    assert len(loaded.session.history.steps) == 2
    loaded.session.undo()
    loaded.session.undo()
    assert lane(loaded, 3).gain_db == gain.gain == 0


def test_a_drag_back_to_its_start_is_no_step(headers: LaneHeaders, loaded: Studio) -> None:
    drag(headers.lanes[3].gain, [-5, -10, 0])
    assert lane(loaded, 3).gain_db == 0
    assert len(loaded.session.history.steps) == 0


def test_a_wheel_after_a_drag_is_a_step_of_its_own(headers: LaneHeaders, loaded: Studio) -> None:
    gain = headers.lanes[3].gain
    drag(gain, [-10])
    gain.setFocus()
    QTest.keyClick(gain, Qt.Key.Key_Up)
    assert len(loaded.session.history.steps) == 2


def test_a_gain_is_typed(headers: LaneHeaders, loaded: Studio) -> None:
    headers.activateWindow()
    gain = headers.lanes[2].gain
    for typed, heard in (("-4.5", -4.5), ("+3 dB", 3.0), ("−60", -60.0), ("99", 12.0), ("loud", 12.0), ("2,5", 2.5)):
        gain.setFocus()
        QTest.keyClick(gain, Qt.Key.Key_Return)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.insert(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert lane(loaded, 2).gain_db == heard
        assert gain.hasFocus()
        assert not field.isVisible()
    steps = len(loaded.session.history.steps)
    QTest.keyClick(gain, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "1")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert (lane(loaded, 2).gain_db, len(loaded.session.history.steps)) == (2.5, steps)


def test_arrows_go_from_control_to_control(headers: LaneHeaders, loaded: Studio) -> None:
    headers.activateWindow()
    lanes = headers.lanes
    stops = [each for each in headers.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stop for stop in stops if stop.isVisible()] == [headers.folds[0]]
    headers.folds[0].setFocus()
    for key, there in (
        (Qt.Key.Key_Down, headers.folds[1]),
        (Qt.Key.Key_Up, headers.folds[0]),
        (Qt.Key.Key_Right, lanes[0].mute),
        (Qt.Key.Key_Down, lanes[1].mute),
        (Qt.Key.Key_Right, lanes[1].solo),
        (Qt.Key.Key_Right, lanes[1].gain),
        (Qt.Key.Key_Up, lanes[1].gain),
        (Qt.Key.Key_Right, lanes[1].listen),
        (Qt.Key.Key_Right, lanes[1].listen),
        (Qt.Key.Key_Up, lanes[0].listen),
        (Qt.Key.Key_Up, lanes[0].listen),
        (Qt.Key.Key_Left, lanes[0].gain),
    ):
        QTest.keyClick(focused(), key)
        assert there.hasFocus()
    assert lane(loaded, 1).gain_db == 0.5
    stops = [each for each in headers.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [stop for stop in stops if stop.isVisible()] == [lanes[0].gain]


def test_a_double_click_resets_the_gain(headers: LaneHeaders, loaded: Studio) -> None:
    loaded.edit_with(Message("Gain"), lambda m: edits.with_lane(m, 0, gain_db=-7.5))
    gain = headers.lanes[0].gain
    assert gain.gain == -7.5
    QTest.mouseDClick(gain, Left, NoKeys, QPoint(5, 5))
    assert lane(loaded, 0).gain_db == 0
    loaded.session.undo()
    assert lane(loaded, 0).gain_db == -7.5


def test_the_gain_by_keys(headers: LaneHeaders, loaded: Studio) -> None:
    gain = headers.lanes[4].gain
    gain.setFocus()
    QTest.keyClick(gain, Qt.Key.Key_Up)
    QTest.keyClick(gain, Qt.Key.Key_Up)
    assert lane(loaded, 4).gain_db == 1.0
    assert len(loaded.session.history.steps) == 1
    QTest.keyClick(gain, Qt.Key.Key_Backspace)
    assert lane(loaded, 4).gain_db == 0
    assert len(loaded.session.history.steps) == 2


def test_showing_another_gain_changes_nothing(headers: LaneHeaders, loaded: Studio) -> None:
    loaded.edit_with(Message("Gain"), lambda m: edits.with_lane(m, 0, gain_db=-3.14159))
    assert len(loaded.session.history.steps) == 1
    assert lane(loaded, 0).gain_db == -3.14159


def test_hearing_a_stem_alone_and_the_mashup_again(qtbot: QtBot, headers: LaneHeaders, loaded: Studio) -> None:
    listen = headers.lanes[6].listen
    listen.click()
    assert loaded.sound.alone == (1, StemName.BASS)
    assert listen.isChecked()
    headers.lanes[0].listen.click()
    assert loaded.sound.alone == (0, StemName.VOCALS)
    assert not listen.isChecked()
    headers.lanes[0].listen.click()
    assert loaded.sound.alone is None
    assert len(loaded.session.history.steps) == 0


def test_every_control_says_what_it_is(headers: LaneHeaders) -> None:
    controls = [
        each
        for each in headers.findChildren(QWidget)
        if isinstance(each, QAbstractButton | GainBox) and each.isVisible()
    ]
    assert len(controls) == 8 * 4 + 2
    assert len({control.accessibleName() for control in controls}) == 8 * 4 + 2
    assert all(control.toolTip() for control in controls)
    assert "Song A drums" in headers.lanes[1].gain.accessibleName()
    assert headers.lanes[1].mute.toolTip().endswith("(M)")


def test_before_there_is_a_mashup_nothing_can_be_mixed(qtbot: QtBot, studio: Studio) -> None:
    headers = LaneHeaders(studio, GridRows(studio))
    qtbot.addWidget(headers)
    headers.set_rows(rows_in(420, 32, rows_of((0, 0, 0, 0, 1, 1, 1, 1))))
    assert not any(header.isEnabled() for header in headers.lanes)
    headers.grab()


def test_headers_are_painted_only_when_they_change(qtbot: QtBot, headers: LaneHeaders, loaded: Studio) -> None:
    QApplication.processEvents()
    counter = PaintCounter(*headers.lanes, *(header.gain for header in headers.lanes))
    beats = loaded.session.song_beats()
    loaded.edit_with(Message("Paint"), lambda m: edits.paint(m, beats, Selection((0,), 0, 4), on=True))
    loaded.sound_changed.emit()
    QApplication.processEvents()
    assert counter.painted == []
    loaded.edit_with(Message("Solo"), lambda m: edits.with_lane(m, 2, solo=True))
    qtbot.waitUntil(lambda: set(headers.lanes) <= {*counter.painted, headers.lanes[2]})
