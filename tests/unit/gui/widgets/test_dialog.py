"""Dialogs by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.dialog import Dialog


def test_return_on_a_box_confirms_and_space_toggles(qtbot: QtBot) -> None:
    parent, confirmed = QWidget(), []
    qtbot.addWidget(parent)
    dialog = Dialog(parent)
    layout, boxes, button = QVBoxLayout(dialog), (QCheckBox("one"), QRadioButton("two")), QPushButton("Do it")
    button.setDefault(True)
    button.clicked.connect(lambda: confirmed.append(True))
    for widget in (*boxes, button):
        layout.addWidget(widget)
    dialog.show()
    for box in boxes:
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert not box.isChecked()
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()
    assert len(confirmed) == 2
