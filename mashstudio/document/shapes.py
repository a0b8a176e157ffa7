"""The shape of cells: gain, fades and crossfades."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels
from mashstudio.document.edits import BeatCounts, Selection, edited, following, within
from mashstudio.model.mashup import SILENT, Cells, Mashup
from mashstudio.model.runs import places, runs, steps
from mashstudio.model.strip import GAIN_RANGE

LONGEST_CROSSFADE: Final = 16
"""Beats."""

_Run = tuple[int, int]
"""A run's first beat and the beat after its last."""


def run_at(mashup: Mashup, lane: int, beat: int) -> _Run | None:
    """Return the first beat and the beat after the last of the run that sounds on `beat`; None if there is none."""
    if not 0 <= beat < mashup.beats or mashup.played[lane, beat] == SILENT:
        return None
    begins, ends = runs(mashup.cells[lane])
    index = int(np.searchsorted(ends, beat, "right"))
    return int(begins[index]), int(ends[index])


def beats_left(cell: np.void, known: int, *, before: bool = False) -> int:
    """Return how many beats of the grid its song goes on for after a cell, or before it. known: the song's beats."""
    at, step = int(places(cell)), int(steps(cell))
    return (2 * known - 1 - at if (step > 0) is not before else at) // abs(step)


def with_gain(mashup: Mashup, where: Selection, gain: Decibels) -> Mashup:
    """Set the gain of a selection's sounding cells, clipped to GAIN_RANGE."""
    return _with_gains(mashup, where, lambda cells: np.full(cells.shape, gain, np.float32))


def louder(mashup: Mashup, where: Selection, by: Decibels) -> Mashup:
    """Raise the gain of a selection's sounding cells, each clipped to GAIN_RANGE."""
    return _with_gains(mashup, where, lambda cells: cells["gain"] + np.float32(by))


def with_fade_in(mashup: Mashup, lane: int, start: int, beats: float) -> Mashup:
    """Fade in the run that begins on `start` over `beats` beats, at most over the whole run; 0: the usual crossfade."""
    run = run_at(mashup, lane, start)

    def write(cells: Cells) -> None:
        if run is not None:
            cells["fade_in"][lane, start] = min(max(beats, 0), run[1] - start)
            cells["linear_in"][lane, start] *= beats > 0

    return edited(mashup, write)


def with_fade_out(mashup: Mashup, lane: int, stop: int, beats: float) -> Mashup:
    """Fade out the run whose last beat is `stop` − 1 over `beats` beats, at most over all of it that sounds."""
    run = run_at(mashup, lane, stop - 1)

    def write(cells: Cells) -> None:
        if run is not None:
            over = cells["over"][lane, stop - 1]
            cells["fade_out"][lane, stop - 1] = min(max(beats, 0), stop - run[0] + over)
            cells["linear_out"][lane, stop - 1] *= beats > 0

    return edited(mashup, write)


def fade_in_over(mashup: Mashup, where: Selection) -> Mashup:
    """Fade in each lane from its first sounding cell in a selection to the selection's end, at most over that run."""
    where = within(mashup, where)
    for lane in where.lanes:
        sounds = np.flatnonzero(mashup.played[lane, where.start : where.stop] != SILENT)
        if len(sounds):
            start = where.start + int(sounds[0])
            mashup = with_fade_in(mashup, lane, start, where.stop - start)
    return mashup


def fade_out_over(mashup: Mashup, where: Selection) -> Mashup:
    """Fade out each lane from a selection's start to its last sounding cell there, at most over that run."""
    where = within(mashup, where)
    for lane in where.lanes:
        sounds = np.flatnonzero(mashup.played[lane, where.start : where.stop] != SILENT)
        if len(sounds):
            stop = where.start + int(sounds[-1]) + 1
            mashup = with_fade_out(mashup, lane, stop, stop - where.start)
    return mashup


def with_curves_switched(mashup: Mashup, where: Selection) -> Mashup:
    """Make a selection's fades linear, or of equal power if all are linear."""
    where = within(mashup, where)
    chosen = mashup.cells[list(where.lanes), where.start : where.stop]
    pairs = (("fade_in", "linear_in"), ("fade_out", "linear_out"))
    linear = any(np.any((chosen[fade] > 0) & (chosen[curve] == 0)) for fade, curve in pairs)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            for fade, curve in pairs:
                row[curve] = (row[fade] > 0) * linear

    return edited(mashup, write)


