"""The tempi that could be tapped to a song, side by side: one click counts its beats at another."""

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
    """“104 · 208 · 52”: the tempo that is, and those that could be; not there where there is but one.

    chosen: another tempo was clicked, BPM.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_levels(self, analysis: Analysis | None, enabled: bool) -> None:
        """Offers the levels of this song, in the user's language; `enabled`: they can be chosen now."""
        others = [] if analysis is None else _others(analysis)[: _MOST - 1]
        self.setVisible(bool(others))
        if analysis is None or not others:
            return
        # In the order of their speed a tempo stays in its place, whichever is chosen.
        levels = sorted([(analysis.tempo, Fraction(1)), *others])
        self._make(len(levels))
        for button, (level, ratio) in zip(self.buttons, levels, strict=False):
            button.setText(plain_tempo(level))
            button.setChecked(ratio == 1)
            button.setEnabled(enabled)
            words = self.tr("{tempo} BPM: how the beats are counted now")
            if ratio != 1:
                words = self.tr("Count the beats at {tempo} BPM: {ratio}")
            said = words.format(tempo=plain_tempo(level), ratio=_sign(ratio))
            button.setToolTip(said)
            button.setAccessibleName(said)
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
            self.buttons.append(button)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < count)

    def _choose(self, button: QToolButton, level: Bpm, now: bool) -> None:
        # Which one is checked is what the grid says, not the click.
        button.setChecked(now)
        if not now:
            self.chosen.emit(level)


def _others(analysis: Analysis) -> list[tuple[Bpm, Fraction]]:
    """The levels that a grid at the song's tempo can be brought to, and how many times as many beats they have."""
    ratios = ((level, ratio_between(analysis.tempo, level)) for level in analysis.levels)
    return [(level, ratio) for level, ratio in ratios if ratio is not None]


def _sign(ratio: Fraction) -> str:
    """“×2”, “÷3”, “×3/2”."""
    if ratio.numerator == 1:
        return f"÷{ratio.denominator}"
    return f"×{ratio.numerator}" + ("" if ratio.denominator == 1 else f"/{ratio.denominator}")
