"""Long-running tasks started by the user that don't block the window: exports, downloads."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from mashstudio.core.errors import message_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Waiting
from mashstudio.core.units import Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.pipeline.exporting import ExportOptions
from mashstudio.session.deck import StageProgress, State
from mashstudio.session.workers import Urgency, Work, Workers


class TaskKind(StrEnum):
    """The kinds of tasks."""

    EXPORT = "export"
    COLLECT = "collect"
    GET_MODEL = "get model"
    IMPORT_MODEL = "import model"
    ANALYSE = "analyse"
    SCAN = "scan"
    SEPARATE = "separate"


@dataclass(eq=False)
class Task:
    """A task. name: of the file, the model or the song; place: the file that it writes.

    result: set once it is done.
    """

    kind: TaskKind
    name: str
    place: Path | None = None
    progress: StageProgress = field(default_factory=StageProgress)
    result: object = None

    @property
    def running(self) -> bool:
        """True while it runs."""
        return self.progress.state is State.WORKING

    @property
    def seconds_left(self) -> Seconds | None:
        """The estimated time left; None without a basis for it."""
        return self.progress.seconds_left(time.monotonic())


class TaskList(Guarded, QObject):
    """All tasks, oldest first; finished ones stay until dismissed.

    changed: emitted when a task starts, progresses, ends or is dismissed. last_export: the initial options of the next
    one.
    """

    changed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_export: ExportOptions | None = None
        self._tasks: dict[Task, Work[object]] = {}
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        # Separate workers: a download that waits for the network must not delay a deck.
        self._workers = Workers(self._posted.emit)

    @property
    def all(self) -> list[Task]:
        """All tasks."""
        return list(self._tasks)

    @property
    def running(self) -> list[Task]:
        """The running tasks."""
        return [task for task in self._tasks if task.running]

    @property
    def losing(self) -> list[Task]:
        """The running tasks that lose work if they are cancelled: all but scans, which go on where they were."""
        return [task for task in self.running if task.kind is not TaskKind.SCAN]

    def start(
        self,
        kind: TaskKind,
        name: str,
        function: Callable[[Job], object],
        *,
        place: Path | None = None,
        done: Callable[[], None] = lambda: None,
    ) -> Task:
        """Run `function(job)` in the background. done: called when it succeeds."""
        now = time.monotonic()
        doing = Waiting("Waiting for another task") if self._workers.busy else None
        task = Task(kind, name, place, StageProgress(State.WORKING, doing=doing, since=now, at=now))

        def finish(result: object) -> None:
            task.result = result
            done()
            self._set(task, StageProgress(State.DONE, 1.0))

        self._tasks[task] = self._workers.start(
            Urgency.READ,
            function,
            done=finish,
            failed=lambda error: self._set(task, StageProgress(State.FAILED, error=message_of(error))),
            report=lambda fraction, doing: self._set(task, task.progress.going_on(fraction, doing)),
        )
        self.changed.emit()
        return task

    def cancel(self, task: Task) -> None:
        """Cancel a task and remove it."""
        self._tasks[task].cancel()
        task.progress = StageProgress(State.CANCELLED)
        self.dismiss(task)

    def dismiss(self, task: Task) -> None:
        """Remove a finished task."""
        del self._tasks[task]
        self.changed.emit()

    def close(self) -> None:
        """Cancel everything and wait for the workers to stop."""
        self._workers.close()

    def _set(self, task: Task, progress: StageProgress) -> None:
        task.progress = progress
        self.changed.emit()

    def _run(self, function: Callable[[], None]) -> None:
        function()
