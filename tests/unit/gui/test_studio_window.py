"""The window: what is opened, dropped, saved and closed in it, and what it says and offers meanwhile."""

import json
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from mashups import mashup_of
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from windows import show_window

from mashstudio.gui import app as app_module
from mashstudio.gui.app import Windows
from mashstudio.gui.export_dialog import ExportDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.studio_window import StudioWindow
from mashstudio.mashup.edits import Selection, paint, with_tempo
from mashstudio.mashup.project import load_project, save_project
from mashstudio.studio import autosave as autosave_module
from mashstudio.studio.autosave import find_recoveries
from mashstudio.studio.saving import save
from mashstudio.studio.settings import load_settings, save_settings

Act = Callable[[QWidget], object]
PATIENCE = 60_000


class Answers:
    """Answers the dialogs that come up, one after the other; `asked` are their words."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._acts: list[Act] = []
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def click(self, button: QMessageBox.StandardButton) -> None:
        """Answers the next question so."""

        def act(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            self.asked.append(box.text())
            box.button(button).click()

        self._acts.append(act)

    def choose(self, *files: Path) -> None:
        """Chooses these files (or, none, no file) in the next file dialog."""

        def act(dialog: QWidget) -> None:
            assert isinstance(dialog, QFileDialog)
            self.asked.append(dialog.windowTitle())
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert field is not None
            field.setText(" ".join(f'"{file}"' for file in files) if len(files) > 1 else str(*files))
            dialog.accept() if files else dialog.reject()

        self._acts.append(act)

    def close(self) -> None:
        self._timer.stop()
        assert not self._acts, "Nobody asked."

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isVisible() and self._acts:
            self._acts.pop(0)(dialog)


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answers]:
    answers = Answers()
    yield answers
    answers.close()


@pytest.fixture
def window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """An empty window."""
    return show_window(qtbot, studio)


@pytest.fixture
def filled(qtbot: QtBot, loaded: Studio) -> StudioWindow:
    """A window with a new mashup of the two songs."""
    return show_window(qtbot, loaded)


def entering(point: QPoint, mime: QMimeData) -> QDragEnterEvent:
    with warnings.catch_warnings():
        # PySide warns of this constructor, and knows no other.
        warnings.simplefilter("ignore", DeprecationWarning)
        return QDragEnterEvent(
            point, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )


def drop(on: QWidget, *files: Path) -> None:
    """What Qt sends when files are dropped there."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    drop_data(on, mime)


def drop_data(on: QWidget, mime: QMimeData) -> None:
    middle = on.rect().center()
    enter = entering(middle, mime)
    enter.ignore()
    QApplication.sendEvent(on, enter)
    assert enter.isAccepted()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(on, QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, mime, buttons, keys))


def change(window: StudioWindow, tempo: float = 123.0) -> None:
    """An edit."""
    window.studio.edit_with("Tempo", partial(with_tempo, tempo=tempo))


def on_decks(window: StudioWindow) -> list[Path | None]:
    decks = [window.studio.session.shown(side) for side in (0, 1)]
    return [None if deck is None else deck.path for deck in decks]


def enabled(window: StudioWindow, *names: str) -> set[bool]:
    return {window.actions_by_name[name].isEnabled() for name in names}


# What comes in


def test_a_song_fills_the_deck_that_is_empty(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = song_files
    window.drops.take([two])
    qtbot.waitUntil(lambda: on_decks(window) == [two, None])
    window.drops.take([one])
    qtbot.waitUntil(lambda: on_decks(window) == [two, one])
    window.drops.take([tmp_path / "third.wav"])
    qtbot.waitUntil(lambda: "third.wav" in window.statusBar().currentMessage())
    assert "Both decks" in window.statusBar().currentMessage()
    assert on_decks(window) == [two, one]


def test_files_dropped_on_the_window_are_opened(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path]
) -> None:
    drop(window, *song_files)
    qtbot.waitUntil(lambda: on_decks(window) == list(song_files))


