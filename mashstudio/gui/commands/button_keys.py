"""Space and Enter are shortcuts of the studio, yet press a button that was focused by Tab."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QToolButton, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.claims_keys import ENTER


class ButtonKeys(Guarded, QObject):
    """Filters the keys of the focused button, if the user reached it by Tab; otherwise Space plays."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.focusChanged.connect(self._follow)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep both keys from the shortcuts; make Enter do what Space does."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in {Qt.Key.Key_Space, *ENTER}:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
                _press(watched)
                return True
        return super().eventFilter(watched, event)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(old, QAbstractButton | QComboBox):
            old.removeEventFilter(self)
        if now is not None:
            # Qt sets this when Tab moves the focus, and leaves it set.
            by_tab = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            now.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
            if by_tab and isinstance(now, QAbstractButton | QComboBox):
                now.installEventFilter(self)


def _press(button: QObject) -> None:
    if isinstance(button, QComboBox):
        button.showPopup()
    elif isinstance(button, QToolButton) and button.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup:
        button.showMenu()
    elif isinstance(button, QAbstractButton):
        button.click()
