"""Every button says what it does, and by which key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QTabBar
from pytestqt.qtbot import QtBot

from mashstudio.gui.studio import Studio
from mashstudio.gui.window import StudioWindow


def keys_of(thing: QAbstractButton | QAction) -> str:
    """Return a shortcut as shown to the user."""
    return thing.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def name_of(thing: QAbstractButton | QAction) -> str:
    owner = thing.parent()
    return f"{type(owner).__name__}: {thing.objectName()} “{thing.text()}”"


def without_tooltip(window: StudioWindow) -> list[str]:
    """Return the buttons and actions without a tooltip, or whose tooltip doesn't name their shortcut."""
    buttons = [
        button
        for button in window.findChildren(QAbstractButton)
        # Except Qt's own, the arrows of tabs and bars, and those that have no text until they are needed.
        if not isinstance(button.parent(), QTabBar)
        and not button.objectName().startswith("qt_")
        and (button.text() or button.isVisibleTo(window))
    ]
    actions = [
        action
        for action in window.findChildren(QAction)
        # Except Qt's own, which clear a field.
        if not action.isSeparator() and action.menu() is None and not action.objectName().startswith(("qt_", "_q_"))
    ]
    things: list[QAbstractButton | QAction] = [*buttons, *actions]
    return [name_of(thing) for thing in things if not thing.toolTip() or keys_of(thing) not in thing.toolTip()]


def test_all_buttons_and_actions_say_what_they_do_and_by_which_key(qtbot: QtBot, studio: Studio) -> None:
    window = StudioWindow(studio)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    assert without_tooltip(window) == []
    studio.change_settings(shortcuts={"play": "F8", "export": "Ctrl+Shift+E"})
    assert without_tooltip(window) == []
