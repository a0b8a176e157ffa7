"""Widgets whose keys come before shortcuts."""

from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from mashstudio.gui.guard import Guarded

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""Both keys called so."""


class ClaimsKeys(Guarded):
    """A mixin, before a QWidget among the bases: the keys in `claimed` are its own and trigger no shortcut."""

    claimed: AbstractSet[Qt.Key] = frozenset()

    @override
    def event(self, event: QEvent) -> bool:  # type: ignore[misc]  # the QWidget's
        """Claim the keys before a shortcut takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in self.claimed
        ):
            event.accept()
            return True
        handled: bool = super().event(event)  # type: ignore[misc]  # the QWidget's
        return handled
