"""Pages of which one is shown, in no more room than that one needs."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded


class PageStack(Guarded, QStackedWidget):
    """Asks for the room of the page that is shown; Qt's own stack is as large as its largest page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    @override
    def sizeHint(self) -> QSize:
        """As the page."""
        page = self.currentWidget()
        return QSize() if page is None else page.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        """As the page."""
        page = self.currentWidget()
        return QSize() if page is None else page.minimumSizeHint()

    @override
    def hasHeightForWidth(self) -> bool:
        """As the page."""
        page = self.currentWidget()
        return page is not None and page.hasHeightForWidth()

    @override
    def heightForWidth(self, width: int) -> int:
        """As the page."""
        page = self.currentWidget()
        return -1 if page is None else page.heightForWidth(width)


def centred_page(texts: Sequence[QWidget], buttons: Sequence[QWidget]) -> QWidget:
    """Texts and buttons in the middle: a short text beside its button, a longer one above them."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch()
    row = QHBoxLayout()
    row.addStretch()
    for text in texts:
        (row if len(buttons) == 1 else column).addWidget(text)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    column.addLayout(row)
    column.addStretch()
    return page
