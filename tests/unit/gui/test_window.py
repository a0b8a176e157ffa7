"""The window: files dropped on it and opened in it, its commands, and several windows."""

import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from windows import Answers, change, drop, entering, on_decks, saved_project

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint, with_tempo
from mashstudio.gui import app as app_module
from mashstudio.gui.app import Windows
from mashstudio.gui.commands.actions import words
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import apply_language
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo
from mashstudio.session import autosave as autosave_module
from mashstudio.session.settings import save_settings

PATIENCE = 60_000


def enabled(window: StudioWindow, *names: str) -> set[bool]:
    return {window.actions_by_name[name].isEnabled() for name in names}


# Opening files


def test_a_song_fills_the_deck_that_is_empty(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = song_files
    window.drops.take([two])
    qtbot.waitUntil(lambda: on_decks(window) == [two, None])
    window.drops.take([one])
    qtbot.waitUntil(lambda: on_decks(window) == [two, one])
    third = tmp_path / "third.wav"
    shutil.copy(one, third)
    window.drops.take([third])
    qtbot.waitUntil(lambda: on_decks(window) == [two, one, third])
    assert [deck.source for deck in window.decks] == [0, 1, 2]
    assert window.deck_row.free_place.isVisible()
    # In folders of their own: files of one length in one folder may be stems.
    more = [tmp_path / str(number) / f"song {number}.wav" for number in range(5)]
    for path in more:
        path.parent.mkdir()
        shutil.copy(one, path)
    window.drops.take(more)
    qtbot.waitUntil(lambda: len(on_decks(window)) == 8)
    assert not window.deck_row.free_place.isVisible()
    window.drops.take([two])
    qtbot.waitUntil(lambda: "two.wav" in window.statusBar().currentMessage())
    assert "There is room for 8 songs" in window.statusBar().currentMessage()


def test_files_dropped_on_the_window_are_opened(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]
) -> None:
    drop(window, *song_files)
    qtbot.waitUntil(lambda: on_decks(window) == list(song_files))


def test_drops_that_are_no_files_are_not_accepted(window: StudioWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/song.mp3")])
    enter = entering(QPoint(9, 9), mime)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
    assert on_decks(window) == [None, None]


def test_files_are_chosen_in_a_dialog(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], answers: Answers
) -> None:
    answers.choose()
    window.actions_by_name["open"].trigger()
    assert on_decks(window) == [None, None]
    answers.choose(*song_files)
    window.actions_by_name["open"].trigger()
    qtbot.waitUntil(lambda: set(on_decks(window)) == set(song_files))
    assert answers.asked == ["Open songs or a project"] * 2


def test_the_demo_opens_with_one_click(qtbot: QtBot, window: StudioWindow) -> None:
    window.actions_by_name["demo"].trigger()
    qtbot.waitUntil(lambda: None not in on_decks(window), timeout=PATIENCE)
    assert [path and path.name for path in on_decks(window)] == ["low-tide.ogg", "neon-rain.ogg"]
    # The demo's folder is ours: the user's project goes elsewhere.
    assert window.studio.session.path is None
    assert window.studio.settings.recent == ()


def test_drops_that_are_no_files_are_refused_on_the_deck(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    window.drops.take([tmp_path / "pipe.wav", Path("/dev/zero")])
    qtbot.waitUntil(lambda: None not in on_decks(window), timeout=PATIENCE)
    decks = [window.studio.session.shown(side) for side in (0, 1)]
    qtbot.waitUntil(lambda: all(deck is not None and "pipe" in str(deck.error) for deck in decks), timeout=PATIENCE)


# Commands


def test_commands_are_enabled_when_they_make_sense(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]
) -> None:
    need_mashup = ("save", "save_as", "collect", "export", "suggest", "select_all", "next_undecided")
    need_cells = ("cut", "copy", "paste", "duplicate", "clear", "fill_to_end", "later_bar", "play_selection")
    assert enabled(window, *need_mashup, *need_cells, "undo", "redo") == {False}
    assert enabled(window, "open", "demo", "new", "quit", "preferences", "shortcuts", "about") == {True}
    assert not window.export_button.isEnabled()
    window.drops.take(list(song_files))
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert enabled(window, *need_mashup) == {True}
    assert enabled(window, *need_cells, "undo", "redo") == {False}
    assert window.export_button.isEnabled()
    window.studio.select(Selection((0,), 0, 4))
    assert enabled(window, *need_cells) == {True}
    change(window)
    assert enabled(window, "undo") == {True}
    assert window.actions_by_name["undo"].text() == "Undo: Tempo"
    window.actions_by_name["undo"].trigger()
    assert window.actions_by_name["redo"].text() == "Redo: Tempo"
    assert window.actions_by_name["undo"].text() == "Undo"


def test_export_becomes_primary_when_every_beat_is_decided(filled: StudioWindow) -> None:
    assert filled.export_button.objectName() == ""
    filled.actions_by_name["suggest"].trigger()
    studio = filled.studio
    assert studio.mashup is not None
    beats = studio.session.song_beats()
    studio.edit_with(
        Message("Paint"), partial(paint, beats=beats, where=Selection((0, 4), 0, studio.mashup.beats), on=True)
    )
    assert filled.export_button.objectName() == "primary"
    studio.session.undo()
    studio.session.undo()
    assert filled.export_button.objectName() == ""


