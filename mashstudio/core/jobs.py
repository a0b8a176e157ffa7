"""Long work: progress, cancelling, and child processes that can be killed.

Work that can crash, hang, hold the interpreter or exhaust memory runs through `run_in_child`; the calling thread
watches the child and kills it if the job is cancelled or a limit is exceeded.
"""

import importlib
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor
from concurrent.futures import wait as wait_for_futures
from contextlib import nullcontext
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from mashstudio.core.children import Child, Spares
from mashstudio.core.errors import Cancelled, ChildFailed, MashStudioError
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

R = TypeVar("R")
Report = Callable[[float, Message], None]

_POLL: Seconds = 0.1
_LONG: Seconds = 2.0
"""After this time a spare is started to replace the working one; earlier, its imports would only slow the work."""


class Job:
    """One piece of long work: takes progress reports and can be cancelled.

    On the working thread, `on_report` is called with the progress (0–1) and what is being done, `on_tell` with other
    news for the user. `spares`: children that wait for the job's work; a part uses its parent's.
    """

    def __init__(
        self,
        on_report: Report | None = None,
        parent: "Job | None" = None,
        on_tell: Callable[[Message], None] | None = None,
        spares: Spares | None = None,
    ) -> None:
        self._on_report = on_report
        self._parent = parent
        self._on_tell = on_tell
        self.spares: Spares | None = spares if parent is None else parent.spares
        self._cancelled = threading.Event()
        self._furthest, self._reporting = 0.0, threading.Lock()

    def cancel(self) -> None:
        """Ask the work to stop: its next check raises Cancelled."""
        self._cancelled.set()

    def check(self) -> None:
        """Raise Cancelled if the job or its parent was cancelled. To be called at least every second."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._parent is not None:
            self._parent.check()

    def report(self, fraction: float, status: Message) -> None:
        """Report progress, `fraction` 0–1, and what is being done. Checks for cancelling, too.

        Progress never goes back: a smaller fraction than before is reported as the largest so far.
        """
        self.check()
        with self._reporting:
            self._furthest = max(self._furthest, min(fraction, 1.0))
            if self._on_report is not None:
                self._on_report(self._furthest, status)

    def tell(self, sentence: Message) -> None:
        """Tell the user something about the work other than its progress."""
        if self._on_tell is not None:
            self._on_tell(sentence)
        if self._parent is not None:
            self._parent.tell(sentence)

    def part(self, start: float, end: float) -> "Job":
        """Return a job whose progress fills `start`–`end` of this one's and which is cancelled with it."""
        return Job(lambda fraction, status: self.report(start + (end - start) * fraction, status), parent=self)


def run_together(tasks: Sequence[Callable[..., R]], *, job: Job) -> list[R]:
    """Run each of `tasks` as `task(job=…)` on its own thread with its own job; return their results in order.

    The job's progress is the mean of theirs. If a task fails (or the caller is interrupted), the others are cancelled
    and waited for, and the first error is raised.
    """
    fractions = [0.0] * len(tasks)

    def tell(index: int, fraction: float, status: Message) -> None:
        fractions[index] = fraction
        job.report(sum(fractions) / len(fractions), status)

    jobs = [Job(partial(tell, index), parent=job) for index in range(len(tasks))]
    with ThreadPoolExecutor(len(tasks)) as pool:
        futures = [pool.submit(task, job=own) for task, own in zip(tasks, jobs, strict=True)]
        try:
            finished, _ = wait_for_futures(futures, return_when=FIRST_EXCEPTION)
            for future in finished:
                future.result()
        except BaseException:
            for own in jobs:
                own.cancel()
            raise
    return [future.result() for future in futures]


