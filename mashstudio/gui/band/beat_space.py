"""Beats across, rows down: where they lie, scrolling and zooming."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded

_BEFORE: Final = 4
_AFTER: Final = 24
_NARROWEST, _WIDEST = 4.0, 480.0
_ZOOM: Final = 1.25
_NOTCH: Final = 120
_NOTCH_PIXELS: Final = 72


class BeatSpace(Guarded, QAbstractScrollArea):
    """A ruler, a margin before the rows, the rows, and a strip under them; subclasses say what they are.

    side: the margin's width; below: the strip's height; usual_width: a beat's width at first.
    """

    side = 56
    below = 0
    usual_width = 32.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beat_width = self.usual_width
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def beats(self) -> int:
        """How many beats there are."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def row_height(self) -> int:
        """A row's height."""
        raise NotImplementedError

    @property
    def ruler(self) -> int:
        """The ruler's height."""
        return self.fontMetrics().height() + 8

    @property
    def body(self) -> QRect:
        """Where the rows are."""
        view = self.viewport().rect()
        height = max(view.height() - self.ruler - self.below, 0)
        return QRect(self.side, self.ruler, max(view.width() - self.side, 0), height)

    def x_of(self, beat: float) -> float:
        """Return the pixel at which a beat begins."""
        return self.side + _BEFORE + beat * self._beat_width - self.horizontalScrollBar().value()

    def beat_at(self, x: float) -> float:
        """Return the beat at a pixel; negative before the first."""
        return (x + self.horizontalScrollBar().value() - self.side - _BEFORE) / self._beat_width

    def top(self, row: int) -> int:
        """Return the first pixel of a row."""
        return self.ruler + row * self.row_height - self.verticalScrollBar().value()

    def row_at(self, y: float) -> int:
        """Return the row at a pixel, clamped."""
        row = int((y + self.verticalScrollBar().value() - self.ruler) // self.row_height)
        return min(max(row, 0), self.row_count - 1)

    @property
    def beat_width(self) -> float:
        """The width of a beat in pixels."""
        return self._beat_width

    def seen_beats(self, seen: QRect) -> tuple[float, float]:
        """Return the beats that lie between the sides of a rectangle, within the accompaniment."""
        return max(self.beat_at(seen.left() - 1), 0.0), min(self.beat_at(seen.right() + 2), float(self.beats))

    def reveal(self, start: float, stop: float, row: int) -> None:
        """Scroll until these beats and the row are visible."""
        body, left, right = self.body, self.x_of(start), self.x_of(stop)
        if left < body.left() or right - left > body.width():
            self.scroll_by(round(left - body.left() - self._beat_width / 2))
        elif right > body.right():
            self.scroll_by(round(right - body.right() + self._beat_width / 2))
        bar, top = self.verticalScrollBar(), self.top(row)
        above, under = body.top() - top, top + self.row_height - body.bottom()
        if above > 0 or under > 0:
            bar.setValue(bar.value() + (under if under > 0 else -above))

    def reveal_point(self, at: QPointF) -> None:
        """Scroll towards a point at which the mouse drags beside the rows."""
        body, bar = self.body, self.verticalScrollBar()
        self.scroll_by(round(min(at.x() - body.left(), 0) + max(at.x() - body.right(), 0)) // 2)
        bar.setValue(bar.value() + round(min(at.y() - body.top(), 0) + max(at.y() - body.bottom(), 0)) // 2)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Make beats so much wider; keep pixel `x` (None: the middle) in place."""
        x = self.body.center().x() if x is None else x
        fitting = (self.body.width() - _BEFORE - _AFTER) / max(self.beats, 1)
        beat, width = self.beat_at(x), self._beat_width * factor
        self._beat_width = min(max(width, min(_NARROWEST, fitting)), _WIDEST)
        self.fit()
        self.scroll_by(round(self.x_of(beat) - x))

    def scroll_by(self, pixels: int) -> None:
        """Scroll in time."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + pixels)

    def fit(self) -> None:
        """Fit the scroll bars to what is shown."""
        body, across, down = self.body, self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(body.width())
        across.setSingleStep(max(round(self._beat_width), 1))
        across.setRange(0, max(round(_BEFORE + self.beats * self._beat_width + _AFTER) - body.width(), 0))
        down.setPageStep(body.height())
        down.setSingleStep(self.row_height)
        down.setRange(0, max(self.row_count * self.row_height - body.height(), 0))
        self.viewport().update()

    # Qt's

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the rows; with Shift, or where all rows are visible, in time; with Ctrl, zoom about the mouse."""
        turned, pixels = event.angleDelta(), event.pixelDelta()
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM ** (turned.y() / _NOTCH), event.position().x())
            return
        scale = 1.0 if not pixels.isNull() else _NOTCH_PIXELS / _NOTCH
        across, down = (pixels if not pixels.isNull() else turned).toTuple()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or self.verticalScrollBar().maximum() == 0:
            across, down = across + down, 0
        self.scroll_by(-round(across * scale))
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - round(down * scale))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position().x())
            return True
        return super().viewportEvent(event)

    @override
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint anew."""
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bars."""
        super().resizeEvent(event)
        self.fit()
