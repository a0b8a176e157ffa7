"""The step grid's mouse gestures: turn on and off, paint, and change velocities."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.gui.band.gestures import Gestures
from mashstudio.gui.band.step_picture import LEVELS
from mashstudio.gui.band.step_view import Cell, StepView

_LOUDEST: Final = 127


class StepMouse(Gestures[StepView]):
    """Turns presses and moves into edits of a step grid's hits."""

    @override
    def pressed(self, at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        """Turn a step on or off and go on so; with Ctrl take hold of its velocity. On a name, sound the drum."""
        view, cell = self.view, self.view.cell_at(at)
        if cell is None:
            if at.x() < view.body.left() and view.body.top() <= at.y() < view.top(view.row_count):
                view.heard.emit(view.rows[view.row_at(at.y())], LEVELS[1])
            return
        view.place, was = cell, view.velocity(cell)
        if button == Qt.MouseButton.LeftButton and keys & Qt.KeyboardModifier.ControlModifier:
            self._begin_velocity(cell, was)
            return
        to = LEVELS[1] if button == Qt.MouseButton.LeftButton and not was else 0
        self.begin(partial(self._paint, cell[0], to), Message("Add drum hits") if to else Message("Delete drum hits"))
        self._paint(cell[0], to, at)
        view.sound(cell)

    def _paint(self, row: int, velocity: int, at: QPointF) -> None:
        """Turn the steps of a row between the last place and this one on or off."""
        view = self.view
        view.reveal_point(QPointF(at.x(), view.body.center().y()))
        column = view.column_at(at.x())
        for each in range(min(column, view.place[1]), max(column, view.place[1]) + 1):
            if bool(view.velocity((row, each))) != bool(velocity):
                view.preview(view.turned((row, each), velocity))
        view.place = (row, column)
        view.viewport().update()

    def _begin_velocity(self, cell: Cell, was: int) -> None:
        """A drag changes the velocity; a click on a hit takes the next level, after the loudest the softest."""
        view = self.view
        if not was:
            view.preview(view.turned(cell, LEVELS[1]))

        def drag(at: QPointF) -> None:
            velocity = (was or LEVELS[1]) + round(self.start.y() - at.y())
            view.preview(view.turned(cell, min(max(velocity, 1), _LOUDEST)))
            view.say()

        def end() -> None:
            if was and not self.dragged:
                view.preview(view.turned(cell, next((level for level in LEVELS if level > was), LEVELS[0])))
            view.sound(cell)
            view.finish(Message("Velocity of drum hits") if was else Message("Add drum hits"))

        self.begin(drag, end)
