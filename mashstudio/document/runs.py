"""Runs moved, copied, made longer or shorter, reversed, stuttered, at half and double speed."""

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import (
    BeatCounts,
    Selection,
    carried,
    clear,
    copy,
    edited,
    following,
    paste,
    with_length,
    within,
)
from mashstudio.document.shapes import beats_left
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import HALF_SPEED, SILENT, Cells, Mashup, cells_of
from mashstudio.model.runs import places, runs, steps


def in_source(mashup: Mashup, lanes: tuple[int, ...], by: int) -> tuple[int, ...] | None:
    """Return the lanes that play the same parts as `lanes` of the sources `by` places below; None if one is missing."""
    there: list[int] = []
    for lane in lanes:
        sources = [*mashup.ids, BAND]
        place = sources.index(mashup.lanes[lane].source) + by
        own = mashup.lanes_of(sources[place]) if 0 <= place < len(sources) else range(0)
        there += [row for row in own if mashup.lanes[row].part == mashup.lanes[lane].part]
    return tuple(there) if len(there) == len(lanes) else None


def moved(
    mashup: Mashup, beats: BeatCounts, where: Selection, by: int, lanes: tuple[int, ...], *, keep: bool = False
) -> Mashup:
    """Move a selection's sounding cells `by` beats and into `lanes`, over what is there; extend the mashup if needed.

    In another source's lanes, cells play that source's beats that lie as far from theirs. keep: copy instead.
    Raises BadArgument if they would begin before the first beat.
    """
    where = within(mashup, where)
    clip = carried(mashup, beats, copy(mashup, where), where.lanes, lanes)
    start = where.start + by
    if start < 0:
        raise BadArgument(Message("That would start before the first beat; choose a later one."))
    left = mashup if keep else clear(mashup, where)
    left = with_length(left, max(left.beats, start + clip.shape[1]))
    there = copy(left, Selection(lanes, start, start + clip.shape[1]))
    return paste(left, np.where(clip["beat"] == SILENT, there, clip), lanes, start)


def resized(mashup: Mashup, beats: BeatCounts, lane: int, run: tuple[int, int], start: int, stop: int) -> Mashup:
    """Let a lane's `run` begin on `start` and end before `stop`, over more or less of its song and what is there.

    It is at least a beat long and ends where its song does; a stuttered beat is repeated. The mashup is extended if
    necessary.
    """
    cells = mashup.cells[lane]
    first, last = cells[run[0]].copy(), cells[run[1] - 1].copy()
    stutters, known = bool(first["stutter"] > 1), beats[mashup.lanes[lane].source]
    limits = (0, mashup.most_beats)
    if not stutters:
        before, after = beats_left(first, known, before=True), beats_left(last, known)
        limits = (max(run[0] - before, 0), min(run[1] + after, mashup.most_beats))
    start = max(min(start, run[1] - 1), limits[0])
    stop = min(max(stop, run[0] + 1), limits[1])
    grown = with_length(mashup, max(mashup.beats, stop))

    def write(cells: Cells) -> None:
        row = cells[lane]
        row[run[0] : run[1]] = cells_of(np.array(SILENT))
        made = row[start:stop]
        made[:] = following(first, np.arange(start - run[0], stop - run[0]) * (not stutters), known)
        made["stutter"] = first["stutter"]
        for end, cell, names in ((0, first, ("fade_in", "linear_in")), (-1, last, ("fade_out", "linear_out", "over"))):
            for name in names:
                made[name][end] = cell[name]
        made["fade_in"][0] = min(first["fade_in"], stop - start)
        made["fade_out"][-1] = min(last["fade_out"], stop - start + last["over"])

    return edited(grown, write)


def turned(mashup: Mashup, where: Selection) -> Mashup:
    """Reverse the sound of a selection: each lane plays it from its end to its start."""
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            was = row[::-1].copy()
            row[:] = was
            row["backwards"] = (was["beat"] != SILENT) & (was["backwards"] == 0)
            row["fade_in"], row["linear_in"] = was["fade_out"], was["linear_out"]
            row["fade_out"], row["linear_out"], row["over"] = was["fade_in"], was["linear_in"], 0

    return edited(mashup, write)


def stuttered(mashup: Mashup, where: Selection, pieces: int) -> Mashup:
    """Fill a selection with the first `pieces`-th of its first beat, again and again, lane by lane.

    Lanes that are silent on that beat stay as they are.
    """
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            if len(row) and row["beat"][0] != SILENT:
                first = row[0].copy()
                row[:] = cells_of(np.array(first["beat"]), first["gain"])
                for name in ("backwards", "speed", "half"):
                    row[name] = first[name]
                row["stutter"] = pieces

    return edited(mashup, write)


def at_speed(mashup: Mashup, beats: BeatCounts, where: Selection, speed: int) -> Mashup:
    """Let a selection's runs play their song at a speed, from where they begin in it; at its own if all do already.

    Runs stay as long as they are; they play more or less of their song, and fall silent where it ends. speed: an index
    of SPEEDS.
    """
    where = within(mashup, where)
    chosen = mashup.cells[list(where.lanes), where.start : where.stop]
    wanted = 0 if np.all((chosen["speed"] == speed) | (chosen["beat"] == SILENT)) else speed

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            for begin, end in zip(*runs(row), strict=True):
                _set_speed(row[begin:end], wanted, beats[mashup.lanes[lane].source])

    return edited(mashup, write)


def _set_speed(run: Cells, speed: int, known: int) -> None:
    first = run[0].copy()
    first["speed"], first["half"] = speed, 0
    # A reversed cell is heard from its end: that stays.
    at = int(places(run[0])) + (int(abs(steps(run[0]))) - int(abs(steps(first))) if first["backwards"] else 0)
    at = max(at, 0)
    first["beat"] = at // 2
    first["half"] = at % 2 if speed == HALF_SPEED else 0
    made = following(first, np.arange(len(run)) * bool(first["stutter"] <= 1), known)
    for name in ("beat", "speed", "half"):
        run[name] = made[name]
    run[made["beat"] == SILENT] = cells_of(np.array(SILENT))
