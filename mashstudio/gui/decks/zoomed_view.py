"""A close-up of a song: its waveform or spectrogram, beats, bars, and the playhead in the song's own time."""

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.analysis.pictures import PictureKind, picture_ticks
from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.gui.decks.cue_flags import CueFlags
from mashstudio.gui.decks.picture_tiles import PictureTiles
from mashstudio.gui.decks.shown_song import ShownSong
from mashstudio.gui.decks.waveform import ViewSpan, tiles_within
from mashstudio.gui.decks.zoomed_items import BeatLines, SoundPicture
from mashstudio.gui.decks.zoomed_scales import SCALE_WIDTH, Seen, draw_scale, draw_times, times_height
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.figures import clock
from mashstudio.gui.theme import DARK, theme
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.analysis import Analysis, bar_and_beat, nearest_beat
from mashstudio.model.choices import LETTERS

_SHORTEST: Final[Seconds] = 0.25
_AT_FIRST: Final[Seconds] = 12.0
_NEAR = 6
_CLICK = 4
_STEP = 0.1
_ZOOM = 1.25
_TURN = 120
_JUMP: Seconds = 0.5


class ZoomedView(Guarded, QWidget):
    """A window onto a song; the wheel or a drag scrolls; Ctrl+wheel, pinching, Up and Down zoom.

    window_moved: emitted with start and length of the visible part, in seconds. seek_wanted: emitted with the clicked
    time, in seconds. beat_moved: emitted with the number of a dragged beat and its new time. Beats can be dragged while
    `mending`.
    """

    window_moved = Signal(float, float)
    seek_wanted = Signal(float)
    beat_moved = Signal(int, float)
    chosen_changed = Signal()

    def __init__(self, studio: Studio, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._side = studio, side
        self._shown: ShownSong | None = None
        self._kind: PictureKind | None = None
        self._start, self._length = 0.0, _AT_FIRST
        self._playhead: Seconds | None = None
        self._pressed: tuple[QPointF, float] | None = None
        self._dragged: int | None = None
        self._drawn: object = None
        self._picture: QPixmap | None = None
        self.mending = False
        self.following = True
        self.chosen: int | None = None
        self.tiles = PictureTiles(studio, self)
        self.tiles.changed.connect(self._redraw)
        self._sound, self._beats = SoundPicture(side), BeatLines()
        self.cues = CueFlags(self, self._x_of_cue, self._time_at, named=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(56)
        self.retranslate()

    @override
    def sizeHint(self) -> QSize:
        """Return a preferred size; the layout stretches it."""
        return QSize(400, 90)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least height at which a waveform is recognisable."""
        return QSize(120, 48)

    @property
    def side(self) -> int:
        """The source whose song it shows."""
        return self._side

    @property
    def seen(self) -> tuple[Seconds, Seconds]:
        """Start and length of the visible part."""
        return self._start, self._length

    def show_song(self, shown: ShownSong | None) -> None:
        """Show this song, or its new state."""
        other = shown is None or self._shown is None or shown.deck is not self._shown.deck
        self._shown = shown
        if other:
            self._start, self._length = 0.0, _AT_FIRST
            self.choose(None)
        analysis = None if shown is None else shown.analysis
        if self.chosen is not None and (analysis is None or self.chosen >= len(analysis.beats)):
            self.choose(None)
        before = self._beats.analysis
        if self._dragged is not None and (
            analysis is None or before is None or not np.array_equal(analysis.beats, before.beats)
        ):
            # The dragged beat may be gone: undone, or edited elsewhere.
            self._pressed = self._dragged = self._beats.moved = None
        self._sound.shown, self._beats.analysis = shown, analysis
        state = None if shown is None else shown.looks
        if state != self._drawn:
            self._drawn = state
            self._ask_for_tiles()
            self.show_window(self._start, self._length)

    def show_kind(self, kind: PictureKind | None) -> None:
        """Show a spectrogram of this kind; None: the waveform."""
        self._kind = self._sound.kind = kind
        self.cues.place()
        # A spectrogram is dark in every theme.
        self._beats.colours = theme if kind is None else lambda: DARK
        self._ask_for_tiles()
        self._redraw()

    def show_window(self, start: Seconds, length: Seconds) -> None:
        """Show `length` seconds from `start` on, clamped to the song."""
        duration = 0.0 if self._shown is None else self._shown.duration
        longest = max(duration, _SHORTEST)
        self._length = min(max(length, _SHORTEST), longest if duration else _AT_FIRST)
        self._start = min(max(start, 0.0), max(duration - self._length, 0.0))
        self._redraw()
        self.cues.place()
        self.window_moved.emit(self._start, self._length)

    def zoom(self, factor: float, around: Seconds | None = None) -> None:
        """Show `factor` times as much (below 1: zoom in); keep `around` in place (None: the middle)."""
        fixed = self._start + self._length / 2 if around is None else around
        length = min(max(self._length * factor, _SHORTEST), max(self._sound.duration, _SHORTEST))
        self.show_window(fixed - (fixed - self._start) * length / self._length, length)

    def show_playhead(self, seconds: Seconds | None) -> None:
        """Place the playhead (the song's own time; None hides it), and turn the page when it leaves the view."""
        before, self._playhead = self._playhead, seconds
        for at in (before, seconds):
            if at is not None:
                self.update(self._line_at(at).adjusted(-2, 0, 2, 0))
        if seconds is None:
            return
        end = self._start + self._length
        was_seen = before is not None and self._start <= before <= end
        jumped = before is None or abs(seconds - before) > _JUMP
        if self.following and (was_seen or jumped) and not self._start <= seconds <= end:
            self.show_window(seconds - self._length * _STEP, self._length)

    def choose(self, beat: int | None) -> None:
        """Choose the beat that repairs act on; None: none."""
        if beat == self.chosen:
            return
        self.chosen = self._beats.chosen = beat
        self._redraw_beats()
        analysis = self._beats.analysis
        self.setAccessibleDescription("")
        if beat is not None and analysis is not None:
            self.setAccessibleDescription(self.words_of(analysis, beat))
            at = float(analysis.beats[beat])
            if not self._start <= at <= self._start + self._length:
                self.show_window(at - self._length / 2, self._length)
        self.chosen_changed.emit()

    def beat_near(self, seconds: Seconds) -> int | None:
        """Return the beat nearest to `seconds`; None if the song has none yet."""
        analysis = self._beats.analysis
        return None if analysis is None else nearest_beat(analysis, seconds)

    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Song {letter}, zoomed in").format(letter=LETTERS[self._side]))
        tip = self.tr(
            "Beats: solid lines are certain, dashed ones less so, dotted ones are guesses. Click: select a beat"
            " and go there. Wheel: scroll. Ctrl+wheel, Up, Down: zoom. Left, Right: previous or next beat."
        )
        self.setToolTip(wrapped_tip(tip))

    def words_of(self, analysis: Analysis, beat: int) -> str:
        """Return the description of a beat for screen readers."""
        bar, at = bar_and_beat(analysis, beat)
        sure = round(100 * float(analysis.beat_confidence[beat]))
        template: str = self.tr("Bar {bar}, beat {beat}, at {time}, {share} % confidence")
        return template.format(bar=bar, beat=at, time=clock(float(analysis.beats[beat]), 2), share=sure)

    # Painting

    @property
    def _seen(self) -> Seen:
        left = 0 if self._kind is None else SCALE_WIDTH
        below = times_height(QFontMetricsF(self.font()))
        box = QRectF(left, 0, max(self.width() - left, 1), max(self.height() - below, 1))
        return Seen(box, self._start, self._length)

    def _line_at(self, seconds: Seconds) -> QRect:
        """Return the rectangle of the playhead at `seconds`."""
        seen = self._seen
        return QRect(round(seen.x_of(seconds)) - 1, 0, 2, round(seen.box.height()))

    def _x_of_cue(self, seconds: Seconds) -> float | None:
        """Return where a cue's line lies; None beside the visible part."""
        return float(self._seen.x_of(seconds)) if 0 <= seconds - self._start <= self._length else None

    def _redraw(self) -> None:
        self._sound.tiles = self.tiles.tiles
        self._sound.stale = True
        self._redraw_beats()

    def _redraw_beats(self) -> None:
        self._picture = None
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the song from its cache, then the playhead, and a frame while the view has focus."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.size() != self.size() * ratio:
            self._picture = self._draw(ratio)
        painter.drawPixmap(0, 0, self._picture)
        seen = self._seen
        self.cues.paint_lines(painter, seen.box.bottom())
        if self._playhead is not None and 0 <= self._playhead - self._start <= self._length:
            painter.setClipRect(seen.box)
            painter.fillRect(self._line_at(self._playhead), self._beats.colours().accent)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(theme().accent, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw(self, ratio: float) -> QPixmap:
        picture, seen = QPixmap(self.size() * ratio), self._seen
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme().panel)
        painter = QPainter(picture)
        painter.setFont(self.font())
        draw_times(painter, seen)
        if self._kind is not None:
            draw_scale(painter, seen.box, picture_ticks(self._kind))
        painter.setClipRect(seen.box)
        self._sound.paint(painter, seen)
        self._beats.paint(painter, seen)
        painter.end()
        return picture

    def _ask_for_tiles(self) -> None:
        opened = None if self._shown is None else self._shown.deck.opened
        if self._kind is None or opened is None:
            self.tiles.forget()
            return
        duration = opened.song.duration
        frames = round(duration * SAMPLE_RATE)
        seen = tiles_within(ViewSpan(self._start, self._length, 1), frames)
        whole = tiles_within(ViewSpan(0.0, duration, 1), frames)
        order = [*seen, *sorted(set(whole) - set(seen), key=lambda tile: abs(tile - seen[0]))]
        self.tiles.ask(opened, self._kind, order)

    # Mouse, wheel, keys

    def _time_at(self, x: float) -> Seconds:
        return self._seen.seconds_at(x)

    def _beat_under(self, x: float) -> int | None:
        """Return the beat within a few pixels of `x`; None if there is none."""
        at = self._time_at(x)
        beat, analysis = self.beat_near(at), self._beats.analysis
        if beat is None or analysis is None:
            return None
        pixel = self._length / self._seen.box.width()
        return beat if abs(float(analysis.beats[beat]) - at) <= _NEAR * pixel else None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start dragging a beat or the view."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton or self._sound.duration == 0:
            return
        self._pressed = (event.position(), self._start)
        self._dragged = self._beat_under(event.position().x()) if self.mending else None
        if self._dragged is not None:
            self.choose(self._dragged)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the beat or the view."""
        x = event.position().x()
        if self._pressed is None:
            near = self.mending and self._beat_under(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)
            return
        pressed, start = self._pressed
        if abs(x - pressed.x()) < _CLICK and self._beats.moved is None:
            return
        if self._dragged is not None:
            self._beats.moved = (self._dragged, self._time_at(x))
            self._redraw_beats()
        else:
            pixel = self._length / self._seen.box.width()
            self.show_window(start - (x - pressed.x()) * pixel, self._length)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop a dragged beat; if it was a click, seek and choose a beat."""
        if self._pressed is None:
            return
        (pressed, _), self._pressed = self._pressed, None
        moved, self._beats.moved = self._beats.moved, None
        self._redraw_beats()
        if moved is not None:
            self.beat_moved.emit(*moved)
        elif abs(event.position().x() - pressed.x()) < _CLICK:
            at = self._time_at(event.position().x())
            self.choose(self.beat_near(at))
            self.seek_wanted.emit(at)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom about the pointer."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM ** (-turn.y() / _TURN), self._time_at(event.position().x()))
        else:
            by = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
            self.show_window(self._start - by / _TURN * _STEP * self._length, self._length)
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Zoom by pinching."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 / max(1 + event.value(), 0.1), self._time_at(event.position().x()))
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by beat or page, or zoom."""
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._choose_next(-1 if key == Qt.Key.Key_Left else 1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Up else _ZOOM)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            by = self._length * (-1 if key == Qt.Key.Key_PageUp else 1)
            self.show_window(self._start + by, self._length)
        else:
            event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cues' flags where they belong."""
        super().resizeEvent(event)
        self.cues.place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            # The sound has the same colours in every theme.
            self._redraw_beats()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _choose_next(self, by: int) -> None:
        analysis = self._beats.analysis
        if analysis is None:
            return
        if self.chosen is None:
            middle = self._start + self._length / 2
            self.choose(self.beat_near(middle if self._playhead is None else self._playhead))
        else:
            self.choose(min(max(self.chosen + by, 0), len(analysis.beats) - 1))
