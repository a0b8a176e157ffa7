"""How the beat grid is drawn: tiles of pixels, computed once for each stretch of beats and kept while they are true."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap

from mashstudio.facts.plan import LANES
from mashstudio.gui.beat_grid_waves import Floats, Wave, levels
from mashstudio.gui.grid_geometry import BEFORE, Rows
from mashstudio.gui.stem_words import lane_stem
from mashstudio.gui.theme import DARK, LIGHT, STEM_COLOURS, Theme, mixed
from mashstudio.mashup.document import SILENT, Mashup, lane_song
from mashstudio.mashup.edits import decided, under

TILE: Final = 256
"""Pixels across one tile."""

_LABEL_ROOM: Final = 96
"""No label reaches further than this many pixels to the right of what it stands at."""

_ROOM_FOR_LINES: Final = 7.0
_ROOM_FOR_BEAT_NUMBERS: Final = 34.0
_VOID, _OFF, _ON = range(3)

Ints = NDArray[np.int64]
Pixels = NDArray[np.uint32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Picture:
    """All that the cells show. edition: another number whenever anything but the cells is another.

    times: each song's beats in seconds; lengths: how long each is. waves: by lane, None: not known yet. ready: the
    lanes that can be heard. sounding: those that are neither muted nor kept silent by a solo.
    """

    edition: int
    mashup: Mashup
    beats_per_bar: int
    times: tuple[Floats, Floats]
    lengths: tuple[Floats, Floats]
    waves: tuple[Wave | None, ...]
    ready: tuple[bool, ...]
    sounding: tuple[bool, ...]

    @property
    def song_beats(self) -> tuple[int, int]:
        """How many beats each song has."""
        return len(self.times[0]), len(self.times[1])


@dataclass(frozen=True)
class Style:
    """How large things are drawn, and in which colours: `width` pixels a beat, `scale` device pixels a pixel."""

    width: float
    rows: Rows
    scale: float
    dark: bool
    font: QFont

    @property
    def theme(self) -> Theme:
        """The colours."""
        return DARK if self.dark else LIGHT


class Tiles:
    """The tiles that were drawn, each until something on it changes."""

    def __init__(self) -> None:
        self._tiles: dict[int, tuple[object, QPixmap]] = {}

    def get(self, index: int, picture: Picture, style: Style) -> QPixmap:
        """Tile `index`, drawn anew only if it must be."""
        first, stop = _beats_on(index, picture, style)
        cells = picture.mashup.cells[:, max(first - 1, 0) : stop + 1].tobytes()
        stamp = (picture.edition, picture.mashup.beats, style, cells)
        kept = self._tiles.get(index)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        tile = draw_tile(index, picture, style)
        self._tiles[index] = (stamp, tile)
        return tile

    def keep_near(self, first: int, last: int) -> None:
        """Forgets the tiles that lie further from tiles `first` … `last` than these are wide."""
        margin = last - first + 1
        for index in [i for i in self._tiles if not first - margin <= i <= last + margin]:
            del self._tiles[index]


def draw_tile(index: int, picture: Picture, style: Style) -> QPixmap:
    """The ruler and all lanes of pixels `index` · TILE … of the whole grid."""
    columns = _columns(index, picture, style)
    rows, scale, now = style.rows, style.scale, style.theme
    canvas = np.full((round(rows.bottom * scale), len(columns.beat)), _rgb(now.window), np.uint32)
    _draw_ruler(canvas, columns, picture, style)
    for lane in range(LANES):
        top = round(rows.top(lane) * scale)
        canvas[top : top + round(rows.lane * scale)] = _lane_pixels(lane, columns, picture, style)
    height, across = canvas.shape
    image = QImage(canvas.data, across, height, 4 * across, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setFont(style.font)
    painter.translate(-index * TILE, 0)
    _write_bars(painter, index, picture, style)
    _write_moved(painter, index, picture, style)
    painter.end()
    tile = QPixmap.fromImage(image)
    tile.setDevicePixelRatio(scale)
    return tile


@dataclass(frozen=True, eq=False)
class _Columns:
    """The device pixels across a tile, one entry each.

    number: counted from the grid's left end. beat: which it shows (any number beyond the mashup). inside: whether the
    mashup has it. begin, end: which part of the beat, 0–1. line: the first of its beat, where there is room for lines;
    bar: the first of its bar. into: pixels since its beat's first.
    """

    number: Ints
    beat: Ints
    inside: Bools
    begin: Floats
    end: Floats
    line: Bools
    bar: Bools
    into: Floats


def _columns(index: int, picture: Picture, style: Style) -> _Columns:
    across = round(TILE * style.scale)
    number = index * across + np.arange(across)
    per_beat = style.width * style.scale
    place = number - BEFORE * style.scale
    beat = np.floor((place + 0.5) / per_beat).astype(np.int64)
    before = np.floor((place - 0.5) / per_beat).astype(np.int64)
    begin = np.clip(place / per_beat - beat, 0, 1)
    first = beat != before
    every = bars_between_lines(picture.beats_per_bar, style.width, _ROOM_FOR_LINES) * picture.beats_per_bar
    beats = picture.mashup.beats
    return _Columns(
        number=number,
        beat=beat,
        inside=(beat >= 0) & (beat < beats),
        begin=begin,
        end=np.clip(begin + 1 / per_beat, 0, 1),
        line=first & (style.width >= _ROOM_FOR_LINES),
        # With several bars a column, the column in which a bar begins is its line.
        bar=first & (beat // every != before // every) & (beat <= beats),
        into=place + 0.5 - beat * per_beat,
    )


def bars_between_lines(beats_per_bar: int, width: float, room: float) -> int:
    """After how many bars there is a line (or number) again, so that each has `room` pixels: 1, 2, 4, 8, …"""
    bars = 1
    while bars * beats_per_bar * width < room:
        bars *= 2
    return bars


@dataclass(frozen=True)
class _Inks:
    """A lane's colours: of cells that are void (no song there), off or on: ground, the wave's edge and its core.

    line: between two beats of each; bar: between two bars; cut: where a run begins; moved: above cells that play
    another beat than the one under them.
    """

    ground: tuple[int, int, int]
    edge: tuple[int, int, int]
    core: tuple[int, int, int]
    line: tuple[int, int, int]
    bar: tuple[int, int, int]
    cut: int
    moved: int


@lru_cache(maxsize=64)
def _inks(lane: int, dark: bool, sounding: bool) -> _Inks:
    now = DARK if dark else LIGHT
    stem = STEM_COLOURS[lane_stem(lane)]
    if not sounding:
        stem = mixed(stem, now.dim, 0.8)
    on, off, void = mixed(now.panel, stem, 0.34 if dark else 0.3), now.panel, mixed(now.window, now.panel, 0.3)
    core = mixed(stem, now.text, 0.1) if dark else mixed(stem, now.text, 0.25)
    return _Inks(
        ground=(_rgb(void), _rgb(off), _rgb(on)),
        edge=(_rgb(void), _rgb(mixed(off, now.text, 0.05)), _rgb(mixed(on, stem, 0.6))),
        core=(_rgb(void), _rgb(mixed(off, now.text, 0.09)), _rgb(core)),
        line=(_rgb(void), _rgb(mixed(off, now.line, 0.4)), _rgb(mixed(on, now.window, 0.3))),
        bar=(_rgb(mixed(void, now.line, 0.5)), _rgb(now.line), _rgb(mixed(on, now.window, 0.7))),
        cut=_rgb(now.window),
        moved=_rgb(mixed(stem, now.text, 0.75)),
    )


def _lane_pixels(lane: int, columns: _Columns, picture: Picture, style: Style) -> Pixels:
    mashup, song, scale = picture.mashup, lane_song(lane), style.scale
    height = round(style.rows.lane * scale)
    inks = _inks(lane, style.dark, picture.sounding[lane])
    first, last = int(columns.beat[0]), int(columns.beat[-1])
    cells = _cells_from(mashup, lane, first - 1, last + 1)
    lying = under(mashup, picture.song_beats, lane, first, last + 1)
    on = (cells[1:] != SILENT) & (cells[1:] < picture.song_beats[song])
    plays = np.where(on, cells[1:], lying)
    at = columns.beat - first
    state = np.where(on[at], _ON, np.where((lying != SILENT)[at] & columns.inside, _OFF, _VOID))
    ground, edge, core = (np.array(ink, np.uint32)[state] for ink in (inks.ground, inks.edge, inks.core))
    for where, ink in ((columns.line, inks.line), (columns.bar, inks.bar)):
        lines = where & columns.inside
        for colours in (ground, edge, core):
            colours[lines] = np.array(ink, np.uint32)[state[lines]]
    if style.width >= _ROOM_FOR_LINES:
        cut = (on & _begins_run(cells))[at] & (columns.into < 2 * scale)
        for colours in (ground, edge, core):
            colours[cut] = inks.cut
    wave = picture.waves[lane]
    loudest, power = np.zeros(len(at)), np.zeros(len(at))
    shown = (plays[at] != SILENT) & columns.inside
    if wave is not None and np.any(shown):
        song_beat, times, lengths = plays[at][shown], picture.times[song], picture.lengths[song]
        start = times[song_beat]
        loudest[shown], power[shown] = levels(
            wave,
            start + columns.begin[shown] * lengths[song_beat],
            start + columns.end[shown] * lengths[song_beat],
        )
    room = height / 2 - 2 * scale
    # A stem that is silent here still has its line.
    pixels = _mirrored(height, np.maximum(loudest * room, 0.5 * scale * shown), power * room, ground, edge, core)
    if not picture.ready[lane]:
        waits = (state == _ON) & _hatched(height, columns.number, scale)
        np.copyto(pixels, edge, where=waits & (pixels == ground))
    moved = (on & (cells[1:] != lying))[at]
    pixels[: round(3 * scale), moved] = inks.moved
    return pixels


def _cells_from(mashup: Mashup, lane: int, start: int, stop: int) -> NDArray[np.int32]:
    """The cells of beats `start` … `stop` − 1, silent beyond the mashup."""
    cells = np.full(stop - start, SILENT, np.int32)
    first, last = max(start, 0), min(stop, mashup.beats)
    if first < last:
        cells[first - start : last - start] = mashup.cells[lane, first:last]
    return cells


def _begins_run(cells: NDArray[np.int32]) -> Bools:
    """Which of `cells`, after the first, sound and don't go on from the one before."""
    begins: Bools = (cells[1:] != SILENT) & ((cells[:-1] == SILENT) | (cells[1:] != cells[:-1] + 1))
    return begins


