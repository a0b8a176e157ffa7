"""The library in the window: found as one types, loaded by Enter or drag, ranked, added to in the background."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_songs import analysed_song, facts, listed, made_up, sound
from PySide6.QtCore import QBuffer, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot
from windows import Answers, drop, drop_data, on_decks, show_window

from mashstudio.audio.songs import sha256_of
from mashstudio.core.jobs import Job
from mashstudio.gui.library.library_panel import LibraryPanel
from mashstudio.gui.library.library_rows import COLUMNS
from mashstudio.gui.library.unreadable import UnreadableDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.tasks import TaskKind
from mashstudio.gui.window import StudioWindow
from mashstudio.library.facts import Grid, GridSection, Listed, Stamp
from mashstudio.library.heard import pack, unpack
from mashstudio.library.search import Searched
from mashstudio.pipeline.partners import heard_version
from mashstudio.pipeline.scanning import user_library

PATIENCE = 30_000
Filled = Callable[..., LibraryPanel]


@pytest.fixture
def library(qtbot: QtBot, window: StudioWindow) -> Filled:
    """Open the window's library, filled with songs of those titles."""

    def opened(*titles: str) -> LibraryPanel:
        for number, title in enumerate(titles):
            fill_one(number, title)
        window.actions_by_name["library"].trigger()
        panel = window.below.library
        qtbot.waitUntil(lambda: panel.shelf.is_loaded and len(panel.rows.songs) == len(titles), timeout=PATIENCE)
        return panel

    return opened


def fill_one(number: int, title: str, **more: Any) -> None:
    keep(listed(number, title=title, **more), None)


def keep(song: Listed, icon: bytes | None) -> None:
    """Put a song into the library as if it had been scanned; its file is there, as a scan forgets those that aren't."""
    store = user_library()
    path = store.file.parent / song.path.name
    path.touch()
    found = path.stat()
    store.put_song(song.facts, sound(int(song.path.stem)), Grid(4, (GridSection(0.5, 120.0, 1),)), icon)
    store.put_file(path, Stamp(found.st_mtime_ns, found.st_size), song.facts.sha256)


def titles(panel: LibraryPanel) -> list[str]:
    return [each.song.facts.title for each in panel.rows.songs]


def select(panel: LibraryPanel, row: int) -> None:
    # Not QTableView.selectRow, which looks at the keys that an earlier test held down.
    flags = QItemSelectionModel.SelectionFlag
    panel.table.selectionModel().setCurrentIndex(panel.rows.index(row, 1), flags.ClearAndSelect | flags.Rows)


def act(panel: LibraryPanel, text: str) -> None:
    """Choose an entry of the menu of the selected songs."""
    menu = QMenu(panel)
    panel._fill_menu(menu)
    entries = [*menu.actions(), *(each for sub in menu.findChildren(QMenu) for each in sub.actions())]
    next(entry for entry in entries if entry.text() == text).trigger()
    menu.deleteLater()


def test_songs_are_found_as_one_types(qtbot: QtBot, library: Filled) -> None:
    panel = library("밤편지", "Février", "Night Letter")
    for words, expected in (("ㅂㅍㅈ", ["밤편지"]), ("fev", ["Février"]), ("NIGHT let", ["Night Letter"]), ("x", [])):
        # QTest can't type Hangul.
        panel.filters.words.setText(words)
        qtbot.waitUntil(lambda expected=expected: titles(panel) == expected, timeout=PATIENCE)  # type: ignore[misc]
    assert panel.empty.text() == "No songs match."


def test_columns_sort_both_ways_and_are_remembered(qtbot: QtBot, window: StudioWindow, library: Filled) -> None:
    panel = library("b", "c", "a")
    header = panel.table.horizontalHeader()
    title = header.sectionViewportPosition(COLUMNS.index("title")) + 5
    for expected in (["a", "b", "c"], ["c", "b", "a"]):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(title, 5))
        qtbot.waitUntil(lambda expected=expected: titles(panel) == expected, timeout=PATIENCE)  # type: ignore[misc]
    assert window.studio.settings.library_order == "-title"
    assert window.studio.settings.library
    assert panel.table.chosen[0].facts.title == "b"


def test_the_window_s_keys_open_search_load_and_close_it(
    qtbot: QtBot, window: StudioWindow, library: Filled, tmp_path: Path
) -> None:
    panel = library("one", "two")
    assert panel.filters.words.hasFocus()
    wanted: list[object] = []
    panel.files_wanted.disconnect()
    panel.files_wanted.connect(lambda paths, source: wanted.append((paths, source)))
    QTest.keyClick(panel.filters.words, Qt.Key.Key_Down)
    assert panel.table.hasFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert wanted == [([panel.rows.songs[1].song.path], None)]
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.below.shows_library()
    assert window.grid.grid.hasFocus()


