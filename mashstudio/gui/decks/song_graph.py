"""A song's tempo, loudness and beat confidence over time. Importing this module loads pyqtgraph."""

from typing import Any, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.core.units import Bpm, Seconds
from mashstudio.gui.decks.graph_items import Axis, Box, CornerText, GraphCurve, GraphLine, Marks, TimeAxis
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.song_curves import Floats, beat_tempi, loudness, loudness_range, stretches, tempo_range
from mashstudio.gui.decks.zoomed_items import GUESS, PLAIN
from mashstudio.gui.decks.zoomed_view import ZoomedView
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.figures import clock, level, tempo_text
from mashstudio.gui.theme import SONG_COLOURS, mixed, theme
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.choices import LETTERS

_AXIS_WIDTH: Final = 46
_CLOSEST_BARS: Final = 6
_CLICK: Final = 4
_LOW_LINES: Final = 5
_ZOOM: Final = 1.25
_TURN: Final = 120
_AREA: Final = 0.27
_EDGE: Final = 0.05
_NOTHING: Final[Floats] = np.zeros(0)


class SongGraph(Guarded, pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """A graph of the part of the song that `zoomed` would show; the wheel zooms, a drag scrolls, a double click shows
    it all.

    A click seeks and chooses the beat, as in `zoomed`; the keys do the same as there, too.
    """

    _whole = False

    def __init__(self, zoomed: ZoomedView, parent: QWidget) -> None:
        self._time_axis, self._tempo_axis, self._level_axis = TimeAxis(), Axis("left"), Axis("right")
        axes = {"bottom": self._time_axis, "left": self._tempo_axis, "right": self._level_axis}
        super().__init__(parent, viewBox=Box(), axisItems=axes, enableMenu=False)
        self._zoomed = zoomed
        self._shown: ShownSong | None = None
        self._drawn: object = None
        self._edges = self._levels = self._beats = self._tempi = _NOTHING
        self._pressed: tuple[QPointF, Seconds] | None = None
        self._pointed: Seconds | None = None

    def furnish(self) -> None:
        """Create the graph's items, in a step of its own: building the graph takes two frames. Call `dress` next."""
        self._level_curve, self._tempo_curve, self._heard_curve = GraphCurve(), GraphCurve(), GraphCurve()
        self._bars, self._phrases = GraphCurve(connect="pairs"), GraphCurve(connect="pairs")
        self._unsure, self._guesses, self._above, self._below = (Marks(shape) for shape in ("o", "x", "t1", "t"))
        self._readout = CornerText()
        self._playhead, self._cross_time = GraphLine(90), GraphLine(90)
        self._middle, self._cross_tempo = GraphLine(0), GraphLine(0)
        self._tempo_box = Box()
        self._build()
        self._whole = True
        self._zoomed.window_moved.connect(self._show_window)
        self._zoomed.chosen_changed.connect(self._point)

    @override
    def sizeHint(self) -> QSize:
        """Return the zoomed view's size hint."""
        return self._zoomed.sizeHint() if self._whole else QSize()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the zoomed view's minimum size."""
        return self._zoomed.minimumSizeHint() if self._whole else QSize()

    @property
    def _duration(self) -> Seconds:
        return 0.0 if self._shown is None else self._shown.duration

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song, or its new state."""
        self._shown = shown
        state = None if shown is None else shown.looks
        if state != self._drawn:
            self._drawn = state
            self._draw_tempo(shown)
            self._draw_loudness(shown)
            self._draw_bars(shown)
            self._point()

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Place the playhead (the song's own time); None hides it."""
        self._playhead.setVisible(seconds is not None)
        if seconds is not None:
            self._playhead.setValue(seconds)

    def show_all(self) -> None:
        """Show the whole song."""
        self._zoomed.show_window(0.0, self._duration)

    def retranslate(self) -> None:
        """Show all text in the user's language."""
        letter = LETTERS[self._zoomed.side]
        self.setAccessibleName(self.tr("Tempo and loudness of song {letter}").format(letter=letter))
        tip = self.tr(
            "Line: tempo from beat to beat; dotted: before editing. Area: loudness. Rings: less certain beats; "
            "crosses: guesses; triangles: tempo off the scale. Click: select a beat and go there. Wheel, Up, "
            "Down: zoom. Drag: scroll. Double-click: whole song. Left, Right: previous or next beat."
        )
        self.setToolTip(wrapped_tip(tip))
        self._tempo_axis.setLabel("BPM")
        self._level_axis.setLabel("dB")
        self._point()

    # Construction and drawing

    def _build(self) -> None:
        plot, box, above = self.getPlotItem(), self.getViewBox(), self._tempo_box
        plot.hideButtons()
        plot.showAxis("right")
        for axis in (self._tempo_axis, self._level_axis):
            axis.setWidth(_AXIS_WIDTH)
        # Two boxes over each other with one time axis: BPM to the left, dB to the right.
        self.scene().addItem(above)
        above.setZValue(10)
        above.setXLink(box)
        self._tempo_axis.linkToView(above)
        box.sigResized.connect(lambda _box: above.setGeometry(box.sceneBoundingRect()))
        for each in (box, above):
            each.setMouseEnabled(False, False)
            each.disableAutoRange()
            each.setDefaultPadding(0)
        for item in (self._level_curve, self._bars, self._phrases):
            box.addItem(item, ignoreBounds=True)
        for item in (
            self._middle, self._heard_curve, self._tempo_curve, self._unsure, self._guesses, self._above, self._below,
            self._cross_time, self._cross_tempo, self._playhead, self._readout,
        ):  # fmt: skip
            above.addItem(item, ignoreBounds=True)
        for line in (self._middle, self._playhead, self._cross_time, self._cross_tempo):
            line.hide()
        self._readout.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumHeight(self._zoomed.minimumHeight())

    def _draw_tempo(self, shown: ShownSong | None) -> None:
        analysis = None if shown is None else shown.analysis
        known = analysis is not None and len(analysis.beats) > 1
        self._beats = analysis.beats if analysis is not None and known else _NOTHING
        self._tempi = beat_tempi(self._beats)
        self._tempo_curve.show_steps(self._beats, self._tempi)
        heard = None if shown is None or shown.grid is None else shown.deck.analysis
        heard_beats = _NOTHING if heard is None else heard.beats
        self._heard_curve.show_steps(heard_beats, beat_tempi(heard_beats))
        low, high = tempo_range(self._tempi)
        self._tempo_box.setYRange(low, high, padding=0)
        self._middle.setVisible(known)
        if analysis is not None and known:
            self._middle.setValue(analysis.tempo)
        self._draw_marks(_NOTHING if analysis is None else analysis.beat_confidence, low, high)

    def _draw_marks(self, sure: Floats, low: Bpm, high: Bpm) -> None:
        """Mark uncertain beats, and at the edge those whose tempo is out of range."""
        room = (high - low) * _EDGE
        at, sure, tempi = self._beats[:-1], sure[: len(self._tempi)], self._tempi
        places = np.clip(tempi, low + room, high - room)
        for marks, chosen in (
            (self._unsure, (sure >= GUESS) & (sure < PLAIN)),
            (self._guesses, sure < GUESS),
            (self._above, tempi > high),
            (self._below, tempi < low),
        ):
            marks.show_at(at[chosen], places[chosen])

    def _draw_loudness(self, shown: ShownSong | None) -> None:
        peaks = None if shown is None else shown.deck.peaks
        if shown is None or peaks is None or len(peaks) == 0:
            self._edges = self._levels = _NOTHING
        else:
            self._edges = stretches(self._beats, shown.duration)
            self._levels = loudness(peaks, self._edges)
        low, high = loudness_range(self._levels)
        self.getViewBox().setYRange(low, high, padding=0)
        self._level_curve.show_steps(self._edges, self._levels, down_to=low)

    def _draw_bars(self, shown: ShownSong | None) -> None:
        analysis = None if shown is None else shown.analysis
        low, high = loudness_range(self._levels)
        bars = _NOTHING if analysis is None else analysis.beats[analysis.downbeats]
        phrases = _NOTHING if analysis is None else analysis.beats[analysis.phrases]
        for curve, places in ((self._bars, bars), (self._phrases, phrases)):
            curve.setData(np.repeat(places, 2), np.tile([low, high], len(places)))
        self._show_details()

    def _show_details(self) -> None:
        """Show bars and the less uncertain beats where they fit."""
        analysis = None if self._shown is None else self._shown.analysis
        bar = 0.0 if analysis is None else 60 / analysis.tempo * analysis.beats_per_bar
        room = bar >= self._zoomed.seen[1] * _CLOSEST_BARS / max(self.getViewBox().width(), 1.0)
        self._bars.setVisible(room)
        self._unsure.setVisible(room)

    def _show_window(self, start: Seconds, length: Seconds) -> None:
        box = self.getViewBox()
        box.setXRange(start, start + length, padding=0)
        # Update now: during painting, this would have everything painted twice.
        box.updateMatrix()
        self._tempo_box.updateMatrix()
        self._show_details()
        self._point()

    def dress(self) -> None:
        """Apply the theme's colours."""
        now, song = theme(), SONG_COLOURS[self._zoomed.side]
        outline = song if now.dark else mixed(song, now.text, 0.4)
        area = mixed(now.panel, song, _AREA)
        self.setBackground(now.panel)
        self._level_curve.setPen(pg.mkPen(outline))
        self._level_curve.setBrush(pg.mkBrush(area))
        self._tempo_curve.setPen(pg.mkPen(now.text))
        self._heard_curve.setPen(pg.mkPen(now.dim, style=Qt.PenStyle.DotLine))
        for curve, share in ((self._bars, 0.2), (self._phrases, 0.6)):
            curve.setPen(pg.mkPen(mixed(now.line, now.dim, share)))
        self._middle.setPen(pg.mkPen(now.dim, style=Qt.PenStyle.DashLine))
        self._playhead.setPen(pg.mkPen(now.accent, width=2))
        for cross in (self._cross_time, self._cross_tempo):
            cross.setPen(pg.mkPen(now.text, style=Qt.PenStyle.DotLine))
        for axis in (self._time_axis, self._tempo_axis, self._level_axis):
            axis.dress(now, self.font())
        self._unsure.dress(now.accent)
        self._guesses.dress(now.warning)
        for marks in (self._above, self._below):
            marks.dress(now.warning, filled=True)
        self._readout.dress(now, self.font())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame while the graph has focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(theme().accent)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus frame."""
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus frame."""
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        super().changeEvent(event)
        if not self._whole:
            return
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.dress()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # Pointing

    def _point(self) -> None:
        """Describe the place under the pointer, else the chosen beat."""
        at, chosen = self._pointed, self._zoomed.chosen
        if at is None and chosen is not None and chosen < len(self._beats):
            at = float(self._beats[chosen])
        start, length = self._zoomed.seen
        shown = at is not None and start <= at <= start + length and self._duration > 0
        for item in (self._cross_time, self._cross_tempo, self._readout):
            item.setVisible(shown)
        if at is None or not shown:
            self.setAccessibleDescription("")
            return
        beat = _stretch_of(self._beats, at)
        self._cross_time.setValue(at)
        self._cross_tempo.setVisible(beat is not None)
        if beat is not None:
            self._cross_tempo.setValue(float(self._tempi[beat]))
        words = self._words(at, beat)
        self.setAccessibleDescription("  ·  ".join(words))
        left, (_, top) = at > start + length / 2, self._tempo_box.viewRange()[1]
        low = self.getViewBox().height() < _LOW_LINES * self.fontMetrics().height()
        text = ("  ·  " if low else "\n").join(words)
        self._readout.show_words(text, QPointF(start if left else start + length, top), left)

    def _words(self, at: Seconds, beat: int | None) -> list[str]:
        """Return bar, beat and time of a place, with its tempo and loudness."""
        analysis = None if self._shown is None else self._shown.analysis
        parts = [clock(at, 2)]
        if beat is not None and analysis is not None:
            parts = [self._zoomed.words_of(analysis, beat)]
            parts.append(tempo_text(float(self._tempi[beat])))
        stretch = _stretch_of(self._edges, at)
        if stretch is not None:
            parts.append(level(float(self._levels[stretch])))
        return [parts[0], "  ·  ".join(parts[1:])] if parts[1:] else parts

    # Mouse, wheel, keys: never passed on to the scene, whose handlers would add pyqtgraph's own gestures.

    def _time_at(self, x: float) -> Seconds:
        return float(self.getViewBox().mapSceneToView(QPointF(x, 0)).x())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._duration:
            self._pressed = (event.position(), self._zoomed.seen[0])

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scroll while a button is held; else point."""
        x = event.position().x()
        if self._pressed is None:
            at = self._time_at(x)
            self._pointed = at if 0 <= at <= self._duration else None
            self._point()
            return
        pressed, start = self._pressed
        if abs(x - pressed.x()) >= _CLICK:
            length = self._zoomed.seen[1]
            pixel = length / max(self.getViewBox().width(), 1.0)
            self._zoomed.show_window(start - (x - pressed.x()) * pixel, length)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Seek and choose a beat if it was a click."""
        if self._pressed is None:
            return
        (pressed, _), self._pressed = self._pressed, None
        at = self._time_at(event.position().x())
        if abs(event.position().x() - pressed.x()) < _CLICK and 0 <= at <= self._duration:
            self._zoomed.choose(self._zoomed.beat_near(at))
            self._zoomed.seek_wanted.emit(at)

    @override
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Show the whole song."""
        self.show_all()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; scroll if the wheel turns sideways."""
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            self._zoomed.wheelEvent(event)
        else:
            self._zoomed.zoom(_ZOOM ** (-turn.y() / _TURN), self._time_at(event.position().x()))
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Stop pointing."""
        super().leaveEvent(event)
        self._pointed = None
        self._point()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of the zoomed view."""
        self._zoomed.keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the deck's menu."""
        event.ignore()


def _stretch_of(edges: Any, at: Seconds) -> int | None:
    """Return the stretch that contains a time, given all edges; None if there is none."""
    if len(edges) < 2 or not edges[0] <= at <= edges[-1]:
        return None
    return min(int(np.searchsorted(edges, at, side="right")) - 1, len(edges) - 2)
