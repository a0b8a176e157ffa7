"""Waveforms and spectrograms as pixels, computed from peaks or tiles at exactly the view's size.

All functions are pure; an image of 800 × 200 pixels takes some 2 ms, however long the song is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from mashstudio.analysis.pictures import COLUMN_FRAMES, TILE_COLUMNS, Picture
from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.model.stems import Part, StemName, stem_of

FROM_THE_MIDDLE: Final = (StemName.BASS, StemName.DRUMS, StemName.OTHER, StemName.VOCALS)
"""The order in which a waveform stacks the stems."""

PIECES_PER_SECOND: Final = SAMPLE_RATE / PEAK_FRAMES
_COLUMNS_PER_SECOND = SAMPLE_RATE / COLUMN_FRAMES
_POOL = 8

Indices = NDArray[np.uint8]
"""uint8, shape (height, width), row 0 the top: indices into a table of colours."""

Colours = NDArray[np.uint32]
"""uint32: what each index looks like, premultiplied ARGB."""

Levels = tuple[Picture, ...]
"""A tile of a spectrogram and its coarser versions; each has an eighth of the columns of the one before it."""


@dataclass(frozen=True)
class ViewSpan:
    """The part of a song that a view shows: `width` pixels from `start` on (seconds, may lie outside the song)."""

    start: Seconds
    length: Seconds
    width: int

    def edges(self, per_second: float) -> NDArray[np.float64]:
        """Return the edges of the pixels, in units of 1 / `per_second` s: (width + 1,).

        Pixels begin at multiples of their own length, so that a scrolled picture doesn't shimmer.
        """
        pixel = self.length / self.width
        edges: NDArray[np.float64] = (np.rint(self.start / pixel) + np.arange(self.width + 1)) * pixel * per_second
        return edges


def shape_of(peaks: Peaks, span: ViewSpan) -> Peaks:
    """Return the peaks of each pixel: float32 (width, 3), 0 outside the song."""
    edges = span.edges(PIECES_PER_SECOND)
    first, last = _part(edges, len(peaks))
    if last <= first:
        return np.zeros((span.width, 3), np.float32)
    part = peaks[first:last]
    begins = _begins(edges, first, last)
    low, high = np.minimum.reduceat(part[:, 0], begins), np.maximum.reduceat(part[:, 1], begins)
    shape = np.stack([low, high, np.sqrt(_powers(part, begins))], axis=1)
    shape[_outside(edges, len(peaks))] = 0
    return shape.astype(np.float32)


def shape_of_samples(samples: Samples, span: ViewSpan) -> Peaks:
    """Return the same as `shape_of` from the samples, for spans with pixels shorter than a piece of the peaks."""
    edges = span.edges(SAMPLE_RATE)
    first, last = _part(edges, len(samples))
    if last <= first:
        return np.zeros((span.width, 3), np.float32)
    left, right = samples[first:last, 0], samples[first:last, 1]
    begins = _begins(edges, first, last)
    counts = np.maximum(np.diff(np.append(begins, len(left))), 1)
    power = np.add.reduceat(left * left + right * right, begins) / (2 * counts)
    low = np.minimum.reduceat(np.minimum(left, right), begins)
    high = np.maximum.reduceat(np.maximum(left, right), begins)
    shape = np.stack([low, high, np.sqrt(power)], axis=1)
    shape[_outside(edges, len(samples))] = 0
    return shape.astype(np.float32)


def shares_of(peaks: Mapping[Part, Peaks], span: ViewSpan) -> NDArray[np.float32]:
    """Return each stem's upper edge in each column, stacked FROM_THE_MIDDLE by RMS: (4, width), the last row 1.

    What was taken out of a stem counts as part of it.
    """
    edges = span.edges(PIECES_PER_SECOND)
    length = min(map(len, peaks.values()))
    first, last = _part(edges, length)
    level = np.zeros((len(FROM_THE_MIDDLE), span.width))
    if last > first:
        begins = _begins(edges, first, last)
        for part, own in peaks.items():
            level[FROM_THE_MIDDLE.index(stem_of(part))] += _powers(own[first:last], begins)
        level = np.sqrt(level)
        level[:, _outside(edges, length)] = 0
    stacked = np.cumsum(level + 1e-6, axis=0)
    shares: NDArray[np.float32] = (stacked / stacked[-1]).astype(np.float32)
    return shares


def waveform(shape: Peaks, height: int, shares: NDArray[np.float32] | None = None) -> Indices:
    """Return a waveform about the middle: 0 empty; 1 + 2 × (stem's place FROM_THE_MIDDLE) peaks, one more within the
    RMS.

    shape: of each pixel, 1 filling half the height. shares: see `shares_of`; without them all is stem 0.
    """
    rows = np.linspace(1, -1, 2 * height + 1, dtype=np.float32)[1::2, None]
    low, high, rms = np.minimum(shape[:, 0], -1e-6), np.maximum(shape[:, 1], 1e-6), shape[:, 2]
    reach = np.where(rows >= 0, rows / high, rows / low)
    index = (np.abs(rows) <= rms).astype(np.uint8) + np.uint8(1)
    if shares is not None:
        for share in shares[:-1]:
            index += np.uint8(2) * (reach > share)
    index[reach > 1] = 0
    return index


def draw_lines(onto: Indices, places: NDArray[np.int64], top: int, thickness: int, styles: NDArray[np.int64]) -> None:
    """Draw a vertical line at each of `places` (pixels from the left), from row `top` down, as index 1 + its style.

    styles: 0 dotted, 1 dashed, 2 solid. thickness: pixels.
    """
    rows = np.arange(len(onto) - top)
    shown = (rows % (6 * thickness) < 2 * thickness, rows % (10 * thickness) < 6 * thickness, rows >= 0)
    for style, pattern in enumerate(shown):
        columns = (places[styles == style][:, None] + np.arange(thickness)).ravel()
        columns = columns[(columns >= 0) & (columns < onto.shape[1])]
        onto[np.ix_(top + np.flatnonzero(pattern), columns)] = 1 + style


def levels_of(picture: Picture) -> Levels:
    """Return a tile and its coarser versions, down to a 64th of its columns."""
    levels = [picture]
    for _ in range(2):
        last = levels[-1]
        levels.append(np.maximum.reduceat(last, np.arange(0, last.shape[1], _POOL), axis=1))
    return tuple(levels)


def tiles_within(span: ViewSpan, frames: int) -> list[int]:
    """Return the tiles that `span` shows of a song of so many frames, from its middle outwards."""
    edges = span.edges(_COLUMNS_PER_SECOND)
    count = -(-frames // (COLUMN_FRAMES * TILE_COLUMNS))
    first, last = (min(max(int(edge // TILE_COLUMNS), 0), count - 1) for edge in (edges[0], edges[-1]))
    middle = (edges[0] + edges[-1]) / 2 / TILE_COLUMNS - 0.5
    return sorted(range(first, last + 1), key=lambda tile: abs(tile - middle))


def spectrogram(tiles: Mapping[int, Levels], span: ViewSpan, height: int) -> Indices:
    """Return the loaded tiles as they lie within `span`; 0 elsewhere."""
    shown = np.zeros((height, span.width), np.uint8)
    edges = span.edges(_COLUMNS_PER_SECOND)
    # Column c is centred on its time.
    columns = np.floor((edges[:-1] + edges[1:]) / 2 + 0.5).astype(int)
    level = min(int(np.log2(max(edges[1] - edges[0], 1)) / 3), 2)
    for tile, levels in tiles.items():
        here = np.flatnonzero(columns // TILE_COLUMNS == tile)
        if len(here) == 0:
            continue
        picture = levels[level]
        local = (columns[here] - tile * TILE_COLUMNS) // _POOL**level
        kept = local < picture.shape[1]
        here, local = here[kept], local[kept]
        if len(here) == 0:
            continue
        rows = ((np.arange(height)[::-1] + 0.5) / height * len(picture)).astype(int)
        shown[:, here[0] : here[-1] + 1] = picture[rows[:, None], local]
    return shown


def image(indices: Indices, table: Colours) -> QImage:
    """Return an image of `indices` into `table`."""
    pixels = np.ascontiguousarray(table[indices])
    height, width = pixels.shape
    made = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    # QImage doesn't keep the array's memory alive.
    return made.copy()


def colour_table(colours: Sequence[QColor]) -> Colours:
    """Return the colours for `image`; they may be transparent."""
    return np.array([_premultiplied(colour) for colour in colours], np.uint32)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alphaF()
    red, green, blue = (round(part * alpha) for part in (colour.red(), colour.green(), colour.blue()))
    return colour.alpha() << 24 | red << 16 | green << 8 | blue


def _part(edges: NDArray[np.float64], length: int) -> tuple[int, int]:
    """Return the range of pieces, out of `length`, that the pixels cover; each pixel extends to the next."""
    return max(int(edges[0]), 0), min(max(int(edges[-1]), int(edges[-2]) + 1), length)


def _begins(edges: NDArray[np.float64], first: int, last: int) -> NDArray[np.int64]:
    """Return where each pixel begins among the pieces `first` … `last` − 1."""
    return np.clip(edges[:-1].astype(np.int64) - first, 0, last - first - 1)


def _powers(part: Peaks, begins: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean power of each pixel of `part`."""
    counts = np.maximum(np.diff(np.append(begins, len(part))), 1)
    powers: NDArray[np.float64] = np.add.reduceat(part[:, 2] ** 2, begins) / counts
    return powers


def _outside(edges: NDArray[np.float64], length: int) -> NDArray[np.bool_]:
    # The last piece of a song's peaks is rarely a whole one.
    outside: NDArray[np.bool_] = (edges[1:] <= 0) | (edges[:-1] > length - 1)
    return outside
