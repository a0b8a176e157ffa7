"""Bars of any length are counted by their downbeats."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from mashups import song_alignment

from mashstudio.model.bars import FOURS, Bars, bars_of

LENGTHS = st.lists(st.integers(2, 12), min_size=1, max_size=40)


def bars_with(lengths: list[int], offset: int = 0, usual: int = 4) -> Bars:
    """Return the bars of a song that begins with bars of these lengths."""
    downbeats = np.cumsum([0, *lengths])
    song = song_alignment(120, int(downbeats[-1]) + usual, beats_per_bar=usual)
    return bars_of(replace(song, downbeats=downbeats), offset)


def test_regular_bars_are_counted_from_the_first_beat() -> None:
    bars = bars_with([4, 4, 4])
    assert [bars.place(beat) for beat in (0, 3, 4, 11, 13, 400)] == [
        (0, 0), (0, 3), (1, 0), (2, 3), (3, 1), (100, 0)
    ]  # fmt: skip
    assert bars.within(0, 21).tolist() == [0, 4, 8, 12, 16, 20]
    assert bars.signatures(0, 64) == [(0, 4)]
    assert FOURS.place(9) == (2, 1)


def test_a_change_of_meter_is_followed_and_goes_on_after_the_song() -> None:
    bars = bars_with([4, 4, 7, 7, 3, 3])
    assert bars.within(0, 40).tolist() == [0, 4, 8, 15, 22, 25, 28, 31, 34, 37]
    assert bars.place(21) == (3, 6)
    assert bars.signatures(0, 40) == [(0, 4), (8, 7), (22, 3)]
    assert bars.moved(14, 1) == 21
    # The shorter bar has no such beat, so its last one.
    assert bars.moved(21, 1) == 24
    assert bars.moved(24, -1) == 17


def test_a_grid_that_begins_within_a_bar_has_a_shorter_first_one() -> None:
    bars = bars_with([4, 4, 4], offset=3)
    assert [bars.place(beat) for beat in range(3)] == [(0, 3), (1, 0), (1, 1)]
    assert bars.signatures(0, 20) == [(0, 1), (1, 4)]
    assert bars.within(0, 6).tolist() == [1, 5]
    early = bars_with([5, 5], offset=-7, usual=5)
    assert early.within(0, 20).tolist() == [2, 7, 12, 17]
    assert early.place(0) == (0, 3)


def test_one_odd_bar_is_no_rule_for_what_comes_after_or_before() -> None:
    bars = bars_with([3, 4, 4, 2], offset=-8)
    assert bars.within(0, 40).tolist() == [0, 4, 8, 11, 15, 19, 21, 25, 29, 33, 37]
    assert bars_with([4] * 20 + [2] + [4] * 20).usual == 4


def test_a_stretch_without_downbeats_is_counted_through() -> None:
    bars = bars_with([4, 30, 4])
    assert bars.within(0, 42).tolist() == [0, 4, 8, 12, 16, 20, 24, 28, 32, 34, 38]
    nowhere = bars_of(replace(song_alignment(120, 40, beats_per_bar=7), downbeats=np.zeros(0, np.int64)), 0)
    assert nowhere.within(0, 20).tolist() == [0, 7, 14]


@given(LENGTHS, st.integers(-50, 50), st.integers(0, 600), st.integers(-30, 30))
def test_places_starts_and_signatures_agree(lengths: list[int], offset: int, beat: int, by: int) -> None:
    bars = bars_with(lengths, offset)
    bar, at = bars.place(beat)
    assert bars.place(0)[0] == 0
    assert 0 <= at < bars.start(bar + 1) - bars.start(bar) <= 12
    assert bars.start(bar) + at == beat
    assert bars.place(bars.moved(beat, by))[0] == bar + by
    # Counting by the signatures yields the same bars.
    begins, now = [], 0
    changes = dict(bars.signatures(0, 600))
    length = changes[0]
    while now < 600:
        length = changes.get(now, length)
        begins.append(now)
        now += length
    assert [begin for begin in begins if begin or bars.place(0)[1] == 0] == bars.within(0, 600).tolist()
