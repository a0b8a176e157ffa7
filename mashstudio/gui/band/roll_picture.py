"""The piano roll's picture: rows, notes, velocities and the keyboard."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mashstudio.document.notes import LaneNotes
from mashstudio.gui.band.beat_space import BeatSpace
from mashstudio.gui.band.inks import Boxes, colour_of, draw_boxes, edge_of, shade_of, shades
from mashstudio.gui.band.keyboard import BLACK, HIGHEST, IVORY, OCTAVE
from mashstudio.gui.text.note_words import pitch_name
from mashstudio.gui.theme import ON_COLOURS, Theme, mixed
from mashstudio.model.notes import BandPart

_WHITE: Final = frozenset(range(OCTAVE)) - BLACK

STRIP_MARGIN: Final = 8
"""Of the velocities, at the top of their strip."""

_ROOM_FOR_EDGES: Final = 12.0
_STEM: Final = 3
_HEAD: Final = 7
_KEY_SHARE: Final = 0.6
"""Of a black key, of the keyboard's width."""


@dataclass(frozen=True, eq=False)
class NoteArrays:
    """A lane's notes, one entry each, in order of their starts. longest: the longest length in beats."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    pitch: NDArray[np.int64]
    velocity: NDArray[np.int64]
    chosen: NDArray[np.bool_]
    longest: float

    def seen(self, first: float, last: float) -> slice:
        """Return where the notes are that may sound between two beats."""
        low, high = np.searchsorted(self.start, [first - self.longest, last])
        return slice(int(low), int(high))


def arrays_of(notes: LaneNotes) -> NoteArrays:
    """Return a lane's notes as arrays."""
    each, count = notes.lane.notes, len(notes.lane.notes)
    start = np.fromiter((note.start for note in each), np.float64, count)
    length = np.fromiter((note.length for note in each), np.float64, count)
    chosen = np.zeros(count, bool)
    if notes.chosen:
        chosen = np.fromiter((note in notes.chosen for note in each), bool, count)
    return NoteArrays(
        start=start,
        end=start + length,
        pitch=np.fromiter((note.pitch for note in each), np.int64, count),
        velocity=np.fromiter((note.velocity for note in each), np.int64, count),
        chosen=chosen,
        longest=float(length.max(initial=0.0)),
    )


def draw_rows(
    painter: QPainter, seen: QRect, space: BeatSpace, now: Theme, scale: frozenset[int], tint: QColor
) -> None:
    """Draw the grounds of pitches: those in the scale are tinted; without one the black keys' are darker."""
    lit, plain = mixed(now.panel, tint, 0.13), now.panel
    if not scale:
        lit, plain = now.panel, mixed(now.panel, now.window, 0.9)
    grounds = [lit if each in (scale or _WHITE) else plain for each in range(OCTAVE)]
    lines = [mixed(ground, now.line, 0.35) for ground in grounds]
    # Octaves part under C.
    lines[0] = now.line
    height, top = space.row_height, space.top(0)
    for row in range(space.row_at(seen.top()), space.row_at(seen.bottom()) + 1):
        each = (HIGHEST - row) % OCTAVE
        painter.fillRect(seen.left(), top + row * height, seen.width(), height, grounds[each])
        painter.fillRect(seen.left(), top + (row + 1) * height - 1, seen.width(), 1, lines[each])


def boxes_of(arrays: NoteArrays, part: slice, space: BeatSpace) -> Boxes:
    """Return where notes are drawn."""
    origin = space.x_of(0.0)
    left = np.floor(origin + arrays.start[part] * space.beat_width)
    # A gap of a pixel parts notes that follow each other.
    width = np.maximum(np.floor(origin + arrays.end[part] * space.beat_width) - left - 1, 2)
    top = space.top(0) + (HIGHEST - arrays.pitch[part]) * space.row_height
    return np.column_stack([left, top, width, np.full(len(left), space.row_height - 1)])


