"""The places of runs in the beat grid that can be dragged: fades, edges, and the strip along their top."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, Qt

from mashstudio.document.edits import Selection
from mashstudio.document.shapes import run_at
from mashstudio.gui.cell_grid.geometry import Columns, Rows, place_under
from mashstudio.model.mashup import Mashup

_HANDLE: Final = 7.0
_EDGE: Final = 4.0
_STRIP: Final = (7.0, 12.0)
"""The least and greatest height of the strip."""


class Part(Enum):
    """What of a run is dragged."""

    FADE_IN = auto()
    FADE_OUT = auto()
    START = auto()
    STOP = auto()
    WHOLE = auto()
    LEVEL = auto()


CURSORS: Final = {
    Part.FADE_IN: Qt.CursorShape.PointingHandCursor,
    Part.FADE_OUT: Qt.CursorShape.PointingHandCursor,
    Part.START: Qt.CursorShape.SizeHorCursor,
    Part.STOP: Qt.CursorShape.SizeHorCursor,
    Part.WHOLE: Qt.CursorShape.OpenHandCursor,
    Part.LEVEL: Qt.CursorShape.SizeVerCursor,
}


@dataclass(frozen=True)
class Grip:
    """A part of the run `run` (first beat, beat after the last) of `lane`, shown in `row`."""

    part: Part
    row: int
    lane: int
    run: tuple[int, int]


def grip_at(point: QPointF, rows: Rows, columns: Columns, mashup: Mashup, selection: Selection) -> Grip | None:
    """Return what can be dragged at `point`; None elsewhere and in folded rows. LEVEL: inside selected cells."""
    place = place_under(point, rows, columns, mashup.beats)
    if place is None or rows.shown[place[0]].folded:
        return None
    row, lane = place[0], rows.shown[place[0]].lanes[0]
    run = run_at(mashup, lane, place[1])
    if run is None:
        return None
    on_strip = point.y() < rows.top(row) + strip_height(rows)
    part = _part(point, on_strip, run, fade_ends(mashup, lane, run), columns)
    if part is None and lane in selection.lanes and selection.start <= place[1] < selection.stop:
        part = Part.LEVEL
    return None if part is None else Grip(part, row, lane, run)


def strip_height(rows: Rows) -> float:
    """Return the height of the strip along a run's top."""
    return min(max(rows.height / 4, _STRIP[0]), _STRIP[1])


def fade_ends(mashup: Mashup, lane: int, run: tuple[int, int]) -> tuple[float, float]:
    """Return the beats at which a run's fade-in ends and its fade-out begins."""
    first, last = mashup.cells[lane, run[0]], mashup.cells[lane, run[1] - 1]
    length = run[1] - run[0]
    fade_in = min(float(first["fade_in"]), length)
    fade_out = min(float(last["fade_out"]), length + float(last["over"]))
    return run[0] + fade_in, run[1] + float(last["over"]) - fade_out


def _part(
    point: QPointF, on_strip: bool, run: tuple[int, int], fades: tuple[float, float], columns: Columns
) -> Part | None:
    """Return the part of a run at `point`. on_strip: on the strip along its top. fades: see `fade_ends`."""
    left, right = columns.x(run[0]), columns.x(run[1])
    # Of a short run, its middle half is left for other gestures.
    room = (right - left) / 4
    if on_strip:
        handle = min(_HANDLE, room)
        if abs(point.x() - max(columns.x(fades[0]), left)) <= handle:
            return Part.FADE_IN
        if abs(point.x() - min(columns.x(fades[1]), right)) <= handle:
            return Part.FADE_OUT
        return Part.WHOLE
    edge = min(_EDGE, room)
    if point.x() - left <= edge:
        return Part.START
    return Part.STOP if right - point.x() <= edge else None
