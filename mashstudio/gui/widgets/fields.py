"""Form fields: combo boxes that fit their entries, and a loudness."""

from typing import Final

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QWidget
from typing_extensions import override

from mashstudio.core.units import Decibels
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import signed

USUAL_LOUDNESS: Final = -14.0
"""LUFS."""

_LOUDNESS_RANGE: Final = (-36.0, -5.0)
_DECIMALS: Final = 1
_MINUS: Final = "−"


def combo_box() -> QComboBox:
    """Return a combo box that fits its entries, also after a change of language."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class LoudnessField(Guarded, QDoubleSpinBox):
    """A loudness target in LUFS, shown with a minus sign; a typed hyphen will do."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(*_LOUDNESS_RANGE)
        self.setDecimals(_DECIMALS)
        self.setSuffix(" LUFS")

    @override
    def textFromValue(self, loudness: Decibels) -> str:
        """Return a loudness as text."""
        return signed(loudness, _DECIMALS)

    @override
    def valueFromText(self, text: str) -> Decibels:
        """Return the loudness that a text stands for."""
        return super().valueFromText(text.replace(_MINUS, "-"))

    @override
    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Return whether a text is acceptable."""
        state, _, _ = super().validate(text.replace(_MINUS, "-"), position)
        return state, text, position


def beside(label: QLabel, field: QWidget) -> None:
    """Align a form's `label` with `field`, the first line of a multi-line field."""
    label.setFixedHeight(max(field.sizeHint().height(), label.sizeHint().height()))
