"""Mashups and alignments for the tests of the document and the mix."""

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from mashstudio.facts.alignment import Alignment, Engine, Grid, SongAlignment
from mashstudio.mashup.document import LANES, SILENT, USUAL_LANES, Lane, Mashup, SongRef

REFS = (
    SongRef(Path("/music/a.wav"), "a" * 64, "First"),
    SongRef(Path("/music/둘째.flac"), "b" * 64, "둘째 노래"),
)


TEMPOS: list[str | float] = ["faster", "slower", "a", "b", 123.4]


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
    return Alignment(Grid(tempo), 3, (a, b))


def mashup_of(rows: dict[int, list[int]], lanes: tuple[Lane, ...] = USUAL_LANES) -> Mashup:
    """A mashup of the given lanes' cells, the other lanes silent."""
    cells = np.full((LANES, max(len(row) for row in rows.values())), SILENT, np.int32)
    for lane, row in rows.items():
        cells[lane, : len(row)] = row
    return Mashup(REFS, cells, lanes)


def mashups(most_beats: int = 40, song_beats: int = 40) -> st.SearchStrategy[Mashup]:
    """Any mashup of up to `most_beats` beats: silence, runs, jumps and repeats."""
    lanes = st.builds(Lane, st.floats(-60, 12), st.booleans(), st.booleans(), st.booleans())
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
        tempo: str | float = draw(st.sampled_from(TEMPOS))
        return Mashup(
            songs=REFS,
            cells=cells,
            lanes=tuple(draw(st.lists(lanes, min_size=LANES, max_size=LANES))),
            offsets=(draw(st.integers(-9, 9)), draw(st.integers(-9, 9))),
            tempo=tempo,
            key=draw(st.sampled_from(["middle", "none", "F minor"])),
            rates=draw(st.sampled_from([None, (1.0, 2.0), (0.5, 1.0)])),
            engines=(draw(engine), draw(engine)),
        )

    return build()
