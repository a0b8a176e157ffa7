"""Rendering of the beat grid's cells: backgrounds and waves of every row as pixels."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mashstudio.document.edits import under
from mashstudio.gui.cell_grid.columns import ROOM_FOR_LINES, Bools, Ints, PixelColumns
from mashstudio.gui.cell_grid.inks import Inks, inks_of
from mashstudio.gui.cell_grid.picture import Picture, Style
from mashstudio.gui.cell_grid.rows import Row
from mashstudio.gui.cell_grid.shape_picture import envelopes
from mashstudio.gui.cell_grid.waves import Floats, levels
from mashstudio.model.mashup import SILENT, SPEEDS, Cells, Mashup, silence
from mashstudio.model.runs import places, steps

_VOID, _OFF, ON = range(3)

Pixels = NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class ShownCells:
    """The beats of a stretch in all rows, arrays of shape (rows, beats); the first beat is `first`.

    plays: the song's beat on display: the one that sounds, else the one that lies there; SILENT: none.
    state: void, off or on (at least one part). share: the share of parts that are on, 0–1. begins: whether a run begins
    there, gain and fades aside. moved: whether it plays another beat than the one under it.
    """

    first: int
    plays: NDArray[np.int32]
    state: Ints
    share: Floats
    begins: Bools
    moved: Bools


def shown_cells(first: int, stop: int, picture: Picture, rows: tuple[Row, ...]) -> ShownCells:
    """Return the cells of `rows` for beats `first` … `stop` − 1."""
    mashup, beats = picture.mashup, picture.song_beats
    shapes = _cells_from(mashup, first - 1, stop)
    cells = shapes["beat"]
    known = np.array([beats[lane.source] for lane in mashup.lanes])[:, None]
    cells = shapes["beat"] = np.where(cells < known, cells, SILENT)
    lying = np.stack([under(mashup, beats, lane, first, stop) for lane in range(len(mashup.lanes))])
    lying[:, [not 0 <= beat < mashup.beats for beat in range(first, stop)]] = SILENT
    on = cells[:, 1:] != SILENT
    by_lane = ShownCells(
        first=first,
        plays=np.where(on, cells[:, 1:], lying),
        state=np.where(on, ON, np.where(lying != SILENT, _OFF, _VOID)),
        share=on.astype(np.float64),
        begins=_begins_run(shapes),
        moved=on & (cells[:, 1:] != lying),
    )
    return by_lane if len(rows) == len(mashup.lanes) else _together(by_lane, rows)


def _together(by_lane: ShownCells, rows: tuple[Row, ...]) -> ShownCells:
    """Merge lanes into `rows`, which take them in order."""
    first, on = [row.lanes[0] for row in rows], by_lane.state == ON
    parts = np.add.reduceat(by_lane.state != _VOID, first, axis=0, dtype=np.int64)
    plays = by_lane.plays[first]
    for index, row in enumerate(rows):
        if row.folded:
            lanes = list(row.lanes)
            # The first part that was moved, else the first that sounds, else the first.
            first_of = (on[lanes].astype(np.int8) + by_lane.moved[lanes]).argmax(axis=0)
            plays[index] = np.take_along_axis(by_lane.plays[lanes], first_of[None, :], axis=0)[0]
    return ShownCells(
        first=by_lane.first,
        plays=plays,
        state=np.maximum.reduceat(by_lane.state, first, axis=0),
        share=np.add.reduceat(on, first, axis=0, dtype=np.float64) / np.maximum(parts, 1),
        begins=np.logical_or.reduceat(by_lane.begins, first, axis=0),
        moved=np.logical_or.reduceat(by_lane.moved, first, axis=0),
    )


def draw_cells(canvas: Pixels, columns: PixelColumns, picture: Picture, style: Style) -> None:
    """Paint all rows. A folded song's cell is filled from below to the share of its parts that play."""
    scale, rows = style.scale, style.rows.shown
    cells = shown_cells(int(columns.beat[0]), int(columns.beat[-1]) + 1, picture, rows)
    at = columns.beat - cells.first
    inks = [_inks(row, picture, style) for row in rows]
    colours = _column_colours(cells, columns, inks, style)
    some = (cells.share > 0) & (cells.share < 1)
    without = None
    if some.any():
        without = _column_colours(replace(cells, state=np.where(some, _OFF, cells.state)), columns, inks, style)
    loudest, power = _heights(cells, columns, picture, rows)
    # The wave shows what is heard: gain and fades included.
    heard = envelopes(columns, picture, rows)
    loudest, power = np.minimum(loudest * heard, 1), np.minimum(power * heard, 1)
    room = style.rows.height * scale / 2 - 2 * scale
    shown = cells.plays[:, at] != SILENT
    # A stem that is silent here still gets a line.
    loudest = np.maximum(loudest * room, 0.5 * scale * shown).astype(np.float32)
    power = (power * room).astype(np.float32)
    for index, row in enumerate(rows):
        pixels = canvas[_band(style, index)]
        height = len(pixels)
        _draw_wave(pixels, colours[:, index], loudest[index], power[index])
        if without is not None and some[index, at].any():
            upper = np.empty_like(pixels)
            _draw_wave(upper, without[:, index], loudest[index], power[index])
            above = np.round((1 - cells.share[index, at]) * height) - np.arange(height)[:, None]
            np.copyto(pixels, upper, where=(above > 0) & some[index, at])
            # A line marks cells of which not all parts play.
            np.copyto(pixels, inks[index].moved, where=(above > 0) & (above <= round(scale)) & some[index, at])
        waiting = _waits(cells, index, row, picture)[at]
        if waiting.any():
            ground, edges = colours[:2, index]
            hatch = _hatched(height, columns.number, scale)
            np.copyto(pixels, edges, where=hatch & waiting & (pixels == ground))
        moved = cells.moved[index, at]
        if moved.any():
            pixels[: round(3 * scale), moved] = inks[index].moved


