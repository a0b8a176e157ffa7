"""English and Korean: everything is translated, can be switched while the window is open, and fits."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot
from windows import lane_files

import mashstudio
from mashstudio.core.errors import MashStudioError
from mashstudio.core.messages import Message
from mashstudio.document.project import load_project
from mashstudio.gui import app as app_module
from mashstudio.gui.app import Windows
from mashstudio.gui.cell_grid.row_header import RowHeader
from mashstudio.gui.dialogs.about import AboutDialog
from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.recovery import RecoveryDialog
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.dialogs.unexpected import UnexpectedDialog
from mashstudio.gui.dressing import Dressing
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.task_bar import WaitDialog
from mashstudio.gui.text.translation import apply_language, translate, translate_error
from mashstudio.gui.widgets.readout import ElidedLabel, Readout
from mashstudio.gui.window import EVERY_ACTION, StudioWindow
from mashstudio.session.autosave import Recovery
from mashstudio.session.session_edits import suggest
from mashstudio.session.settings import load_settings, save_settings

REPOSITORY = Path(mashstudio.__file__).parents[1]
FOLDER = REPOSITORY / "resources" / "translations"
TS = FOLDER / "mashstudio_ko.ts"
PLACEHOLDER = re.compile(r"\{\w*\}")
HANGUL = re.compile("[가-힣]")
LANGUAGES = ("en", "ko")


# Qt Linguist's file


@dataclass(frozen=True)
class Entry:
    """A source text and its Korean translation."""

    context: str
    source: str
    translation: str
    finished: bool


def messages(path: Path) -> list[Entry]:
    return [
        Entry(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            "type" not in message.find("translation").attrib,  # type: ignore[union-attr]
        )
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    ]


def qt_tool(name: str, *arguments: object) -> None:
    """Run one of PySide6's tools."""
    program = Path(sys.executable).with_name(f"pyside6-{name}")
    subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, cwd=REPOSITORY)


def test_every_text_of_the_sources_is_in_the_file(tmp_path: Path) -> None:
    found, marked = tmp_path / TS.name, tmp_path / "messages.py"
    script = REPOSITORY / "packaging" / "messages.py"
    marked.write_bytes(subprocess.run([sys.executable, script], check=True, capture_output=True).stdout)
    qt_tool("lupdate", *sorted(Path(mashstudio.__file__).parent.glob("gui/**/*.py")), marked, "-ts", found)
    now, kept = ({(message.context, message.source) for message in messages(path)} for path in (found, TS))
    assert now == kept, "run packaging/translate.sh, and translate what is new"


def test_no_text_is_marked_where_lupdate_overlooks_it() -> None:
    """It doesn't read f-strings, so that a text in one would never be translated."""
    marking = {"tr", "translate", "QT_TRANSLATE_NOOP"}
    found = [
        f"{path.name}:{call.lineno}"
        for path in Path(mashstudio.__file__).parent.rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and call.args and isinstance(getattr(call.args[-1], "value", None), str)
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in marking
    ]
    assert not found


def test_every_text_is_translated() -> None:
    wrong = [message for message in messages(TS) if not _well_translated(message)]
    assert not wrong, "\n".join(map(str, wrong))


def _well_translated(message: Entry) -> bool:
    """Return True if it is finished, and keeps placeholders, “…”, surrounding spaces and the menus' “&”."""
    # Elsewhere, “&” is a letter: R&B.
    marked = message.context == "Action"
    pairs = [
        (
            set(PLACEHOLDER.findall(text)),
            text.endswith("…"),
            text[: len(text) - len(text.lstrip())],
            marked * text.count("&"),
        )
        for text in (message.source, message.translation)
    ]
    return message.finished and bool(message.translation.strip()) and pairs[0] == pairs[1]


def test_the_menus_keys_differ() -> None:
    keys = [
        message.translation.partition("&")[2][:1]
        for message in messages(TS)
        if message.context == "Action" and "&" in message.source
    ]
    assert len(set(keys)) == len(keys) > 0


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    compiled = tmp_path / "mashstudio_ko.qm"
    qt_tool("lrelease", TS, "-qm", compiled)
    assert compiled.read_bytes() == TS.with_suffix(".qm").read_bytes(), "run packaging/translate.sh"