def test_a_row_is_dragged_onto_a_deck(qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]) -> None:
    panel = window.below.library
    panel.rows.show_songs([Searched(Listed(facts(0), song_files[0]))], None)
    assert panel.rows.flags(panel.rows.index(0, 1)) & Qt.ItemFlag.ItemIsDragEnabled
    drop_data(window.decks[1], panel.rows.mimeData([panel.rows.index(0, 1)]))
    qtbot.waitUntil(lambda: on_decks(window) == [None, song_files[0]], timeout=PATIENCE)


def test_partners_say_how_they_were_found(qtbot: QtBot, library: Filled) -> None:
    panel = library("a", "b", "c")
    for number in (0, 2):
        user_library().put_heard(facts(number).sha256, heard_version(), pack(made_up(number)))
    select(panel, 0)
    act(panel, "Partners of this")
    qtbot.waitUntil(lambda: panel.heading.text() == "Partners of a, best first", timeout=PATIENCE)
    qtbot.waitUntil(lambda: sorted(titles(panel)) == ["b", "c"], timeout=PATIENCE)
    ranks = {title: panel.rows.data(panel.rows.index(row, 0)) for row, title in enumerate(titles(panel))}
    assert ranks["b"].endswith(", by mix")
    assert ", by stems: " in ranks["c"]
    QTest.mouseClick(panel.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(panel) == ["a", "b", "c"], timeout=PATIENCE)
    assert panel.heading.isHidden()


def test_songs_are_similar_and_put_in_order(qtbot: QtBot, library: Filled) -> None:
    panel = library("a", "b", "c", "d")
    select(panel, 1)
    act(panel, "Similar")
    qtbot.waitUntil(lambda: sorted(titles(panel)) == ["a", "c", "d"], timeout=PATIENCE)
    panel.table.selectAll()
    act(panel, "Put in order")
    qtbot.waitUntil(lambda: panel.heading.text().startswith("In an order"), timeout=PATIENCE)
    assert sorted(titles(panel)) == ["a", "c", "d"]


def test_tempo_and_key_are_near_a_deck_s_song(qtbot: QtBot, filled: StudioWindow) -> None:
    for number in range(12):
        fill_one(number, f"{number}")
    filled.actions_by_name["library"].trigger()
    panel = filled.below.library
    qtbot.waitUntil(lambda: len(panel.rows.songs) == 12, timeout=PATIENCE)
    assert panel.filters.near.currentText() == "of song A"
    panel.filters.tempo.setCurrentText("±10 %")
    # The songs have 90 to 101 BPM, A 120.
    qtbot.waitUntil(lambda: titles(panel) == [], timeout=PATIENCE)
    panel.filters.tempo.setCurrentIndex(0)
    panel.filters.key.setCurrentText("Same key")
    qtbot.waitUntil(lambda: 0 < len(panel.rows.songs) < 12, timeout=PATIENCE)
    key = filled.studio.session.decks[0].analysis
    assert key is not None
    assert {each.song.facts.key.number for each in panel.rows.songs} == {key.key.number}


def test_dropped_folders_are_added_in_the_background(
    qtbot: QtBot, window: StudioWindow, library: Filled, tmp_path: Path
) -> None:
    panel = library()
    assert not panel.add_button.isHidden()
    analysed_song(tmp_path / "music" / "밤.wav", window.studio.session.cache)
    (tmp_path / "music" / "broken.wav").write_bytes(b"no sound")
    drop(panel, tmp_path / "music")
    qtbot.waitUntil(lambda: "as they are analysed" in panel.empty.text(), timeout=PATIENCE)
    assert panel.add_button.isHidden()
    qtbot.waitUntil(lambda: titles(panel) == ["밤"], timeout=PATIENCE)
    (task,) = window.studio.tasks.all
    assert task.kind is TaskKind.SCAN
    qtbot.waitUntil(lambda: not task.running, timeout=PATIENCE)
    act(panel, "Show files that can't be used")
    dialog = next(each for each in window.findChildren(QDialog) if isinstance(each, UnreadableDialog))
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "broken.wav"
    assert "not an audio file" in item.text(1)
    dialog.reject()