def _mirrored(height: int, loudest: Floats, power: Floats, ground: Pixels, edge: Pixels, core: Pixels) -> Pixels:
    """A wave about the middle row: as high as `loudest` in `edge`, as `power` in `core`, the rest `ground`."""
    upper = (height + 1) // 2
    distance = (height / 2 - 0.5 - np.arange(upper))[:, None].astype(np.float32)
    half = np.where(
        distance < power.astype(np.float32), core, np.where(distance < loudest.astype(np.float32), edge, ground)
    )
    return np.concatenate([half, half[::-1][height % 2 :]])


def _hatched(height: int, number: Ints, scale: float) -> Bools:
    """Slanted stripes that run on from tile to tile."""
    slant: Bools = (number[None, :] + np.arange(height)[:, None]) % round(8 * scale) < round(2 * scale)
    return slant


def _draw_ruler(canvas: Pixels, columns: _Columns, picture: Picture, style: Style) -> None:
    now, scale = style.theme, style.scale
    ruler = round(style.rows.ruler * scale)
    strip = round(3 * scale)
    canvas[:ruler, columns.inside] = _rgb(mixed(now.window, now.panel, 0.6))
    line = columns.inside & columns.line
    canvas[ruler - strip - round(5 * scale) : ruler - strip, line] = _rgb(now.line)
    canvas[:ruler, columns.inside & columns.bar] = _rgb(now.line)
    done = columns.inside.copy()
    done[done] = decided(picture.mashup)[columns.beat[done]]
    canvas[ruler - strip : ruler, columns.inside] = _rgb(now.line)
    canvas[ruler - strip : ruler, done] = _rgb(now.dim)


