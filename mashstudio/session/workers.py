"""Long work in the background: threads that take it by urgency, and report on one thread."""

import logging
import threading
import time
from collections.abc import Callable
from enum import IntEnum
from typing import Any, Final, Generic, TypeVar

from mashstudio.core.children import Spares
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job, Report
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds

R = TypeVar("R")
Post = Callable[[Callable[[], None]], None]
"""Runs a function on the owner's thread soon, in the order of the calls; callable from any thread."""

SWITCH_INTERVAL: Final[Seconds] = 0.001
"""For `sys.setswitchinterval` (default: 5 ms): how soon the owner's thread gets the GIL from a busy worker."""

_LOG = logging.getLogger(__name__)
_TELL_EVERY: Seconds = 0.05
_LOOK_UP: Seconds = 0.1
_SPARES = 2
"""Two songs are fitted at once. Only excerpts use spares: a new tempo or key is first heard in them."""
_IMPORTED = ("mashstudio.pipeline.excerpt", "mashstudio.alignment.vocoder")


class Urgency(IntEnum):
    """The order of work. From SEPARATE on, work waits while anything more urgent is running.

    DESCRIBE waits until everything else is done, and is done one at a time: nobody waits for it.
    """

    READ = 0
    ANALYSE = 1
    DRAW = 2
    FIT_SONG = 3
    EXCERPT = 4
    PLAY_BAND = 5
    SEPARATE = 6
    FIT_STEMS = 7
    MEASURE = 8
    TAKE = 9
    SUGGEST = 10
    FIT_BY_CHOICE = 11
    DESCRIBE = 12


class Work(Generic[R]):
    """One job handed to Workers. Once cancelled, it reports nothing more."""

    def __init__(
        self,
        urgency: Urgency,
        task: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        report: Report | None,
        post: Post,
        spares: Spares | None,
    ) -> None:
        self.urgency = urgency
        self._task, self._done, self._failed, self._report, self._post = task, done, failed, report, post
        self._job = Job(spares=spares)
        self._cancelled = False
        self._last_report = 0.0

    def cancel(self) -> None:
        """Stop it (within 2 s if it is running); it reports nothing more."""
        self._cancelled = True
        self._job.cancel()

    @property
    def cancelled(self) -> bool:
        """Return True if it was cancelled."""
        return self._cancelled

    def run(self) -> None:
        """Do the work on this thread."""
        try:
            result = self._task(Job(self._tell, parent=self._job))
        except Cancelled:
            return
        except Exception as error:
            _LOG.error("Work in the background failed: %s", error, exc_info=error)
            failure = error
            self._end(lambda: self._failed(failure))
        else:
            self._end(lambda: self._done(result))

    def _tell(self, fraction: float, status: Message) -> None:
        now = time.monotonic()
        if self._report is not None and now - self._last_report >= _TELL_EVERY:
            self._last_report = now
            report = self._report
            self._deliver(lambda: report(fraction, status))

    def _end(self, tell: Callable[[], None]) -> None:
        """Report the result and wait: the owner's next job may be more urgent than those queued."""
        delivered = threading.Event()

        def report_and_continue() -> None:
            try:
                tell()
            finally:
                delivered.set()

        self._deliver(report_and_continue)
        while not self._cancelled and not delivered.wait(_LOOK_UP):
            pass

    def _deliver(self, tell: Callable[[], None]) -> None:
        self._post(lambda: None if self._cancelled else tell())


class Workers:
    """`count` threads that do Work, the most urgent first, and report through `post`.

    One of them always stays free for work more urgent than separating: a dropped song, a picture on screen.
    """

    def __init__(self, post: Post, count: int = 3) -> None:
        self.post = post
        self._spares: Spares | None = None
        self._patient = max(count - 1, 1)
        self._waiting: list[Work[Any]] = []
        self._running: list[Work[Any]] = []
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [threading.Thread(target=self._serve, daemon=True, name=f"worker {i}") for i in range(count)]
        for thread in self._threads:
            thread.start()

    def keep_spares(self) -> None:
        """Keep spare children ready for the next excerpts, once a mashup has been heard and measured."""
        self._spares = Spares(_SPARES, _IMPORTED)

    def start(
        self,
        urgency: Urgency,
        task: Callable[[Job], R],
        *,
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        report: Report | None = None,
    ) -> Work[R]:
        """Queue `task(job)`; `done`, `failed` and `report` are called through `post`."""
        spares = self._spares if urgency is Urgency.EXCERPT else None
        work = Work(urgency, task, done, failed, report, self.post, spares)
        with self._changed:
            self._waiting.append(work)
            self._changed.notify_all()
        return work

    @property
    def busy(self) -> bool:
        """Return True if new work would have to wait."""
        with self._changed:
            return len(self._running) + len(self._waiting) >= len(self._threads)

    def close(self) -> None:
        """Cancel everything and wait until it has stopped."""
        with self._changed:
            self._closed = True
            for work in [*self._waiting, *self._running]:
                work.cancel()
            self._waiting.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        if self._spares is not None:
            self._spares.close()

    def _serve(self) -> None:
        while True:
            with self._changed:
                while (work := self._take()) is None:
                    if self._closed:
                        return
                    self._changed.wait()
                self._running.append(work)
            work.run()
            if work.urgency is Urgency.MEASURE and self._spares is not None:
                self._spares.refill()
            over = [work]
            del work
            with self._changed:
                self._running.remove(over[0])
                self._changed.notify_all()
            self._let_go(over)

    def _take(self) -> Work[Any] | None:
        cancelled = [work for work in self._waiting if work.cancelled]
        if cancelled:
            self._waiting = [work for work in self._waiting if work not in cancelled]
            self._let_go(cancelled)
        best = min(self._waiting, key=lambda work: work.urgency, default=None)
        if best is None:
            return None
        if best.urgency >= Urgency.SEPARATE:
            patient = sum(work.urgency >= Urgency.SEPARATE for work in self._running)
            most = 1 if best.urgency is Urgency.DESCRIBE else self._patient
            if patient < len(self._running) or patient >= most:
                return None
        self._waiting.remove(best)
        return best

    def _let_go(self, works: list[Work[Any]]) -> None:
        """Let the owner drop the last reference to `works`: objects they hold may only be destroyed on its thread.

        The calling thread must hold no reference but the list.
        """
        self.post(works.clear)
