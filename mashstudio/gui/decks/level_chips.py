"""Chips with the tempi a song can be counted at; a click on one recounts the beats."""

from fractions import Fraction
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from mashstudio.core.units import Bpm
from mashstudio.document.mend import ratio_between
from mashstudio.gui.text.figures import plain_tempo
from mashstudio.model.analysis import Analysis

_MOST: Final = 4


class LevelChips(QWidget):
    """“104 · 208 · 52”: the current tempo and the alternatives; hidden if there are none.

    after: the widget from which Tab leads to the chips. chosen: emitted with the clicked tempo, in BPM.
    """

    chosen = Signal(float)

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after = after
        self.buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_levels(self, analysis: Analysis | None, enabled: bool) -> None:
        """Show the metrical levels of this song, in the user's language. enabled: they can be chosen now."""
        others = [] if analysis is None else _others(analysis)[: _MOST - 1]
        self.setVisible(bool(others))
        if analysis is None or not others:
            return
        # Sorted by tempo, each chip keeps its place whichever is chosen.
        levels = sorted([(analysis.tempo, Fraction(1)), *others])
        self._make(len(levels))
        for button, (level, ratio) in zip(self.buttons, levels, strict=False):
            button.setText(plain_tempo(level))
            button.setChecked(ratio == 1)
            button.setEnabled(enabled)
            words = self.tr("{tempo} BPM: current beats")
            if ratio != 1:
                words = self.tr("Count the beats at {tempo} BPM: {ratio}")
            description = words.format(tempo=plain_tempo(level), ratio=_sign(ratio))
            button.setToolTip(description)
            button.setAccessibleName(description)
            button.clicked.disconnect()
            button.clicked.connect(partial(self._choose, button, level, ratio == 1))

    def _make(self, count: int) -> None:
        while len(self.buttons) < count:
            button = QToolButton()
            button.setObjectName("chip")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda: None)
            self._row.addWidget(button)
            # Tab reaches it within its deck, not after all that the window was built with.
            QWidget.setTabOrder(self.buttons[-1] if self.buttons else self._after, button)
            self.buttons.append(button)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < count)

    def _choose(self, button: QToolButton, level: Bpm, now: bool) -> None:
        # The grid decides which chip is checked, not the click.
        button.setChecked(now)
        if not now:
            self.chosen.emit(level)


def _others(analysis: Analysis) -> list[tuple[Bpm, Fraction]]:
    """Return the other metrical levels within reach of the grid, each with its ratio of beat counts."""
    ratios = ((level, ratio_between(analysis.tempo, level)) for level in analysis.levels)
    return [(level, ratio) for level, ratio in ratios if ratio is not None]


def _sign(ratio: Fraction) -> str:
    """Return “×2”, “÷3”, “×3/2”."""
    if ratio.numerator == 1:
        return f"÷{ratio.denominator}"
    return f"×{ratio.numerator}" + ("" if ratio.denominator == 1 else f"/{ratio.denominator}")
