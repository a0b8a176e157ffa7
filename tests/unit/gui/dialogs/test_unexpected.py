"""An unexpected error is shown once, logged every time, and doesn't end the program."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.dialogs.unexpected import UnexpectedDialog, UnexpectedErrors, install_error_handling
from mashstudio.session import log
from mashstudio.session.log import log_file


@pytest.fixture
def errors(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[UnexpectedErrors]:
    """Install error handling as the program does; restore everything afterwards."""
    monkeypatch.setattr(log, "default_log_folder", lambda: tmp_path)
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    errors = install_error_handling(application)
    yield errors
    for dialog in dialogs():
        dialog.close()
    qInstallMessageHandler(None)
    errors.deleteLater()
    logging.captureWarnings(False)
    for handler in set(root.handlers) - set(before):
        handler.close()
        root.removeHandler(handler)


def dialogs() -> list[UnexpectedDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, UnexpectedDialog)]


class Button(QObject):
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pressed.connect(self._break)

    def _break(self) -> None:
        raise ZeroDivisionError("beats per bar: 0")


def missing_beat() -> None:
    raise IndexError("no such beat")


def test_an_error_in_a_slot_is_shown_once_and_logged_every_time(qtbot: QtBot, errors: UnexpectedErrors) -> None:
    button = Button()
    for _ in range(3):
        button.pressed.emit()
    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert "beats per bar: 0" in dialog._words.text()
    assert "_break" in dialog._details.toPlainText()
    assert log_file().read_text("utf-8").count("ZeroDivisionError: beats per bar: 0") == 3
    dialog.accept()
    button.pressed.emit()
    # The event loop still runs: later events are handled.
    with qtbot.waitSignal(button.pressed):
        QTimer.singleShot(0, button.pressed.emit)
    assert dialogs() == []


def test_another_error_is_added_to_the_open_window(qtbot: QtBot, errors: UnexpectedErrors) -> None:
    button = Button()
    button.pressed.emit()
    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    thread = threading.Thread(target=missing_beat, name="drummer")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "IndexError" in dialog._details.toPlainText())
    assert dialogs() == [dialog]
    assert "Unexpected error in drummer" in log_file().read_text("utf-8")


def test_an_error_is_shown_after_the_previous_one_s_window_has_closed(
    qtbot: QtBot, errors: UnexpectedErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window)
    errors.take(IndexError("no such beat"), "the first window")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    window.deleteLater()
    qtbot.waitUntil(lambda: dialogs() == [])
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    errors.take(ZeroDivisionError("beats per bar: 0"), "the second window")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)


def test_the_details_can_be_copied(qtbot: QtBot, errors: UnexpectedErrors) -> None:
    button = Button()
    button.pressed.emit()
    qtbot.waitUntil(lambda: bool(dialogs()))
    dialogs()[0]._copy.click()
    assert "Traceback" in QApplication.clipboard().text()


def test_qt_s_messages_are_logged(errors: UnexpectedErrors) -> None:
    qWarning("the paint is dry")
    assert "the paint is dry" in log_file().read_text("utf-8")
