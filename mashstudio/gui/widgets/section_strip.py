"""A strip of a song's sections: coloured, named, chosen by mouse or keys, and dragged away."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.section_words import section_word
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import ON_COLOURS, section_colour, theme
from mashstudio.gui.widgets.claims_keys import ENTER
from mashstudio.model.sections import Section

_BORDER: Final = 4
_ROOM_FOR_NAME: Final = 14
_LOW_WINDOW: Final = 700


class SectionStrip(Guarded, Translated, QWidget):
    """The sections of one song; subclasses say where a time lies and what dragging a section carries.

    sections, end: what is shown, and where the last section ends. current: the index of the section that keys and
    commands mean. borders: whether they can be dragged. chosen, wanted: emitted with a section's index when it is
    clicked and double-clicked. border_moved: with the section that begins there, and the time it is dropped at.
    """

    chosen = Signal(int)
    wanted = Signal(int)
    border_moved = Signal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
        self.end: Seconds = 0.0
        self.current: int | None = None
        self.borders = False
        self._pressed: tuple[int, QPointF] | None = None
        self._border: tuple[int, Seconds] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # For subclasses

    def xs_of(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the pixels at which times of the song lie."""
        raise NotImplementedError

    def snapped(self, x: float, *, fine: bool) -> Seconds:
        """Return the time for a border dropped at pixel `x`. fine: on a beat, not only on a bar."""
        raise NotImplementedError

    def words_of(self, index: int) -> str:
        """Return a section's name and place."""
        raise NotImplementedError

    def carried(self, index: int) -> QMimeData | None:
        """Return what dragging a section carries; None: it can't be dragged."""
        raise NotImplementedError

    # Display

    def show_sections(self, sections: tuple[Section, ...], end: Seconds) -> None:
        """Show these sections."""
        if sections != self.sections:
            # What the mouse holds may be gone: undone, or edited elsewhere.
            self._pressed = self._border = None
        self.sections, self.end = sections, end
        if self.current is not None and self.current >= len(sections):
            self.current = None
        self.make_current(self.current)

    def make_current(self, index: int | None) -> None:
        """Mark a section as the one that keys and commands mean."""
        self.current = index
        self.setAccessibleDescription("" if index is None else self.words_of(index))
        self.update()

    @property
    def fits(self) -> bool:
        """True if there are sections, and the window is high enough to show them beside everything else."""
        return bool(self.sections) and self.window().height() >= _LOW_WINDOW

    @override
    def sizeHint(self) -> QSize:
        """Return the height of a name."""
        return QSize(200, self.fontMetrics().height() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the height of a name."""
        return QSize(60, self.sizeHint().height())

    def rects(self) -> list[QRectF]:
        """Return where each section is painted."""
        starts = [section.start for section in self.sections]
        if self._border is not None:
            starts[self._border[0]] = self._border[1]
        edges = self.xs_of(np.array([*starts, self.end])).tolist()
        return [QRectF(left, 0, max(right - left, 0), self.height()) for left, right in pairwise(edges)]

    def rect_of(self, index: int) -> QRectF:
        """Return where a section is painted."""
        return self.rects()[index]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sections that are visible, with their names."""
        painter, now = QPainter(self), theme()
        seen = QRectF(self.rect())
        for index, (section, rect) in enumerate(zip(self.sections, self.rects(), strict=True)):
            # A gap of a pixel shows the border between sections of one name.
            box = rect.adjusted(0, 0, -1, 0)
            if box.width() <= 0 or not box.intersects(seen):
                continue
            painter.fillRect(box, section_colour(section.name))
            shown = box.intersected(seen).adjusted(4, 0, -2, 0)
            if shown.width() >= _ROOM_FOR_NAME:
                painter.setPen(ON_COLOURS)
                name = self.fontMetrics().elidedText(
                    section_word(section.name), Qt.TextElideMode.ElideRight, int(shown.width())
                )
                painter.drawText(shown, Qt.AlignmentFlag.AlignVCenter, name)
            if index == self.current:
                painter.setPen(QPen(ON_COLOURS, 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(seen.adjusted(1, 1, -1, -1))

    # Mouse and keys

    def section_at(self, x: float) -> int | None:
        """Return the section at pixel `x`; None beside all."""
        return next((index for index, box in enumerate(self.rects()) if box.left() <= x < box.right()), None)

    def _border_at(self, x: float) -> int | None:
        if not self.borders:
            return None
        rects = self.rects()
        # Borders of sections that aren't visible lie at the edge, one over the other.
        near = [
            (abs(after.left() - x), index)
            for index, (before, after) in enumerate(pairwise(rects), 1)
            if before.width() > 0 and after.width() > 0
        ]
        distance, index = min(near, default=(_BORDER + 1.0, 0))
        return index if distance <= _BORDER else None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a border or a section."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x = event.position().x()
        border, section = self._border_at(x), self.section_at(x)
        if border is not None:
            self._border = border, self.sections[border].start
        elif section is not None:
            self._pressed = section, event.position()
            self.make_current(section)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the border, or drag the section away."""
        if self._border is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._border = self._border[0], self.snapped(event.position().x(), fine=fine)
            self.update()
        elif self._pressed is not None:
            index, point = self._pressed
            if (event.position() - point).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._drag(index)
        else:
            border = self._border_at(event.position().x())
            self.setCursor(Qt.CursorShape.ArrowCursor if border is None else Qt.CursorShape.SplitHCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the border go, or choose the section."""
        border, self._border = self._border, None
        pressed, self._pressed = self._pressed, None
        self.update()
        if border is not None and border[1] != self.sections[border[0]].start:
            self.border_moved.emit(*border)
        elif pressed is not None:
            self.chosen.emit(pressed[0])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the section's beats."""
        index = self.section_at(event.position().x())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and index is not None
            and self._border_at(event.position().x()) is None
        ):
            self.make_current(index)
            self.wanted.emit(index)

    def _drag(self, index: int) -> None:
        data = self.carried(index)
        if data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        box = self.rect_of(index).intersected(QRectF(self.rect()))
        drag.setPixmap(self.grab(box.toRect()))
        drag.exec(Qt.DropAction.CopyAction)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from section to section with Left and Right; select one's beats with Return."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in keys and self.sections:
            step = keys[Qt.Key(event.key())]
            before = self.current if self.current is not None else -1 if step > 0 else len(self.sections)
            self.make_current(min(max(before + step, 0), len(self.sections) - 1))
            self.chosen.emit(self.current)
        else:
            event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the section under the mouse; take Return as its own key."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.section_at(event.pos().x())
            words = [] if index is None else [self.words_of(index)]
            QToolTip.showText(event.globalPos(), "\n".join([*words, self.toolTip()]), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._confirms(event):
            event.accept()
            self.wanted.emit(self.current)
            return True
        return super().event(event)

    def _confirms(self, event: QKeyEvent) -> bool:
        confirming = event.key() in ENTER
        return confirming and self.current is not None and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus; by Tab, go to a section."""
        super().focusInEvent(event)
        if self.current is None and self.sections:
            self.make_current(0)
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the theme, too."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.updateGeometry()
            self.update()
