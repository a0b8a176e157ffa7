"""What the style sheet adds: whoever uses the keyboard sees where it is."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mashstudio.gui.theme import apply_theme


@pytest.mark.parametrize("choice", ["dark", "light"])
@pytest.mark.parametrize(
    "kind",
    [
        QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QSlider, QTabBar,
        QToolButton, QTreeWidget,
    ],
)  # fmt: skip
def test_what_has_the_keys_shows_it(qtbot: QtBot, dressable: QApplication, kind: type[QWidget], choice: str) -> None:
    apply_theme(dressable, choice)
    window, control, other = QWidget(), kind(), QPushButton("other")
    qtbot.addWidget(window)
    if isinstance(control, QTabBar):
        control.addTab("one")
    layout = QVBoxLayout(window)
    layout.addWidget(control)
    layout.addWidget(other)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = control.grab().toImage()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    # More than a text cursor.
    after = control.grab().toImage()
    changed = [
        (x, y) for x in range(after.width()) for y in range(after.height()) if after.pixel(x, y) != before.pixel(x, y)
    ]
    across, down = ({point[axis] for point in changed} for axis in (0, 1))
    assert len(across) > 12
    assert len(down) > 12
