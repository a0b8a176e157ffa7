"""Every error of a grid that a tool can make is mended in two actions at most."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.errors import BadArgument
from mashstudio.mashup import grid_repair as repair

DURATION = 60.0


def even(tempo: float, first: float = 0.2, downbeat: int = 0, bar: int = 4) -> SongGrid:
    beats = np.arange(first, DURATION - 1e-9, 60 / tempo)
    return SongGrid(tuple(beats.tolist()), tuple(range(downbeat, len(beats), bar)), bar)


def assert_same(grid: SongGrid, truth: SongGrid) -> None:
    """Beats and downbeats agree wherever both have them, but for one beat at each end."""
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
    whole = SongGrid(tuple(beats.tolist()), tuple(range(0, 81, 4)), 4)
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
