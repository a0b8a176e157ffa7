"""Every common error of an analysed grid is mended in at most two actions."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.errors import BadArgument
from mashstudio.document import mend as repair
from mashstudio.model.analysis import BeatMap

DURATION = 60.0


def even(tempo: float, first: float = 0.2, downbeat: int = 0, bar: int = 4) -> BeatMap:
    beats = np.arange(first, DURATION - 1e-9, 60 / tempo)
    return BeatMap(tuple(beats.tolist()), tuple(range(downbeat, len(beats), bar)), bar)


def assert_same(grid: BeatMap, truth: BeatMap) -> None:
    """Assert that beats and downbeats agree where both grids have them, except for one beat at each end."""
    ours, theirs = np.array(grid.beats), np.array(truth.beats)
    assert abs(len(ours) - len(theirs)) <= 2
    low, high = max(ours[0], theirs[0]) - 1e-6, min(ours[-1], theirs[-1]) + 1e-6
    np.testing.assert_allclose(
        ours[(ours >= low) & (ours <= high)], theirs[(theirs >= low) & (theirs <= high)], atol=1e-6
    )
    ones, true_ones = ours[list(grid.downbeats)], theirs[list(truth.downbeats)]
    np.testing.assert_allclose(
        ones[(ones >= low) & (ones <= high)], true_ones[(true_ones >= low) & (true_ones <= high)], atol=1e-6
    )


TRUTH = even(120)


@pytest.mark.parametrize(
    ("wrong", "ratio"), [(60, Fraction(2)), (240, Fraction(1, 2)), (180, Fraction(2, 3)), (80, Fraction(3, 2))]
)
def test_a_tempo_heard_at_another_level_is_mended_at_once(wrong: float, ratio: Fraction) -> None:
    assert_same(repair.at_ratio(even(wrong), ratio, DURATION), TRUTH)


def test_the_off_beat_and_the_wrong_one_are_mended() -> None:
    assert_same(repair.shifted_by_half(even(120, first=0.45, downbeat=3), DURATION), TRUTH)
    assert_same(repair.with_downbeat(even(120, downbeat=2), 4), TRUTH)
    assert_same(repair.with_downbeats_moved(even(120, downbeat=1), -1), TRUTH)
    assert_same(repair.with_downbeats_moved(even(120, downbeat=0), -1), even(120, downbeat=3))
    assert_same(repair.with_bars_of(even(120, bar=3), 4), TRUTH)
    assert_same(repair.shifted(even(120, first=0.23), -0.03, DURATION), TRUTH)


def test_half_the_tempo_on_the_off_beat_takes_two_actions() -> None:
    doubled = repair.at_ratio(even(60, first=0.7, downbeat=1), Fraction(2), DURATION)
    assert_same(repair.with_downbeat(doubled, 0), TRUTH)


def test_a_drifting_song_keeps_its_drift() -> None:
    beats = np.cumsum(60 / np.linspace(100, 130, 81))
    whole = BeatMap(tuple(beats.tolist()), tuple(range(0, 81, 4)), 4)
    halved = repair.at_ratio(whole, Fraction(1, 2), float(beats[-1]) + 0.1)
    np.testing.assert_allclose(halved.beats, beats[::2])


def test_tapping_and_typing_a_tempo() -> None:
    taps = [10.2 + 0.5 * n + 0.01 * (-1) ** n for n in range(8)]
    tapped = repair.tapped(even(77), taps, DURATION)
    assert 60 / np.diff(tapped.beats)[0] == pytest.approx(120, rel=0.01)
    assert tapped.beats[tapped.downbeats[0]] % 2 == pytest.approx(10.2 % 2, abs=0.08)
    assert_same(repair.at_tempo(even(119.3), 120, DURATION), TRUTH)
    with pytest.raises(BadArgument, match="at least 4"):
        repair.tapped(TRUTH, [1.0, 2.0, 3.0], DURATION)
    with pytest.raises(BadArgument, match="BPM"):
        repair.at_tempo(TRUTH, 1000, DURATION)


def test_a_dragged_beat_stays_between_its_neighbours() -> None:
    grid = repair.with_beat_at(TRUTH, 5, 2.75, DURATION)
    assert grid.beats[5] == pytest.approx(2.75)
    assert grid.beats[:5] + grid.beats[6:] == TRUTH.beats[:5] + TRUTH.beats[6:]
    assert repair.with_beat_at(TRUTH, 5, 99.0, DURATION).beats[5] == pytest.approx(TRUTH.beats[6] - 0.05)


@given(
    tempo=st.floats(45, 180),
    first=st.floats(0, 0.3),
    downbeat=st.integers(0, 3),
    ratio=st.sampled_from([Fraction(2), Fraction(1, 2), Fraction(2, 3), Fraction(3, 2)]),
)
def test_every_ratio_keeps_the_first_downbeat(tempo: float, first: float, downbeat: int, ratio: Fraction) -> None:
    grid = even(tempo, first, downbeat)
    there = repair.at_ratio(grid, ratio, DURATION)
    assert 0 <= there.beats[0] <= there.beats[-1] < DURATION
    assert np.median(np.diff(there.beats)) == pytest.approx(60 / tempo / float(ratio))
    ones = np.array(there.beats)[list(there.downbeats)]
    assert np.abs(ones - grid.beats[grid.downbeats[0]]).min() < 1e-6


def with_lengths(*lengths: int, first: int = 0) -> BeatMap:
    """Return a grid with bars of these lengths, the last one complete."""
    downbeats = np.cumsum([first, *lengths])
    beats = np.arange(downbeats[-1]) * 0.5 + 0.1
    return BeatMap(tuple(beats.tolist()), tuple(downbeats[:-1].tolist()), 4)


def lengths(grid: BeatMap) -> list[int]:
    """Return each bar's length, the last one cut at the song's end."""
    return [b - a for a, b in pairwise([*grid.downbeats, len(grid.beats)])]


@pytest.mark.parametrize("bar", range(2, 13))
def test_any_bar_is_counted_through(bar: int) -> None:
    grid = repair.with_bars_of(even(120, downbeat=1), bar)
    assert grid.beats_per_bar == bar
    assert set(lengths(grid)[:-1]) == {bar}
    assert 1 in grid.downbeats


@pytest.mark.parametrize("bar", range(2, 13))
def test_from_a_bar_on_only_what_follows_changes(bar: int) -> None:
    before = even(120, downbeat=2)
    grid = repair.with_bars_from(before, 42, bar)
    assert [d for d in grid.downbeats if d < 42] == [d for d in before.downbeats if d < 42]
    after = [d for d in grid.downbeats if d >= 42]
    assert after == list(range(42, len(grid.beats), bar))
    assert grid.beats == before.beats
    assert grid.beats_per_bar == (bar if len(grid.beats) - 42 > 42 else 4)


def test_a_change_ends_where_the_next_one_begins() -> None:
    grid = repair.with_bars_from(with_lengths(*[4] * 12), 16, 3)
    grid = repair.with_bars_from(grid, 28, 4)
    assert lengths(grid) == [4, 4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 4]
    assert lengths(repair.with_bars_from(grid, 16, 5)) == [4, 4, 4, 4, 5, 5, 2, 4, 4, 4, 4, 4]
    assert lengths(repair.with_bars_from(grid, 16, 4)) == [4] * 12
    assert lengths(repair.with_bars_of(grid, 6)) == [6] * 8


def test_a_bar_may_begin_where_none_did() -> None:
    grid = repair.with_bars_from(with_lengths(*[4] * 6), 10, 4)
    assert lengths(grid) == [4, 4, 2, 4, 4, 4, 2]
    assert repair.meters_of(grid) == [repair.Meter(0, 4)]


def test_what_is_mended_besides_keeps_a_change_of_meter() -> None:
    grid = with_lengths(*[4] * 4, *[7] * 4)
    assert repair.meters_of(grid) == [repair.Meter(0, 4), repair.Meter(16, 7)]
    assert [repair.bar_at(grid, beat) for beat in (0, 15, 16, 40)] == [4, 4, 7, 7]
    assert lengths(repair.with_downbeats_moved(grid, 1))[1:6] == [4, 4, 4, 7, 7]
    assert lengths(repair.with_downbeats_moved(grid, -1))[:6] == [4, 4, 4, 7, 7, 7]
    assert repair.with_downbeats_moved(repair.with_downbeats_moved(grid, 1), -1) == grid
    assert lengths(repair.with_downbeat(grid, 18))[:6] == [4, 4, 4, 4, 2, 7]
    assert lengths(repair.with_downbeat(grid, 2))[:5] == [4, 4, 4, 2, 7]
    assert lengths(repair.shifted(grid, 0.05, 60))[:6] == [4, 4, 4, 4, 7, 7]
    duration = grid.beats[-1] + 0.5
    assert lengths(repair.at_tempo(grid, 240, duration))[:10] == [4] * 8 + [7] * 2
    assert lengths(repair.at_ratio(grid, Fraction(1, 2), duration))[:3] == [4, 4, 7]


@pytest.mark.parametrize(
    ("bar", "ratio", "then"),
    [
        (2, Fraction(3), 6), (4, Fraction(3), 12), (3, Fraction(3), 9), (5, Fraction(3), 5),
        (6, Fraction(1, 3), 2), (12, Fraction(1, 3), 4), (4, Fraction(1, 3), 4),
        (2, Fraction(3, 2), 3), (3, Fraction(2, 3), 2), (4, Fraction(3, 2), 4), (4, Fraction(2, 3), 4),
        (4, Fraction(2), 4), (7, Fraction(1, 2), 7), (3, Fraction(1, 2), 3),
    ],
)  # fmt: skip
def test_bars_make_sense_at_another_level(bar: int, ratio: Fraction, then: int) -> None:
    grid = even(60, downbeat=1, bar=bar)
    there = repair.at_ratio(grid, ratio, DURATION)
    assert there.beats_per_bar == then
    assert set(lengths(there)[:-1]) == {then}
    ones = np.array(there.beats)[list(there.downbeats)]
    assert np.abs(ones - grid.beats[1]).min() < 1e-6
    if then == bar * ratio:
        old = np.array(grid.beats)[list(grid.downbeats)]
        assert all(np.abs(ones - one).min() < 1e-6 for one in old)
    back = repair.at_ratio(there, 1 / ratio, DURATION)
    assert back.beats_per_bar == bar or bar * ratio != then


def test_levels_are_told_by_their_ratio() -> None:
    assert repair.ratio_between(104, 208) == 2
    assert repair.ratio_between(208, 52) == Fraction(1, 4)
    assert repair.ratio_between(90.5, 60) == Fraction(2, 3)
    assert repair.ratio_between(60, 181) == 3
    assert repair.ratio_between(104, 104.3) is None
    assert repair.ratio_between(97.5, 104) is None
    assert repair.ratio_between(210, 420) is None


@given(
    st.lists(st.integers(2, 12), min_size=2, max_size=12),
    st.integers(0, 3),
    st.data(),
)
def test_mended_grids_are_always_grids(bars: list[int], first: int, data: st.DataObject) -> None:
    grid = with_lengths(*bars, first=first)
    beat = data.draw(st.integers(0, len(grid.beats) - 1))
    bar = data.draw(st.integers(2, 12))
    by = data.draw(st.integers(-3, 3))
    there = repair.with_bars_from(grid, beat, bar)
    assert beat in there.downbeats
    assert [d for d in there.downbeats if d < beat] == [d for d in grid.downbeats if d < beat]
    assert beat in repair.with_downbeat(grid, beat).downbeats
    duration = grid.beats[-1] + 0.5
    for mended in (there, repair.with_downbeats_moved(there, by), repair.shifted(there, by / 9, duration)):
        assert max(np.diff(mended.downbeats), default=0) <= 12
        repair.at_ratio(mended, Fraction(3, 2), duration)
