"""The numbered flags of a song's cues over a view of the song: clicked, dragged, and asked for their menu."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.gui.theme import theme
from mashstudio.model.sections import Cue

_EDGES: Final = 4
_WIDEST: Final = 120
_CUT: Final = len("1 …")


class CueFlag(Guarded, QAbstractButton):
    """The flag of one cue. dragged: emitted with the x it is dragged to; dropped: when it is let go after that."""

    dragged = Signal(float)
    dropped = Signal()
    renaming = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.words = ""
        self.current = False
        self._held: QPointF | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words, up to a limit."""
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance(self.words) + 2 * _EDGES, _WIDEST), metrics.height())

    @property
    def least_width(self) -> int:
        """The width in which the number can be read, without the name."""
        return self.fontMetrics().horizontalAdvance(self.words[:1]) + 2 * _EDGES

    def shown(self, width: int) -> str:
        """Return what fits into `width`: the number in any case, and of the name more than a mark that it is cut."""
        elided = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, width)
        return elided if elided == self.words or len(elided) > _CUT else self.words[:1]

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words on a ground that stands out from any picture."""
        painter, now = QPainter(self), theme()
        painter.fillRect(self.rect(), now.accent if self.current else now.text)
        painter.setPen(now.panel)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        room = self.rect().adjusted(_EDGES, 0, 1 - _EDGES, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.shown(room.width()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the view the keys, and take hold of the flag."""
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the flag once the mouse has left the place of the press."""
        if self._held is None:
            return
        far = (event.position() - self._held).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragging:
            self._dragging = True
            # A drag is no click.
            self.setDown(False)
            self.dragged.emit(self.mapToParent(event.position()).x() - self._held.x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        dragging, self._dragging, self._held = self._dragging, False, None
        super().mouseReleaseEvent(event)
        if dragging:
            self.dropped.emit()

    @override
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask for a name."""
        self._held = None
        self.renaming.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of this cue."""
        self.menu_wanted.emit(event.globalPos())


class CueFlags(Guarded, QObject):
    """The flags over one view, in which a time lies at `x_of` and a pixel at `time_at`.

    named: show names, too, below the numbers of bars. snap: returns where a flag dragged to a time would lie.
    wanted, renaming: emitted with the number of a clicked and a double-clicked cue; menu_wanted: with that and the
    place on the screen; moved: with the number and the time at which the flag was dropped.
    """

    wanted = Signal(int)
    renaming = Signal(int)
    moved = Signal(int, float)
    menu_wanted = Signal(int, QPoint)

    def __init__(
        self,
        view: QWidget,
        x_of: Callable[[Seconds], float | None],
        time_at: Callable[[float], Seconds],
        *,
        named: bool,
    ) -> None:
        super().__init__(view)
        self.snap: Callable[[Seconds], Seconds] = lambda at: at
        self._view, self._x_of, self._time_at, self._named = view, x_of, time_at, named
        self._cues: tuple[Cue, ...] = ()
        self._held: Cue | None = None
        self.flags: dict[int, CueFlag] = {}

    def show_cues(self, cues: tuple[Cue, ...], current: int | None, words: Callable[[Cue], tuple[str, str]]) -> None:
        """Show these cues. words: returns the accessible name and the tooltip of one."""
        self._cues, self._held = cues, None
        for number in self.flags.keys() - {cue.number for cue in cues}:
            flag = self.flags.pop(number)
            flag.hide()
            flag.deleteLater()
        for cue in cues:
            flag = self.flags.get(cue.number) or self._add(cue.number)
            flag.words = f"{cue.number} {cue.name}".strip() if self._named else str(cue.number)
            flag.current = cue.number == current
            name, tip = words(cue)
            flag.setAccessibleName(name)
            flag.setToolTip(tip)
            flag.update()
        self.place()

    def place(self) -> None:
        """Put the flags where their cues lie now; names end where the next flag begins."""
        end, top = self._view.width(), self._view.fontMetrics().height() + 1 if self._named else 0
        for cue in sorted(map(self._now, self._cues), key=lambda cue: cue.at, reverse=True):
            flag, x = self.flags[cue.number], self._x_of(cue.at)
            flag.setVisible(x is not None)
            if x is not None:
                size, room = flag.sizeHint(), end - round(x)
                if end < self._view.width():
                    size.setWidth(min(size.width(), max(room, flag.least_width)))
                end = min(round(x), self._view.width() - size.width())
                flag.setGeometry(QRect(QPoint(end, top), size))
        self._stack()
        self._view.update()

    def _stack(self) -> None:
        """Put later flags over earlier ones, and the current one over all."""
        cues = sorted(map(self._now, self._cues), key=lambda cue: (self.flags[cue.number].current, cue.at))
        for under, over in pairwise(cues):
            self.flags[under.number].stackUnder(self.flags[over.number])

    def paint_lines(self, painter: QPainter, bottom: float) -> None:
        """Paint a line from each flag to the bottom."""
        now = theme()
        for cue in self._cues:
            x = self._x_of(self._now(cue).at)
            if x is not None:
                line = QPointF(round(x) + 0.5, self.flags[cue.number].y()), QPointF(round(x) + 0.5, bottom)
                painter.setPen(QPen(now.panel, 3))
                painter.drawLine(*line)
                painter.setPen(QPen(now.accent if self.flags[cue.number].current else now.text, 1))
                painter.drawLine(*line)

    def _now(self, cue: Cue) -> Cue:
        return self._held if self._held is not None and self._held.number == cue.number else cue

    def _add(self, number: int) -> CueFlag:
        flag = self.flags[number] = CueFlag(self._view)
        flag.clicked.connect(lambda: self.wanted.emit(number))
        flag.dragged.connect(lambda x: self._drag(number, x))
        flag.dropped.connect(self._drop)
        flag.renaming.connect(lambda: self.renaming.emit(number))
        flag.menu_wanted.connect(lambda at: self.menu_wanted.emit(number, at))
        return flag

    def _drag(self, number: int, x: float) -> None:
        self._held = Cue(number, self.snap(self._time_at(x)))
        self.place()

    def _drop(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self.moved.emit(held.number, held.at)
        self.place()
