"""The library under the decks: all of the user's songs, searched as one types, what is similar, and what fits."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.desktop import show_in_folder
from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.library_commands import LibraryCommands
from mashstudio.gui.library.library_filters import LibraryFilters
from mashstudio.gui.library.library_rows import LibraryRows
from mashstudio.gui.library.library_shelf import LibraryShelf
from mashstudio.gui.library.library_table import LibraryTable
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated, translate_error
from mashstudio.gui.widgets.claims_keys import ENTER
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.gui.widgets.file_drops import TakesFiles
from mashstudio.library.facts import Listed
from mashstudio.library.shelf import RankedBy
from mashstudio.model.choices import LETTERS

_GAP: Final = 6
_TO_THE_LIST: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


class LibraryPanel(Guarded, Translated, TakesFiles, QWidget):
    """The songs, fields to search them by, and a menu. Files and folders dropped here are added.

    files_wanted: emitted with songs (a list of Paths) and the source whose deck they are for, None for free ones.
    closed: emitted by its close button.
    """

    files_wanted = Signal(object, object)
    closed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.shelf = LibraryShelf(studio)
        self.commands = LibraryCommands(self.shelf, self)
        self.rows = LibraryRows(self.shelf.cover, self)
        self.table, self.filters = LibraryTable(self.rows), LibraryFilters(studio)
        self.menu_button, self.close_button = QToolButton(), QToolButton()
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(QMenu(self.menu_button))
        self.close_button.setText("✕")
        self.partners_button = QToolButton()
        self.heading, self.all_button = QLabel(textFormat=Qt.TextFormat.PlainText), QPushButton()
        self.count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.count.setObjectName("dim")
        self.empty, self.add_button = wrapped_label("dim"), QPushButton()
        self.pages = QStackedWidget()
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        order = studio.settings.library_order
        self.shelf.arrangement = replace(
            self.shelf.arrangement, order=order.removeprefix("-"), backwards=order.startswith("-")
        )
        self.setFocusProxy(self.filters.words)
        self.retranslate()

    def _build(self) -> None:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.empty)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.pages.addWidget(self.table)
        self.pages.addWidget(empty)
        head = QHBoxLayout()
        head.setSpacing(_GAP)
        # Fields are lower than buttons: their middles lie on one line.
        fields = QVBoxLayout()
        fields.setContentsMargins(0, _GAP // 2, 0, 0)
        fields.addWidget(self.filters)
        head.addLayout(fields, 1)
        for button in (self.partners_button, self.menu_button, self.close_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(_GAP)
        foot.addWidget(self.heading)
        foot.addWidget(self.all_button)
        foot.addStretch()
        foot.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        studio, shelf = self._studio, self.shelf
        self.menu_button.menu().aboutToShow.connect(lambda: self._fill_menu(self.menu_button.menu()))
        self.close_button.clicked.connect(self.closed)
        self.partners_button.clicked.connect(shelf.rank_for_decks)
        self.add_button.clicked.connect(self.commands.add_folder)
        self.all_button.clicked.connect(lambda: self._arrange(ranking=None))
        self.filters.changed.connect(self._filter)
        self.filters.words.installEventFilter(self)
        self.table.load_wanted.connect(lambda songs: self._load(songs, None))
        self.table.sorted_by.connect(self._sort)
        self.table.menu_opening.connect(self._fill_menu)
        self.table.remove_wanted.connect(lambda: self.commands.remove(self.table.chosen))
        shelf.changed.connect(self._show)
        shelf.loaded.connect(lambda: self.filters.show_shelf(shelf.shelf))
        shelf.cover_came.connect(self.rows.show_cover)
        studio.decks_changed.connect(self._follow_decks)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Library"))
        self.menu_button.setText(self.tr("Library"))
        self.menu_button.setToolTip(self.tr("Add songs, playlists, and what to do with the selected songs"))
        self.close_button.setToolTip(self.tr("Close the library"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.partners_button.setText(self.tr("Partners"))
        self.partners_button.setToolTip(self.tr("Songs of the library, best fitting those on the decks first"))
        self.all_button.setText(self.tr("All songs"))
        self.all_button.setToolTip(self.tr("Show all songs again"))
        self.add_button.setText(self.tr("Add folder…"))
        self.add_button.setToolTip(self.tr("Add the songs in a folder to the library"))
        self._follow_decks()
        self._show()

    @override
    def take_files(self, paths: Sequence[Path]) -> None:
        """Add files and folders dropped here."""
        self.shelf.add(paths)

    @override
    def eventFilter(self, watched: object, event: object) -> bool:
        """In the search field, arrows go to the list, and Enter loads its current song."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self.rows.songs:
            if event.key() in _TO_THE_LIST:
                self.table.setFocus()
                self.table.keyPressEvent(event)
                return True
            if event.key() in ENTER:
                self.table.keyPressEvent(event)
                return True
        return False

    # Display

    def _show(self) -> None:
        """Show the shelf's songs."""
        shelf, ranking = self.shelf, self.shelf.arrangement.ranking
        self.table.show_songs(shelf.shown, ranking)
        self.table.show_order(shelf.arrangement.order, backwards=shelf.arrangement.backwards)
        self.heading.setText(self._heading())
        for widget in (self.heading, self.all_button):
            widget.setVisible(ranking is not None)
        whole, shown = len(shelf.shelf.songs), len(shelf.shown)
        some = self.tr("Songs: {shown} of {whole}").format(shown=shown, whole=whole)
        self.count.setText(self.tr("Songs: {whole}").format(whole=whole) if shown == whole else some)
        self.pages.setCurrentIndex(0 if shown else 1)
        self.empty.setText(self._why_empty(whole))
        self.add_button.setVisible(whole == 0 and shelf.is_loaded and not shelf.scanning)
        self.count.setVisible(whole > 0)

    def _heading(self) -> str:
        ranking = self.shelf.arrangement.ranking
        if ranking is None:
            return ""
        titles = " × ".join(ranking.titles)
        match ranking.by:
            case RankedBy.FIT:
                return self.tr("Partners of {titles}, best first").format(titles=titles)
            case RankedBy.LIKENESS:
                return self.tr("Similar to {title}, most alike first").format(title=titles)
        return self.tr("In an order in which each song leads to the next")

    def _why_empty(self, whole: int) -> str:
        if self.shelf.failure is not None:
            return translate_error(self.shelf.failure)
        if not self.shelf.is_loaded:
            return self.tr("Reading the library…")
        if whole:
            return self.tr("No songs match.")
        if self.shelf.scanning:
            return self.tr("Songs appear here as they are analysed.")
        return self.tr(
            "Your library is empty. Add a folder: its songs are analysed in the background, then found here by name, "
            "tempo, key and sound. Their files stay where they are."
        )

    def _follow_decks(self) -> None:
        decks = self._studio.session.decks.values()
        self.partners_button.setEnabled(any(deck.ready is not None for deck in decks))

    # Changes

    def _filter(self) -> None:
        playlist = self.filters.playlist
        if playlist != self.shelf.arrangement.playlist:
            self._arrange(query=self.filters.query, playlist=playlist, ranking=None)
        else:
            self._arrange(query=self.filters.query)

    def _sort(self, order: str, backwards: bool) -> None:
        self._studio.change_settings(library_order=f"{'-' * backwards}{order}")
        self.filters.playlists.setCurrentIndex(0)
        self._arrange(order=order, backwards=backwards, playlist="", ranking=None)

    def _arrange(self, **changes: object) -> None:
        arrangement = replace(self.shelf.arrangement, **changes)  # type: ignore[arg-type]
        if arrangement != self.shelf.arrangement:
            self.shelf.arrange(arrangement)

    def _load(self, songs: Sequence[Listed], source: int | None) -> None:
        self.files_wanted.emit([song.path for song in songs], source)

    # Menu

    def _fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the selected songs, and with the library."""
        menu.clear()
        songs = self.table.chosen if self.pages.currentIndex() == 0 else []
        if songs:
            self._add_for_songs(menu, songs)
            menu.addSeparator()
        commands = self.commands
        menu.addAction(self.tr("Add folder…"), commands.add_folder)
        menu.addAction(self.tr("Look for new songs"), self.shelf.look_again)
        menu.addAction(self.tr("Import playlist…"), commands.import_playlist)
        if name := self.shelf.arrangement.playlist:
            menu.addAction(self.tr("Remove this playlist"), partial(commands.remove_playlist, name))
        export = menu.addMenu(self.tr("Export selected songs") if len(songs) > 1 else self.tr("Export these songs"))
        exported = songs if len(songs) > 1 else [each.song for each in self.shelf.shown]
        export.setEnabled(bool(exported))
        for ending, words in ((".m3u8", "M3U8…"), (".xml", self.tr("rekordbox XML…")), (".csv", "CSV…")):
            export.addAction(words, partial(commands.export, exported, ending))
        menu.addSeparator()
        unreadable = menu.addAction(self.tr("Show files that can't be used"), commands.show_unreadable)
        unreadable.setEnabled(bool(self.shelf.shelf.unreadable))

    def _add_for_songs(self, menu: QMenu, songs: list[Listed]) -> None:
        shelf, commands, one = self.shelf, self.commands, songs[0]
        menu.addAction(self.tr("Load on a free deck"), partial(self._load, songs, None))
        decks = menu.addMenu(self.tr("Load on deck"))
        for source in self._studio.session.sources:
            decks.addAction(LETTERS[source], partial(self._load, songs[:1], source))
        decks.setEnabled(bool(self._studio.session.sources))
        menu.addSeparator()
        fitting = self.tr("Partners of this") if len(songs) == 1 else self.tr("Partners of these")
        menu.addAction(fitting, partial(shelf.rank, RankedBy.FIT, songs))
        similar = menu.addAction(self.tr("Similar"), partial(shelf.rank, RankedBy.LIKENESS, songs))
        similar.setEnabled(len(songs) == 1)
        order = menu.addAction(self.tr("Put in order"), partial(shelf.rank, RankedBy.ORDER, songs))
        order.setEnabled(len(songs) > 2)
        menu.addAction(self.tr("Compare by stems"), partial(shelf.hear, songs))
        menu.addSeparator()
        menu.addAction(self.tr("Show in folder"), partial(show_in_folder, one.path))
        menu.addAction(self.tr("Remove from the library"), partial(commands.remove, songs))
