"""Form fields: a loudness with a minus sign, combo boxes that fit their entries."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.fields import LoudnessField, beside, combo_box


def test_a_loudness_is_shown_with_a_minus_sign_and_typed_with_either(qtbot: QtBot) -> None:
    field = LoudnessField()
    qtbot.addWidget(field)
    field.setValue(-14.0)
    assert field.text() == "−14.0 LUFS"
    for typed in ("-9.5", "−9.5"):
        field.setValue(-14.0)
        field.selectAll()
        field.lineEdit().insert(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.value() == -9.5
        assert field.text() == "−9.5 LUFS"
    field.selectAll()
    QTest.keyClicks(field, "loud")
    assert field.value() == -9.5


def test_a_combo_box_fits_its_entries_in_another_language(qtbot: QtBot) -> None:
    box = combo_box()
    qtbot.addWidget(box)
    box.addItem("안전")
    box.show()
    before = box.sizeHint().width()
    box.clear()
    box.addItem("Safe: no dropouts in what is heard")
    assert box.sizeHint().width() > before + 100


def test_a_label_is_aligned_with_its_first_line(qtbot: QtBot) -> None:
    page = QWidget()
    form, label, field = QFormLayout(page), QLabel("Quality"), QCheckBox("Final quality")
    column = QWidget()
    inner = QFormLayout(column)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addRow(field)
    inner.addRow(QLabel("Otherwise you hear the preview."))
    beside(label, field)
    form.addRow(label, column)
    qtbot.addWidget(page)
    page.show()
    middle = field.mapTo(page, field.rect().center()).y()
    assert abs(label.geometry().center().y() - middle) <= 1
