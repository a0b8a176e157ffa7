"""A song's title that can be edited in place."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.widgets.name_field import NameField
from mashstudio.gui.widgets.readout import ElidedLabel

LONGEST = 200
_LETTERS = 14


class TitleLabel(ElidedLabel):
    """A title; a double click or `begin` opens a field over it: Enter keeps the text, Esc discards it.

    room: returns the most width for the field, in pixels. over: returns what the field lies in, and what gets the keys
    when it closes; None: what the title lies in. editable: whether the title can be edited now. renamed: emitted with
    the new title. left: emitted when the field closes.
    """

    renamed = Signal(str)
    left = Signal()

    def __init__(
        self, room: Callable[[], int], parent: QWidget | None = None, over: Callable[[], QWidget] | None = None
    ) -> None:
        super().__init__(parent)
        self.editable = False
        self._room, self._over = room, over or self.parentWidget
        # A title may look like markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.field: NameField | None = None

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the width of a short title, so that it is shown whole before its neighbours are."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * _LETTERS), hint.height())

    def begin(self) -> None:
        """Open a field over the title."""
        holder = self._over()
        if not self.editable or self.field is not None or holder is None:
            return
        field = self.field = NameField(self.text(), LONGEST, holder)
        field.setFont(self.font())
        field.setAccessibleName(self.accessibleName())
        field.kept.connect(self._keep)
        field.closed.connect(self._let_go)
        field.textChanged.connect(self._place)
        self._place()
        field.open()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the title."""
        event.accept()
        self.begin()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field over the title."""
        super().resizeEvent(event)
        self._place()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the field over the title."""
        super().moveEvent(event)
        self._place()

    def _place(self) -> None:
        """Make the field as wide as its text, within the room."""
        field, holder = self.field, self._over()
        if field is None or holder is None:
            return
        height = max(field.sizeHint().height(), self.height())
        width = min(field.wanted_width, max(self._room(), 1))
        at = self.mapTo(holder, self.rect().center())
        field.setGeometry(at.x() - self.width() // 2 - 4, at.y() - height // 2, width + 4, height)

    def _keep(self, text: str) -> None:
        if text != self.text():
            self.renamed.emit(text)

    def _let_go(self) -> None:
        self.field = None
        self.left.emit()
