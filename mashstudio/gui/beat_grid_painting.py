"""How the beat grid is drawn: tiles of pixels, computed once for each stretch of beats and kept while they are true."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap

from mashstudio.facts.bars import Bars
from mashstudio.gui.beat_grid_inks import inks_of, rgb
from mashstudio.gui.beat_grid_waves import Floats, Wave, levels
from mashstudio.gui.grid_geometry import BEFORE, Rows
from mashstudio.gui.theme import DARK, LIGHT, Theme, mixed
from mashstudio.mashup.document import SILENT, Mashup
from mashstudio.mashup.edits import SongBeats, decided, under

_TILE: Final = 256
"""Device pixels across one tile: whole at any scale of the screen, so that tiles meet exactly."""

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

    times: each source's beats in seconds; lengths: how long each is. waves: by lane, None: not known yet. ready: by
    source, its beats whose stems can be heard. sounding: those that are neither muted nor kept silent by a solo.
    """

    edition: int
    mashup: Mashup
    bars: Bars
    times: Mapping[int, Floats]
    lengths: Mapping[int, Floats]
    waves: tuple[Wave | None, ...]
    ready: Mapping[int, range]
    sounding: tuple[bool, ...]

    @property
    def song_beats(self) -> SongBeats:
        """How many beats each source has."""
        return {source: len(beats) for source, beats in self.times.items()}


@dataclass(frozen=True)
class Style:
    """How large things are drawn, and in which colours: `width` pixels a beat, `scale` device pixels a pixel."""

    width: float
    rows: Rows
    scale: float
    dark: bool
    font: QFont

    @property
    def tile(self) -> float:
        """Pixels across one tile."""
        return _TILE / self.scale

    @property
    def theme(self) -> Theme:
        """The colours."""
        return DARK if self.dark else LIGHT


class Tiles:
    """The tiles that were drawn, each until something on it changes."""

    def __init__(self) -> None:
        self._tiles: dict[int, tuple[object, QPixmap]] = {}

    def get(self, first: int, last: int, picture: Picture, style: Style) -> list[QPixmap]:
        """Tiles `first` … `last`; what must be drawn anew is drawn together, for that takes hardly longer than one."""
        stamps = {index: _stamp(index, picture, style) for index in range(first, last + 1)}
        stale = [index for index, stamp in stamps.items() if self._tiles.get(index, (None,))[0] != stamp]
        if stale:
            strip = draw_strip(stale[0], stale[-1], picture, style)
            for index in range(stale[0], stale[-1] + 1):
                part = QRect((index - stale[0]) * _TILE, 0, _TILE, strip.height())
                self._tiles[index] = (stamps[index], QPixmap.fromImage(strip.copy(part)))
        return [self._tiles[index][1] for index in stamps]

    def keep_near(self, first: int, last: int) -> None:
        """Forgets the tiles that lie further from tiles `first` … `last` than these are wide."""
        margin = last - first + 1
        for index in [i for i in self._tiles if not first - margin <= i <= last + margin]:
            del self._tiles[index]


def _stamp(index: int, picture: Picture, style: Style) -> object:
    """All that a tile depends on."""
    first, stop = _beats_on(index, index, picture, style)
    cells = picture.mashup.cells[:, max(first - 1, 0) : stop + 1].tobytes()
    return picture.edition, picture.mashup.beats, style, cells


def draw_strip(first: int, last: int, picture: Picture, style: Style) -> QImage:
    """The ruler and all lanes of tiles `first` … `last`: device pixels from `first` · _TILE on of the whole grid."""
    columns = _columns(first, last, picture, style)
    rows, scale, now = style.rows, style.scale, style.theme
    canvas = np.full((round(rows.whole * scale), len(columns.beat)), rgb(now.window), np.uint32)
    _draw_ruler(canvas, columns, picture, style)
    _draw_lanes(canvas, columns, picture, style)
    height, across = canvas.shape
    # The image doesn't own the canvas: it goes on as a copy.
    image = QImage(canvas.data, across, height, 4 * across, QImage.Format.Format_RGB32).copy()
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setFont(style.font)
    painter.translate(-first * style.tile, 0)
    beats = _beats_on(first, last, picture, style)
    _write_bars(painter, beats, picture, style)
    _write_moved(painter, beats, picture, style)
    painter.end()
    return image


