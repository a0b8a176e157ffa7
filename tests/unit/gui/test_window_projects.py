"""The window's project: its title, saving, reopening, closing, and recovery after a crash."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from mashups import mashup_of
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from windows import Answers, change, drop, drop_data, on_decks, saved_project

from mashstudio.document.project import load_project, save_project
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo
from mashstudio.session.autosave import find_recoveries
from mashstudio.session.saving import save
from mashstudio.session.settings import load_settings

PATIENCE = 60_000


# Title, saving, reopening


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
    assert "Nothing to save yet" in window.statusBar().currentMessage()


def test_saving_asks_where_to_once(qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
    change(filled)
    answers.choose(tmp_path / "night")
    place = tmp_path / "night.mash"
    with qtbot.waitSignal(filled.studio.notice, timeout=PATIENCE, check_params_cb=lambda text: "night.mash" in text):
        filled.actions_by_name["save"].trigger()
    assert not filled.isWindowModified()
    assert filled.windowTitle() == "night[*] – MashStudio"
    assert load_project(place).tempo == FixedTempo(123.0)
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").recent == (str(place),))
    change(filled, 124.0)
    filled.actions_by_name["save"].trigger()
    qtbot.waitUntil(lambda: not filled.isWindowModified(), timeout=PATIENCE)
    assert load_project(place).tempo == FixedTempo(124.0)
    answers.choose(tmp_path / "day.mash")
    filled.actions_by_name["save_as"].trigger()
    qtbot.waitUntil(lambda: filled.windowTitle() == "day[*] – MashStudio", timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: load_settings(tmp_path / "settings.json").recent == (str(tmp_path / "day.mash"), str(place))
    )
    assert answers.asked == ["Save the mashup"] * 2


def test_cancelling_the_file_dialog_saves_nothing(filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
    change(filled)
    answers.choose()
    filled.actions_by_name["save"].trigger()
    assert filled.isWindowModified()
    assert not list(tmp_path.glob("*.mash"))


def test_an_unwritable_path_is_reported(qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
    change(filled)
    (tmp_path / "file").write_text("no folder")
    answers.choose(tmp_path / "file" / "night.mash")
    answers.click(QMessageBox.StandardButton.Ok)
    filled.files.save_as()
    qtbot.waitUntil(lambda: len(answers.asked) == 2, timeout=PATIENCE)
    assert filled.isWindowModified()


def test_a_song_is_never_overwritten(qtbot: QtBot, filled: StudioWindow, song_files: tuple[Path, Path]) -> None:
    songs = [path.read_bytes() for path in song_files]
    failures: list[Exception] = []
    for path in song_files:
        save(filled.studio.session, path, lambda: pytest.fail("It was saved."), failures.append)
    qtbot.waitUntil(lambda: len(failures) == 2, timeout=PATIENCE)
    # Whichever was refused first.
    assert all(any(path.name in str(error) for error in failures) for path in song_files)
    assert [path.read_bytes() for path in song_files] == songs


def test_an_added_extension_replaces_nothing_unasked(
    qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file dialog confirms only the name as typed; declining returns to it."""
    (tmp_path / "v1.2.mash").write_bytes(b"another project")
    typed = iter([str(tmp_path / "v1.2"), "", str(tmp_path / "v1.2")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (next(typed), ""))
    answers.click(QMessageBox.StandardButton.Cancel)
    filled.files.save_as()
    assert answers.asked == ["v1.2.mash already exists. Replace it?"]
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
    assert load_project(project).sources[0].song.path == song
    dialog = ExportDialog(window.studio, window)
    qtbot.addWidget(dialog)
    assert dialog._name.text() == str(tmp_path / "노래" / "밤하늘.wav")
    assert dialog.options().out == folder / "밤하늘.wav"


@pytest.fixture
def project(filled: StudioWindow, tmp_path: Path) -> Path:
    """Return a saved project, with the studio emptied."""
    path = saved_project(filled, tmp_path / "kept.mash")
    filled.studio.session.close_songs()
    return path


def test_a_project_is_opened_as_it_was(qtbot: QtBot, filled: StudioWindow, project: Path) -> None:
    drop(filled.decks[1], project)
    qtbot.waitUntil(lambda: filled.studio.mashup is not None, timeout=PATIENCE)
    kept = load_project(project)
    assert filled.studio.mashup is not None
    assert np.array_equal(filled.studio.mashup.cells, kept.cells)
    assert filled.studio.mashup.tempo == FixedTempo(121.0)
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


def test_a_second_project_opens_in_another_window(
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


def test_new_reuses_an_empty_window(qtbot: QtBot, window: StudioWindow) -> None:
    with qtbot.assertNotEmitted(window.files.another_wanted):
        window.actions_by_name["new"].trigger()


def test_a_file_that_is_no_project_is_reported(
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


def test_a_saved_window_closes_without_a_question(filled: StudioWindow) -> None:
    assert filled.close()


def test_closing_can_be_cancelled(filled: StudioWindow, answers: Answers) -> None:
    change(filled)
    answers.click(QMessageBox.StandardButton.Cancel)
    assert not filled.close()
    assert filled.isVisible()
    assert answers.asked == ["The mashup has unsaved changes."]


def test_discarded_work_leaves_nothing(qtbot: QtBot, filled: StudioWindow, tmp_path: Path, answers: Answers) -> None:
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
    assert load_project(tmp_path / "last.mash").tempo == FixedTempo(123.0)


# After a crash


def crashed(project: Path, folder: Path) -> Path:
    """Return what a crashed studio left of that project."""
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
    # The copy belongs to this studio now; the work is never without one.
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


def test_a_copy_whose_songs_are_missing_is_kept(
    qtbot: QtBot, window: StudioWindow, song_files: tuple[Path, Path], tmp_path: Path, answers: Answers
) -> None:
    project = tmp_path / "lost.mash"
    save_project(mashup_of({0: [0, 1]}), project)
    copy = crashed(project, tmp_path / "autosave")
    answers.click(QMessageBox.StandardButton.Ok)
    window.files.recover(copy, None)
    qtbot.waitUntil(lambda: len(answers.asked) == 1, timeout=PATIENCE)
    # Songs opened instead are separate work.
    window.drops.take(list(song_files))
    qtbot.waitUntil(lambda: window.studio.mashup is not None, timeout=PATIENCE)
    assert not window.isWindowModified()
    assert window.close()
    assert [found.copy for found in find_recoveries(tmp_path / "autosave")] == [copy]
