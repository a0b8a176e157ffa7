"""File: open, save and export songs and projects."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mashstudio.core.errors import ProjectInUse, ReadOnlyFile
from mashstudio.core.text.lines import name_for, shown
from mashstudio.gui.commands.actions import FILE, Action
from mashstudio.gui.desktop import patterns
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, translate_error
from mashstudio.gui.widgets.dialog import ask_where, message, warn
from mashstudio.library.song_lists import PLAYLIST_ENDINGS
from mashstudio.model.song import SONG_ENDINGS
from mashstudio.pipeline.collecting import PROJECT_ENDING
from mashstudio.pipeline.commands import DEMO
from mashstudio.session.saving import claim, save
from mashstudio.session.settings import with_recent


class FileCommands(Guarded, QObject):
    """Open, save and export; dialogs are modal to `window`.

    changed: emitted when the project's path changes. files_wanted: emitted with chosen files or folders (a list of
    Paths). another_wanted: emitted with a project (None: an empty studio) to open in another window. recovery_wanted:
    likewise, with a copy left by a crash and the path it had been saved to (or None). demo_wanted: emitted to open the
    demo in another window; demo_opened: emitted when it opens here. elsewhere: the project is also open in another
    window or program, so that it can't be saved here under its own name.
    """

    changed = Signal()
    files_wanted = Signal(object)
    another_wanted = Signal(object)
    recovery_wanted = Signal(object, object)
    demo_wanted = Signal()
    demo_opened = Signal()
    export_wanted = Signal()
    collect_wanted = Signal()

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self.elsewhere = False

    def has_mashup(self) -> bool:
        """Return True if there is a mashup to save."""
        return self._studio.mashup is not None

    def open_demo(self) -> None:
        """Open the bundled demo: here if the studio is empty, else in a new window."""
        if self._in_use:
            self.demo_wanted.emit()
            return
        self.open_project(DEMO)
        self.demo_opened.emit()

    @property
    def _in_use(self) -> bool:
        """Return True if this window holds anything."""
        return self._studio.mashup is not None or bool(self._studio.session.sources)

    def open_project(self, path: Path) -> None:
        """Open a project: here if the studio is empty, else in a new window."""
        path = Path(path)
        if self._in_use:
            self.another_wanted.emit(path)
            return
        place = None if path == DEMO else path
        self._set_opening(True)
        self._studio.session.open_project(path, place, lambda error: self._not_opened(path, error))
        if place is not None:
            self._claim(place)
            self._remember(place)

    def _claim(self, place: Path) -> None:
        def refused(error: Exception) -> None:
            self.elsewhere = isinstance(error, ProjectInUse)
            self.changed.emit()
            self._studio.notice.emit(translate_error(error))

        claim(self._studio.session, place, refused)

    def recover(self, copy: Path, place: Path | None) -> None:
        """Open a copy left by a crash; it stays unsaved until the user saves it."""
        if self._in_use:
            self.recovery_wanted.emit(copy, place)
            return

        def came() -> None:
            if self._studio.mashup is not None:
                self._studio.mashup_changed.disconnect(came)
                self._studio.session.go_on_with(copy)

        def refused(error: Exception) -> None:
            self._studio.mashup_changed.disconnect(came)
            self._not_opened(copy, error)

        self._studio.mashup_changed.connect(came)
        self._set_opening(True)
        self._studio.session.open_project(copy, place, refused)
        if place is not None:
            self._claim(place)

    def new(self) -> None:
        """Open an empty studio in a new window, unless this one is empty."""
        if self._in_use:
            self.another_wanted.emit(None)

    def choose(self) -> None:
        """Ask for songs, playlists or a project."""
        endings = patterns((PROJECT_ENDING, *SONG_ENDINGS, *PLAYLIST_ENDINGS))
        kinds = self.tr("Songs and projects ({endings})").format(endings=endings) + ";;" + self.tr("All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open songs or a project"), "", kinds)
        if names:
            self.files_wanted.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder with songs."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open the songs in a folder"))
        if name:
            self.files_wanted.emit([Path(name)])

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Save the project; ask for a path the first time, or if another window has it open."""
        path = self._studio.session.path
        if path is None or self.elsewhere:
            self.save_as(then)
        else:
            self._save_to(path, then)

    def save_as(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for a path and save the project there."""
        mashup = self._studio.mashup
        if mashup is None:
            text = self.tr("Nothing to save yet. The mashup starts once two songs are analysed.")
            self._studio.notice.emit(text)
            return
        title = mashup.title
        proposal = self._studio.session.path or Path.home() / name_for(title, PROJECT_ENDING)
        if self.elsewhere:
            proposal = proposal.with_stem(f"{proposal.stem} (2)")
        kinds = self.tr("MashStudio projects (*{ending})").format(ending=PROJECT_ENDING)
        path = ask_where(self._window, self.tr("Save the mashup"), proposal, kinds)
        if path is not None:
            self._save_to(path, then)

    def collect(self) -> None:
        """Write the project and its songs into one file."""
        self.collect_wanted.emit()

    def export(self) -> None:
        """Export the mashup as audio."""
        if self.has_mashup():
            self.export_wanted.emit()

    def _save_to(self, path: Path, then: Callable[[], object], *, over_read_only: bool = False) -> None:
        def done() -> None:
            self._remember(path)
            self.elsewhere = False
            self.changed.emit()
            self._studio.notice.emit(self._saved_words(path))
            then()

        def failed(error: Exception) -> None:
            if isinstance(error, ReadOnlyFile):
                self._ask_to_replace(path, then)
            else:
                self._refused(path, error)

        save(self._studio.session, path, done, failed, over_read_only=over_read_only)

    def _saved_words(self, path: Path) -> str:
        """Return what was saved, and which songs it lacks because they are still being prepared."""
        session, words = self._studio.session, self.tr("Saved {name}.").format(name=shown(path.name))
        coming = [source for source in session.sources if session.shown(source) is not session.decks.get(source)]
        if coming:
            more = self.tr(
                "The file contains the previous song: {title} is still being prepared. Save again once it's ready."
            )
            words += " " + more.format(title=", ".join(session.title(source) for source in coming))
        return words

    def _ask_to_replace(self, path: Path, then: Callable[[], object]) -> None:
        """The file at `path` is read-only: ask whether to save over it or elsewhere."""
        text = self.tr("{name} is read-only. Overwrite it or save under another name?").format(name=shown(path.name))
        box = message(self._window, self.tr("Save the mashup"), text)
        over = box.addButton(self.tr("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton(self.tr("Another name…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)
        box.exec()
        if box.clickedButton() is over:
            self._save_to(path, then, over_read_only=True)
        elif box.clickedButton() is elsewhere:
            self.save_as(then)

    def _remember(self, path: Path) -> None:
        self._studio.change_settings(recent=with_recent(self._studio.settings, path).recent)

    def _not_opened(self, path: Path, error: Exception) -> None:
        self._set_opening(False)
        self._refused(path, error)

    def _set_opening(self, opening: bool) -> None:
        self._studio.opening = opening
        self._studio.decks_changed.emit()

    def _refused(self, path: Path, error: Exception) -> None:
        warn(self._window, shown(path.name), translate_error(error))

    def may_give_up(self) -> bool:
        """Return True if the window may close; ask about unsaved work, and close once it is saved."""
        if self._studio.session.history.clean:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            self.tr("Save the mashup?"),
            self.tr("The mashup has unsaved changes."),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            self.save(then=self._window.close)
            return False
        return answer == buttons.Discard


OPEN: Final = Action(
    "open", FILE, QT_TRANSLATE_NOOP("Action", "Open songs or a project…"), "Ctrl+O", FileCommands.choose
)
DEMO_ACTION: Final = Action("demo", FILE, QT_TRANSLATE_NOOP("Action", "Open the demo"), "", FileCommands.open_demo)
EXPORT: Final = Action(
    "export",
    FILE,
    QT_TRANSLATE_NOOP("Action", "Export…"),
    "Ctrl+E",
    FileCommands.export,
    FileCommands.has_mashup,
    separated=True,
    tip=QT_TRANSLATE_NOOP("Action", "Export the mashup to an audio file"),
)

FILE_ACTIONS: Final[tuple[Action[FileCommands], ...]] = (
    Action("new", FILE, QT_TRANSLATE_NOOP("Action", "New mashup"), "Ctrl+N", FileCommands.new),
    OPEN,
    Action(
        "open_folder", FILE, QT_TRANSLATE_NOOP("Action", "Open a folder…"), "Ctrl+Shift+O", FileCommands.choose_folder
    ),
    DEMO_ACTION,
    Action(
        "save",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Save"),
        "Ctrl+S",
        FileCommands.save,
        FileCommands.has_mashup,
        separated=True,
    ),
    Action(
        "save_as",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Save as…"),
        "Ctrl+Shift+S",
        FileCommands.save_as,
        FileCommands.has_mashup,
    ),
    Action(
        "collect",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Collect project and songs…"),
        "",
        FileCommands.collect,
        FileCommands.has_mashup,
        tip=QT_TRANSLATE_NOOP("Action", "Save the project and its songs in one zip file"),
    ),
    EXPORT,
)
