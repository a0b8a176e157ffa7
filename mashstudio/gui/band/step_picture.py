"""The step grid's picture: a box for each step, filled as high as it is loud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mashstudio.document.notes import LaneNotes
from mashstudio.gui.band.beat_space import BeatSpace
from mashstudio.gui.band.inks import colour_of, draw_boxes, edge_of, shade_of, shades
from mashstudio.gui.text.note_words import drum_name
from mashstudio.gui.theme import Theme, mixed
from mashstudio.model.notes import BandPart

LEVELS: Final = (56, 88, 112)
"""Velocities: soft, usual, accented."""

ACCENTED: Final = 104
"""Velocities from here on are marked as accents."""

_GAP: Final = 2
_ROOM_FOR_GAPS: Final = 8.0
_CAP: Final = 3


@dataclass(frozen=True, eq=False)
class StepArrays:
    """A lane's hits, one entry each, in order of their starts: row, column (the nearest step) and velocity."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    velocity: NDArray[np.int64]


def column_of(start: float, unit: int, beats: int) -> int:
    """Return the step that is nearest to a note's start. unit: steps of a beat."""
    return min(int(start * unit + 0.5), beats * unit - 1)


def steps_of(notes: LaneNotes, rows: Sequence[int], unit: int) -> StepArrays:
    """Return a lane's hits as arrays. rows: the pitch of each row."""
    row_of = {pitch: row for row, pitch in enumerate(rows)}
    each, count = notes.lane.notes, len(notes.lane.notes)
    start = np.fromiter((note.start for note in each), np.float64, count)
    return StepArrays(
        row=np.fromiter((row_of[note.pitch] for note in each), np.int64, count),
        column=np.minimum((start * unit + 0.5).astype(np.int64), notes.beats * unit - 1),
        velocity=np.fromiter((note.velocity for note in each), np.int64, count),
    )


def draw_cells(painter: QPainter, seen: QRect, space: BeatSpace, now: Theme, unit: int) -> None:
    """Draw the empty boxes, every other beat's darker."""
    # Where steps are too narrow to be told apart, beats are drawn; where these are, the rows.
    wide = space.beat_width / unit >= _ROOM_FOR_GAPS
    per_beat = unit if wide else 1
    size = 1 / per_beat if space.beat_width >= _ROOM_FOR_GAPS else float(space.beats)
    first, last = space.beat_at(seen.left()) / size, min(space.beat_at(seen.right() + 1), space.beats) / size
    columns = np.arange(max(int(first), 0), max(int(np.ceil(last - 1e-6)), 0))
    rows = np.arange(space.row_at(seen.top()), space.row_at(seen.bottom()) + 1)
    across, down = (each.ravel() for each in np.meshgrid(columns, rows))
    boxes = _boxes(across, down, space, size)
    even = across // per_beat % 2 == 0
    plain = mixed(now.panel, now.line, 0.62 if now.dark else 0.5)
    for which, ground in ((even, plain), (~even, mixed(now.panel, now.line, 0.28))):
        draw_boxes(painter, boxes[which], ground)


def draw_hits(painter: QPainter, steps: StepArrays, seen: QRect, space: BeatSpace, now: Theme, unit: int) -> None:
    """Draw the hits; accents have a cap."""
    first, last = (space.beat_at(x) * unit for x in (seen.left(), seen.right() + 1))
    low, high = np.searchsorted(steps.column, [int(first) - 1, last + 1])
    part = slice(int(low), int(high))
    velocity = steps.velocity[part]
    boxes = _boxes(steps.column[part], steps.row[part], space, 1 / unit)
    colours, colour = shades(BandPart.DRUMS, now, 0.6), colour_of(BandPart.DRUMS)
    wide = space.beat_width / unit >= _ROOM_FOR_GAPS
    frame = boxes + np.array([0.5, 0.5, -1.0, -1.0]) if wide else boxes
    draw_boxes(painter, frame, mixed(now.panel, colour, 0.26), QPen(edge_of(BandPart.DRUMS, now)) if wide else None)
    height = np.maximum(np.round(boxes[:, 3] * velocity / 127), 2)
    filled = np.column_stack([boxes[:, 0], boxes[:, 1] + boxes[:, 3] - height, boxes[:, 2], height])
    shade = shade_of(velocity)
    for number, fill in enumerate(colours):
        draw_boxes(painter, filled[shade == number], fill)
    caps = boxes[velocity >= ACCENTED]
    caps[:, 3] = _CAP
    draw_boxes(painter, caps, now.text)


def _boxes(columns: NDArray[np.int64], rows: NDArray[np.int64], space: BeatSpace, size: float) -> NDArray[np.float64]:
    """Return the boxes of columns of `size` beats."""
    origin, width = space.x_of(0.0), space.beat_width * size
    gap = _GAP if width >= _ROOM_FOR_GAPS else 0
    left = np.floor(origin + columns * width) + gap // 2
    right = np.floor(origin + (columns + 1) * width) - (gap - gap // 2)
    top = space.top(0) + rows * space.row_height + 1.0
    return np.column_stack([left, top, np.maximum(right - left, 1), np.full(len(left), space.row_height - _GAP)])


def draw_names(painter: QPainter, seen: QRect, space: BeatSpace, now: Theme, rows: Sequence[int], current: int) -> None:
    """Draw the drums' names, the cursor's row stronger."""
    painter.fillRect(seen, mixed(now.window, now.panel, 0.6))
    metrics = painter.fontMetrics()
    for row in range(space.row_at(seen.top()), space.row_at(seen.bottom()) + 1):
        box = QRectF(8, space.top(row), space.side - 12, space.row_height)
        if row == current:
            painter.fillRect(QRectF(0, box.top(), space.side, box.height()), now.raised)
        painter.setPen(now.text if row == current else mixed(now.text, now.dim, 0.5))
        name = metrics.elidedText(drum_name(rows[row]), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
    painter.fillRect(space.side - 1, seen.top(), 1, seen.height(), now.line)
