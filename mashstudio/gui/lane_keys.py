"""All lanes' controls are one stop of the Tab key; arrows go from one to the next, as in a mixer."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mashstudio.gui.gain_box import GainBox
from mashstudio.gui.guard import Guarded

_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class LaneKeys(Guarded, QObject):
    """Moves the focus within `controls`, one row a lane; Tab comes to the one that had it last.

    On a gain, up and down change it; what is beside it leads on to other lanes.
    """

    def __init__(self, controls: Sequence[Sequence[QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = controls
        for row in controls:
            for control in row:
                control.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                control.installEventFilter(self)
        self._stop = controls[0][0]
        self._stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the arrows."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
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
        lane = next(lane for lane, row in enumerate(self._rows) if at in row)
        column = [control is at for control in self._rows[lane]].index(True)
        row = self._rows[min(max(lane + down, 0), len(self._rows) - 1)]
        row[min(max(column + right, 0), len(row) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
