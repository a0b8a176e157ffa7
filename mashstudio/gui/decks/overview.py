"""An overview of a whole song: its waveform coloured by stem, bars, phrases, and the range of the zoomed view."""

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.decks.cue_flags import CueFlags
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.waveform import ViewSpan, image, shape_of, shares_of, waveform
from mashstudio.gui.decks.zoomed_items import plain_colours, stem_colours
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import theme
from mashstudio.model.choices import LETTERS

_HIGHEST: Final = 40
_LOWEST: Final = 20
_MARKS: Final = 6
_CLOSEST: Final = 4
_CLICK: Final = 4
_FULL = 0.95


class Overview(Guarded, Translated, QWidget):
    """The whole song in one row. A click seeks; a drag moves the zoomed view.

    moved: emitted with the new centre of the zoomed view, in seconds. seek_wanted: emitted with the clicked time, in
    seconds.
    """

    moved = Signal(float)
    seek_wanted = Signal(float)

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._shown: ShownSong | None = None
        self._seen = (0.0, 0.0)
        self._playhead: Seconds | None = None
        self._pressed: float | None = None
        self._picture: QPixmap | None = None
        self._drawn: object = None
        self._waveform = QImage()
        self._waveform_of: object = None
        self.cues = CueFlags(self, self._x_of_cue, self._time_at, named=False)
        self.setMaximumHeight(_HIGHEST + _MARKS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song, or its new state."""
        if (shown and shown.looks) != (self._shown and self._shown.looks) or shown is None:
            self.update()
        self._shown = shown

    def show_seen(self, start: Seconds, length: Seconds) -> None:
        """Mark the range of the zoomed view."""
        self._seen = (start, length)
        self.update()

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Place the playhead; None hides it."""
        before, self._playhead = self._playhead, seconds
        for at in (before, seconds):
            if at is not None and self._duration:
                self.update(int(self._x(at)) - 2, 0, 5, self.height())

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Overview of song {letter}").format(letter=LETTERS[self._side]))
        self.setToolTip(
            self.tr("Whole song. Click: go there. Drag: move the view below. Keys: Left, Right.")
            + "\n"
            + self.tr("▲ below: phrase start. Lines: bars.")
        )
        self.setAccessibleDescription(self.toolTip())

    @override
    def sizeHint(self) -> QSize:
        """Return a wide, low size; the layout stretches it."""
        return QSize(400, _HIGHEST + _MARKS)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least useful size on a small screen."""
        return QSize(100, _LOWEST + _MARKS)

    @property
    def _waves(self) -> int:
        """Return the height of the waveform in pixels; the marks are below it."""
        return self.height() - _MARKS

    @property
    def _duration(self) -> Seconds:
        return 0.0 if self._shown is None else self._shown.duration

    def _x(self, seconds: Any) -> Any:
        """Return the x of a time, or of an array of them."""
        return seconds / self._duration * self.width()

    def _x_of_cue(self, seconds: Seconds) -> float | None:
        return float(self._x(seconds)) if 0 <= seconds <= self._duration > 0 else None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cached song, then the view's frame and the playhead over it."""
        painter = QPainter(self)
        if self._shown is None or not self._duration:
            return
        painter.drawPixmap(0, 0, self._whole_song(self._shown))
        now = theme()
        start, length = self._seen
        if length < self._duration:
            left, right = self._x(start), max(self._x(start + length), self._x(start) + 3)
            shade = QColor(now.panel)
            shade.setAlpha(80)
            painter.fillRect(QRectF(0, 0, left, self._waves), shade)
            painter.fillRect(QRectF(right, 0, self.width() - right, self._waves), shade)
            painter.setPen(QPen(now.text, 1))
            painter.drawRect(QRectF(round(left) + 0.5, 0.5, round(right - left) - 1, self._waves - 1))
        self.cues.paint_lines(painter, self._waves)
        if self._playhead is not None:
            painter.fillRect(QRectF(round(self._x(self._playhead)) - 1, 0, 2, self.height()), now.accent)
        if self.hasFocus():
            painter.setPen(QPen(now.accent, 1))
            painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))

    def _whole_song(self, shown: ShownSong) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = (self.size(), ratio, shown.looks, theme())
        if self._picture is None or wanted != self._drawn:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.drawImage(0, 0, self._drawn_waveform(shown, ratio))
            self._draw_marks(painter, shown)
            painter.end()
            self._drawn = wanted
        return self._picture

    def _drawn_waveform(self, shown: ShownSong, ratio: float) -> QImage:
        """Return the waveform as an image; its colours don't depend on the theme."""
        wanted = (self.size(), ratio, shown.sounds)
        if wanted != self._waveform_of:
            self._waveform, self._waveform_of = self._draw_waveform(shown, ratio), wanted
        return self._waveform

    def _draw_waveform(self, shown: ShownSong, ratio: float) -> QImage:
        peaks = shown.deck.peaks
        if peaks is None or len(peaks) == 0:
            return QImage()
        span = ViewSpan(0.0, self._duration, max(round(self.width() * ratio), 1))
        loudest = max(float(peaks[:, 1].max()), -float(peaks[:, 0].min()), 1e-3)
        shape = shape_of(peaks, span) * np.float32(_FULL / loudest)
        shares = shares_of(shown.deck.stem_peaks, span) if shown.deck.drawn else None
        indices = waveform(shape, round(self._waves * ratio), shares)
        drawn = image(indices, plain_colours(self._side) if shares is None else stem_colours())
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def _draw_marks(self, painter: QPainter, shown: ShownSong) -> None:
        """Paint below the song a stroke for every bar (where they fit) and a triangle for every phrase."""
        analysis = shown.analysis
        if analysis is None or len(analysis.downbeats) == 0:
            return
        now = theme()
        bars = analysis.beats[analysis.downbeats]
        painter.setPen(QPen(now.dim, 1))
        if len(bars) * _CLOSEST <= self.width():
            top, bottom = self._waves + 3, self._waves + _MARKS
            painter.drawLines([QLineF(x, top, x, bottom) for x in np.rint(self._x(bars)).tolist()])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.text)
        base = self._waves + _MARKS
        for at in self._x(analysis.beats[analysis.phrases]).tolist():
            painter.drawPolygon(QPolygonF([QPointF(at - 4, base), QPointF(at + 4, base), QPointF(at, base - _MARKS)]))

    # Mouse and keys

    def _time_at(self, x: float) -> Seconds:
        return min(max(x / max(self.width(), 1), 0.0), 1.0) * self._duration

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the zoomed view to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton and self._duration:
            self._pressed = event.position().x()
            self.moved.emit(self._time_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the zoomed view along with the mouse."""
        if self._pressed is not None:
            self.moved.emit(self._time_at(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Seek if it was a click."""
        if self._pressed is not None and abs(event.position().x() - self._pressed) < _CLICK:
            self.seek_wanted.emit(self._time_at(event.position().x()))
        self._pressed = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the zoomed view by half its length with Left and Right."""
        start, length = self._seen
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._duration:
            by = length / 2 * (-1 if event.key() == Qt.Key.Key_Left else 1)
            self.moved.emit(min(max(start + length / 2 + by, 0.0), self._duration))
        else:
            event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cues' flags where they belong."""
        super().resizeEvent(event)
        self.cues.place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