@dataclass(frozen=True, eq=False)
class _Columns:
    """The device pixels across some tiles, one entry each.

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


def _columns(first_tile: int, last_tile: int, picture: Picture, style: Style) -> _Columns:
    number = np.arange(first_tile * _TILE, (last_tile + 1) * _TILE)
    per_beat = style.width * style.scale
    place = number - BEFORE * style.scale
    beat = np.floor((place + 0.5) / per_beat).astype(np.int64)
    before = np.floor((place - 0.5) / per_beat).astype(np.int64)
    begin = np.clip(place / per_beat - beat, 0, 1)
    first = beat != before
    every = bars_between_lines(picture.bars.usual, style.width, _ROOM_FOR_LINES)
    beats = picture.mashup.beats
    return _Columns(
        number=number,
        beat=beat,
        inside=(beat >= 0) & (beat < beats),
        begin=begin,
        end=np.clip(begin + 1 / per_beat, 0, 1),
        line=first & (style.width >= _ROOM_FOR_LINES),
        # With several bars a column, the column in which a bar begins is its line.
        bar=first & (_group(picture, beat, every) != _group(picture, before, every)) & (beat <= beats),
        into=place + 0.5 - beat * per_beat,
    )


def _group(picture: Picture, beats: Ints, every: int) -> Ints:
    """Which group of `every` bars each beat lies in."""
    # The bar lines of one beat and many: no bar is looked for more than once.
    low = int(beats[0])
    numbers = picture.bars.numbers(np.arange(low, int(beats[-1]) + 1))
    groups: Ints = numbers[beats - low] // every
    return groups


def bars_between_lines(bar: int, width: float, room: float) -> int:
    """After how many bars of `bar` beats there is a line (or number) again, so that each has `room`: 1, 2, 4, 8, …"""
    bars = 1
    while bars * bar * width < room:
        bars *= 2
    return bars


@dataclass(frozen=True, eq=False)
class _Lanes:
    """The beats of a stretch in all lanes, shape (lanes, beats) each, the first of them `first`.

    plays: the song's beat that is shown: the one that sounds, else the one that lies there; SILENT: none.
    state: void, off or on. begins: whether a run begins there. moved: whether it plays another than the one under it.
    """

    first: int
    plays: NDArray[np.int32]
    state: Ints
    begins: Bools
    moved: Bools


def _lanes(first: int, stop: int, picture: Picture) -> _Lanes:
    mashup, beats = picture.mashup, picture.song_beats
    cells = _cells_from(mashup, first - 1, stop)
    known = np.array([beats[lane.source] for lane in mashup.lanes])[:, None]
    cells = np.where(cells < known, cells, SILENT)
    lying = np.stack([under(mashup, beats, lane, first, stop) for lane in range(len(mashup.lanes))])
    lying[:, [not 0 <= beat < mashup.beats for beat in range(first, stop)]] = SILENT
    on = cells[:, 1:] != SILENT
    return _Lanes(
        first=first,
        plays=np.where(on, cells[:, 1:], lying),
        state=np.where(on, _ON, np.where(lying != SILENT, _OFF, _VOID)),
        begins=_begins_run(cells),
        moved=on & (cells[:, 1:] != lying),
    )


def _draw_lanes(canvas: Pixels, columns: _Columns, picture: Picture, style: Style) -> None:
    scale = style.scale
    lanes = _lanes(int(columns.beat[0]), int(columns.beat[-1]) + 1, picture)
    at = columns.beat - lanes.first
    colours = _column_colours(lanes, columns, picture, style)
    loudest, power = _heights(lanes, columns, picture)
    room = style.rows.lane * scale / 2 - 2 * scale
    shown = lanes.plays[:, at] != SILENT
    # A stem that is silent here still has its line.
    loudest = np.maximum(loudest * room, 0.5 * scale * shown).astype(np.float32)
    power = (power * room).astype(np.float32)
    for lane, played in enumerate(picture.mashup.lanes):
        ground, edge, core = colours[:, lane]
        pixels = canvas[_band(style, lane)]
        height = len(pixels)
        upper = (height + 1) // 2
        distance = (height / 2 - 0.5 - np.arange(upper))[:, None].astype(np.float32)
        half = np.where(distance < power[lane], core, np.where(distance < loudest[lane], edge, ground))
        pixels[:upper], pixels[upper:] = half, half[::-1][height % 2 :]
        waiting = _waits(lanes, lane, picture.ready[played.source])[at]
        if waiting.any():
            hatch = _hatched(height, columns.number, scale)
            np.copyto(pixels, edge, where=hatch & waiting & (pixels == ground))
        moved = lanes.moved[lane, at]
        if moved.any():
            pixels[: round(3 * scale), moved] = inks_of(played.part, style.dark, picture.sounding[lane]).moved


def _band(style: Style, lane: int) -> slice:
    """The device pixels of a lane from top to bottom; at a fractional scale lanes can differ by one."""
    top = style.rows.top(lane)
    return slice(round(top * style.scale), round((top + style.rows.lane) * style.scale))


def _waits(lanes: _Lanes, lane: int, ready: range) -> Bools:
    """The beats on which `lane` would sound if it could be heard already."""
    plays = lanes.plays[lane]
    waits: Bools = (lanes.state[lane] == _ON) & ((plays < ready.start) | (plays >= ready.stop))
    return waits


def _column_colours(lanes: _Lanes, columns: _Columns, picture: Picture, style: Style) -> Pixels:
    """The ground, the wave's edge and its core in each lane and column: (3, lanes, columns)."""
    played = zip(picture.mashup.lanes, picture.sounding, strict=True)
    inks = [inks_of(lane.part, style.dark, sounding) for lane, sounding in played]
    row = np.arange(len(inks))[:, None]
    kinds = np.array([[i.ground, i.edge, i.core, i.line, i.bar] for i in inks], np.uint32).transpose(1, 0, 2)
    by_beat = kinds[:, row, lanes.state]
    at = columns.beat - lanes.first
    colours: Pixels = by_beat[:3][:, :, at]
    for where, kind in ((columns.line, 3), (columns.bar, 4)):
        lines = np.flatnonzero(where & columns.inside)
        colours[:, :, lines] = by_beat[kind][:, at[lines]]
    if style.width >= _ROOM_FOR_LINES:
        first = np.flatnonzero(columns.into < 2 * style.scale)
        colours[:, :, first] = np.where(lanes.begins[:, at[first]], np.uint32(inks[0].cut), colours[:, :, first])
    return colours


