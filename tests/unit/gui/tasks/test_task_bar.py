"""Background tasks are shown, can be cancelled, and are waited for."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.core.errors import StorageError
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.gui.tasks.task_bar import TaskBar, TaskRow, WaitDialog, may_close
from mashstudio.gui.tasks.tasks import TaskKind, TaskList
from mashstudio.pipeline.exporting import Exported


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[TaskList]:
    tasks = TaskList()
    yield tasks
    tasks.close()


@pytest.fixture
def bar(qtbot: QtBot, tasks: TaskList) -> Iterator[TaskBar]:
    window = QWidget()
    qtbot.addWidget(window)
    bar = TaskBar(tasks, window)
    window.show()
    yield bar
    window.close()


class Slow:
    """Work that runs until it is released or cancelled."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.ended = threading.Event()

    def __call__(self, job: Job) -> str:
        try:
            job.report(0.25, Message("Working"))
            while not self.let_go.wait(0.01):
                job.check()
            return "night.wav"
        finally:
            self.ended.set()


def row(bar: TaskBar) -> TaskRow:
    (row,) = bar.findChildren(TaskRow)
    return row


def test_a_task_is_shown_until_dismissed(qtbot: QtBot, tasks: TaskList, bar: TaskBar, tmp_path: Path) -> None:
    assert not bar.isVisible()
    slow = Slow()
    tasks.start(TaskKind.EXPORT, "night.wav", slow, place=tmp_path / "night.wav")
    assert bar.isVisible()
    qtbot.waitUntil(lambda: row(bar)._progress.value() == 250)
    assert "night.wav" in row(bar)._words.text()
    assert not row(bar)._show.isVisible()
    slow.let_go.set()
    qtbot.waitUntil(row(bar)._show.isVisible)
    assert not row(bar)._progress.isVisible()
    row(bar)._end.click()
    assert tasks.all == []
    assert not bar.isVisible()


def test_a_cancelled_task_disappears_at_once(qtbot: QtBot, tasks: TaskList, bar: TaskBar) -> None:
    slow = Slow()
    tasks.start(TaskKind.EXPORT, "night.wav", slow)
    qtbot.waitUntil(lambda: row(bar)._progress.value() == 250)
    row(bar)._end.click()
    assert tasks.all == []
    assert slow.ended.wait(5)


def test_an_error_stays_until_dismissed(qtbot: QtBot, tasks: TaskList, bar: TaskBar) -> None:
    def full(_job: Job) -> None:
        raise StorageError(Message("Can't write night.wav: the disk is full."))

    tasks.start(TaskKind.EXPORT, "night.wav", full)
    qtbot.waitUntil(lambda: not tasks.running)
    assert "the disk is full" in row(bar)._words.text()
    assert row(bar)._words.objectName() == "warning"


def test_an_export_reports_its_loudness(qtbot: QtBot, tasks: TaskList, bar: TaskBar) -> None:
    done = Exported((), 204.0, MasterGain(1.0, 2.34), Loudness(-16.3, -1.05))
    tasks.start(TaskKind.EXPORT, "night.wav", lambda _job: done)
    qtbot.waitUntil(lambda: not tasks.running)
    for figure in ("3:24", "−16.3 LUFS", "2.3 dB below the target"):
        assert figure in row(bar)._words.text()


def closing(qtbot: QtBot, tasks: TaskList, act: str) -> bool:
    """Return the result of `may_close` when the user does `act` in the dialog."""
    window = QWidget()
    qtbot.addWidget(window)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, WaitDialog)
        {"cancel": dialog._cancel, "stay": dialog._stay}[act].click()

    QTimer.singleShot(50, answer)
    return may_close(tasks, window)


def test_a_window_with_nothing_to_lose_closes(qtbot: QtBot, tasks: TaskList) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert may_close(tasks, window)


def test_closing_can_be_cancelled_for_a_task(qtbot: QtBot, tasks: TaskList) -> None:
    slow = Slow()
    tasks.start(TaskKind.EXPORT, "night.wav", slow)
    assert not closing(qtbot, tasks, "stay")
    assert len(tasks.running) == 1


def test_a_task_can_be_cancelled_for_closing(qtbot: QtBot, tasks: TaskList) -> None:
    slow = Slow()
    tasks.start(TaskKind.EXPORT, "night.wav", slow)
    assert closing(qtbot, tasks, "cancel")
    assert tasks.running == []
    assert slow.ended.wait(5)


@pytest.mark.parametrize("fails", [False, True])
def test_closing_waits_for_a_task(qtbot: QtBot, tasks: TaskList, fails: bool) -> None:
    slow = Slow()

    def work(job: Job) -> None:
        slow(job)
        if fails:
            raise StorageError(Message("The disk is full."))

    tasks.start(TaskKind.EXPORT, "night.wav", work)
    window = QWidget()
    qtbot.addWidget(window)
    QTimer.singleShot(50, slow.let_go.set)
    # The window stays open to show a failure.
    assert may_close(tasks, window) is not fails
