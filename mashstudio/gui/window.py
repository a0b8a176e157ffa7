"""The studio window: the decks, how songs meet, the beat grid, and what it takes to hear and keep a mashup."""

import re
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.document.edits import Selection
from mashstudio.gui.alignment.panel import AlignmentPanel
from mashstudio.gui.cell_grid.filled_bar import DecidedBar
from mashstudio.gui.cell_grid.first_steps import FirstSteps
from mashstudio.gui.cell_grid.grid import CellGridPanel
from mashstudio.gui.commands.actions import ACTIONS, MENUS, Actions, shown_keys, words
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.commands.file_commands import FileCommands
from mashstudio.gui.commands.first_bars import waits_words
from mashstudio.gui.commands.play_commands import PlayCommands
from mashstudio.gui.decks.demucs_bar import DemucsBar
from mashstudio.gui.decks.row import DeckRow
from mashstudio.gui.decks.view import DeckView
from mashstudio.gui.desktop import dropped_files, open_file
from mashstudio.gui.dialogs.about import AboutDialog
from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.drops import Drops
from mashstudio.gui.library.recent_projects import RecentMenu, RecentProjects
from mashstudio.gui.library.start_page import StartPage
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.tasks.status_line import StatusLine
from mashstudio.gui.tasks.task_bar import TaskBar
from mashstudio.gui.text.translation import Translated, translate, translate_error
from mashstudio.gui.transport.bar import TransportBar
from mashstudio.gui.widgets.dialog import room_for, wrapped_label
from mashstudio.gui.widgets.plain_text import plain_title
from mashstudio.playback.ipc.devices import PlayerEvent, message_of_event
from mashstudio.session.log import log_file

_MESSAGE_MS = 12_000
_PASSING_MS = 3_000
_MARGIN = 8
_GAP = 6
_SIZES = re.compile(r"\d{1,5},\d{1,5}", re.ASCII)


