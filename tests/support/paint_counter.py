"""Counts how often widgets are painted."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class PaintCounter(QObject):
    """Watches `widgets`; `painted`: those painted since it was made, in order."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.painted: list[QObject] = []
        for widget in widgets:
            widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Record a paint event."""
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False
