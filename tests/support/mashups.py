"""Mashups and alignments for tests of the document and the mix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from mashstudio.document.edits import paste
from mashstudio.model.alignment import Alignment, Engine, SongAlignment, TargetGrid
from mashstudio.model.analysis import BeatMap
from mashstudio.model.band import Band, Manner
from mashstudio.model.choices import (
    BAND,
    AsIs,
    Between,
    Closest,
    Fastest,
    FixedKey,
    FixedTempo,
    KeyChoice,
    Middle,
    Of,
    Slowest,
    TempoChoice,
)
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import CELL, MAX_SOURCES, SILENT, Lane, Mashup, SongSource, cells_of, usual_lanes
from mashstudio.model.notes import BandPart, Note, NoteLane
from mashstudio.model.song import SongRef
from mashstudio.model.stems import Part, StemName, Take, Taken, in_order

REFS = (
    SongRef(Path("/music/a.wav"), "a" * 64, "First"),
    SongRef(Path("/music/둘째.flac"), "b" * 64, "둘째 노래"),
)

LANE_COUNT = 8
"""The number of lanes of two songs."""

EVERY_LANE = (*usual_lanes(0), *usual_lanes(1))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
"""Any JSON value, for the fields of project files."""


def two_songs(
    cells: NDArray[Any],
    lanes: tuple[Lane, ...] = EVERY_LANE,
    *,
    songs: tuple[SongRef, SongRef] = REFS,
    offsets: tuple[int, int] = (0, 0),
    rates: tuple[float | None, float | None] = (None, None),
    grids: tuple[BeatMap | None, BeatMap | None] = (None, None),
    engines: tuple[Engine, Engine] = (Engine.OWN, Engine.OWN),
    **rest: Any,
) -> Mashup:
    """Return a mashup of two songs, each field a pair. rest: other fields of `Mashup`."""
    places = zip(songs, offsets, rates, grids, engines, strict=True)
    sources = tuple(SongSource(source, *place) for source, place in enumerate(places))
    return Mashup(sources, lanes, cells if cells.dtype == CELL else cells_of(cells), **rest)


def with_each(mashup: Mashup, field: str, values: Sequence[Any]) -> Mashup:
    """Return `mashup` with `field` of each source replaced by one of `values`."""
    changed = zip(mashup.sources, values, strict=True)
    return replace(mashup, sources=tuple(replace(source, **{field: value}) for source, value in changed))


def each_of(mashup: Mashup, field: str) -> tuple[Any, ...]:
    """Return the value of `field` for each source."""
    return tuple(getattr(source, field) for source in mashup.sources)


def refs_of(mashup: Mashup) -> tuple[SongRef, ...]:
    """Return the mashup's songs."""
    return tuple(source.song for source in mashup.sources)


def song_alignment(
    tempo: float, beats: int, lead: int = 0, *, beats_per_bar: int = 4, phrase: int = 32
) -> SongAlignment:
    """Return a song of `beats` even beats on a grid of `tempo`, its beat 0 at frame `lead`."""
    grid = TargetGrid(tempo)
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
    """Return an alignment of two songs of even beats."""
    a, b = (song_alignment(tempo, count, lead) for count, lead in zip(beats, leads, strict=True))
    return Alignment(TargetGrid(tempo), 3, {0: a, 1: b})


def mashup_of(rows: dict[int, list[int]], lanes: tuple[Lane, ...] = EVERY_LANE) -> Mashup:
    """Return a mashup with the given lanes' cells, the other lanes silent."""
    cells = np.full((LANE_COUNT, max(len(row) for row in rows.values())), SILENT, np.int32)
    for lane, row in rows.items():
        cells[lane, : len(row)] = row
    return two_songs(cells, lanes)


def with_cell(mashup: Mashup, lane: int, beat: int, song_beat: int) -> Mashup:
    """Return `mashup` with a cell that plays `song_beat`."""
    return paste(mashup, cells_of(np.array([[song_beat]])), (lane,), beat)


def lanes_but(changed: Mapping[int, Mapping[str, Any]]) -> tuple[Lane, ...]:
    """Return EVERY_LANE with some rows' fields changed: `lanes_but({2: {"mute": True}})`."""
    return tuple(replace(lane, **changed.get(row, {})) for row, lane in enumerate(EVERY_LANE))


