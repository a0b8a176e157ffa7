"""The layout of beats and rows in the beat grid, in pixels, shared by painting, mouse and headers."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF

from mashstudio.gui.cell_grid.rows import Row, rows_of
from mashstudio.model.mashup import usual_lanes

WIDEST: Final = 192.0
"""The greatest width of a beat in pixels."""

USUAL: Final = 20.0
"""The initial width of a beat in pixels: wide enough to hit, and 18 bars of 4 beats fit into 1440 pixels."""

NARROWEST: Final = 4.0
"""The least width of a beat in pixels, unless the whole mashup is shown."""

BEFORE: Final = 8
AFTER: Final = 16
"""Empty pixels before the first beat and after the last."""

_SONG_GAP: Final = 8
_ROW_GAP: Final = 1
_LOWEST_ROW: Final = 24


@dataclass(frozen=True)
class Rows:
    """The ruler at the top, then the rows, with a gap between songs.

    ruler: the ruler's height; height: a row's; shown: the rows' contents. scroll: by how many pixels the rows are
    scrolled under the ruler.
    """

    ruler: int
    height: int
    shown: tuple[Row, ...]
    scroll: int = 0

    def top(self, row: int) -> int:
        """Return the first pixel of `row`."""
        return self._unscrolled(row) - self.scroll

    def _unscrolled(self, row: int) -> int:
        return self.ruler + row * (self.height + _ROW_GAP) + self.shown[row].group * _SONG_GAP + _ROW_GAP

    @property
    def whole(self) -> int:
        """The height of the ruler and all rows."""
        return self._unscrolled(len(self.shown) - 1) + self.height if self.shown else self.ruler

    @property
    def bottom(self) -> int:
        """The first pixel below the last row."""
        return self.whole - self.scroll

    def row_at(self, y: float) -> int | None:
        """Return the row at `y`, or the nearest one above if `y` lies in a gap or below all; None on the ruler."""
        if y < self.ruler:
            return None
        return max((row for row in range(len(self.shown)) if self.top(row) <= y), default=0)


def rows_in(height: int, ruler: int, shown: tuple[Row, ...], scroll: int = 0) -> Rows:
    """Return the rows of a grid `height` pixels high; rows are never too low for their controls."""
    rows = max(len(shown), 1)
    gaps = shown[-1].group * _SONG_GAP if shown else 0
    room = height - ruler - gaps - rows * _ROW_GAP
    return Rows(ruler, max(room // rows, _LOWEST_ROW), shown, scroll)


def lowest_height(ruler: int) -> int:
    """Return the least height at which the lanes of two songs fit."""
    lanes = (*usual_lanes(0), *usual_lanes(1))
    return Rows(ruler, _LOWEST_ROW, rows_of(tuple(lane.source for lane in lanes))).whole


@dataclass(frozen=True)
class Columns:
    """Beats across: `width` pixels each, scrolled by `scroll` pixels."""

    width: float
    scroll: int

    def x(self, beat: float) -> float:
        """Return the pixel at which `beat` begins."""
        return BEFORE + beat * self.width - self.scroll

    def beat(self, x: float) -> float:
        """Return the fractional beat at pixel `x`; negative before the first."""
        return (x + self.scroll - BEFORE) / self.width


def content_width(beats: int, width: float) -> int:
    """Return the width in pixels of `beats` beats, with the margins."""
    return round(BEFORE + beats * width + AFTER)


def fitting_width(beats: int, room: int) -> float:
    """Return the width of a beat at which `beats` beats fill `room` pixels."""
    return min(max((room - BEFORE - AFTER) / max(beats, 1), 0.05), WIDEST)


def place_under(point: QPoint | QPointF, rows: Rows, columns: Columns, beats: int) -> tuple[int, int] | None:
    """Return the row and the beat of the cell at `point`; None outside all cells. beats: the mashup's length."""
    row, beat = rows.row_at(point.y()), int(columns.beat(point.x()) // 1)
    return None if row is None or not 0 <= beat < beats or point.y() >= rows.bottom else (row, beat)
