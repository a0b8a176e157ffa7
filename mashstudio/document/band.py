"""Edits of the band: it joins, plays other notes, leaves. Each edit returns a new state."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import too_long
from mashstudio.model.band import BAND_PARTS, Band
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import MAX_CELLS, MAX_LANE_COUNT, SILENT, Cells, Lane, Mashup, cells_of, silence
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.model.stems import Part


def with_band(mashup: Mashup, band: Band, heard: range, parts: Collection[BandPart]) -> Mashup:
    """Return `mashup` with `band`, or with it in place of the one that plays; its `parts` sound on the beats `heard`.

    Lanes that were there keep their mix and their other cells. Raises BadArgument if there is no room for its lanes.
    """
    old = {mashup.lanes[row].part: row for row in mashup.lanes_of(BAND)}
    songs = list(mashup.song_lanes)
    if len(songs) + len(band.parts) > MAX_LANE_COUNT:
        raise BadArgument(Message("The mashup has {count} lanes already, the most it can have.", count=MAX_LANE_COUNT))
    if mashup.beats > (most := MAX_CELLS // (len(songs) + len(band.parts))):
        raise too_long(mashup.beats, most)
    lanes, rows = [mashup.lanes[row] for row in songs], [mashup.cells[row] for row in songs]
    sounding = {BAND_PARTS[part] for part in parts}
    for part in band.parts:
        lane, cells = _row(mashup, old.get(part), part, band.beats)
        if part in sounding:
            beats = np.arange(heard.start, min(heard.stop, mashup.beats, band.beats))
            cells[beats] = cells_of(beats)
        lanes.append(lane)
        rows.append(cells)
    return replace(mashup, band=band, lanes=tuple(lanes), cells=np.stack(rows))


def _row(mashup: Mashup, old: int | None, part: Part, beats: int) -> tuple[Lane, Cells]:
    """Return a lane of the band and a copy of its cells that play any of its beats; new ones are silent."""
    if old is None:
        return Lane(BAND, part), silence(1, mashup.beats)[0].copy()
    cells = np.array(mashup.cells[old])
    return mashup.lanes[old], np.where(cells["beat"] < beats, cells, cells_of(np.array(SILENT)))


def without_band(mashup: Mashup) -> Mashup:
    """Return `mashup` without its band and its lanes."""
    songs = list(mashup.song_lanes)
    return replace(mashup, band=None, lanes=tuple(mashup.lanes[row] for row in songs), cells=mashup.cells[songs])


def with_notes(mashup: Mashup, lane: NoteLane) -> Mashup:
    """Return `mashup` with one of the band's lanes playing other notes, or by another instrument. Cells stay."""
    band = mashup.band
    assert band is not None
    lanes = tuple(lane if each.part is lane.part else each for each in band.lanes)
    return replace(mashup, band=replace(band, lanes=lanes))


def with_band_cells(mashup: Mashup, cells: Cells) -> Cells:
    """Return `cells` of all lanes with the band's as they are in `mashup`, as far as they go."""
    own, beats = mashup.lanes_of(BAND), min(mashup.beats, cells.shape[1])
    kept = np.array(cells)
    if own:
        kept[own, :beats] = mashup.cells[own, :beats]
    return kept
