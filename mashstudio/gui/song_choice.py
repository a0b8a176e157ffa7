"""The list of songs of a folder or playlist, to choose one or two from."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mashstudio.gui.dialog import Dialog, table, wrapped_label
from mashstudio.gui.guard import Guarded
from mashstudio.gui.plain_text import plain_tip
from mashstudio.text.lines import clean_line, shown

_TO_THE_LIST: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_MOST: Final = 2


class SongChoice(Dialog):
    """Lists `songs`, which are in what is called `name`; what else is to be said of it is `more`.

    A mark before a song chooses it, also while the list shows others; Enter opens those, or the song it is on.
    chosen: the one or two songs (a list of Paths), in the order in which they were chosen.
    """

    chosen = Signal(object)

    def __init__(self, songs: Sequence[Path], name: str, more: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._more = name, more
        self.marked: list[QTreeWidgetItem] = []
        self.words, self.now = wrapped_label(), wrapped_label("dim")
        self.list = table(2)
        self.list.header().setStretchLastSection(False)
        for column in (0, 1):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.filter = _Filter(self.list)
        self.items = {id(item): (item, song) for item, song in _items(songs)}
        self.list.addTopLevelItems([item for item, _song in self.items.values()])
        self._texts = [(item, f"{item.text(0)} {item.text(1)}".casefold()) for item, _song in self.items.values()]
        self.open_button, self.cancel_button = QPushButton(), QPushButton()
        self._build()
        self._go_to_the_first()
        self.list.itemChanged.connect(self._mark)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(self._open)
        self.filter.textChanged.connect(self._filter)
        self.filter.setFocus()
        self.retranslate()

    def _build(self) -> None:
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
        # Qt knows it as the dialog's only once it lies in the dialog.
        self.open_button.setDefault(True)
        self.resize(720, 480)

    def retranslate(self) -> None:
        """Shows its words in the user's language."""
        self.setWindowTitle(self.tr("Choose the songs"))
        words = self.tr("Songs in {name}: {number}. Choose one or two of them.")
        self.words.setText(f"{words.format(name=self._name, number=len(self.items))} {self._more}".strip())
        self.filter.setPlaceholderText(self.tr("Search"))
        self.filter.setAccessibleName(self.tr("Search"))
        self.list.setHeaderLabels([self.tr("Song"), self.tr("Folder")])
        self.list.setAccessibleName(self.tr("Songs to choose from"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setToolTip(self.tr("Put the chosen songs on the decks"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave the decks as they are"))
        self._show_chosen()

    def _filter(self, text: str) -> None:
        """Shows the songs that have all these words in their name or folder."""
        words = text.casefold().split()
        for item, text_of_it in self._texts:
            item.setHidden(not all(word in text_of_it for word in words))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._go_to_the_first()
        self._show_chosen()

    def _go_to_the_first(self) -> None:
        first = next((item for item, _text in self._texts if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)

    def _mark(self, item: QTreeWidgetItem) -> None:
        """Two songs at most: the first gives way to a third."""
        if item in self.marked:
            self.marked.remove(item)
        if item.checkState(0) is Qt.CheckState.Checked:
            self.marked.append(item)
        if len(self.marked) > _MOST:
            self.marked[0].setCheckState(0, Qt.CheckState.Unchecked)
        self._show_chosen()

    def _picked(self) -> list[QTreeWidgetItem]:
        current = self.list.currentItem()
        return self.marked or ([] if current is None or current.isHidden() else [current])

    def _show_chosen(self) -> None:
        picked = self._picked()
        names = " × ".join(item.text(0) for item in picked)
        self.now.setText(self.tr("To be opened: {names}").format(names=names) if names else self.tr("Nothing fits."))
        self.open_button.setEnabled(bool(picked))

    def _open(self) -> None:
        songs = [self.items[id(item)][1] for item in self._picked()]
        if songs:
            self.accept()
            self.chosen.emit(songs)


class _Filter(Guarded, QLineEdit):
    """The field that says which songs are shown; the keys that walk through `songs` go there."""

    def __init__(self, songs: QTreeWidget) -> None:
        super().__init__()
        self._songs = songs
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walks or writes."""
        if event.key() in _TO_THE_LIST:
            self._songs.setFocus()
            self._songs.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _items(songs: Sequence[Path]) -> list[tuple[QTreeWidgetItem, Path]]:
    """A row for each song: what it is called, and where it lies below what they all lie in."""
    common = Path(os.path.commonpath([song.parent for song in songs])) if _one_disk(songs) else Path()
    rows = []
    for song in songs:
        folder = song.parent.relative_to(common) if _one_disk(songs) else song.parent
        item = QTreeWidgetItem([clean_line(shown(song.stem)), shown(folder) if folder.parts else ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setToolTip(0, plain_tip(shown(song)))
        rows.append((item, song))
    return rows


def _one_disk(songs: Sequence[Path]) -> bool:
    return len({song.anchor for song in songs}) == 1
