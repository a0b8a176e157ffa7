"""The layers of the zoomed view: the sound at pixel resolution, and the beats over it."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from mashstudio.analysis.pictures import PictureKind
from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.audio.songs import load_samples
from mashstudio.core.files import free_pages
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.waveform import (
    FROM_THE_MIDDLE,
    Colours,
    Levels,
    ViewSpan,
    colour_table,
    draw_lines,
    image,
    shape_of,
    shape_of_samples,
    shares_of,
    spectrogram,
    waveform,
)
from mashstudio.gui.decks.zoomed_scales import Seen
from mashstudio.gui.text.translation import translate
from mashstudio.gui.theme import DARK, SONG_COLOURS, STEM_COLOURS, theme
from mashstudio.model.analysis import Analysis

# The analysis' own limits (analysis/song_beats.py): a beat below the first is a guess.
GUESS, PLAIN = 0.1, 0.25
_CLOSEST_LINES = 6
_CLOSEST_NUMBERS = 32
_FULL = 0.95
Floats = NDArray[np.float64]
_Placed = tuple[NDArray[np.int64], Floats]
"""Beats or bars: their numbers, and their x in pixels from the left."""
_NOTHING: Final = QColor(0, 0, 0, 0)
# matplotlib's Inferno in 33 even steps; between them it is nearly linear.
_INFERNO: Final = (
    "000004 040312 0b0724 150b37 210c4a 2f0a5b 3d0965 4a0c6b 57106e 64156e 71196e 7d1e6d 8a226a 972766 a32c61 b0315b "
    "bc3754 c63d4d d04545 da4e3c e35933 eb6429 f1711f f67e14 f98c0a fb9b06 fcaa0f fbba1f f9c932 f5d949 f2e865 f3f586 "
    "fcffa4"
)


class SoundPicture:
    """The waveform or spectrogram of the visible part; redrawn when `stale`."""

    def __init__(self, side: int) -> None:
        self._side = side
        self.shown: ShownSong | None = None
        self.kind: PictureKind | None = None
        self.tiles: Mapping[int, Levels] = {}
        self.stale = True
        self._image = QImage()
        self._drawn: object = None
        self._samples: tuple[object, Samples] | None = None

    @property
    def duration(self) -> Seconds:
        """The song's length; 0 while there is none."""
        return 0.0 if self.shown is None else self.shown.duration

    def paint(self, painter: QPainter, seen: Seen) -> None:
        """Paint the visible part."""
        box, ratio = seen.box, painter.device().devicePixelRatioF()
        size = (max(round(box.width() * ratio), 1), max(round(box.height() * ratio), 1))
        wanted = (seen.start, seen.length, size)
        if self.stale or wanted != self._drawn:
            self._image = self._draw(ViewSpan(seen.start, seen.length, size[0]), size[1])
            self._image.setDevicePixelRatio(ratio)
            self._drawn, self.stale = wanted, False
        painter.drawImage(box.topLeft(), self._image)
        if self.kind is not None and self.shown is not None and not self.tiles:
            painter.setPen(DARK.dim)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{translate(Message('Drawing the spectrogram'))}…")

    def _draw(self, span: ViewSpan, height: int) -> QImage:
        if self.shown is None:
            return QImage()
        if self.kind is not None:
            return image(spectrogram(self.tiles, span, height), spectrum_colours())
        return self._waveform(self.shown, span, height)

    def _waveform(self, shown: ShownSong, span: ViewSpan, height: int) -> QImage:
        peaks = shown.deck.peaks
        if peaks is None or len(peaks) == 0:
            return QImage()
        near = span.length / span.width < PEAK_FRAMES / SAMPLE_RATE
        shape = self._shape_of_samples(shown, span) if near else shape_of(peaks, span)
        loudest = max(float(peaks[:, 1].max()), -float(peaks[:, 0].min()), 1e-3)
        shares = shares_of(shown.deck.stem_peaks, span) if shown.deck.drawn else None
        colours = plain_colours(self._side) if shares is None else stem_colours()
        return image(waveform(shape * np.float32(_FULL / loudest), height, shares), colours)

    def _shape_of_samples(self, shown: ShownSong, span: ViewSpan) -> Peaks:
        opened = shown.deck.opened
        assert opened is not None
        if self._samples is None or self._samples[0] != opened.samples_path:
            self._samples = (opened.samples_path, load_samples(opened.samples_path))
        samples = self._samples[1]
        shape = shape_of_samples(samples, span)
        free_pages(samples)
        return shape


