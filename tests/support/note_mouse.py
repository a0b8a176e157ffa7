"""The mouse on views of notes, by beats and rows, and what they emit."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from mashstudio.core.messages import Message
from mashstudio.gui.band.beat_view import BeatView
from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.gui.band.step_grid import StepGrid
from mashstudio.model.notes import NoteLane

Left, Right, NoKeys = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


class Heard:
    """Everything that a widget emits. edits: names and lanes; heard: pitches and velocities."""

    def __init__(self, widget: PianoRoll | StepGrid) -> None:
        self.edits: list[tuple[str, NoteLane]] = []
        self.heard: list[tuple[int, int]] = []
        widget.edited.connect(self._edited)
        widget.heard.connect(lambda pitch, velocity: self.heard.append((pitch, velocity)))

    def _edited(self, message: Message, lane: NoteLane) -> None:
        self.edits.append((str(message), lane))

    @property
    def names(self) -> list[str]:
        """What was edited, one name for each undo step."""
        return [name for name, _lane in self.edits]


def mouse(
    view: BeatView, kind: QEvent.Type, at: QPointF, keys: Qt.KeyboardModifier, button: Qt.MouseButton = Left
) -> None:
    """Send a mouse event to a view."""
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    port = view.viewport()
    QApplication.sendEvent(port, QMouseEvent(kind, at, QPointF(port.mapToGlobal(at)), pressed, held, keys))


def drag(view: BeatView, *points: QPointF, keys: Qt.KeyboardModifier = NoKeys, button: Qt.MouseButton = Left) -> None:
    """Press at the first point, move to the others one by one, release."""
    mouse(view, QEvent.Type.MouseButtonPress, points[0], keys, button)
    for each in points[1:]:
        mouse(view, QEvent.Type.MouseMove, each, keys, button)
    mouse(view, QEvent.Type.MouseButtonRelease, points[-1], keys, button)


def wheel(view: BeatView, at: QPointF, notches: int, keys: Qt.KeyboardModifier = NoKeys) -> None:
    """Turn the wheel; up is positive."""
    port = view.viewport()
    event = QWheelEvent(
        at,
        QPointF(port.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)
