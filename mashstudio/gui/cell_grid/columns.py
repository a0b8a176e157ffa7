"""The beat grid's columns of device pixels: the beat of each, and the lines."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.gui.cell_grid.geometry import BEFORE
from mashstudio.gui.cell_grid.picture import Picture, Style
from mashstudio.gui.cell_grid.waves import Floats

ROOM_FOR_LINES: Final = 7.0
"""The least width of a beat in pixels at which there are lines between beats."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PixelColumns:
    """The device pixels across some tiles, one entry each.

    number: counted from the grid's left end. beat: the beat it shows (any number outside the mashup). inside: whether
    the mashup has it. begin, end: its part of the beat, 0–1. line: the first of its beat, where there is room for
    lines; bar: the first of its bar. into: pixels since the first of its beat.
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
    """Return the columns of the device pixels `number`, counted from the grid's left end."""
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
        # If a column spans several bars, it is the bar line of any that begins in it.
        bar=first & (_group(picture, beat, every) != _group(picture, before, every)) & (beat <= beats),
        into=place + 0.5 - beat * per_beat,
    )


def _group(picture: Picture, beats: Ints, every: int) -> Ints:
    """Return the group of `every` bars that each beat is in."""
    # Look up each bar once for its many beats.
    low = int(beats[0])
    numbers = picture.bars.numbers(np.arange(low, int(beats[-1]) + 1))
    groups: Ints = numbers[beats - low] // every
    return groups


def bars_between_lines(bar: int, width: float, room: float) -> int:
    """Return how many bars of `bar` beats lie between lines (or numbers) that are at least `room` apart."""
    bars = 1
    while bars * bar * width < room:
        bars *= 2
    return bars
