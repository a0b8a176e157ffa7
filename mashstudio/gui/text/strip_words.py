"""A strip's controls in the user's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from mashstudio.core.units import Decibels
from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.model.strip import BAND_RANGE, Control

_CONTEXT: Final = "Strip"
_CUT: Final = QT_TRANSLATE_NOOP("Strip", "cut")
_OFF: Final = QT_TRANSLATE_NOOP("Strip", "off")
CONTROLS: Final = {
    "gain_db": QT_TRANSLATE_NOOP("Strip", "Gain"),
    "pan": QT_TRANSLATE_NOOP("Strip", "Pan"),
    "width": QT_TRANSLATE_NOOP("Strip", "Width"),
    "low": QT_TRANSLATE_NOOP("Strip", "Low"),
    "mid": QT_TRANSLATE_NOOP("Strip", "Mid"),
    "high": QT_TRANSLATE_NOOP("Strip", "High"),
    "filter": QT_TRANSLATE_NOOP("Strip", "Filter"),
    "echo": QT_TRANSLATE_NOOP("Strip", "Echo"),
    "reverb": QT_TRANSLATE_NOOP("Strip", "Reverb"),
}
TIPS: Final = {
    "gain_db": QT_TRANSLATE_NOOP("Strip", "Gain in dB"),
    "pan": QT_TRANSLATE_NOOP("Strip", "Balance between left and right"),
    "width": QT_TRANSLATE_NOOP("Strip", "Stereo width: 0 % is mono, 100 % as recorded"),
    "low": QT_TRANSLATE_NOOP("Strip", "Gain below 250 Hz, dB; at the bottom the band is cut"),
    "mid": QT_TRANSLATE_NOOP("Strip", "Gain between 250 Hz and 2.5 kHz, dB; at the bottom the band is cut"),
    "high": QT_TRANSLATE_NOOP("Strip", "Gain above 2.5 kHz, dB; at the bottom the band is cut"),
    "filter": QT_TRANSLATE_NOOP("Strip", "Down: low-pass, up: high-pass, in the middle: off"),
    "echo": QT_TRANSLATE_NOOP("Strip", "How much goes to the echo"),
    "reverb": QT_TRANSLATE_NOOP("Strip", "How much goes to the reverb"),
}


def control_word(name: str) -> str:
    """Return a control's name by its field of Strip: "Low"."""
    return QCoreApplication.translate(_CONTEXT, CONTROLS[name])


def control_tip(name: str) -> str:
    """Return what a control does."""
    return QCoreApplication.translate(_CONTEXT, TIPS[name])


def band_text(gain: Decibels) -> str:
    """Return the gain of a band: "−3.0", or a word for a band that is cut."""
    if gain <= BAND_RANGE[0]:
        return QCoreApplication.translate(_CONTEXT, _CUT)
    return signed(gain, 1) if gain else "0.0"


def pan_text(percent: float) -> str:
    """Return a pan: "L 30", "C", "R 100"."""
    side = round(percent)
    return "C" if side == 0 else f"L {-side}" if side < 0 else f"R {side}"


def percent_text(percent: float) -> str:
    """Return "40 %"."""
    return f"{percent:.0f} %"


def filter_text(percent: float) -> str:
    """Return a filter's knob: "LP 30", "off", "HP 100"."""
    knob = round(percent)
    if knob == 0:
        return QCoreApplication.translate(_CONTEXT, _OFF)
    return f"LP {-knob}" if knob < 0 else f"HP {knob}"


def value_text(control: Control, value: float) -> str:
    """Return the value of an automated control: "−6.0 dB", "LP 30"."""
    if control is Control.FILTER:
        return filter_text(100 * value)
    return f"{signed(value, 1)} dB" if control is Control.GAIN or value > BAND_RANGE[0] else band_text(value)
