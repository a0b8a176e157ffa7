"""Sections and suggested places dropped onto the cell grid: where they would lie, and placing them."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QPointF, QRectF, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.cell_grid.readable import ReadableGrid
from mashstudio.gui.commands.section_commands import place_section, section_in
from mashstudio.gui.commands.suggestion_commands import place_in, place_suggestion
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import theme


class Held(NamedTuple):
    """What is held over the grid: its songs, its length, the grid beat under the mouse, and what places it there."""

    sources: tuple[int, ...]
    beats: int
    at: int
    place: Callable[[], None]


class SectionDrop(ReadableGrid):
    """The beat grid that sections and places can be dropped on. held: what is held over it."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.held: Held | None = None
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what this window carries; leave files to the window."""
        self._hover(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would lie."""
        self._hover(event)

    @override
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self.held = None
        self.viewport().update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Place what is held at the beat under the mouse, in its songs' lanes."""
        self._hover(event)
        held, self.held = self.held, None
        self.viewport().update()
        if held is not None:
            held.place()
            self.setFocus()

    def _hover(self, event: QDropEvent) -> None:
        self.held = self._carried(event.mimeData(), max(int(self.columns.beat(QPointF(event.position()).x()) // 1), 0))
        if self.held is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.viewport().update()

    def _carried(self, data: QMimeData, at: int) -> Held | None:
        if (section := section_in(self._studio, data)) is not None:
            source, beats = section
            return Held((source,), len(beats), at, partial(place_section, self._studio, source, beats, at))
        if (place := place_in(self._studio, data)) is not None:
            sources = place.voice.source, place.band.source
            # It may ask something, which would hold up the drop.
            soon = partial(place_suggestion, self._studio, place, at)
            return Held(sources, place.beats, at, lambda: QTimer.singleShot(0, self, soon))
        return None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the cells that would be filled."""
        super().paintEvent(event)
        held, rows = self.held, self.rows
        if held is None:
            return
        left, right = (self.columns.x(beat) for beat in (held.at, held.at + held.beats))
        painter = QPainter(self.viewport())
        painter.setClipRect(QRectF(0, rows.ruler, self.viewport().width(), self.viewport().height() - rows.ruler))
        painter.setPen(QPen(theme().accent, 2))
        for source in held.sources:
            own = [index for index, row in enumerate(rows.shown) if row.source == source]
            top, bottom = rows.top(own[0]), rows.top(own[-1]) + rows.height
            painter.drawRect(QRectF(left, top, right - left, bottom - top).adjusted(1, 1, -1, -1))