def test_every_command_has_words_and_what_is_in_no_menu_has_keys(window: StudioWindow) -> None:
    in_menus = {action for menu in window._menus.values() for action in menu.actions()}
    for action in window.actions_by_name:
        assert action.text()
        assert action in in_menus or not action.shortcut().isEmpty()
    keys = [action.shortcut().toString() for action in window.actions_by_name if not action.shortcut().isEmpty()]
    assert len(set(keys)) == len(keys)


def test_select_all_focuses_the_grid(filled: StudioWindow) -> None:
    filled.activateWindow()
    filled.transport.setFocus()
    filled.actions_by_name["select_all"].trigger()
    assert filled.grid.grid.hasFocus()
    assert filled.grid.grid.cursor_place == (0, 0)
    assert len(filled.studio.selection.lanes) == 8


def test_undo_names_follow_the_language(qtbot: QtBot, filled: StudioWindow, dressable: QApplication) -> None:
    undo, studio = filled.actions_by_name["undo"], filled.studio
    filled.grid.headers.lanes[5].gain.setValue(-30)
    assert undo.text() == "Undo: Gain of Song B drums"
    apply_language(dressable, "ko")
    qtbot.waitUntil(lambda: undo.text() == "실행 취소: 곡 B 드럼 게인")
    filled.decks[0].repairs.actions_by_name["mend_grid"].trigger()
    filled.decks[0].repairs.actions_by_name["mend_half_beat"].trigger()
    assert undo.text() == f"실행 취소: {words('All beats half a beat later')}, 곡 A"
    apply_language(dressable, "en")
    qtbot.waitUntil(lambda: undo.text() == "Undo: All beats half a beat later, song A")
    studio.session.undo()
    assert filled.actions_by_name["redo"].text() == "Redo: All beats half a beat later, song A"
    filled.studio.session.mark_saved()


# Several windows


def test_windows_share_the_settings_and_each_has_its_own_work(
    qtbot: QtBot,
    dressable: QApplication,
    studio: Studio,
    song_files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_settings(studio.settings, tmp_path / "settings.json")
    monkeypatch.setattr(app_module, "default_settings_file", lambda: tmp_path / "settings.json")
    windows = Windows(dressable)
    first = windows.open(list(song_files))
    qtbot.waitUntil(lambda: first.studio.mashup is not None, timeout=PATIENCE)
    project = saved_project(first, tmp_path / "second.mash")
    first.drops.take([project])
    (second,) = [each for each in windows._open if each is not first]
    qtbot.waitUntil(lambda: second.studio.mashup is not None, timeout=PATIENCE)
    assert second.windowTitle() == "second[*] – MashStudio"
    assert first.windowTitle() == "one × two[*] – MashStudio"
    second.studio.change_settings(step_entry=True)
    assert first.studio.settings == second.studio.settings
    assert first.studio.settings.step_entry
    assert first.studio.settings.recent == (str(project),)
    first.close()
    qtbot.waitUntil(lambda: windows._open == [second], timeout=PATIENCE)
    second.close()
    qtbot.waitUntil(lambda: windows._open == [], timeout=PATIENCE)


def test_a_failing_autosave_is_shown_until_it_works(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "_AGAIN", 0.1)
    window, studio = filled, filled.studio
    assert not window.autosave_warning.isVisible()
    (tmp_path / "autosave").write_text("This is in the way.")
    assert studio.mashup is not None
    studio.session.edit(Message("Tempo"), with_tempo(studio.mashup, FixedTempo(123.0)))
    qtbot.waitUntil(window.autosave_warning.isVisible, timeout=PATIENCE)
    assert window.autosave_warning.text().startswith("Autosave failed: Can't write")
    (tmp_path / "autosave").unlink()
    qtbot.waitUntil(lambda: not window.autosave_warning.isVisible(), timeout=PATIENCE)
    assert list((tmp_path / "autosave").glob("*.mash"))


def test_deck_keys_work_from_the_grid_on_the_deck_used_last(qtbot: QtBot, filled: StudioWindow) -> None:
    window, grid = filled, filled.grid.grid
    window.activateWindow()
    grid.setFocus()

    def edited() -> list[bool]:
        return [deck.zoomed.mending for deck in window.decks]

    QTest.keyClick(grid, Qt.Key.Key_G)
    assert edited() == [True, False]
    assert QApplication.focusWidget() is window.decks[0].zoomed
    QTest.keyClick(window.decks[0].zoomed, Qt.Key.Key_G)
    assert edited() == [False, False]
    assert QApplication.focusWidget() is grid
    # The second song's first lane.
    window.studio.select(Selection((4,), 0, 1))
    QTest.keyClick(grid, Qt.Key.Key_G)
    assert edited() == [False, True]
    window.decks[0].zoomed.setFocus()
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_G)
    assert edited() == [True, True]


def test_tab_stops_can_be_seen(qtbot: QtBot, filled: StudioWindow) -> None:
    window, order = filled, list[QWidget]()
    stop = window.grid.grid.nextInFocusChain()
    while stop is not None and stop is not window.grid.grid:
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisible() and stop.isEnabled():
            order.append(stop)
        stop = stop.nextInFocusChain()
    assert not any(isinstance(stop, QScrollArea) for stop in order)
    assert order.index(window.deck_row.free_place) > order.index(window.decks[1].zoomed)


def test_the_first_cells_get_a_frame_of_their_own(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]
) -> None:
    view, painting = window.grid.grid.viewport(), list[bool]()
    window.studio.mashup_changed.connect(lambda: painting.append(view.updatesEnabled()))
    for side, path in enumerate(song_files):
        window.studio.session.load(side, path)
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert painting == [False]
    qtbot.waitUntil(view.updatesEnabled)
