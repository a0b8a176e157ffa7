"""Names of songs and files are shown literally everywhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mashups import mashup_of
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItemIterator,
    QWidget,
)
from pytestqt.qtbot import QtBot
from songs import render_song, write_wav
from windows import show_window

from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_for
from mashstudio.document.edits import Selection, paint
from mashstudio.document.project import save_project
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.gui.library.recent_projects import RecentMenu
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import message, warn
from mashstudio.gui.widgets.plain_text import plain_tip, plain_title, plain_words
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.model.key import parse_key
from mashstudio.session.autosave import Recovery

PATIENCE = 60_000
HOSTILE = "<img src=x><b>hi<i>&lt;u&gt; &File [*] <a href=x>"


def looks_rich(text: str) -> bool:
    qt: Any = QtGui.Qt
    return bool(qt.mightBeRichText(text))


def misread(widget: QWidget) -> Iterator[str]:
    """Yield each text of a widget that Qt would not show literally."""
    if looks_rich(widget.toolTip()):
        yield f"tooltip: {widget.toolTip()}"
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and looks_rich(widget.text()):
        yield f"label: {widget.text()}"
    if isinstance(widget, QMessageBox) and looks_rich(widget.text()) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"box: {widget.text()}"
    keyed = [widget.text()] if isinstance(widget, QAbstractButton) else []
    keyed += [widget.title()] if isinstance(widget, QGroupBox | QMenu) else []
    keyed += [widget.tabText(index) for index in range(widget.count())] if isinstance(widget, QTabWidget) else []
    keyed += [action.text() for action in widget.actions()]
    yield from (f"key: {text}" for text in keyed if "&File" in text.replace("&&", "") and "img" in text)
    yield from (f"tooltip: {action.toolTip()}" for action in widget.actions() if looks_rich(action.toolTip()))
    title = widget.windowTitle()
    if "img" in title and "[*]" in title.removesuffix("[*] – MashStudio").replace("[*][*]", ""):
        yield f"title: {title}"
    if isinstance(widget, QTreeWidget):
        items = QTreeWidgetItemIterator(widget)
        while (item := items.value()) is not None:
            yield from (
                f"tooltip: {t}" for column in range(widget.columnCount()) if looks_rich(t := item.toolTip(column))
            )
            items += 1


def check_all() -> set[type]:
    """Check that all widgets show their text literally; return the types of those that show the title."""
    widgets = QApplication.allWidgets()
    assert [f"{type(widget).__name__}: {text}" for widget in widgets for text in misread(widget)] == []
    return {type(widget) for widget in widgets if isinstance(widget, QLabel) and "<b>hi<i>" in widget.text()}


def test_texts_that_qt_would_not_show_literally() -> None:
    assert looks_rich(HOSTILE)
    for text in (HOSTILE, "&lt;b>", "< b>x", "<?xml?>", "a\n<b>", "<!-- x -->", "  <p>"):
        assert not looks_rich(plain_tip(text))
        assert plain_tip(text).replace("\u2060", "") == text
    assert plain_tip("Björk & Co.") == "Björk & Co."
    assert plain_words("&File") == "&&File"
    assert plain_title("a[*]") == "a[*][*]"
    assert name_for("AC/DC: a\\b?", "") == "AC_DC_ a_b_"


@pytest.fixture
def window(qtbot: QtBot, studio: Studio, song_files: tuple[Path, Path], tmp_path: Path) -> StudioWindow:
    """Return a window with two songs of a hostile name and a project of one, some cells on."""
    window = show_window(qtbot, studio)
    for side, song in enumerate(song_files):
        studio.session.load(side, Path(shutil.copyfile(song, tmp_path / f"{side}{HOSTILE}.wav")))
    qtbot.waitUntil(lambda: studio.mashup is not None, timeout=PATIENCE)
    assert studio.mashup is not None
    studio.session.edit(
        Message("Paint"), paint(studio.mashup, studio.session.song_beats(), Selection((0, 5), 0, 4), on=True)
    )
    qtbot.waitUntil(lambda: window.decks[0].header.title.text() == f"0{HOSTILE}")
    return window


@pytest.mark.usefixtures("qtbot")
def test_titles_in_the_window(window: StudioWindow, tmp_path: Path) -> None:
    window.decks[0].header.title.resize(10, 20)
    assert plain_tip(HOSTILE) in window.decks[0].header.title.toolTip()
    assert window.windowTitle() == f"0{plain_title(HOSTILE)} × 1{plain_title(HOSTILE)}[*] – MashStudio"
    window.studio.change_settings(recent=(str(tmp_path / f"{HOSTILE}.mash"),))
    (menu,) = window.findChildren(RecentMenu)
    assert menu.actions()[0].text() == plain_words(f"{HOSTILE}.mash")
    window.tell(f"Saved {HOSTILE}.")
    assert window.statusBar().currentMessage() == f"Saved {HOSTILE}."
    check_all()


def test_titles_in_dialogs(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    studio = window.studio
    studio.change_settings(cache_folder=str(tmp_path / HOSTILE))
    save_project(mashup_of({0: [0]}), tmp_path / "left.mash")
    left = [Recovery(tmp_path / "left.mash", tmp_path / HOSTILE, HOSTILE, 1e9)]
    dialogs = [
        ExportDialog(studio, window),
        PreferencesDialog(studio, EVERY_ACTION, window),
        RecoveryDialog(left, window),
    ]
    for dialog in dialogs:
        dialog.show()
    another = tmp_path / "another.wav"
    write_wav(render_song(tempo=100.0, key=parse_key("C major"), seconds=6), another)
    window.drops.take([another], 0)
    qtbot.waitUntil(lambda: window.drops.question is not None, timeout=PATIENCE)
    question = window.drops.question
    assert question is not None
    assert HOSTILE in question.text()
    box = message(window, HOSTILE, HOSTILE)
    box.show()
    assert QLabel in check_all()
    question.reject()
    for shown in (box, *dialogs):
        shown.close()


def test_titles_in_errors(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    broken = tmp_path / f"2{HOSTILE}.wav"
    broken.write_bytes(b"no sound")
    window.studio.session.load(0, broken)
    qtbot.waitUntil(lambda: HOSTILE in window.decks[0].refusal.text(), timeout=PATIENCE)
    check_all()


def test_a_warning_is_plain(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[list[str]] = []

    def look(box: QMessageBox) -> int:
        box.show()
        seen.append([text for widget in [box, *box.findChildren(QWidget)] for text in misread(widget)])
        assert box.text() == HOSTILE
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    warn(parent, HOSTILE, HOSTILE)
    assert seen == [[]]


def test_a_menu_shows_hostile_text_literally_too(qtbot: QtBot) -> None:
    action = QAction(HOSTILE)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction(action)
    assert list(misread(menu)), "the test would see it"
