"""Widgets in which a plain digit has a meaning of its own."""

from collections.abc import Container

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from mashstudio.gui.guard import Guarded


class TakesDigits(Guarded):
    """A mixin, before a QWidget among the bases: of plain digits typed in it, those in `digits` go to `take_digit`.

    Fields in which digits are typed keep them.
    """

    digits: Container[int] = range(10)

    def take_digit(self, digit: int) -> None:
        """Act on the digit."""
        raise NotImplementedError

    @override
    def event(self, event: QEvent) -> bool:  # type: ignore[misc]  # the QWidget's
        """Claim the digits before a shortcut takes them."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and _digit(event) in self.digits
        ):
            event.accept()
            return True
        handled: bool = super().event(event)  # type: ignore[misc]  # the QWidget's
        return handled

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:  # type: ignore[misc]  # the QWidget's
        """Act on a digit."""
        digit = _digit(event)
        if digit in self.digits:
            self.take_digit(digit)
        else:
            event.ignore()


def _digit(event: QKeyEvent) -> int:
    """Return the plain digit that was typed; any other number for another key."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = event.key() - Qt.Key.Key_0
    return digit if plain else -1
