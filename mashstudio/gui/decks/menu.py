"""What can be done with a deck and its song: rename it, replace it, fold it, move it, take it out of the mashup."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction, QColor, QPainter
from PySide6.QtWidgets import QMenu, QToolButton

from mashstudio.gui.studio import Studio
from mashstudio.gui.widgets.dialog import ask
from mashstudio.gui.widgets.glyph_button import GlyphButton
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import FEWEST_SOURCES, SILENT


class DeckMenu(GlyphButton):
    """The button with a deck's menu. rename: as the header does it; replace: asks for another file; fold: the deck."""

    def __init__(
        self, studio: Studio, source: int, rename: QAction, replace: Callable[[], object], fold: Callable[[], object]
    ) -> None:
        super().__init__(_dots)
        self._studio, self._source = studio, source
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.addAction(rename)
        self.replace = self._menu.addAction("", replace)
        self.fold = self._menu.addAction("", fold)
        self._menu.addSeparator()
        self.left = self._menu.addAction("", lambda: self._move(-1))
        self.right = self._menu.addAction("", lambda: self._move(1))
        self._menu.addSeparator()
        self.remove = self._menu.addAction("", self._remove)
        self._menu.aboutToShow.connect(self._show_what_can_be_done)

    def retranslate(self) -> None:
        """Shows its words in the user's language."""
        name = self.tr("Song {letter}: replace, fold, move, remove").format(letter=LETTERS[self._source])
        self.set_words(name, name)
        self.replace.setText(self.tr("Replace…"))
        self.fold.setText(self.tr("Fold"))
        self.left.setText(self.tr("Move left"))
        self.right.setText(self.tr("Move right"))
        self.remove.setText(self.tr("Remove the song"))

    def _show_what_can_be_done(self) -> None:
        session, mashup = self._studio.session, self._studio.mashup
        order = () if mashup is None else mashup.ids
        there = self._source in order
        self.left.setEnabled(there and order[0] != self._source)
        self.right.setEnabled(there and order[-1] != self._source)
        spare = len(order) > FEWEST_SOURCES
        self.remove.setEnabled(session.shown(self._source) is not None and (spare or not there))
        self.remove.setToolTip("" if self.remove.isEnabled() else self.tr("A mashup needs two songs"))

    def _move(self, by: int) -> None:
        mashup = self._studio.mashup
        if mashup is not None and self._source in mashup.ids:
            to = mashup.ids.index(self._source) + by
            self._studio.attempt(lambda: self._studio.session.reorder(self._source, to))

    def _remove(self) -> None:
        if not self._plays() or self._may_remove():
            self._studio.attempt(lambda: self._studio.session.remove(self._source))

    def _plays(self) -> bool:
        """Whether the mashup plays anything of the song."""
        mashup = self._studio.mashup
        return mashup is not None and bool(np.any(mashup.played[mashup.lanes_of(self._source)] != SILENT))

    def _may_remove(self) -> bool:
        title = self._studio.session.title(self._source)
        question = self.tr("The mashup plays “{title}”. Remove the song and its cells? Undo brings them back.")
        return ask(self.window(), self.tr("Remove the song"), question.format(title=title), self.tr("Remove"))


def _dots(painter: QPainter, colour: QColor) -> None:
    """Three dots, in a square of 16 pixels."""
    painter.setBrush(colour)
    for x in (3.0, 8.0, 13.0):
        painter.drawEllipse(QPointF(x, 8.0), 1.4, 1.4)
