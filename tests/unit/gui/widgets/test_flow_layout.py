"""Buttons wrap to a next row."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.flow_layout import FlowLayout


def rows(bar: QWidget) -> list[list[int]]:
    """Return the left edges of the buttons, row by row."""
    found: dict[int, list[int]] = {}
    for button in bar.findChildren(QPushButton):
        found.setdefault(button.y(), []).append(button.x())
    return [sorted(found[y]) for y in sorted(found)]


def test_it_takes_as_many_rows_as_it_needs(qtbot: QtBot) -> None:
    bar = QWidget()
    qtbot.addWidget(bar)
    layout = FlowLayout(bar, 6)
    for _ in range(5):
        button = QPushButton()
        button.setFixedSize(QSize(50, 20))
        layout.addWidget(button)
    bar.resize(5 * 50 + 4 * 6, 100)
    bar.show()
    assert rows(bar) == [[0, 56, 112, 168, 224]]
    assert layout.heightForWidth(bar.width()) == 20
    bar.resize(170, 100)
    layout.activate()
    assert rows(bar) == [[0, 56, 112], [0, 56]]
    assert layout.heightForWidth(170) == 43
    assert layout.minimumSize() == QSize(50, 20)
    assert layout.count() == 5
    assert layout.itemAt(5) is None


def test_what_is_hidden_leaves_no_gap(qtbot: QtBot) -> None:
    bar = QWidget()
    qtbot.addWidget(bar)
    layout = FlowLayout(bar, 6)
    for _ in range(3):
        button = QPushButton()
        button.setFixedSize(QSize(50, 20))
        layout.addWidget(button)
    bar.resize(200, 100)
    bar.show()
    middle = bar.findChildren(QPushButton)[1]
    middle.hide()
    layout.activate()
    assert layout.sizeHint().width() == 106
    assert [button.x() for button in bar.findChildren(QPushButton) if button is not middle] == [0, 56]
