"""The beat grid as tiles of pixels, each rendered once and kept until it changes."""

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPixmap

from mashstudio.document.edits import filled_beats
from mashstudio.gui.cell_grid.cells import ON, Pixels, draw_cells, shown_cells
from mashstudio.gui.cell_grid.columns import PixelColumns, bars_between_lines, columns_of
from mashstudio.gui.cell_grid.geometry import BEFORE
from mashstudio.gui.cell_grid.inks import rgb
from mashstudio.gui.cell_grid.picture import TILE, Picture, Style
from mashstudio.gui.cell_grid.rows import Row
from mashstudio.gui.cell_grid.shape_picture import draw_shapes
from mashstudio.gui.text.shape_words import SPEED_SIGNS
from mashstudio.gui.theme import mixed
from mashstudio.model.mashup import SILENT

_LABEL_ROOM: Final = 96
"""The furthest a label reaches, in pixels to the right of its anchor."""

_ROOM_FOR_BEAT_NUMBERS: Final = 34.0


class Tiles:
    """A cache of rendered tiles."""

    def __init__(self) -> None:
        self._tiles: dict[int, tuple[object, QPixmap]] = {}

    def get(self, first: int, last: int, picture: Picture, style: Style) -> list[QPixmap]:
        """Return tiles `first` … `last`; render stale ones together, which takes hardly longer than one."""
        stamps = {index: _stamp(index, picture, style) for index in range(first, last + 1)}
        stale = [index for index, stamp in stamps.items() if self._tiles.get(index, (None,))[0] != stamp]
        if stale:
            strip = draw_strip(stale[0], stale[-1], picture, style)
            for index in range(stale[0], stale[-1] + 1):
                part = QRect((index - stale[0]) * TILE, 0, TILE, strip.height())
                self._tiles[index] = (stamps[index], QPixmap.fromImage(strip.copy(part)))
        return [self._tiles[index][1] for index in stamps]

    def keep_near(self, first: int, last: int) -> None:
        """Drop tiles further from `first` … `last` than these are wide."""
        margin = last - first + 1
        for index in [i for i in self._tiles if not first - margin <= i <= last + margin]:
            del self._tiles[index]


def _stamp(index: int, picture: Picture, style: Style) -> object:
    """Return a key of all that a tile depends on."""
    first, stop = _beats_on(index, index, picture, style)
    cells = picture.mashup.cells[:, max(first - 1 - picture.reach, 0) : stop + 1 + picture.reach].tobytes()
    return picture.edition, picture.mashup.beats, style, cells


def draw_strip(first: int, last: int, picture: Picture, style: Style) -> QImage:
    """Render the ruler and all rows of tiles `first` … `last`: the grid's device pixels from `first` · TILE on."""
    columns = columns_of(np.arange(first * TILE, (last + 1) * TILE), picture, style)
    rows, scale, now = style.rows, style.scale, style.theme
    image = QImage(len(columns.beat), round(rows.whole * scale), QImage.Format.Format_RGB32)
    image.fill(now.window)
    canvas = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), image.width())
    _draw_ruler(canvas, columns, picture, style)
    draw_cells(canvas, columns, picture, style)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setFont(style.font)
    painter.translate(-first * style.tile, 0)
    beats = _beats_on(first, last, picture, style)
    _write_bars(painter, beats, picture, style)
    draw_shapes(painter, beats, picture, style)
    _write_origins(painter, beats, picture, style)
    painter.end()
    return image


def _draw_ruler(canvas: Pixels, columns: PixelColumns, picture: Picture, style: Style) -> None:
    now, scale = style.theme, style.scale
    ruler = round(style.rows.ruler * scale)
    strip = round(3 * scale)
    canvas[:ruler, columns.inside] = rgb(mixed(now.window, now.panel, 0.6))
    line = columns.inside & columns.line
    canvas[ruler - strip - round(5 * scale) : ruler - strip, line] = rgb(now.line)
    canvas[:ruler, columns.inside & columns.bar] = rgb(now.line)
    done = columns.inside.copy()
    done[done] = filled_beats(picture.mashup)[columns.beat[done]]
    canvas[ruler - strip : ruler, columns.inside] = rgb(now.line)
    canvas[ruler - strip : ruler, done] = rgb(now.dim)


