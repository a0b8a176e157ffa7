"""Cells as text."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import EVERY_LANE, LANE_COUNT

from mashstudio.core.errors import BadArgument
from mashstudio.document import cells_text
from mashstudio.model.mashup import SILENT, Lane, Played, usual_lanes
from mashstudio.model.stems import StemName

SONGS = {0: 40, 1: 64}


def parse_cells(text: str, lanes: Sequence[Lane] = EVERY_LANE, lengths: Mapping[int, int] = SONGS) -> Played:
    """Return the beats that the cells of `text` play, by default for two songs."""
    read = cells_text.parse_cells(text, lanes, lengths)
    assert np.all(read["gain"] == 0)
    played: Played = read["beat"]
    return played


def test_beats_count_from_one_and_ranges_include_both_ends() -> None:
    cells = parse_cells("A:vocals@1-32 B:drums,bass,other@1-64")
    assert cells.shape == (LANE_COUNT, 64)
    assert cells.dtype == np.int32
    assert cells[0].tolist() == [*range(32), *[SILENT] * 32]
    for lane in (5, 6, 7):
        assert cells[lane].tolist() == list(range(64))
    assert np.all(cells[[1, 2, 3, 4]] == SILENT)


def test_single_beats_several_ranges_all_stems_and_capitals() -> None:
    cells = parse_cells("  a:ALL@5   B:Vocals@1-2,7-8 ")
    assert cells.shape == (LANE_COUNT, 8)
    for lane in range(4):
        assert cells[lane].tolist() == [-1, -1, -1, -1, 4, -1, -1, -1]
    assert cells[4].tolist() == [0, 1, -1, -1, -1, -1, 6, 7]


def test_a_range_past_the_song_s_end_stops_there() -> None:
    cells = parse_cells("A:bass@33-9999")
    assert cells.shape == (LANE_COUNT, 40)
    assert cells[2, 32:].tolist() == list(range(32, 40))


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("", "No cells"),
        ("   ", "No cells"),
        ("vocals", "“vocals”"),
        ("A:vocals", "“A:vocals”"),
        ("C:vocals@1-4", "“C:vocals@1-4” refers to song C, which doesn't exist"),
        ("I:vocals@1-4", "“I:vocals@1-4” can't be read"),
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
        parse_cells(text)
    assert pointed_at in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cells = parse_cells(text)
    except BadArgument:
        return
    assert cells.shape[1] <= 64


parts = st.tuples(st.integers(0, 1), st.sampled_from(list(StemName)), st.integers(1, 40), st.integers(0, 20))


@given(st.lists(parts, min_size=1, max_size=8))
def test_what_is_written_is_what_plays(written: list[tuple[int, StemName, int, int]]) -> None:
    text = " ".join(f"{'AB'[song]}:{stem}@{first}-{first + more}" for song, stem, first, more in written)
    cells = parse_cells(text)
    for row, lane in enumerate(EVERY_LANE):
        for beat, played in enumerate(cells[row].tolist()):
            on = any(
                (song, stem) == (lane.source, lane.part) and first <= beat + 1 <= min(first + more, SONGS[song])
                for song, stem, first, more in written
            )
            assert played == (beat if on else SILENT)


def test_songs_are_called_by_their_letters_wherever_they_stand() -> None:
    lanes = [*usual_lanes(7), *usual_lanes(2), Lane(4, StemName.DRUMS)]
    cells = parse_cells("C:bass@1-3 h:vocals@2 E:all@4", lanes, {7: 10, 2: 20, 4: 30})
    assert cells.shape == (9, 4)
    assert {row: cells[row].tolist() for row in range(9) if np.any(cells[row] != SILENT)} == {
        0: [-1, 1, -1, -1],
        6: [0, 1, 2, -1],
        8: [-1, -1, -1, 3],
    }


@pytest.mark.parametrize("letter", list("CDEFGH"))
def test_each_song_has_its_own_length(letter: str) -> None:
    source = "ABCDEFGH".index(letter)
    lanes = [lane for each in range(8) for lane in usual_lanes(each)]
    lengths = {each: 10 + each for each in range(8)}
    cells = parse_cells(f"{letter}:other@1-99", lanes, lengths)
    assert cells.shape == (32, 10 + source)
    assert cells[4 * source + 3].tolist() == list(range(10 + source))
    with pytest.raises(BadArgument, match=f"song {letter}, which has {10 + source} beats"):
        cells_text.parse_cells(f"{letter}:other@{11 + source}", lanes, lengths)


def test_a_part_that_a_song_has_no_lane_of_is_no_cell() -> None:
    with pytest.raises(BadArgument, match="No cells"):
        cells_text.parse_cells("B:bass@1", [Lane(1, StemName.DRUMS)], {1: 8})
