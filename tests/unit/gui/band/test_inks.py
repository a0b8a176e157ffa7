"""The colours of notes."""

import numpy as np
import pytest
from contrast import contrast
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mashstudio.gui.band.inks import SHADES, draw_boxes, edge_of, shade_of, shades
from mashstudio.gui.theme import DARK, LIGHT, Theme
from mashstudio.model.notes import BandPart


@pytest.mark.parametrize("now", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("part", list(BandPart))
def test_every_note_stands_out_and_louder_ones_more(now: Theme, part: BandPart) -> None:
    assert contrast(edge_of(part, now), now.panel) >= 3
    standing_out = [contrast(shade, now.panel) for shade in shades(part, now)]
    assert standing_out == sorted(standing_out)
    assert standing_out[-1] >= 3


def test_velocities_are_spread_over_the_shades() -> None:
    found = shade_of(np.arange(1, 128)).tolist()
    assert found == sorted(found)
    assert set(found) == set(range(SHADES))


def test_boxes_are_drawn_where_they_are(qapp: QApplication) -> None:
    image, red = QImage(20, 20, QImage.Format.Format_RGB32), QColor("red")
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_boxes(painter, np.array([[2.0, 3.0, 4.0, 5.0], [10.0, 10.0, 2.0, 2.0]]), red)
    draw_boxes(painter, np.zeros((0, 4)), QColor("blue"))
    painter.end()
    boxes = (QRect(2, 3, 4, 5), QRect(10, 10, 2, 2))
    for x in range(20):
        for y in range(20):
            assert (image.pixelColor(x, y) == red) == any(box.contains(x, y) for box in boxes)
