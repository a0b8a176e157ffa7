"""A song's title, which can be typed anew where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.choice_controls import TypedIn
from mashstudio.gui.widgets.readout import ElidedLabel

LONGEST = 200
_NARROWEST = 160
_LETTERS = 14
_EDGES = 32


class TitleLabel(ElidedLabel):
    """A title; a double click or `begin` makes a field of it: Enter keeps what was typed, Esc discards it.

    room: says how wide the field can be, in pixels. editable: whether it can be typed anew now. renamed: told what
    was typed. left: the field is gone.
    """

    renamed = Signal(str)
    left = Signal()

    def __init__(self, room: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editable = False
        self._room = room
        # What a title looks like is no markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.field: QLineEdit | None = None

    @override
    def minimumSizeHint(self) -> QSize:
        """Short titles are read whole, before anything beside them is."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * _LETTERS), hint.height())

    def begin(self) -> None:
        """Puts a field over the title."""
        holder = self.parentWidget()
        if not self.editable or self.field is not None or holder is None:
            return
        field = _Field(self.text(), holder)
        field.setMaxLength(LONGEST)
        field.setFont(self.font())
        field.setAccessibleName(self.accessibleName())
        field.editingFinished.connect(self._keep)
        field.discarded.connect(self._discard)
        field.textChanged.connect(self._place)
        self.field = field
        self._place()
        field.show()
        field.selectAll()
        field.setFocus()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Lets it be typed anew."""
        event.accept()
        self.begin()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field goes along."""
        super().resizeEvent(event)
        self._place()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        """The field goes along."""
        super().moveEvent(event)
        self._place()

    def _place(self) -> None:
        """Gives the field room for what is typed, as far as there is any."""
        field = self.field
        if field is None:
            return
        height = max(field.sizeHint().height(), self.height())
        wanted = field.fontMetrics().horizontalAdvance(field.text()) + _EDGES
        width = min(max(wanted, _NARROWEST), max(self._room(), 1))
        field.setGeometry(self.x() - 4, self.geometry().center().y() - height // 2, width + 4, height)

    def _keep(self) -> None:
        text = "" if self.field is None else " ".join(self.field.text().split())
        kept = self.field is not None and text != self.text()
        self._discard()
        if kept:
            self.renamed.emit(text)

    def _discard(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            field.hide()
            field.deleteLater()
            self.left.emit()


class _Field(Guarded, TypedIn, QLineEdit):
    """The field over a title. discarded: Esc was pressed."""

    discarded = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.discarded.emit()
        else:
            super().keyPressEvent(event)
