"""Edits of the band: it joins, plays other notes, leaves. Each edit returns a new state."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from mashstudio.document.edits import check_room
from mashstudio.document.notes import LaneNotes, Snap, added, quantised
from mashstudio.model.band import BAND_PARTS, Band, transposed
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import SILENT, Cells, Lane, Mashup, cells_of, silence
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.stems import Part


def with_band(mashup: Mashup, band: Band, heard: range, parts: Collection[BandPart]) -> Mashup:
    """Return `mashup` with `band`, or with it in place of the one that plays; its `parts` sound on the beats `heard`.

    Lanes that were there keep their mix and their other cells. Raises BadArgument if there is no room for its lanes.
    """
    old = {mashup.lanes[row].part: row for row in mashup.lanes_of(BAND)}
    songs = list(mashup.song_lanes)
    check_room(len(songs) + len(band.parts), mashup.beats)
    lanes, rows = [mashup.lanes[row] for row in songs], [mashup.cells[row] for row in songs]
    sounding = {BAND_PARTS[part] for part in parts}
    for part in band.parts:
        lane, cells = _row(mashup, old.get(part), part, band.beats)
        if part in sounding:
            beats = np.arange(heard.start, min(heard.stop, mashup.beats, band.beats))
            beats = beats[cells["beat"][beats] != beats]
            cells[beats] = cells_of(beats)
        lanes.append(lane)
        rows.append(cells)
    return replace(mashup, band=band, lanes=tuple(lanes), cells=np.stack(rows))


def with_lanes(mashup: Mashup, played: Band, heard: range) -> Mashup:
    """Return `mashup` with the lanes of `played` in its band, each in place of the one of its part, written as its key
    has it; they sound on the beats `heard`. A mashup without a band gets `played`.

    Raises BadArgument if there is no room for its lanes.
    """
    old, parts = mashup.band, [lane.part for lane in played.lanes]
    if old is None:
        return with_band(mashup, played, heard, parts)
    shift = -old.shift_to(played.key)
    lanes = {lane.part: lane for lane in old.lanes} | {lane.part: transposed(lane, shift) for lane in played.lanes}
    fits = heard.stop <= old.beats and all(
        note.start + note.length <= old.beats for lane in played.lanes for note in lane.notes
    )
    band = replace(
        old,
        beats=old.beats if fits else max(old.beats, played.beats),
        lanes=tuple(lanes[part] for part in BandPart if part in lanes),
    )
    return with_band(mashup, band, heard, parts)


def with_taken(
    lane: NoteLane, notes: Sequence[Note], beats: range, snap: Snap | None, *, last: int, loops: bool
) -> NoteLane:
    """Return a lane with what was played over some `beats`, too, quantised. last: no note ends after it.

    loops: the beats were played again and again: what is nearest to their end begins with them.
    """
    if snap is not None:
        if loops:
            end, begin = beats.stop - snap.value / 2, float(beats.start)
            notes = [replace(note, start=begin) if note.start >= end else note for note in notes]
        notes = quantised(LaneNotes(replace(lane, notes=tuple(notes)), last).all_chosen, snap).lane.notes
    return added(LaneNotes(lane, last), *notes).lane


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
