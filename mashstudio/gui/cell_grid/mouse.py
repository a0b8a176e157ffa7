"""The beat grid's mouse gestures: paint, erase, select, seek, and drag runs.

A press with Shift, or outside a selection of several cells, means one thing as a click and another as a drag: a click
extends or clears the selection; a drag makes a new one, or paints. On a run's grips a drag moves or shapes it; inside
selected cells, a drag up or down changes their gain, a click or a drag sideways erases.
"""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QPointF, Qt, QTimer

from mashstudio.core.messages import Message
from mashstudio.document import edits
from mashstudio.document.edits import Selection
from mashstudio.document.shapes import run_at
from mashstudio.gui.cell_grid.cursor import GridCursor, Place, stroke
from mashstudio.gui.cell_grid.geometry import Columns, Rows, place_under
from mashstudio.gui.cell_grid.grips import CURSORS, Grip, Part, grip_at
from mashstudio.gui.cell_grid.rows import Fill, fill_of
from mashstudio.gui.cell_grid.run_drag import RunDrag
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import Mashup

_SCROLL_MS = 30
_DRAG = 4
"""Pixels that a press on a run may move and still be a click."""


class _Action(Enum):
    """The action of a drag."""

    PAINT = auto()
    ERASE = auto()
    SELECT = auto()
    SELECT_BEATS = auto()
    SEEK = auto()
    PAN = auto()
    RUN = auto()


