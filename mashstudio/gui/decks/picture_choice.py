"""The choice of a deck's close-up: the waveform, a spectrogram or a graph."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter
from typing_extensions import override

from mashstudio.analysis.pictures import PictureKind
from mashstudio.gui.guard import Guarded

GRAPH: Final = "graph"
"""The data of the entry for the graph of tempo and loudness."""

_NARROWEST: Final = 28
_WIDEST: Final = (1 << 24) - 1
"""Qt's greatest width: no limit."""


class PictureChoice(Guarded, QComboBox):
    """The kinds of pictures; each entry's data is its PictureKind, None for the waveform or GRAPH for the graph.

    compact: shows its arrow alone, for where room is short.
    """

    def __init__(self) -> None:
        super().__init__()
        self.compact = False
        # The widest entry depends on the language.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def set_compact(self, compact: bool) -> None:
        """Show the arrow alone, or the chosen entry, too."""
        self.compact = compact
        self.setMaximumWidth(_NARROWEST if compact else _WIDEST)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the widest entry, or for the arrow."""
        hint = self.sizeHint()
        return QSize(_NARROWEST, hint.height()) if self.compact else hint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow without the entry where room is short."""
        if not self.compact:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)

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
