"""Cells as people type them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import LANES

from mashstudio.facts.errors import BadArgument
from mashstudio.facts.stems import StemName
from mashstudio.mashup.cells_text import parse_cells
from mashstudio.mashup.document import SILENT

SONGS = (40, 64)


def test_beats_count_from_one_and_ranges_include_both_ends() -> None:
    cells = parse_cells("A:vocals@1-32 B:drums,bass,other@1-64", SONGS)
    assert cells.shape == (LANES, 64)
    assert cells.dtype == np.int32
    assert cells[0].tolist() == [*range(32), *[SILENT] * 32]
    for lane in (5, 6, 7):
        assert cells[lane].tolist() == list(range(64))
    assert np.all(cells[[1, 2, 3, 4]] == SILENT)


def test_single_beats_several_ranges_all_stems_and_capitals() -> None:
    cells = parse_cells("  a:ALL@5   B:Vocals@1-2,7-8 ", SONGS)
    assert cells.shape == (LANES, 8)
    for lane in range(4):
        assert cells[lane].tolist() == [-1, -1, -1, -1, 4, -1, -1, -1]
    assert cells[4].tolist() == [0, 1, -1, -1, -1, -1, 6, 7]


def test_a_range_past_the_song_s_end_stops_there() -> None:
    cells = parse_cells("A:bass@33-9999", SONGS)
    assert cells.shape == (LANES, 40)
    assert cells[2, 32:].tolist() == list(range(32, 40))


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("", "No cells"),
        ("   ", "No cells"),
        ("vocals", "“vocals”"),
        ("A:vocals", "“A:vocals”"),
        ("C:vocals@1-4", "“C:vocals@1-4”"),
        ("A:vocals@1-4B:drums@1", "“A:vocals@1-4B:drums@1”"),
        ("A:vocals@1 B:guitar@1-4", "“guitar” in “B:guitar@1-4”"),
        ("A:vocals,@1-4", "“” in “A:vocals,@1-4”"),
        ("A:vocals@0-4", "count from 1"),
        ("A:vocals@8-4", "write 4-8"),
        ("A:vocals@1-4,", "“” in “A:vocals@1-4,”"),
        ("A:vocals@-4", "“-4”"),
        ("A:vocals@1.5", "“1.5”"),
        ("A:vocals@²", "“²”"),
        ("A:vocals@" + "9" * 6000, "can't be read"),
        ("A:vocals@41", "song A, which has 40 beats"),
        ("A: vocals @ 1-4", "“A:”"),
    ],
)
def test_the_offending_part_is_pointed_at(text: str, pointed_at: str) -> None:
    with pytest.raises(BadArgument, match=r"\.$") as caught:
        parse_cells(text, SONGS)
    assert pointed_at in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cells = parse_cells(text, SONGS)
    except BadArgument:
        return
    assert cells.shape[1] <= 64


parts = st.tuples(st.integers(0, 1), st.sampled_from(list(StemName)), st.integers(1, 40), st.integers(0, 20))


@given(st.lists(parts, min_size=1, max_size=8))
def test_what_is_written_is_what_plays(written: list[tuple[int, StemName, int, int]]) -> None:
    text = " ".join(f"{'AB'[song]}:{stem}@{first}-{first + more}" for song, stem, first, more in written)
    cells = parse_cells(text, SONGS)
    for lane in range(LANES):
        for beat, played in enumerate(cells[lane].tolist()):
            on = any(
                lane_index(song, stem) == lane and first <= beat + 1 <= min(first + more, SONGS[song])
                for song, stem, first, more in written
            )
            assert played == (beat if on else SILENT)
