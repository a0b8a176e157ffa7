"""Child processes that can be killed together with the programs they started, and spares that wait for work.

A child does one piece of work and exits. It dies with its parent, however the parent ends.
"""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from typing import Any

_NICENESS = 10
_ONE_THREAD = "OPENBLAS_NUM_THREADS"
"""Several children work at once: threads that wait for each other's matrix products took a third of the processors."""


class Child:
    """A process that imports `modules`, then waits for work. `connection`: the parent's end of the pipe to it."""

    def __init__(self, modules: Sequence[str] = ()) -> None:
        context = multiprocessing.get_context("spawn")
        connection, theirs = context.Pipe()
        self.connection: Connection = connection
        self._process: Any = context.Process(target=_main, args=(theirs, modules), daemon=True)
        _start(self._process)
        theirs.close()

    def give(self, work: Callable[..., None], *arguments: Any) -> None:
        """Let the child call `work(connection, *arguments)`. Raises OSError if it has died."""
        self.connection.send((work, arguments))

    @property
    def sentinel(self) -> int:
        """A handle on which `multiprocessing.connection.wait` waits until the child ends."""
        return int(self._process.sentinel)

    @property
    def alive(self) -> bool:
        """Return False once the child has ended."""
        return bool(self._process.is_alive())

    def end(self) -> int:
        """Kill the child, unless it has ended, and the programs it started; return its exit code."""
        # On POSIX a child leads its own process group. Even one that has exited may have left programs running, and
        # until it is reaped no other group can take its number.
        if sys.platform != "win32" and self._process._popen.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.connection.close()
        return int(self._process.exitcode)


class Spares:
    """Up to `count` children that have imported `modules` and wait, so that their work begins at once.

    None is started before the first work is done.
    """

    def __init__(self, count: int, modules: Sequence[str]) -> None:
        self._count, self._modules = count, modules
        self._waiting: list[Child] = []
        self._lent = 0
        self._changing = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[Child | None]:
        """Lend the child that has waited longest, None if there is none.

        Missing ones start once none is lent: their imports would slow the work.
        """
        with self._changing:
            self._lent += 1
            child = self._first()
        try:
            yield child
        finally:
            with self._changing:
                self._lent -= 1
                if self._lent == 0:
                    self._start_missing()

    def refill(self) -> None:
        """Start missing children. Takes some milliseconds each; the imports run in the children."""
        with self._changing:
            self._start_missing()

    def close(self) -> None:
        """End all spares and start no more."""
        with self._changing:
            self._count = 0
            while self._waiting:
                self._waiting.pop().end()

    def _first(self) -> Child | None:
        while self._waiting:
            child = self._waiting.pop(0)
            if child.alive:
                return child
            child.end()
        return None

    def _start_missing(self) -> None:
        while len(self._waiting) < self._count:
            self._waiting.append(Child(self._modules))


def _start(process: Any) -> None:
    """Start a process that Ctrl-C never reaches, not even while it starts: the parent decides and kills it."""
    if sys.platform == "win32":
        process.start()
        return
    # Otherwise starting the first child would start the resource tracker and unblock the signal.
    ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _uninterrupted():
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let signals wait: a child that isn't told all of what it is to do ends with a traceback.

    A mask isn't enough: another thread may receive the signal, and the main thread then runs its handler.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    handlers = {asked: signal.getsignal(asked) for asked in (signal.SIGINT, signal.SIGTERM)}
    for asked in handlers:
        signal.signal(asked, lambda number, _frame: received.append(number))
    try:
        yield
    finally:
        for asked, handler in handlers.items():
            signal.signal(asked, handler)
        for number in received:
            signal.raise_signal(number)


def _main(connection: Connection, modules: Sequence[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Before numpy is imported.
    os.environ.setdefault(_ONE_THREAD, "1")
    if sys.platform != "win32":
        # Its own group, so that the programs it starts can be killed with it.
        os.setpgid(0, 0)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _step_aside()
    for module in modules:
        importlib.import_module(module)
    try:
        work, arguments = connection.recv()
    except EOFError:
        # The parent has ended.
        return
    work(connection, *arguments)


def _step_aside() -> None:
    """Lower the priority, so that the interface, the player and the sound server come first."""
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
