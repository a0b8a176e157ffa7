"""Progress, cancelling, and children that can be killed."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import child_work
import psutil
import pytest

from mashstudio.core.errors import Cancelled, ChildFailed, MashStudioError, StorageError, UnusableSong
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message


def test_reports_come_clipped_and_in_parts() -> None:
    heard: list[tuple[float, str]] = []
    job = Job(lambda fraction, status: heard.append((fraction, str(status))))
    job.report(-1, Message("Before"))
    half = job.part(0.5, 1.0)
    half.report(0.5, Message("Half"))
    half.part(0, 0.5).report(1, Message("Quarter"))
    job.report(2, Message("After"))
    assert heard == [(0, "Before"), (0.75, "Half"), (0.75, "Quarter"), (1, "After")]


def test_progress_never_goes_back_in_parts_nor_on_several_threads() -> None:
    heard: list[float] = []
    job = Job(lambda fraction, _status: heard.append(fraction))
    job.part(0, 0.5).report(0.8, Message("First"))
    job.part(0, 0.5).report(0.1, Message("The same again, because its result was lost"))
    job.part(0.5, 1).report(0.5, Message("Second"))
    assert heard == [0.4, 0.4, 0.75]

    def count(*, job: Job) -> None:
        for step in range(200):
            job.report(step / 200, Message("Counting"))

    heard.clear()
    run_together([count] * 4, job=Job(lambda fraction, _status: heard.append(fraction)))
    assert heard == sorted(heard)


def test_cancelling_reaches_the_parts_but_not_the_whole() -> None:
    job = Job()
    part = job.part(0, 0.5)
    deeper = part.part(0, 1)
    part.cancel()
    job.check()
    for cancelled in (part, deeper):
        with pytest.raises(Cancelled):
            cancelled.check()
    job.cancel()
    with pytest.raises(Cancelled):
        job.report(0, Message("Going on"))
    with pytest.raises(Cancelled):
        job.part(0.5, 1).report(0, Message("Going on"))


def test_a_child_gives_its_result_and_its_progress() -> None:
    heard: list[tuple[float, str]] = []
    job = Job(lambda fraction, status: heard.append((fraction, str(status))))
    assert run_in_child(child_work.add, 2, 3, job=job, doing=Message("adding")) == 5
    assert heard == [(0.25, "Adding"), (1.0, "Added")]


def test_a_child_is_another_process() -> None:
    assert run_in_child(child_work.process_id, job=Job(), doing=Message("looking")) != os.getpid()


@pytest.mark.parametrize(
    ("function", "arguments", "error", "text"),
    [
        (child_work.raise_unusable, [Path("노래.mp3")], UnusableSong, "노래.mp3: It is too quiet."),
        (child_work.raise_storage, [], StorageError, "The disk is full."),
        (child_work.raise_cancelled, [], Cancelled, "Cancelled."),
        (child_work.raise_missing, [Path("no such file")], FileNotFoundError, "no such file"),
        (child_work.raise_unexpected, [], ChildFailed, "ZeroDivisionError: nothing to share among"),
    ],
)
def test_errors_cross_from_the_child(
    function: Callable[..., None], arguments: list[Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error) as caught:
        run_in_child(function, *arguments, job=Job(), doing=Message("trying"))
    assert type(caught.value) is error
    assert text in str(caught.value)
    if isinstance(caught.value, UnusableSong):
        assert (caught.value.path, caught.value.reason) == (Path("노래.mp3"), Message("It is too quiet."))


@pytest.mark.parametrize(
    ("function", "arguments"), [(child_work.die, [3]), (child_work.die, [0]), (child_work.abort, [])]
)
def test_a_child_that_dies_is_told_in_plain_words(function: Callable[..., None], arguments: list[int]) -> None:
    with pytest.raises(ChildFailed, match=r"crashed while reading song\.mp3"):
        run_in_child(function, *arguments, job=Job(), doing=Message("reading song.mp3"))


def test_a_result_that_cannot_cross_is_an_error() -> None:
    with pytest.raises(MashStudioError):
        run_in_child(child_work.return_unpicklable, job=Job(), doing=Message("returning"))


def test_a_child_past_its_time_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "process"
    with pytest.raises(ChildFailed, match="Timed out after 2 seconds while hanging"):
        run_in_child(child_work.hang, note, job=Job(), doing=Message("hanging"), time_limit=2)
    assert not note.exists() or not alive(int(note.read_text("utf-8")))


def alive(process: int) -> bool:
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_cancelled_child_is_killed_within_a_second(tmp_path: Path) -> None:
    note = tmp_path / "process"
    asked = [0.0]

    def cancel_soon(fraction: float, status: Message) -> None:
        asked[0] = time.monotonic()
        threading.Thread(target=job.cancel).start()

    job = Job(cancel_soon)
    with pytest.raises(Cancelled):
        run_in_child(child_work.hang, note, job=job, doing=Message("hanging"))
    assert time.monotonic() - asked[0] < 1
    assert not alive(int(note.read_text("utf-8")))


def test_a_job_cancelled_before_never_runs(tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    note = tmp_path / "process"
    with pytest.raises(Cancelled):
        run_in_child(child_work.hang, note, job=job, doing=Message("hanging"))
    assert not note.exists()


def test_an_error_in_a_report_ends_the_child(tmp_path: Path) -> None:
    def fail(fraction: float, status: Message) -> None:
        raise ValueError(status)

    note = tmp_path / "process"
    with pytest.raises(ValueError, match="Hanging"):
        run_in_child(child_work.hang, note, job=Job(fail), doing=Message("hanging"))
    assert not alive(int(note.read_text("utf-8")))


def test_too_much_memory_is_told_in_plain_words() -> None:
    if sys.platform == "linux":
        with pytest.raises(ChildFailed, match="more memory than it may take"):
            run_in_child(child_work.take_memory, 2**33, job=Job(), doing=Message("taking"), memory_limit=2**31)
    assert run_in_child(child_work.take_memory, 2**20, job=Job(), doing=Message("taking"), memory_limit=2**31) == 2**20


def test_tasks_together_give_their_results_in_order() -> None:
    both = threading.Barrier(2)

    def first(job: Job) -> str:
        both.wait(30)
        job.report(1, Message("First"))
        return "a"

    def second(job: Job) -> str:
        both.wait(30)
        job.report(0.5, Message("Second"))
        return "b"

    heard: list[float] = []
    assert run_together([first, second], job=Job(lambda fraction, status: heard.append(fraction))) == ["a", "b"]
    assert sorted(heard)[-1] == 0.75


def wait_until_cancelled(job: Job, started: threading.Event) -> None:
    """Run forever, checking the job as work does."""
    started.set()
    while True:
        job.check()


def test_the_first_error_cancels_the_others() -> None:
    started, ended = threading.Event(), threading.Event()

    def fail(job: Job) -> None:
        started.wait(30)
        raise UnusableSong(Path("a.wav"), Message("It is too quiet."))

    def go_on(job: Job) -> None:
        try:
            wait_until_cancelled(job, started)
        finally:
            ended.set()

    job = Job()
    with pytest.raises(UnusableSong, match="too quiet"):
        run_together([go_on, fail], job=job)
    assert ended.is_set()
    # Only the parts were cancelled, not the whole.
    job.check()


def test_an_error_ends_the_other_s_child(tmp_path: Path) -> None:
    note = tmp_path / "process"
    hanging = threading.Event()

    def fail(job: Job) -> None:
        hanging.wait(60)
        raise StorageError(Message("The disk is full."))

    def hang(job: Job) -> None:
        run_in_child(child_work.hang, note, job=job, doing=Message("hanging"))

    with pytest.raises(StorageError):
        run_together([hang, fail], job=Job(lambda fraction, status: hanging.set()))
    assert not alive(int(note.read_text("utf-8")))


def test_cancelling_the_whole_ends_all_tasks() -> None:
    job = Job()
    started = [threading.Event(), threading.Event()]

    def cancel() -> None:
        for event in started:
            event.wait(30)
        job.cancel()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    with pytest.raises(Cancelled):
        run_together([lambda job, event=event: wait_until_cancelled(job, event) for event in started], job=job)
    canceller.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups of this kind.")
def test_the_programs_of_a_child_that_was_killed_end_with_it(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="memory ran out"):
        run_in_child(child_work.start_program_and_die, tmp_path / "pid", job=Job(), doing=Message("testing"))
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)
