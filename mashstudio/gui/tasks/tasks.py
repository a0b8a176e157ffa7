"""Long things that the user asked for and that go on whatever the window shows meanwhile: exports, downloads."""

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
    """What is being done."""

    EXPORT = "export"
    COLLECT = "collect"
    GET_MODEL = "get model"
    IMPORT_MODEL = "import model"


@dataclass(eq=False)
class Task:
    """One of them. name: of the file or the model; place: the file that is there when it is done.

    result: what it came to, once it is done.
    """

    kind: TaskKind
    name: str
    place: Path | None = None
    progress: StageProgress = field(default_factory=StageProgress)
    result: object = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.progress.state is State.WORKING

    @property
    def seconds_left(self) -> Seconds | None:
        """How long it will go on, as far as its pace tells."""
        return self.progress.seconds_left(time.monotonic())


class Tasks(Guarded, QObject):
    """All of them, the oldest first; what is over stays until it is dismissed.

    changed: one of them began, went on, ended or was dismissed. last_export: with which the next one begins.
    """

    changed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last_export: ExportOptions | None = None
        self._tasks: dict[Task, Work[object]] = {}
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        # Workers of their own: a download that waits for the network is not to keep a deck waiting.
        self._workers = Workers(self._posted.emit)

    @property
    def all(self) -> list[Task]:
        """Every task there is."""
        return list(self._tasks)

    @property
    def running(self) -> list[Task]:
        """Those that go on."""
        return [task for task in self._tasks if task.running]

    def start(
        self,
        kind: TaskKind,
        name: str,
        function: Callable[[Job], object],
        *,
        place: Path | None = None,
        done: Callable[[], None] = lambda: None,
    ) -> Task:
        """Begins `function(job)` in the background. done: called when it has come to its end."""
        now = time.monotonic()
        doing = Waiting("Waiting until another task is done") if self._workers.busy else None
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
        """Stops it; nothing of it stays."""
        self._tasks[task].cancel()
        task.progress = StageProgress(State.CANCELLED)
        self.dismiss(task)

    def dismiss(self, task: Task) -> None:
        """It has been seen."""
        del self._tasks[task]
        self.changed.emit()

    def close(self) -> None:
        """Stops everything, and waits until it has stopped."""
        self._workers.close()

    def _set(self, task: Task, progress: StageProgress) -> None:
        task.progress = progress
        self.changed.emit()

    def _run(self, function: Callable[[], None]) -> None:
        function()
