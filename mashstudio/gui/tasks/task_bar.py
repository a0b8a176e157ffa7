"""Background tasks started by the user: their progress and results."""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.gui.desktop import show_in_folder
from mashstudio.gui.guard import Guarded
from mashstudio.gui.tasks.tasks import Task, TaskKind, TaskList
from mashstudio.gui.text.figures import clock, level
from mashstudio.gui.text.translation import translate
from mashstudio.gui.widgets.dialog import Dialog, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.pipeline.exporting import Exported
from mashstudio.pipeline.library_lists import ImportedPlaylists
from mashstudio.pipeline.scanning import Scanned
from mashstudio.session.deck import State

_STEPS: Final = 1000
_BAR_WIDTH: Final = 200
_HEARD_DB: Final = 0.05
"""A loss of loudness below this isn't reported."""


class TaskBar(Guarded, QWidget):
    """A row for every task (of certain kinds); takes no room without any."""

    def __init__(
        self, tasks: TaskList, parent: QWidget | None = None, kinds: Collection[TaskKind] = tuple(TaskKind)
    ) -> None:
        super().__init__(parent)
        self._tasks, self._kinds = tasks, kinds
        self._rows: dict[Task, TaskRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        tasks.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        tasks = [task for task in self._tasks.all if task.kind in self._kinds]
        for gone in set(self._rows) - set(tasks):
            row = self._rows.pop(gone)
            self._layout.removeWidget(row)
            row.deleteLater()
        for task in tasks:
            if task not in self._rows:
                self._rows[task] = TaskRow(self._tasks, task, self)
                self._layout.addWidget(self._rows[task])
            self._rows[task].follow()
        self.setVisible(bool(self._rows))


class TaskRow(Guarded, QFrame):
    """One task: its name, its progress or result, and its buttons."""

    def __init__(self, tasks: TaskList, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._tasks, self._task = tasks, task
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._progress = ProgressBar()
        self._progress.setFormat("%p %")
        self._progress.setRange(0, _STEPS)
        self._progress.setFixedWidth(_BAR_WIDTH)
        self._left = QLabel()
        self._left.setObjectName("dim")
        self._show = QPushButton()
        self._show.clicked.connect(self._show_in_folder)
        self._end = QPushButton()
        self._end.clicked.connect(self._cancel_or_dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setSpacing(8)
        for widget in (self._words, self._progress, self._left, self._show, self._end):
            layout.addWidget(widget)
        self.follow()

    def follow(self) -> None:
        """Show the current state of the task."""
        task, running = self._task, self._task.running
        failed = task.progress.state is State.FAILED
        self._words.setText(self._failure() if failed else self._doing() if running else self._outcome())
        self._words.setObjectName("warning" if failed else "")
        self._words.style().polish(self._words)
        self._progress.setVisible(running)
        self._progress.setValue(round(task.progress.fraction * _STEPS))
        self._progress.setAccessibleName(self._doing())
        self._left.setVisible(running)
        self._left.setText(self._status())
        self._show.setVisible(task.progress.state is State.DONE and task.place is not None)
        self._show.setText(self.tr("Show in folder"))
        self._show.setToolTip("" if task.place is None else plain_tip(str(task.place)))
        cancel, close = self.tr("Cancel"), self.tr("Close")
        self._end.setText(cancel if running else close)
        # Its neighbours must not move when its text changes.
        widest = max(map(self.fontMetrics().horizontalAdvance, (cancel, close)))
        own = self.fontMetrics().horizontalAdvance(self._end.text())
        self._end.setMinimumWidth(self._end.sizeHint().width() - own + widest)
        self._end.setToolTip(self.tr("Cancel the task and discard its files") if running else self.tr("Dismiss"))
        for button in (self._show, self._end):
            button.setAccessibleName(f"{button.text()}: {task.name}")

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.follow()
        super().changeEvent(event)

    def _status(self) -> str:
        """Return the current step, and the time left."""
        parts = [translate(self._task.progress.doing)]
        seconds = self._task.seconds_left
        if seconds is not None:
            parts.append(self.tr("{time} left").format(time=clock(seconds)))
        return "  ·  ".join(filter(None, parts))

    def _doing(self) -> str:
        words = {
            TaskKind.EXPORT: self.tr("Exporting {name}"),
            TaskKind.COLLECT: self.tr("Collecting {name}"),
            TaskKind.GET_MODEL: self.tr("Downloading the model {name}"),
            TaskKind.IMPORT_MODEL: self.tr("Importing the model from {name}"),
            TaskKind.ANALYSE: self.tr("Analysing {name} again"),
            TaskKind.SCAN: self.tr("Adding {name} to the library"),
            TaskKind.SEPARATE: self.tr("Listening to the stems of {name}"),
        }[self._task.kind]
        return words.format(name=self._task.name)

    def _failure(self) -> str:
        words = {
            TaskKind.EXPORT: self.tr("Couldn't export {name}. {reason}"),
            TaskKind.COLLECT: self.tr("Couldn't collect {name}. {reason}"),
            TaskKind.GET_MODEL: self.tr("Couldn't download the model {name}. {reason}"),
            TaskKind.IMPORT_MODEL: self.tr("Couldn't import the model {name}. {reason}"),
            TaskKind.ANALYSE: self.tr("Couldn't analyse {name} again. {reason}"),
            TaskKind.SCAN: self.tr("Couldn't add {name} to the library. {reason}"),
            TaskKind.SEPARATE: self.tr("Couldn't listen to the stems of {name}. {reason}"),
        }[self._task.kind]
        return words.format(name=self._task.name, reason=translate(self._task.progress.error))

    def _outcome(self) -> str:
        task = self._task
        if isinstance(task.result, Exported):
            return self._exported(task.result)
        if isinstance(task.result, Scanned):
            return self._scanned(task.result)
        if isinstance(task.result, ImportedPlaylists):
            return self._imported(task.result)
        words = {
            TaskKind.EXPORT: self.tr("Exported {name}."),
            TaskKind.COLLECT: self.tr("Saved the project and its songs in {name}."),
            TaskKind.GET_MODEL: self.tr("The model {name} is ready to use."),
            TaskKind.IMPORT_MODEL: self.tr("The model {name} is ready to use."),
            TaskKind.ANALYSE: self.tr("Analysed {name} again."),
            TaskKind.SCAN: self.tr("Added {name} to the library."),
            TaskKind.SEPARATE: self.tr("{name} is compared by its stems from now on."),
        }[task.kind]
        return words.format(name=task.result if isinstance(task.result, str) else task.name)

    def _imported(self, done: ImportedPlaylists) -> str:
        words = self.tr("Imported {name} as {playlists}.")
        words = words.format(name=self._task.name, playlists=", ".join(f"“{name}”" for name in done.names))
        if done.missing:
            words += " " + self.tr("Songs that aren't there: {number}.").format(number=done.missing)
        return f"{words} {self._faults(done.scanned)}".rstrip()

    def _scanned(self, done: Scanned) -> str:
        words = self.tr("Looked at {name}. Songs: {songs}, new or changed: {new}.")
        words = words.format(name=self._task.name, songs=done.songs, new=done.new)
        return f"{words} {self._faults(done)}".rstrip()

    def _faults(self, done: Scanned) -> str:
        words = [translate(error) for error in done.errors[:1]]
        if done.unreadable:
            text = self.tr("{number} can't be used; the library's menu says why.")
            words.insert(0, text.format(number=done.unreadable))
        return " ".join(words)

    def _exported(self, done: Exported) -> str:
        figures = [
            clock(done.seconds),
            level(done.loudness.integrated, "LUFS"),
            level(done.loudness.true_peak, "dBTP"),
        ]
        words = self.tr("Exported {name}: {figures}.").format(name=self._task.name, figures=", ".join(figures))
        if done.master.shortfall_db > _HEARD_DB:
            quieter = self.tr("It is {gap} below the target, because peaks would exceed −1 dBTP.")
            words += " " + quieter.format(gap=level(done.master.shortfall_db))
        if done.left_out_db > _HEARD_DB:
            missing = self.tr("It is {gap} quieter than with all lanes: the master gain also counts those left out.")
            words += " " + missing.format(gap=level(done.left_out_db))
        return words

    def _show_in_folder(self) -> None:
        if self._task.place is not None:
            show_in_folder(self._task.place)

    def _cancel_or_dismiss(self) -> None:
        if self._task.running:
            self._tasks.cancel(self._task)
        else:
            self._tasks.dismiss(self._task)


class WaitDialog(Dialog):
    """Waits for running tasks before the window closes, unless the user cancels them or keeps the window.

    Accepted once nothing runs any more and every task succeeded or was cancelled here.
    """

    def __init__(self, tasks: TaskList, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._waited_for = tasks.losing
        self._words = wrapped_label()
        self._bar = TaskBar(tasks)
        self._buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self._cancel = self._button(roles.DestructiveRole, self._cancel_all)
        self._stay = self._button(roles.RejectRole, self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._words, self._bar, self._buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(560)
        tasks.changed.connect(self._follow)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Still working"))
        self._words.setText(self.tr("Some tasks aren't finished yet. The window closes once they are."))
        self._cancel.setText(self.tr("Cancel tasks and close"))
        self._stay.setText(self.tr("Keep window open"))

    def _button(self, role: QDialogButtonBox.ButtonRole, act: Callable[[], object]) -> QPushButton:
        button = QPushButton()
        self._buttons.addButton(button, role)
        button.clicked.connect(act)
        return button

    def _follow(self) -> None:
        if not self._tasks.losing and self.isVisible():
            # A failure is shown in the window, which therefore stays open.
            failed = any(task.progress.state is State.FAILED for task in self._waited_for)
            self.done(self.DialogCode.Rejected if failed else self.DialogCode.Accepted)

    def _cancel_all(self) -> None:
        for task in self._tasks.running:
            self._tasks.cancel(task)


def may_close(tasks: TaskList, parent: QWidget) -> bool:
    """Return True if the window can close without loss; ask the user while tasks run."""
    if not tasks.losing:
        return True
    dialog = WaitDialog(tasks, parent)
    return bool(dialog.exec() == dialog.DialogCode.Accepted)
