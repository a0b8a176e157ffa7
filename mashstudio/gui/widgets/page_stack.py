"""A stack of pages that takes only as much room as the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded


class PageStack(Guarded, QStackedWidget):
    """A stack with the size of its current page; Qt's own is as large as its largest page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    @override
    def sizeHint(self) -> QSize:
        """Return the page's size hint."""
        page = self.currentWidget()
        return QSize() if page is None else page.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the page's minimum size."""
        page = self.currentWidget()
        return QSize() if page is None else page.minimumSizeHint()

    @override
    def hasHeightForWidth(self) -> bool:
        """Return the page's answer."""
        page = self.currentWidget()
        return page is not None and page.hasHeightForWidth()

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the page's height for this width."""
        page = self.currentWidget()
        return -1 if page is None else page.heightForWidth(width)


def centred_page(texts: Sequence[QWidget], buttons: Sequence[QWidget]) -> QWidget:
    """Return a page with texts and buttons in its middle: texts beside a single button, else above the buttons."""
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
