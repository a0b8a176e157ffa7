"""Runs moved, copied, made longer or shorter, reversed and stuttered."""

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import BeatCounts, Selection, carried, clear, copy, edited, paste, with_length, within
from mashstudio.model.mashup import SILENT, Cells, Mashup, cells_of


def in_source(mashup: Mashup, lanes: tuple[int, ...], by: int) -> tuple[int, ...] | None:
    """Return the lanes that play the same parts as `lanes` of the sources `by` places below; None if one is missing."""
    there: list[int] = []
    for lane in lanes:
        place = mashup.ids.index(mashup.lanes[lane].source) + by
        own = mashup.lanes_of(mashup.ids[place]) if 0 <= place < len(mashup.ids) else range(0)
        there += [row for row in own if mashup.lanes[row].part is mashup.lanes[lane].part]
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
    step, known = (-1 if first["backwards"] else 1), beats[mashup.lanes[lane].source]
    if first["stutter"] > 1:
        step = 0
    before = int(first["beat"]) if step >= 0 else known - 1 - int(first["beat"])
    after = known - 1 - int(last["beat"]) if step >= 0 else int(last["beat"])
    limits = (0, mashup.most_beats) if step == 0 else (max(run[0] - before, 0), min(run[1] + after, mashup.most_beats))
    start = max(min(start, run[1] - 1), limits[0])
    stop = min(max(stop, run[0] + 1), limits[1])
    grown = with_length(mashup, max(mashup.beats, stop))

    def write(cells: Cells) -> None:
        row = cells[lane]
        row[run[0] : run[1]] = cells_of(np.array(SILENT))
        made = row[start:stop]
        made[:] = cells_of(first["beat"] + step * np.arange(start - run[0], stop - run[0]), first["gain"])
        made["backwards"], made["stutter"] = first["backwards"], first["stutter"]
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
                row["backwards"], row["stutter"] = first["backwards"], pieces

    return edited(mashup, write)
