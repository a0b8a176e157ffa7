"""Sections dropped onto the cell grid: where they would lie, and placing them."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.cell_grid.readable import ReadableGrid
from mashstudio.gui.commands.section_commands import place_section, section_in
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import theme


class Held(NamedTuple):
    """A section held over the grid: the song, its beats, and the grid beat under the mouse."""

    source: int
    beats: range
    at: int


class SectionDrop(ReadableGrid):
    """The beat grid that sections can be dropped on. held: the one held over it."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.held: Held | None = None
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take sections of this window; leave files to the window."""
        self._hover(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the section would lie."""
        self._hover(event)

    @override
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self.held = None
        self.viewport().update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Place the section at the beat under the mouse, in its song's lanes."""
        self._hover(event)
        held, self.held = self.held, None
        self.viewport().update()
        if held is not None:
            place_section(self._studio, held.source, held.beats, held.at)
            self.setFocus()

    def _hover(self, event: QDropEvent) -> None:
        carried = section_in(self._studio, event.mimeData())
        if carried is None:
            event.ignore()
            return
        at = max(int(self.columns.beat(QPointF(event.position()).x()) // 1), 0)
        self.held = Held(*carried, at)
        event.acceptProposedAction()
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cells that a held section would fill."""
        super().paintEvent(event)
        held, rows = self.held, self.rows
        if held is None:
            return
        own = [index for index, row in enumerate(rows.shown) if row.source == held.source]
        left, right = (self.columns.x(beat) for beat in (held.at, held.at + len(held.beats)))
        top, bottom = rows.top(own[0]), rows.top(own[-1]) + rows.height
        painter = QPainter(self.viewport())
        painter.setClipRect(QRectF(0, rows.ruler, self.viewport().width(), self.viewport().height() - rows.ruler))
        painter.setPen(QPen(theme().accent, 2))
        painter.drawRect(QRectF(left, top, right - left, bottom - top).adjusted(1, 1, -1, -1))
