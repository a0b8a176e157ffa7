"""Questions and warnings are plain text, and fit the smallest screen."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets import dialog as dialog_module
from mashstudio.gui.widgets.dialog import message

SMALL = QSize(1280, 640)


def shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str) -> QMessageBox:
    monkeypatch.setattr(dialog_module, "room_for", lambda _window: SMALL)
    box = message(None, "Export", text)
    box.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
    qtbot.addWidget(box)
    box.show()
    for _ in range(5):
        QApplication.processEvents()
    return box


def label_of(box: QMessageBox) -> QLabel:
    label = box.findChild(QLabel, "qt_msgbox_label")
    assert label is not None
    return label


@pytest.mark.parametrize(
    "text",
    [", ".join(f"night {take}.wav" for take in range(900)), "night\n" * 200, "/home/" + "night" * 100 + "/mix.wav"],
    ids=["words", "lines", "a name"],
)
def test_longer_texts_than_the_screen_are_scrolled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    box = shown(qtbot, monkeypatch, text)
    assert box.size() == box.size().boundedTo(SMALL)
    assert box.size() == box.size().expandedTo(box.minimumSizeHint())
    area = box.findChild(QScrollArea)
    assert area is not None
    assert area.widget() is label_of(box)
    assert max(area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()) > 0
    button = box.findChild(QPushButton)
    assert button is not None
    assert box.rect().contains(button.geometry().translated(button.mapTo(box, button.rect().topLeft()) - button.pos()))


def test_a_short_message_is_a_plain_box(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    box = shown(qtbot, monkeypatch, "<b>Night</b> already exists. Replace it?")
    assert box.findChild(QScrollArea) is None
    label = label_of(box)
    assert label.text().startswith("<b>")
    assert label.width() >= label.fontMetrics().horizontalAdvance("<b>Night</b> is there already.")
