"""Overlays on the beat grid's tiles: the loop, the selection and the playhead."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mashstudio.document.edits import Selection
from mashstudio.gui.cell_grid.cursor import Place
from mashstudio.gui.cell_grid.geometry import Columns, Rows
from mashstudio.gui.theme import Theme

PLAYHEAD_ROOM = 6
"""The playhead's reach to either side of its pixel."""

_EDGE = 3


def draw_loop(painter: QPainter, loop: tuple[int, int], rows: Rows, columns: Columns, now: Theme) -> None:
    """Mark the loop's beats in the ruler."""
    left, right = (columns.x(beat) for beat in loop)
    painter.fillRect(QRectF(left, 0, right - left, _EDGE), now.accent)
    painter.fillRect(QRectF(left, _EDGE, right - left, rows.ruler - 2 * _EDGE), _faint(now.accent, 45))


def draw_selected_beats(painter: QPainter, selection: Selection, rows: Rows, columns: Columns, now: Theme) -> None:
    """Mark the selected beats in the ruler."""
    left, right = round(columns.x(selection.start)), round(columns.x(selection.stop))
    painter.fillRect(QRect(left, _EDGE, right - left, rows.ruler - 2 * _EDGE), _faint(now.text, 30))


def draw_selection(painter: QPainter, selection: Selection, rows: Rows, columns: Columns, now: Theme) -> None:
    """Frame the selected cells."""
    left, right = round(columns.x(selection.start)), round(columns.x(selection.stop))
    shade = _faint(now.text, 30)
    pen = QPen(now.text, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    selected = [index for index, row in enumerate(rows.shown) if row.lanes[0] in selection.lanes]
    for first, last in _stretches(selected):
        top = rows.top(first)
        area = QRect(left, top, right - left, rows.top(last) + rows.height - top)
        painter.fillRect(area, shade)
        painter.drawRect(QRectF(area).adjusted(1, 1, -1, -1))


def draw_cursor(painter: QPainter, cell: QRect, now: Theme) -> None:
    """Frame the cell under the cursor, however narrow it is."""
    _frame(painter, QRectF(cell), now)


def draw_focus(painter: QPainter, view: QRect, now: Theme) -> None:
    """Frame the whole view to show that it has focus."""
    _frame(painter, QRectF(view).adjusted(1, 1, -1, -1), now)


def _frame(painter: QPainter, around: QRectF, now: Theme) -> None:
    """Paint a two-pixel frame that shows on any cell: one of them is in the window's colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((now.window, 6), (now.text, 2)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(around)


def draw_playhead(painter: QPainter, x: int, rows: Rows, now: Theme) -> None:
    """Paint the playhead at `x`."""
    painter.fillRect(QRect(x, 0, 1, rows.bottom), now.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.text)
    painter.drawPolygon(QPolygonF([QPointF(x - 4.5, 0), QPointF(x + 5.5, 0), QPointF(x + 0.5, 7)]))


def cell_rect(place: Place, rows: Rows, columns: Columns) -> QRect:
    """Return the rectangle of a cell in the view."""
    left, right = (round(columns.x(beat)) for beat in (place[1], place[1] + 1))
    return QRect(left, rows.top(place[0]), max(right - left, 1), rows.height)


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of adjacent rows."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _faint(colour: QColor, alpha: int) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(alpha)
    return faint