def test_a_scan_is_cancelled_at_once_and_goes_on_by_itself(
    qtbot: QtBot, window: StudioWindow, library: Filled, tmp_path: Path
) -> None:
    panel = library()
    analysed_song(tmp_path / "music" / "one.wav", window.studio.session.cache)
    panel.shelf.add([tmp_path / "music"])
    (task,) = window.studio.tasks.all
    qtbot.waitUntil(lambda: bool(panel.shelf.library.file.exists() and panel.shelf.library.folders()), timeout=PATIENCE)
    window.studio.tasks.cancel(task)
    began = time.monotonic()
    qtbot.waitUntil(lambda: not window.studio.tasks._workers._running, timeout=PATIENCE)
    assert time.monotonic() - began < 2
    # A scan loses nothing, so it never keeps the window open.
    panel.shelf.is_loaded = False
    panel.shelf.begin()
    qtbot.waitUntil(lambda: titles(panel) == ["one"], timeout=PATIENCE)
    assert window.studio.tasks.losing == []


def test_songs_are_removed_after_a_question_and_their_files_stay(
    qtbot: QtBot, window: StudioWindow, library: Filled, answers: Answers
) -> None:
    panel = library("a", "b")
    select(panel, 0)
    answers.press("Remove")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(panel) == ["b"], timeout=PATIENCE)


def test_playlists_are_exported_and_imported(
    qtbot: QtBot, window: StudioWindow, library: Filled, answers: Answers, tmp_path: Path
) -> None:
    panel = library()
    song = analysed_song(tmp_path / "music" / "밤 100%.wav", window.studio.session.cache)
    panel.shelf.add([song])
    qtbot.waitUntil(lambda: len(panel.rows.songs) == 1, timeout=PATIENCE)
    answers.choose(tmp_path / "set.xml")
    act(panel, "rekordbox XML…")
    qtbot.waitUntil((tmp_path / "set.xml").exists, timeout=PATIENCE)
    answers.choose(tmp_path / "set.xml")
    act(panel, "Import playlist…")
    qtbot.waitUntil(lambda: panel.filters.playlists.findText("set") > 0, timeout=PATIENCE)
    # Another one of that name.
    (tmp_path / "set.csv").write_text(f"path\n{song}\n{song}\nnone.wav\n", "utf-8")
    answers.choose(tmp_path / "set.csv")
    act(panel, "Import playlist…")
    qtbot.waitUntil(lambda: panel.filters.playlists.findText("set (2)") > 0, timeout=PATIENCE)
    tasks = window.studio.tasks
    qtbot.waitUntil(lambda: not tasks.running, timeout=PATIENCE)
    said = [label.text() for label in window.findChildren(QLabel)]
    assert any("Imported set.csv as “set (2)”. Songs that aren't there: 1." in text for text in said)
    panel.filters.playlists.setCurrentText("set (2)")
    qtbot.waitUntil(lambda: panel.shelf.arrangement.playlist == "set (2)", timeout=PATIENCE)
    answers.press("Remove")
    act(panel, "Remove this playlist")
    qtbot.waitUntil(lambda: panel.filters.playlists.findText("set (2)") < 0, timeout=PATIENCE)
    panel.filters.playlists.setCurrentText("set")
    qtbot.waitUntil(lambda: panel.shelf.arrangement.playlist == "set", timeout=PATIENCE)
    assert [each.song.path for each in panel.rows.songs] == [song]


def test_thousands_of_rows_cost_as_much_as_a_few(qtbot: QtBot, window: StudioWindow) -> None:
    panel = window.below.library
    window.actions_by_name["library"].trigger()
    cost = []
    for count in (5000, 50):
        songs = [Searched(listed(number)) for number in range(count)]
        began = time.process_time()
        panel.table.show_songs(songs, None)
        panel.table.selectAll()
        panel.table.grab()
        cost.append(time.process_time() - began)
    assert cost[0] < 3 * cost[1] + 0.02


def test_when_a_song_was_last_used_is_kept(qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]) -> None:
    sha256 = sha256_of(song_files[0], Job())
    fill_one(0, "one", sha256=sha256)
    window.studio.session.load(0, song_files[0])
    qtbot.waitUntil(lambda: user_library().songs()[0].used > 0, timeout=PATIENCE)


def test_songs_that_were_on_a_deck_before_they_were_listed_are_used(
    qtbot: QtBot, window: StudioWindow, library: Filled, song_files: tuple[Path, Path]
) -> None:
    panel = library()
    window.studio.session.load(0, song_files[0])
    qtbot.waitUntil(lambda: bool(window.below._used), timeout=PATIENCE)
    fill_one(0, "one", sha256=sha256_of(song_files[0], Job()))
    qtbot.waitUntil(lambda: bool(panel.rows.songs and panel.rows.songs[0].song.used), timeout=PATIENCE)


