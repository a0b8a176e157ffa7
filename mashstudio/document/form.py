"""Edits of a mashup's form: beats inserted, removed and repeated in all lanes, and songs that change roles."""

from dataclasses import replace
from typing import Any

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import BeatCounts, Selection, edited, too_long, under, within
from mashstudio.model.mashup import SILENT, Cells, Mashup, cells_of, silence
from mashstudio.model.strip import Curve, Strip


def insert_silence(mashup: Mashup, where: Selection) -> Mashup:
    """Insert silence in all lanes, as long as the selection, before its first beat."""
    where = within(mashup, where)
    return _inserted(mashup, where.start, silence(len(mashup.lanes), where.beats))


def repeat_beats(mashup: Mashup, where: Selection) -> Mashup:
    """Insert the selected beats of all lanes once more after themselves."""
    where = within(mashup, where)
    return _inserted(mashup, where.stop, mashup.cells[:, where.start : where.stop])


def delete_beats(mashup: Mashup, where: Selection) -> Mashup:
    """Remove the selected beats in all lanes; what follows moves up. Raises BadArgument if nothing would be left."""
    where = within(mashup, where)
    if where.beats >= mashup.beats:
        raise BadArgument(Message("That would delete the whole mashup; select fewer beats."))
    cells = np.delete(mashup.cells, np.s_[where.start : where.stop], axis=1)
    return _moved(replace(mashup, cells=cells), where.stop, -where.beats)


def swap_songs(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Let two songs change roles on the selected beats: where a part of one played, the other's does.

    Each plays the beats that lie there. beats: each song's length. Raises BadArgument unless lanes of exactly two songs
    are selected.
    """
    where = within(mashup, where)
    sources = list(dict.fromkeys(mashup.lanes[lane].source for lane in where.lanes))
    if len(sources) != 2:
        raise BadArgument(Message("Select beats of two songs to swap them."))
    first, second = ({mashup.lanes[row].part: row for row in mashup.lanes_of(source)} for source in sources)
    pairs = [(first[part], second[part]) for part in first.keys() & second.keys()]

    def write(cells: Cells) -> None:
        before = cells[:, where.start : where.stop].copy()
        for row, other in (*pairs, *((b, a) for a, b in pairs)):
            lying = under(mashup, beats, row, where.start, where.stop)
            sounds = (before[other]["beat"] != SILENT) & (lying != SILENT)
            taken = before[other].copy()
            taken["beat"] = lying
            cells[row, where.start : where.stop] = np.where(sounds, taken, cells_of(np.array(SILENT)))

    return edited(mashup, write)


def _inserted(mashup: Mashup, at: int, cells: Cells) -> Mashup:
    count = cells.shape[1]
    if mashup.beats + count > mashup.most_beats:
        raise too_long(mashup.beats + count, mashup.most_beats)
    grown = np.concatenate([mashup.cells[:, :at], cells, mashup.cells[:, at:]], axis=1)
    return _moved(replace(mashup, cells=grown), at, count)


def _moved(mashup: Mashup, at: int, by: int) -> Mashup:
    """Move the points of automation from beat `at` on by `by` beats; those that give way go."""
    sources = tuple(replace(source, strip=_strip(source.strip, at, by)) for source in mashup.sources)
    return replace(mashup, sources=sources, lanes=tuple(_strip(lane, at, by) for lane in mashup.lanes))


def _strip(strip: Any, at: int, by: int) -> Any:
    assert isinstance(strip, Strip)
    if not strip.curves:
        return strip
    kept = [
        Curve(curve.control, points)
        for curve in strip.curves
        if (
            points := tuple(
                (beat + (by if beat >= at else 0), value)
                for beat, value in curve.points
                if beat < at + min(by, 0) or beat >= at
            )
        )
    ]
    return replace(strip, curves=tuple(kept))
