"""The beats of a place in a row, those that rub marked."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.document.suggest import Place
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.suggestion_words import rubbing_words
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import theme
from mashstudio.gui.widgets.plain_text import plain_tip

_HEIGHT: Final = 16
_GAP: Final = 1.0


class BeatMarks(Guarded, Translated, QWidget):
    """A box for each beat of the place that is shown: high and bright where the voice rubs against the chord."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, place: Place | None) -> None:
        """Show the beats of `place`."""
        self._place = place
        self.retranslate()
        self.update()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        words = "" if self._place is None else rubbing_words(self._place)
        self.setAccessibleName(words or self.tr("No beat rubs"))
        self.setToolTip(plain_tip(words or self.tr("No beat rubs")))

    @override
    def sizeHint(self) -> QSize:
        """Return room for 16 bars."""
        return QSize(2 * 64, _HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the beats; a bar's first stands apart."""
        place = self._place
        if place is None:
            return
        painter = QPainter(self)
        step, per_bar = self.width() / place.beats, max(place.beats // place.bars, 1)
        for beat in range(place.beats):
            rubs = beat in place.melody.rubbing
            height = _HEIGHT if rubs else _HEIGHT / 3
            left = beat * step + (2 * _GAP if beat % per_bar == 0 else 0)
            box = QRectF(left, _HEIGHT - height, max((beat + 1) * step - _GAP - left, 1), height)
            painter.fillRect(box, theme().warning if rubs else theme().line)
