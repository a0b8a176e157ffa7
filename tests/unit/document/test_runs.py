"""Runs moved, copied, made longer or shorter, reversed and stuttered."""

import numpy as np
import pytest
from mashups import mashup_of, two_songs, with_each

from mashstudio.core.errors import BadArgument
from mashstudio.document import runs
from mashstudio.document.edits import Selection
from mashstudio.model.mashup import Mashup

SONGS = {0: 40, 1: 48}
ROW = mashup_of({0: [-1, 4, 5, 6, 7, 20, 21, -1]})


def row(mashup: Mashup, lane: int = 0) -> list[int]:
    beats: list[int] = mashup.played[lane].tolist()
    return beats


def test_a_run_is_moved_and_copied_over_what_is_there() -> None:
    where = Selection((0,), 1, 5)
    assert row(runs.moved(ROW, SONGS, where, 2, (0,))) == [-1, -1, -1, 4, 5, 6, 7, -1]
    assert row(runs.moved(ROW, SONGS, where, 5, (0,), keep=True)) == [-1, 4, 5, 6, 7, 20, 4, 5, 6, 7]
    with pytest.raises(BadArgument, match="first beat"):
        runs.moved(ROW, SONGS, where, -2, (0,))
    # Silent cells of what is moved silence nothing.
    gaps = runs.moved(mashup_of({0: [1, -1, 3], 1: [7, 8, 9]}), SONGS, Selection((0,), 0, 3), 0, (1,))
    assert row(gaps, 1) == [1, 8, 3]


def test_in_another_song_a_run_plays_what_lies_as_far_from_it() -> None:
    mashup = with_each(ROW, "offset", (0, 10))
    there = runs.in_source(mashup, (0,), 1)
    assert there == (4,)
    assert runs.in_source(mashup, (0, 2), 1) == (4, 6)
    assert runs.in_source(mashup, (4,), 1) is None
    moved = runs.moved(mashup, SONGS, Selection((0,), 1, 5), 1, (4,))
    assert (row(moved)[1:5], row(moved, 4)[2:6]) == ([-1] * 4, [14, 15, 16, 17])


def test_edges_go_over_more_or_less_of_the_song() -> None:
    assert row(runs.resized(ROW, SONGS, 0, (1, 5), 0, 7)) == [3, 4, 5, 6, 7, 8, 9, -1]
    assert row(runs.resized(ROW, SONGS, 0, (1, 5), 3, 9)) == [-1, -1, -1, 6, 7, 8, 9, 10, 11]
    assert row(runs.resized(ROW, SONGS, 0, (1, 5), 9, 5)) == [-1, -1, -1, -1, 7, 20, 21, -1]
    # The song ends: 38, 39.
    ending = mashup_of({0: [38, -1, -1, -1]})
    assert row(runs.resized(ending, SONGS, 0, (0, 1), 0, 4)) == [38, 39, -1, -1]


def test_edges_keep_fades_gain_and_direction() -> None:
    cells = np.array(ROW.cells)
    cells["gain"][0, 1:5], cells["fade_in"][0, 1], cells["fade_out"][0, 4] = -6, 3, 1
    longer = runs.resized(two_songs(cells), SONGS, 0, (1, 5), 3, 6)
    assert longer.cells["gain"][0].tolist() == [0, 0, 0, -6, -6, -6, 0, 0]
    assert (longer.cells["fade_in"][0, 3], longer.cells["fade_out"][0, 5], longer.cells["fade_out"][0, 4]) == (3, 1, 0)
    back = runs.turned(ROW, Selection((0,), 1, 5))
    assert row(runs.resized(back, SONGS, 0, (1, 5), 0, 6))[:7] == [8, 7, 6, 5, 4, 3, 21]


def test_reversed_twice_it_is_as_before() -> None:
    cells = np.array(ROW.cells)
    cells["fade_in"][0, 1], cells["linear_in"][0, 1] = 3, 1
    mashup, where = two_songs(cells), Selection((0, 1), 0, 7)
    once = runs.turned(mashup, where)
    assert row(once) == [21, 20, 7, 6, 5, 4, -1, -1]
    assert once.cells["backwards"][0].tolist() == [1] * 6 + [0, 0]
    assert (once.cells["fade_out"][0, 5], once.cells["linear_out"][0, 5]) == (3, 1)
    assert runs.turned(once, where) == mashup


def test_a_stutter_repeats_the_first_beat_s_beginning() -> None:
    stuttered = runs.stuttered(ROW, Selection((0, 1), 2, 6), 4)
    assert row(stuttered) == [-1, 4, 5, 5, 5, 5, 21, -1]
    assert stuttered.cells["stutter"][0].tolist() == [0, 0, 4, 4, 4, 4, 0, 0]
    assert row(stuttered, 1) == [-1] * 8
    assert row(runs.resized(stuttered, SONGS, 0, (5, 6), 5, 8)) == [-1, 4, 5, 5, 5, 5, 5, 5]