@pytest.mark.usefixtures("marked")
def test_a_message_is_translated_with_the_messages_in_it(tmp_path: Path) -> None:
    project = tmp_path / "night.mash"
    project.write_text("{")
    with pytest.raises(MashStudioError) as caught:
        load_project(project)
    assert translate_error(caught.value) == (
        "§night.mash is not a MashStudio project, or it is damaged. §Open a backup copy if you have one."
    )
    reading = Message("reading {name}", name="비 {오는} 날.mp3")
    message = Message("Timed out after {seconds} seconds while {doing}.", seconds=60, doing=reading)
    assert translate(message) == "§Timed out after 60 seconds while §reading 비 {오는} 날.mp3."
    assert translate("Nobody's language") == "Nobody's language"
    assert translate(None) == ""


# The window


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_language(qapp, "en")
    qapp.setStyleSheet("")


@pytest.fixture
def window(
    qtbot: QtBot,
    application: QApplication,
    studio: Studio,
    song_files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[StudioWindow]:
    """Return the program's window with two songs; its settings are those of `studio`."""
    settings = tmp_path / "settings.json"
    save_settings(replace(studio.settings, language="en", theme="dark"), settings)
    monkeypatch.setattr(app_module, "default_settings_file", lambda: settings)
    window = Windows(application).open(list(song_files))
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: all(lane_files(window.studio)), timeout=120_000)
    suggest(window.studio.session)
    window.actions_by_name["select_all"].trigger()
    for deck in window.decks:
        deck.repairs.actions_by_name["mend_grid"].trigger()
    yield window
    window.studio.session.mark_saved()
    window.close()


def speak(qtbot: QtBot, window: StudioWindow, language: str) -> None:
    """Choose a language as the preferences do."""
    window.studio.change_settings(language=language)
    application = QApplication.instance()
    assert application is not None
    dressings = application.findChildren(Dressing)
    qtbot.waitUntil(lambda: not any(each.busy for each in dressings), timeout=60_000)


def texts(widget: QWidget) -> Iterator[str]:
    """Yield all texts of `widget` and its children."""
    for part in [widget, *widget.findChildren(QWidget)]:
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription(), part.statusTip())
        match part:
            case QLabel() | QAbstractButton():
                yield part.text()
            case QMenu():
                yield part.title()
            case QComboBox():
                yield from (part.itemText(index) for index in range(part.count()))
            case QTabWidget():
                yield from (part.tabText(index) for index in range(part.count()))
        for action in part.actions():
            yield from (action.text(), action.toolTip(), action.statusTip())
    yield widget.windowTitle()


NAMES: Final = {
    "MashStudio", "one", "two", "BPM", "LUFS", "MFCC", "CLIP", "Demucs", "Spleeter", "English", "MIDI", "WAV", "FLAC",
    "MP", "OGG", "wav", "mp", "Rubber", "Band", "License", "Ctrl", "Shift", "Alt", "Space", "Home", "End", "Esc",
    "Return", "Del", "Page", "Up", "Down", "Backspace", "Vorbis", "kbit", "dB", "ms", "Constant", "GB",
    "GPL", "or", "later",
}  # fmt: skip
"""Texts that are the same in Korean."""


def in_english(text: str) -> bool:
    """Return True if a text that should be Korean isn't."""
    words = set(re.findall("[A-Za-z]{2,}", text)) - NAMES
    return bool(words) and HANGUL.search(text) is None and "/" not in text


def test_the_whole_window_changes_its_language(qtbot: QtBot, window: StudioWindow) -> None:
    english = list(texts(window))
    window.studio.notice.emit("Both songs fit.")
    assert window.status.currentMessage() == "Both songs fit."
    assert not [text for text in english if HANGUL.search(text.replace("한국어", ""))]
    speak(qtbot, window, "ko")
    # A message in the previous language is cleared.
    assert window.status.currentMessage() == ""
    korean = list(texts(window))
    assert not [text for text in korean if in_english(text)], "\n".join(filter(in_english, korean))
    assert sum(HANGUL.search(text) is not None for text in korean) > 200
    assert window.grid.accessibleName() == "" or HANGUL.search(window.grid.accessibleName())
    speak(qtbot, window, "en")
    assert not [text for text in texts(window) if HANGUL.search(text.replace("한국어", ""))]