class BeatLines:
    """A song's beats and bars; the style of a line shows how sure the analysis is of its beat.

    chosen: the beat that repairs act on. moved: a dragged beat and its place (seconds).
    colours: returns the theme whose colours stand out from the picture.
    """

    def __init__(self) -> None:
        self.analysis: Analysis | None = None
        self.chosen: int | None = None
        self.moved: tuple[int, Seconds] | None = None
        self.colours = theme

    def paint(self, painter: QPainter, seen: Seen) -> None:
        """Paint the visible beats, fewer of them when zoomed out."""
        analysis, box, x_of = self.analysis, seen.box, seen.x_of
        if analysis is None:
            return
        first, last = np.searchsorted(analysis.beats, [seen.start, seen.start + seen.length])
        first, last = max(int(first) - 1, 0), min(int(last) + 1, len(analysis.beats))
        one, after = np.searchsorted(analysis.downbeats, [first, last])
        beats, bars = np.arange(first, last), np.arange(one, after)
        beats_at, bars_at = x_of(analysis.beats[beats]), x_of(analysis.beats[analysis.downbeats[bars]])
        lines = self._lines(box, painter.device().devicePixelRatioF(), (beats, beats_at), (bars, bars_at))
        painter.drawImage(box.topLeft(), lines)
        self._draw_numbers(painter, box, bars, bars_at)
        self._draw_chosen(painter, seen)

    def _lines(self, box: QRectF, ratio: float, beats: _Placed, bars: _Placed) -> QImage:
        """Return the lines of beats and bars as an image of exactly the box's pixels: many times faster than pens."""
        assert self.analysis is not None
        pixels = np.zeros((max(round(box.height() * ratio), 1), max(round(box.width() * ratio), 1)), np.uint8)
        sure = np.digitize(self.analysis.beat_confidence, [GUESS, PLAIN])
        thin = max(round(ratio), 1)
        numbers, at = beats
        if _spacing(at) >= _CLOSEST_LINES:
            places = np.rint((at - box.left()) * ratio).astype(int)
            draw_lines(pixels, places, len(pixels) // 5, thin, sure[numbers])
        numbers, at = bars
        every = _every(at, _CLOSEST_LINES)
        kept = numbers % every == 0
        places = np.rint((at[kept] - box.left()) * ratio).astype(int)
        ones = self.analysis.downbeats[numbers[kept]]
        draw_lines(pixels, places, 0, 2 * thin if every == 1 else thin, sure[ones])
        now = self.colours()
        drawn = image(pixels, _line_colours(now.warning.rgb(), now.accent.rgb(), now.text.rgb()))
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def _draw_numbers(self, painter: QPainter, box: QRectF, bars: NDArray[np.int64], places: Floats) -> None:
        every = _every(places, _CLOSEST_NUMBERS)
        metrics = QFontMetricsF(painter.font())
        for bar, x in zip(bars.tolist(), np.rint(places).tolist(), strict=True):
            number = str(bar + 1)
            # A number cut off at the edge would read as another one.
            if bar % every == 0 and x + 4 + metrics.horizontalAdvance(number) <= box.right():
                self._draw_number(painter, metrics, number, QPointF(x + 4, box.top() + metrics.ascent()))

    def _draw_number(self, painter: QPainter, metrics: QFontMetricsF, text: str, at: QPointF) -> None:
        """Paint a number that is readable over any picture."""
        now = self.colours()
        back = QColor(now.panel)
        back.setAlpha(200)
        width = metrics.horizontalAdvance(text)
        painter.fillRect(QRectF(at.x() - 2, at.y() - metrics.ascent(), width + 4, metrics.height()), back)
        painter.setPen(now.text)
        painter.drawText(at, text)

    def _draw_chosen(self, painter: QPainter, seen: Seen) -> None:
        assert self.analysis is not None
        box = seen.box
        marks = [] if self.chosen is None else [float(self.analysis.beats[self.chosen])]
        if self.moved is not None:
            marks = [self.moved[1]]
        accent = self.colours().accent
        for mark in marks:
            x = round(float(seen.x_of(mark)))
            if self.moved is not None:
                painter.setPen(QPen(accent, 1))
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            bottom = box.bottom()
            painter.drawPolygon(
                QPolygonF([QPointF(x - 6, bottom), QPointF(x + 6, bottom), QPointF(x + 0.5, bottom - 9)])
            )


@cache
def stem_colours() -> Colours:
    """Return the colours of a waveform's indices: empty, then each stem FROM_THE_MIDDLE, its peaks and its RMS."""
    return colour_table([_NOTHING, *(shade for stem in FROM_THE_MIDDLE for shade in _shades(STEM_COLOURS[stem]))])


@cache
def plain_colours(side: int) -> Colours:
    """Return the colours of a waveform whose stems aren't known yet: the song's colour."""
    return colour_table([_NOTHING, *_shades(SONG_COLOURS[side])])


@cache
def spectrum_colours() -> Colours:
    """Return a colour scale of evenly growing brightness, from silence to full scale."""
    steps = np.array([list(bytes.fromhex(step)) for step in _INFERNO.split()])
    at = np.linspace(0, len(steps) - 1, 256)
    levels = [np.rint(np.interp(at, np.arange(len(steps)), part)).astype(int).tolist() for part in steps.T]
    return colour_table([QColor(*level) for level in zip(*levels, strict=True)])


def _shades(colour: QColor) -> tuple[QColor, QColor]:
    soft = QColor(colour)
    soft.setAlphaF(0.7)
    return soft, QColor(colour)


@cache
def _line_colours(guess: int, unsure: int, sure: int) -> Colours:
    """Return the colours for the styles of `draw_lines`."""
    return colour_table([_NOTHING, QColor(guess), QColor(unsure), QColor(sure)])


def _every(places: Floats, closest: float) -> int:
    """Return the power of two n for which every nth of `places` lies at least `closest` pixels from the next."""
    spacing, every = _spacing(places), 1
    while spacing * every < closest:
        every *= 2
    return every


def _spacing(places: Floats) -> float:
    """Return the distance between lines; 1e9 for a single one."""
    return float(np.median(np.diff(places))) if len(places) > 1 else 1e9
