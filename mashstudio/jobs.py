"""Long work: progress, cancelling, and child processes that can be killed.

What can crash, hang, hold the interpreter or eat memory runs through `run_in_child`; the thread that calls it
watches the child and kills it when the job is cancelled or a limit is passed.
"""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor
from concurrent.futures import wait as wait_for_futures
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from typing import Any, TypeVar

from mashstudio.facts.errors import Cancelled, ChildFailed, MashStudioError
from mashstudio.facts.messages import Message
from mashstudio.facts.units import Seconds

R = TypeVar("R")
Report = Callable[[float, Message], None]

_POLL: Seconds = 0.1
_NICENESS = 10


class Job:
    """One piece of long work: takes reports of progress, and says when to stop.

    `on_report` is called with the progress (0–1) and what is being done, `on_tell` with what else people should
    know, on the thread that does the work.
    """

    def __init__(
        self,
        on_report: Report | None = None,
        parent: "Job | None" = None,
        on_tell: Callable[[Message], None] | None = None,
    ) -> None:
        self._on_report = on_report
        self._parent = parent
        self._on_tell = on_tell
        self._cancelled = threading.Event()
        self._furthest, self._reporting = 0.0, threading.Lock()

    def cancel(self) -> None:
        """Asks the work to stop; whoever does it raises Cancelled at its next check."""
        self._cancelled.set()

    def check(self) -> None:
        """Raises Cancelled when the job or its parent was cancelled. Work calls it at least every second."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._parent is not None:
            self._parent.check()

    def report(self, fraction: float, status: Message) -> None:
        """Tells how far the work is: `fraction` 0–1 and what is being done. Checks, too.

        Progress never goes back: a fraction less than one that was told already is told as that.
        """
        self.check()
        with self._reporting:
            self._furthest = max(self._furthest, min(fraction, 1.0))
            if self._on_report is not None:
                self._on_report(self._furthest, status)

    def tell(self, sentence: Message) -> None:
        """Say something that people should know of the work, besides how far it is."""
        if self._on_tell is not None:
            self._on_tell(sentence)
        if self._parent is not None:
            self._parent.tell(sentence)

    def part(self, start: float, end: float) -> "Job":
        """A job whose 0–1 fills `start`–`end` of this one's, and which is cancelled with it."""
        return Job(lambda fraction, status: self.report(start + (end - start) * fraction, status), parent=self)


def run_together(tasks: Sequence[Callable[..., R]], *, job: Job) -> list[R]:
    """Runs `tasks` at once, each as `task(job=…)` on a thread of its own with a job of its own; their results in order.

    The job's progress is the mean of theirs. When one task fails (or the caller is interrupted) the others are
    cancelled and waited for, and the first error is raised.
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
    """`function(*arguments, job=…)` in a child process of its own; its result, or the error it raised.

    function: importable by name from a module (it crosses into the child as that name).
    doing: what the child does; it follows “while”: “reading song.mp3”.
    time_limit: seconds; memory_limit: bytes of address space (POSIX only).
    Raises what the function raised, Cancelled within 0.2 s of the job's cancelling, ChildFailed when the child died
    or passed a limit. A cancelled child is killed, never unwound: the caller clears away what it was writing.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    name = (function.__module__, function.__qualname__)
    child = context.Process(target=_child_main, args=(sender, name, arguments, memory_limit), daemon=True)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    _start(child)
    sender.close()
    try:
        while True:
            job.check()
            if deadline is not None and time.monotonic() > deadline:
                raise ChildFailed(
                    Message("Gave up after {seconds} seconds while {doing}.", seconds=f"{time_limit:.0f}", doing=doing)
                )
            for ready in wait([receiver, child.sentinel], timeout=_POLL):
                if ready is receiver or receiver.poll():
                    done, result = _receive(receiver, job, child, doing)
                    if done:
                        return result  # type: ignore[no-any-return]  # what the child's `function` returned
                else:
                    raise _death(child, doing)
    finally:
        _kill(child)
        child.join()
        receiver.close()


def _start(child: Any) -> None:
    """Starts a child that Ctrl-C doesn't reach, not even while it is starting: the parent decides, and kills."""
    if sys.platform == "win32":
        child.start()
        return
    # Starting the first child would start this, too, and unblock the signal.
    ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill(child: Any) -> None:
    """Kills a child with whatever programs it has started: on POSIX it leads a process group of its own.

    The programs of a child that has died by itself, too: until it was waited for, no other group can have its number.
    """
    if sys.platform != "win32" and child._popen.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _receive(receiver: Connection, job: Job, child: Any, doing: Message) -> tuple[bool, Any]:
    try:
        kind, value = receiver.recv()
    except (EOFError, OSError):
        raise _death(child, doing) from None
    if kind == "report":
        job.report(*value)
        return False, None
    if kind == "error":
        raise value
    if kind == "crash":
        raise ChildFailed(
            Message("Something unexpected went wrong while {doing}: {details}", doing=doing, details=value[0])
        ) from RuntimeError(value[1])
    return True, value


def _death(child: Any, doing: Message) -> ChildFailed:
    """Why a child ended that hasn't said so itself."""
    _kill(child)
    child.join()
    code = child.exitcode
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return ChildFailed(
            Message(
                "The system ended the work while {doing}, most likely for want of memory. Close other programs.",
                doing=doing,
            )
        )
    if sys.platform != "win32" and code == -signal.SIGBUS:
        # What is read through a memory map can't be refused otherwise.
        return ChildFailed(
            Message(
                "A disk failed while {doing}: it is full or broken. Free some space or check it, then go on.",
                doing=doing,
            )
        )
    return ChildFailed(Message("The work ended abruptly while {doing} (code {code}).", doing=doing, code=code))


def _child_main(
    sender: Connection, name: tuple[str, str], arguments: tuple[Any, ...], memory_limit: int | None
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # A group of its own: whatever programs it starts can be killed with it.
        os.setpgid(0, 0)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _step_aside()
    if memory_limit is not None and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    job = Job(lambda fraction, status: sender.send(("report", (fraction, status))))
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
    sender.send(message)


def _step_aside() -> None:
    """Lets the interface, the player and the sound server go first."""
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICENESS)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)