def draw_notes(
    painter: QPainter, arrays: NoteArrays, beats: tuple[float, float], space: BeatSpace, now: Theme, lane: BandPart
) -> None:
    """Draw the notes that sound between two beats, louder ones stronger, and what is chosen framed."""
    part = arrays.seen(*beats)
    boxes, shade, chosen = boxes_of(arrays, part, space), shade_of(arrays.velocity[part]), arrays.chosen[part]
    wide = space.beat_width >= _ROOM_FOR_EDGES
    inner = boxes + np.array([0.5, 0.5, -1.0, -1.0]) if wide else boxes
    edge = QPen(edge_of(lane, now)) if wide else None
    for number, fill in enumerate(shades(lane, now)):
        draw_boxes(painter, inner[(shade == number) & ~chosen], fill, edge)
    for number, fill in enumerate(shades(lane, now)):
        # The frame reaches around the note, so that even a short one shows its colour.
        frame = QPen(now.text, 2) if wide else None
        draw_boxes(painter, boxes[(shade == number) & chosen], fill if wide else now.text, frame)


def velocity_y(velocity: int, strip: QRect) -> float:
    """Return the height of a velocity in its strip."""
    return strip.bottom() - velocity / 127 * (strip.height() - STRIP_MARGIN)


def draw_velocities(
    painter: QPainter,
    arrays: NoteArrays,
    beats: tuple[float, float],
    space: BeatSpace,
    now: Theme,
    lane: BandPart,
    strip: QRect,
) -> None:
    """Draw a stem for each note that begins between two beats, as high as it is loud."""
    low, high = np.searchsorted(arrays.start, beats)
    which = np.arange(int(low), int(high))
    left = np.floor(space.x_of(0.0) + arrays.start[which] * space.beat_width)
    if space.beat_width < _ROOM_FOR_EDGES:
        # Many notes begin on one pixel: the loudest hides the others.
        order = np.lexsort((arrays.velocity[which], left))
        order = order[np.append(left[order][1:] != left[order][:-1], True)] if len(order) else order
        which, left = which[order], left[order]
    top = np.round(strip.bottom() - arrays.velocity[which] / 127 * (strip.height() - STRIP_MARGIN))
    stems = np.column_stack([left, top, np.full(len(left), _STEM), strip.bottom() + 1 - top])
    heads = np.column_stack([left - (_HEAD - _STEM) // 2, top, np.full(len(left), _HEAD), np.full(len(left), 4)])
    chosen, colour = arrays.chosen[which], mixed(colour_of(lane), now.text, 0.0 if now.dark else 0.2)
    for some, fill in ((~chosen, colour), (chosen, now.text)):
        draw_boxes(painter, stems[some], mixed(now.panel, fill, 0.7))
        draw_boxes(painter, heads[some], fill)


def draw_keyboard(
    painter: QPainter, seen: QRect, space: BeatSpace, now: Theme, touched: int | None, tint: QColor
) -> None:
    """Draw the keys, with the names of C, and of the one under the mouse."""
    ivory = IVORY if now.dark else now.panel
    black, height = round(space.side * _KEY_SHARE), space.row_height
    painter.fillRect(seen, ivory)
    font = QFont(painter.font())
    font.setPixelSize(max(min(height - 2, 12), 8))
    painter.setFont(font)
    for row in range(space.row_at(seen.top()), space.row_at(seen.bottom()) + 1):
        pitch, top = HIGHEST - row, space.top(row)
        box = QRect(0, top, space.side, height)
        if pitch == touched:
            painter.fillRect(box, mixed(ivory, tint, 0.7))
        if pitch % OCTAVE in BLACK:
            painter.fillRect(0, top, black, height, mixed(ON_COLOURS, tint, 0.6) if pitch == touched else ON_COLOURS)
            painter.fillRect(black, top + height // 2, space.side - black, 1, mixed(ivory, ON_COLOURS, 0.35))
        elif pitch % OCTAVE in {0, 5}:
            painter.fillRect(0, top + height - 1, space.side, 1, mixed(ivory, ON_COLOURS, 0.35))
        if pitch % OCTAVE == 0 or (pitch == touched and pitch % OCTAVE not in BLACK):
            painter.setPen(ON_COLOURS)
            painter.drawText(QRectF(box.adjusted(0, 0, -5, 0)), Qt.AlignmentFlag.AlignRight, pitch_name(pitch))
    painter.fillRect(space.side - 1, seen.top(), 1, seen.height(), now.line)


def draw_band(painter: QPainter, corners: tuple[QPointF, QPointF], now: Theme) -> None:
    """Draw the rubber band."""
    shade = QColor(now.text)
    shade.setAlpha(36)
    painter.setBrush(shade)
    painter.setPen(QPen(now.text, 1, Qt.PenStyle.DashLine))
    painter.drawRect(QRectF(*corners).normalized())
