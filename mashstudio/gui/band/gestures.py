"""What mouse gestures share: one begins with a press, goes on with moves, and ends with the release."""

from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF, Qt

from mashstudio.core.messages import Message
from mashstudio.document.notes import LaneNotes

CLICK: Final = 4
"""Pixels that a press may move and still be a click."""


class EditsNotes(Protocol):
    """A view whose notes gestures edit."""

    notes: LaneNotes

    def preview(self, notes: LaneNotes) -> None:
        """Show notes as they would be."""

    def finish(self, message: Message) -> None:
        """Say what was edited, if anything was."""

    def say(self) -> None:
        """Describe what the cursor is at."""


V = TypeVar("V", bound=EditsNotes)


class Gestures(Generic[V]):
    """The gestures of a view; subclasses begin them in `pressed`. By itself it does nothing.

    before: the notes when the gesture began; start: where; dragged: whether it is more than a click.
    """

    def __init__(self, view: V) -> None:
        self.view = view
        self.before: LaneNotes = view.notes
        self.start = QPointF()
        self.dragged = False
        self._drag: Callable[[QPointF], object] | None = None
        self._end: Callable[[], object] | None = None

    def pressed(self, at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        """Begin a gesture, if one begins here."""

    def hover(self, at: QPointF) -> None:
        """Show what can be done here."""

    @property
    def holding(self) -> bool:
        """True while a gesture lasts."""
        return self._drag is not None

    def begin(self, drag: Callable[[QPointF], object], end: Callable[[], object] | Message) -> None:
        """Begin a gesture. drag: called when the mouse moves; end: called at its end, or the name of its edit."""
        self._drag = drag
        self._end = (lambda: self.view.finish(end)) if isinstance(end, Message) else end

    def give_up(self) -> None:
        """End a gesture and take back what it did."""
        if self._drag is not None:
            self._drag = self._end = None
            self.view.preview(self.before)

    def press(self, at: QPointF, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        """Take a press of the left or the right button."""
        if self._drag is None and button in {Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton}:
            self.before, self.start, self.dragged = self.view.notes, at, False
            self.pressed(at, button, keys)

    def move(self, at: QPointF) -> None:
        """Go on with the gesture; without one, show what can be done here."""
        if self._drag is None:
            self.hover(at)
        elif self.dragged or (at - self.start).manhattanLength() >= CLICK:
            self.dragged = True
            self._drag(at)

    def release(self) -> None:
        """Finish the gesture."""
        end, self._drag, self._end = self._end, None, None
        if end is not None:
            end()
            self.view.say()
