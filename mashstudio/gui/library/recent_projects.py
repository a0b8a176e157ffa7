"""The recent projects for the start page and the File menu: one list, read in the background."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated, translate_error
from mashstudio.gui.widgets.plain_text import plain_tip, plain_words
from mashstudio.session.recent import RecentProject, look_at
from mashstudio.session.workers import Urgency, Work


class RecentProjects(Guarded, QObject):
    """The settings' recent projects, latest first, with what is known of them. changed: emitted when either changes."""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._paths = studio.settings.recent
        self._known: dict[str, RecentProject] = {}
        self._work: Work[RecentProject] | None = None
        studio.settings_changed.connect(self._follow_settings)

    @property
    def all(self) -> list[RecentProject]:
        """The projects to show now."""
        return [self._known.get(path, RecentProject(Path(path))) for path in self._paths]

    def look(self) -> None:
        """Read the project files again, one after the other, so that a slow disk delays only its own."""
        if self._work is not None:
            self._work.cancel()
        self._look_at(self._paths)

    def remove(self, project: RecentProject) -> None:
        """Remove a project from the list; keep its file."""
        left = tuple(path for path in self._paths if Path(path) != project.path)
        self._studio.change_settings(recent=left)

    def clear(self) -> None:
        """Clear the list; keep the files."""
        self._studio.change_settings(recent=())

    def _look_at(self, paths: Sequence[str]) -> None:
        self._work = None
        if paths:
            path, *others = paths

            def take(project: RecentProject) -> None:
                self._known[path] = project
                self.changed.emit()
                self._look_at(others)

            def fail(error: Exception) -> None:
                take(RecentProject(Path(path), error=error))

            self._work = self._studio.workers.start(
                Urgency.DRAW, lambda _job: look_at(Path(path)), done=take, failed=fail
            )

    def _follow_settings(self) -> None:
        if self._paths != self._studio.settings.recent:
            self._paths = self._studio.settings.recent
            self.changed.emit()
            self.look()


class RecentMenu(Guarded, Translated, QMenu):
    """The File menu's list of recent projects; one that can't be opened is disabled, with the reason in its tooltip."""

    def __init__(self, recent: RecentProjects, open_project: Callable[[Path], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._recent, self._open = recent, open_project
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(recent.look)
        recent.changed.connect(self.fill)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setTitle(self.tr("Recent projects"))
        self.fill()

    def fill(self) -> None:
        """Show the current list."""
        projects = self._recent.all
        self.setEnabled(bool(projects))
        if [action.data() for action in self.actions()[: len(projects)]] != [str(each.path) for each in projects]:
            self._list(projects)
        for project, action in zip(projects, self.actions(), strict=False):
            action.setEnabled(project.error is None)
            why = "" if project.error is None else translate_error(project.error)
            action.setToolTip(plain_tip(why or shown(project.path)))

    def _list(self, projects: Sequence[RecentProject]) -> None:
        self.clear()
        for project in projects:
            action = self.addAction(plain_words(shown(project.path.name)))
            action.setData(str(project.path))
            action.triggered.connect(partial(self._open, project.path))
        self.addSeparator()
        clear = self.addAction(self.tr("Clear list"))
        clear.setToolTip(self.tr("Remove all projects from the list; the files stay"))
        clear.triggered.connect(self._recent.clear)
