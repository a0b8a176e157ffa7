"""Suggested places as edits: their cells, and the songs transposed to lie to each other as the places need."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from mashstudio.core.units import Semitones
from mashstudio.document.edits import edited, with_length, with_transposition
from mashstudio.document.suggest import Place
from mashstudio.model.mashup import SILENT, Cells, Mashup, cells_of, silence
from mashstudio.model.stems import StemName

BAND: Final = (StemName.DRUMS, StemName.BASS, StemName.OTHER)
"""What plays under a voice."""


def with_place(mashup: Mashup, planned: Mapping[int, Semitones], place: Place, at: int) -> Mashup:
    """Play `place`, and nothing else, from grid beat `at` on, extending the mashup if necessary.

    planned: see `in_tune`. Raises BadArgument if the mashup would be too long.
    """
    stop = at + place.beats
    tuned = in_tune(mashup, planned, {place.voice.source: 0, place.band.source: place.semitones})

    def write(cells: Cells) -> None:
        cells[:, at:stop] = silence(len(mashup.lanes), place.beats)
        for row, lane in enumerate(mashup.lanes):
            spot = place.voice if lane.part is StemName.VOCALS else place.band
            if lane.source == spot.source and (lane.part is StemName.VOCALS or lane.part in BAND):
                cells[row, at:stop] = cells_of(spot.beat + np.arange(place.beats))

    return edited(with_length(tuned, max(mashup.beats, stop)), write)


def has_cells(mashup: Mashup, start: int, stop: int) -> bool:
    """Return True if any lane plays between two beats."""
    return bool(np.any(mashup.played[:, max(start, 0) : stop] != SILENT))


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
