"""What is special about how a cell plays, in the user's language."""

from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from mashstudio.gui.text.figures import signed
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP

_CONTEXT: Final = "Shape"
_GAIN: Final = QT_TRANSLATE_NOOP("Shape", "gain {gain} dB")
_FADES: Final = {
    "fade_in": QT_TRANSLATE_NOOP("Shape", "fades in over {beats} beats"),
    "fade_out": QT_TRANSLATE_NOOP("Shape", "fades out over {beats} beats"),
    "over": QT_TRANSLATE_NOOP("Shape", "sounds on for {beats} beats"),
}
_CURVES: Final = {"fade_in": "linear_in", "fade_out": "linear_out"}
_LINEAR: Final = QT_TRANSLATE_NOOP("Shape", "{fade} (linear)")
_BACKWARDS: Final = QT_TRANSLATE_NOOP("Shape", "reversed")
_SPEED: Final = QT_TRANSLATE_NOOP("Shape", "{speed} speed")
SPEED_SIGNS: Final = ("", "½×", "2×")
"""By the cells' `speed`."""
_STUTTER: Final = QT_TRANSLATE_NOOP("Shape", "stuttered ×{times}")


def shape_words(cell: np.void) -> str:
    """Return a cell's gain, fades and the like: "gain −3.0 dB, fades in over 2 beats"; "" for a plain cell."""
    words = [_said(_GAIN, gain=signed(float(cell["gain"]), 1))] if cell["gain"] else []
    for name, template in _FADES.items():
        if cell[name] > 0:
            fade = _said(template, beats=f"{round(float(cell[name]), 2):g}")
            words.append(_said(_LINEAR, fade=fade) if name in _CURVES and cell[_CURVES[name]] else fade)
    if cell["speed"]:
        words.append(_said(_SPEED, speed=SPEED_SIGNS[cell["speed"]]))
    if cell["backwards"]:
        words.append(_said(_BACKWARDS))
    if cell["stutter"] > 1:
        words.append(_said(_STUTTER, times=str(cell["stutter"])))
    return ", ".join(words)


def _said(template: str, **fields: str) -> str:
    return QCoreApplication.translate(_CONTEXT, template).format(**fields)
