"""Confusion matrices, curves and bars as pictures, drawn pixel by pixel: no library for figures is needed."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.thumbnail import png

_CELL, _MARGIN, _SCALE = 56, 10, 2
_INK, _PAPER, _HIGHLIGHT = (32, 36, 44), (255, 255, 255), (31, 95, 176)
_LONGEST: Final = 16
_WIDTH: Final = 6
"""Of a letter and its space, unscaled."""
_HEIGHT: Final = 7

# Five columns of each letter, two hexadecimal digits each; the lowest bit is on top.
_LETTERS: Final = {
    "0": "3e5149453e", "1": "00427f4000", "2": "7249494946", "3": "2141494d33", "4": "1814127f10", "5": "2745454539",
    "6": "3c4a494931", "7": "4121110907", "8": "3649494936", "9": "464949291e", "A": "7c1211127c", "B": "7f49494936",
    "C": "3e41414122", "D": "7f4141413e", "E": "7f49494941", "F": "7f09090901", "G": "3e41415173", "H": "7f0808087f",
    "I": "00417f4100", "J": "2040413f01", "K": "7f08142241", "L": "7f40404040", "M": "7f021c027f", "N": "7f0408107f",
    "O": "3e4141413e", "P": "7f09090906", "Q": "3e4151215e", "R": "7f09192946", "S": "2649494932", "T": "03017f0103",
    "U": "3f4040403f", "V": "1f2040201f", "W": "3f4038403f", "X": "6314081463", "Y": "0304780403", "Z": "6159494d43",
    " ": "0000000000", "-": "0808080808", "_": "4040404040", "&": "3649562050", ".": "0000606000", "'": "0000070000",
    "+": "08083e0808", "/": "2010080402", "(": "001c224100", ")": "0041221c00",
}  # fmt: skip

_PLOT: Final = (640, 320)
_THICK: Final = 3
_BARS: Final = 400
_FAINT: Final = (222, 226, 232)
COLOURS: Final = ((31, 95, 176), (217, 116, 31), (46, 139, 87), (160, 60, 150), (110, 115, 125))
"""Of the curves and bars, in turn."""

Pixels = NDArray[np.uint8]


def confusion_png(names: Sequence[str], counts: NDArray[np.int64]) -> bytes:
    """Return a picture of the matrix: a row for each true class, a column for each verdict.

    Names are drawn if Latin letters can write them, else their numbers, from 1 on, as in the order of `names`.
    """
    labels = [_label(number, name) for number, name in enumerate(names, 1)]
    left = 2 * _MARGIN + _SCALE * _WIDTH * max(map(len, labels))
    top = 2 * _MARGIN + _SCALE * _HEIGHT
    size = _CELL * len(names)
    picture = _sheet(left + size + _MARGIN, top + size + _MARGIN)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for row, label in enumerate(labels):
        y = top + _CELL * row
        _write(picture, label, _MARGIN, y + (_CELL - _SCALE * _HEIGHT) // 2, _INK)
        number = str(row + 1)
        _write(picture, number, left + _CELL * row + (_CELL - _SCALE * _WIDTH * len(number)) // 2, _MARGIN, _INK)
        for column in range(len(names)):
            x, share = left + _CELL * column, float(shares[row, column])
            colour = [round(paper + share * (full - paper)) for paper, full in zip(_PAPER, _HIGHLIGHT, strict=True)]
            picture[y + 1 : y + _CELL, x + 1 : x + _CELL] = colour
            text = str(int(counts[row, column]))
            ink = _PAPER if share > 0.5 else _INK
            place = x + (_CELL - _SCALE * _WIDTH * len(text)) // 2
            _write(picture, text, place, y + (_CELL - _SCALE * _HEIGHT) // 2, ink)
    return png(picture)


def curves_png(names: Sequence[str], values: NDArray[np.float64], ticks: Sequence[str]) -> bytes:
    """Return a picture of curves. values: 0–1, (names, ticks); names and ticks: Latin letters and digits."""
    width, height = _PLOT
    left = 2 * _MARGIN + 4 * _SCALE * _WIDTH
    top = 2 * _MARGIN + _SCALE * _HEIGHT
    picture = _sheet(left + width + 3 * _MARGIN, top + height + top)
    _legend(picture, names, left, _MARGIN)
    for share in np.linspace(0, 1, 6):
        y = top + round((1 - share) * height)
        picture[y, left : left + width] = _FAINT
        _write(picture, f"{share:.1f}", _MARGIN, y - _SCALE * _HEIGHT // 2, _INK)
    x = np.linspace(0, width - _THICK, len(ticks))
    for at, tick in list(zip(x, ticks, strict=True))[:: -(-len(ticks) // 7)]:
        middle = left + round(at)
        _write(picture, tick, middle - _SCALE * _WIDTH * len(tick) // 2, top + height + _MARGIN, _INK)
    along = np.linspace(0, width - _THICK, 4 * width)
    for number, row in enumerate(values):
        heights = np.rint((1 - np.interp(along, x, row)) * (height - _THICK)).astype(int)
        for dy in range(_THICK):
            for dx in range(_THICK):
                picture[top + heights + dy, left + along.astype(int) + dx] = COLOURS[number % len(COLOURS)]
    return png(picture)


def bars_png(names: Sequence[str], values: NDArray[np.float64], labels: Sequence[str]) -> bytes:
    """Return a picture with a group of bars for each label. values: 0–1, (names, labels).

    Labels are drawn as those of `confusion_png`.
    """
    drawn = [_label(number, label) for number, label in enumerate(labels, 1)]
    thick = 4
    row = max(thick * len(names) + 6, _SCALE * _HEIGHT + 4)
    left = 2 * _MARGIN + _SCALE * _WIDTH * max(map(len, drawn))
    top = 2 * _MARGIN + _SCALE * _HEIGHT
    picture = _sheet(max(left + _BARS, _legend_width(names) + _MARGIN) + _MARGIN, top + row * len(labels) + _MARGIN)
    _legend(picture, names, _MARGIN, _MARGIN)
    for share in np.linspace(0, 1, 6):
        picture[top:-_MARGIN, left + round(share * (_BARS - 1))] = _FAINT
    for line, label in enumerate(drawn):
        y = top + row * line
        _write(picture, label, _MARGIN, y + (row - _SCALE * _HEIGHT) // 2, _INK)
        for number, value in enumerate(values[:, line]):
            first = y + 3 + thick * number
            picture[first : first + thick, left : left + round(float(value) * _BARS)] = COLOURS[number % len(COLOURS)]
    return png(picture)


def _sheet(width: int, height: int) -> Pixels:
    return np.full((height, width, 3), _PAPER, np.uint8)


def _legend(picture: Pixels, names: Sequence[str], x: int, y: int) -> None:
    for number, name in enumerate(names):
        _write(picture, name.upper(), x, y, COLOURS[number % len(COLOURS)])
        x += _legend_width([name])


def _legend_width(names: Sequence[str]) -> int:
    return sum(_SCALE * _WIDTH * (len(name) + 2) for name in names)


def _label(number: int, name: str) -> str:
    text = name.upper()
    return f"{number} {text[:_LONGEST]}" if all(letter in _LETTERS for letter in text) else str(number)


def _write(picture: Pixels, text: str, x: int, y: int, ink: tuple[int, int, int]) -> None:
    for letter in text:
        columns = np.frombuffer(bytes.fromhex(_LETTERS[letter]), np.uint8)
        bits = np.unpackbits(columns[:, None], axis=1, bitorder="little", count=_HEIGHT).T.astype(bool)
        large = bits.repeat(_SCALE, axis=0).repeat(_SCALE, axis=1)
        picture[y : y + large.shape[0], x : x + large.shape[1]][large] = ink
        x += _SCALE * _WIDTH
