"""A folded deck: a narrow card that names its song."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.decks.header import Cover
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import key_name
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.glyph_button import GlyphButton, apart
from mashstudio.gui.widgets.readout import ElidedLabel, dress
from mashstudio.model.choices import LETTERS
from mashstudio.session.deck import State

FOLDED_WIDTH = 128
"""Pixels."""


class FoldedDeck(Guarded, Translated, QWidget):
    """The letter, title, tempo, key and progress of the song of `source`. unfold: called by the button."""

    def __init__(self, source: int, unfold: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.unfold_button = GlyphButton(apart)
        self.unfold_button.clicked.connect(unfold)
        self.title, self.tempo, self.key, self.doing = ElidedLabel(), ElidedLabel(), ElidedLabel(), ElidedLabel()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        row = QHBoxLayout()
        row.addWidget(Cover(source))
        row.addStretch()
        row.addWidget(self.unfold_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        for label in (self.title, self.tempo, self.key, self.doing):
            column.addWidget(label)
        column.addStretch()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        name = self.tr("Unfold song {letter}").format(letter=LETTERS[self._source])
        self.unfold_button.set_words(name, name)

    def refresh(self, shown: ShownSong) -> None:
        """Show the current state of the song."""
        self.title.show_text(shown.title)
        analysis, deck = shown.analysis, shown.deck
        self.tempo.show_text("" if analysis is None else f"{analysis.tempo:.2f} BPM")
        self.key.show_text("" if analysis is None else f"{key_name(analysis.key)} {analysis.key.camelot}")
        working = next((each for each in deck.progress.values() if each.state is State.WORKING), None)
        dress(self.doing, "warning" if deck.error else "dim")
        if deck.error:
            self.doing.show_text(translate(deck.error))
        else:
            self.doing.show_text(f"{round(working.fraction * 100)} % {translate(working.doing)}" if working else "")
