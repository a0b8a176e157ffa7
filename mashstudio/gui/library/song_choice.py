"""A dialog to choose songs from a folder or playlist."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.library.song_rows import SongRows
from mashstudio.gui.widgets.dialog import Dialog, wrapped_label

_TO_THE_LIST: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ROW_EDGES: Final = 6


class SongChoice(Dialog):
    """A list of `songs` from the folder or playlist `name`; `more`: further remarks.

    Checked songs stay chosen while filtered out; Enter opens them, or the current song if there are none.
    most: the most songs that can be chosen. chosen: emitted with the songs (a list of Paths) in the order of choosing.
    """

    chosen = Signal(object)

    def __init__(self, songs: Sequence[Path], name: str, more: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._songs, self._name, self._more = songs, name, more
        self.words, self.now = wrapped_label(), wrapped_label("dim")
        self.rows, self.list = SongRows(songs, most, self), QTableView()
        self.filter = _Filter(self.list)
        self.open_button, self.cancel_button = QPushButton(), QPushButton()
        self._build()
        self._go_to(0)
        self.rows.marked_changed.connect(self._show_chosen)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.activated.connect(self._open)
        self.filter.textChanged.connect(self._filter)
        self.filter.setFocus()
        self.retranslate()

    def _build(self) -> None:
        # Not a tree view: it queries every row of its model, and thousands take longer than a frame.
        self.list.setModel(self.rows)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(self.list.fontMetrics().height() + _ROW_EDGES)
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.open_button.setObjectName("primary")
        self.open_button.clicked.connect(self._open)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self.words, self.filter, self.list, self.now, buttons):
            layout.addWidget(widget)
        # Has no effect before the button is in the dialog.
        self.open_button.setDefault(True)
        self.resize(720, 480)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Choose songs"))
        words = self.tr("Songs in {name}: {number}. Choose up to {most} of them.")
        words = words.format(name=self._name, number=len(self._songs), most=self.rows.most)
        self.words.setText(f"{words} {self._more}".strip())
        self.filter.setPlaceholderText(self.tr("Search"))
        self.filter.setAccessibleName(self.tr("Search"))
        self.rows.set_titles((self.tr("Song"), self.tr("Folder")))
        self.list.setAccessibleName(self.tr("Songs to choose from"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setToolTip(self.tr("Load the chosen songs on the decks"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave the decks unchanged"))
        self._show_chosen()

    def _filter(self) -> None:
        """Show the songs with all these words in name or folder; keep the current one."""
        current = self._current()
        self.rows.narrow(self.filter.text().casefold().split())
        self._go_to(self.rows.row(current) or 0)
        self._show_chosen()

    def _moved(self, index: QModelIndex) -> None:
        """Keep the current cell in the column of check boxes."""
        if index.column() > 0:
            self._go_to(index.row())
        self._show_chosen()

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row, 0))

    def _current(self) -> int | None:
        index = self.list.currentIndex()
        return self.rows.song(index.row()) if index.isValid() else None

    def _picked(self) -> list[int]:
        current = self._current()
        return self.rows.marked or ([] if current is None else [current])

    def _show_chosen(self) -> None:
        picked = self._picked()
        names = " × ".join(map(self.rows.name, picked))
        self.now.setText(self.tr("Selected: {names}").format(names=names) if names else self.tr("No matches."))
        self.open_button.setEnabled(bool(picked))

    def _open(self) -> None:
        songs = [self._songs[song] for song in self._picked()]
        if songs:
            self.accept()
            self.chosen.emit(songs)


class _Filter(Guarded, QLineEdit):
    """The filter field; it passes navigation keys to the list of `songs`."""

    def __init__(self, songs: QTableView) -> None:
        super().__init__()
        self._songs = songs
        self.setClearButtonEnabled(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on navigation keys; type others."""
        if event.key() in _TO_THE_LIST:
            self._songs.setFocus()
            self._songs.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
