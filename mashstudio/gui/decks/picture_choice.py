"""The choice of a deck's close-up: the waveform, a spectrogram or a graph."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter
from typing_extensions import override

from mashstudio.analysis.pictures import PictureKind
from mashstudio.gui.guard import Guarded

GRAPH: Final = "graph"
"""The data of the entry for the graph of tempo and loudness."""

_NARROWEST: Final = 28
_MARGIN: Final = 4
_FEWEST: Final = 2


class PictureChoice(Guarded, QComboBox):
    """The kinds of pictures; each entry's data is its PictureKind, None for the waveform or GRAPH for the graph.

    Shrinks to its arrow where room is short; the tooltip then names the kind.
    """

    def __init__(self) -> None:
        super().__init__()
        # The widest entry depends on the language.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the arrow."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the choice, elided to the available width."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part, control = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, part, self).width() - _MARGIN
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        # One letter and “…” say less than the arrow alone.
        option.currentText = shown if shown == self.currentText() or len(shown) > _FEWEST else ""
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def retranslate(self) -> None:
        """Show all text in the user's language; keep the choice."""
        chosen = max(self.currentIndex(), 0)
        self.clear()
        for name, kind in (
            (self.tr("Waveform"), None),
            (self.tr("Spectrum, linear"), PictureKind.STFT),
            (self.tr("Spectrum, logarithmic"), PictureKind.STFT_LOG),
            (self.tr("Mel spectrum"), PictureKind.MEL),
            (self.tr("MFCC"), PictureKind.MFCC),
            (self.tr("Constant Q"), PictureKind.CQT),
            (self.tr("Chroma"), PictureKind.CHROMA),
            (self.tr("Tempo and loudness"), GRAPH),
        ):
            self.addItem(name, kind)
        self.setCurrentIndex(chosen)
        self.setAccessibleName(self.tr("What the zoomed view shows"))
        self.setToolTip(self.tr("What the zoomed view shows: the waveform, a spectrogram, or tempo and loudness"))
