"""The songs of a folder or playlist as a table model that computes rows on demand: thousands cost as much as a few."""

import os
from collections.abc import Sequence
from functools import cached_property
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
    """Each song's name with a check box, and its folder relative to the common one.

    marked: the numbers of the chosen songs in `songs`, in the order of choosing, at most `most`.
    """

    marked_changed = Signal()

    def __init__(self, songs: Sequence[Path], most: int, parent: QObject) -> None:
        super().__init__(parent)
        self._songs, self.most = songs, most
        self._titles = ("", "")
        self._rows: Sequence[int] = range(len(songs))
        self._texts: list[str] = []
        self.marked: list[int] = []

    @cached_property
    def _common(self) -> str:
        """The folder that holds all songs; found when the list is first painted, not while its dialog is built."""
        try:
            return os.path.commonpath({str(song).rpartition(os.sep)[0] for song in self._songs})
        except ValueError:
            # The songs are on several drives.
            return ""

    def song(self, row: int) -> int:
        """Return the number of the song in this row."""
        return self._rows[row]

    def row(self, song: int | None) -> int | None:
        """Return the row of a song; None if it is filtered out."""
        return self._rows.index(song) if song is not None and song in self._rows else None

    def name(self, song: int) -> str:
        """Return a song's name."""
        return clean_line(shown(self._songs[song].stem))

    def narrow(self, words: Sequence[str]) -> None:
        """Show the songs with all these words in name or folder."""
        if not self._texts:
            below = len(self._common)
            self._texts = [str(song).removesuffix(song.suffix)[below:].casefold() for song in self._songs]
        self.beginResetModel()
        self._rows = [song for song, text in enumerate(self._texts) if all(word in text for word in words)]
        self.endResetModel()

    def set_titles(self, titles: tuple[str, str]) -> None:
        """Set the column titles."""
        self._titles = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of songs shown."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return 2: song and folder."""
        return 0 if parent.isValid() else len(self._titles)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return flags that let a song be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() else flags | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Return a column's title."""
        return self._titles[section] if role == _Role.DisplayRole and orientation is Qt.Orientation.Horizontal else None

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return the contents of a row."""
        number = self._rows[index.row()]
        song = self._songs[number]
        if role == _Role.DisplayRole:
            return self._folder(song) if index.column() else self.name(number)
        if index.column() == 0 and role == _Role.CheckStateRole:
            return Qt.CheckState.Checked if number in self.marked else Qt.CheckState.Unchecked
        return plain_tip(shown(song)) if index.column() == 0 and role == _Role.ToolTipRole else None

    @override
    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Check or uncheck a song; beyond `most`, uncheck the one checked first."""
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
