"""A field for a name, laid over the place where the name is shown."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.choice_controls import TypedIn

_NARROWEST: Final = 160
_EDGES: Final = 32


class NameField(Guarded, TypedIn, QLineEdit):
    """A field over `holder`: Enter, or leaving it, keeps the name; Esc discards it.

    home: what gets the keys when the field closes; None: `holder`.
    kept: emitted with the name, its spaces made single. closed: emitted before that, or when the name is discarded.
    """

    kept = Signal(str)
    closed = Signal()

    def __init__(self, name: str, longest: int, holder: QWidget, home: QWidget | None = None) -> None:
        super().__init__(name, holder)
        self._holder, self._home, self._closed = holder, home or holder, False
        self.setMaxLength(longest)
        self.editingFinished.connect(lambda: self.close_up(keep=True))

    @property
    def wanted_width(self) -> int:
        """The width in which the whole name can be read."""
        return max(self.fontMetrics().horizontalAdvance(self.text()) + _EDGES, _NARROWEST)

    def open_at(self, at: QPoint, height: int) -> None:
        """Show the field with its left edge at a point of the holder, further left where the name needs the room."""
        self.textChanged.connect(lambda _text: self._lie_at(at, height))
        self._lie_at(at, height)
        self.open()

    def _lie_at(self, at: QPoint, height: int) -> None:
        room = self._holder.size()
        height, width = min(height, room.height()), min(self.wanted_width, room.width())
        left, top = (max(min(*each), 0) for each in ((at.x(), room.width() - width), (at.y(), room.height() - height)))
        self.setGeometry(left, top, width, height)

    def open(self) -> None:
        """Show the field, ready for typing."""
        self.show()
        self.selectAll()
        self.setFocus()

    def close_up(self, *, keep: bool) -> None:
        """Close the field; keep the name, or discard it."""
        if self._closed:
            return
        self._closed = True
        name = " ".join(self.text().split())
        if self.hasFocus():
            self._home.setFocus()
        self.hide()
        self.deleteLater()
        self.closed.emit()
        if keep:
            self.kept.emit(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Discard on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up(keep=False)
        else:
            super().keyPressEvent(event)
