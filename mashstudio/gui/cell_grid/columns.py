"""The columns of pixels across the beat grid: which beat each shows, and where lines are."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.gui.cell_grid.geometry import BEFORE
from mashstudio.gui.cell_grid.picture import Picture, Style
from mashstudio.gui.cell_grid.waves import Floats

ROOM_FOR_LINES: Final = 7.0
"""Pixels of a beat from which there are lines between beats."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PixelColumns:
    """The device pixels across some tiles, one entry each.

    number: counted from the grid's left end. beat: which it shows (any number beyond the mashup). inside: whether the
    mashup has it. begin, end: which part of the beat, 0–1. line: the first of its beat, where there is room for lines;
    bar: the first of its bar. into: pixels since its beat's first.
    """

    number: Ints
    beat: Ints
    inside: Bools
    begin: Floats
    end: Floats
    line: Bools
    bar: Bools
    into: Floats


def columns_of(number: Ints, picture: Picture, style: Style) -> PixelColumns:
    """Return what the device pixels `number`, counted from the grid's left end, show."""
    per_beat = style.width * style.scale
    place = number - BEFORE * style.scale
    beat = np.floor((place + 0.5) / per_beat).astype(np.int64)
    before = np.floor((place - 0.5) / per_beat).astype(np.int64)
    begin = np.clip(place / per_beat - beat, 0, 1)
    first = beat != before
    every = bars_between_lines(picture.bars.usual, style.width, ROOM_FOR_LINES)
    beats = picture.mashup.beats
    return PixelColumns(
        number=number,
        beat=beat,
        inside=(beat >= 0) & (beat < beats),
        begin=begin,
        end=np.clip(begin + 1 / per_beat, 0, 1),
        line=first & (style.width >= ROOM_FOR_LINES),
        # With several bars a column, the column in which a bar begins is its line.
        bar=first & (_group(picture, beat, every) != _group(picture, before, every)) & (beat <= beats),
        into=place + 0.5 - beat * per_beat,
    )


def _group(picture: Picture, beats: Ints, every: int) -> Ints:
    """Return which group of `every` bars each beat lies in."""
    # The bar lines of one beat and many: no bar is looked for more than once.
    low = int(beats[0])
    numbers = picture.bars.numbers(np.arange(low, int(beats[-1]) + 1))
    groups: Ints = numbers[beats - low] // every
    return groups


def bars_between_lines(bar: int, width: float, room: float) -> int:
    """Return after how many bars of `bar` beats there is a line (or number) again, so that each has `room`."""
    bars = 1
    while bars * bar * width < room:
        bars *= 2
    return bars
