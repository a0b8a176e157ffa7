"""The studio window: two decks, how they meet, the beat grid, and what it takes to hear and keep a mashup."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mashstudio.engine.devices import PlayerEvent
from mashstudio.gui.about import AboutDialog
from mashstudio.gui.actions import ACTIONS, MENUS, Actions, words
from mashstudio.gui.alignment_panel import AlignmentPanel
from mashstudio.gui.beat_grid import BeatGridPanel
from mashstudio.gui.cell_commands import CellCommands
from mashstudio.gui.decided_bar import DecidedBar
from mashstudio.gui.deck_view import DeckView
from mashstudio.gui.desktop import open_file
from mashstudio.gui.doctor_page import DoctorDialog
from mashstudio.gui.export_dialog import ExportDialog
from mashstudio.gui.in_words import error_in_words, in_words
from mashstudio.gui.play_commands import PlayCommands
from mashstudio.gui.player_messages import sentence
from mashstudio.gui.preferences import PreferencesDialog
from mashstudio.gui.shortcut_sheet import ShortcutSheet
from mashstudio.gui.studio import Studio
from mashstudio.gui.task_bar import TaskBar
from mashstudio.gui.translation import Translated
from mashstudio.gui.transport_bar import TransportBar
from mashstudio.studio.commands import DEMO
from mashstudio.studio.log import log_file
from mashstudio.studio.settings import with_recent

PROJECT_ENDING: Final = ".mash"

_MESSAGE_MS = 12_000
_MARGIN = 8
_UNDER_THE_WORDS = 88


class StudioWindow(Translated, QMainWindow):
    """One window with one mashup.

    another_wanted: somebody wants to see this project (or, None, an empty studio) in a window of its own.
    recovery_wanted: the same, with the copy that a crash left behind and the place where it had been saved (or None).
    """

    another_wanted = Signal(object)
    recovery_wanted = Signal(object, object)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.setParent(self)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cells, self.playing = CellCommands(studio), PlayCommands(studio)
        self.decks = [DeckView(studio, side) for side in (0, 1)]
        self.grid = BeatGridPanel(studio, self.cells)
        self.actions_by_name = Actions(self, self._handlers())
        self._build()
        self._build_menus()
        for signal in (studio.mashup_changed, studio.decks_changed, studio.selection_changed, studio.sound_changed):
            signal.connect(self._show_what_can_be_done)
        studio.undo.cleanChanged.connect(self._show_title)
        studio.undo.indexChanged.connect(self._show_what_can_be_done)
        studio.mashup_changed.connect(self._show_title)
        studio.settings_changed.connect(self.retranslate)
        studio.told.connect(self.tell)
        studio.player_told.connect(self._tell_of_player)
        for deck in self.decks:
            deck.project_dropped.connect(self.open_project)
        self.retranslate()
        self._restore_layout()
        self.grid.setFocus()

    # What the window holds

    def _build(self) -> None:
        self.transport = TransportBar(self.studio, self.actions_by_name, self.playing)
        decks = QSplitter(Qt.Orientation.Horizontal)
        for deck in self.decks:
            decks.addWidget(deck)
        decks.setChildrenCollapsible(False)
        above = QWidget()
        layout = QVBoxLayout(above)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_MARGIN)
        layout.addWidget(decks, 1)
        self.alignment = AlignmentPanel(self.studio)
        layout.addWidget(self.alignment)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.grid)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.demo_button = QPushButton()
        self.demo_button.clicked.connect(partial(self.open_project, DEMO))
        middle = QVBoxLayout(self.grid.grid.viewport())
        middle.addStretch(1)
        middle.addSpacing(_UNDER_THE_WORDS)
        middle.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self.decided = DecidedBar(self.studio)
        self.export_button = QPushButton()
        self.export_button.clicked.connect(self.export)
        below = QHBoxLayout()
        below.setSpacing(_MARGIN)
        below.addWidget(self.decided, 1)
        below.addWidget(self.export_button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 4)
        column.setSpacing(_MARGIN)
        column.addWidget(self.transport)
        column.addWidget(self.splitter, 1)
        column.addWidget(TaskBar(self.studio.tasks))
        column.addLayout(below)
        self.setCentralWidget(whole)
        self.statusBar().setSizeGripEnabled(False)
        self.decided.complete.connect(self._all_decided)

    def _build_menus(self) -> None:
        self._menus: dict[str, QMenu] = {}
        for title in MENUS:
            menu = self._menus[title] = self.menuBar().addMenu("")
            for spec in ACTIONS:
                if spec.menu == title:
                    if spec.separated:
                        menu.addSeparator()
                    menu.addAction(self.actions_by_name[spec.name])
                    if spec.name == "open":
                        self._recent = menu.addMenu("")
        self._recent.aboutToShow.connect(self._list_recent)
        # What is in no menu works by its key all the same.
        self.addActions(list(self.actions_by_name))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        own: dict[str, Callable[[], object]] = {
            "new": self.new,
            "open": self.open,
            "demo": partial(self.open_project, DEMO),
            "save": self.save,
            "save_as": self.save_as,
            "collect": self.collect,
            "export": self.export,
            "preferences": lambda: PreferencesDialog(self.studio, self).open(),
            "close": self.close,
            "quit": QApplication.closeAllWindows,
            "undo": self.studio.undo.undo,
            "redo": self.studio.undo.redo,
            "zoom_in": self.grid.zoom_in,
            "zoom_out": self.grid.zoom_out,
            "zoom_fit": self.grid.zoom_fit,
            "follow": self._follow,
            "shortcuts": lambda: ShortcutSheet(self.studio, self).open(),
            "doctor": lambda: DoctorDialog(self.studio, self).open(),
            "log": lambda: open_file(log_file()),
            "about": lambda: AboutDialog(self).open(),
        }
        return own | self.cells.handlers() | self.playing.handlers()

    def retranslate(self) -> None:
        """Shows everything in the user's language, with the user's shortcuts."""
        self.actions_by_name.dress(self.studio.settings.shortcuts)
        for title, menu in self._menus.items():
            menu.setTitle(words(title))
        self._recent.setTitle(self.tr("Recent projects"))
        self.demo_button.setText(words("Open the demo"))
        self.demo_button.setToolTip(self.tr("Two short songs that come with MashStudio, and a mashup of them"))
        self.export_button.setText(self.tr("Export…"))
        shortcut = self.actions_by_name["export"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.export_button.setToolTip(self.tr("Write the mashup to a file") + f" ({shortcut})")
        self._show_title()
        self._show_what_can_be_done()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for two decks and 32 bars."""
        return QSize(1440, 900)

    # Files

    @property
    def _in_use(self) -> bool:
        """Whether there is anything in this window."""
        return self.studio.mashup is not None or any(self.studio.session.shown(side) for side in (0, 1))

    def open_files(self, paths: list[Path]) -> None:
        """Opens a project, or puts songs on the decks that are empty: A first, then B."""
        for path in paths:
            if path.suffix.lower() == PROJECT_ENDING:
                self.open_project(path)
                return
        free = [side for side in (0, 1) if self.studio.session.shown(side) is None]
        for path, side in zip(paths, free, strict=False):
            self.studio.session.load(side, path)
        if len(paths) > len(free):
            left = ", ".join(path.name for path in paths[len(free) :])
            message = self.tr("Both decks hold a song. Drop {name} on the deck whose song it shall replace.")
            self.tell(message.format(name=left))

    def open_project(self, path: Path) -> None:
        """Opens a project: here when the studio is empty, else in a window of its own."""
        path = Path(path)
        if self._in_use:
            self.another_wanted.emit(path)
            return
        place = None if path == DEMO else path
        self.studio.session.open_project(path, place, lambda error: self._refused(path, error))
        if place is not None:
            self._remember(place)

    def recover(self, copy: Path, place: Path | None) -> None:
        """Goes on with what a crash left behind; it isn't saved until the user saves it."""
        if self._in_use:
            self.recovery_wanted.emit(copy, place)
            return

        def came() -> None:
            if self.studio.mashup is not None:
                self.studio.mashup_changed.disconnect(came)
                self.studio.go_on_with(copy)

        def refused(error: Exception) -> None:
            self.studio.mashup_changed.disconnect(came)
            self._refused(copy, error)

        self.studio.mashup_changed.connect(came)
        self.studio.session.open_project(copy, place, refused)

    def new(self) -> None:
        """An empty studio, in a window of its own when there is something in this one."""
        if self._in_use:
            self.another_wanted.emit(None)

    def open(self) -> None:
        """Asks for songs or a project."""
        songs = "*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aif *.aiff *.aifc *.m4a *.mp4 *.aac"
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Open songs or a project"),
            "",
            self.tr("Songs and projects ({endings})").format(endings=f"*{PROJECT_ENDING} {songs}")
            + ";;"
            + self.tr("All files (*)"),
        )
        if names:
            self.open_files([Path(name) for name in names])

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Writes the project to its place; asks for one the first time."""
        path = self.studio.session.path
        if path is None:
            self.save_as(then)
        else:
            self._save_to(path, then)

    def save_as(self, then: Callable[[], object] = lambda: None) -> None:
        """Asks where to, and writes the project there."""
        mashup = self.studio.mashup
        if mashup is None:
            self.tell(self.tr("There is nothing to save yet: a mashup begins when both songs are analysed."))
            return
        here = self.studio.session.path
        proposal = here or Path.home() / f"{' × '.join(song.title for song in mashup.songs)}{PROJECT_ENDING}"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the mashup"), str(proposal), self.tr("MashStudio projects (*{ending})").format(
                ending=PROJECT_ENDING
            ),
        )  # fmt: skip
        if name:
            path = Path(name)
            self._save_to(path if path.suffix else path.with_suffix(PROJECT_ENDING), then)

    def collect(self) -> None:
        """Writes the project and both songs into one zip file."""
        ExportDialog.collect(self.studio, self)

    def export(self) -> None:
        """Asks how, and writes the mashup as sound."""
        if self.studio.mashup is not None:
            ExportDialog(self.studio, self).open()

    def _save_to(self, path: Path, then: Callable[[], object]) -> None:
        saved = self.studio.mashup

        def done() -> None:
            if self.studio.mashup is saved:
                self.studio.saved()
            self._remember(path)
            self._show_title()
            self.tell(self.tr("Saved {name}.").format(name=path.name))
            then()

        self.studio.session.save(path, done, lambda error: self._refused(path, error))

    def _remember(self, path: Path) -> None:
        self.studio.change_settings(recent=with_recent(self.studio.settings, path).recent)

    def _list_recent(self) -> None:
        self._recent.clear()
        for name in self.studio.settings.recent:
            action = self._recent.addAction(Path(name).name)
            action.setToolTip(name)
            action.triggered.connect(partial(self.open_project, Path(name)))
        self._recent.setEnabled(bool(self.studio.settings.recent))

    def _refused(self, path: Path, error: Exception) -> None:
        QMessageBox.warning(self, path.name, error_in_words(error))

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Songs dropped anywhere go to the decks that are empty."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_files(paths)

    # What is shown

    def tell(self, sentence_to_show: str) -> None:
        """Shows a sentence for a while, below."""
        self.statusBar().showMessage(in_words(sentence_to_show), _MESSAGE_MS)

    def _tell_of_player(self, event: PlayerEvent) -> None:
        if text := sentence(event):
            self.tell(text)

    def _show_title(self) -> None:
        mashup, path = self.studio.mashup, self.studio.session.path
        if path is not None:
            name = path.stem
        elif mashup is not None:
            name = " × ".join(song.title for song in mashup.songs)
        else:
            name = ""
        self.setWindowTitle(f"{name}[*] – MashStudio" if name else "MashStudio[*]")
        self.setWindowModified(not self.studio.undo.isClean())

    def _show_what_can_be_done(self) -> None:
        undo, mashup = self.studio.undo, self.studio.mashup
        for name, step, can in (
            ("undo", undo.undoText(), undo.canUndo()),
            ("redo", undo.redoText(), undo.canRedo()),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(can)
            action.setText(f"{words('Undo' if name == 'undo' else 'Redo')}{f': {step}' if step else ''}")
        for name in ("save", "save_as", "collect", "export", "suggest", "select_all", "next_undecided"):
            self.actions_by_name[name].setEnabled(mashup is not None)
        chosen = mashup is not None and self.studio.selection.beats > 0
        for name in (
            "cut", "copy", "paste", "duplicate", "switch_on", "clear", "only_vocals", "all_but_drums", "fill_to_end",
            "earlier_beat", "later_beat", "earlier_bar", "later_bar", "play_selection",
        ):  # fmt: skip
            self.actions_by_name[name].setEnabled(chosen)
        self.export_button.setEnabled(mashup is not None)
        self.demo_button.setVisible(not any(self.studio.session.shown(side) for side in (0, 1)))
        for name, state in (
            ("loop", self.playing.looping),
            ("metronome", self.playing.clicking),
            ("step_entry", self.studio.settings.step_entry),
            ("follow", self.grid.following),
        ):
            self.actions_by_name[name].setChecked(state)

    def _follow(self) -> None:
        self.grid.follow()
        for deck in self.decks:
            deck.set_following(self.grid.following)

    def _all_decided(self, complete: bool) -> None:
        """When every beat is decided, the export takes the stage."""
        self.export_button.setObjectName("primary" if complete else "")
        self.export_button.style().unpolish(self.export_button)
        self.export_button.style().polish(self.export_button)

    # Coming and going

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Asks before unsaved work, or an export that is going on, is given up."""
        if not ExportDialog.may_close(self.studio, self) or not self._may_give_up():
            event.ignore()
            return
        layout = bytes(self.saveGeometry().toBase64().data()).decode()
        splitter = bytes(self.splitter.saveState().toBase64().data()).decode()
        self.studio.change_settings(window=f"{layout} {splitter}")
        self.studio.close()
        event.accept()

    def _may_give_up(self) -> bool:
        if self.studio.undo.isClean() or self.studio.mashup is None:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Save the mashup?"),
            self.tr("The mashup has changes that aren't saved."),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            # Saving takes a moment, off this thread; the window closes after it.
            self.save(then=self.close)
            return False
        return answer == buttons.Discard

    def _restore_layout(self) -> None:
        layout, _, splitter = self.studio.settings.window.partition(" ")
        if not layout or not self.restoreGeometry(QByteArray.fromBase64(layout.encode())):
            self.resize(self.sizeHint())
        if splitter:
            self.splitter.restoreState(QByteArray.fromBase64(splitter.encode()))
