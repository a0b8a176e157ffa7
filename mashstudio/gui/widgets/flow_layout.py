"""A row of widgets that wraps to further rows."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded


class FlowLayout(Guarded, QLayout):
    """Lays its items out side by side, `gap` pixels apart, in as many rows as needed."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at `index`; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Return that it needs no more than its size hint."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """Return True: a narrower layout is higher."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of a single row with all items."""
        hints = [item.sizeHint() for item in self._seen()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    @override
    def minimumSize(self) -> QSize:
        """Return room for the widest item: items are never squeezed."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    def _seen(self) -> list[QLayoutItem]:
        """Return the items that aren't hidden: those take no gap either."""
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y = rect.x(), rect.y()
        row = self.sizeHint().height()
        for item in self._seen():
            width = item.sizeHint().width()
            if x > rect.x() and x + width > rect.right() + 1:
                x, y = rect.x(), y + row + self._gap // 2
            if move:
                item.setGeometry(QRect(x, y, width, row))
            x += width + self._gap
        return y + row - rect.y()


def make_room_for(widget: QWidget) -> None:
    """Lay out all that holds `widget`, from the inside out: Qt does one level at a time, and paints in between."""
    holder = widget.parentWidget()
    while holder is not None:
        QApplication.sendEvent(holder, QEvent(QEvent.Type.LayoutRequest))
        holder = None if holder.isWindow() else holder.parentWidget()
