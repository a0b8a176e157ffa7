"""The order of work, and the work that always finds a free worker."""

import importlib.util
import multiprocessing
import threading
import weakref
from collections.abc import Callable, Iterator

import child_work
import pytest
from pump import Pump

from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.session import workers
from mashstudio.session.workers import Urgency, Workers


class Hall:
    """Workers, and work that lasts until it is released."""

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

    def post_and_wait(self, function: Callable[[], None]) -> None:
        """Post like an owner so quick that the function has run before the poster continues."""
        done = threading.Event()

        def do() -> None:
            function()
            done.set()

        self.pump.post(do)
        done.wait(1)


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


def test_songs_are_described_one_at_a_time_after_everything_else(hall: Hall) -> None:
    for name in ("a", "b"):
        hall.start(name, Urgency.DESCRIBE)
    hall.start("measure", Urgency.MEASURE, waits=False)
    hall.pump.until(lambda: hall.done)
    assert hall.done == ["measure"]
    assert "b" not in hall.begun
    hall.go.set()
    hall.pump.until(lambda: len(hall.done) == 3)


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


class Widget:
    """An object that may only be created, called and destroyed on its own thread."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        weakref.finalize(self, lambda: ended_on.append(threading.current_thread()))

    def show(self, _result: object) -> None:
        pass


@pytest.mark.parametrize("quick", [False, True], ids=["", "who is quick"])
@pytest.mark.parametrize("cancelled", ["before it begins", "while it goes on", "never"])
def test_whoever_asked_for_work_is_ended_on_the_owner_s_thread(hall: Hall, cancelled: str, quick: bool) -> None:
    if quick:
        hall.workers.post = hall.post_and_wait
    ended_on: list[threading.Thread] = []
    before = ["first", "second", "third"] if cancelled == "before it begins" else []
    for name in before:
        hall.start(name, Urgency.READ)
    widget = Widget(ended_on)
    begun = threading.Event()

    def task(_job: Job) -> None:
        begun.set()
        hall.go.wait(60)

    work = hall.workers.start(Urgency.READ, task, done=widget.show, failed=widget.show, report=None)
    del widget
    if not before:
        assert begun.wait(60)
    if cancelled != "never":
        work.cancel()
    del work
    hall.go.set()
    hall.pump.until(lambda: ended_on, seconds=10)
    assert ended_on == [threading.current_thread()]


def test_only_excerpts_take_the_spare_children_which_are_there_when_the_mashup_was_measured(hall: Hall) -> None:
    def whose(urgency: Urgency) -> int:
        def task(job: Job) -> int:
            return run_in_child(child_work.process_id, job=job, doing=Message("looking"))

        told: list[int] = []
        hall.workers.start(urgency, task, done=told.append, failed=lambda error: told.append(0))
        hall.pump.until(lambda: told)
        return told[0]

    before = {child.pid for child in multiprocessing.active_children()}
    hall.workers.keep_spares()
    whose(Urgency.MEASURE)
    hall.pump.until(lambda: len(multiprocessing.active_children()) == len(before) + 2)
    spares = {child.pid for child in multiprocessing.active_children()} - before
    assert whose(Urgency.FIT_STEMS) not in spares
    assert whose(Urgency.EXCERPT) in spares


def test_what_spare_children_import_is_there() -> None:
    assert all(importlib.util.find_spec(module) for module in workers._IMPORTED)