def _beats_on(index: int, picture: Picture, style: Style) -> tuple[int, int]:
    """The beats that a tile depends on, those of labels that reach over its ends included: first, and after last."""
    first = int((index * TILE - BEFORE - _LABEL_ROOM) // style.width)
    last = int(((index + 1) * TILE - BEFORE + _LABEL_ROOM) // style.width)
    beats = picture.mashup.beats
    return min(max(first, 0), beats), min(max(last + 2, 0), beats)


def _write_bars(painter: QPainter, index: int, picture: Picture, style: Style) -> None:
    now, bar_beats = style.theme, picture.beats_per_bar
    metrics = QFontMetricsF(style.font)
    room = metrics.horizontalAdvance(str(picture.mashup.beats // bar_beats + 1)) + 12
    every = bars_between_lines(bar_beats, style.width, room) * bar_beats
    step = 1 if style.width >= _ROOM_FOR_BEAT_NUMBERS else every
    first, stop = _beats_on(index, picture, style)
    for beat in range(first // every * every, stop, step):
        bar, at = divmod(beat, bar_beats)
        if at == 0 and beat % every:
            continue
        painter.setPen(now.dim if at else now.text)
        painter.drawText(QPointF(BEFORE + beat * style.width + 4, 4 + metrics.ascent()), str(at + 1 if at else bar + 1))


def _write_moved(painter: QPainter, index: int, picture: Picture, style: Style) -> None:
    """Where cells play another beat than the one under them: the number of the beat with which each run begins."""
    mashup, now, metrics = picture.mashup, style.theme, QFontMetricsF(style.font)
    first, stop = _beats_on(index, picture, style)
    ground = QColor(now.window)
    ground.setAlpha(200)
    for lane in range(LANES):
        cells = _cells_from(mashup, lane, first - 1, stop)
        begins = np.flatnonzero(_begins_run(cells))
        moved = cells[begins + 1] != under(mashup, picture.song_beats, lane, first, stop)[begins]
        ends = np.append(begins[1:], len(cells) - 1)
        for at, end in zip(begins[moved].tolist(), ends[moved].tolist(), strict=True):
            text = str(int(cells[at + 1]) + 1)
            width = metrics.horizontalAdvance(text) + 6
            sounding = int(np.count_nonzero(cells[at + 1 : end + 1] != SILENT))
            if width > sounding * style.width - 4:
                continue
            top = style.rows.top(lane) + 4
            box = QRectF(BEFORE + (first + at) * style.width + 3, top, width, metrics.height())
            painter.fillRect(box, ground)
            painter.setPen(now.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _rgb(colour: QColor) -> int:
    return int(colour.rgb())