class GridMouse(Guarded, QObject):
    """Turns presses, moves and releases into edits, selections and seeks.

    where: the current rows and columns; width: the view's; scroll_by: scrolls by so many pixels.
    """

    def __init__(
        self,
        studio: Studio,
        cursor: GridCursor,
        where: Callable[[], tuple[Rows, Columns]],
        width: Callable[[], int],
        scroll_by: Callable[[int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._studio, self._cursor = studio, cursor
        self._where, self._width, self._scroll_by = where, width, scroll_by
        self._action: _Action | None = None
        self._first: Place = (0, 0)
        self._last: Place = (0, 0)
        self._passed: tuple[Place, ...] = ()
        self._sought = -1
        self._merge: int | None = None
        # True until a press has turned out to be a click or a drag.
        self._open = False
        self._point = self._pressed = QPointF()
        self._keys = Qt.KeyboardModifier.NoModifier
        self._grip: Grip | None = None
        self._drag: RunDrag | None = None
        self._beyond = QTimer(self, interval=_SCROLL_MS)
        self._beyond.timeout.connect(self._scroll_on)

    @property
    def dragging(self) -> bool:
        """True while a button is held."""
        return self._action is not None

    def grip(self, point: QPointF) -> Grip | None:
        """Return the part of a run at `point` that a drag would move or shape; while a fade is dragged, that fade."""
        mashup = self._studio.mashup
        if self.dragging or mashup is None:
            fade = self._drag is not None and self._drag.grip.part in {Part.FADE_IN, Part.FADE_OUT}
            return self._drag.grip if self._drag is not None and fade else None
        return grip_at(point, *self._where(), mashup, self._studio.selection)

    def cursor_shape(self, point: QPointF) -> Qt.CursorShape:
        """Return the shape of the mouse's cursor at `point`."""
        if self._drag is not None and self._drag.grip.part is Part.WHOLE:
            return Qt.CursorShape.DragCopyCursor if self._drag.copying else Qt.CursorShape.ClosedHandCursor
        grip = self.grip(point) if self._drag is None else self._drag.grip
        return Qt.CursorShape.ArrowCursor if grip is None else CURSORS[grip.part]

    def press(self, point: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        """Start the action of `button` at `point`."""
        mashup = self._studio.mashup
        if mashup is None:
            return
        self.release()
        self._point = self._pressed = point
        self._keys = keys
        if button == Qt.MouseButton.MiddleButton:
            self._action = _Action.PAN
        elif button == Qt.MouseButton.LeftButton:
            self._begin(mashup, point, keys)

    def move(self, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Continue the action with the mouse at `point`."""
        self._keys = keys
        if self._action is _Action.PAN:
            self._scroll_by(round(self._point.x() - point.x()))
        if self.dragging:
            self._point = point
            self._continue()
            outside = not 0 <= point.x() < self._width()
            if not outside or self._action is _Action.PAN:
                self._beyond.stop()
            elif not self._beyond.isActive():
                self._beyond.start()

    def release(self) -> None:
        """Finish the action. Select what was painted, ready to be repeated, moved or looped."""
        if self._action is _Action.RUN:
            self._release_run()
        elif self._open and self._action is _Action.SELECT:
            self._cursor.extend_to(self._first)
        elif self._open:
            self._cursor.clear(self._first)
        elif self._action in {_Action.PAINT, _Action.ERASE} and len(set(self._passed)) > 1:
            self._cursor.select_painted(self._first, self._last, self._passed)
        self.give_up()

    def give_up(self) -> None:
        """End the action early: the rows under it have changed."""
        self._beyond.stop()
        self._action, self._open, self._grip, self._drag = None, False, None, None

    def _begin(self, mashup: Mashup, point: QPointF, keys: Qt.KeyboardModifier) -> None:
        rows = self._where()[0]
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if rows.row_at(point.y()) is None:
            self._first = self._nearest(mashup, point)
            self._action = _Action.SELECT_BEATS if shift else _Action.SEEK
            self._sought = -1
            self._continue()
            return
        place = place_under(point, *self._where(), mashup.beats)
        if place is None:
            self._studio.select(Selection((), 0, 0))
            return
        self._first = self._last = place
        if shift:
            self._action, self._open = _Action.SELECT, True
        elif keys & Qt.KeyboardModifier.ControlModifier:
            self._action = _Action.SELECT
            self._cursor.add(place)
        elif (grip := self._grip_for(mashup, point, keys)) is not None:
            self._action, self._grip = _Action.RUN, grip
        else:
            fill = fill_of(mashup, self._studio.session.song_beats(), rows.shown[place[0]], place[1])
            self._action = _Action.ERASE if fill is Fill.ALL else _Action.PAINT
            self._open = self._is_outside(place)
            if not self._open:
                self._begin_stroke()

    def _grip_for(self, mashup: Mashup, point: QPointF, keys: Qt.KeyboardModifier) -> Grip | None:
        """Return the grip at `point`; with Alt, the whole run wherever it has no other."""
        grip = grip_at(point, *self._where(), mashup, self._studio.selection)
        if not keys & Qt.KeyboardModifier.AltModifier or (grip is not None and grip.part is not Part.LEVEL):
            return grip
        row = self._where()[0].shown[self._first[0]]
        run = None if row.folded else run_at(mashup, row.lanes[0], self._first[1])
        return None if run is None else Grip(Part.WHOLE, self._first[0], row.lanes[0], run)

    def _release_run(self) -> None:
        """Finish a drag; a click selects the run, or erases the cell that it hit."""
        if self._drag is not None or self._grip is None:
            return
        if self._grip.part is Part.LEVEL:
            self._erase_from_here()
        else:
            row, (start, stop) = self._grip.row, self._grip.run
            self._cursor.select_painted((row, start), (row, stop - 1), ((row, start), (row, stop - 1)))

    def _erase_from_here(self) -> None:
        self._action = _Action.ERASE
        self._begin_stroke()

    def _drag_run(self, mashup: Mashup) -> None:
        """Begin or continue to drag a run."""
        if self._drag is None and self._grip is not None:
            across, down = abs(self._point.x() - self._pressed.x()), abs(self._point.y() - self._pressed.y())
            if max(across, down) < _DRAG:
                return
            if self._grip.part is Part.LEVEL and across > down:
                self._erase_from_here()
                self._continue()
                return
            self._drag = RunDrag(self._studio, self._grip, self._pressed, self._first[1], mashup)
        if self._drag is not None:
            self._drag.to(self._point, self._keys, *self._where())

    def _is_outside(self, place: Place) -> bool:
        """Return True if several cells are selected, and this isn't one of them."""
        where, shown = self._studio.selection, self._where()[0].shown
        inside = shown[place[0]].lanes[0] in where.lanes and where.start <= place[1] < where.stop
        return not inside and where.beats * sum(row.lanes[0] in where.lanes for row in shown) > 1

    def _begin_stroke(self) -> None:
        self._merge = self._studio.session.history.new_merge()
        self._passed = (self._first,)
        self._cursor.move_to(self._first)
        self._paint(stroke(self._where()[0].shown, self._first, self._first))

    def _continue(self) -> None:
        """Carry out the drag up to the mouse's current position."""
        mashup = self._studio.mashup
        if mashup is None or mashup.beats == 0:
            return
        place = self._nearest(mashup, self._point)
        match self._action:
            case _Action.RUN:
                self._drag_run(mashup)
            case _Action.SEEK:
                self._seek(min(max(round(self._where()[1].beat(self._point.x())), 0), mashup.beats))
            case _Action.SELECT_BEATS:
                first, last = sorted((self._first[1], place[1]))
                self._cursor.select_beats(first, last + 1)
            case _Action.SELECT if place != self._last:
                self._last = place
                if self._open:
                    self._open = False
                    self._cursor.move_to(self._first)
                self._cursor.extend_to(place)
            case _Action.PAINT | _Action.ERASE if place != self._last:
                if self._open:
                    self._open = False
                    self._begin_stroke()
                passed = stroke(self._where()[0].shown, self._last, place)
                self._last = place
                self._passed += (place,)
                self._paint(passed)

    def _seek(self, beat: int) -> None:
        if beat != self._sought:
            self._sought = beat
            self._studio.player.seek(self._studio.sound.frame_of(beat))

    def _paint(self, where: list[Selection]) -> None:
        beats, on = self._studio.session.song_beats(), self._action is _Action.PAINT

        def change(mashup: Mashup) -> Mashup:
            for each in where:
                mashup = edits.switch_on(mashup, beats, each) if on else edits.clear(mashup, each)
            return mashup

        self._studio.edit_with(Message("Paint") if on else Message("Erase"), change, self._merge)

    def _nearest(self, mashup: Mashup, point: QPointF) -> Place:
        """Return the cell at `point`, or the nearest one."""
        rows, columns = self._where()
        beat = min(max(int(columns.beat(point.x()) // 1), 0), max(mashup.beats - 1, 0))
        return rows.row_at(max(point.y(), rows.ruler)) or 0, beat

    def _scroll_on(self) -> None:
        """Scroll while a drag is beyond the edge of the view."""
        x, width = self._point.x(), self._width()
        self._scroll_by(round(max(x - width, min(x, 0.0)) / 2))
        self._continue()
