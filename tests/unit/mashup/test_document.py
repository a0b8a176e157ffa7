"""The document: what it holds, and what it refuses to hold."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from mashups import LANES, REFS, mashup_of, two_songs

from mashstudio.facts.errors import BadArgument
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import SILENT, Lane, empty_mashup, runs


def test_lanes_are_the_stems_of_a_then_of_b() -> None:
    lanes = [lane_index(song, stem) for song in (0, 1) for stem in StemName]
    assert lanes == list(range(LANES))
    assert [lane // 4 for lane in lanes] == [0] * 4 + [1] * 4
    assert lane_index(1, StemName.BASS) == 6


def test_an_empty_mashup_is_silent() -> None:
    mashup = empty_mashup(REFS, 12)
    assert mashup.beats == 12
    assert np.all(mashup.cells == SILENT)


def test_cells_can_t_be_changed_behind_a_mashup_s_back() -> None:
    cells = np.zeros((LANES, 4), np.int32)
    mashup = two_songs(cells)
    cells[0, 0] = 3
    assert mashup.cells[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        mashup.cells[0, 0] = 3
    view = cells[:, :2]
    view.setflags(write=False)
    looking = two_songs(view)
    cells[1, 1] = 7
    assert looking.cells[1, 1] == 0


def test_states_that_differ_elsewhere_share_their_cells() -> None:
    mashup = mashup_of({0: [1, 2, 3]})
    assert replace(mashup, key="none").cells is mashup.cells


def test_mashups_are_equal_when_everything_in_them_is() -> None:
    assert mashup_of({0: [1, 2]}) == mashup_of({0: [1, 2]})
    assert mashup_of({0: [1, 2]}) != mashup_of({0: [1, 3]})
    assert mashup_of({0: [1, 2]}) != mashup_of({0: [1, 2, -1]})
    assert mashup_of({0: [1, 2]}) != replace(mashup_of({0: [1, 2]}), tempo=120.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": np.zeros((7, 4), np.int32)},
        {"cells": np.zeros(8, np.int32)},
        {"cells": np.full((LANES, 4), -2, np.int32)},
        {"cells": np.zeros((LANES, 100_001), np.int32)},
        {"lanes": (Lane(),) * 7},
        {"offsets": (0, 10**9)},
        {"rates": (1.0, 3.0)},
        {"tempo": "quick"},
        {"tempo": float("nan")},
        {"tempo": 4000.0},
        {"key": "H minor"},
    ],
)
def test_what_means_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValueError, BadArgument), match=r"\w"):
        replace(mashup_of({0: [1, 2]}), **wrong)


@pytest.mark.parametrize("gain_db", [-60.1, 12.1, float("nan"), float("-inf")])
def test_a_lane_s_gain_has_a_range(gain_db: float) -> None:
    with pytest.raises(ValueError, match="gain"):
        Lane(gain_db=gain_db)


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
    begins, ends = runs(np.array(row, np.int32))
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == expected
