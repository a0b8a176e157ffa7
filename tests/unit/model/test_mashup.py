"""The mashup: what it can and can't contain."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mashups import EVERY_LANE, LANE_COUNT, REFS, mashup_of, two_songs

from mashstudio.model.choices import AsIs, FixedTempo, Of
from mashstudio.model.mashup import (
    MAX_BEATS,
    MAX_CELLS,
    MAX_LANE_COUNT,
    SILENT,
    Lane,
    Mashup,
    SongSource,
    cells_of,
    empty_mashup,
    heard_lanes,
    usual_lanes,
)
from mashstudio.model.runs import runs
from mashstudio.model.song import SongRef
from mashstudio.model.stems import StemName

TWO = (SongSource(0, REFS[0]), SongSource(1, REFS[1]))
FIVE = tuple(SongSource(source, REFS[0], offset=source) for source in (4, 0, 7, 1, 6))


def test_a_mashup_begins_with_a_lane_for_each_stem_of_each_song_in_their_order() -> None:
    mashup = empty_mashup(FIVE, 12)
    assert mashup.ids == (4, 0, 7, 1, 6)
    assert [(lane.source, lane.part) for lane in mashup.lanes] == [
        (source, part) for source in mashup.ids for part in StemName
    ]
    assert [lane.formants for lane in mashup.lanes] == [True, False, False, False] * 5
    assert empty_mashup(TWO, 0).lanes == EVERY_LANE


def test_rows_are_found_by_source_and_part() -> None:
    mashup = empty_mashup(FIVE, 12)
    assert mashup.lanes_of(7) == range(8, 12)
    assert mashup.row(7, StemName.BASS) == 10
    assert mashup.source(7) == FIVE[2]
    assert mashup.source(7).letter == "H"
    assert mashup.lanes_of(2) == range(0)
    with pytest.raises(KeyError):
        mashup.source(2)


def test_an_empty_mashup_is_silent() -> None:
    mashup = empty_mashup(TWO, 12)
    assert mashup.beats == 12
    assert np.all(mashup.played == SILENT)


def test_it_is_called_after_its_songs() -> None:
    assert empty_mashup(TWO, 0).title == "First × 둘째 노래"
    assert empty_mashup(FIVE[:3], 0).title == "First × First × First"


def test_rates_are_known_when_those_of_all_songs_are() -> None:
    assert empty_mashup(TWO, 4).rates is None
    planned = replace(TWO[0], rate=2.0)
    assert empty_mashup((planned, TWO[1]), 4).rates is None
    assert empty_mashup((planned, replace(TWO[1], rate=1.0)), 4).rates == {0: 2.0, 1: 1.0}


def test_cells_can_t_be_changed_behind_a_mashup_s_back() -> None:
    cells = np.zeros((LANE_COUNT, 4), np.int32)
    mashup = two_songs(cells)
    cells[0, 0] = 3
    assert mashup.played[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        mashup.played[0, 0] = 3
    view = cells[:, :2]
    view.setflags(write=False)
    looking = two_songs(view)
    cells[1, 1] = 7
    assert looking.played[1, 1] == 0


def test_states_that_differ_elsewhere_share_their_cells() -> None:
    mashup = mashup_of({0: [1, 2, 3]})
    assert replace(mashup, key=AsIs()).cells is mashup.cells


def test_mashups_are_equal_when_everything_in_them_is() -> None:
    assert mashup_of({0: [1, 2]}) == mashup_of({0: [1, 2]})
    assert mashup_of({0: [1, 2]}) != mashup_of({0: [1, 3]})
    assert mashup_of({0: [1, 2]}) != mashup_of({0: [1, 2, -1]})
    assert mashup_of({0: [1, 2]}) != replace(mashup_of({0: [1, 2]}), tempo=FixedTempo(120.0))


def of_lanes(lanes: tuple[Lane, ...], beats: int = 4) -> dict[str, Any]:
    return {"lanes": lanes, "cells": cells_of(np.zeros((len(lanes), beats), np.int32))}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"cells": cells_of(np.zeros((7, 4), np.int32))}, "shape"),
        ({"cells": cells_of(np.zeros(8, np.int32))}, "shape"),
        ({"cells": cells_of(np.full((LANE_COUNT, 4), -2, np.int32))}, "a cell plays"),
        ({"cells": cells_of(np.full((LANE_COUNT, 4), MAX_BEATS, np.int32))}, "a cell plays"),
        ({"cells": cells_of(np.zeros((LANE_COUNT, MAX_BEATS + 1), np.int32))}, "shape"),
        ({"lanes": EVERY_LANE[:7]}, "shape"),
        (of_lanes((*EVERY_LANE[:7], Lane(2, StemName.BASS))), "the lanes aren't those of the sources"),
        (of_lanes(EVERY_LANE[:4]), "the lanes aren't those of the sources"),
        (of_lanes((*EVERY_LANE[4:], *EVERY_LANE[:4])), "in their order"),
        (of_lanes((*EVERY_LANE, *EVERY_LANE[:4])), "in their order"),
        (of_lanes((EVERY_LANE[0], *EVERY_LANE[4:], *EVERY_LANE[1:4])), "in their order"),
        (of_lanes((*EVERY_LANE[:4], *[EVERY_LANE[4]] * 61)), "at most 64 lanes, not 65"),
        ({"sources": TWO[:1]}, "the lanes aren't those of the sources"),
        ({"sources": TWO[::-1]}, "in their order"),
        ({"sources": (TWO[0], replace(TWO[1], id=0))}, "two sources have the same id"),
        ({"tempo": Of(2)}, "that of a song that isn't there"),
        ({"key": Of(7)}, "that of a song that isn't there"),
    ],
)
def test_what_doesn_t_go_together_is_refused(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(mashup_of({0: [1, 2]}), **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": -1},
        {"id": 8},
        {"offset": MAX_BEATS + 1},
        {"offset": -(10**9)},
        {"rate": 3.0},
        {"rate": 0.0},
        {"rate": float("nan")},
    ],
)
def test_what_no_source_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"an? (source's id|offset|rate) is"):
        replace(TWO[0], **wrong)


@pytest.mark.parametrize(
    "wrong",
    [{"path": Path("a\0.wav")}, {"path": Path("x" * 32_768)}, {"sha256": "../../x"}, {"title": "x" * 1001}],
)
def test_what_no_song_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"a (song|title)"):
        replace(REFS[0], **wrong)


@pytest.mark.parametrize("gain_db", [-60.1, 12.1, float("nan"), float("-inf")])
def test_a_lane_s_gain_has_a_range(gain_db: float) -> None:
    with pytest.raises(ValueError, match="gain"):
        Lane(0, StemName.BASS, gain_db=gain_db)


def test_there_may_be_eight_songs_of_eight_lanes_each() -> None:
    eight = tuple(SongSource(source, REFS[source % 2]) for source in range(8))
    lanes = tuple(Lane(source, part) for source in range(8) for part in (*StemName, *StemName))
    assert len(lanes) == MAX_LANE_COUNT
    mashup = Mashup(eight, lanes, cells_of(np.zeros((64, 3), np.int32)), Of(7), Of(5))
    assert [source.letter for source in mashup.sources] == list("ABCDEFGH")
    assert mashup.lanes_of(7) == range(56, 64)


def test_the_more_lanes_the_shorter_the_longest_mashup() -> None:
    lanes = (*EVERY_LANE[:4], *[EVERY_LANE[4]] * 60)
    longest = cells_of(np.zeros((64, MAX_CELLS // 64), np.int32))
    assert Mashup(TWO, lanes, longest).beats == 25_000
    with pytest.raises(ValueError, match="shape"):
        Mashup(TWO, lanes, cells_of(np.zeros((64, MAX_CELLS // 64 + 1), np.int32)))
    assert MAX_CELLS // 16 == MAX_BEATS


def test_the_same_song_may_be_there_twice() -> None:
    song = SongRef(Path("/music/a.wav"), "a" * 64, "First")
    twice = empty_mashup((SongSource(0, song), SongSource(1, song, offset=16)), 8)
    assert [source.song for source in twice.sources] == [song, song]


def test_which_lanes_are_heard() -> None:
    lanes = [*usual_lanes(3), *usual_lanes(1), *usual_lanes(2)]
    lanes[1] = replace(lanes[1], mute=True)
    assert heard_lanes(lanes) == [0, *range(2, 12)]
    lanes[5] = replace(lanes[5], solo=True)
    lanes[10] = replace(lanes[10], solo=True, mute=True)
    assert heard_lanes(lanes) == [5]
    assert heard_lanes(lanes, solo=False) == [0, *range(2, 10), 11]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([], []),
        ([-1, -1], []),
        ([0], [(0, 1)]),
        ([-1, 0, 1, -1], [(1, 3)]),
        ([3, 4, 4, 5], [(0, 2), (2, 4)]),
        ([0, 0, 0], [(0, 1), (1, 2), (2, 3)]),
        ([5, -1, 6], [(0, 1), (2, 3)]),
    ],
)
def test_runs_are_consecutive_song_beats(row: list[int], expected: list[tuple[int, int]]) -> None:
    begins, ends = runs(cells_of(np.array(row, np.int32)))
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == expected


def test_a_run_ends_where_its_gain_changes_or_a_fade_begins_or_ends() -> None:
    row = cells_of(np.arange(8))
    row["gain"][2:] = -6
    row["fade_in"][4], row["fade_out"][5] = 1, 0.5
    begins, ends = runs(row)
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == [(0, 2), (2, 4), (4, 6), (6, 8)]


@pytest.mark.parametrize(("field", "value"), [("gain", 12.5), ("gain", np.nan), ("fade_in", -1), ("fade_out", np.inf)])
def test_a_cell_has_no_gain_or_fade_that_there_cannot_be(field: str, value: float) -> None:
    cells = cells_of(np.zeros((LANE_COUNT, 4), np.int32))
    cells[field][3, 2] = value
    with pytest.raises(ValueError, match="gain or fade"):
        two_songs(cells)
