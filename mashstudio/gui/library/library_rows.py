"""The library's songs as a table model that computes rows on demand: thousands cost as much as a few."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl
from PySide6.QtGui import QIcon
from typing_extensions import override

from mashstudio.core.text.lines import shown
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import ago, clock, key_name, plain_tempo
from mashstudio.gui.text.library_words import rank_word, rank_words
from mashstudio.gui.text.tag_words import sentence_words
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.library.facts import Listed
from mashstudio.library.search import Searched
from mashstudio.library.shelf import Ranking

COLUMNS: Final = ("rank", "title", "artist", "length", "tempo", "key", "energy", "genre", "tags", "used")
"""All but the first are names in ORDERS."""
_FIGURES: Final = frozenset({"length", "tempo", "energy"})
_TAGS_SHOWN: Final = 3
_ROOT: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_SHOWN: Final = frozenset({_Role.DisplayRole, _Role.DecorationRole, _Role.TextAlignmentRole, _Role.ToolTipRole})
"""The roles that a cell answers; a painted page asks a thousand times."""


class LibraryRows(Guarded, QAbstractTableModel):
    """The shown songs, one a row. cover: returns the small picture of a song's cover."""

    def __init__(self, cover: Callable[[str], QIcon], parent: QObject) -> None:
        super().__init__(parent)
        self._cover = cover
        self._titles: Sequence[str] = COLUMNS
        self.songs: Sequence[Searched] = ()
        self.ranking: Ranking | None = None

    def show_songs(self, songs: Sequence[Searched], ranking: Ranking | None) -> None:
        """Show these songs. ranking: by which they are ranked."""
        self.beginResetModel()
        self.songs, self.ranking = songs, ranking
        self.endResetModel()

    def row_of(self, sha256: str) -> int | None:
        """Return the row of a song; None if it isn't shown."""
        return next((row for row, each in enumerate(self.songs) if each.song.facts.sha256 == sha256), None)

    def show_cover(self, sha256: str) -> None:
        """Show the cover that has come for a song."""
        row = self.row_of(sha256)
        if row is not None:
            at = self.index(row, COLUMNS.index("title"))
            self.dataChanged.emit(at, at, [_Role.DecorationRole])

    def set_titles(self, titles: Sequence[str]) -> None:
        """Set the columns' titles."""
        self._titles = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of songs shown."""
        return 0 if parent.isValid() else len(self.songs)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return flags that let a song be dragged."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return self._alignment(section)
        return self._titles[section] if role == _Role.DisplayRole else None

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role not in _SHOWN:
            return None
        each, column = self.songs[index.row()], COLUMNS[index.column()]
        if role == _Role.DisplayRole:
            return self._text(each, column)
        if role == _Role.DecorationRole and column == "title":
            return self._cover(each.song.facts.sha256)
        if role == _Role.TextAlignmentRole:
            return self._alignment(index.column())
        if role == _Role.ToolTipRole:
            return plain_tip(self._tip(each, column))
        return None

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the files of the dragged songs, as a file manager does."""
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setUrls([QUrl.fromEncoded(self.songs[row].song.path.as_uri().encode()) for row in rows])
        return data

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        """Songs are copied to a deck."""
        return Qt.DropAction.CopyAction

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if COLUMNS[column] in _FIGURES else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _text(self, each: Searched, column: str) -> str:
        if column == "rank":
            return "" if self.ranking is None else rank_word(self.ranking, each.song.facts.sha256)
        return _TEXTS[column](each.song)

    def _tip(self, each: Searched, column: str) -> str:
        facts = each.song.facts
        if column == "rank":
            return "" if self.ranking is None else rank_words(self.ranking, facts.sha256)
        hints = facts.hints
        if column == "tempo" and hints.tempo is not None:
            return self.tr("Its file says {tempo} BPM.").format(tempo=plain_tempo(hints.tempo))
        if column == "key" and hints.key:
            return self.tr("Its file says {key}.").format(key=hints.key)
        if column == "tags":
            return sentence_words(facts.tags)
        return shown(each.song.path)


def _used(song: Listed) -> str:
    return ago(time.time() - song.used) if song.used else ""


_TEXTS: Final[dict[str, Callable[[Listed], str]]] = {
    "title": lambda song: song.facts.title,
    "artist": lambda song: song.facts.artist,
    "length": lambda song: clock(song.facts.duration),
    "tempo": lambda song: plain_tempo(song.facts.tempo),
    "key": lambda song: f"{song.facts.key.camelot}  {key_name(song.facts.key)}",
    "energy": lambda song: f"{song.facts.energy}",
    "genre": lambda song: song.facts.genre,
    "tags": lambda song: sentence_words(list(song.facts.tags)[:_TAGS_SHOWN]),
    "used": _used,
}
