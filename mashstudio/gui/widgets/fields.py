"""Fields of forms: choices as wide as their words, and a loudness."""

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
    """A box of choices that is as wide as they are, in whatever language they are said anew."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


class LoudnessField(Guarded, QDoubleSpinBox):
    """A loudness to aim for, LUFS, with a minus sign; a hyphen is as good when it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(*_LOUDNESS_RANGE)
        self.setDecimals(_DECIMALS)
        self.setSuffix(" LUFS")

    @override
    def textFromValue(self, loudness: Decibels) -> str:
        """What is shown of a loudness."""
        return signed(loudness, _DECIMALS)

    @override
    def valueFromText(self, text: str) -> Decibels:
        """What a text says."""
        return super().valueFromText(text.replace(_MINUS, "-"))

    @override
    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Whether a text may be typed."""
        state, _, _ = super().validate(text.replace(_MINUS, "-"), position)
        return state, text, position


def beside(label: QLabel, field: QWidget) -> None:
    """Have a form's `label` stand at the height of `field`, the first line of what it is for, even a low one."""
    label.setFixedHeight(max(field.sizeHint().height(), label.sizeHint().height()))
