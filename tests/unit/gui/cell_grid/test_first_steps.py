"""The card over the empty grid, and the first sound of a new mashup."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sound_server import SoundServer
from windows import show_window

from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.rows import Fill
from mashstudio.gui.commands.first_bars import first_bars, songs_without_sound
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.mashup import SILENT

PATIENCE = 120_000


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    return show_window(qtbot, studio)


def painted(window: StudioWindow) -> bool:
    mashup = window.studio.mashup
    return mashup is not None and bool(np.any(mashup.played != SILENT))


def said(window: StudioWindow) -> list[str]:
    return [label.text() for label in window.first_steps.findChildren(QLabel) if label.isVisible()]


def buttons(window: StudioWindow) -> set[str]:
    card = window.first_steps
    return {each.text() for each in (card.mash_button, card.choose_button, card.demo_button) if each.isVisible()}


def test_the_card_shows_the_next_step(qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]) -> None:
    assert "Drop two songs here: they become song A and song B." in said(window)
    assert buttons(window) == {"Choose songs…", "Open the demo"}
    window.drops.take([song_files[0]])
    qtbot.waitUntil(lambda: "Drop a second song here: it becomes song B." in said(window))
    assert buttons(window) == {"Choose songs…"}
    window.first_steps.choose_button.setFocus()
    # A file manager.
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.drops.take([song_files[1]])
    qtbot.waitUntil(lambda: "The songs are on their decks." in said(window))
    assert buttons(window) == {"Mash it"}
    assert window.focusWidget() is window.grid.grid
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert window.first_steps.mash_button.isEnabled()
    assert any(text.startswith("Mash it for a whole arrangement at once") for text in said(window))
    assert window.first_steps.accessibleName()


def test_a_click_beside_its_buttons_paints_the_cell_below_and_the_card_goes(qtbot: QtBot, loaded: Studio) -> None:
    window = show_window(qtbot, loaded)
    card, viewport = window.first_steps, window.grid.grid.viewport()
    place = QPoint(4, card.height() // 2)
    assert card.isVisible()
    assert QApplication.widgetAt(card.mapToGlobal(place)) is card
    expected = window.grid.grid.cell_at_screen(*card.mapToGlobal(place).toTuple())
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=place)
    assert expected is not None
    assert window.grid.grid.fill(expected) is Fill.ALL
    assert not card.isVisible()
    loaded.session.undo()
    assert card.isVisible()
    assert viewport.rect().contains(card.geometry())


def test_the_card_stays_within_the_smallest_grid(qtbot: QtBot, loaded: Studio) -> None:
    window = show_window(qtbot, loaded)
    window.resize(1280, 680)
    card = window.first_steps
    qtbot.waitUntil(lambda: window.grid.grid.viewport().rect().contains(card.geometry()))
    for label in card.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_mash_it_fills_everything_and_plays_once_the_first_bars_have_sound(
    qtbot: QtBot, sound_server: SoundServer, loaded: Studio
) -> None:
    window = show_window(qtbot, loaded)
    loaded.select(Selection((0,), 4, 8))
    QTest.mouseClick(window.first_steps.mash_button, Qt.MouseButton.LeftButton)
    assert painted(window)
    mashup = loaded.mashup
    assert mashup is not None
    assert np.all(np.any(mashup.played != SILENT, axis=0))
    assert not window.first_steps.isVisible()
    qtbot.waitUntil(lambda: loaded.player.heard, timeout=PATIENCE)
    assert songs_without_sound(loaded) == []
    assert not window.playing.waiting
    assert window.status.standing == ""
    loaded.player.stop()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_waiting_to_play_can_be_cancelled(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], key: Qt.Key
) -> None:
    window.tell("Audio output: the desk, 44.1 kHz, 20 ms latency.")
    window.playing.play_when_heard()
    window.drops.take(list(song_files))
    assert window.status.text.startswith("Playback starts as soon as the first bars are ready")
    window.activateWindow()
    window.grid.setFocus()
    QTest.keyClick(window, key)
    assert not window.playing.waiting
    assert window.status.standing == ""
    assert not window.studio.player.playing


def test_an_empty_mashup_starts_no_wait(qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]) -> None:
    window.playing.play_when_heard()
    window.drops.take(list(song_files))
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert not window.playing.waiting
    assert not window.studio.player.playing


def test_the_demo_plays_by_itself(qtbot: QtBot, sound_server: SoundServer, window: StudioWindow) -> None:
    QTest.mouseClick(window.first_steps.demo_button, Qt.MouseButton.LeftButton)
    assert not window.first_steps.isVisible()
    assert window.grid.grid.hasFocus()
    qtbot.waitUntil(lambda: window.studio.player.heard, timeout=PATIENCE)
    studio, mashup = window.studio, window.studio.mashup
    assert mashup is not None
    beats = first_bars(mashup)
    played = mashup.played[:4, beats.start : beats.stop], mashup.played[4:, beats.start : beats.stop]
    for song, cells in enumerate(played):
        assert all(cell in studio.session.fitting.audible_beats(song) for cell in cells[cells != SILENT])
    studio.player.stop()