def mashups(most_beats: int = 40, song_beats: int = 40, most_sources: int = 2) -> st.SearchStrategy[Mashup]:
    """Return a strategy of mashups of up to `most_beats` beats with silence, runs, jumps and repeats.

    most_sources: if 2, the sources are 0 and 1 with the usual lanes; else 2 or more of any ids, each with some parts,
    and with instruments taken out of them.
    """
    flags = st.tuples(st.booleans(), st.booleans(), st.booleans())
    engine = st.sampled_from(list(Engine))
    cell = st.one_of(st.just(-1), st.integers(0, song_beats - 1))
    parts = st.permutations(list(StemName)).flatmap(lambda those: st.integers(1, 4).map(lambda count: those[:count]))

    takes = st.lists(st.sampled_from(["guitar", "choir", "electric piano"]), max_size=2, unique=True)

    pitches, velocities = st.integers(0, 127), st.integers(1, 127)

    @st.composite
    def note_lanes(draw: st.DrawFn, beats: int) -> tuple[NoteLane, ...]:
        chosen = draw(st.lists(st.sampled_from(list(BandPart)), min_size=1, unique=True))
        starts = st.floats(0, beats, exclude_max=True)
        note = st.builds(Note, starts, st.floats(0, beats, exclude_min=True), pitches, velocities)
        return tuple(
            NoteLane(part, draw(pitches), tuple(draw(st.lists(note, max_size=5))))
            for part in BandPart
            if part in chosen
        )

    @st.composite
    def build(draw: st.DrawFn) -> Mashup:
        count = draw(st.integers(2, most_sources))
        ids = [0, 1] if most_sources == 2 else draw(st.permutations(range(MAX_SOURCES)))[:count]
        rates: list[float | None] = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=count, max_size=count))
        if draw(st.booleans()):
            rates = [None] * count
        sources = [
            SongSource(source, draw(st.sampled_from(REFS)), draw(st.integers(-9, 9)), rate, None, draw(engine))
            for source, rate in zip(ids, rates, strict=True)
        ]
        if most_sources == 2:
            sources = [replace(source, song=song) for source, song in zip(sources, REFS, strict=True)]
        played: dict[int, list[Part]] = {source: [*StemName] for source in ids}
        if most_sources > 2:
            for place, source in enumerate(sources):
                stems = draw(parts)
                taken = [Taken(f"{stems[0]}.{tag}") for tag in draw(takes)]
                sources[place] = replace(source, takes=tuple(Take(part, draw(st.floats(-1, 1))) for part in taken))
                played[source.id] = in_order([*stems, *taken])
        lanes = tuple(
            Lane(source, part, *draw(flags), gain_db=draw(st.floats(-60, 12)))
            for source in ids
            for part in played[source]
        )
        band = None
        if most_sources > 2 and draw(st.booleans()):
            band = Band(
                "하우스",
                song_beats,
                draw(note_lanes(song_beats)),
                Manner(draw(pitches)),
                draw(st.none() | st.integers(0, 11)),
            )
            lanes += tuple(Lane(BAND, part) for part in band.parts)
        beats = draw(st.integers(0, most_beats))
        cells = np.full((len(lanes), beats), -1, np.int32)
        for row in cells:
            at = 0
            while at < beats:
                run = draw(st.integers(1, 8))
                first = draw(cell)
                row[at : at + run] = -1 if first < 0 else (first + np.arange(min(run, beats - at))) % song_beats
                at += run
        of_one = [Of(source) for source in ids]
        tempos: list[TempoChoice] = [Fastest(), Slowest(), Closest(), Between(), FixedTempo(123.4), *of_one]
        keys: list[KeyChoice] = [Middle(), AsIs(), FixedKey(parse_key("F minor")), *of_one]
        return Mashup(
            tuple(sources),
            lanes,
            cells_of(cells),
            draw(st.sampled_from(tempos)),
            draw(st.sampled_from(keys)),
            draw(st.booleans()),
            band=band,
        )

    return build()
