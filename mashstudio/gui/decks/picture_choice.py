"""What a deck shows of its song from near by: the waveform, one of the spectrograms, or a graph."""

from typing import Final

from PySide6.QtWidgets import QComboBox

from mashstudio.analysis.pictures import PictureKind

GRAPH: Final = "graph"
"""The data of the entry for the graph of tempo and loudness."""


class PictureChoice(QComboBox):
    """The kinds of pictures; the data of each entry is its PictureKind, None for the waveform, GRAPH for the graph."""

    def __init__(self) -> None:
        super().__init__()
        # The widest kind is as wide in another language.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def retranslate(self) -> None:
        """Says everything in the user's language; the choice stays."""
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
