"""Arrow keys between row headers' controls, which are a single Tab stop, as in a mixer."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.guard import Guarded
from mashstudio.gui.widgets.gain_box import GainBox

_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class LaneKeys(Guarded, QObject):
    """Move focus by arrow keys within rows of controls; Tab returns to the last one that had it.

    On a gain, Up and Down change its value; other rows are reached from the controls beside it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[QWidget | None]] = ()
        self._stop: QWidget | None = None

    def take(self, rows: Sequence[Sequence[QWidget | None]]) -> None:
        """Set the rows of controls; None: no control in that column."""
        self._rows = rows
        controls = [control for row in rows for control in row if control is not None]
        for control in controls:
            control.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            control.installEventFilter(self)
        if self._stop not in controls:
            self._stop = controls[0]
        self._stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the arrow keys."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            if self._stop is not None:
                self._stop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._stop = watched
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if step is not None and plain and not (step[0] and isinstance(watched, GainBox)):
                self._go(watched, *step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, at: QObject, down: int, right: int) -> None:
        found = ((row, column) for row, each in enumerate(self._rows) for column, one in enumerate(each) if one is at)
        row, column = next(found, (0, 0))
        along: Sequence[QWidget | None]
        if right:
            along = self._rows[row][column + 1 :] if right > 0 else self._rows[row][:column][::-1]
        else:
            beyond = self._rows[row + 1 :] if down > 0 else self._rows[:row][::-1]
            along = [each[column] for each in beyond]
        target = next((control for control in along if control is not None), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
