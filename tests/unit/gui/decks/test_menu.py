"""A deck's menu: the song's file, reading it again, and separating it by another separator."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from windows import show_window

from mashstudio.audio.songs import OpenedSong
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.mend import shifted
from mashstudio.gui.decks import menu as menu_module
from mashstudio.gui.decks import separator_menu
from mashstudio.gui.decks.menu import DeckMenu
from mashstudio.gui.decks.separator_menu import SeparatorMenu
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.analysis import Analysis, beat_map_of
from mashstudio.separation.own_stems import OwnStems
from mashstudio.separation.registry import SEPARATORS
from mashstudio.separation.spleeter_separator import SpleeterSeparator


def test_a_right_click_opens_the_deck_s_menu(qtbot: QtBot, filled: StudioWindow) -> None:
    deck = filled.decks[0]
    for part in (deck, deck.overview, deck.zoomed):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), part.mapToGlobal(QPoint(5, 5)))
        QApplication.sendEvent(part, event)
        qtbot.waitUntil(lambda: deck.header.menu.menu().isVisible())
        deck.header.menu.menu().close()


def test_a_lane_s_menu_has_that_of_its_song(qtbot: QtBot, filled: StudioWindow) -> None:
    header, deck = filled.grid.headers.lanes[5], filled.decks[1]
    at = QPoint(5, 5)
    QApplication.sendEvent(header, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = menu.actions()[-1]
    assert (entry.text(), entry.menu()) == ("Song B", deck.header.menu.menu())
    menu.close()
    qtbot.wait(0)
    # It outlives the lane's menu.
    assert "Rename song" in [action.text() for action in deck.header.menu.menu().actions()]


def test_it_shows_the_song_s_file_in_its_folder(
    filled: StudioWindow, song_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(menu_module, "show_in_folder", shown.append)
    filled.decks[1].header.menu.actions_by_name["reveal"].trigger()
    assert shown == [song_files[1]]


def test_a_song_is_read_again_once_its_file_has_changed(
    qtbot: QtBot, studio: Studio, song_files: tuple[Path, Path], tmp_path: Path
) -> None:
    for side, song in enumerate(song_files):
        studio.session.load(side, Path(shutil.copy(song, tmp_path)))
    qtbot.waitUntil(lambda: studio.mashup is not None, timeout=60_000)
    window, before = show_window(qtbot, studio), studio.session.decks[0]
    again = window.decks[0].header.menu.actions_by_name["read_again"]
    again.trigger()
    qtbot.waitUntil(lambda: "Song A is already “one”." in window.statusBar().currentMessage(), timeout=60_000)
    assert studio.session.shown(0) is before
    shutil.copy(song_files[1], tmp_path / "one.wav")
    again.trigger()
    qtbot.waitUntil(lambda: studio.session.decks[0] is not before, timeout=60_000)
    sources = [source.song.sha256 for source in studio.mashup.sources] if studio.mashup is not None else []
    assert sources == [sources[1]] * 2


def test_analysing_again_finds_all_anew_in_place_of_edited_beats(
    qtbot: QtBot, filled: StudioWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, asked = filled.studio.session, []
    known = session.decks[0].analysis
    assert known is not None
    found = [known, replace(known, beats=known.beats + 0.05)]

    def analysed(_opened: OpenedSong, _cache: Cache, *, job: Job, again: bool) -> Analysis:
        asked.append(again)
        return found[len(asked) - 1]

    monkeypatch.setattr(menu_module, "analysed", analysed)
    session.mend(0, Message("Later"), lambda grid: shifted(grid, 0.02, known.duration))
    edited = session.grid(0)
    assert edited is not None
    again = filled.decks[0].header.menu.actions_by_name["analyse_again"]
    again.trigger()
    qtbot.waitUntil(lambda: session.grid(0) is None, timeout=60_000)
    session.undo()
    assert session.grid(0) == edited
    # Other beats than before lie on the grid as edited ones do, so that undo leads back.
    again.trigger()
    qtbot.waitUntil(lambda: session.grid(0) == beat_map_of(found[1]), timeout=60_000)
    session.undo()
    assert session.grid(0) == edited
    assert asked == [True, True]


class _Other(SpleeterSeparator):
    """Another separator."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        return {**super().parameters, "version": "other"}


def separators(window: StudioWindow) -> SeparatorMenu:
    menu = window.decks[0].header.menu
    assert isinstance(menu, DeckMenu)
    menu.separators.aboutToShow.emit()
    return menu.separators


def test_a_song_can_be_separated_by_another_separator(filled: StudioWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    demucs, spleeter = separators(filled).actions()
    assert (demucs.isEnabled(), spleeter.isChecked()) == (False, True)
    assert "not installed" in demucs.toolTip()
    kinds = (replace(SEPARATORS[0], make=lambda _model, _store: _Other()), SEPARATORS[1])
    monkeypatch.setattr(separator_menu, "SEPARATORS", kinds)
    demucs, spleeter = separators(filled).actions()
    assert (demucs.isEnabled(), demucs.isChecked(), spleeter.isChecked()) == (True, False, True)
    demucs.trigger()
    decks = filled.studio.session.decks
    assert [type(decks[side].separator) for side in (0, 1)] == [_Other, SpleeterSeparator]
    assert separators(filled).actions()[0].isChecked()
    spleeter.trigger()
    assert isinstance(decks[0].separator, SpleeterSeparator)


def test_a_song_with_its_own_stems_is_not_separated(filled: StudioWindow) -> None:
    filled.studio.session.decks[0].separator = OwnStems(())
    entry = separators(filled).menuAction()
    separators(filled).refresh()
    assert not entry.isEnabled()
    assert entry.toolTip() == "This song has its own stems"
