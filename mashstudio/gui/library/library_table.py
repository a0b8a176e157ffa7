"""The list of the library's songs: Enter loads, rows are dragged onto decks."""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView
from typing_extensions import override

from mashstudio.gui.library.library_rows import COLUMNS, LibraryRows
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys
from mashstudio.library.facts import Listed
from mashstudio.library.search import Searched
from mashstudio.library.shelf import Ranking

_ROW_EDGES: Final = 8
_WIDTHS: Final = {
    "rank": 150, "title": 270, "artist": 170, "length": 60, "tempo": 64, "key": 130, "energy": 64, "genre": 90,
    "tags": 190,
}  # fmt: skip
"""In pixels; the last column takes what is left."""


class LibraryTable(ClaimsKeys, Translated, QTableView):
    """The songs. load_wanted: emitted with songs to be put on free decks; remove_wanted: for those that are selected.

    sorted_by: emitted with a name in ORDERS, and whether backwards; menu_opening: with the menu to be filled.
    """

    claimed = frozenset({*ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End})
    load_wanted = Signal(object)
    sorted_by = Signal(str, bool)
    menu_opening = Signal(QMenu)
    remove_wanted = Signal()

    def __init__(self, rows: LibraryRows) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        height = self.fontMetrics().height() + _ROW_EDGES
        self.setIconSize(QSize(height - 2, height - 2))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # With the table's own it would ask each row whether it is selected.
        header.setSelectionModel(QItemSelectionModel(rows, self))
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        for column, name in enumerate(COLUMNS):
            if name in _WIDTHS:
                self.setColumnWidth(column, _WIDTHS[name])
        self.doubleClicked.connect(self._load)
        rows.modelAboutToBeReset.connect(self._remember)
        self._before: tuple[str, set[str]] = ("", set())
        self._order = ("", False)
        self._ranking: Ranking | None = None
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Songs of the library"))
        self.rows.set_titles(
            [
                self.tr("Rank"), self.tr("Title"), self.tr("Artist"), self.tr("Length"), self.tr("Tempo"),
                self.tr("Key"), self.tr("Energy"), self.tr("Genre"), self.tr("Tags"), self.tr("Last used"),
            ]
        )  # fmt: skip

    def show_songs(self, songs: list[Searched], ranking: Ranking | None) -> None:
        """Show these songs; those that were selected stay so."""
        self.rows.show_songs(songs, ranking)
        self.setColumnHidden(0, ranking is None)
        self.setColumnHidden(COLUMNS.index("genre"), not any(each.song.facts.genre for each in songs))
        self.horizontalHeader().setSortIndicatorShown(ranking is None)
        current, selected = self._before if ranking is self._ranking else ("", set())
        self._ranking = ranking
        selection = self.selectionModel()
        for row, each in enumerate(songs) if selected else ():
            if each.song.facts.sha256 in selected:
                flags = QItemSelectionModel.SelectionFlag
                selection.select(self.rows.index(row, 1), flags.Select | flags.Rows)
        kept_row = self.rows.row_of(current) if current else None
        if songs:
            at = self.rows.index(kept_row or 0, 1)
            kept = bool(selected) and kept_row is not None
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(at, flags.NoUpdate if kept else flags.ClearAndSelect | flags.Rows)

    def show_order(self, name: str, *, backwards: bool) -> None:
        """Show in the header by what the songs are sorted."""
        self._order = (name, backwards)
        header, column = self.horizontalHeader(), COLUMNS.index(name)
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if backwards else Qt.SortOrder.AscendingOrder)

    @property
    def chosen(self) -> list[Listed]:
        """The selected songs, from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.songs[row].song for row in rows]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Load by Enter, remove by Delete; leave the rest to the table."""
        if event.key() in ENTER:
            self._load()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the selected songs."""
        menu = QMenu(self)
        self.menu_opening.emit(menu)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    def _load(self) -> None:
        if self.chosen:
            self.load_wanted.emit(self.chosen)

    def _remember(self) -> None:
        current = self.currentIndex()
        songs = self.rows.songs
        name = songs[current.row()].song.facts.sha256 if current.isValid() and current.row() < len(songs) else ""
        self._before = name, {song.facts.sha256 for song in self.chosen}

    def _sort(self, column: int) -> None:
        name = COLUMNS[column]
        if name == "rank":
            return
        self.sorted_by.emit(name, self._order == (name, False))
