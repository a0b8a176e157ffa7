"""Studio windows for tests, and automatic answers to their dialogs."""

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.core.messages import Message
from mashstudio.document.edits import Selection, paint, with_tempo
from mashstudio.document.project import save_project
from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow
from mashstudio.model.choices import FixedTempo

Act = Callable[[QWidget], object]


def show_window(qtbot: QtBot, studio: Studio) -> StudioWindow:
    """Show a window of `studio` and return it; it isn't deleted when it is closed."""
    window = StudioWindow(studio)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(window):
        window.show()
    return window


def lane_files(studio: Studio) -> list[Path | None]:
    """Return the samples (.npy) of what the mashup plays; None: not ready."""
    assert studio.mashup is not None
    return studio.session.fitting.lane_files(studio.mashup)


class Answers:
    """Answers dialogs as they come up; `asked`: their texts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._acts: list[Act] = []
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def click(self, button: QMessageBox.StandardButton) -> None:
        """Answer the next question with `button`."""

        def act(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            self.asked.append(box.text())
            box.button(button).click()

        self._acts.append(act)

    def press(self, text: str) -> None:
        """Answer the next question with the button of that text."""

        def act(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            self.asked.append(box.text())
            next(button for button in box.buttons() if button.text() == text).click()

        self._acts.append(act)

    def choose(self, *files: Path) -> None:
        """Choose these files in the next file dialog; without any, cancel it."""

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


def change(window: StudioWindow, tempo: float = 123.0) -> None:
    """Edit the mashup."""
    window.studio.edit_with(Message("Tempo"), partial(with_tempo, tempo=FixedTempo(tempo)))


def entering(point: QPoint, mime: QMimeData) -> QDragEnterEvent:
    with warnings.catch_warnings():
        # PySide warns of this constructor but has no other.
        warnings.simplefilter("ignore", DeprecationWarning)
        return QDragEnterEvent(
            point, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )


def drop(on: QWidget, *files: Path) -> None:
    """Send the events that Qt sends when files are dropped."""
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


def on_decks(window: StudioWindow) -> list[Path | None]:
    decks = [window.studio.session.shown(deck.source) for deck in window.decks]
    return [None if deck is None else deck.path for deck in decks]


def saved_project(filled: StudioWindow, path: Path) -> Path:
    """Save the window's mashup with some cells as a project; return its path."""
    mashup = filled.studio.mashup
    assert mashup is not None
    beats = filled.studio.session.song_beats()
    save_project(paint(with_tempo(mashup, FixedTempo(121.0)), beats, Selection((0, 5), 2, 9), on=True), path)
    return path
