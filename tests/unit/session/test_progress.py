"""A stage's progress never goes back, and its time left follows the pace of the real work."""

import time

import pytest

from mashstudio.core.messages import Message
from mashstudio.session.deck import StageProgress, State


class Clock:
    """A clock set by the test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        patch.setattr(time, "monotonic", lambda: self.now)

    def run(self, progress: StageProgress, fractions: list[float], each: float) -> StageProgress:
        for fraction in fractions:
            self.now += each
            progress = progress.going_on(fraction, Message("Working"))
        return progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_it_goes_on_by_its_own_pace(clock: Clock) -> None:
    progress = clock.run(StageProgress(), [step / 100 for step in range(41)], 0.5)
    assert progress.seconds_left(clock.now) == pytest.approx(30)
    # Without reports, the estimate grows.
    assert progress.seconds_left(clock.now + 10) == pytest.approx(45)


def test_it_never_goes_back(clock: Clock) -> None:
    progress = clock.run(StageProgress(), [0.0, 0.3, 0.1, 0.2], 1.0)
    assert progress.fraction == 0.3


def test_getting_ready_is_no_pace(clock: Clock) -> None:
    progress = StageProgress().going_on(0.0, Message("Loading the separator"))
    clock.now += 30
    progress = clock.run(progress, [0.0, 0.1, 0.2], 5.0)
    assert progress.seconds_left(clock.now) == pytest.approx(40)


@pytest.mark.parametrize("before", [[0.0], [0.0, 0.01, 0.02, 0.03]])
def test_what_was_there_already_is_no_pace(clock: Clock, before: list[float]) -> None:
    """Stems fitted before take no time, but writing them does."""
    progress = clock.run(StageProgress(), before, 1.0)
    progress = clock.run(progress, [0.8], 0.06)
    assert progress.seconds_left(clock.now + 5) is None
    progress = clock.run(progress, [0.8 + step / 100 for step in range(1, 11)], 1.0)
    assert progress.seconds_left(clock.now) == pytest.approx(10)


def test_a_coarse_step_that_took_its_time_is_work(clock: Clock) -> None:
    progress = clock.run(StageProgress(), [0.0, 0.2, 0.4, 0.6], 20.0)
    assert progress.seconds_left(clock.now) is not None
    assert progress.state is State.WORKING
    progress = clock.run(progress, [0.8], 20.0)
    assert progress.seconds_left(clock.now + 1) == pytest.approx(20, abs=11)
