"""The piano roll's mouse gestures: add, move, resize, delete, choose, and change velocities."""

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.document.notes import LaneNotes, deleted, moved, resized, scaled
from mashstudio.gui.band.gestures import Gestures
from mashstudio.gui.band.roll_picture import STRIP_MARGIN, velocity_y
from mashstudio.gui.band.roll_view import RollView
from mashstudio.model.notes import Note

_EDGE: Final = 6
_ROOM_FOR_EDGES: Final = 14
_NEAR: Final = 7
_KEY_VELOCITY: Final = 96

_Right = Qt.MouseButton.RightButton
_Shift, _Alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class RollMouse(Gestures[RollView]):
    """Turns presses and moves into edits of a piano roll's notes."""

    @override
    def pressed(self, at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        """Begin a gesture on the notes, their velocities or the keyboard."""
        body = self.view.body
        if at.y() > body.bottom():
            self._begin_velocity(at)
        elif at.y() < body.top():
            return
        elif at.x() < body.left():
            self.begin(self._touch_key, lambda: None)
            self._touch_key(at)
        elif button == _Right or keys & _Alt:
            self.begin(self._erase, Message("Delete notes"))
            self._erase(at)
        else:
            self._press_ground(at, keys)

    @override
    def give_up(self) -> None:
        """Also put the rubber band away."""
        self.view.band = None
        super().give_up()

    # Places

    def _edge_at(self, at: QPointF, note: Note) -> int:
        """Return −1 at a note's beginning, 1 at its end, 0 between; short notes have only an end."""
        left, right = self.view.x_of(note.start), self.view.x_of(note.start + note.length)
        if at.x() >= right - min(_EDGE, (right - left) / 2):
            return 1
        return -1 if right - left >= _ROOM_FOR_EDGES and at.x() < left + _EDGE else 0

    def _stem_at(self, at: QPointF) -> Note | None:
        """Return the note whose stem is nearest; of several on one beat the one at the mouse's height, chosen first."""
        view, arrays = self.view, self.view.arrays
        away = np.abs(view.x_of(0.0) + arrays.start * view.beat_width + 1 - at.x())
        near = np.flatnonzero(away <= _NEAR)
        if not len(near):
            return None
        strip = view.strip
        notes = view.notes.lane.notes
        return notes[
            min(
                near.tolist(),
                key=lambda number: (
                    not arrays.chosen[number],
                    round(float(away[number])),
                    abs(velocity_y(notes[number].velocity, strip) - at.y()),
                ),
            )
        ]

    @override
    def hover(self, at: QPointF) -> None:
        """Show by the mouse's shape what a drag would do, and the key of the row under it."""
        view = self.view
        body, shape = view.body, Qt.CursorShape.ArrowCursor
        note = self.view.note_at(at)
        if note is not None:
            shape = Qt.CursorShape.SizeHorCursor if self._edge_at(at, note) else Qt.CursorShape.SizeAllCursor
        elif at.y() > body.bottom() and self._stem_at(at) is not None:
            shape = Qt.CursorShape.SizeVerCursor
        view.viewport().setCursor(shape)
        view.touch(view.pitch_at(at.y()) if body.top() <= at.y() <= body.bottom() else None)

    # Gestures

    def _press_ground(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        view, note = self.view, self.view.note_at(at)
        if note is None:
            self._begin_band(at, more=bool(keys & _Shift))
        elif keys & _Shift:
            view.choose(view.notes.chosen ^ {note})
        else:
            if note not in view.notes.chosen:
                view.choose([note])
                self.before = view.notes
            view.last = note
            view.place = (note.start, note.pitch)
            view.heard.emit(note.pitch, note.velocity)
            edge = self._edge_at(at, note)
            if edge:
                self._begin_resize(note, at_start=edge < 0)
            else:
                self._begin_move(at)

    def _begin_move(self, at: QPointF) -> None:
        view, before = self.view, self.before
        from_beat, from_pitch = view.beat_at(at.x()), view.pitch_at(at.y())
        heard = [0]

        def drag(at: QPointF) -> None:
            view.reveal_point(at)
            by = view.beat_at(at.x()) - from_beat
            if view.snap is not None:
                by = round(by / view.snap.value) * view.snap.value
            after = moved(before, by, view.pitch_at(at.y()) - from_pitch)
            view.preview(after)
            up = _top(after) - _top(before)
            if up != heard[0]:
                heard[0] = up
                assert view.last is not None
                view.heard.emit(view.last.pitch + up, view.last.velocity)

        self.begin(drag, Message("Move notes"))

    def _begin_resize(self, note: Note, *, at_start: bool) -> None:
        view, before = self.view, self.before
        edge = note.start if at_start else note.start + note.length
        grip = view.beat_at(self.start.x()) - edge

        def drag(at: QPointF) -> None:
            view.reveal_point(QPointF(at.x(), view.body.center().y()))
            to = view.beat_at(at.x()) - grip
            if view.snap is not None:
                to = round(to / view.snap.value) * view.snap.value
            view.preview(resized(before, to - edge, at_start=at_start))

        def end() -> None:
            view.finish(Message("Resize notes"))
            if len(view.notes.chosen) == 1:
                (view.last,) = view.notes.chosen

        self.begin(drag, end)

    def _begin_band(self, at: QPointF, *, more: bool) -> None:
        view, before = self.view, self.before
        kept = before.chosen if more else frozenset()
        corner = self._corner(at)

        def drag(at: QPointF) -> None:
            view.reveal_point(at)
            view.band = (corner, self._corner(at))
            view.choose(kept | self._inside(corner, self._corner(at)))

        def end() -> None:
            view.band = None
            view.viewport().update()
            if not self.dragged and not more:
                made = view.add(view.beat_at(at.x()), view.pitch_at(at.y()))
                if made is not None:
                    view.last, view.place = made, (made.start, made.pitch)

        self.begin(drag, end)

    def _corner(self, at: QPointF) -> QPointF:
        """Return a point in beats and pitches, which stay where they are when the view scrolls."""
        return QPointF(self.view.beat_at(at.x()), (self.view.y_of(0) - at.y()) / self.view.row_height)

    def _inside(self, one: QPointF, other: QPointF) -> frozenset[Note]:
        """Return the notes that a rubber band touches."""
        (left, right), (low, high) = sorted((one.x(), other.x())), sorted((one.y(), other.y()))
        arrays = self.view.arrays
        inside = (arrays.start < right) & (arrays.end > left) & (arrays.pitch > low) & (arrays.pitch - 1 < high)
        notes = self.view.notes.lane.notes
        return frozenset(notes[number] for number in np.flatnonzero(inside).tolist())

    def _erase(self, at: QPointF) -> None:
        note = self.view.note_at(at)
        if note is not None:
            view = self.view
            gone = deleted(replace(view.notes, chosen=frozenset({note})))
            view.preview(replace(gone, chosen=view.notes.chosen - {note}))

    def _begin_velocity(self, at: QPointF) -> None:
        view, note = self.view, self._stem_at(at)
        if note is None:
            return
        if note not in view.notes.chosen:
            view.choose([note])
            self.before = view.notes
        before, strip = self.before, view.strip

        def drag(at: QPointF) -> None:
            share = (strip.bottom() - at.y()) / (strip.height() - STRIP_MARGIN)
            view.preview(scaled(before, min(max(round(share * 127), 1), 127) / note.velocity))

        self.begin(drag, Message("Velocity of notes"))

    def _touch_key(self, at: QPointF) -> None:
        """Sound the key under the mouse, each once."""
        pitch = self.view.pitch_at(at.y())
        if not self.dragged or pitch != self.view.pitch_at(self.start.y()):
            self.start = at
            self.view.touch(pitch)
            self.view.heard.emit(pitch, _KEY_VELOCITY)


def _top(notes: LaneNotes) -> int:
    return max((note.pitch for note in notes.chosen), default=0)
