"""The suggested places as a ranked list."""

from typing import Final

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from mashstudio.document.suggest import Place
from mashstudio.gui.commands.suggestion_commands import SuggestionCommands, carried_place
from mashstudio.gui.studio import Studio
from mashstudio.gui.suggestions.colours import rank_colour
from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.suggestion_words import fit_word, place_words, reason_words, spot_words
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import ON_COLOURS
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys
from mashstudio.gui.widgets.dialog import dress_table
from mashstudio.gui.widgets.plain_text import plain_tip

CLAIMED: Final = frozenset({*ENTER, Qt.Key.Key_P, Qt.Key.Key_Home, Qt.Key.Key_End})
_AT_ONCE: Final = 20
"""Rows that take less than a frame; there may be hundreds."""


class PlacesList(ClaimsKeys, Translated, QTreeWidget):
    """Places, best first: arrows choose one, P hears it, Enter or a double click places it; rows can be dragged."""

    claimed = CLAIMED
    placed = Signal()

    def __init__(self, studio: Studio, commands: SuggestionCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._commands = studio, commands
        self._shown: tuple[Place, ...] = ()
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill)
        dress_table(self, 6)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.currentItemChanged.connect(self._choose)
        self.itemDoubleClicked.connect(self._place)
        commands.chosen.connect(self.follow)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Suggested places, best first"))
        self.setHeaderLabels(
            [self.tr("Rank"), self.tr("Fit"), self.tr("Key"), self.tr("Bars"), self.tr("Voice"), self.tr("Over")]
        )
        header = self.headerItem()
        header.setToolTip(5, self.tr("The instruments under the voice, and the bar of their song they begin in"))
        header.setToolTip(3, self.tr("Length; in brackets, how many bars later the instruments lie in their song"))
        header.setToolTip(2, self.tr("Semitones by which the instruments are shifted against the voice"))
        self.show_places(self._shown, again=True)

    def show_places(self, places: tuple[Place, ...], *, again: bool = False) -> None:
        """Show these places. again: even if they are shown already."""
        if places == self._shown and not again:
            return
        self._shown = places
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._filling.start()
        self._fill()

    def _fill(self) -> None:
        """Add some more rows."""
        there = self.topLevelItemCount()
        self.blockSignals(True)
        self.addTopLevelItems([self._item(place) for place in self._shown[there : there + _AT_ONCE]])
        self.blockSignals(False)
        if self.topLevelItemCount() == len(self._shown):
            self._filling.stop()
        self.follow()

    def follow(self) -> None:
        """Show which place is the current one."""
        current = self._commands.current
        index = next((row for row, place in enumerate(self._shown) if place == current), None)
        item = None if index is None else self.topLevelItem(index)
        if item is not None and item is not self.currentItem():
            self.setCurrentItem(item)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Preview by P, place by Enter; leave the rest to the list."""
        press_on_place(event, self._commands) or super().keyPressEvent(event)

    @override
    def mimeData(self, items: object) -> QMimeData:
        """Return the dragged place."""
        current = self._commands.current
        return QMimeData() if current is None else carried_place(self._studio, current)

    def _item(self, place: Place) -> QTreeWidgetItem:
        offset = place.band.bar - place.voice.bar
        bars = f"{place.bars} ({signed(offset)})"
        spots = spot_words(place.voice), spot_words(place.band)
        item = QTreeWidgetItem([f"{place.rank}", fit_word(place.fit), signed(place.semitones), bars, *spots])
        words = f"{place_words(place)}\n{reason_words(place)}"
        for column in range(6):
            item.setToolTip(column, plain_tip(words))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        item.setBackground(0, QBrush(rank_colour(place)))
        item.setForeground(0, QBrush(ON_COLOURS))
        return item

    def _choose(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None:
            self._commands.choose(self._shown[self.indexOfTopLevelItem(item)])

    def _place(self, _item: QTreeWidgetItem) -> None:
        self._commands.place()


def press_on_place(event: QKeyEvent, commands: SuggestionCommands) -> bool:
    """Preview or place the current place if that is what the key asks for; return whether it is."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if event.key() == Qt.Key.Key_P:
        commands.preview()
    elif event.key() in ENTER:
        commands.place()
    else:
        return False
    return True