def without_shape(mashup: Mashup, where: Selection) -> Mashup:
    """Remove gain, fades and what sounds on under others from a selection's cells."""
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            for name in ("gain", "fade_in", "fade_out", "over", "linear_in", "linear_out"):
                cells[name][lane, where.start : where.stop] = 0

    return edited(mashup, write)


def crossfade(mashup: Mashup, beats: BeatCounts, where: Selection) -> Mashup:
    """Crossfade, over the beats of a selection, the runs that end there into those that begin there.

    Both are prolonged over the selection as far as their songs go and their lanes are silent; in one lane, the
    outgoing run sounds on under the incoming one. Raises BadArgument for more than LONGEST_CROSSFADE beats, or if not
    both a run ends and another begins.
    """
    where = within(mashup, where)
    if where.beats > LONGEST_CROSSFADE:
        raise BadArgument(Message("A crossfade has at most {most} beats; select fewer.", most=LONGEST_CROSSFADE))
    meeting = {lane: _meeting(mashup.cells[lane], where) for lane in where.lanes}
    if not all(any(pair[side] is not None for pair in meeting.values()) for side in (0, 1)):
        raise BadArgument(
            Message("Nothing meets here. Select the beats over which one run is to fade out and another to fade in.")
        )

    def write(cells: Cells) -> None:
        for lane, (outgoing, incoming) in meeting.items():
            known = beats[mashup.lanes[lane].source]
            start = where.stop if incoming is None else _lead_in(cells[lane], outgoing, incoming, where, known)
            if outgoing is not None:
                _lead_out(cells[lane], min(outgoing[1], start), start, where, known)

    return edited(mashup, write)


def _meeting(row: Cells, where: Selection) -> tuple[_Run | None, _Run | None]:
    """Return the run that sounds as a selection starts and ends in it, and the one that begins in it and goes on.

    A single run that is the selection is neither.
    """
    found: list[_Run] = list(zip(*(each.tolist() for each in runs(row)), strict=True))
    outgoing = next((run for run in found if run[0] <= where.start <= run[1] <= where.stop), None)
    incoming = next((run for run in found[::-1] if where.start <= run[0] <= where.stop <= run[1]), None)
    return (None, None) if outgoing == incoming else (outgoing, incoming)


def _lead_in(row: Cells, outgoing: _Run | None, incoming: _Run, where: Selection, known: int) -> int:
    """Prolong the incoming run to before itself and fade it in; return where it begins now."""
    start, first = incoming[0], row[incoming[0]].copy()
    own = range(0) if outgoing is None else range(*outgoing)
    row["fade_in"][start] = 0
    while start > where.start and (row["beat"][start - 1] == SILENT or start - 1 in own):
        before = following(row[start], np.array(-1), known)
        if first["stutter"] > 1 or before["beat"] == SILENT:
            break
        start -= 1
        row[start] = before
    row["fade_in"][start] = where.stop - start
    return start


def _lead_out(row: Cells, stop: int, limit: int, where: Selection, known: int) -> None:
    """Prolong the outgoing run that ends at `stop` to `limit`, beyond it under what plays there, and fade it out."""
    last = row[stop - 1].copy()
    more = beats_left(last, known) if last["stutter"] <= 1 else 0
    row["fade_out"][stop - 1] = row["over"][stop - 1] = 0
    while stop < limit and more > 0 and row["beat"][stop] == SILENT:
        row[stop] = following(row[stop - 1], np.array(1), known)
        stop, more = stop + 1, more - 1
    over = min(where.stop - stop, more) if stop == limit else 0
    row["over"][stop - 1], row["fade_out"][stop - 1] = over, stop + over - where.start


def _with_gains(mashup: Mashup, where: Selection, gains: Callable[[Cells], NDArray[np.float32]]) -> Mashup:
    where = within(mashup, where)

    def write(cells: Cells) -> None:
        for lane in where.lanes:
            row = cells[lane, where.start : where.stop]
            row["gain"] = np.where(row["beat"] == SILENT, 0, np.clip(gains(row), *GAIN_RANGE))

    return edited(mashup, write)
