"""The suggested places as a matrix: the sections of one song's voice over those of another song's band."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from mashstudio.document.suggest import Place, Spot
from mashstudio.gui.commands.suggestion_commands import SuggestionCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.suggestions.colours import rank_colour
from mashstudio.gui.suggestions.places_list import CLAIMED, press_on_place
from mashstudio.gui.text.suggestion_words import place_words, reason_words, spot_words
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import ON_COLOURS
from mashstudio.gui.widgets.claims_keys import ClaimsKeys
from mashstudio.gui.widgets.plain_text import plain_tip

_CELL: Final = 34
_LOW: Final = 24
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class _Model(Guarded, QAbstractTableModel):
    """Places of one voice (rows: its sung sections) over one band (columns: its sections)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sung: list[Spot] = []
        self.played: list[Spot] = []
        self._at: dict[tuple[int, int], Place] = {}

    def show_places(self, places: list[Place]) -> None:
        """Show these places, all of one voice over one band."""
        self.beginResetModel()
        firsts = sorted({place.voice.beat: place.voice for place in places}.items())
        self.sung = [spot for _beat, spot in firsts]
        bands: dict[int, Spot] = {}
        for place in places:
            at = place.band.section_beat
            bands[at] = min(bands.get(at, place.band), place.band, key=lambda spot: spot.beat)
        starts = sorted(bands)
        self.played = [bands[start] for start in starts]
        rows = {spot.beat: row for row, spot in enumerate(self.sung)}
        self._at = {(rows[place.voice.beat], starts.index(place.band.section_beat)): place for place in places}
        self.endResetModel()

    def place(self, row: int, column: int) -> Place | None:
        """Return the place in a cell; None: nothing fits there."""
        return self._at.get((row, column))

    def cell_of(self, place: Place | None) -> QModelIndex:
        """Return the cell of a place."""
        at = next((cell for cell, each in self._at.items() if each == place), None)
        return QModelIndex() if at is None else self.index(*at)

    @override
    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of sung sections."""
        return len(self.sung)

    @override
    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of the band's sections."""
        return len(self.played)

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return a cell's rank, colour and words."""
        place = self.place(index.row(), index.column())
        if place is None:
            return None
        words = f"{place_words(place)}\n{reason_words(place)}"
        found = {
            _Role.DisplayRole: f"{place.rank}",
            _Role.ToolTipRole: plain_tip(words),
            _Role.AccessibleTextRole: words,
            _Role.BackgroundRole: rank_colour(place),
            _Role.ForegroundRole: ON_COLOURS,
            _Role.TextAlignmentRole: Qt.AlignmentFlag.AlignCenter,
        }
        return found.get(_Role(role))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Return a section's name."""
        across = orientation == Qt.Orientation.Horizontal
        spots = self.played if across else self.sung
        if section >= len(spots) or role not in {_Role.DisplayRole, _Role.ToolTipRole}:
            return None
        return spot_words(spots[section]) if role == _Role.ToolTipRole or not across else f"{spots[section].bar}"


class PlacesMatrix(ClaimsKeys, Translated, QTableView):
    """Every sung section of one song over every section of another: colour and number are the rank.

    Arrows walk, a click chooses; P and Enter do what they do in the list.
    """

    claimed = CLAIMED

    def __init__(self, commands: SuggestionCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._model = _Model(self)
        self.setModel(self._model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(_LOW)
            header.setDefaultSectionSize(_CELL)
        self.verticalHeader().setDefaultSectionSize(_LOW)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(self._choose)
        commands.chosen.connect(self.follow)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Suggested places: sung sections down, instrumental sections across"))

    def show_places(self, places: list[Place]) -> None:
        """Show these places, all of one voice over one band."""
        self._model.show_places(places)
        self.follow()

    def follow(self) -> None:
        """Show which place is the current one."""
        cell = self._model.cell_of(self._commands.current)
        if cell.isValid() and cell != self.currentIndex():
            self.setCurrentIndex(cell)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Preview by P, place by Enter; leave the rest to the table."""
        press_on_place(event, self._commands) or super().keyPressEvent(event)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        place = self._model.place(now.row(), now.column())
        if place is not None:
            self._commands.choose(place)