def _draw_wave(pixels: Pixels, colours: Pixels, loudest: NDArray[np.float32], power: NDArray[np.float32]) -> None:
    """Paint a row: its background, and the wave's edge and core, mirrored about the middle."""
    ground, edge, core = colours
    height = len(pixels)
    upper = (height + 1) // 2
    distance = (height / 2 - 0.5 - np.arange(upper))[:, None].astype(np.float32)
    half = np.where(distance < power, core, np.where(distance < loudest, edge, ground))
    pixels[:upper], pixels[upper:] = half, half[::-1][height % 2 :]


def _inks(row: Row, picture: Picture, style: Style) -> Inks:
    """Return a row's colours: its stem's, or the folded song's."""
    of = row.source if row.folded else picture.mashup.lanes[row.lanes[0]].part
    return inks_of(of, style.dark, any(picture.sounding[lane] for lane in row.lanes))


def _band(style: Style, row: int) -> slice:
    """Return the device pixels of a row from top to bottom; at a fractional scale, rows can differ by one."""
    top = style.rows.top(row)
    return slice(round(top * style.scale), round((top + style.rows.height) * style.scale))


def _waits(cells: ShownCells, index: int, row: Row, picture: Picture) -> Bools:
    """Return the beats on which a row is on, but whose stems aren't ready."""
    plays, ready = cells.plays[index], picture.ready[row.source]
    waits: Bools = (plays < ready.start) | (plays >= ready.stop)
    if not row.folded:
        lane = row.lanes[0]
        speed = _cells_from(picture.mashup, cells.first, cells.first + len(plays))["speed"][lane]
        waits |= (speed > 0) & ~np.array(picture.at_speed[lane])[speed]
    waits &= cells.state[index] == ON
    return waits


def _column_colours(cells: ShownCells, columns: PixelColumns, inks: list[Inks], style: Style) -> Pixels:
    """Return the colours of background, wave edge and wave core by row and column: (3, rows, columns)."""
    row = np.arange(len(inks))[:, None]
    kinds = np.array([[i.ground, i.edge, i.core, i.line, i.bar] for i in inks], np.uint32).transpose(1, 0, 2)
    by_beat = kinds[:, row, cells.state]
    at = columns.beat - cells.first
    colours: Pixels = by_beat[:3][:, :, at]
    for where, kind in ((columns.line, 3), (columns.bar, 4)):
        lines = np.flatnonzero(where & columns.inside)
        colours[:, :, lines] = by_beat[kind][:, at[lines]]
    if style.width >= ROOM_FOR_LINES:
        first = np.flatnonzero(columns.into < 2 * style.scale)
        colours[:, :, first] = np.where(cells.begins[:, at[first]], np.uint32(inks[0].cut), colours[:, :, first])
    return colours


def _heights(
    cells: ShownCells, columns: PixelColumns, picture: Picture, rows: tuple[Row, ...]
) -> tuple[Floats, Floats]:
    """Return peak and RMS (0–1) by row and column: (rows, columns) each."""
    plays = cells.plays[:, columns.beat - cells.first]
    loudest, power = np.zeros(plays.shape), np.zeros(plays.shape)
    for index, row in enumerate(rows):
        wave = picture.songs.get(row.source) if row.folded else picture.waves[row.lanes[0]]
        shown = plays[index] != SILENT
        if wave is None or not shown.any():
            continue
        beat = plays[index][shown]
        start, length = picture.times[row.source][beat], picture.lengths[row.source][beat]
        begin, end = columns.begin[shown], columns.end[shown]
        if not row.folded:
            begin, end = _as_played(picture.mashup.cells[row.lanes[0], columns.beat[shown]], begin, end)
        begins, ends = start + begin * length, start + end * length
        loudest[index, shown], power[index, shown] = levels(wave, begins, ends)
    return loudest, power


def _as_played(cells: Cells, begin: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Return the parts of their beats that cells play from `begin` to `end` of the grid's: 0–1, 0–2 at double speed."""
    pieces, speed = np.maximum(cells["stutter"], 1), np.array(SPEEDS)[cells["speed"]]
    first, length = begin * pieces % 1 / pieces, end - begin
    first = np.where(cells["backwards"] > 0, np.maximum(1 / pieces - first - length, 0), first)
    first = first * speed + cells["half"] / 2
    return first, first + length * speed


def _cells_from(mashup: Mashup, start: int, stop: int) -> Cells:
    """Return the cells of beats `start` … `stop` − 1, silent outside the mashup."""
    cells = silence(len(mashup.lanes), stop - start)
    first, last = max(start, 0), min(stop, mashup.beats)
    if first < last:
        cells[:, first - start : last - start] = mashup.cells[:, first:last]
    return cells


def _begins_run(cells: Cells) -> Bools:
    """Return which of `cells`, after the first, sound and don't continue the one before."""
    now, before = cells[:, 1:], cells[:, :-1]
    cut = (places(now) != places(before) + steps(now)) | (now["stutter"] > 1) | (before["stutter"] > 1)
    for name in ("backwards", "speed"):
        cut |= now[name] != before[name]
    begins: Bools = (now["beat"] != SILENT) & ((before["beat"] == SILENT) | cut)
    return begins


def _hatched(height: int, number: Ints, scale: float) -> Bools:
    """Return diagonal stripes that continue from tile to tile."""
    stripes = np.arange(number[0], number[-1] + height + 1) % round(8 * scale) < round(2 * scale)
    slant: Bools = np.lib.stride_tricks.sliding_window_view(stripes, len(number))[:height]
    return slant
