"""Edits of a mashup's form: beats inserted, removed and repeated in all lanes, and songs that change roles."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import BeatCounts, Selection, carried, edited, too_long, under, within
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import SILENT, Cells, Mashup, cells_of, silence
from mashstudio.model.strip import MOST_POINTS, Curve, Strip

_HAIR: Final = 1e-3
"""Beats over which automation jumps at a seam."""

_SAME: Final = 1e-6

_Stretch = tuple[float, float, int]
"""The first beat of automation that is kept, the one after the last, and how many beats later it goes."""


def insert_silence(mashup: Mashup, where: Selection) -> Mashup:
    """Insert silence in all lanes, as long as the selection, before its first beat."""
    where = within(mashup, where)
    stretches = (0, where.start, 0), (where.start, math.inf, where.beats)
    return _inserted(mashup, where.start, silence(len(mashup.lanes), where.beats), *stretches)


def repeat_beats(mashup: Mashup, where: Selection) -> Mashup:
    """Insert the selected beats of all lanes once more after themselves."""
    where = within(mashup, where)
    stretches = (0, where.stop, 0), (where.start, where.stop, where.beats), (where.stop, math.inf, where.beats)
    return _inserted(mashup, where.stop, mashup.cells[:, where.start : where.stop], *stretches)


def delete_beats(mashup: Mashup, where: Selection) -> Mashup:
    """Remove the selected beats in all lanes; what follows moves up. Raises BadArgument if nothing would be left."""
    where = within(mashup, where)
    if where.beats >= mashup.beats:
        raise BadArgument(Message("That would delete the whole mashup; select fewer beats."))
    cells = np.delete(mashup.cells, np.s_[where.start : where.stop], axis=1)
    return _spliced(replace(mashup, cells=cells), (0, where.start, 0), (where.stop, math.inf, -where.beats))


def swap_songs(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Let two songs change roles on the selected beats: where a part of one played, the other's does.

    Each plays the beats that lie there; what is reversed, or at another speed, plays those that lie as far from them as
    the other's did. beats: each song's length. Raises BadArgument unless lanes of exactly two songs are selected.
    """
    where = within(mashup, where)
    sources = list(dict.fromkeys(mashup.lanes[lane].source for lane in where.lanes))
    # With everything selected, it is the songs that swap.
    sources = [source for source in sources if source != BAND] if len(sources) > 2 else sources
    if len(sources) != 2:
        raise BadArgument(Message("Select beats of two songs to swap them."))
    first, second = ({mashup.lanes[row].part: row for row in mashup.lanes_of(source)} for source in sources)
    pairs = [(first[part], second[part]) for part in first.keys() & second.keys()]

    def write(cells: Cells) -> None:
        before = cells[:, where.start : where.stop].copy()
        for row, other in (*pairs, *((b, a) for a, b in pairs)):
            lying = under(mashup, beats, row, where.start, where.stop)
            moved = carried(mashup, beats, before[[other]], (other,), (row,))[0]
            taken = before[other].copy()
            taken["beat"] = np.where((taken["backwards"] > 0) | (taken["speed"] > 0), moved["beat"], lying)
            sounds = (before[other]["beat"] != SILENT) & (taken["beat"] != SILENT)
            cells[row, where.start : where.stop] = np.where(sounds, taken, cells_of(np.array(SILENT)))

    return edited(mashup, write)


def _inserted(mashup: Mashup, at: int, cells: Cells, *stretches: _Stretch) -> Mashup:
    count = cells.shape[1]
    if mashup.beats + count > mashup.most_beats:
        raise too_long(mashup.beats + count, mashup.most_beats)
    grown = np.concatenate([mashup.cells[:, :at], cells, mashup.cells[:, at:]], axis=1)
    return _spliced(replace(mashup, cells=grown), *stretches)


def _spliced(mashup: Mashup, *stretches: _Stretch) -> Mashup:
    """Put together the automation of all strips from `stretches` of it, as the cells were."""
    sources = tuple(replace(source, strip=_strip(source.strip, stretches)) for source in mashup.sources)
    band = mashup.band and replace(mashup.band, strip=_strip(mashup.band.strip, stretches))
    lanes = tuple(_strip(lane, stretches) for lane in mashup.lanes)
    return replace(mashup, sources=sources, lanes=lanes, band=band)


def _strip(strip: Any, stretches: Sequence[_Stretch]) -> Any:
    assert isinstance(strip, Strip)
    return replace(strip, curves=tuple(_curve(curve, stretches) for curve in strip.curves))


def _curve(curve: Curve, stretches: Sequence[_Stretch]) -> Curve:
    """Return the curve with the same values on every beat that is kept; points are added at seams where it needs them.

    Raises BadArgument for too many points.
    """
    beats, values = np.array(curve.points).T

    def value(beat: float) -> float:
        return float(np.interp(beat, beats, values))

    points: dict[float, float] = {}
    seams: set[float] = set()
    ended = 0.0
    for start, stop, by in stretches:
        if start >= stop:
            continue
        if points.pop(start + by, None) is not None and abs(value(ended) - value(start)) > _SAME:
            # The curve jumps at the seam: what ends there ends just before it.
            points[start + by - _HAIR] = value(ended - _HAIR)
        ends = {beat: value(beat) for beat in (start, stop) if beat != math.inf}
        inside = {beat: level for beat, level in curve.points if start <= beat < stop}
        points |= {beat + by: level for beat, level in (ends | inside).items()}
        seams |= {beat + by for beat in ends.keys() - inside.keys()}
        ended = stop
    for seam in sorted(seams & points.keys()):
        _drop_if_idle(points, seam)
    if len(points) > MOST_POINTS:
        raise BadArgument(
            Message("That would need more than {most} points of automation. Select fewer beats.", most=MOST_POINTS)
        )
    return Curve(curve.control, tuple(sorted(points.items())))


def _drop_if_idle(points: dict[float, float], seam: float) -> None:
    """Remove the point at `seam` if the curve is the same without it."""
    others = np.array(sorted((beat, value) for beat, value in points.items() if beat != seam)).reshape(-1, 2)
    if len(others) and abs(float(np.interp(seam, others[:, 0], others[:, 1])) - points[seam]) < _SAME:
        del points[seam]
