"""What the piano roll and the step grid share: notes shown and edited, the ruler, lines, the playhead and keys."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.notes import LaneNotes
from mashstudio.gui.band.beat_space import BeatSpace
from mashstudio.gui.band.gestures import Gestures
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.theme import Theme, mixed, theme
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.notes import BandPart, NoteLane

_ROOM_FOR_LINES: Final = 6.0
_ROOM_FOR_BEAT_NUMBERS: Final = 40.0
_PLAYHEAD: Final = 6

Key = tuple[Qt.Key, Qt.KeyboardModifier]
Plain, Shift, Ctrl = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_SIGNS: Final = {Qt.Key.Key_Equal: Qt.Key.Key_Plus, Qt.Key.Key_Underscore: Qt.Key.Key_Minus}


class BeatView(Translated, BeatSpace):
    """Beats across, rows down; subclasses say what rows are, and paint and edit notes on them.

    notes: what is shown, while a gesture lasts as it would be; given: the lane as its owner knows it. edited: emitted
    once per finished gesture, with a Message that names it and the NoteLane. heard: with the pitch and velocity of a
    note that was added or touched. described: with words for what the cursor is at. mouse: its gestures.
    """

    edited = Signal(object, object)
    heard = Signal(int, int)
    described = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = LaneNotes(NoteLane(BandPart.LEAD, 0, ()), 0)
        self.bars: tuple[int, ...] = ()
        self.given = self.notes.lane
        self.mouse: Gestures[Any] = Gestures(self)
        self._playhead: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # For subclasses

    @property
    def step(self) -> float:
        """How many beats lie between two lines."""
        raise NotImplementedError

    def say(self) -> None:
        """Describe what the cursor is at."""
        raise NotImplementedError

    def keys(self) -> Mapping[Key, Callable[[], object]]:
        """Return what each key does now; other keys are left to the window."""
        raise NotImplementedError

    def words_at(self, at: QPointF) -> str:
        """Return the tooltip of a place."""
        raise NotImplementedError

    def paint_rows(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the visible part of the rows."""
        raise NotImplementedError

    def paint_side(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint what stands before the rows."""
        raise NotImplementedError

    def paint_below(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint what lies under the rows."""

    # What is shown

    @property
    @override
    def beats(self) -> int:
        """The accompaniment's length."""
        return self.notes.beats

    def show_notes(self, lane: NoteLane, beats: int, bars: Sequence[int]) -> None:
        """Show a lane; what was chosen and is still there stays chosen. bars: the beats on which bars begin."""
        if lane != self.given or beats != self.notes.beats:
            # What the mouse holds may be gone: undone, or composed anew.
            self.mouse.give_up()
            self.notes = LaneNotes(lane, beats, self.notes.chosen & frozenset(lane.notes))
        self.given, self.bars = lane, tuple(bars)
        self.fit()

    def set_playhead(self, beat: float | None) -> None:
        """Move the playhead; None hides it. If it leaves the view, the view goes along."""
        before, self._playhead = self._playhead, beat
        body = self.body
        for each in (before, beat):
            if each is not None:
                self.viewport().update(
                    round(self.x_of(each)) - _PLAYHEAD, 0, 2 * _PLAYHEAD + 1, body.bottom() + self.below
                )
        if beat is None or before is None or self.mouse.holding:
            return
        was_seen = body.left() <= self.x_of(before) <= body.right()
        if was_seen and not body.left() <= self.x_of(beat) <= body.right():
            self.scroll_by(round(self.x_of(beat) - body.left() - body.width() / 8))

    def preview(self, notes: LaneNotes) -> None:
        """Show notes as they would be."""
        self.notes = notes
        self.viewport().update()

    def finish(self, message: Message) -> None:
        """Say what was edited, if anything was."""
        if self.notes.lane != self.given:
            self.given = self.notes.lane
            self.edited.emit(message, self.notes.lane)

    def edit(self, message: Message, notes: LaneNotes) -> None:
        """Edit at once."""
        self.preview(notes)
        self.finish(message)

    def describe(self, words: str) -> None:
        """Say what the cursor is at, also to screen readers."""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.described.emit(words)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be painted anew."""
        painter, now, dirty, body = QPainter(self.viewport()), theme(), event.rect(), self.body
        painter.setFont(self.font())
        painter.fillRect(dirty, now.window)
        under = QRect(0, body.bottom() + 1, self.viewport().width(), self.below)
        for area, paint in (
            (body, self.paint_rows),
            (under, self.paint_below),
            (QRect(body.left(), 0, body.width(), self.ruler), self._paint_ruler),
            (QRect(0, body.top(), self.side, body.height()), self.paint_side),
        ):
            seen = area & dirty
            if not seen.isEmpty():
                painter.setClipRect(seen)
                paint(painter, seen, now)
        painter.setClipRect(QRect(body.left(), 0, body.width(), body.bottom() + 1 + self.below))
        if self._playhead is not None:
            self._paint_playhead(painter, round(self.x_of(self._playhead)), now)
        painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def paint_lines(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the lines of steps, beats and bars as far as there is room for them."""
        first, last = self.seen_beats(seen)
        fine, beat = mixed(now.panel, now.line, 0.45), now.line
        height = seen.height()
        for size, colour in ((self.step, fine), (1.0, beat)):
            if size * self._beat_width >= _ROOM_FOR_LINES:
                for line in range(int(first / size), int(last / size) + 2):
                    if line * size <= self.beats:
                        painter.fillRect(round(self.x_of(line * size)), seen.top(), 1, height, colour)
        self.paint_bars(painter, seen, now)

    def paint_bars(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        """Paint the lines of bars, and what lies after the end."""
        (first, last), bar = self.seen_beats(seen), mixed(now.line, now.text, 0.4)
        for start, _number in self._bars_between(first, last, _ROOM_FOR_LINES):
            painter.fillRect(round(self.x_of(start)), seen.top(), 1, seen.height(), bar)
        end = round(self.x_of(self.beats)) + 1
        painter.fillRect(QRect(end, seen.top(), max(seen.right() + 1 - end, 0), seen.height()), now.window)

    def _bars_between(self, first: float, last: float, room: float) -> list[tuple[int, int]]:
        """Return the first beats and numbers (from 0) of bars whose lines or numbers have so many pixels of room."""
        usual = (self.bars[-1] - self.bars[0]) / (len(self.bars) - 1) if len(self.bars) > 1 else 4
        every = 1
        while every * usual * self._beat_width < room:
            every *= 2
        low, high = max(bisect_right(self.bars, first) - 1, 0), bisect_right(self.bars, last)
        return [(self.bars[number], number) for number in range(low // every * every, high, every)]

    def _paint_ruler(self, painter: QPainter, seen: QRect, now: Theme) -> None:
        painter.fillRect(seen, mixed(now.window, now.panel, 0.6))
        metrics, (first, last) = self.fontMetrics(), self.seen_beats(seen.adjusted(-80, 0, 0, 0))
        base = 4 + metrics.ascent()
        room = metrics.horizontalAdvance(str(len(self.bars))) + 12
        painter.setPen(now.text)
        for start, number in self._bars_between(first, last, room):
            painter.fillRect(round(self.x_of(start)), 0, 1, self.ruler, now.line)
            painter.drawText(QPointF(self.x_of(start) + 4, base), str(number + 1))
        if self._beat_width >= _ROOM_FOR_BEAT_NUMBERS and self.bars:
            painter.setPen(now.dim)
            for beat in range(int(first), min(int(last) + 1, self.beats)):
                bar = self.bars[max(bisect_right(self.bars, beat) - 1, 0)]
                if beat > bar:
                    painter.drawText(QPointF(self.x_of(beat) + 4, base), str(beat - bar + 1))
        painter.fillRect(seen.left(), self.ruler - 1, seen.width(), 1, now.line)

    def _paint_playhead(self, painter: QPainter, x: int, now: Theme) -> None:
        painter.fillRect(x, 0, 1, self.viewport().height(), now.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.text)
        painter.drawPolygon(QPolygonF([QPointF(x - 4.5, 0), QPointF(x + 5.5, 0), QPointF(x + 0.5, 7)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # Keys and the rest of Qt's

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Show the tooltip of the place under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), wrapped_tip(self.words_at(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        """Claim the keys that do something here before shortcuts take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _key(event) in self.keys():
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key does."""
        does = self.keys().get(_key(event))
        if does is None:
            event.ignore()
        else:
            does()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self.mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Treat a double click as two clicks."""
        self.mouse.press(event.position(), event.button(), event.modifiers())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture; without one, show what can be done here."""
        self.mouse.move(event.position())

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Finish the gesture."""
        self.mouse.release()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Take the right button: it deletes."""
        event.accept()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.fit()


def _key(event: QKeyEvent) -> Key:
    """Return the key as it stands in tables: without the keypad's mark, and signs without the Shift they may need."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = _SIGNS.get(key, key)
    if key in _SIGNS.values():
        modifiers &= ~Shift
    return (Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key), modifiers