def _beats_on(first_tile: int, last_tile: int, picture: Picture, style: Style) -> tuple[int, int]:
    """Return the beats that tiles depend on, including those of labels reaching into them: first, and after last."""
    first = int((first_tile * style.tile - BEFORE - _LABEL_ROOM) // style.width)
    last = int(((last_tile + 1) * style.tile - BEFORE + _LABEL_ROOM) // style.width)
    beats = picture.mashup.beats
    return min(max(first, 0), beats), min(max(last + 2, 0), beats)


def _write_bars(painter: QPainter, beats: tuple[int, int], picture: Picture, style: Style) -> None:
    now, bars, metrics = style.theme, picture.bars, QFontMetricsF(style.font)
    first, stop = beats
    if first == stop:
        return
    last = bars.place(picture.mashup.beats)[0]
    room = metrics.horizontalAdvance(str(last + 1)) + 12
    every = bars_between_lines(bars.usual, style.width, room)
    low, high = bars.place(first)[0] // every * every, bars.place(stop - 1)[0]
    starts = bars.starts(np.arange(low, high + 2 * every + 1))
    height = 4 + metrics.ascent()
    for bar in range(low, high + 1, every):
        begin, end = int(starts[bar - low]), int(starts[bar - low + every])
        # A short bar among others has no room for its number.
        if 0 <= begin < stop and (end - begin) * style.width >= room:
            painter.setPen(now.text)
            painter.drawText(QPointF(BEFORE + begin * style.width + 4, height), str(bar + 1))
    if style.width >= _ROOM_FOR_BEAT_NUMBERS:
        painter.setPen(now.dim)
        numbers = bars.numbers(np.arange(first, stop))
        for beat, begin in zip(range(first, stop), starts[numbers - low].tolist(), strict=True):
            if beat > begin:
                painter.drawText(QPointF(BEFORE + beat * style.width + 4, height), str(beat - begin + 1))


def _write_origins(painter: QPainter, beats: tuple[int, int], picture: Picture, style: Style) -> None:
    """At the start of each run of cells that play another beat or in another way, write the song's bar and beat."""
    now, metrics = style.theme, QFontMetricsF(style.font)
    first, stop = beats
    if first == stop:
        return
    cells = shown_cells(first, stop, picture, style.rows.shown)
    ground = QColor(now.window)
    ground.setAlpha(200)
    changed, begins = cells.moved.copy(), cells.begins.copy()
    for row, each in enumerate(style.rows.shown):
        if not each.folded:
            there = picture.mashup.cells[each.lanes[0], first:stop]
            changed[row] |= (there["beat"] != SILENT) & (
                (there["backwards"] > 0) | (there["stutter"] > 1) | (there["speed"] > 0)
            )
            # One label for a stutter of several beats.
            begins[row, 1:] &= (there["stutter"][1:] <= 1) | (there[1:] != there[:-1])
    for row, at in np.argwhere(begins & changed).tolist():
        ends = np.flatnonzero(begins[row, at + 1 :] | (cells.state[row, at + 1 :] != ON))
        run = int(ends[0]) + 1 if len(ends) else stop - first - at
        text = _origin(picture, style.rows.shown[row], first + at, int(cells.plays[row, at]))
        width = metrics.horizontalAdvance(text) + 6
        if width <= run * style.width - 4:
            box = QRectF(BEFORE + (first + at) * style.width + 3, style.rows.top(row) + 4, width, metrics.height())
            painter.fillRect(box, ground)
            painter.setPen(now.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _origin(picture: Picture, row: Row, beat: int, plays: int) -> str:
    """Return what a cell plays: "12.3", "12.3 ½×" at half speed, "12.3 ◀" backwards, "12.3 ×4" stuttered."""
    bar, at = picture.song_bars[row.source].place(plays)
    cell, text = picture.mashup.cells[row.lanes[0], beat], f"{bar + 1}.{at + 1}"
    if not row.folded and cell["speed"]:
        text += f" {SPEED_SIGNS[cell['speed']]}"
    if not row.folded and cell["backwards"]:
        text += " ◀"
    if not row.folded and cell["stutter"] > 1:
        text += f" ×{cell['stutter']}"
    return text
