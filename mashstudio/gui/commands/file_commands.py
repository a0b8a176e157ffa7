"""What the File menu does with songs and projects."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mashstudio.core.errors import ProjectInUse, ReadOnlyFile
from mashstudio.core.text.lines import name_for, shown
from mashstudio.gui.desktop import patterns
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import translate_error
from mashstudio.gui.widgets.dialog import ask_where, message, warn
from mashstudio.model.song import SONG_ENDINGS
from mashstudio.pipeline.collecting import PROJECT_ENDING
from mashstudio.pipeline.commands import DEMO
from mashstudio.session.saving import claim, save
from mashstudio.session.settings import with_recent
from mashstudio.session.song_lists import PLAYLIST_ENDINGS


class FileCommands(Guarded, QObject):
    """Every command of the File menu that opens or saves, and asks for what it needs in front of `window`.

    changed: the project has another place. files_wanted: these files or folders (a list of Paths) are chosen.
    another_wanted: somebody wants to see this project (or, None, an empty studio) in a window of its own.
    recovery_wanted: the same, with the copy that a crash left behind and the place where it had been saved (or None).
    demo_wanted, demo_opened: somebody wants to hear the demo in a window of its own; it is being opened here, to be
    heard. elsewhere: the project is open in another window or program, too: it isn't saved over from here.
    """

    changed = Signal()
    files_wanted = Signal(object)
    another_wanted = Signal(object)
    recovery_wanted = Signal(object, object)
    demo_wanted = Signal()
    demo_opened = Signal()

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._window = studio, window
        self.elsewhere = False

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action of the menu does, by its name."""
        return {
            "new": self.new,
            "open": self.choose,
            "open_folder": self.choose_folder,
            "demo": self.open_demo,
            "save": self.save,
            "save_as": self.save_as,
        }

    def open_demo(self) -> None:
        """Opens the mashup that comes with MashStudio: here when the studio is empty, else in a window of its own."""
        if self._in_use:
            self.demo_wanted.emit()
            return
        self.open_project(DEMO)
        self.demo_opened.emit()

    @property
    def _in_use(self) -> bool:
        """Whether there is anything in this window."""
        return self._studio.mashup is not None or bool(self._studio.session.sources)

    def open_project(self, path: Path) -> None:
        """Opens a project: here when the studio is empty, else in a window of its own."""
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
            self._studio.told.emit(translate_error(error))

        claim(self._studio.session, place, refused)

    def recover(self, copy: Path, place: Path | None) -> None:
        """Goes on with what a crash left behind; it isn't saved until the user saves it."""
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
        """An empty studio, in a window of its own when there is something in this one."""
        if self._in_use:
            self.another_wanted.emit(None)

    def choose(self) -> None:
        """Asks for songs, playlists or a project."""
        endings = patterns((PROJECT_ENDING, *SONG_ENDINGS, *PLAYLIST_ENDINGS))
        kinds = self.tr("Songs and projects ({endings})").format(endings=endings) + ";;" + self.tr("All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open songs or a project"), "", kinds)
        if names:
            self.files_wanted.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Asks for a folder with songs."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open the songs in a folder"))
        if name:
            self.files_wanted.emit([Path(name)])

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Writes the project to its place; asks for one the first time, and where it is open elsewhere, too."""
        path = self._studio.session.path
        if path is None or self.elsewhere:
            self.save_as(then)
        else:
            self._save_to(path, then)

    def save_as(self, then: Callable[[], object] = lambda: None) -> None:
        """Asks where to, and writes the project there."""
        mashup = self._studio.mashup
        if mashup is None:
            text = self.tr("There is nothing to save yet: a mashup begins when two songs are analysed.")
            self._studio.told.emit(text)
            return
        title = mashup.title
        proposal = self._studio.session.path or Path.home() / name_for(title, PROJECT_ENDING)
        if self.elsewhere:
            proposal = proposal.with_stem(f"{proposal.stem} (2)")
        kinds = self.tr("MashStudio projects (*{ending})").format(ending=PROJECT_ENDING)
        path = ask_where(self._window, self.tr("Save the mashup"), proposal, kinds)
        if path is not None:
            self._save_to(path, then)

    def _save_to(self, path: Path, then: Callable[[], object], *, over_read_only: bool = False) -> None:
        def done() -> None:
            self._remember(path)
            self.elsewhere = False
            self.changed.emit()
            self._studio.told.emit(self._saved_words(path))
            then()

        def failed(error: Exception) -> None:
            if isinstance(error, ReadOnlyFile):
                self._ask_to_replace(path, then)
            else:
                self._refused(path, error)

        save(self._studio.session, path, done, failed, over_read_only=over_read_only)

    def _saved_words(self, path: Path) -> str:
        """What was saved, and what that doesn't hold yet: a song that is still coming to a deck."""
        session, words = self._studio.session, self.tr("Saved {name}.").format(name=shown(path.name))
        coming = [source for source in session.sources if session.shown(source) is not session.decks.get(source)]
        if coming:
            more = self.tr("It holds the song before: {title} is still being prepared. Save again when it is there.")
            words += " " + more.format(title=", ".join(session.title(source) for source in coming))
        return words

    def _ask_to_replace(self, path: Path, then: Callable[[], object]) -> None:
        """Somebody wanted the file at `path` to stay as it is: saves over it, or elsewhere, as the user says."""
        text = self.tr("{name} is read-only. Save over it anyway, or under another name?").format(name=path.name)
        box = message(self._window, self.tr("Save the mashup"), text)
        over = box.addButton(self.tr("Save over it"), QMessageBox.ButtonRole.DestructiveRole)
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
        """Asks before unsaved work is given up; when it is to be saved, the window closes once it is."""
        if self._studio.session.history.clean:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            self.tr("Save the mashup?"),
            self.tr("The mashup has changes that aren't saved."),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            self.save(then=self._window.close)
            return False
        return answer == buttons.Discard
