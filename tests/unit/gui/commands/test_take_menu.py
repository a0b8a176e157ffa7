"""Instruments are taken out, put back and balanced by the menus of songs and lanes."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QSlider, QWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from mashstudio.gui.cell_grid.row_header import LaneHeader
from mashstudio.gui.commands.take_menu import TakeMenu
from mashstudio.gui.window import StudioWindow
from mashstudio.model.mashup import Mashup
from mashstudio.model.stems import StemName, Take, Taken
from mashstudio.separation.steering.instruments import INSTRUMENTS, Heard
from mashstudio.separation.tag_steered import HEARD

GUITAR = Taken("other.guitar")


def instruments(menu: TakeMenu) -> dict[str, QAction]:
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def lane_menu(header: LaneHeader) -> QMenu:
    at = QPoint(5, 5)
    QApplication.sendEvent(header, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def mashup_of(window: StudioWindow) -> Mashup:
    assert window.studio.mashup is not None
    return window.studio.mashup


def taken(qtbot: QtBot, window: StudioWindow) -> LaneHeader:
    """Take the guitar out of song A; return the header of its lane."""
    instruments(window.decks[0].header.menu.takes)["Guitar"].trigger()
    qtbot.waitUntil(lambda: len(window.grid.headers.lanes) == 9)
    return window.grid.headers.lanes[4]


def test_an_instrument_gets_a_lane_below_its_stem(qtbot: QtBot, filled: StudioWindow) -> None:
    menu = filled.decks[0].header.menu.takes
    assert len(instruments(menu)) == len(INSTRUMENTS)
    header = taken(qtbot, filled)
    assert (header.plays, header.accessibleName()) == ((0, GUITAR), "Song A guitar")
    assert [lane.part for lane in mashup_of(filled).lanes[:5]] == [*StemName, GUITAR]
    assert [name for name, action in instruments(menu).items() if action.isChecked()] == ["Guitar"]
    assert str(filled.studio.session.history.undo_name) == "Take out guitar"
    instruments(menu)["Guitar"].trigger()
    assert len(mashup_of(filled).lanes) == 8


def test_a_lane_s_menu_takes_out_of_its_stem(qtbot: QtBot, filled: StudioWindow) -> None:
    entries = {action.text(): action for action in lane_menu(filled.grid.headers.lanes[0]).actions()}
    menu = entries["Take out of “Vocals”"].menu()
    assert isinstance(menu, TakeMenu)
    instruments(menu)["Choir"].trigger()
    assert mashup_of(filled).source(0).takes == (Take(Taken("vocals.choir")),)


def test_a_taken_lane_s_menu_puts_it_back_and_balances_it(qtbot: QtBot, filled: StudioWindow) -> None:
    menu = lane_menu(taken(qtbot, filled))
    balance = menu.findChild(QWidgetAction, "balance")
    assert isinstance(balance, QWidgetAction)
    field = balance.defaultWidget()
    assert isinstance(field, QWidget)
    slider = field.findChild(QSlider)
    assert isinstance(slider, QSlider)
    slider.setValue(-4)
    slider.setValue(5)
    assert mashup_of(filled).source(0).takes == (Take(GUITAR, 0.5),)
    # One step, however far it is moved.
    assert len(filled.studio.session.history.steps) == 2
    back = next(action for action in menu.actions() if action.text() == "Put back into “Other”")
    back.trigger()
    menu.close()
    assert len(mashup_of(filled).lanes) == 8
    assert mashup_of(filled).source(0).takes == ()


def test_a_taken_lane_s_menu_says_what_is_heard(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = taken(qtbot, filled)
    heard = Heard({"guitar": 0.87, "piano": 0.4}, 0.335, 0.9, 0.06)
    (tmp_path / HEARD).write_text(json.dumps(heard._asdict()))
    monkeypatch.setattr(filled.studio.session.decks[0], "stems", {GUITAR: tmp_path / f"{GUITAR}.npy"})
    menu = lane_menu(header)
    words = [action.text() for action in menu.actions()]
    menu.close()
    assert "Guitar, 87 % sure: 34 % of “Other” before; now 90 % here, 6 % there" in words
    (tmp_path / HEARD).write_text('{"part": {}}')
    menu = lane_menu(header)
    words = [action.text() for action in menu.actions()]
    menu.close()
    assert "Put back into “Other”" in words
    assert not any("sure" in each for each in words)


def test_without_a_mashup_nothing_can_be_taken_out(window: StudioWindow) -> None:
    menu = window.decks[0].header.menu.takes
    assert not menu.menuAction().isEnabled()
    assert instruments(menu) == {}


def test_a_stem_s_own_instruments_come_first(filled: StudioWindow) -> None:
    entries = {action.text(): action for action in lane_menu(filled.grid.headers.lanes[1]).actions()}
    menu = entries["Take out of “Drums”"].menu()
    assert isinstance(menu, TakeMenu)
    assert next(iter(instruments(menu))) == "Percussion"
