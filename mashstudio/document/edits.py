"""The edits of a mashup: each takes a state and returns a new one, so that undo restores the old one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels, Milliseconds
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.choices import BAND, Fastest, KeyChoice, Middle, Of, TempoChoice
from mashstudio.model.mashup import (
    FEWEST_SOURCES,
    MAX_BEATS,
    MAX_CELLS,
    MAX_LANE_COUNT,
    NUDGE_RANGE,
    SILENT,
    TRANSPOSE_RANGE,
    Cells,
    Mashup,
    Played,
    SongSource,
    cells_of,
    silence,
)
from mashstudio.model.runs import places, steps
from mashstudio.model.stems import StemName
from mashstudio.model.strip import GAIN_RANGE

BeatCounts = Mapping[int, int]
"""Each source's length in beats, by id."""


@dataclass(frozen=True)
class Selection:
    """Some lanes over the beats `start` … `stop` − 1. Edits ignore the part outside the mashup."""

    lanes: tuple[int, ...]
    start: int
    stop: int

    @property
    def beats(self) -> int:
        """The selection's length in beats."""
        return self.stop - self.start


def under(mashup: Mashup, beats: BeatCounts, lane: int, start: int, stop: int) -> Played:
    """Return the source's beats that lie under grid beats `start` … `stop` − 1 of `lane`; −1 where it has none."""
    source = mashup.lanes[lane].source
    lying = np.arange(start, stop) + mashup.offset_of(source)
    return np.where((lying >= 0) & (lying < beats[source]), lying, SILENT).astype(np.int32)


def paint(mashup: Mashup, beats: BeatCounts, where: Selection, *, on: bool) -> Mashup:
    """Switch every cell of a selection on (with the song's beats that lie under it) or off."""
    if not on:
        return clear(mashup, where)
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            cells[lane, where.start : where.stop] = cells_of(under(mashup, beats, lane, where.start, where.stop))

    return edited(mashup, write)


