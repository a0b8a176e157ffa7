"""Runs moved, copied, made longer or shorter, reversed, stuttered, at half and double speed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import mashup_of, two_songs, with_each

from mashstudio.core.errors import BadArgument
from mashstudio.document import runs
from mashstudio.document.edits import Selection, fill_to_end, loop, paste
from mashstudio.document.form import swap_songs
from mashstudio.document.shapes import crossfade
from mashstudio.model.mashup import DOUBLE_SPEED, HALF_SPEED, SILENT, Cells, Mashup, cells_of
from mashstudio.model.runs import places
from mashstudio.model.runs import runs as found_runs

SONGS = {0: 40, 1: 48}
ROW = mashup_of({0: [-1, 4, 5, 6, 7, 20, 21, -1]})


def row(mashup: Mashup, lane: int = 0) -> list[int]:
    beats: list[int] = mashup.played[lane].tolist()
    return beats


def runs_of(cells: Cells) -> list[tuple[int, int]]:
    return list(zip(*(each.tolist() for each in found_runs(cells)), strict=True))


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


def halves(mashup: Mashup, lane: int = 0) -> list[float]:
    """Return where in its song each cell begins, in beats."""
    begins: list[float] = np.where(mashup.played[lane] == SILENT, SILENT, places(mashup.cells[lane]) / 2).tolist()
    return begins


def test_half_and_double_speed_begin_where_the_run_does() -> None:
    where = Selection((0,), 1, 5)
    slow = runs.at_speed(ROW, SONGS, where, HALF_SPEED)
    assert halves(slow) == [-1, 4, 4.5, 5, 5.5, 20, 21, -1]
    fast = runs.at_speed(ROW, SONGS, where, DOUBLE_SPEED)
    assert halves(fast) == [-1, 4, 6, 8, 10, 20, 21, -1]
    assert runs_of(fast.cells[0]) == runs_of(slow.cells[0]) == [(1, 5), (5, 7)]
    # From one to the other, and the same again for the song's own speed.
    assert runs.at_speed(slow, SONGS, where, DOUBLE_SPEED) == fast
    assert runs.at_speed(fast, SONGS, where, DOUBLE_SPEED) == runs.at_speed(slow, SONGS, where, HALF_SPEED) == ROW
    # Each run of a selection by itself, and silence where the song ends.
    assert halves(runs.at_speed(ROW, SONGS, Selection((0,), 0, 8), DOUBLE_SPEED)) == [-1, 4, 6, 8, 10, 20, 22, -1]
    assert halves(runs.at_speed(mashup_of({0: [36, 37, 38]}), SONGS, Selection((0,), 0, 3), DOUBLE_SPEED)) == [
        36,
        38,
        -1,
    ]


def test_reversed_and_stuttered_runs_have_a_speed_too() -> None:
    where = Selection((0,), 1, 5)
    back = runs.turned(ROW, where)
    # What is heard first is the end of beat 7.
    assert halves(runs.at_speed(back, SONGS, where, DOUBLE_SPEED)) == [-1, 6, 4, 2, 0, 20, 21, -1]
    assert halves(runs.at_speed(back, SONGS, where, HALF_SPEED)) == [-1, 7.5, 7, 6.5, 6, 20, 21, -1]
    fast = runs.at_speed(ROW, SONGS, where, DOUBLE_SPEED)
    assert halves(runs.turned(fast, where)) == [-1, 10, 8, 6, 4, 20, 21, -1]
    assert runs.turned(runs.turned(fast, where), where) == fast
    stuttered = runs.stuttered(runs.at_speed(ROW, SONGS, where, HALF_SPEED), Selection((0,), 2, 5), 2)
    assert halves(stuttered)[:5] == [-1, 4, 4.5, 4.5, 4.5]
    assert halves(runs.at_speed(stuttered, SONGS, Selection((0,), 2, 5), DOUBLE_SPEED))[:5] == [-1, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("speed", "longer"), [(HALF_SPEED, [3.5, 4, 4.5, 5, 5.5, 6]), (DOUBLE_SPEED, [2, 4, 6, 8, 10, 12])]
)
def test_what_prolongs_a_run_goes_on_at_its_speed(speed: int, longer: list[float]) -> None:
    where = Selection((0,), 1, 5)
    alone = mashup_of({0: [-1, 4, 5, 6, 7, -1, -1]})
    run = runs.at_speed(alone, SONGS, where, speed)
    resized = runs.resized(run, SONGS, 0, (1, 5), 0, 6)
    assert halves(resized) == [*longer, -1]
    assert halves(fill_to_end(run, SONGS, where))[1:6] == longer[1:]
    assert set(resized.cells["speed"][0, :6].tolist()) == {speed}
    # It ends where its song does, and copies in another song play at the same speed.
    assert len(runs_of(runs.resized(run, {0: 11, 1: 11}, 0, (1, 5), 0, 90).cells[0])) == 1
    there = runs.moved(run, SONGS, where, 0, (4,))
    assert halves(there, 4) == halves(run)
    assert halves(loop(run, where, 1))[5:9] == halves(run)[1:5]
    met = paste(run, cells_of(np.array([[20, 21]])), (4,), 5)
    crossed = crossfade(met, SONGS, Selection((0, 4), 4, 6))
    assert halves(crossed)[1:6] == longer[1:]


def test_swapped_songs_keep_the_speed() -> None:
    mashup = with_each(mashup_of({0: [0, 1, 2, 3]}), "offset", (0, 10))
    run = runs.at_speed(mashup, SONGS, Selection((0,), 0, 4), HALF_SPEED)
    swapped = swap_songs(run, SONGS, Selection((0, 4), 0, 4))
    assert (halves(swapped), halves(swapped, 4)) == ([-1] * 4, [10, 10.5, 11, 11.5])
    assert swap_songs(swapped, SONGS, Selection((0, 4), 0, 4)) == run


@given(st.lists(st.sampled_from([HALF_SPEED, DOUBLE_SPEED, 0, -1]), max_size=5), st.integers(0, 39), st.integers(1, 9))
def test_speeds_and_turns_leave_whole_runs(changes: list[int], first: int, count: int) -> None:
    row = np.arange(first, first + count, dtype=np.int32)
    mashup = mashup_of({0: np.where(row < 40, row, SILENT).tolist()})
    for change in changes:
        where = Selection((0,), 0, mashup.beats)
        mashup = runs.turned(mashup, where) if change < 0 else runs.at_speed(mashup, SONGS, where, change)
        # What sounds is one run within its song.
        assert len(runs_of(mashup.cells[0])) <= 1
        assert mashup.played.max() < 40
