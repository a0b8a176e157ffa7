"""Find when frames are heard from reports with jitter."""

import numpy as np
import pytest

from mashstudio.playback.process.clock import StreamClock

BLOCK = 0.025


def reports(count: int, *, waver: float, late: dict[int, float], start: float = 100.0) -> list[float]:
    """Return a device's reports for its blocks, each slightly late by the computer's load.

    late: the delay from a block on.
    """
    random = np.random.default_rng(4)
    times, gap = [], 0.0
    for block in range(count):
        gap += late.get(block, 0.0)
        times.append(start + gap + block * BLOCK + random.uniform(0, waver))
    return times


def test_the_time_told_is_steadier_than_the_reports() -> None:
    clock, times = StreamClock(), reports(400, waver=0.004, late={})
    told = np.array([clock.heard_at(time, BLOCK) for time in times])
    true = 100 + np.arange(400) * BLOCK
    assert np.ptp((told - true)[100:]) < 0.4 * np.ptp((np.array(times) - true)[100:])
    assert np.abs((told - true)[100:]).max() < 0.004


def test_a_device_that_starts_late_is_followed_at_once() -> None:
    clock = StreamClock()
    for time in reports(50, waver=0.0, late={4: 1.3}):
        told = clock.heard_at(time, BLOCK)
        assert told == pytest.approx(time, abs=1e-6)


def test_a_clock_that_runs_a_little_fast_is_followed() -> None:
    clock, pace = StreamClock(), 1.0005
    for block in range(2000):
        told = clock.heard_at(block * BLOCK * pace, BLOCK)
    assert told == pytest.approx(1999 * BLOCK * pace, abs=2e-4)


def dry(times: list[float], told: set[int] = frozenset(), rest: range = range(0)) -> int:  # type: ignore[assignment]
    clock, count = StreamClock(), 0
    for block, time in enumerate(times):
        clock.heard_at(time, BLOCK)
        count += clock.ran_dry(block in told, playing=block not in rest)
    return count


def test_gaps_are_counted_and_wavering_is_not() -> None:
    assert dry(reports(1000, waver=0.006, late={})) == 0
    assert dry(reports(1000, waver=0.004, late={3: 1.9})) == 0
    assert dry(reports(1000, waver=0.002, late={300: 0.010, 700: 0.5})) == 2
    assert dry(reports(1000, waver=0.002, late={}), {103, 105, 500}) == 2


def test_a_gap_counts_only_where_something_is_heard() -> None:
    gaps = reports(1000, waver=0.002, late={300: 0.010, 700: 0.5})
    assert dry(gaps, rest=range(250, 320)) == 1
    assert dry(gaps, {500}, rest=range(900)) == 0
    # It stopped within the same quarter of a second: which came first isn't known.
    assert dry(gaps, rest=range(302, 303)) == 1


def test_what_opening_a_device_costs_is_no_gap() -> None:
    assert dry(reports(1000, waver=0.002, late={20: 0.4, 50: 0.3}), {3, 21, 60}) == 0