def dialogs(window: StudioWindow) -> dict[str, Callable[[], QDialog]]:
    studio, nowhere = window.studio, Path("/nowhere/night.mash")
    recovery = Recovery(nowhere, nowhere, "one × two", 1000.0)
    return {
        "about": lambda: AboutDialog(window),
        "doctor": lambda: DoctorDialog(studio, window),
        "export": lambda: ExportDialog(studio, window),
        "preferences": lambda: PreferencesDialog(studio, EVERY_ACTION, window),
        "shortcuts": lambda: ShortcutSheet(studio, EVERY_ACTION, window),
        "recovery": lambda: RecoveryDialog([recovery], window),
        "wait": lambda: WaitDialog(studio.tasks, window),
        "unexpected": lambda: UnexpectedDialog("ValueError: no", "details", window),
    }


def clipped_for_good(qtbot: QtBot, widget: QWidget) -> list[str]:
    """Return the texts that are still clipped after a new layout."""
    with suppress(TimeoutError):
        qtbot.waitUntil(lambda: not clipped(widget), timeout=2000)
    return clipped(widget)


def pages(widget: QWidget) -> Iterator[None]:
    """Show `widget` page by page."""
    tabs = widget.findChildren(QTabWidget)
    for index in range(tabs[0].count()) if tabs else [0]:
        if tabs:
            tabs[0].setCurrentIndex(index)
        QApplication.processEvents()
        yield


def clipped(widget: QWidget) -> list[str]:
    """Return the visible texts that are clipped. Elided ones are excluded: their tooltips have the whole text."""
    found = []
    for part in widget.findChildren(QWidget):
        if not part.isVisible() or part.visibleRegion().isEmpty():
            continue
        match part:
            case ElidedLabel():
                continue
            case QLabel() if part.wordWrap():
                small = part.heightForWidth(part.width()) > part.height()
            case QLabel() | QCheckBox() | QRadioButton() | QComboBox() | Readout() | RowHeader():
                small = part.sizeHint().width() > part.width()
            case QAbstractButton():
                small = bool(part.text()) and part.sizeHint().width() > part.width()
            case _:
                continue
        if small:
            found.append(
                f"{type(part).__name__} “{part.accessibleName() or part.property('text')}” "
                f"({part.width()} of {part.sizeHint().width()}) at {part.mapTo(widget, QPoint()).toTuple()}"
            )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped(qtbot: QtBot, window: StudioWindow, language: str) -> None:
    speak(qtbot, window, language)
    found = clipped_for_good(qtbot, window)
    for name, make in dialogs(window).items():
        dialog = make()
        dialog.show()
        for _page in pages(dialog):
            found += [f"{name}: {what}" for what in clipped_for_good(qtbot, dialog)]
        if language == "ko":
            found += [f"{name}: English: {text}" for text in texts(dialog) if in_english(text)]
        dialog.close()
    assert not found, "\n".join(found)


def test_the_discard_button_is_labelled_clearly(qtbot: QtBot, application: QApplication) -> None:
    apply_language(application, "ko")
    buttons = QMessageBox.StandardButton
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    assert [button.text() for button in map(box.button, (buttons.Save, buttons.Discard, buttons.Cancel))] == [
        "저장",
        "저장 안 함",
        "취소",
    ]


def test_qt_s_file_dialog_is_korean_throughout(qtbot: QtBot, application: QApplication) -> None:
    apply_language(application, "ko")
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    texts += [button.text() for button in dialog.findChildren(QPushButton) if button.text()]
    assert len(texts) >= 5
    assert [text for text in texts if not re.search("[가-힣]", text)] == []
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "폴더"


def test_the_choice_is_kept(qtbot: QtBot, window: StudioWindow, tmp_path: Path) -> None:
    speak(qtbot, window, "ko")
    qtbot.waitUntil(lambda: load_settings(tmp_path / "settings.json").language == "ko")
    assert HANGUL.search(window.export_button.text())