def _heights(lanes: _Lanes, columns: _Columns, picture: Picture) -> tuple[Floats, Floats]:
    """The loudest sample and the RMS (0–1) in each lane and column: (lanes, columns) each."""
    plays = lanes.plays[:, columns.beat - lanes.first]
    loudest, power = np.zeros(plays.shape), np.zeros(plays.shape)
    for lane, wave in enumerate(picture.waves):
        shown = plays[lane] != SILENT
        if wave is None or not shown.any():
            continue
        beat, source = plays[lane][shown], picture.mashup.lanes[lane].source
        start, length = picture.times[source][beat], picture.lengths[source][beat]
        begins, ends = start + columns.begin[shown] * length, start + columns.end[shown] * length
        loudest[lane, shown], power[lane, shown] = levels(wave, begins, ends)
    return loudest, power


def _cells_from(mashup: Mashup, start: int, stop: int) -> NDArray[np.int32]:
    """The cells of beats `start` … `stop` − 1, silent beyond the mashup."""
    cells = np.full((len(mashup.lanes), stop - start), SILENT, np.int32)
    first, last = max(start, 0), min(stop, mashup.beats)
    if first < last:
        cells[:, first - start : last - start] = mashup.played[:, first:last]
    return cells


def _begins_run(cells: NDArray[np.int32]) -> Bools:
    """Which of `cells`, after the first, sound and don't go on from the one before."""
    now, before = cells[:, 1:], cells[:, :-1]
    begins: Bools = (now != SILENT) & ((before == SILENT) | (now != before + 1))
    return begins


def _hatched(height: int, number: Ints, scale: float) -> Bools:
    """Slanted stripes that run on from tile to tile."""
    slant: Bools = (number[None, :] + np.arange(height)[:, None]) % round(8 * scale) < round(2 * scale)
    return slant


def _draw_ruler(canvas: Pixels, columns: _Columns, picture: Picture, style: Style) -> None:
    now, scale = style.theme, style.scale
    ruler = round(style.rows.ruler * scale)
    strip = round(3 * scale)
    canvas[:ruler, columns.inside] = rgb(mixed(now.window, now.panel, 0.6))
    line = columns.inside & columns.line
    canvas[ruler - strip - round(5 * scale) : ruler - strip, line] = rgb(now.line)
    canvas[:ruler, columns.inside & columns.bar] = rgb(now.line)
    done = columns.inside.copy()
    done[done] = decided(picture.mashup)[columns.beat[done]]
    canvas[ruler - strip : ruler, columns.inside] = rgb(now.line)
    canvas[ruler - strip : ruler, done] = rgb(now.dim)


def _beats_on(first_tile: int, last_tile: int, picture: Picture, style: Style) -> tuple[int, int]:
    """The beats that tiles depend on, those of labels that reach over their ends included: first, and after last."""
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
        # A short one among the others has no room for its number.
        if 0 <= begin < stop and (end - begin) * style.width >= room:
            painter.setPen(now.text)
            painter.drawText(QPointF(BEFORE + begin * style.width + 4, height), str(bar + 1))
    if style.width >= _ROOM_FOR_BEAT_NUMBERS:
        painter.setPen(now.dim)
        numbers = bars.numbers(np.arange(first, stop))
        for beat, begin in zip(range(first, stop), starts[numbers - low].tolist(), strict=True):
            if beat > begin:
                painter.drawText(QPointF(BEFORE + beat * style.width + 4, height), str(beat - begin + 1))


def _write_moved(painter: QPainter, beats: tuple[int, int], picture: Picture, style: Style) -> None:
    """Where cells play another beat than the one under them: the number of the beat with which each run begins."""
    now, metrics = style.theme, QFontMetricsF(style.font)
    first, stop = beats
    if first == stop:
        return
    lanes = _lanes(first, stop, picture)
    ground = QColor(now.window)
    ground.setAlpha(200)
    for lane, at in np.argwhere(lanes.begins & lanes.moved).tolist():
        going_on = np.flatnonzero(lanes.begins[lane, at + 1 :] | (lanes.state[lane, at + 1 :] != _ON))
        run = int(going_on[0]) + 1 if len(going_on) else stop - first - at
        text = str(int(lanes.plays[lane, at]) + 1)
        width = metrics.horizontalAdvance(text) + 6
        if width <= run * style.width - 4:
            box = QRectF(BEFORE + (first + at) * style.width + 3, style.rows.top(lane) + 4, width, metrics.height())
            painter.fillRect(box, ground)
            painter.setPen(now.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
