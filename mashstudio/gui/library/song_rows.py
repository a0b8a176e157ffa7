"""The songs of a folder or playlist as rows that are made when they are seen: thousands cost as much as a few."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from mashstudio.core.text.lines import clean_line, shown
from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.plain_text import plain_tip

_ROOT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class SongRows(Guarded, QAbstractTableModel):
    """What each song is called, with a mark to choose it by, and where it lies below what they all lie in.

    marked: the chosen songs by their numbers in `songs`, in the order in which they were chosen, `most` at most.
    """

    marked_changed = Signal()

    def __init__(self, songs: Sequence[Path], most: int, parent: QObject) -> None:
        super().__init__(parent)
        self._songs, self.most = songs, most
        self._titles = ("", "")
        self._rows: Sequence[int] = range(len(songs))
        self._texts: list[str] = []
        self.marked: list[int] = []
        try:
            self._common = os.path.commonpath({str(song).rpartition(os.sep)[0] for song in songs})
        except ValueError:
            # They are on several disks.
            self._common = ""

    def song(self, row: int) -> int:
        """The number of the song in this row."""
        return self._rows[row]

    def row(self, song: int | None) -> int | None:
        """Where a song is; None: it isn't shown."""
        return self._rows.index(song) if song is not None and song in self._rows else None

    def name(self, song: int) -> str:
        """What a song is called."""
        return clean_line(shown(self._songs[song].stem))

    def narrow(self, words: Sequence[str]) -> None:
        """Shows the songs that have all these words in their name or folder."""
        if not self._texts:
            below = len(self._common)
            self._texts = [str(song).removesuffix(song.suffix)[below:].casefold() for song in self._songs]
        self.beginResetModel()
        self._rows = [song for song, text in enumerate(self._texts) if all(word in text for word in words)]
        self.endResetModel()

    def set_titles(self, titles: tuple[str, str]) -> None:
        """Says what is in the columns."""
        self._titles = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Song and folder."""
        return 0 if parent.isValid() else len(self._titles)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A song can be chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() else flags | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """What is in a column."""
        return self._titles[section] if role == _Role.DisplayRole and orientation is Qt.Orientation.Horizontal else None

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a row shows."""
        number = self._rows[index.row()]
        song = self._songs[number]
        if role == _Role.DisplayRole:
            return self._folder(song) if index.column() else self.name(number)
        if index.column() == 0 and role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if number in self.marked else Qt.CheckState.Unchecked
        return plain_tip(shown(song)) if index.column() == 0 and role == _Role.ToolTipRole else None

    @override
    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Marks a song, or takes its mark away; of three the first gives way."""
        if role != _Role.CheckStateRole:
            return False
        song = self._rows[index.row()]
        others = [other for other in self.marked if other != song]
        self.marked = [*others, song][-self.most :] if Qt.CheckState(value) is Qt.CheckState.Checked else others
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [_Role.CheckStateRole])
        self.marked_changed.emit()
        return True

    def _folder(self, song: Path) -> str:
        folder = os.path.relpath(song.parent, self._common) if self._common else os.fspath(song.parent)
        return "" if folder == os.curdir else shown(folder)