def test_what_is_no_file_is_not_taken(window: StudioWindow) -> None:
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


def test_the_demo_is_there_in_one_click(qtbot: QtBot, window: StudioWindow) -> None:
    window.actions_by_name["demo"].trigger()
    qtbot.waitUntil(lambda: None not in on_decks(window), timeout=PATIENCE)
    assert [path and path.name for path in on_decks(window)] == ["low-tide.ogg", "neon-rain.ogg"]
    # It is ours: the user's goes elsewhere.
    assert window.studio.session.path is None
    assert window.studio.settings.recent == ()


# Title, saving, opening again


def test_the_title_names_the_mashup_and_marks_unsaved_work(filled: StudioWindow) -> None:
    assert filled.windowTitle() == "one × two[*] – MashStudio"
    assert not filled.isWindowModified()
    change(filled)
    assert filled.isWindowModified()
    filled.actions_by_name["undo"].trigger()
    assert not filled.isWindowModified()


def test_an_empty_window_has_nothing_to_save(window: StudioWindow) -> None:
    assert window.windowTitle() == "MashStudio[*]"
    window.files.save()
    assert "nothing to save" in window.statusBar().currentMessage()


def test_saving_asks_where_to_once(qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
    change(filled)
    answers.choose(tmp_path / "night")
    place = tmp_path / "night.mash"
    with qtbot.waitSignal(filled.studio.told, timeout=PATIENCE, check_params_cb=lambda text: "night.mash" in text):
        filled.actions_by_name["save"].trigger()
    assert not filled.isWindowModified()
    assert filled.windowTitle() == "night[*] – MashStudio"
    assert load_project(place).tempo == 123.0
    assert load_settings(tmp_path / "settings.json").recent == (str(place),)
    change(filled, 124.0)
    filled.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not filled.isWindowModified(), timeout=PATIENCE)
    assert load_project(place).tempo == 124.0
    answers.choose(tmp_path / "day.mash")
    filled.actions_by_name["save_as"].trigger()
    qtbot.waitUntil(lambda: filled.windowTitle() == "day[*] – MashStudio", timeout=PATIENCE)
    assert load_settings(tmp_path / "settings.json").recent == (str(tmp_path / "day.mash"), str(place))
    assert answers.asked == ["Save the mashup"] * 2


