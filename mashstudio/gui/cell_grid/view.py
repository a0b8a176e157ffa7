"""The beat grid's view: tiles, scrolling, zooming, and following the playhead."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from mashstudio.gui.cell_grid.automation import draw_curves
from mashstudio.gui.cell_grid.cursor import GridCursor
from mashstudio.gui.cell_grid.geometry import (
    BEFORE,
    NARROWEST,
    USUAL,
    WIDEST,
    Columns,
    Rows,
    content_width,
    fitting_width,
    lowest_height,
    rows_in,
)
from mashstudio.gui.cell_grid.grips import Grip, fade_ends
from mashstudio.gui.cell_grid.overlays import (
    PLAYHEAD_ROOM,
    cell_rect,
    draw_cursor,
    draw_focus,
    draw_loop,
    draw_playhead,
    draw_selected_beats,
    draw_selection,
)
from mashstudio.gui.cell_grid.painting import Tiles
from mashstudio.gui.cell_grid.picture import Picture, PictureMaker, Style
from mashstudio.gui.cell_grid.rows import GridRows
from mashstudio.gui.cell_grid.shape_picture import draw_gain, draw_handle, gain_spans, level_y
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.theme import theme
from mashstudio.model.strip import Control

_ZOOM_STEP: Final = 1.25
_NOTCH: Final = 120
_NOTCH_PIXELS: Final = 96
_LOOK_MS: Final = 300
_WAVES_MS: Final = 40
_HANDLE_INSET: Final = 4
_ROOM_FOR_GAIN: Final = 2.0
_FRAME_MS: Final = 16


class CellGridView(Guarded, QAbstractScrollArea):
    """The cells, the ruler above them and the playhead over them; display only.

    following: whether the view follows the playhead. curve: the control whose automation is drawn. grid_rows: the
    folded songs. rows_changed, columns_changed: emitted when rows or beats changed or moved.
    """

    rows_changed = Signal()
    columns_changed = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.following = True
        self.curve = Control.GAIN
        self._studio = studio
        self.grid_rows = GridRows(studio, self)
        self._cursor = GridCursor(studio, self.grid_rows)
        self._width = USUAL
        self._lined_up = self.grid_rows.shown
        self._tiles = Tiles()
        self._pictures = PictureMaker(studio)
        self._picture: Picture | None = None
        self._held: Grip | None = None
        self._heard = studio.sound.beat_at(studio.player.position())
        self._look_timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look_timer.timeout.connect(self._look)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        studio.mashup_changed.connect(self._take_mashup)
        self.grid_rows.changed.connect(self._fit_scroll_bars)
        # Delayed, because decks change in bursts.
        self._waves = QTimer(self, singleShot=True, interval=_WAVES_MS)
        self._waves.timeout.connect(self._take_decks)
        studio.decks_changed.connect(self._waves.start)
        studio.sound_changed.connect(self._take_sound)
        studio.playhead_moved.connect(self._move_playhead)
        self._take_mashup()

    # Geometry

    @property
    def rows(self) -> Rows:
        """The layout of the rows."""
        scroll = self.verticalScrollBar().value()
        return rows_in(self.viewport().height(), self._ruler, self.grid_rows.shown, scroll)

    @property
    def columns(self) -> Columns:
        """The layout of the beats."""
        return Columns(self._width, self.horizontalScrollBar().value())

    @property
    def beats(self) -> int:
        """The mashup's length in beats."""
        return 0 if self._picture is None else self._picture.mashup.beats

    # Commands

    def zoom_in(self) -> None:
        """Widen the beats."""
        self._zoom(self._width * _ZOOM_STEP, self._middle())

    def zoom_out(self) -> None:
        """Narrow the beats."""
        self._zoom(self._width / _ZOOM_STEP, self._middle())

    def zoom_fit(self) -> None:
        """Show the whole mashup at once."""
        self._set_width(fitting_width(self.beats, self.viewport().width()), 0)

    def follow(self) -> None:
        """Follow the playhead, or stop."""
        self.following = not self.following
        if self.following:
            self._show_playhead()

    def reveal(self, start: int, stop: int) -> None:
        """Scroll until beats `start` … `stop` − 1 are visible, or at least the first of them."""
        left, right, width = self.columns.x(start), self.columns.x(stop), self.viewport().width()
        if left < 0 or right - left > width:
            self._scroll_by(round(left - self._width))
        elif right > width:
            self._scroll_by(round(right - width + self._width))

    def reveal_row(self, row: int) -> None:
        """Scroll until `row` is visible."""
        rows, bar = self.rows, self.verticalScrollBar()
        above, below = rows.ruler - rows.top(row), rows.top(row) + rows.height - self.viewport().height()
        if above > 0 or below > 0:
            bar.setValue(bar.value() + (below if below > 0 else -above))

    # Following the studio

    def _take_mashup(self) -> None:
        had_one, self._picture = self._picture is not None, self._pictures.make()
        if self._picture is not None and not had_one:
            self._set_width(USUAL, 0)
            self._paint_later()
        self._fit_scroll_bars()
        self._look_timer.start()
        self.viewport().update()

    def _paint_later(self) -> None:
        """Leave the first picture to a frame of its own: the next one paints the rest of the window anew."""
        view = self.viewport()
        if view.isVisible():
            view.setUpdatesEnabled(False)
            QTimer.singleShot(_FRAME_MS, view, lambda: view.setUpdatesEnabled(True))

    def _take_rows(self) -> None:
        """Take over a change of the rows."""
        self.viewport().update()

    def _take_decks(self) -> None:
        before, self._picture = self._picture, self._pictures.make()
        if self._picture is not before:
            self.viewport().update()

    def _take_sound(self) -> None:
        self._picture = self._pictures.make()
        self._look_timer.start()
        self.viewport().update()

    def _look(self) -> None:
        """Prioritise fitting what is played, looped or visible."""
        if self._picture is None:
            return
        loop, columns = self._studio.sound.loop, self.columns
        first, last = columns.beat(0), columns.beat(self.viewport().width())
        seen = range(max(int(first), 0), max(min(int(last) + 1, self.beats), 0))
        if self._studio.player.playing and int(self._heard) in seen:
            seen = range(int(self._heard), seen.stop)
        self._studio.session.look_at(seen if loop is None else range(*loop))

    def _holds(self) -> bool:
        """Return True while the user holds the view, so that it must not follow the playhead."""
        return False

    def _move_playhead(self, beat: float) -> None:
        before, self._heard = self._heard, beat
        if int(before) != int(beat) and not self._look_timer.isActive():
            self._look_timer.start()
        old, new = round(self.columns.x(before)), self._playhead_x()
        was_seen = 0 <= old <= self.viewport().width()
        if self.following and not self._holds() and (was_seen or abs(beat - before) > 1):
            self._show_playhead()
        if old != new and self._picture is not None:
            for x in (old, new):
                self.viewport().update(x - PLAYHEAD_ROOM, 0, 2 * PLAYHEAD_ROOM + 1, self.rows.bottom)

    def _show_playhead(self) -> None:
        x, width = self._playhead_x(), self.viewport().width()
        if not 0 <= x < width:
            self._scroll_by(x - width // 8)

    def _playhead_x(self) -> int:
        return round(self.columns.x(self._heard))

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, then the overlays."""
        painter = QPainter(self.viewport())
        dirty, now, rows, columns = event.rect(), theme(), self.rows, self.columns
        if self._picture is None:
            painter.fillRect(dirty, now.window)
            self._draw_focus(painter)
            return
        style = Style(self._width, replace(rows, scroll=0), self.devicePixelRatioF(), now.dark, self.font())
        painter.fillRect(QRect(dirty.x(), rows.bottom, dirty.width(), self.height()), now.window)
        first, last = _tiles_in(columns.scroll + dirty.left(), columns.scroll + dirty.right(), style)
        # On whole device pixels, else seams show between tiles.
        left = painter.deviceTransform().map(QPointF(-columns.scroll, 0)).x()
        left = (round(left) - left) / style.scale - columns.scroll
        tiles = self._tiles.get(first, last, self._picture, style)
        below = QRect(0, rows.ruler, self.viewport().width(), self.viewport().height() - rows.ruler)
        for clip, top in ((None, 0), (below, -rows.scroll)) if rows.scroll else ((None, 0),):
            if clip is not None:
                painter.setClipRect(clip)
            for index, tile in enumerate(tiles, first):
                painter.drawPixmap(QPointF(left + index * style.tile, top), tile)
        painter.setClipping(False)
        self._tiles.keep_near(*_tiles_in(columns.scroll, columns.scroll + self.viewport().width(), style))
        if self._studio.sound.loop is not None:
            draw_loop(painter, self._studio.sound.loop, rows, columns, now)
        if self._studio.selection.beats > 0:
            draw_selected_beats(painter, self._studio.selection, rows, columns, now)
        painter.setClipRect(below)
        if self._studio.selection.beats > 0:
            draw_selection(painter, self._studio.selection, rows, columns, now)
        self._draw_shapes(painter, rows, columns)
        draw_curves(painter, self._picture.mashup, self.curve, rows, columns, now)
        if self._cursor.at is not None and self.hasFocus():
            draw_cursor(painter, cell_rect(self._cursor.at, rows, columns), now)
        painter.setClipping(False)
        draw_playhead(painter, self._playhead_x(), rows, now)
        self._draw_focus(painter)

    def _draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            draw_focus(painter, self.viewport().rect(), theme())

    def _draw_shapes(self, painter: QPainter, rows: Rows, columns: Columns) -> None:
        """Paint the gain of selected cells, and the handles of the run under the mouse."""
        if self._picture is None:
            return
        mashup, selection, now = self._picture.mashup, self._studio.selection, theme()
        seen = int(columns.beat(0)), int(columns.beat(self.viewport().width())) + 1
        start, stop = max(selection.start, seen[0]), min(selection.stop, seen[1])
        for index, row in enumerate(rows.shown):
            if not row.folded and row.lanes[0] in selection.lanes and columns.width >= _ROOM_FOR_GAIN:
                for first, last, gain in gain_spans(mashup, row.lanes[0], start, stop):
                    draw_gain(painter, columns.x(first), columns.x(last), level_y(gain, rows, index), now.accent)
        held = self._held
        there = held is not None and held.lane < len(mashup.lanes) and held.run[1] <= mashup.beats
        if held is not None and there and held.row < len(rows.shown):
            top = rows.top(held.row) + _HANDLE_INSET
            for beat in fade_ends(mashup, held.lane, held.run):
                draw_handle(painter, columns.x(beat), top, now.accent, now.window)

    def _hold(self, grip: Grip | None) -> None:
        """Show the handles of a grip's run."""
        if grip != self._held:
            self._held = grip
            self.viewport().update()

    # Zooming and scrolling

    @property
    def _ruler(self) -> int:
        return self.fontMetrics().height() + 16

    def _middle(self) -> float:
        """Return the pixel to keep in place when zooming by command: the selection if visible, else the middle."""
        width, selection = self.viewport().width(), self._studio.selection
        x = self.columns.x(selection.start)
        return x if selection.beats > 0 and 0 <= x < width else width / 2

    def _zoom(self, width: float, x: float) -> None:
        """Set the width of beats to `width` pixels, clamped; keep pixel `x` in place."""
        fitting = fitting_width(self.beats, self.viewport().width())
        self._set_width(min(max(width, min(NARROWEST, fitting)), WIDEST), x)

    def _set_width(self, width: float, x: float) -> None:
        beat, self._width = self.columns.beat(x), width
        self._fit_scroll_bars()
        self.horizontalScrollBar().setValue(round(BEFORE + beat * width - x))
        self.columns_changed.emit()
        self.viewport().update()

    def _fit_scroll_bars(self) -> None:
        rows, down, height = self.rows, self.verticalScrollBar(), self.viewport().height()
        down.setPageStep(height)
        down.setSingleStep(rows.height)
        down.setRange(0, max(rows.whole - height, 0))
        if rows.shown != self._lined_up:
            self._lined_up = rows.shown
            self._take_rows()
            self.rows_changed.emit()
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        bar.setPageStep(width)
        bar.setSingleStep(max(round(self._width), 1))
        bar.setRange(0, max(content_width(self.beats, self._width) - width, 0) if self._picture else 0)

    def _scroll_by(self, pixels: int) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + pixels)

    @override
    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        """Repaint everything: tiles make that cheap."""
        if dy:
            self.rows_changed.emit()
        self.columns_changed.emit()
        self._look_timer.start()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Distribute the height among the rows."""
        super().resizeEvent(event)
        self._fit_scroll_bars()
        self.rows_changed.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for all lanes of two songs and a few bars."""
        return QSize(320, lowest_height(self._ruler) + self.horizontalScrollBar().sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        """Return room for the waves."""
        return QSize(1200, self.minimumSizeHint().height() + 120)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, with Alt vertically; with Ctrl, zoom about the mouse."""
        turned, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            # Qt turns the wheel sideways while Alt is held.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round((turned.x() or turned.y()) / _NOTCH * _NOTCH_PIXELS))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(self._width * _ZOOM_STEP ** (turned.y() / _NOTCH), event.position().x())
        elif not pixels.isNull():
            self._scroll_by(-(pixels.x() if abs(pixels.x()) > abs(pixels.y()) else pixels.y()))
        else:
            notches = (turned.x() if abs(turned.x()) > abs(turned.y()) else turned.y()) / _NOTCH
            self._scroll_by(round(-notches * _NOTCH_PIXELS))
        event.accept()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom by pinching."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom(self._width * (1 + event.value()), event.position().x())
            return True
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.updateGeometry()
            self.rows_changed.emit()
            self.viewport().update()


def _tiles_in(left: int, right: int, style: Style) -> tuple[int, int]:
    """Return the first and last tile that pixels `left` … `right` of the whole grid touch."""
    return int(left // style.tile), int((right + 1) // style.tile)
