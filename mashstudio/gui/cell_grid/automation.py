"""Automation: the curve of one control, edited under the grid and drawn over its lanes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.strips import StripPlace, strip_at, with_point, with_strip, without_point
from mashstudio.gui.cell_grid.geometry import Columns, Rows
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.strip_words import value_text
from mashstudio.gui.theme import Theme, theme
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys
from mashstudio.model.mashup import Mashup
from mashstudio.model.strip import RANGES, Control, Strip

_HEIGHT: Final = 64
_NEAR: Final = 8.0
_MARGIN: Final = 6
_SHOWN_LOW: Final = -24.0
"""Lower gains lie at the bottom, too."""
_STEPS: Final = {Control.FILTER: 0.05}
_MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_OWN: Final = {*_MOVES, *ENTER, Qt.Key.Key_Home, Qt.Key.Key_End} | {
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
}
_Point = tuple[float, float]


def share_of(control: Control, value: float) -> float:
    """Return how high `value` lies in its control's range: 0–1."""
    low, high = _range(control)
    return float(np.clip((value - low) / (high - low), 0, 1))


def draw_curves(painter: QPainter, mashup: Mashup, control: Control, rows: Rows, columns: Columns, now: Theme) -> None:
    """Draw the automation of `control` over the lanes that have one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index, row in enumerate(rows.shown):
        curve = mashup.lanes[row.lanes[0]].curve(control)
        if curve is None or row.folded:
            continue
        area = QRectF(0, rows.top(index), 1, rows.height)
        line = _line(curve.points, control, columns, area, columns.x(mashup.beats))
        for colour, width in ((now.window, 4.0), (now.accent, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawPolyline(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class AutomationEditor(ClaimsKeys, QWidget):
    """The curve of one control of the strips at `place`, under the grid's beats.

    A click adds a point on the nearest beat (anywhere with Alt), a drag moves it, a double click or Del removes it.
    The arrows move the current point, Home and End choose another, Enter adds one at the playhead. columns, beats: of
    the grid.
    """

    claimed = _OWN

    def __init__(self, studio: Studio, columns: Callable[[], Columns], beats: Callable[[], int]) -> None:
        super().__init__()
        self._studio, self._columns, self._beats = studio, columns, beats
        self._place: StripPlace | None = None
        self.control = Control.GAIN
        self._current: float | None = None
        self._merge: int | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, place: StripPlace | None, control: Control) -> None:
        """Edit `control` of the strips at `place`; None: nothing."""
        if (place, control) != (self._place, self.control):
            self._current = None
        self._place, self.control = place, control
        self.setEnabled(place is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return a height that separates values well enough."""
        return QSize(200, _HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the beats, the curve with its points, and the current point's value."""
        painter, now, columns, area = QPainter(self), theme(), self._columns(), self._area()
        painter.fillRect(self.rect(), now.panel)
        mashup = self._studio.mashup
        if mashup is None or self._place is None:
            return
        painter.setPen(now.line)
        for bar in self._studio.session.bars.within(0, mashup.beats).tolist():
            left = round(columns.x(bar))
            painter.drawLine(left, 0, left, self.height())
        zero = self._y(0.0)
        painter.setPen(QPen(now.line, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, zero), QPointF(self.width(), zero))
        points = strip_at(mashup, self._place).points(self.control)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        automated = bool(self._points())
        painter.setPen(QPen(now.accent if automated else now.dim, 2))
        painter.drawPolyline(_line(points, self.control, columns, area, columns.x(mashup.beats)))
        for beat, value in points if automated else ():
            current = beat == self._current
            painter.setBrush(now.text if current else now.accent)
            painter.setPen(QPen(now.window, 1))
            painter.drawEllipse(QPointF(columns.x(beat), self._y(value)), *((6, 6) if current else (4, 4)))
            if current:
                painter.setPen(now.text)
                words = value_text(self.control, value)
                x = min(columns.x(beat) + 10, self.width() - painter.fontMetrics().horizontalAdvance(words) - 4)
                painter.drawText(QPointF(x, max(self._y(value) - 6, painter.fontMetrics().ascent() + 2)), words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.text, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the point under the mouse, or add one."""
        if event.button() != Qt.MouseButton.LeftButton or self._place is None:
            return
        self._merge, self._dragging = self._studio.session.history.new_merge(), True
        near = self._near(event.position())
        if near is None:
            self._set(self._beat(event), self._value(event.position().y()))
        else:
            self._choose(near)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the current point."""
        if self._dragging and self._current is not None:
            self._move(self._beat(event), self._value(event.position().y()))

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let the point go."""
        self._dragging = False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Remove the point under the mouse."""
        near = self._near(event.position())
        if near is not None and event.button() == Qt.MouseButton.LeftButton:
            self._merge = None
            self._remove(near)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, add or remove points."""
        points, key = dict(self._points()), Qt.Key(event.key())
        self._merge = None
        if key in ENTER:
            beat = float(round(self._studio.sound.beat_at(self._studio.player.position())))
            course = self._course()
            self._set(beat, float(np.interp(beat, [at for at, _ in course], [value for _, value in course])))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and points:
            self._choose(self._neighbour(list(points), 1 if key == Qt.Key.Key_End else -1))
        elif self._current not in points:
            event.ignore()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._remove(self._current)
        elif key in _MOVES:
            beats, up = _MOVES[key]
            step = _STEPS.get(self.control, 1.0)
            self._move(self._current + beats, points[self._current] + up * step)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def _points(self) -> tuple[_Point, ...]:
        """Return the points of the curve; none if the control isn't automated."""
        mashup = self._studio.mashup
        curve = None if mashup is None or self._place is None else strip_at(mashup, self._place).curve(self.control)
        return () if curve is None else curve.points

    def _course(self) -> tuple[_Point, ...]:
        assert self._studio.mashup is not None
        assert self._place is not None
        return strip_at(self._studio.mashup, self._place).points(self.control)

    def _neighbour(self, beats: list[float], by: int) -> float:
        if self._current not in beats:
            return beats[0] if by > 0 else beats[-1]
        return beats[min(max(beats.index(self._current) + by, 0), len(beats) - 1)]

    def _near(self, at: QPointF) -> float | None:
        """Return the beat of the point under the mouse."""
        columns = self._columns()
        away = {
            beat: float(np.hypot(columns.x(beat) - at.x(), self._y(value) - at.y())) for beat, value in self._points()
        }
        nearest = min(away, key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= _NEAR else None

    def _beat(self, event: QMouseEvent) -> float:
        beat = min(max(self._columns().beat(event.position().x()), 0.0), float(self._beats()))
        return round(beat, 3) if event.modifiers() & Qt.KeyboardModifier.AltModifier else float(round(beat))

    def _value(self, y: float) -> float:
        low, high = _range(self.control)
        area = self._area()
        value = high - (y - area.top()) / area.height() * (high - low)
        # The bottom is the lowest value there is: a band is cut.
        lowest = RANGES[self.control][0]
        return lowest if y >= area.bottom() else round(min(max(value, lowest), high), 2 if low == -1 else 1)

    def _y(self, value: float) -> float:
        area = self._area()
        return area.bottom() - share_of(self.control, value) * area.height()

    def _area(self) -> QRectF:
        # In a low window the editor may be squeezed to nothing.
        return QRectF(0, _MARGIN, self.width(), max(self.height() - 2 * _MARGIN, 1))

    def _choose(self, beat: float) -> None:
        self._current = beat
        self._say()
        self.update()

    def _set(self, beat: float, value: float) -> None:
        self._edit(partial(with_point, control=self.control, beat=beat, value=value))
        self._choose(beat)

    def _move(self, beat: float, value: float) -> None:
        """Move the current point, but not past another."""
        beats, here = [at for at, _ in self._points()], self._current
        if here is None or here not in beats:
            return
        index = beats.index(here)
        earliest = beats[index - 1] + _APART if index else 0.0
        latest = beats[index + 1] - _APART if index + 1 < len(beats) else float(self._beats())
        beat = min(max(beat, earliest), latest)
        control = self.control
        self._edit(lambda strip: with_point(without_point(strip, control, here), control, beat, value))
        self._choose(beat)

    def _remove(self, beat: float) -> None:
        self._edit(partial(without_point, control=self.control, beat=beat))
        self._current = None
        self.update()

    def _edit(self, change: Callable[[Strip], Strip]) -> None:
        place = self._place
        if place is not None:
            self._studio.edit_with(Message("Automation"), lambda m: with_strip(m, place, change), self._merge)

    def _say(self) -> None:
        """Announce the current point to screen readers."""
        value = dict(self._points()).get(self._current if self._current is not None else -1.0)
        if value is not None:
            words = self.tr("Beat {beat}: {value}")
            words = words.format(beat=f"{(self._current or 0) + 1:g}", value=value_text(self.control, value))
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))


_APART: Final = 0.05
"""The least distance of two points, beats."""


def _range(control: Control) -> tuple[float, float]:
    """Return the range that is drawn."""
    low, high = RANGES[control]
    return (low if control is Control.FILTER else _SHOWN_LOW), high


def _line(points: Sequence[_Point], control: Control, columns: Columns, area: QRectF, right: float) -> QPolygonF:
    """Return the curve in `area`, from its left end to pixel `right`."""
    at = [(columns.x(beat), area.bottom() - share_of(control, value) * area.height()) for beat, value in points]
    return QPolygonF([QPointF(columns.x(0), at[0][1]), *(QPointF(*each) for each in at), QPointF(right, at[-1][1])])
