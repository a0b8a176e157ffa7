"""The piano roll with its tools: what notes snap to, quantising, and words for what is selected."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.document.notes import Snap
from mashstudio.gui.band.roll_mouse import RollMouse
from mashstudio.gui.band.roll_view import RollView
from mashstudio.gui.band.snap_button import SnapButton
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.gui.widgets.readout import ElidedLabel
from mashstudio.model.notes import NoteLane

_GAP: Final = 6


class PianoRoll(Guarded, Translated, QWidget):
    """A melodic lane's notes, seen and edited.

    edited: emitted with a Message and the NoteLane once per finished gesture. heard: with the pitch and velocity of a
    note that was added or touched, and of a key of the keyboard.
    """

    edited = Signal(object, object)
    heard = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = RollView()
        self.view.mouse = RollMouse(self.view)
        self.view.edited.connect(self.edited)
        self.view.heard.connect(self.heard)
        self.snap_caption = QLabel()
        self.snap_caption.setObjectName("dim")
        self.snap = SnapButton(tuple(Snap), self.choose_snap)
        self.quantise = QToolButton()
        self.quantise.clicked.connect(self.view.quantise)
        self.words = ElidedLabel()
        self.words.setObjectName("dim")
        self.view.described.connect(self.words.show_text)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(_GAP)
        for widget in (self.snap_caption, self.snap, self.quantise):
            bar.addWidget(widget)
        bar.addSpacing(_GAP)
        bar.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.retranslate()

    def show_lane(self, lane: NoteLane, beats: int, bars: Sequence[int], scale: Collection[int] = ()) -> None:
        """Show a lane of `beats` beats. bars: the beats on which bars begin; scale: pitch classes that are tinted."""
        self.view.show_notes(lane, beats, bars)
        self.view.show_scale(scale)
        self.view.say()

    def set_playhead(self, beat: float | None) -> None:
        """Move the playhead; None hides it."""
        self.view.set_playhead(beat)

    def choose_snap(self, snap: Snap | None) -> None:
        """Let notes snap to this; None: to nothing. New notes are as long."""
        self.view.snap, self.view.last = snap, None
        self.quantise.setEnabled(snap is not None)
        self.view.viewport().update()
        self.snap.show_snap(self.view.snap, self.snap_caption.text())

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.snap_caption.setText(self.tr("Snap"))
        self.snap.setToolTip(wrapped_tip(self.tr("What notes snap to as they are added, moved and resized")))
        self.quantise.setText(self.tr("Quantise"))
        self.quantise.setToolTip(wrapped_tip(self.tr("Move the selected notes, or all of them, to the nearest line")))
        self.snap.show_snap(self.view.snap, self.snap_caption.text())