def test_a_library_that_can_t_be_read_says_why(qtbot: QtBot, window: StudioWindow) -> None:
    user_library().file.write_bytes(b"no database" * 1000)
    window.actions_by_name["library"].trigger()
    panel = window.below.library
    qtbot.waitUntil(lambda: "move it away to begin a new one" in panel.empty.text(), timeout=PATIENCE)
    assert panel.pages.currentIndex() == 1


def test_songs_that_another_process_adds_and_a_mended_file_are_seen(qtbot: QtBot, library: Filled) -> None:
    panel = library("one")
    fill_one(1, "two")
    qtbot.waitUntil(lambda: titles(panel) == ["one", "two"], timeout=PATIENCE)
    whole = user_library().file.read_bytes()
    user_library().file.write_bytes(b"no database" * 1000)
    panel.shelf.load()
    qtbot.waitUntil(lambda: panel.shelf.failure is not None, timeout=PATIENCE)
    assert titles(panel) == ["one", "two"]
    user_library().file.write_bytes(whole)
    qtbot.waitUntil(lambda: panel.shelf.failure is None, timeout=PATIENCE)


def test_what_the_stems_of_a_deck_s_song_play_is_kept(
    qtbot: QtBot, drawn: Studio, song_files: tuple[Path, Path]
) -> None:
    sha256 = sha256_of(song_files[0], Job())
    store, song = user_library(), listed(0, sha256=sha256)
    store.put_song(song.facts, sound(0), Grid(4, (GridSection(0.5, 120.0, 1),)), None)
    store.put_file(song_files[0], Stamp(1, 1), sha256)
    show_window(qtbot, drawn)
    drawn.decks_changed.emit()
    qtbot.waitUntil(lambda: store.heard(heard_version()) == {sha256}, timeout=PATIENCE)
    assert unpack(store.heard_sounds([sha256], heard_version())[sha256], 0).beats_per_bar == 4


def test_covers_come_as_rows_are_shown(qtbot: QtBot, window: StudioWindow) -> None:
    picture = QImage(96, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    png = QBuffer()
    png.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(png, b"png").write(picture)
    song = listed(0)
    keep(song, bytes(png.data().data()))
    window.actions_by_name["library"].trigger()
    panel = window.below.library
    side = panel.table.iconSize()

    def shown() -> bool:
        image = panel.table.viewport().grab().toImage()
        height = panel.table.rowHeight(0)
        red = [image.pixelColor(x, height // 2) == QColor("red") for x in range(60)]
        return 10 < sum(red) <= side.width()

    qtbot.waitUntil(shown, timeout=PATIENCE)


def test_partners_of_the_decks_songs_are_a_click_away(
    qtbot: QtBot, window: StudioWindow, library: Filled, tmp_path: Path
) -> None:
    panel = library("a", "b")
    assert not panel.partners_button.isEnabled()
    window.studio.session.load(0, analysed_song(tmp_path / "밤.wav", window.studio.session.cache))
    deck = window.studio.session.decks
    qtbot.waitUntil(lambda: 0 in deck and deck[0].ready is not None, timeout=PATIENCE)
    window.studio.session.cancel(0)
    qtbot.waitUntil(panel.partners_button.isEnabled, timeout=PATIENCE)
    QTest.mouseClick(panel.partners_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.heading.text() == "Partners of 밤, best first", timeout=PATIENCE)
    assert sorted(titles(panel)) == ["a", "b"]
    # The deck's song belongs to the library now.
    assert tmp_path / "밤.wav" in user_library().places()


def test_genres_are_a_column_and_a_filter_once_a_model_has_judged(qtbot: QtBot, library: Filled) -> None:
    panel, column = library("one", "two", "three", "four"), COLUMNS.index("genre")
    assert panel.table.isColumnHidden(column)
    assert not panel.filters.genre.isVisible()
    songs = user_library().songs()
    judged = {song.facts.sha256: genre for song, genre in zip(songs, "aabb", strict=True)}
    user_library().put_genres("mine", judged)
    panel.shelf.load()
    qtbot.waitUntil(panel.filters.genre.isVisible, timeout=PATIENCE)
    assert not panel.table.isColumnHidden(column)
    panel.filters.genre.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(panel.rows.songs) == 2, timeout=PATIENCE)
    assert {panel.rows.data(panel.rows.index(row, column)) for row in range(2)} == {"b"}
