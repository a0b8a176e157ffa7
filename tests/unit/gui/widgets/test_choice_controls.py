"""Choice menus, and a number field that keeps typed keys from shortcuts."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.gui.widgets.choice_controls import MenuButton, NumberField


def test_a_number_is_committed_by_enter(qtbot: QtBot) -> None:
    chosen: list[float] = []
    pressed: list[str] = []
    window = QWidget()
    field, other = NumberField(20.0, 400.0, chosen.append), QWidget()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    for key in ("1", "Return", "Space"):
        QShortcut(key, window).activated.connect(partial(pressed.append, key))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.show_number(126.0)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "101.5")
    assert chosen == []
    field.show_number(127.0)
    assert field.text() == "101.5"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == [101.5]
    assert not field.hasFocus()
    assert pressed == []
    # Neither an unchanged nor a reverted number is a choice.
    field.show_number(101.5)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "90")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert chosen == [101.5]
    assert field.value() == 101.5
    # Outside the field, shortcuts work as before.
    QTest.keyClick(window, Qt.Key.Key_1)
    assert pressed == ["1"]


def test_a_menu_shows_the_choice_and_the_alternatives(qtbot: QtBot) -> None:
    chosen = ["b"]
    button = MenuButton(
        lambda: [
            [(name, name == chosen[-1], partial(chosen.append, name)) for name in "abc"],
            [("d", False, partial(chosen.append, "d"))],
        ]
    )
    qtbot.addWidget(button)
    menu = button.menu()
    menu.aboutToShow.emit()
    actions = menu.actions()
    assert [action.text() for action in actions] == ["a", "b", "c", "", "d"]
    assert [action.isChecked() for action in actions] == [False, True, False, False, False]
    assert menu.activeAction() is actions[1]
    actions[2].trigger()
    assert chosen == ["b", "c"]
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()] == [False, False, True, False, False]
    button.show_choice("Faster song", "Tempo")
    assert button.accessibleName() == "Tempo: Faster song"
