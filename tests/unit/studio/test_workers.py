"""What workers do first, and what they leave room for."""

import threading
from collections.abc import Iterator

import pytest
from pump import Pump

from mashstudio.jobs import Job
from mashstudio.studio.workers import Urgency, Workers


class Hall:
    """Workers, and work that lasts until it is let go."""

    def __init__(self) -> None:
        self.pump = Pump()
        self.workers = Workers(self.pump.post)
        self.go = threading.Event()
        self.begun: list[str] = []
        self.done: list[str] = []

    def start(self, name: str, urgency: Urgency, *, waits: bool = True) -> None:
        def task(_job: Job) -> str:
            self.begun.append(name)
            if waits:
                assert self.go.wait(60)
            return name

        self.workers.start(urgency, task, done=self.done.append, failed=lambda error: self.done.append(str(error)))


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall()
    yield hall
    hall.go.set()
    hall.workers.close()


def test_a_dropped_song_is_read_while_both_others_are_separated(hall: Hall) -> None:
    for name in ("a", "b", "c"):
        hall.start(name, Urgency.SEPARATE)
    hall.start("song", Urgency.READ, waits=False)
    hall.pump.until(lambda: hall.done)
    assert hall.done == ["song"]
    assert len(hall.begun) <= 3
    hall.go.set()
    hall.pump.until(lambda: len(hall.done) == 4)


def test_separating_waits_while_something_more_urgent_is_done(hall: Hall) -> None:
    hall.start("analysis", Urgency.ANALYSE)
    hall.start("stems", Urgency.SEPARATE, waits=False)
    hall.start("picture", Urgency.DRAW, waits=False)
    hall.pump.until(lambda: hall.done)
    assert hall.done == ["picture"]
    assert "stems" not in hall.begun
    hall.go.set()
    hall.pump.until(lambda: len(hall.done) == 3)
    assert hall.begun[-1] == "stems"


def test_what_follows_from_a_result_comes_before_what_was_waiting(hall: Hall) -> None:
    def fit(_result: str) -> None:
        hall.start("fit", Urgency.FIT_SONG, waits=False)

    hall.start("stems", Urgency.SEPARATE, waits=False)
    hall.workers.start(Urgency.ANALYSE, lambda _job: "analysis", done=fit, failed=lambda _error: None)
    hall.start("stems, too", Urgency.SEPARATE, waits=False)
    hall.pump.until(lambda: len(hall.done) == 3)
    assert hall.begun.index("fit") < hall.begun.index("stems, too")
