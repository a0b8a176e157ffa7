"""A button focused by Tab is pressed by Space and Enter, whatever else these keys do."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.commands.button_keys import ButtonKeys

KEYS = [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter]


class Window(QWidget):
    """A button, and the same keys as shortcuts."""

    def __init__(self) -> None:
        super().__init__()
        self.shortcuts: list[str] = []
        self.clicks = 0
        self.button, self.other = QPushButton("Export"), QToolButton()
        self.button.clicked.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(self.other)
        column.addWidget(self.button)
        for key in ("Space", "Return", "Enter"):
            QShortcut(key, self).activated.connect(partial(self.shortcuts.append, key))

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    window, keys = Window(), ButtonKeys(qapp)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.other.setFocus()
    qtbot.waitUntil(window.other.hasFocus)
    yield window
    keys.deleteLater()


@pytest.mark.parametrize("key", KEYS)
def test_reached_by_tab_it_is_pressed(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.other, Qt.Key.Key_Tab)
    assert window.button.hasFocus()
    QTest.keyClick(window.button, key)
    assert window.clicks == 1
    assert window.shortcuts == []


@pytest.mark.parametrize("key", KEYS)
def test_once_clicked_the_keys_are_shortcuts_again(window: Window, key: Qt.Key) -> None:
    QTest.mousePress(window.button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(window.button, Qt.MouseButton.LeftButton)
    assert window.button.hasFocus()
    QTest.keyClick(window.button, key)
    assert window.clicks == 1
    assert len(window.shortcuts) == 1


def test_a_button_focused_without_tab_leaves_the_keys_alone(window: Window) -> None:
    QTest.keyClick(window.other, Qt.Key.Key_Tab)
    window.other.setFocus()
    window.button.setFocus()
    QTest.keyClick(window.button, Qt.Key.Key_Space)
    assert window.clicks == 0
    assert window.shortcuts == ["Space"]
