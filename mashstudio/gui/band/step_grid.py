"""The step grid with words for the step at its cursor."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mashstudio.gui.band.step_mouse import StepMouse
from mashstudio.gui.band.step_view import StepView
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.model.notes import NoteLane


class StepGrid(QWidget):
    """A drum lane's notes, seen and edited.

    edited: emitted with a Message and the NoteLane once per finished gesture. heard: with the pitch and velocity of a
    hit that was added or touched, and of a drum whose name was clicked.
    """

    edited = Signal(object, object)
    heard = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = StepView()
        self.view.mouse = StepMouse(self.view)
        self.view.edited.connect(self.edited)
        self.view.heard.connect(self.heard)
        self.words = ElidedLabel()
        self.words.setObjectName("dim")
        self.view.described.connect(self.words.show_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_lane(self, lane: NoteLane, beats: int, bars: Sequence[int], unit: int = 4) -> None:
        """Show a lane of `beats` beats. bars: the beats on which bars begin; unit: steps of a beat: 4, of 6/8 3."""
        self.view.show_drums(lane, beats, bars, unit)
        self.view.say()

    def set_playhead(self, beat: float | None) -> None:
        """Move the playhead; None hides it."""
        self.view.set_playhead(beat)