def switch_on(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Switch the silent cells of a selection on (with the song's beats that lie under them); keep the others."""
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            lying = cells_of(under(mashup, beats, lane, where.start, where.stop))
            np.copyto(row, lying, where=row["beat"] == SILENT)

    return edited(mashup, write)


def switch(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Switch a selection off if every cell that can sound does, else on."""
    where = within(mashup, where)
    on = switch_on(mashup, beats, where)
    return clear(mashup, where) if on == mashup else on


def only(mashup: Mashup, beats: BeatCounts, where: Selection, stems: Collection[StemName]) -> Mashup:
    """Let only `stems` of the sources in a selection sound on its beats."""
    touched = {mashup.lanes[lane].source for lane in where.lanes}
    lanes = [row for row, lane in enumerate(mashup.lanes) if lane.source in touched]
    wanted = {row for row in lanes if mashup.lanes[row].stem in stems}
    others = tuple(row for row in lanes if row not in wanted)
    silenced = clear(mashup, replace(where, lanes=others))
    return switch_on(silenced, beats, replace(where, lanes=tuple(sorted(wanted))))


def fill_to_end(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Continue what sounds on a selection's last beat, lane by lane, to the end of the mashup."""
    where = within(mashup, where)
    if where.beats == 0:
        return mashup

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            last, later = cells[lane, where.stop - 1], 1 + np.arange(mashup.beats - where.stop)
            cells[lane, where.stop :] = following(last, later, beats[mashup.lanes[lane].source])

    return edited(mashup, write)


def following(cell: np.void, by: NDArray[np.integer[Any]], known: int) -> Cells:
    """Return the cells that lie `by` beats after `cell` in its run, without fades; silence where its song ends.

    known: the song's length in beats.
    """
    at = places(cell) + steps(cell) * by
    inside = (cell["beat"] != SILENT) & (at >= 0) & (at < 2 * known)
    cells = cells_of(np.where(inside, at // 2, SILENT), cell["gain"])
    cells["backwards"], cells["speed"] = inside * cell["backwards"], inside * cell["speed"]
    cells["half"] = inside * (at % 2)
    return cells


def clear(mashup: Mashup, where: Selection) -> Mashup:
    """Silence a selection."""
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        cells[list(where.lanes), where.start : where.stop] = silence(len(where.lanes), where.beats)

    return edited(mashup, write)


def copy(mashup: Mashup, where: Selection) -> Cells:
    """Return a copy of a selection's cells, one row per lane."""
    where = within(mashup, where)
    return np.array(mashup.cells[list(where.lanes), where.start : where.stop])


def paste(mashup: Mashup, clip: Cells, lanes: tuple[int, ...], start: int) -> Mashup:
    """Write `clip` (one row for each of `lanes`) from beat `start` on, extending the mashup if necessary.

    Raises BadArgument if the clip has another number of lanes or would begin before the first beat.
    """
    _check_lanes(mashup, lanes)
    if len(clip) != len(lanes):
        raise BadArgument(
            Message(
                "Select {copied} lanes to paste these cells; {selected} are selected.",
                copied=len(clip),
                selected=len(lanes),
            )
        )
    if start < 0:
        raise BadArgument(Message("That would start before the first beat; choose a later one."))
    stop = start + clip.shape[1]
    grown = with_length(mashup, max(mashup.beats, stop))

    def write(cells: Cells) -> None:
        cells[list(lanes), start:stop] = clip

    return edited(grown, write)


def carried(mashup: Mashup, beats: BeatCounts, clip: Cells, origin: tuple[int, ...], lanes: tuple[int, ...]) -> Cells:
    """Return `clip`, copied from the lanes `origin`, adapted for pasting into as many other `lanes`.

    Rows that move to another source play that source's beats that lie under the same beats of the grid.
    """
    rows = np.array(clip)
    for row, old, new in zip(rows, origin, lanes, strict=True):
        here, there = (mashup.lanes[lane].source for lane in (old, new))
        moved = row["beat"] + mashup.offset_of(there) - mashup.offset_of(here)
        sounds = (row["beat"] != SILENT) & (moved >= 0) & (moved < beats[there])
        if here != there:
            row[:] = np.where(sounds, _playing(row, moved), cells_of(np.array(SILENT)))
    return rows


def move(mashup: Mashup, where: Selection, by: int) -> Mashup:
    """Move a selection's cells by `by` beats, leaving silence behind and extending the mashup if necessary.

    Raises BadArgument if they would begin before the first beat.
    """
    where = within(mashup, where)
    return paste(clear(mashup, where), copy(mashup, where), where.lanes, where.start + by)


def loop(mashup: Mashup, where: Selection, times: int) -> Mashup:
    """Repeat a selection `times` times after itself, overwriting cells and extending the mashup if necessary."""
    where = within(mashup, where)
    if times < 1 or where.beats == 0:
        return mashup
    grown = with_length(mashup, max(mashup.beats, where.stop + times * where.beats))
    return paste(grown, np.tile(copy(mashup, where), (1, times)), where.lanes, where.stop)


def with_source(mashup: Mashup, changed: SongSource) -> Mashup:
    """Replace the source that has the id of `changed`."""
    sources = tuple(changed if source.id == changed.id else source for source in mashup.sources)
    return replace(mashup, sources=sources)


def without_source(mashup: Mashup, source: int) -> Mashup:
    """Remove a source and its lanes; if it determined the tempo or key, the default takes its place.

    Raises BadArgument if only two sources are left.
    """
    if len(mashup.sources) <= FEWEST_SOURCES:
        raise BadArgument(Message("A mashup needs two songs. Replace this one, or add another first."))
    kept = [row for row, lane in enumerate(mashup.lanes) if lane.source != source]
    of_it = Of(source)
    return replace(
        mashup,
        sources=tuple(each for each in mashup.sources if each.id != source),
        lanes=tuple(mashup.lanes[row] for row in kept),
        cells=mashup.cells[kept],
        tempo=Fastest() if mashup.tempo == of_it else mashup.tempo,
        key=Middle() if mashup.key == of_it else mashup.key,
    )


def reordered(mashup: Mashup, source: int, to: int) -> Mashup:
    """Move a source and its lanes to position `to` (from 0) among the sources."""
    others = [each for each in mashup.sources if each.id != source]
    sources = (*others[:to], mashup.source(source), *others[to:])
    rows = [row for each in [*(each.id for each in sources), BAND] for row in mashup.lanes_of(each)]
    return replace(mashup, sources=sources, lanes=tuple(mashup.lanes[row] for row in rows), cells=mashup.cells[rows])


def with_title(mashup: Mashup, source: int, title: str, *, named: bool) -> Mashup:
    """Set the title of a source's song. named: typed by the user, not taken from the file."""
    old = mashup.source(source)
    return with_source(mashup, replace(old, song=replace(old.song, title=title, named=named)))


def with_length(mashup: Mashup, beats: int) -> Mashup:
    """Cut the mashup, or extend it with silence, to `beats` beats. Raises BadArgument for an impossible length."""
    if not 0 <= beats <= mashup.most_beats:
        raise too_long(beats, mashup.most_beats)
    kept = mashup.cells[:, :beats]
    added = silence(len(mashup.lanes), beats - kept.shape[1])
    return replace(mashup, cells=np.concatenate([kept, added], axis=1))


def too_long(beats: int, most: int) -> BadArgument:
    """Return the error for a mashup of `beats` beats where `most` are possible."""
    return BadArgument(Message("A mashup can't have {beats} beats; the limit is {most}.", beats=beats, most=most))


def check_room(lanes: int, beats: int) -> None:
    """Raise BadArgument if a mashup can't have that many lanes, or that many beats of them."""
    if lanes > MAX_LANE_COUNT:
        raise BadArgument(Message("The mashup has {count} lanes already, the most it can have.", count=MAX_LANE_COUNT))
    if beats > (most := MAX_CELLS // lanes):
        raise too_long(beats, most)


def with_lane(
    mashup: Mashup,
    lane: int,
    *,
    gain_db: Decibels | None = None,
    mute: bool | None = None,
    solo: bool | None = None,
    formants: bool | None = None,
    nudge_ms: Milliseconds | None = None,
) -> Mashup:
    """Set a lane's gain and nudge (clipped to their ranges), mute, solo or formants; None: leave as it is."""
    _check_lanes(mashup, (lane,))
    old = mashup.lanes[lane]
    new = replace(
        old,
        gain_db=old.gain_db if gain_db is None else min(max(gain_db, GAIN_RANGE[0]), GAIN_RANGE[1]),
        mute=old.mute if mute is None else mute,
        solo=old.solo if solo is None else solo,
        formants=old.formants if formants is None else formants,
        nudge_ms=old.nudge_ms if nudge_ms is None else min(max(nudge_ms, NUDGE_RANGE[0]), NUDGE_RANGE[1]),
    )
    return replace(mashup, lanes=(*mashup.lanes[:lane], new, *mashup.lanes[lane + 1 :]))


def with_tempo(mashup: Mashup, tempo: TempoChoice) -> Mashup:
    """Set the tempo as chosen by the user."""
    return replace(mashup, tempo=tempo, tempo_chosen=True)


def with_matching(mashup: Mashup, matched: bool) -> Mashup:
    """Bring every song to the same loudness, or leave them as they are."""
    return replace(mashup, matched=matched)


def with_limiter(mashup: Mashup, limited: bool) -> Mashup:
    """Limit the peaks of the whole mix, or lower its gain for them."""
    return replace(mashup, limited=limited)


def with_key(mashup: Mashup, key: KeyChoice) -> Mashup:
    """Set the key."""
    return replace(mashup, key=key)


def with_transposition(mashup: Mashup, source: int, semitones: float) -> Mashup:
    """Shift a source by `semitones`, on top of what the keys ask for; clipped to TRANSPOSE_RANGE."""
    low, high = TRANSPOSE_RANGE
    return with_source(mashup, replace(mashup.source(source), transpose=min(max(semitones, low), high)))


def with_engine(mashup: Mashup, source: int, engine: Engine) -> Mashup:
    """Set what stretches and shifts a source."""
    return with_source(mashup, replace(mashup.source(source), engine=engine))


def with_timing(mashup: Mashup, source: int, timing: Timing) -> Mashup:
    """Set which of a source's lanes keep their own timing within bars."""
    return with_source(mashup, replace(mashup.source(source), timing=timing))


def with_offset(mashup: Mashup, source: int, offset: int, beats: BeatCounts) -> Mashup:
    """Move a song under the grid; the beats that its cells play move by the same amount.

    Cells that would play before the song's first beat or after its last fall silent. Raises BadArgument if no beat of
    the song would lie under the grid.
    """
    if not -MAX_BEATS < offset < max(beats[source], 1):
        raise BadArgument(
            Message(
                "The song has {beats} beats; moving it by {offset} would leave nothing.",
                beats=beats[source],
                offset=offset,
            )
        )
    old = mashup.source(source)

    def write(cells: Cells) -> None:
        own = mashup.lanes_of(source)
        played = cells["beat"][own]
        moved = played + offset - old.offset
        sounds = (played != SILENT) & (moved >= 0) & (moved < beats[source])
        cells[own] = np.where(sounds, _playing(cells[own], moved), cells_of(np.array(SILENT)))

    return edited(with_source(mashup, replace(old, offset=offset)), write)


def filled_beats(mashup: Mashup) -> NDArray[np.bool_]:
    """Return on which beats at least one lane plays: bool, shape (beats,)."""
    sounds: NDArray[np.bool_] = np.any(mashup.played != SILENT, axis=0)
    return sounds


def next_empty(mashup: Mashup, start: int) -> int | None:
    """Return the first beat from `start` on on which no lane plays, else the first of all; None if there is none."""
    empty = np.flatnonzero(~filled_beats(mashup))
    if len(empty) == 0:
        return None
    later = empty[empty >= start]
    return int(later[0] if len(later) else empty[0])


def all_chosen(mashup: Mashup, where: Selection) -> bool:
    """Return True if the selection has beats and every source plays on each of them."""
    where = within(mashup, where)
    sounds = mashup.played[:, where.start : where.stop] != SILENT
    return where.beats > 0 and all(bool(sounds[mashup.lanes_of(source)].any(axis=0).all()) for source in mashup.ids)


def _playing(cells: Cells, played: NDArray[np.integer[Any]]) -> Cells:
    """Return `cells` with other beats but the same gain and fades."""
    changed = np.array(cells)
    changed["beat"] = played
    return changed


def edited(mashup: Mashup, write: Callable[[Cells], None]) -> Mashup:
    """Return `mashup` with its cells changed by `write`."""
    cells = np.array(mashup.cells)
    write(cells)
    return replace(mashup, cells=cells)


def within(mashup: Mashup, where: Selection) -> Selection:
    """Return a selection clipped to the mashup. Raises BadArgument for lanes that don't exist."""
    _check_lanes(mashup, where.lanes)
    start = min(max(where.start, 0), mashup.beats)
    return Selection(where.lanes, start, min(max(where.stop, start), mashup.beats))


def _check_lanes(mashup: Mashup, lanes: Collection[int]) -> None:
    if not all(0 <= lane < len(mashup.lanes) for lane in lanes):
        raise BadArgument(Message("The mashup has {count} lanes; choose one of them.", count=len(mashup.lanes)))
