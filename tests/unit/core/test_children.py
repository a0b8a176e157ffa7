"""Spare children begin work at once, and none outlives its parent or owner."""

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import child_work
import psutil
import pytest

from mashstudio.core.children import Spares
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message

MODULE = "wave"
"""A module that no child imports by default."""

OTHERS = set[int]()
"""Process ids of children that the test doesn't count: what an earlier test is still ending."""

ALONE = """
import multiprocessing, sys
from mashstudio.core.children import Spares
spares = Spares(1, [])
spares.refill()
print(multiprocessing.active_children()[0].pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def spares() -> Iterator[Spares]:
    OTHERS.clear()
    OTHERS.update(waiting())
    spares = Spares(1, [MODULE])
    yield spares
    spares.close()
    assert not waiting()


def waiting() -> set[int]:
    """Return the process ids of the children, but for those that were there before the test."""
    return {child.pid for child in multiprocessing.active_children() if child.pid is not None} - OTHERS


def looked(spares: Spares | None) -> tuple[int, bool]:
    return run_in_child(child_work.has_imported, MODULE, job=Job(spares=spares).part(0, 1), doing=Message("looking"))


def test_work_begins_in_the_spare_that_waits_and_another_takes_its_place(spares: Spares) -> None:
    assert not waiting()
    spares.refill()
    (spare,) = waiting()
    assert looked(spares) == (spare, True)
    (another,) = waiting()
    assert another != spare


def test_children_multiply_matrices_in_one_thread() -> None:
    assert run_in_child(child_work.threads_of_products, job=Job(), doing=Message("multiplying")) == 1


def test_no_spare_starts_beside_work_that_another_does(spares: Spares) -> None:
    with spares.taken():
        looked(spares)
        assert not waiting()
    assert len(waiting()) == 1


def test_a_spare_that_died_is_no_spare(spares: Spares) -> None:
    spares.refill()
    (spare,) = multiprocessing.active_children()
    spare.kill()
    spare.join()
    assert looked(spares)[0] != spare.pid


def test_a_cancelled_spare_is_killed(spares: Spares, tmp_path: Path) -> None:
    spares.refill()
    (spare,) = waiting()
    job = Job(lambda _fraction, _status: job.cancel(), spares=spares)
    with pytest.raises(Cancelled):
        run_in_child(child_work.hang, tmp_path / "process", job=job, doing=Message("hanging"))
    assert (tmp_path / "process").read_text("utf-8") == str(spare)
    assert not psutil.pid_exists(spare)


def test_a_job_that_was_cancelled_takes_no_spare(spares: Spares) -> None:
    spares.refill()
    before = waiting()
    job = Job(spares=spares)
    job.cancel()
    with pytest.raises(Cancelled):
        run_in_child(child_work.process_id, job=job, doing=Message("looking"))
    assert waiting() == before


def test_who_is_closed_has_no_spares_any_more(spares: Spares) -> None:
    spares.refill()
    spares.close()
    assert not waiting()
    looked(spares)
    assert not waiting()


@pytest.mark.skipif(sys.platform == "win32", reason="A process can't be killed as abruptly there.")
def test_a_spare_dies_with_its_parent_however_that_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ALONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        spare = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    deadline = time.monotonic() + 60
    while spare.is_running() and spare.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)
