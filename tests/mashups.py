"""Mashups and alignments for the tests of the document and the mix."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from mashstudio.facts.alignment import Alignment, Engine, Grid, SongAlignment
from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.choices import (
    AsIs,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    Middle,
    Of,
    Slowest,
    TempoChoice,
)
from mashstudio.facts.key import parse_key
from mashstudio.mashup.document import SILENT, Cells, Lane, Mashup, SongRef, SongSource, usual_lanes

REFS = (
    SongRef(Path("/music/a.wav"), "a" * 64, "First"),
    SongRef(Path("/music/둘째.flac"), "b" * 64, "둘째 노래"),
)


LANES = 8
"""Of two songs."""

USUAL_LANES = (*usual_lanes(0), *usual_lanes(1))

TEMPOS: list[TempoChoice] = [Fastest(), Slowest(), Closest(), Of(0), Of(1), FixedTempo(123.4)]


def two_songs(
    cells: Cells,
    lanes: tuple[Lane, ...] = USUAL_LANES,
    *,
    songs: tuple[SongRef, SongRef] = REFS,
    offsets: tuple[int, int] = (0, 0),
    rates: tuple[float | None, float | None] = (None, None),
    grids: tuple[SongGrid | None, SongGrid | None] = (None, None),
    engines: tuple[Engine, Engine] = (Engine.OWN, Engine.OWN),
    **rest: Any,
) -> Mashup:
    """A mashup of two songs, what each has written side by side. rest: as `Mashup` has it."""
    places = zip(songs, offsets, rates, grids, engines, strict=True)
    return Mashup(tuple(SongSource(source, *place) for source, place in enumerate(places)), lanes, cells, **rest)


def with_each(mashup: Mashup, field: str, values: Sequence[Any]) -> Mashup:
    """`mashup` with another `field` of each source."""
    changed = zip(mashup.sources, values, strict=True)
    return replace(mashup, sources=tuple(replace(source, **{field: value}) for source, value in changed))


def refs_of(mashup: Mashup) -> tuple[SongRef, ...]:
    """The mashup's songs."""
    return tuple(source.song for source in mashup.sources)


def song_alignment(
    tempo: float, beats: int, lead: int = 0, *, beats_per_bar: int = 4, phrase: int = 32
) -> SongAlignment:
    """A song of `beats` even beats on a grid of `tempo`, its beat 0 at frame `lead`."""
    grid = Grid(tempo)
    return SongAlignment(
        rate=1.0,
        beats=(np.arange(beats) * grid.beat_length + lead / 44_100).astype(np.float64),
        beat_frame=lead + grid.frames(beats),
        downbeats=np.arange(0, beats, beats_per_bar),
        phrases=np.arange(0, beats, phrase),
        beats_per_bar=beats_per_bar,
        shift=0,
        stretch=1.0,
    )


def even_alignment(
    tempo: float = 128.0, beats: tuple[int, int] = (40, 48), leads: tuple[int, int] = (0, 1234)
) -> Alignment:
    """Two songs of even beats on one grid."""
    a, b = (song_alignment(tempo, count, lead) for count, lead in zip(beats, leads, strict=True))
    return Alignment(Grid(tempo), 3, {0: a, 1: b})


def mashup_of(rows: dict[int, list[int]], lanes: tuple[Lane, ...] = USUAL_LANES) -> Mashup:
    """A mashup of the given lanes' cells, the other lanes silent."""
    cells = np.full((LANES, max(len(row) for row in rows.values())), SILENT, np.int32)
    for lane, row in rows.items():
        cells[lane, : len(row)] = row
    return two_songs(cells, lanes)


def mashups(most_beats: int = 40, song_beats: int = 40) -> st.SearchStrategy[Mashup]:
    """Any mashup of up to `most_beats` beats: silence, runs, jumps and repeats."""
    strips = st.tuples(st.floats(-60, 12), st.booleans(), st.booleans(), st.booleans())
    engine = st.sampled_from(list(Engine))
    cell = st.one_of(st.just(-1), st.integers(0, song_beats - 1))

    @st.composite
    def build(draw: st.DrawFn) -> Mashup:
        beats = draw(st.integers(0, most_beats))
        cells = np.full((LANES, beats), -1, np.int32)
        for row in cells:
            at = 0
            while at < beats:
                count = draw(st.integers(1, 8))
                first = draw(cell)
                row[at : at + count] = -1 if first < 0 else (first + np.arange(min(count, beats - at))) % song_beats
                at += count
        lanes = tuple(Lane(lane.source, lane.part, *draw(strips)) for lane in USUAL_LANES)
        return two_songs(
            cells,
            lanes,
            offsets=(draw(st.integers(-9, 9)), draw(st.integers(-9, 9))),
            tempo=draw(st.sampled_from(TEMPOS)),
            key=draw(st.sampled_from([Middle(), AsIs(), FixedKey(parse_key("F minor")), Of(1)])),
            rates=draw(st.sampled_from([(None, None), (1.0, 2.0), (0.5, 1.0)])),
            engines=(draw(engine), draw(engine)),
        )

    return build()