class StudioWindow(Guarded, Translated, QMainWindow):
    """One window with one mashup."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.setParent(self)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cells, self.playing, self.files = CellCommands(studio), PlayCommands(studio), FileCommands(studio, self)
        self.recent = RecentProjects(studio)
        self.drops = Drops(studio, self.files, self)
        self.deck_row = DeckRow(studio)
        self.grid = CellGridPanel(studio, self.cells)
        self.actions_by_name = Actions(self, self._handlers())
        self._build()
        self._build_menus()
        for signal in (studio.mashup_changed, studio.decks_changed, studio.selection_changed, studio.sound_changed):
            signal.connect(self._show_what_can_be_done)
        for signal in (studio.mashup_changed, studio.saved_changed):
            signal.connect(self._show_title)
        studio.shortcuts_changed.connect(self.retranslate)
        studio.settings_changed.connect(self._show_what_can_be_done)
        studio.told.connect(self.tell)
        studio.keeping_changed.connect(self._show_unkept)
        studio.player_told.connect(self._tell_of_player)
        self.deck_row.files_wanted.connect(self.drops.take)
        self.deck_row.choose.connect(self.files.choose)
        self.deck_row.mending.connect(self._make_room)
        self.files.files_wanted.connect(self.drops.take)
        self.files.changed.connect(self._show_title)
        self.files.demo_opened.connect(self.playing.play_when_heard)
        self.cells.mashed.connect(self._hear_mashed)
        self.playing.changed.connect(self._show_waiting)
        studio.decks_changed.connect(self._show_waiting)
        self.retranslate()
        self._restore_layout()
        (self.start.list if studio.settings.recent else self.grid).setFocus()

    # What the window holds

    def _build(self) -> None:
        self.transport = TransportBar(self.studio, self.actions_by_name, self.playing)
        above = QWidget()
        layout = QVBoxLayout(above)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.deck_row, 1)
        self.offer = DemucsBar(self.studio, on_deck=True)
        layout.addWidget(self.offer)
        self.alignment = AlignmentPanel(self.studio)
        layout.addWidget(self.alignment)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.grid)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.start = StartPage(self.studio, self.recent, self.files.open_demo, self.files.open_project)
        over_the_grid = QVBoxLayout(self.grid.grid.viewport())
        over_the_grid.setContentsMargins(0, 0, 0, 0)
        over_the_grid.addWidget(self.start)
        self.first_steps = FirstSteps(self.studio, self.grid.grid)
        self.first_steps.choose.connect(self.files.choose)
        self.first_steps.demo.connect(self.files.open_demo)
        self.first_steps.mash_it.connect(self.cells.mash_it)
        self.unkept = wrapped_label("warning")
        self.unkept.setTextFormat(Qt.TextFormat.PlainText)
        self.unkept.hide()
        self.decided = DecidedBar(self.studio)
        self.export_button = QPushButton()
        self.export_button.clicked.connect(self.export)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.transport)
        column.addWidget(self.splitter, 1)
        column.addWidget(TaskBar(self.studio.tasks))
        column.addWidget(self.unkept)
        self.setCentralWidget(whole)
        self.status = StatusLine(self.decided, self.export_button)
        self.setStatusBar(self.status)
        self.decided.complete.connect(self._all_decided)

    @property
    def decks(self) -> list[DeckView]:
        """The decks, from left to right."""
        return self.deck_row.views

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
                        menu.addMenu(RecentMenu(self.recent, self.files.open_project, self))
        # What is in no menu works by its key all the same.
        self.addActions(list(self.actions_by_name))

    def _handlers(self) -> dict[str, Callable[[], object]]:
        own: dict[str, Callable[[], object]] = {
            "collect": lambda: ExportDialog.collect(self.studio, self),
            "export": self.export,
            "preferences": lambda: PreferencesDialog(self.studio, self).open(),
            "close": self.close,
            "quit": QApplication.closeAllWindows,
            "undo": self.studio.session.undo,
            "redo": self.studio.session.redo,
            "zoom_in": self.grid.zoom_in,
            "zoom_out": self.grid.zoom_out,
            "zoom_fit": self.grid.zoom_fit,
            "fold": self.grid.fold,
            "follow": self._follow,
            "shortcuts": lambda: ShortcutSheet(self.studio, self).open(),
            "doctor": lambda: DoctorDialog(self.studio, self).open(),
            "select_all": self._select_all,
            "log": lambda: open_file(log_file()),
            "about": lambda: AboutDialog(self).open(),
        }
        return self.files.handlers() | self.cells.handlers() | self.playing.handlers() | own

    def _select_all(self) -> None:
        """Selects every cell; the keys go on from there."""
        self.cells.select_all()
        self.grid.setFocus()

    @override
    def retranslate(self) -> None:
        """Shows everything in the user's language, with the user's shortcuts."""
        self.actions_by_name.dress(self.studio.settings.shortcuts)
        for title, menu in self._menus.items():
            menu.setTitle(words(title))
        self.export_button.setText(self.tr("Export…"))
        shortcut = self.actions_by_name["export"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.export_button.setToolTip(self.tr("Write the mashup to a file") + f" ({shortcut})")
        self._show_title()
        self._show_unkept()
        self._show_what_can_be_done()

    @override
    def sizeHint(self) -> QSize:
        """Room for two decks and 32 bars."""
        return QSize(1440, 900)

    def export(self) -> None:
        """Asks how, and writes the mashup as sound."""
        if self.studio.mashup is not None:
            ExportDialog(self.studio, self).open()

    # Dropping

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped anywhere is opened."""
        paths = dropped_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.drops.take(paths)

    # What is shown

    def tell(self, sentence: str) -> None:
        """Shows a sentence for a while, below; not for long over what stands there."""
        self.status.showMessage(sentence, _PASSING_MS if self.status.standing else _MESSAGE_MS)

    def _tell_of_player(self, event: PlayerEvent) -> None:
        if text := translate(message_of_event(event)):
            self.tell(text)

    def _hear_mashed(self) -> None:
        """A new arrangement is shown and heard from its beginning; Esc is for calling that off, not for a selection."""
        self.studio.select(Selection((), 0, 0))
        self.grid.grid.reveal(0, 1)
        self.playing.play_when_heard()

    def _show_waiting(self) -> None:
        """While the first bars are waited for: what is being done for them, where messages pass."""
        text = ""
        if self.playing.waiting:
            text = self.tr("Plays as soon as the first bars can be heard ({stop}: don't play)").format(
                stop=shown_keys("stop", self.studio.settings.shortcuts)
            )
            text = "  ·  ".join(filter(None, (text, waits_words(self.studio))))
        self.status.stand(text)

    def _show_unkept(self) -> None:
        """While changes aren't kept in case of a crash: why, until they are."""
        error = self.studio.unkept
        reason = "" if error is None else translate_error(error)
        self.unkept.setText(self.tr("Changes aren't being kept: {reason}").format(reason=reason))
        self.unkept.setVisible(error is not None)

    def _show_title(self) -> None:
        mashup, path = self.studio.mashup, self.studio.session.path
        if path is not None:
            name = shown(path.stem)
        elif mashup is not None:
            name = mashup.title
        else:
            name = ""
        parts = [f"{plain_title(name)}[*]", "MashStudio"] if name else ["MashStudio[*]"]
        if self.files.elsewhere:
            parts.insert(1, self.tr("open elsewhere, read-only"))
        self.setWindowTitle(" – ".join(parts))
        self.setWindowModified(not self.studio.session.history.clean)

    def _show_what_can_be_done(self) -> None:
        history, mashup = self.studio.session.history, self.studio.mashup
        for name, verb, step in (("undo", "Undo", history.undo_name), ("redo", "Redo", history.redo_name)):
            action = self.actions_by_name[name]
            action.setEnabled(step is not None)
            action.setText(words(verb) if step is None else f"{words(verb)}: {translate(step)}")
        for name in ("save", "save_as", "collect", "export", "suggest", "select_all", "next_undecided"):
            self.actions_by_name[name].setEnabled(mashup is not None)
        chosen = mashup is not None and self.studio.selection.beats > 0
        for name in (
            "cut", "copy", "paste", "duplicate", "switch_on", "clear", "only_vocals", "all_but_drums", "fill_to_end",
            "earlier_beat", "later_beat", "earlier_bar", "later_bar", "play_selection",
        ):  # fmt: skip
            self.actions_by_name[name].setEnabled(chosen)
        self.export_button.setEnabled(mashup is not None)
        self._show_start(not self.studio.session.sources)
        for name, state in (
            ("loop", self.playing.looping),
            ("metronome", self.playing.clicking),
            ("step_entry", self.studio.settings.step_entry),
            ("follow", self.grid.following),
        ):
            self.actions_by_name[name].setChecked(state)

    def _make_room(self) -> None:
        self.offer.give_way(self.deck_row.any_mending)

    def _show_start(self, empty: bool) -> None:
        focus = QApplication.focusWidget()
        if not empty and focus is not None and self.start.isAncestorOf(focus):
            self.grid.setFocus()
        self.start.setVisible(empty and bool(self.studio.settings.recent))

    def _follow(self) -> None:
        self.grid.follow()
        self.deck_row.set_following(self.grid.following)

    def _all_decided(self, complete: bool) -> None:
        """When every beat is decided, the export takes the stage."""
        self.export_button.setObjectName("primary" if complete else "")
        self.export_button.style().unpolish(self.export_button)
        self.export_button.style().polish(self.export_button)

    # Coming and going

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks before unsaved work, or an export that is going on, is given up."""
        if not ExportDialog.may_close(self.studio, self) or not self.files.may_give_up():
            event.ignore()
            return
        layout = bytes(self.saveGeometry().toBase64().data()).decode()
        self.studio.change_settings(window=f"{layout} {','.join(map(str, self.splitter.sizes()))}")
        self.studio.close()
        event.accept()

    def _restore_layout(self) -> None:
        layout, _, sizes = self.studio.settings.window.partition(" ")
        if not layout or not self.restoreGeometry(QByteArray.fromBase64(layout.encode())):
            self.resize(self.sizeHint().boundedTo(room_for(self)))
        # Not QSplitter.restoreState: a damaged state makes it ask for more memory than there is, and ends the process.
        if _SIZES.fullmatch(sizes):
            self.splitter.setSizes([int(size) for size in sizes.split(",")])
