"""Folders and playlists that are dropped or opened open their songs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import show_window

from mashstudio.gui.library.song_choice import SongChoice
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    return show_window(qtbot, studio)


@pytest.fixture
def folder(tmp_path: Path, song_files: tuple[Path, Path]) -> Path:
    """Return a folder with two songs."""
    for song in song_files:
        (tmp_path / "music").mkdir(exist_ok=True)
        shutil.copy(song, tmp_path / "music")
    return tmp_path / "music"


def decks(window: StudioWindow) -> Callable[[], list[str]]:
    session = window.studio.session
    return lambda: [deck.path.name for source in session.sources if (deck := session.shown(source)) is not None]


def said(window: StudioWindow) -> str:
    return window.statusBar().currentMessage()


def test_two_songs_in_a_folder_go_to_both_decks(qtbot: QtBot, window: StudioWindow, folder: Path) -> None:
    window.drops.take([folder])
    qtbot.waitUntil(lambda: decks(window)() == ["one.wav", "two.wav"])


def test_a_playlist_of_one_song_fills_the_deck_it_is_for(qtbot: QtBot, window: StudioWindow, folder: Path) -> None:
    (folder / "mix.m3u8").write_text("#EXTM3U\ntwo.wav\ngone.wav\n")
    window.drops.take([folder / "mix.m3u8"], side=1)
    qtbot.waitUntil(lambda: decks(window)() == ["two.wav"])
    assert window.studio.session.shown(0) is None
    assert "Missing songs in mix.m3u8: 1." in said(window)


def test_a_folder_without_songs_is_reported(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    window.drops.take([tmp_path])
    qtbot.waitUntil(lambda: "No songs in" in said(window))
    window.drops.take([tmp_path / "gone.m3u"])
    qtbot.waitUntil(lambda: "Can't read" in said(window))
    assert decks(window)() == []


def test_some_of_many_songs_are_chosen_by_keys(qtbot: QtBot, window: StudioWindow, folder: Path) -> None:
    for number in range(10):
        shutil.copy(folder / "one.wav", folder / f"other {number}.wav")
    window.drops.take([folder])
    qtbot.waitUntil(lambda: window.drops.choice is not None)
    choice = window.drops.choice
    assert isinstance(choice, SongChoice)
    assert "12" in choice.words.text()
    QTest.keyClicks(choice.filter, "TWO")
    assert "two" in choice.now.text()
    QTest.keyClick(choice.filter, Qt.Key.Key_Down)
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    choice.filter.setText("one")
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    assert "two × one" in choice.now.text()
    choice.filter.setText("nothing like it")
    assert choice.open_button.isEnabled()
    choice.filter.setText("other 3")
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    assert "two × one × other 3" in choice.now.text()
    QTest.keyClick(choice.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: decks(window)() == ["two.wav", "one.wav", "other 3.wav"])
    qtbot.waitUntil(lambda: window.drops.choice is None)


def test_a_long_list_of_songs_creates_only_visible_rows(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    songs = [tmp_path / f"{number % 7}" / f"take {number}.m4a" for number in range(1000)]
    choice = SongChoice(songs, "Music", "", 2, window)
    named = []
    name = choice.rows.name
    choice.rows.name = lambda song: named.append(song) or name(song)  # type: ignore[method-assign, func-returns-value]
    choice.open()
    qtbot.waitExposed(choice)
    QApplication.processEvents()
    assert 0 < len(set(named)) < 100
    assert "1000" in choice.words.text()
    choice.filter.setText("4/ take 77")
    shown = [[choice.rows.index(row, column).data() for column in (0, 1)] for row in range(choice.rows.rowCount())]
    assert shown == [[f"take {number}", "4"] for number in range(1000) if number % 7 == 4 and "77" in str(number)]
    choice.filter.setText("take 4")
    # The filter ignores file extensions.
    assert choice.rows.rowCount() == sum(number % 7 == 4 or "4" in str(number) for number in range(1000))
    choice.close()
