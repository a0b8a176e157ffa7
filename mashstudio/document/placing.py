"""Suggested places and arrangements as edits: cells, and songs transposed to lie to each other as those need."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from mashstudio.core.units import Semitones
from mashstudio.document.band import with_band_cells
from mashstudio.document.edits import BeatCounts, Selection, edited, too_long, with_length, with_transposition, within
from mashstudio.document.proposals import Proposal, Stretch
from mashstudio.document.suggest import Place, Spot
from mashstudio.model.mashup import SILENT, Cells, Lane, Mashup, SongSource, cells_of, silence
from mashstudio.model.runs import runs
from mashstudio.model.stems import INSTRUMENTS, StemName

_SHORT = 0.5
"""Beats over which a voice fades out that is cut off."""


def with_place(mashup: Mashup, planned: Mapping[int, Semitones], place: Place, at: int) -> Mashup:
    """Play `place`, and no other song, from grid beat `at` on, extending the mashup if necessary.

    planned: see `in_tune`. Raises BadArgument if the mashup would be too long.
    """
    stop = at + place.beats
    tuned = in_tune(mashup, planned, {place.voice.source: 0, place.band.source: place.semitones})

    def write(cells: Cells) -> None:
        cells[mashup.song_lanes, at:stop] = silence(len(mashup.song_lanes), place.beats)
        for row, lane in enumerate(mashup.lanes):
            spot = place.voice if lane.stem is StemName.VOCALS else place.band
            if lane.source == spot.source and (lane.stem is StemName.VOCALS or lane.stem in INSTRUMENTS):
                cells[row, at:stop] = cells_of(spot.beat + np.arange(place.beats))

    return edited(with_length(tuned, max(mashup.beats, stop)), write)


def has_cells(mashup: Mashup, start: int, stop: int) -> bool:
    """Return True if any lane plays between two beats."""
    return bool(np.any(mashup.played[:, max(start, 0) : stop] != SILENT))


def with_proposal(mashup: Mashup, beats: BeatCounts, planned: Mapping[int, Semitones], proposal: Proposal) -> Mashup:
    """Return `mashup` with its songs playing a proposal alone, its songs transposed for it. planned: see `in_tune`.

    What lies under a song's first cell is what that plays. Raises BadArgument if the mashup would be too long.
    """
    if proposal.beats > mashup.most_beats:
        raise too_long(proposal.beats, mashup.most_beats)
    tuned = in_tune(mashup, planned, proposal.shifts)
    begins: dict[int, int] = {}
    for stretch in proposal.stretches:
        for spot in (stretch.voice, stretch.band):
            if spot is not None:
                begins.setdefault(spot.source, spot.beat - stretch.start)

    def laid(source: SongSource) -> SongSource:
        return replace(source, offset=begins.get(source.id, source.offset))

    cells = with_band_cells(mashup, stretch_cells(proposal.stretches, mashup.lanes, beats))
    return replace(tuned, sources=tuple(map(laid, tuned.sources)), cells=cells)


def with_stretches(mashup: Mashup, beats: BeatCounts, where: Selection, stretches: Sequence[Stretch]) -> Mashup:
    """Replace the songs' cells in a selection by stretches that begin with it."""
    where = within(mashup, where)
    made = stretch_cells(stretches, mashup.lanes, beats)[:, : where.beats]
    lanes = [lane for lane in where.lanes if lane in mashup.song_lanes]

    def write(cells: Cells) -> None:
        cells[lanes, where.start : where.start + made.shape[1]] = made[lanes]

    return edited(mashup, write)


def stretch_cells(stretches: Sequence[Stretch], lanes: Sequence[Lane], beats: BeatCounts) -> Cells:
    """Return the cells, CELL (lanes, beats), that play stretches, with fades where they join."""
    end = stretches[-1].start + stretches[-1].beats
    cells = silence(len(lanes), end)

    def play(row: int, spot: Spot, start: int, stop: int, at: int) -> None:
        """Play from grid beat `start` to `stop` what has `spot` on grid beat `at`."""
        cells[row, start:stop] = cells_of(spot.beat - at + np.arange(start, stop))

    voices = {lane.source: row for row, lane in enumerate(lanes) if lane.part is StemName.VOCALS}
    for stretch in stretches:
        start, stop = stretch.start, stretch.start + stretch.beats
        for row, lane in enumerate(lanes):
            if lane.source == stretch.band.source and lane.stem in stretch.parts:
                play(row, stretch.band, start, stop, start)
                cells["fade_in"][row, start] = stretch.beats * (stretch.rising and lane.stem is StemName.DRUMS)
                cells["fade_out"][row, stop - 1] = stretch.falling
    for stretch in stretches:
        if stretch.voice is not None and stretch.voice.source in voices:
            row = voices[stretch.voice.source]
            start, stop = stretch.start - stretch.pickup, min(stretch.start + stretch.beats + stretch.tail, end)
            play(row, stretch.voice, start, stop, stretch.start)
            cells["fade_out"][row, stop - 1] = max(min(stretch.tail, 1), _SHORT)
    for row, lane in enumerate(lanes):
        if lane.stem is StemName.OTHER:
            _ring_out(cells[row], beats[lane.source])
    return cells


def _ring_out(row: Cells, known: int) -> None:
    """Let each run that ends before the end sound on for a beat, fading out, under what comes then. known: its song."""
    for end in runs(row)[1].tolist():
        last = row[end - 1].copy()
        if end == len(row) or last["beat"] + 1 >= known:
            continue
        if row["beat"][end] == SILENT:
            row[end] = cells_of(np.array(last["beat"] + 1))
            row["fade_out"][end] = 1
        elif row["beat"][end] != last["beat"] + 1:
            row["over"][end - 1] = row["fade_out"][end - 1] = 1


def in_tune(mashup: Mashup, planned: Mapping[int, Semitones], wanted: Mapping[int, Semitones]) -> Mashup:
    """Return `mashup` with its songs transposed so that they lie to each other as `wanted`, in semitones or octaves.

    planned: what each song is shifted by so far, its transposition included. One song keeps that: the one that leaves
    the others' shifts smallest.
    """
    targets = min(
        ({source: _near(planned[kept] + shift - wanted[kept]) for source, shift in wanted.items()} for kept in wanted),
        key=lambda shifts: (max(map(abs, shifts.values())), sum(map(abs, shifts.values()))),
    )
    for source, target in targets.items():
        by = target - planned[source]
        if by % 12:
            mashup = with_transposition(mashup, source, mashup.source(source).transpose + by)
    return mashup


def _near(shift: int) -> Semitones:
    return (shift + 6) % 12 - 6
