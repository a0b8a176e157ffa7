"""The studio window: decks, alignment, beat grid and transport."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QKeyCombination, QSize, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QResizeEvent
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
from mashstudio.gui.alignment.listen_bar import ListenBar
from mashstudio.gui.alignment.panel import AlignmentPanel
from mashstudio.gui.cell_grid.filled_bar import FilledBar
from mashstudio.gui.cell_grid.first_steps import FirstSteps
from mashstudio.gui.cell_grid.grid import VIEW_ACTIONS, CellGridPanel
from mashstudio.gui.cell_grid.lane_headers import FOLD
from mashstudio.gui.cell_grid.version_bar import VersionBar
from mashstudio.gui.commands.actions import FILE, GROUPS, HELP, MENUS, Action, Actions, AnyAction, shown_keys, words
from mashstudio.gui.commands.cell_actions import CELL_ACTIONS
from mashstudio.gui.commands.cell_commands import CellCommands
from mashstudio.gui.commands.file_commands import FILE_ACTIONS, OPEN, FileCommands
from mashstudio.gui.commands.first_bars import waits_words
from mashstudio.gui.commands.listen_commands import LISTEN_ACTIONS, ListenCommands
from mashstudio.gui.commands.play_commands import PLAY_ACTIONS, STOP, PlayCommands
from mashstudio.gui.commands.song_sections import SECTION_ACTIONS
from mashstudio.gui.commands.suggestion_commands import SUGGESTION_ACTIONS, SuggestionCommands
from mashstudio.gui.commands.version_commands import VERSION_ACTIONS, VersionCommands
from mashstudio.gui.decks.cues import CUE_ACTIONS
from mashstudio.gui.decks.demucs_bar import DemucsBar
from mashstudio.gui.decks.mend_actions import REPAIR_ACTIONS
from mashstudio.gui.decks.menu import MENU_ACTIONS
from mashstudio.gui.decks.row import DeckRow
from mashstudio.gui.decks.view import LISTEN, DeckView
from mashstudio.gui.desktop import open_file
from mashstudio.gui.dialogs.about import AboutDialog
from mashstudio.gui.dialogs.doctor_page import DoctorDialog
from mashstudio.gui.dialogs.export_dialog import ExportDialog
from mashstudio.gui.dialogs.guide import GuideDialog
from mashstudio.gui.dialogs.shortcut_sheet import ShortcutSheet
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.drops import Drops
from mashstudio.gui.library.recent_projects import RecentMenu, RecentProjects
from mashstudio.gui.library.start_page import StartPage
from mashstudio.gui.lower_half import ACCOMPANIMENT_ACTIONS, LOWER_ACTIONS, LowerHalf
from mashstudio.gui.preferences.dialog import PreferencesDialog
from mashstudio.gui.studio import Studio
from mashstudio.gui.suggestions.beside import PANEL_ACTIONS, GridAndSuggestions
from mashstudio.gui.tasks.status_line import StatusLine
from mashstudio.gui.tasks.task_bar import TaskBar
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP, Translated, translate, translate_error
from mashstudio.gui.transport.bar import TransportBar
from mashstudio.gui.widgets.dialog import room_for, wrapped_label
from mashstudio.gui.widgets.file_drops import TakesFiles
from mashstudio.gui.widgets.plain_text import plain_title
from mashstudio.playback.ipc.devices import PlayerEvent, message_of_event
from mashstudio.session.log import log_file

_MESSAGE_MS = 12_000
_PASSING_MS = 3_000
_MARGIN = 8
_GAP = 6
_SHIFT_F10 = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_SIZES = re.compile(r"\d{1,5},\d{1,5}", re.ASCII)


class StudioWindow(Guarded, Translated, TakesFiles, QMainWindow):
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
        self.versions = VersionCommands(studio)
        self.grid = CellGridPanel(studio, self.cells, VersionBar(studio, self.versions))
        self.actions_by_name = Actions(self)
        self.actions_by_name.add(FILE_ACTIONS, self.files)
        self.actions_by_name.add(CELL_ACTIONS, self.cells)
        self.actions_by_name.add(VERSION_ACTIONS, self.versions)
        self.suggesting = SuggestionCommands(studio)
        self.actions_by_name.add(SUGGESTION_ACTIONS, self.suggesting)
        self.actions_by_name.add(PLAY_ACTIONS, self.playing)
        self.actions_by_name.add(VIEW_ACTIONS, self.grid)
        self.actions_by_name.add([FOLD], self.grid.grid)
        self.beside = GridAndSuggestions(studio, self.grid, self.suggesting, self.actions_by_name)
        self.actions_by_name.add(PANEL_ACTIONS, self.beside)
        self.actions_by_name.add(WINDOW_ACTIONS, self)
        self._build()
        self._build_menus()
        for signal in (
            studio.mashup_changed, studio.decks_changed, studio.selection_changed, studio.sound_changed,
            studio.suggestions_changed, self.suggesting.chosen, self.below.commands.changed,
        ):  # fmt: skip
            signal.connect(self._update_actions)
        for signal in (studio.mashup_changed, studio.saved_changed):
            signal.connect(self._show_title)
        studio.shortcuts_changed.connect(self.retranslate)
        studio.settings_changed.connect(self._update_actions)
        studio.notice.connect(self.tell)
        studio.autosave_changed.connect(self._show_autosave)
        studio.player_event.connect(self._tell_player_event)
        self.deck_row.files_wanted.connect(self.drops.take)
        self.deck_row.choose.connect(self.files.choose)
        self.deck_row.mending.connect(self._make_room)
        self.grid.headers.menu_opening.connect(self.deck_row.add_menu)
        self.grid.grid.menu_opening.connect(self._add_playing)
        self.grid.following_changed.connect(self.deck_row.set_following)
        self.files.files_wanted.connect(self.drops.take)
        self.files.changed.connect(self._show_title)
        self.files.export_wanted.connect(lambda: ExportDialog(studio, self).open())
        self.files.collect_wanted.connect(lambda: ExportDialog.collect(studio, self))
        self.files.demo_opened.connect(self.playing.play_when_heard)
        self.cells.mashed.connect(self._play_mashed)
        self.beside.panel.arrangements.wanted.connect(self.cells.choose_proposal)
        self.playing.changed.connect(self._show_waiting)
        for signal in (studio.decks_changed, studio.progress_changed):
            signal.connect(self._show_waiting)
        self.retranslate()
        self._restore_layout()
        (self.start.list if studio.settings.recent else self.grid).setFocus()

    # Construction

    def _build(self) -> None:
        self.transport = TransportBar(self.studio, self.actions_by_name, self.playing)
        above = QWidget()
        layout = QVBoxLayout(above)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.deck_row, 1)
        self.offer = DemucsBar(self.studio, on_deck=True)
        layout.addWidget(self.offer)
        self.listening = ListenCommands(self.studio)
        self.actions_by_name.add(LISTEN_ACTIONS, self.listening)
        self.alignment = AlignmentPanel(self.studio, self.actions_by_name["listen_beat"])
        layout.addWidget(self.alignment)
        self.listen_bar = ListenBar(self.studio, self.actions_by_name, self.listening)
        layout.addWidget(self.listen_bar)
        self.below = LowerHalf(self.studio, self.beside, self.grid, self.actions_by_name)
        self.below.library.files_wanted.connect(self.drops.take)
        self.actions_by_name.add(LOWER_ACTIONS, self.below)
        self.actions_by_name["suggestions"].triggered.connect(self.below.show_grid)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(above)
        self.splitter.addWidget(self.below)
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
        self.autosave_warning = wrapped_label("warning")
        self.autosave_warning.setTextFormat(Qt.TextFormat.PlainText)
        self.autosave_warning.hide()
        self.filled_bar = FilledBar(self.studio)
        self.export_button = QPushButton()
        self.export_button.clicked.connect(self.files.export)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.transport)
        column.addWidget(self.splitter, 1)
        column.addWidget(TaskBar(self.studio.tasks))
        column.addWidget(self.autosave_warning)
        self.setCentralWidget(whole)
        self.status = StatusLine(self.filled_bar, self.export_button)
        self.setStatusBar(self.status)
        self.filled_bar.complete.connect(self._highlight_export)

    @property
    def decks(self) -> list[DeckView]:
        """The decks, from left to right."""
        return self.deck_row.views

    def _build_menus(self) -> None:
        self._menus: dict[str, QMenu] = {}
        for title in MENUS:
            menu = self._menus[title] = self.menuBar().addMenu("")
            for action in EVERY_ACTION:
                if action.group == title:
                    if action.separated:
                        menu.addSeparator()
                    menu.addAction(self.actions_by_name[action.name])
                    if action is OPEN:
                        menu.addMenu(RecentMenu(self.recent, self.files.open_project, self))
        self.deck_row.band_place.setDefaultAction(self.actions_by_name["accompaniment"])
        # Actions in no menu need this for their shortcuts.
        self.addActions(list(self.actions_by_name))

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.actions_by_name.dress(self.studio.settings.shortcuts)
        for title, menu in self._menus.items():
            menu.setTitle(words(title))
        self.export_button.setText(self.actions_by_name["export"].text())
        self.export_button.setToolTip(self.actions_by_name["export"].toolTip())
        self._show_title()
        self._show_autosave()
        self._update_actions()

    @override
    def sizeHint(self) -> QSize:
        """Return room for two decks and 32 bars."""
        return QSize(1440, 900)

    # Dropping

    @override
    def take_files(self, paths: Sequence[Path]) -> None:
        """Open files dropped anywhere in the window."""
        self.drops.take(paths)

    # Display

    def tell(self, sentence: str) -> None:
        """Show a sentence in the status bar for a while, more briefly over a standing text."""
        self.status.showMessage(sentence, _PASSING_MS if self.status.standing else _MESSAGE_MS)

    def _tell_player_event(self, event: PlayerEvent) -> None:
        if text := translate(message_of_event(event)):
            self.tell(text)

    def _play_mashed(self) -> None:
        """Show and play a new arrangement from its start; deselect, so that Esc cancels the wait."""
        self.studio.select(Selection((), 0, 0))
        self.grid.grid.reveal(0, 1)
        self.playing.play_when_heard()

    def _show_waiting(self) -> None:
        """While waiting for the first bars, show the current work in the status bar."""
        text = ""
        if self.playing.waiting:
            text = self.tr("Playback starts as soon as the first bars are ready ({stop}: cancel)").format(
                stop=shown_keys(STOP, self.studio.settings.shortcuts)
            )
            text = "  ·  ".join(filter(None, (text, waits_words(self.studio))))
        self.status.stand(text)

    def _show_autosave(self) -> None:
        """While autosave fails, say why."""
        error = self.studio.autosave_error
        reason = "" if error is None else translate_error(error)
        self.autosave_warning.setText(self.tr("Autosave failed: {reason}").format(reason=reason))
        self.autosave_warning.setVisible(error is not None)

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

    def _update_actions(self) -> None:
        self.actions_by_name.refresh()
        self.export_button.setEnabled(self.actions_by_name["export"].isEnabled())
        self._show_start(not self.studio.session.sources)

    def _make_room(self) -> None:
        self.offer.set_crowded(self.deck_row.any_mending)
        self.deck_row.finish_layout()

    def _show_start(self, empty: bool) -> None:
        # Not the application's: during a drop, another program's window is active.
        focus = self.focusWidget()
        if not empty and focus is not None and self.start.isAncestorOf(focus):
            self.grid.setFocus()
        self.start.setVisible(empty and bool(self.studio.settings.recent))

    def _add_playing(self, menu: QMenu) -> None:
        """Add what plays the selected cells to their menu."""
        menu.addActions([self.actions_by_name[name] for name in ("play_selection", "loop", "mute", "solo")])
        menu.addSeparator()

    def _highlight_export(self, complete: bool) -> None:
        """Make Export the primary button once every beat has a stem."""
        self.export_button.setObjectName("primary" if complete else "")
        self.export_button.style().unpolish(self.export_button)
        self.export_button.style().polish(self.export_button)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the context menu of what has focus by Shift+F10, which Qt does on Windows alone."""
        focus = self.focusWidget()
        if event.keyCombination() != _SHIFT_F10 or focus is None:
            super().keyPressEvent(event)
            return
        at = focus.rect().center()
        QApplication.sendEvent(focus, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, focus.mapToGlobal(at)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out before it is painted."""
        super().resizeEvent(event)
        self.deck_row.finish_layout()

    # Opening and closing

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before discarding unsaved work or cancelling a running export."""
        if not ExportDialog.may_close(self.studio, self) or not self.files.may_give_up():
            event.ignore()
            return
        layout = bytes(self.saveGeometry().toBase64().data()).decode()
        self.studio.change_settings(window=f"{layout} {','.join(map(str, self.splitter.sizes()))}")
        self.beside.remember()
        self.listening.close()
        self.studio.close()
        event.accept()

    def _restore_layout(self) -> None:
        layout, _, sizes = self.studio.settings.window.partition(" ")
        if not layout or not self.restoreGeometry(QByteArray.fromBase64(layout.encode())):
            self.resize(self.sizeHint().boundedTo(room_for(self)))
        # Not QSplitter.restoreState: given a damaged state, it requests too much memory and ends the process.
        if _SIZES.fullmatch(sizes):
            self.splitter.setSizes([int(size) for size in sizes.split(",")])


WINDOW_ACTIONS: Final[tuple[Action[StudioWindow], ...]] = (
    Action(
        "preferences",
        FILE,
        QT_TRANSLATE_NOOP("Action", "Preferences…"),
        "Ctrl+,",
        lambda window: PreferencesDialog(window.studio, EVERY_ACTION, window).open(),
        separated=True,
    ),
    Action("close", FILE, QT_TRANSLATE_NOOP("Action", "Close window"), "Ctrl+W", lambda window: window.close()),
    Action("quit", FILE, QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q", lambda _window: QApplication.closeAllWindows()),
    Action(
        "guide",
        HELP,
        QT_TRANSLATE_NOOP("Action", "Guide"),
        "F1",
        lambda window: GuideDialog(window.studio, EVERY_ACTION, window).show(),
    ),
    Action(
        "shortcuts",
        HELP,
        QT_TRANSLATE_NOOP("Action", "Keyboard shortcuts"),
        "?",
        lambda window: ShortcutSheet(window.studio, EVERY_ACTION, window).open(),
    ),
    Action(
        "doctor",
        HELP,
        QT_TRANSLATE_NOOP("Action", "System check"),
        "",
        lambda window: DoctorDialog(window.studio, window).open(),
    ),
    Action("log", HELP, QT_TRANSLATE_NOOP("Action", "Show log file"), "", lambda _window: open_file(log_file())),
    Action(
        "about", HELP, QT_TRANSLATE_NOOP("Action", "About MashStudio"), "", lambda window: AboutDialog(window).open()
    ),
)

_TOPICS: Final = (
    FILE_ACTIONS, PLAY_ACTIONS, LISTEN_ACTIONS, CELL_ACTIONS, VERSION_ACTIONS, SUGGESTION_ACTIONS, VIEW_ACTIONS,
    (FOLD,), PANEL_ACTIONS, LOWER_ACTIONS, ACCOMPANIMENT_ACTIONS, WINDOW_ACTIONS, (LISTEN,), MENU_ACTIONS,
    SECTION_ACTIONS, CUE_ACTIONS, REPAIR_ACTIONS,
)  # fmt: skip
EVERY_ACTION: Final[tuple[AnyAction, ...]] = tuple(
    action for group in GROUPS for actions in _TOPICS for action in actions if action.group == group
)
"""All actions by group, as in the menus."""
