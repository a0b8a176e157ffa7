"""An overview of all keys and mouse gestures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mashstudio.gui.commands.actions import DECK, GROUPS, AnyAction, shown_keys, words
from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import Dialog

_COLUMNS = 3

Entry = tuple[str, str]
"""A function, and its keys or gesture."""


class ShortcutSheet(Dialog):
    """The current shortcuts of `actions`, and the mouse gestures."""

    def __init__(self, studio: Studio, actions: Sequence[AnyAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._actions = studio, actions
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._area)
        layout.addWidget(buttons)
        self.resize(1120, 860)
        studio.shortcuts_changed.connect(self.retranslate)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setSpacing(32)
        groups = self._groups()
        rows = sum(len(entries) + 2 for _, entries in groups)
        column, filled = QVBoxLayout(), 0
        for title, entries in groups:
            if filled and (filled + len(entries) / 2) * _COLUMNS > rows and columns.count() < _COLUMNS - 1:
                column.addStretch(1)
                columns.addLayout(column, 1)
                column, filled = QVBoxLayout(), 0
            column.setSpacing(16)
            column.addLayout(_group(title, entries))
            filled += len(entries) + 2
        column.addStretch(1)
        columns.addLayout(column, 1)
        self._area.setWidget(page)

    def _groups(self) -> list[tuple[str, list[Entry]]]:
        groups = [(_title(group), self._entries(group)) for group in GROUPS]
        gestures = [(self.tr("In a song's waveform"), self._song()), (self.tr("In the cell grid"), self._grid())]
        at = GROUPS.index(DECK)
        return [*groups[:at], *gestures, *groups[at:]]

    def _entries(self, group: str) -> list[Entry]:
        entries = (
            (words(action.text).removesuffix("…"), shown_keys(action, self._studio.settings.shortcuts))
            for action in self._actions
            if action.group == group
        )
        return [(text, keys) for text, keys in entries if keys]

    def _grid(self) -> list[Entry]:
        return [
            (self.tr("Turn a cell on or off"), self.tr("Click")),
            (self.tr("Paint or erase"), self.tr("Drag")),
            (self.tr("Select a range"), self.tr("Shift+click or drag")),
            (self.tr("Select more lanes"), self.tr("Ctrl+click")),
            (self.tr("Play from a beat"), self.tr("Click the ruler")),
            (self.tr("Select whole beats"), self.tr("Shift+drag the ruler")),
            (self.tr("From cell to cell"), self.tr("Arrows")),
            (self.tr("From bar to bar"), self.tr("Ctrl+Left, Ctrl+Right")),
            (self.tr("Select from cell to cell"), self.tr("Shift+Arrows")),
            (self.tr("Scroll"), self.tr("Wheel, middle button")),
            (self.tr("Zoom"), self.tr("Ctrl+wheel, pinch")),
            (self.tr("Context menu"), self.tr("Right click")),
        ]

    def _song(self) -> list[Entry]:
        return [
            (self.tr("Select a beat and go there"), self.tr("Click")),
            (self.tr("Move a beat"), self.tr("Drag it")),
            (self.tr("From beat to beat"), self.tr("Left, Right")),
            (self.tr("Zoom in, zoom out"), self.tr("Up, Down, Ctrl+wheel, pinch")),
            (self.tr("Scroll"), self.tr("Wheel, Page Up, Page Down")),
            (self.tr("Go to a cue"), self.tr("1 to 8, click its flag")),
            (self.tr("Move or rename a cue"), self.tr("Drag, double-click its flag")),
            (self.tr("Phrase start"), self.tr("▲ below the overview")),
        ]


def _title(group: str) -> str:
    """Return a group's name without its mnemonic."""
    return words(group).replace("&", "").partition("(")[0]


def _group(title: str, entries: Sequence[Entry]) -> QGridLayout:
    layout = QGridLayout()
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(4)
    layout.setColumnStretch(0, 1)
    heading = QLabel(title)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    layout.addWidget(heading, 0, 0, 1, 2)
    for row, (what, keys) in enumerate(entries, start=1):
        by = QLabel(keys)
        by.setObjectName("dim")
        layout.addWidget(QLabel(what), row, 0)
        layout.addWidget(by, row, 1, Qt.AlignmentFlag.AlignRight)
    return layout
