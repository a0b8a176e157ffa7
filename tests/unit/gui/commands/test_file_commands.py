"""Saving a read-only project, and one that is open elsewhere."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from songs import render_song, write_wav
from windows import show_window

from mashstudio.core.messages import Message
from mashstudio.document.edits import with_tempo
from mashstudio.document.project import load_project
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo
from mashstudio.model.key import parse_key
from mashstudio.session.project_lock import take

PATIENCE = 60_000


@pytest.fixture
def window(qtbot: QtBot, loaded: Studio, tmp_path: Path) -> StudioWindow:
    """Return a window with a mashup, saved and then changed."""
    window = show_window(qtbot, loaded)
    save(qtbot, window, tmp_path / "night.mash")
    loaded.edit_with(Message("Tempo"), lambda mashup: with_tempo(mashup, FixedTempo(123.0)))
    return window


def save(qtbot: QtBot, window: StudioWindow, path: Path) -> None:
    window.files._save_to(path, lambda: None)
    qtbot.waitUntil(lambda: not window.isWindowModified() and path.exists(), timeout=PATIENCE)


@contextmanager
def answering(words: str, elsewhere: Path | None = None) -> Iterator[list[str]]:
    """Click the button `words` of the next question, then choose `elsewhere`; yield the questions."""
    asked: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QMessageBox) and not asked:
            asked.append(dialog.text())
            next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()
        elif isinstance(dialog, QFileDialog) and elsewhere is not None:
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert field is not None
            field.setText(str(elsewhere))
            dialog.accept()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    yield asked
    timer.stop()


def read_only(tmp_path: Path) -> Path:
    path = tmp_path / "night.mash"
    path.chmod(0o444)
    return path


def test_a_read_only_project_stays_as_it_is_unless_the_user_says_so(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path
) -> None:
    path = read_only(tmp_path)
    before = path.read_bytes()
    with answering("Cancel") as asked:
        window.files.save()
        qtbot.waitUntil(lambda: bool(asked) and QApplication.activeModalWidget() is None, timeout=PATIENCE)
    assert asked == ["night.mash is read-only. Overwrite it or save under another name?"]
    assert path.read_bytes() == before
    assert window.isWindowModified()


def test_a_read_only_project_is_saved_over_when_asked_to(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    path = read_only(tmp_path)
    with answering("Overwrite"):
        window.files.save()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=PATIENCE)
    assert load_project(path).tempo == FixedTempo(123.0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_a_read_only_project_is_saved_elsewhere_when_asked_to(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path
) -> None:
    path, other = read_only(tmp_path), tmp_path / "other.mash"
    before = path.read_bytes()
    with answering("Another name…", other):
        window.files.save()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=PATIENCE)
    assert path.read_bytes() == before
    assert load_project(other).tempo == FixedTempo(123.0)
    assert window.studio.session.path == other


def test_a_title_is_proposed_as_a_valid_file_name(
    qtbot: QtBot, window: StudioWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, proposal: str, *_others: object) -> tuple[str, str]:
        proposed.append(proposal)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    studio = window.studio
    assert studio.mashup is not None
    object.__setattr__(studio.mashup.sources[0].song, "title", "AC/DC: live?")
    studio.session.path = None
    window.files.save_as()
    assert proposed == [str(Path.home() / "AC_DC_ live_ × two.mash")]


def test_overwriting_another_project_asks_about_the_actual_file(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path
) -> None:
    there = tmp_path / "other.mash"
    there.write_text("another project")
    (tmp_path / "other").write_text("what is typed, and not written")
    with answering("Replace", tmp_path / "other") as asked:
        window.files.save_as()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=PATIENCE)
    assert asked == ["other.mash already exists. Replace it?"]
    assert load_project(there).tempo == FixedTempo(123.0)
    assert sorted(path.name for path in tmp_path.glob("other*")) == ["other", "other.mash", "other.mash~"]


@pytest.mark.parametrize(
    ("typed", "written"), [("v1.2", "v1.2.mash"), ("late.", "late.mash"), ("Loud.MASH", "Loud.MASH")]
)
def test_a_typed_name_gets_the_extension_of_projects(
    qtbot: QtBot, window: StudioWindow, tmp_path: Path, typed: str, written: str
) -> None:
    with answering("Replace", tmp_path / typed) as asked:
        window.files.save_as()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=PATIENCE)
    assert asked == []
    assert (tmp_path / written).exists()


def test_a_save_during_loading_names_the_missing_song(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    told: list[str] = []
    window.studio.notice.connect(told.append)
    coming = tmp_path / "coming.wav"
    write_wav(render_song(tempo=99.0, key=parse_key("A minor"), seconds=10), coming)
    window.studio.session.load(1, coming)
    save(qtbot, window, tmp_path / "night.mash")
    assert told[-1].startswith("Saved night.mash. The file contains the previous song: coming is still being prepared.")
    assert load_project(tmp_path / "night.mash").sources[1].song.title == "two"
    window.studio.session.cancel(1)


def test_a_project_that_is_open_elsewhere_isn_t_overwritten(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    elsewhere = take(tmp_path / "theirs.mash")
    told: list[str] = []
    window.studio.notice.connect(told.append)
    window.files._claim(tmp_path / "theirs.mash")
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert told[0].startswith("theirs.mash is open in another window.")
    assert window.windowTitle() == "night[*] – open elsewhere, read-only – MashStudio"
    # Saving asks for another name, and refuses the same one.
    with answering("", tmp_path / "mine.mash"):
        window.files.save()
        qtbot.waitUntil(lambda: not window.isWindowModified(), timeout=PATIENCE)
    assert window.studio.session.path == tmp_path / "mine.mash"
    assert window.windowTitle() == "mine[*] – MashStudio"
    with answering("OK") as asked:
        window.files._save_to(tmp_path / "theirs.mash", lambda: None)
        qtbot.waitUntil(lambda: bool(asked) and QApplication.activeModalWidget() is None, timeout=PATIENCE)
    assert asked[0].startswith("theirs.mash is open in another window.")
    assert not (tmp_path / "theirs.mash").exists()
    elsewhere.release()
    save(qtbot, window, tmp_path / "theirs.mash")
    # The other file's lock goes once this one's is held.
    qtbot.waitUntil(lambda: [path.name for path in tmp_path.glob(".*.lock")] == [".theirs.mash.lock"], timeout=PATIENCE)