def run_in_child(
    function: Callable[..., R],
    *arguments: Any,
    job: Job,
    doing: Message,
    time_limit: Seconds | None = None,
    memory_limit: int | None = None,
) -> R:
    """Return `function(*arguments, job=…)`, called in a child process: a spare one if the job has any.

    function: importable by name from a module (only the name is sent to the child).
    doing: what the child does, to follow “while”: “reading song.mp3”.
    time_limit: seconds; memory_limit: bytes of address space (POSIX only).
    Raises what the function raised, Cancelled within 0.2 s of the job's cancelling, ChildFailed if the child died or
    exceeded a limit. A cancelled child is killed, never unwound: the caller removes what it was writing.
    """
    job.check()
    name = (function.__module__, function.__qualname__)
    with job.spares.taken() if job.spares is not None else nullcontext() as spare:
        child = _given(spare, _serve, name, arguments, memory_limit)
        try:
            return _result(child, job, doing, time_limit)  # type: ignore[no-any-return]  # what `function` returned
        finally:
            child.end()


def _given(spare: Child | None, *work: Any) -> Child:
    """Return a child, the spare or a new one, that has been given `work`."""
    if spare is not None:
        try:
            spare.give(*work)
        except OSError:
            # It died while waiting.
            spare.end()
        else:
            return spare
    child = Child()
    try:
        child.give(*work)
    except BaseException:
        child.end()
        raise
    return child


def _result(child: Child, job: Job, doing: Message, time_limit: Seconds | None) -> Any:
    """Wait for the child's result; pass on what it reports."""
    began, refilled = time.monotonic(), job.spares is None
    while True:
        job.check()
        took = time.monotonic() - began
        if time_limit is not None and took > time_limit:
            raise ChildFailed(
                Message("Timed out after {seconds} seconds while {doing}.", seconds=f"{time_limit:.0f}", doing=doing)
            )
        if job.spares is not None and not refilled and took > _LONG:
            refilled = True
            job.spares.refill()
        for ready in wait([child.connection, child.sentinel], timeout=_POLL):
            if ready is child.connection or child.connection.poll():
                done, result = _receive(child, job, doing)
                if done:
                    return result
            else:
                raise _death(child, doing)


def _receive(child: Child, job: Job, doing: Message) -> tuple[bool, Any]:
    try:
        kind, value = child.connection.recv()
    except (EOFError, OSError):
        raise _death(child, doing) from None
    if kind == "report":
        job.report(*value)
        return False, None
    if kind == "error":
        raise value
    if kind == "crash":
        raise ChildFailed(
            Message("Unexpected error while {doing}: {details}", doing=doing, details=value[0])
        ) from RuntimeError(value[1])
    return True, value


def _death(child: Child, doing: Message) -> ChildFailed:
    """Return the error for a child that ended without reporting one."""
    code = child.end()
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return ChildFailed(
            Message(
                "The system stopped the process while {doing}, probably because memory ran out. Close other "
                "programs and try again.",
                doing=doing,
            )
        )
    if sys.platform != "win32" and code == -signal.SIGBUS:
        # The only way the system can report a failed read through a memory map.
        return ChildFailed(
            Message(
                "Disk error while {doing}: the disk is full or failing. Free some space or check the disk, then"
                " try again.",
                doing=doing,
            )
        )
    return ChildFailed(Message("The process crashed while {doing} (code {code}).", doing=doing, code=code))


def _serve(connection: Connection, name: tuple[str, str], arguments: tuple[Any, ...], memory_limit: int | None) -> None:
    """Do a piece of work in the child and send its reports and result."""
    if memory_limit is not None and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    job = Job(lambda fraction, status: connection.send(("report", (fraction, status))))
    try:
        function: Any = importlib.import_module(name[0])
        for part in name[1].split("."):
            function = getattr(function, part)
        message = ("result", function(*arguments, job=job))
    except (MashStudioError, OSError) as error:
        message = ("error", error)
    except MemoryError:
        message = ("crash", ("it needed more memory than it may take.", traceback.format_exc()))
    except Exception as error:
        message = ("crash", (f"{type(error).__name__}: {error}", traceback.format_exc()))
    connection.send(message)
