"""The scales beside and below the zoomed view: frequency and time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from mashstudio.core.units import Seconds
from mashstudio.gui.text.figures import clock
from mashstudio.gui.theme import theme

SCALE_WIDTH: Final = 36
_STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
_CLOSEST_TIMES: Final = 72
_TICK: Final = 4


@dataclass(frozen=True)
class Seen:
    """The part of a song that lies in `box` (pixels): `length` seconds from `start` on."""

    box: QRectF
    start: Seconds
    length: Seconds

    def x_of(self, seconds: Any) -> Any:
        """Return the x of a time (or an array of them), in pixels from the left of the widget."""
        return self.box.left() + (seconds - self.start) * (self.box.width() / self.length)

    def seconds_at(self, x: float) -> Seconds:
        """Return the time at `x`, which may lie beside the box."""
        return self.start + (x - self.box.left()) * self.length / max(self.box.width(), 1.0)


def times_height(metrics: QFontMetricsF) -> int:
    """Return the height of the time scale."""
    return math.ceil(metrics.height()) + _TICK + 1


def time_step(pixel: Seconds) -> Seconds:
    """Return the step between times of a scale with `pixel` seconds per pixel."""
    return next((step for step in _STEPS if step >= pixel * _CLOSEST_TIMES), _STEPS[-1])


def draw_times(painter: QPainter, seen: Seen) -> None:
    """Paint minutes and seconds below the box, as many as fit; leave out those that would be cut off."""
    metrics = QFontMetricsF(painter.font())
    step = time_step(seen.length / max(seen.box.width(), 1.0))
    places = 0 if step >= 1 else 1 if step >= 0.1 else 2
    top, now = seen.box.bottom(), theme()
    for number in range(math.ceil(seen.start / step), math.floor((seen.start + seen.length) / step) + 1):
        x, text = round(seen.x_of(number * step)), clock(number * step, places)
        painter.setPen(now.line)
        painter.drawLine(QPointF(x, top), QPointF(x, top + _TICK - 1))
        half = metrics.horizontalAdvance(text) / 2
        left = min(max(x - half, seen.box.left()), seen.box.right() - 2 * half)
        # At the edges, move the number inwards, but not away from its tick.
        if abs(left + half - x) <= half:
            painter.setPen(now.dim)
            painter.drawText(QPointF(left, top + _TICK + metrics.ascent()), text)


def draw_scale(painter: QPainter, box: QRectF, ticks: Sequence[tuple[float, str]]) -> None:
    """Paint labels to the left of the box at the given heights (0–1); leave out those that would overlap another."""
    metrics, now = QFontMetricsF(painter.font()), theme()
    above = math.inf
    for share, text in ticks:
        y = box.bottom() - share * box.height()
        painter.setPen(now.line)
        painter.drawLine(QPointF(box.left() - _TICK, round(y)), QPointF(box.left() - 1, round(y)))
        place = QRectF(0, y - metrics.height() / 2, box.left() - _TICK - 2, metrics.height())
        if place.top() >= box.top() and place.bottom() <= min(above, box.bottom()):
            painter.setPen(now.dim)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            above = place.top()
