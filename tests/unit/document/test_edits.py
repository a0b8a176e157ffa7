"""Every edit returns a new mashup and leaves the old one unchanged."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mashups import LANE_COUNT, each_of, mashup_of, mashups, two_songs, with_cell, with_each

from mashstudio.core.errors import BadArgument
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.model.choices import BAND, FixedKey, FixedTempo, Slowest
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import MAX_BEATS, SILENT, Mashup, cells_of
from mashstudio.model.stems import StemName

SONGS = {source: 48 if source % 2 else 40 for source in range(BAND + 1)}


def silent(beats: int) -> Mashup:
    return two_songs(np.full((LANE_COUNT, beats), SILENT, np.int32))


EMPTY = silent(8)


def selections(lanes: int) -> st.SearchStrategy[Selection]:
    rows = st.lists(st.integers(0, lanes - 1), min_size=1, max_size=lanes, unique=True)
    return st.builds(Selection, rows.map(lambda lanes: tuple(sorted(lanes))), st.integers(-5, 45), st.integers(-5, 45))


edited = mashups(most_sources=5).flatmap(lambda mashup: st.tuples(st.just(mashup), selections(len(mashup.lanes))))
"""A mashup of two to five songs and a selection."""


def rows(mashup: Mashup) -> list[list[int]]:
    listed: list[list[int]] = mashup.played.tolist()
    return listed


def test_switching_on_writes_the_song_s_beat_under_the_cell() -> None:
    mashup = with_each(EMPTY, "offset", (3, -2))
    painted = edits.paint(mashup, SONGS, Selection((1, 4), 1, 4), on=True)
    assert rows(painted)[1] == [-1, 4, 5, 6, -1, -1, -1, -1]
    assert rows(painted)[4] == [-1, -1, 0, 1, -1, -1, -1, -1]


def test_where_the_song_has_no_beat_the_cell_stays_silent() -> None:
    painted = edits.paint(with_each(EMPTY, "offset", (36, 0)), SONGS, Selection((0,), 0, 8), on=True)
    assert rows(painted)[0] == [36, 37, 38, 39, -1, -1, -1, -1]


def test_switching_off_silences_whatever_played() -> None:
    mashup = mashup_of({0: [7, 3, 3, 9], 5: [1, 2, 3, 4]})
    off = edits.paint(mashup, SONGS, Selection((0, 5), 1, 3), on=False)
    assert rows(off)[0] == [7, -1, -1, 9]
    assert rows(off)[5] == [1, -1, -1, 4]


def test_a_rearranged_cell_is_switched_off_and_on_again_with_the_beat_under_it() -> None:
    where = Selection((6,), 2, 3)
    off = edits.switch(with_cell(EMPTY, 6, 2, 30), SONGS, where)
    assert off == EMPTY
    assert edits.switch(off, SONGS, where).played[6, 2] == 2


def test_switching_on_leaves_what_sounds_as_it_is() -> None:
    mashup = mashup_of({0: [7, -1, -1, 9], 4: [-1, -1, -1, -1]})
    on = edits.switch_on(mashup, SONGS, Selection((0, 4), 0, 3))
    assert rows(on)[0] == [7, 1, 2, 9]
    assert rows(on)[4] == [0, 1, 2, -1]


def test_a_switch_goes_on_first_and_off_when_all_is_on() -> None:
    mashup = mashup_of({0: [7, -1, -1, -1]})
    where = Selection((0,), 0, 3)
    on = edits.switch(mashup, SONGS, where)
    assert rows(on)[0] == [7, 1, 2, -1]
    assert rows(edits.switch(on, SONGS, where))[0] == [-1] * 4
    # Past the song's last beat there is nothing to switch on.
    late = with_each(mashup_of({0: [38, 39, -1, -1]}), "offset", (38, 0))
    assert rows(edits.switch(late, SONGS, Selection((0,), 0, 4)))[0] == [-1] * 4


def test_only_some_stems_of_the_selected_songs() -> None:
    mashup = mashup_of({lane: [-1, 9, -1] for lane in range(LANE_COUNT)})
    vocals = edits.only(mashup, SONGS, Selection((1,), 0, 2), [StemName.VOCALS])
    assert rows(vocals)[0] == [0, 9, -1]
    assert rows(vocals)[1:4] == [[-1, -1, -1]] * 3
    assert rows(vocals)[4:] == rows(mashup)[4:]
    both = edits.only(mashup, SONGS, Selection((3, 4), 0, 3), [s for s in StemName if s is not StemName.DRUMS])
    assert [row == [-1, -1, -1] for row in rows(both)] == [False, True, False, False] * 2


def test_filling_to_the_end_goes_on_with_the_song() -> None:
    mashup = mashup_of({0: [0, 37, -1, 5, 5, 5], 1: [1, -1, 2, 3, 4, 5], 2: [9, 9, 9, 9, 9, 9]})
    filled = edits.fill_to_end(mashup, SONGS, Selection((0, 1), 0, 2))
    assert rows(filled)[0] == [0, 37, 38, 39, -1, -1]
    assert rows(filled)[1] == [1, -1, -1, -1, -1, -1]
    assert rows(filled)[2] == [9] * 6
    assert edits.fill_to_end(mashup, SONGS, Selection((0,), 2, 2)) == mashup


def test_what_is_carried_to_the_other_song_plays_what_lies_there() -> None:
    mashup = with_each(EMPTY, "offset", (3, 10))
    clip = cells_of(np.array([[3, 4, -1], [30, 31, 39]]))
    carried = edits.carried(mashup, SONGS, clip, (0, 1), (1, 4))
    assert carried["beat"].tolist() == [[3, 4, -1], [37, 38, 46]]
    back = edits.carried(mashup, SONGS, cells_of(np.array([[47, 46, 9, 6]])), (5,), (2,))
    assert back["beat"].tolist() == [[-1, 39, 2, -1]]
    assert clip["beat"].tolist() == [[3, 4, -1], [30, 31, 39]]


def test_which_beats_are_decided() -> None:
    mashup = mashup_of({0: [1, -1, -1, -1], 7: [-1, -1, 0, -1]})
    assert edits.filled_beats(mashup).tolist() == [True, False, True, False]
    assert [edits.next_empty(mashup, start) for start in (0, 1, 2, 4, 99)] == [1, 1, 3, 1, 1]
    assert edits.next_empty(mashup_of({3: [1, 2]}), 0) is None
    assert edits.next_empty(silent(0), 0) is None


def test_when_every_song_has_had_a_choice() -> None:
    mashup = mashup_of({0: [1, 1, -1], 3: [-1, -1, 2], 6: [1, -1, 1]})
    chosen = [edits.all_chosen(mashup, Selection((0,), beat, beat + 1)) for beat in range(4)]
    assert chosen == [True, False, True, False]
    assert not edits.all_chosen(mashup, Selection((0,), 0, 3))


def test_copy_and_paste_between_lanes() -> None:
    mashup = mashup_of({0: [1, 2, 3, 4], 1: [9, 9, -1, 9]})
    clip = edits.copy(mashup, Selection((0, 1), 1, 3))
    pasted = edits.paste(mashup, clip, (2, 3), 0)
    assert rows(pasted)[2] == [2, 3, -1, -1]
    assert rows(pasted)[3] == [9, -1, -1, -1]
    assert rows(pasted)[:2] == rows(mashup)[:2]


def test_pasting_past_the_end_makes_the_mashup_longer() -> None:
    pasted = edits.paste(EMPTY, cells_of(np.array([[4, 5, 6]])), (7,), 6)
    assert pasted.beats == 9
    assert rows(pasted)[7] == [-1] * 6 + [4, 5, 6]


def test_a_copy_is_not_changed_by_later_edits_of_it() -> None:
    mashup = mashup_of({0: [1, 2, 3]})
    clip = edits.copy(mashup, Selection((0,), 0, 3))
    pasted = edits.paste(mashup, clip, (1,), 0)
    clip[:] = 0
    assert rows(pasted)[:2] == [[1, 2, 3], [1, 2, 3]]


def test_moving_leaves_silence_behind() -> None:
    mashup = mashup_of({0: [1, 2, 3, 4, 5]})
    assert rows(edits.move(mashup, Selection((0,), 1, 3), 1))[0] == [1, -1, 2, 3, 5]
    assert rows(edits.move(mashup, Selection((0,), 1, 3), -1))[0] == [2, 3, -1, 4, 5]
    assert rows(edits.move(mashup, Selection((0,), 3, 5), 2))[0] == [1, 2, 3, -1, -1, 4, 5]


def test_looping_repeats_behind_the_selection() -> None:
    mashup = mashup_of({0: [1, 2, 3, 4, 5, 6], 4: [0, 1, 2, 3, 4, 5]})
    looped = edits.loop(mashup, Selection((0,), 1, 3), 2)
    assert rows(looped)[0] == [1, 2, 3, 2, 3, 2, 3]
    assert rows(looped)[4] == [0, 1, 2, 3, 4, 5, -1]
    assert edits.loop(mashup, Selection((0,), 1, 3), 0) == mashup


def test_clearing() -> None:
    mashup = mashup_of({lane: [1, 2, 3] for lane in range(LANE_COUNT)})
    cleared = edits.clear(mashup, Selection(tuple(range(LANE_COUNT)), 0, 99))
    assert cleared == silent(3)


def test_trimming_and_extending() -> None:
    mashup = mashup_of({0: [1, 2, 3]})
    assert rows(edits.with_length(mashup, 2))[0] == [1, 2]
    assert rows(edits.with_length(mashup, 5))[0] == [1, 2, 3, -1, -1]
    assert edits.with_length(mashup, 0).beats == 0


def test_a_lane_s_gain_mute_and_solo() -> None:
    changed = edits.with_lane(EMPTY, 2, gain_db=-4.5, mute=True)
    assert (changed.lanes[2].gain_db, changed.lanes[2].mute, changed.lanes[2].solo) == (-4.5, True, False)
    assert changed.lanes[:2] + changed.lanes[3:] == EMPTY.lanes[:2] + EMPTY.lanes[3:]
    again = edits.with_lane(changed, 2, solo=True)
    assert (again.lanes[2].gain_db, again.lanes[2].mute, again.lanes[2].solo) == (-4.5, True, True)
    assert edits.with_lane(EMPTY, 0, gain_db=99.0).lanes[0].gain_db == 12.0
    assert edits.with_lane(EMPTY, 0, gain_db=float("-inf")).lanes[0].gain_db == -60.0


def test_tempo_and_key() -> None:
    unchosen = replace(EMPTY, tempo_chosen=False)
    assert edits.with_tempo(unchosen, FixedTempo(128.5)) == replace(EMPTY, tempo=FixedTempo(128.5))
    assert edits.with_tempo(unchosen, Slowest()) == replace(EMPTY, tempo=Slowest())
    f_minor = FixedKey(parse_key("F minor"))
    assert edits.with_key(unchosen, f_minor) == replace(unchosen, key=f_minor)


def test_moving_a_song_under_the_grid_moves_what_its_cells_play() -> None:
    mashup = mashup_of({0: [0, 1, 39, -1], 4: [0, 1, 2, 3]})
    later = edits.with_offset(mashup, 0, 2, SONGS)
    assert each_of(later, "offset") == (2, 0)
    assert rows(later)[0] == [2, 3, -1, -1]
    assert rows(later)[4] == [0, 1, 2, 3]
    earlier = edits.with_offset(mashup, 1, -2, SONGS)
    assert each_of(earlier, "offset") == (0, -2)
    assert rows(earlier)[4] == [-1, -1, 0, 1]


@pytest.mark.parametrize(
    "edit",
    [
        lambda: edits.paint(EMPTY, SONGS, Selection((0, 8), 0, 4), on=True),
        lambda: edits.copy(EMPTY, Selection((-1,), 0, 4)),
        lambda: edits.paste(EMPTY, np.zeros((2, 3), np.int32), (0,), 0),
        lambda: edits.paste(EMPTY, np.zeros((1, 3), np.int32), (8,), 0),
        lambda: edits.paste(EMPTY, np.zeros((1, 3), np.int32), (0,), -1),
        lambda: edits.paste(EMPTY, np.zeros((1, 3), np.int32), (0,), MAX_BEATS),
        lambda: edits.move(EMPTY, Selection((0,), 2, 4), -3),
        lambda: edits.move(EMPTY, Selection((0,), 2, 4), 10**9),
        lambda: edits.loop(EMPTY, Selection((0,), 2, 4), 10**9),
        lambda: edits.with_length(EMPTY, -1),
        lambda: edits.with_length(EMPTY, 10**9),
        lambda: edits.with_lane(EMPTY, 8, mute=True),
        lambda: edits.with_lane(EMPTY, -1, mute=True),
        lambda: edits.without_source(EMPTY, 1),
        lambda: edits.with_offset(EMPTY, 0, 40, SONGS),
        lambda: edits.with_offset(EMPTY, 0, -(10**9), SONGS),
    ],
)
def test_nonsense_is_refused_in_a_sentence(edit: Callable[[], Mashup]) -> None:
    with pytest.raises(BadArgument, match=r"^[A-Z“0-9].*\.$"):
        edit()


@given(edited)
def test_a_selection_beyond_the_mashup_is_cut_to_it(edited: tuple[Mashup, Selection]) -> None:
    mashup, where = edited
    painted = edits.paint(mashup, SONGS, where, on=True)
    assert painted.beats == mashup.beats
    inside = np.zeros(mashup.cells.shape, bool)
    for beat in range(mashup.beats):
        inside[list(where.lanes), beat] = where.start <= beat < where.stop
    assert np.array_equal(painted.played[~inside], mashup.played[~inside])
    assert edits.clear(painted, where) == edits.clear(mashup, where)
    assert not np.any(edits.clear(mashup, where).played[inside] != -1)
    assert edits.copy(mashup, where).size == inside.sum()


@given(edited)
def test_pasting_a_copy_where_it_was_changes_nothing(edited: tuple[Mashup, Selection]) -> None:
    mashup, where = edited
    start = min(max(where.start, 0), mashup.beats)
    assert edits.paste(mashup, edits.copy(mashup, where), where.lanes, start) == mashup


@given(edited, st.integers(0, 9))
def test_edits_leave_the_state_they_were_given_alone(edited: tuple[Mashup, Selection], by: int) -> None:
    mashup, where = edited
    before, last = mashup.cells.tobytes(), mashup.ids[-1]
    edits.paint(mashup, SONGS, where, on=True)
    edits.switch(mashup, SONGS, where)
    edits.only(mashup, SONGS, where, [StemName.BASS])
    edits.fill_to_end(mashup, SONGS, where)
    edits.move(mashup, where, by)
    edits.loop(mashup, where, by)
    edits.with_offset(mashup, last, by, SONGS)
    edits.reordered(mashup, last, 0)
    assert mashup.cells.tobytes() == before


@given(edited, st.integers(1, 4))
def test_a_loop_is_so_many_copies_in_a_row(edited: tuple[Mashup, Selection], times: int) -> None:
    mashup, where = edited
    clip = edits.copy(mashup, where)
    looped = edits.loop(mashup, where, times)
    start = min(max(where.start, 0), mashup.beats)
    stop = start + clip.shape[1] * (times + 1)
    assert np.array_equal(looped.cells[list(where.lanes), start:stop], np.tile(clip, (1, times + 1)))
