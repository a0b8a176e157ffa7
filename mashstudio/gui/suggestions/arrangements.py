"""Whole arrangements to choose between: how long, who sings, and three proposals."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.document.proposals import Length, Proposal, Wish
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock
from mashstudio.gui.text.suggestion_words import form_words, proposal_words
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.claims_keys import ENTER, ClaimsKeys
from mashstudio.gui.widgets.fields import combo_box
from mashstudio.gui.widgets.plain_text import plain_tip
from mashstudio.model.choices import LETTERS

_GAP: Final = 6


class Arrangements(Guarded, Translated, QWidget):
    """Proposals for the chosen length and singer. wanted: emitted with the Proposal to fill the mashup with."""

    wanted = Signal(object)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._shown: Sequence[Proposal] = ()
        self._singers: list[int | None] = [None]
        self.length, self.singer = combo_box(), combo_box()
        self.list, self.button = _Proposals(), QPushButton()
        self.button.setObjectName("primary")
        choices = QHBoxLayout()
        choices.addWidget(self.length)
        choices.addWidget(self.singer)
        choices.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, _GAP, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(choices)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.length.currentIndexChanged.connect(self.refresh)
        self.singer.currentIndexChanged.connect(self.refresh)
        self.list.entered_row.connect(self._want)
        self.button.clicked.connect(self._want)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.button.setText(self.tr("Mash it"))
        self.button.setToolTip(
            self.tr("Fill the whole mashup with the chosen proposal, its songs transposed for it. Undo takes all back.")
        )
        self.list.setAccessibleName(self.tr("Proposed arrangements"))
        self.length.setAccessibleName(self.tr("Length of the arrangement"))
        self.singer.setAccessibleName(self.tr("Who sings"))
        _fill(self.length, [self.tr("About 2 minutes"), self.tr("About 3 minutes"), self.tr("As long as the songs")], 2)
        self._fill_singers()
        self._shown = ()
        self.refresh()

    def refresh(self) -> None:
        """Show the proposals for the chosen wish."""
        wishes = self._studio.suggesting.proposals
        singers = [None, *sorted({wish.singer for wish in wishes if wish.singer is not None})]
        if singers != self._singers:
            self._singers = singers
            self._fill_singers()
        wish = Wish(tuple(Length)[self.length.currentIndex()], self._singers[max(self.singer.currentIndex(), 0)])
        made = wishes.get(wish, ())
        self.button.setEnabled(bool(made))
        if made is self._shown:
            return
        self._shown = made
        self.list.clear()
        alignment = self._studio.session.alignment
        for number, proposal in enumerate(made, 1):
            seconds = 0.0 if alignment is None else proposal.beats * alignment.grid.beat_length
            head = proposal_words(number, proposal, clock(seconds))
            self.list.addItem(f"{head}\n{form_words(proposal)}")
            self.list.item(number - 1).setToolTip(plain_tip(f"{head}\n{form_words(proposal)}"))
        self.list.setCurrentRow(0)

    def _fill_singers(self) -> None:
        template = self.tr("{letter} sings")
        words = [
            self.tr("All sing in turn") if each is None else template.format(letter=LETTERS[each])
            for each in self._singers
        ]
        _fill(self.singer, words, 0)

    def _want(self) -> None:
        row = max(self.list.currentRow(), 0)
        if row < len(self._shown):
            self.wanted.emit(self._shown[row])


class _Proposals(ClaimsKeys, QListWidget):
    """The list. entered_row: emitted when Enter is pressed or a row is double-clicked."""

    claimed = ENTER
    entered_row = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setStyleSheet("QListWidget::item { padding: 4px; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(lambda _item: self.entered_row.emit())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current proposal by Enter."""
        if event.key() in ENTER:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


def _fill(box: QComboBox, words: list[str], usual: int) -> None:
    """Put `words` into a box; the chosen one stays."""
    index = box.currentIndex() if box.count() == len(words) else usual
    box.blockSignals(True)
    box.clear()
    box.addItems(words)
    box.setCurrentIndex(index)
    box.blockSignals(False)
