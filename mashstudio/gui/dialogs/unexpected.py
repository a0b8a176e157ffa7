"""Handling of unexpected errors: log all of them, show each kind once, and keep running."""

import importlib.metadata
import logging
import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.desktop import open_file
from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.dialog import Dialog, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.session.log import log_file, set_up_logging

_LOG: Final = logging.getLogger(__name__)
_QT_LOG: Final = logging.getLogger("mashstudio.qt")
_QT_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class UnexpectedErrors(Guarded, QObject):
    """Handler of all uncaught errors, on any thread.

    Every error is logged; only the first of each kind (type and place) is shown.
    """

    _came = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[tuple[str, str, int]] = set()
        self._dialog: UnexpectedDialog | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException, where: str) -> None:
        """Log `error`, and show it unless one of its kind was shown before. where: a description for the log."""
        _LOG.critical("Unexpected error in %s", where, exc_info=error)
        last = traceback.extract_tb(error.__traceback__)[-1:]
        kind = (type(error).__name__, *((last[0].filename, last[0].lineno or 0) if last else ("", 0)))
        if kind not in self._known:
            self._known.add(kind)
            self._came.emit(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)))

    def _show(self, summary: str, details: str) -> None:
        # The dialog disappears together with its parent window.
        if self._dialog is not None and self._dialog in QApplication.topLevelWidgets():
            # Add to the open dialog rather than open another.
            self._dialog.add(details)
            return
        self._dialog = UnexpectedDialog(summary, details, QApplication.activeWindow())
        self._dialog.finished.connect(self._dismissed)
        self._dialog.show()

    def _dismissed(self) -> None:
        self._dialog = None


class UnexpectedDialog(Dialog):
    """A non-modal report of an unexpected error, with all details for a developer."""

    def __init__(self, summary: str, details: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._summary = summary
        self._words = wrapped_label()
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy, self._log, self._close = QPushButton(), QPushButton(), QPushButton()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details.toPlainText()))
        self._log.clicked.connect(lambda: open_file(log_file()))
        self._close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        for button in (self._copy, self._log):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        for widget in (self._words, self._details, buttons):
            layout.addWidget(widget)
        # Has no effect before the button is in the dialog.
        self._close.setDefault(True)
        self.resize(640, 360)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Unexpected error"))
        text = self.tr(
            "An unexpected error occurred: {summary}\n\nYour work is still here. If something looks wrong, save "
            "it and restart MashStudio. The details below and the log file help to fix the problem."
        )
        self._words.setText(text.format(summary=self._summary))
        self._details.setAccessibleName(self.tr("Details"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy details"))
        self._log.setText(self.tr("Show log file"))
        self._log.setToolTip(plain_tip(str(log_file())))
        self._close.setText(self.tr("Continue"))

    def add(self, details: str) -> None:
        """Add the details of another error."""
        self._details.appendPlainText(f"\n{details}")


def install_error_handling(application: QApplication) -> UnexpectedErrors:
    """Log errors and Qt's messages from now on, and show unexpected errors."""
    set_up_logging()
    version = importlib.metadata.version("mashstudio")
    _LOG.info(
        "MashStudio %s, Python %s, Qt %s, %s", version, platform.python_version(), qVersion(), platform.platform()
    )
    errors = UnexpectedErrors(application)

    def on_interface_thread(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            application.quit()
        else:
            errors.take(error, "the interface")

    def on_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            name = "a thread" if arguments.thread is None else arguments.thread.name
            errors.take(arguments.exc_value, name)

    def on_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
        if arguments.exc_value is not None:
            errors.take(arguments.exc_value, arguments.err_msg or "the interpreter")

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_interface_thread, on_thread, on_unraisable
    qInstallMessageHandler(_log_qt)
    return errors


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _QT_LOG.log(_QT_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)