def test_who_chooses_no_file_has_saved_nothing(filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
    change(filled)
    answers.choose()
    filled.actions_by_name["save"].trigger()
    assert filled.isWindowModified()
    assert not list(tmp_path.glob("*.mash"))


def test_a_place_that_can_t_be_written_is_told(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers
) -> None:
    change(filled)
    (tmp_path / "file").write_text("no folder")
    answers.choose(tmp_path / "file" / "night.mash")
    answers.click(QMessageBox.StandardButton.Ok)
    filled.files.save_as()
    qtbot.waitUntil(lambda: len(answers.asked) == 2, timeout=PATIENCE)
    assert filled.isWindowModified()


def test_a_song_is_never_saved_over(qtbot: QtBot, filled: StudioWindow, song_files: tuple[Path, Path]) -> None:
    songs = [path.read_bytes() for path in song_files]
    failures: list[Exception] = []
    for path in song_files:
        save(filled.studio.session, path, lambda: pytest.fail("It was saved."), failures.append)
    qtbot.waitUntil(lambda: len(failures) == 2, timeout=PATIENCE)
    assert all(path.name in str(error) for path, error in zip(song_files, failures, strict=True))
    assert [path.read_bytes() for path in song_files] == songs


def test_an_ending_that_is_added_replaces_nothing_unasked(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file dialog asks about the name that was typed only; who says no is back in it."""
    (tmp_path / "v1.2.mash").write_bytes(b"another project")
    typed = iter([str(tmp_path / "v1.2"), "", str(tmp_path / "v1.2")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (next(typed), ""))
    answers.click(QMessageBox.StandardButton.Cancel)
    filled.files.save_as()
    assert answers.asked == ["v1.2.mash is there already. Shall it be replaced?"]
    assert (tmp_path / "v1.2.mash").read_bytes() == b"another project"
    (tmp_path / "v1.2.mash").unlink()
    filled.files.save_as()
    qtbot.waitUntil((tmp_path / "v1.2.mash").exists, timeout=PATIENCE)


def test_only_the_file_that_is_written_is_asked_about(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers
) -> None:
    (tmp_path / "v1.2").write_bytes(b"something else")
    answers.choose(tmp_path / "v1.2")
    filled.files.save_as()
    qtbot.waitUntil((tmp_path / "v1.2.mash").exists, timeout=PATIENCE)
    assert (tmp_path / "v1.2").read_bytes() == b"something else"
    assert len(answers.asked) == 1


def test_a_name_that_is_not_utf8_is_dropped_shown_and_saved(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode("노래".encode("cp949"))
    folder.mkdir()
    song = folder / os.fsdecode("밤편지.wav".encode("cp949"))
    shutil.copy(song_files[0], song)
    mime = QMimeData()
    mime.setData("text/uri-list", f"file://{quote(os.fsencode(song))}\r\n{song_files[1].as_uri()}\r\n".encode())
    drop_data(window, mime)
    qtbot.waitUntil(lambda: on_decks(window) == [song, song_files[1]])
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert "밤편지" in window.windowTitle()
    project = folder / os.fsdecode("밤하늘.mash".encode("cp949"))
    window.files._save_to(project, lambda: None)
    qtbot.waitUntil(lambda: window.windowTitle() == "밤하늘[*] – MashStudio", timeout=PATIENCE)
    assert load_project(project).songs[0].path == song
    dialog = ExportDialog(window.studio, window)
    qtbot.addWidget(dialog)
    assert dialog._name.text() == str(tmp_path / "노래" / "밤하늘.wav")
    assert dialog.options().out == folder / "밤하늘.wav"


def test_what_is_no_file_is_refused_on_the_deck(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    window.drops.take([tmp_path / "pipe.wav", Path("/dev/zero")])
    qtbot.waitUntil(lambda: None not in on_decks(window), timeout=PATIENCE)
    decks = [window.studio.session.shown(side) for side in (0, 1)]
    qtbot.waitUntil(lambda: all(deck is not None and "pipe" in deck.error for deck in decks), timeout=PATIENCE)


def saved_project(filled: StudioWindow, path: Path) -> Path:
    """The window's mashup with some cells, as a project."""
    mashup = filled.studio.mashup
    assert mashup is not None
    beats = filled.studio.session.song_beats()
    save_project(paint(with_tempo(mashup, 121.0), beats, Selection((0, 5), 2, 9), on=True), path)
    return path


@pytest.fixture
def project(filled: StudioWindow, tmp_path: Path) -> Path:
    """A project, and nothing in the studio any more."""
    path = saved_project(filled, tmp_path / "kept.mash")
    filled.studio.session.close_songs()
    return path


def test_a_project_is_opened_as_it_was(qtbot: QtBot, filled: StudioWindow, project: Path) -> None:
    drop(filled.decks[1], project)
    qtbot.waitUntil(lambda: filled.studio.mashup is not None, timeout=PATIENCE)
    kept = load_project(project)
    assert filled.studio.mashup is not None
    assert np.array_equal(filled.studio.mashup.cells, kept.cells)
    assert filled.studio.mashup.tempo == 121.0
    assert filled.windowTitle() == "kept[*] – MashStudio"
    assert not filled.isWindowModified()
    assert filled.studio.settings.recent == (str(project),)


def test_a_recent_project_is_opened_from_the_menu(qtbot: QtBot, filled: StudioWindow, project: Path) -> None:
    filled.studio.change_settings(recent=(str(project),))
    menu = next(menu for menu in filled.findChildren(QMenu) if menu.title() == "Recent projects")
    menu.aboutToShow.emit()
    entry = menu.actions()[0]
    assert entry.text() == "kept.mash"
    entry.trigger()
    qtbot.waitUntil(lambda: filled.windowTitle() == "kept[*] – MashStudio", timeout=PATIENCE)


def test_a_second_project_wants_a_window_of_its_own(
    qtbot: QtBot, filled: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path
) -> None:
    project = saved_project(filled, tmp_path / "other.mash")
    with qtbot.waitSignal(filled.files.another_wanted) as wanted:
        filled.drops.take([*song_files, project])
    assert wanted.args == [project]
    with qtbot.waitSignal(filled.files.another_wanted) as wanted:
        filled.actions_by_name["new"].trigger()
    assert wanted.args == [None]
    assert filled.windowTitle() == "one × two[*] – MashStudio"


def test_an_empty_window_is_new_enough(qtbot: QtBot, window: StudioWindow) -> None:
    with qtbot.assertNotEmitted(window.files.another_wanted):
        window.actions_by_name["new"].trigger()


def test_a_file_that_is_no_project_is_told(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path, answers: Answers
) -> None:
    nonsense = tmp_path / "nonsense.mash"
    nonsense.write_text("no JSON")
    answers.click(QMessageBox.StandardButton.Ok)
    window.drops.take([nonsense])
    qtbot.waitUntil(lambda: len(answers.asked) == 1, timeout=PATIENCE)
    assert "nonsense.mash" in answers.asked[0]
    assert on_decks(window) == [None, None]


# Closing


def test_what_is_saved_is_closed_without_a_question(filled: StudioWindow) -> None:
    assert filled.close()


def test_closing_can_be_called_off(filled: StudioWindow, answers: Answers) -> None:
    change(filled)
    answers.click(QMessageBox.StandardButton.Cancel)
    assert not filled.close()
    assert filled.isVisible()
    assert answers.asked == ["The mashup has changes that aren't saved."]


def test_work_that_is_discarded_leaves_nothing(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers
) -> None:
    change(filled)
    qtbot.waitUntil(lambda: bool(list((tmp_path / "autosave").glob("*.mash"))), timeout=PATIENCE)
    answers.click(QMessageBox.StandardButton.Discard)
    assert filled.close()
    assert list((tmp_path / "autosave").iterdir()) == []


def test_work_is_saved_before_the_window_closes(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers
) -> None:
    change(filled)
    answers.click(QMessageBox.StandardButton.Save)
    answers.choose(tmp_path / "last.mash")
    filled.close()
    qtbot.waitUntil(lambda: not filled.isVisible(), timeout=PATIENCE)
    assert load_project(tmp_path / "last.mash").tempo == 123.0


# After a crash


def crashed(project: Path, folder: Path) -> Path:
    """What a studio that is no more left of that project."""
    folder.mkdir()
    copy = folder / "0-0-0.mash"
    save_project(load_project(project), copy)
    owner = {"pid": 2**22 + 1, "started": 1.0, "place": None, "title": "one × two", "when": 1000.0}
    copy.with_suffix(".json").write_text(json.dumps(owner), "utf-8")
    return copy


def test_recovered_work_is_unsaved_and_kept_until_it_is_saved(
    qtbot: QtBot, filled: StudioWindow, project: Path, tmp_path: Path, answers: Answers
) -> None:
    copy = crashed(project, tmp_path / "autosave")
    assert [found.copy for found in find_recoveries(tmp_path / "autosave")] == [copy]
    filled.files.recover(copy, project)
    qtbot.waitUntil(lambda: filled.studio.mashup is not None, timeout=PATIENCE)
    assert filled.windowTitle() == "kept[*] – MashStudio"
    assert filled.isWindowModified()
    # It is this studio's now, and never without a copy.
    qtbot.waitUntil(lambda: find_recoveries(tmp_path / "autosave") == [], timeout=PATIENCE)
    assert np.array_equal(load_project(copy).cells, load_project(project).cells)
    filled.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not filled.isWindowModified(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: list((tmp_path / "autosave").iterdir()) == [], timeout=PATIENCE)


def test_recovered_work_that_is_discarded_is_not_offered_again(
    qtbot: QtBot, filled: StudioWindow, project: Path, tmp_path: Path, answers: Answers
) -> None:
    filled.files.recover(crashed(project, tmp_path / "autosave"), None)
    qtbot.waitUntil(lambda: filled.studio.mashup is not None, timeout=PATIENCE)
    answers.click(QMessageBox.StandardButton.Discard)
    assert filled.close()
    assert list((tmp_path / "autosave").iterdir()) == []


def test_a_window_in_use_recovers_nothing(qtbot: QtBot, filled: StudioWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(filled.files.recovery_wanted) as wanted:
        filled.files.recover(tmp_path / "copy.mash", None)
    assert wanted.args == [tmp_path / "copy.mash", None]


def test_a_copy_whose_songs_are_gone_stays_for_another_time(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path, answers: Answers
) -> None:
    project = tmp_path / "lost.mash"
    save_project(mashup_of({0: [0, 1]}), project)
    copy = crashed(project, tmp_path / "autosave")
    answers.click(QMessageBox.StandardButton.Ok)
    window.files.recover(copy, None)
    qtbot.waitUntil(lambda: len(answers.asked) == 1, timeout=PATIENCE)
    # What is begun in its place is something else.
    window.drops.take(list(song_files))
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert not window.isWindowModified()
    assert window.close()
    assert [found.copy for found in find_recoveries(tmp_path / "autosave")] == [copy]


# What can be done


def test_commands_can_be_given_when_they_make_sense(
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


def test_the_export_takes_the_stage_when_every_beat_is_decided(filled: StudioWindow) -> None:
    assert filled.export_button.objectName() == ""
    filled.actions_by_name["suggest"].trigger()
    studio = filled.studio
    assert studio.mashup is not None
    beats = studio.session.song_beats()
    studio.edit_with("Paint", partial(paint, beats=beats, where=Selection((0, 4), 0, studio.mashup.beats), on=True))
    assert filled.export_button.objectName() == "primary"
    studio.undo.undo()
    studio.undo.undo()
    assert filled.export_button.objectName() == ""


def test_every_command_has_words_and_what_is_in_no_menu_has_keys(window: StudioWindow) -> None:
    in_menus = {action for menu in window._menus.values() for action in menu.actions()}
    for action in window.actions_by_name:
        assert action.text()
        assert action in in_menus or not action.shortcut().isEmpty()
    keys = [action.shortcut().toString() for action in window.actions_by_name if not action.shortcut().isEmpty()]
    assert len(set(keys)) == len(keys)


def test_all_cells_are_selected_for_the_keys_in_the_grid(filled: StudioWindow) -> None:
    filled.activateWindow()
    filled.transport.setFocus()
    filled.actions_by_name["select_all"].trigger()
    assert filled.grid.grid.hasFocus()
    assert filled.grid.grid.cursor_place == (0, 0)
    assert len(filled.studio.selection.lanes) == 8


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


def test_that_changes_are_not_kept_is_shown_until_they_are(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "_AGAIN", 0.1)
    window, studio = filled, filled.studio
    assert not window.unkept.isVisible()
    (tmp_path / "autosave").write_text("This is in the way.")
    assert studio.mashup is not None
    studio.edit("Tempo", with_tempo(studio.mashup, 123.0))
    qtbot.waitUntil(window.unkept.isVisible, timeout=PATIENCE)
    assert window.unkept.text().startswith("Changes aren't being kept: Can't write")
    (tmp_path / "autosave").unlink()
    qtbot.waitUntil(lambda: not window.unkept.isVisible(), timeout=PATIENCE)
    assert list((tmp_path / "autosave").glob("*.mash"))
