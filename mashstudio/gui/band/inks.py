"""The colours of notes, and how many of them are drawn at once."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from shiboken6 import wrapInstance

from mashstudio.gui.theme import Theme, mixed, part_colour
from mashstudio.model.band import BAND_PARTS
from mashstudio.model.notes import BandPart

SHADES: Final = 8
"""How many velocities can be told apart."""

Boxes = NDArray[np.float64]
"""Rectangles: (n, 4): x, y, width, height."""


def colour_of(part: BandPart) -> QColor:
    """Return the colour of a lane, here and in the grid."""
    return part_colour(BAND_PARTS[part])


def shade_of(velocity: Any) -> Any:
    """Return the shade (0–7) of a velocity, or of an array of them."""
    return np.clip(np.asarray(velocity, np.int64) * SHADES // 128, 0, SHADES - 1)


def shades(part: BandPart, now: Theme, softest: float = 0.34) -> list[QColor]:
    """Return the colours of notes, from the softest to the loudest. softest: how strong the first is, 0–1."""
    loudest = mixed(colour_of(part), now.text, 0.12 if now.dark else 0.2)
    return [mixed(now.panel, loudest, softest + (1 - softest) * shade / (SHADES - 1)) for shade in range(SHADES)]


def edge_of(part: BandPart, now: Theme) -> QColor:
    """Return the colour of notes' edges."""
    return mixed(colour_of(part), now.window if now.dark else now.text, 0.2 if now.dark else 0.45)


def draw_boxes(painter: QPainter, boxes: Boxes, fill: QColor, edge: QPen | None = None) -> None:
    """Draw rectangles. They go to Qt as they lie in memory: an object for each would take most of a frame."""
    if not len(boxes):
        return
    boxes = np.ascontiguousarray(boxes, np.float64)
    painter.setBrush(fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else edge)
    first: Any = wrapInstance(boxes.ctypes.data, QRectF)
    painter.drawRects(first, len(boxes))
