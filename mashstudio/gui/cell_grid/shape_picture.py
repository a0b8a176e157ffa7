"""Gain and fades in the beat grid: they scale the waves, and lines show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mashstudio.core.units import Decibels
from mashstudio.gui.cell_grid.columns import PixelColumns
from mashstudio.gui.cell_grid.geometry import BEFORE, Rows
from mashstudio.gui.cell_grid.picture import Picture, Style
from mashstudio.gui.cell_grid.rows import Row
from mashstudio.gui.cell_grid.waves import Floats
from mashstudio.model.mashup import SILENT, Mashup
from mashstudio.model.runs import runs
from mashstudio.model.strip import GAIN_RANGE

_LOWEST_SHOWN: Final[Decibels] = -36.0
_INSET: Final = 2
_SHOWN_FROM: Final = 2
"""Pixels across of the least fade or beat that has a line."""
_POINTS: Final = 17


@dataclass(frozen=True)
class Fade:
    """A fade of a run: it sounds from nothing at beat `nothing` to all of it at beat `whole`."""

    nothing: float
    whole: float
    linear: bool

    def heard(self, beats: Floats) -> Floats:
        """Return how much of the run is heard, 0–1; 1 where it is whole."""
        share = np.clip((beats - self.nothing) / (self.whole - self.nothing), 0, 1)
        return share if self.linear else np.sin(share * np.pi / 2)


def fades_in(mashup: Mashup, lane: int, start: int, stop: int) -> Iterator[tuple[Fade, int, int]]:
    """Yield the fades of a lane's runs that have an end from beat `start` to `stop`, each with its run."""
    row = mashup.cells[lane]
    rising, falling = (np.flatnonzero(row[name][start:stop] > 0) + start for name in ("fade_in", "fade_out"))
    if len(rising) == len(falling) == 0:
        return
    begins, ends = runs(row)
    for beat, run in zip(rising.tolist(), np.searchsorted(ends, rising, "right").tolist(), strict=True):
        length = min(float(row["fade_in"][beat]), int(ends[run]) - beat)
        yield Fade(beat, beat + length, bool(row["linear_in"][beat])), beat, int(ends[run])
    for beat, run in zip(falling.tolist(), np.searchsorted(ends, falling, "right").tolist(), strict=True):
        end = beat + 1 + float(row["over"][beat])
        length = min(float(row["fade_out"][beat]), end - int(begins[run]))
        yield Fade(end, end - length, bool(row["linear_out"][beat])), int(begins[run]), beat + 1


def envelopes(columns: PixelColumns, picture: Picture, rows: tuple[Row, ...]) -> Floats:
    """Return how loud each row is drawn by column, 1: as it is: (rows, columns). Folded rows have no shape."""
    mashup = picture.mashup
    heard = np.ones((len(rows), len(columns.beat)))
    at = np.clip(columns.beat, 0, max(mashup.beats - 1, 0))
    middle = columns.beat + (columns.begin + columns.end) / 2
    start, stop = _reaching(int(columns.beat[0]), int(columns.beat[-1]) + 1, picture)
    for index, row in enumerate(rows):
        if row.folded or mashup.beats == 0:
            continue
        heard[index] = 10 ** (mashup.cells["gain"][row.lanes[0], at].astype(np.float64) / 20)
        for fade, first, last in fades_in(mashup, row.lanes[0], start, stop):
            inside = slice(*np.searchsorted(middle, (first, last)))
            heard[index, inside] *= fade.heard(middle[inside])
    return heard


def draw_shapes(painter: QPainter, beats: tuple[int, int], picture: Picture, style: Style) -> None:
    """Paint the fades' curves, and the gains that aren't 0 dB as lines."""
    mashup, rows = picture.mashup, style.rows
    if style.width < _SHOWN_FROM and picture.reach == 0:
        return
    start, stop = _reaching(*beats, picture)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index, row in enumerate(rows.shown):
        if row.folded:
            continue
        for fade, _, _ in fades_in(mashup, row.lanes[0], start, stop):
            if abs(fade.whole - fade.nothing) * style.width >= _SHOWN_FROM:
                _draw_fade(painter, fade, rows.top(index), rows.height, style)
        for first, last, gain in gain_spans(mashup, row.lanes[0], *beats):
            if gain and style.width >= _SHOWN_FROM:
                left, right = (BEFORE + beat * style.width for beat in (first, last))
                draw_gain(painter, left, right, level_y(gain, rows, index), style.theme.text)
    painter.restore()


def gain_spans(mashup: Mashup, lane: int, start: int, stop: int) -> list[tuple[int, int, Decibels]]:
    """Return the stretches of equal gain in which a lane sounds from `start` to `stop`: first, after last, dB."""
    start = max(start, 0)
    cells = mashup.cells[lane, start : max(stop, start)]
    on, gain = cells["beat"] != SILENT, cells["gain"]
    goes_on = on[1:] & on[:-1] & (gain[1:] == gain[:-1])
    first = np.flatnonzero(on & ~np.append(False, goes_on)[: len(on)])
    last = np.flatnonzero(on & ~np.append(goes_on, False)[: len(on)])
    return list(zip((first + start).tolist(), (last + start + 1).tolist(), gain[first].tolist(), strict=True))


def level_y(gain: Decibels, rows: Rows, row: int) -> float:
    """Return the height at which a row shows a gain; the least shown is that of _LOWEST_SHOWN."""
    share = (GAIN_RANGE[1] - max(gain, _LOWEST_SHOWN)) / (GAIN_RANGE[1] - _LOWEST_SHOWN)
    return rows.top(row) + _INSET + share * (rows.height - 2 * _INSET)


def draw_gain(painter: QPainter, left: float, right: float, y: float, colour: QColor) -> None:
    """Paint a gain's line."""
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(QPointF(left + 1, y), QPointF(right - 1, y))


def _draw_fade(painter: QPainter, fade: Fade, top: int, height: int, style: Style) -> None:
    beats = np.linspace(fade.nothing, fade.whole, _POINTS)
    across, down = BEFORE + beats * style.width, top + (1 - fade.heard(beats)) * (height - 1)
    curve = [QPointF(x, y) for x, y in zip(across.tolist(), down.tolist(), strict=True)]
    shade = QColor(style.theme.window)
    shade.setAlpha(110)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawPolygon(QPolygonF([*curve, QPointF(float(across[0]), top)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.theme.text, 1.5))
    painter.drawPolyline(QPolygonF(curve))


def draw_handle(painter: QPainter, x: float, y: float, colour: QColor, around: QColor) -> None:
    """Paint the handle of a fade."""
    painter.setPen(QPen(around, 1))
    painter.setBrush(colour)
    painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7))


def _reaching(start: int, stop: int, picture: Picture) -> tuple[int, int]:
    """Return the beats whose fades reach into `start` … `stop`."""
    return max(start - picture.reach, 0), max(stop + picture.reach, 0)
