"""MIDI clock follows the beats that are heard."""

import numpy as np

from mashstudio.playback.process.midi_clock import ClockTimes


def ticks(times: ClockTimes, until: float) -> list[float]:
    """Return when the ticks before `until` are due."""
    found = []
    while times.due() < until:
        found.append(times.due())
        times.sent += 1
    return found


def test_it_starts_with_the_first_downbeat_and_has_24_ticks_a_beat() -> None:
    times = ClockTimes()
    assert not times.beat(0.0, 3, 120.0)
    assert not times.running
    assert times.beat(1.0, 1, 120.0)
    due = ticks(times, 1.499)
    np.testing.assert_allclose(due, 1 + np.arange(24) / 48)


def test_a_beat_lies_on_its_first_tick_and_none_is_lost() -> None:
    times, found = ClockTimes(), list[float]()
    beats = np.cumsum([1.0, 0.5, 0.52, 0.49, 0.5, 0.51])
    for number, at in enumerate(beats):
        found += ticks(times, float(at))
        times.beat(float(at), number % 4 + 1, 120.0)
    assert abs(len(found) - 24 * 5) <= 1
    assert times.due() - beats[-1] < 0.03
    assert (np.diff(found) >= -0.021).all()


def test_it_stops_when_the_music_does() -> None:
    times = ClockTimes()
    times.beat(1.0, 1, 120.0)
    assert not times.lost(2.9)
    assert times.lost(3.1)
    times.stop()
    assert times.due() == float("inf")


def test_a_beat_that_wasnt_heard_has_its_ticks_all_the_same() -> None:
    times = ClockTimes()
    times.beat(1.0, 1, 120.0)
    found = ticks(times, 1.99)
    times.beat(2.0, 3, 120.0)
    found += ticks(times, 2.49)
    np.testing.assert_allclose(found, 1 + np.arange(72) / 48, atol=1e-9)
