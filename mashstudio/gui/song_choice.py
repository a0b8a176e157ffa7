"""The list of songs of a folder or playlist, to choose some from."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
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
_AT_ONCE: Final = 64


class SongChoice(Dialog):
    """Lists `songs`, which are in what is called `name`; what else is to be said of it is `more`.

    A mark before a song chooses it, also while the list shows others; Enter opens those, or the song it is on.
    most: so many can be chosen. chosen: those that are (a list of Paths), in the order in which they were chosen.
    """

    chosen = Signal(object)

    def __init__(self, songs: Sequence[Path], name: str, more: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._more, self._most = name, more, most
        self.marked: list[QTreeWidgetItem] = []
        self.words, self.now = wrapped_label(), wrapped_label("dim")
        self.list = table(2)
        self.list.header().setStretchLastSection(False)
        for column in (0, 1):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.filter = _Filter(self.list)
        self.items: dict[int, tuple[QTreeWidgetItem, Path]] = {}
        self._texts: list[tuple[QTreeWidgetItem, str]] = []
        self._number, self._coming = len(songs), _items(songs)
        # Thousands of rows take longer than a frame.
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._add_some)
        self._add_some()
        self._filling.start()
        self.open_button, self.cancel_button = QPushButton(), QPushButton()
        self._build()
        self._go_to_the_first()
        self.list.itemChanged.connect(self._mark)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.list.itemActivated.connect(self._open)
        self.filter.textChanged.connect(self._filter)
        self.filter.setFocus()
        self.retranslate()

    def _add_some(self) -> None:
        rows = list(islice(self._coming, _AT_ONCE))
        if not rows:
            self._filling.stop()
        self.items |= {id(item): (item, song) for item, song in rows}
        self.list.addTopLevelItems([item for item, _song in rows])
        added = [(item, f"{item.text(0)} {item.text(1)}".casefold()) for item, _song in rows]
        self._texts += added
        self._hide(added)

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
        words = self.tr("Songs in {name}: {number}. Choose up to {most} of them.")
        self.words.setText(
            f"{words.format(name=self._name, number=self._number, most=self._most)} {self._more}".strip()
        )
        self.filter.setPlaceholderText(self.tr("Search"))
        self.filter.setAccessibleName(self.tr("Search"))
        self.list.setHeaderLabels([self.tr("Song"), self.tr("Folder")])
        self.list.setAccessibleName(self.tr("Songs to choose from"))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setToolTip(self.tr("Put the chosen songs on the decks"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave the decks as they are"))
        self._show_chosen()

    def _filter(self) -> None:
        """Shows the songs that have all these words in their name or folder."""
        self._hide(self._texts)
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._go_to_the_first()
        self._show_chosen()

    def _hide(self, rows: Sequence[tuple[QTreeWidgetItem, str]]) -> None:
        words = self.filter.text().casefold().split()
        for item, text in rows:
            hidden = not all(word in text for word in words)
            if hidden != item.isHidden():
                item.setHidden(hidden)

    def _go_to_the_first(self) -> None:
        first = next((item for item, _text in self._texts if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)

    def _mark(self, item: QTreeWidgetItem) -> None:
        """As many as have room: the first gives way to one more."""
        if item in self.marked:
            self.marked.remove(item)
        if item.checkState(0) is Qt.CheckState.Checked:
            self.marked.append(item)
        if len(self.marked) > self._most:
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


def _items(songs: Sequence[Path]) -> Iterator[tuple[QTreeWidgetItem, Path]]:
    """A row for each song: what it is called, and where it lies below what they all lie in."""
    one_disk = len({song.anchor for song in songs}) == 1
    common = Path(os.path.commonpath([song.parent for song in songs])) if one_disk else Path()
    for song in songs:
        folder = song.parent.relative_to(common) if one_disk else song.parent
        item = QTreeWidgetItem([clean_line(shown(song.stem)), shown(folder) if folder.parts else ""])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setToolTip(0, plain_tip(shown(song)))
        yield item, song
