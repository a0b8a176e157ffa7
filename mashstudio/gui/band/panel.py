"""The accompaniment in place of the grid: what to compose, its lanes, and the notes of one of them."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.core.messages import Message
from mashstudio.gui.band.lane_list import LaneList
from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.gui.band.step_grid import StepGrid
from mashstudio.gui.band.wishes import Wishes
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.model.band import transposed
from mashstudio.model.key import MAJOR_SCALE
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.session.deck import State

_GAP: Final = 6
_C: Final = 3
"""A key's number, from A, of C major."""


class BandPanel(Guarded, Translated, QWidget):
    """Composes the band and shows its notes. closed: emitted by its close button."""

    closed = Signal()

    def __init__(self, studio: Studio, commands: BandCommands, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._commands = studio, commands
        self.wishes, self.lanes = Wishes(commands, actions), LaneList(commands)
        self.roll, self.steps = PianoRoll(), StepGrid()
        self.nothing = wrapped_label("dim")
        self.notes = QStackedWidget()
        self.status, self.bar, self.stop_button = wrapped_label("dim"), ProgressBar(), QPushButton()
        self.remove_button, self.close_button = QToolButton(), QToolButton()
        self.remove_button.setDefaultAction(actions["remove_accompaniment"])
        self.close_button.setText("✕")
        self._shown: object = None
        self._build()
        self.close_button.clicked.connect(self.closed)
        self.stop_button.clicked.connect(studio.accompanying.cancel)
        for view in (self.roll, self.steps):
            view.edited.connect(self._edit)
        studio.playhead_moved.connect(self._move_playhead)
        studio.band_changed.connect(self.refresh)
        for signal in (commands.changed, studio.mashup_changed):
            signal.connect(self._show_notes)
        self.retranslate()

    def _build(self) -> None:
        for page in (self.nothing, self.roll, self.steps):
            self.notes.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.wishes, 1)
        head.addWidget(self.close_button)
        side = QVBoxLayout()
        side.addWidget(self.lanes)
        side.addWidget(self.remove_button)
        side.addStretch()
        side.addWidget(self.status)
        side.addWidget(self.bar)
        side.addWidget(self.stop_button)
        row = QHBoxLayout()
        row.setSpacing(2 * _GAP)
        row.addLayout(side)
        row.addWidget(self.notes, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(_GAP)
        self.column.addLayout(head)
        self.column.addLayout(row, 1)
        self.setFocusProxy(self.wishes.genre)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Accompaniment"))
        self.close_button.setToolTip(self.tr("Close the accompaniment; it goes on playing"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop composing"))
        self.nothing.setText(
            self.tr(
                "Choose a genre and press Compose: drums, bass, chords and a lead play along with what sounds, in its "
                "key, on its chords and in its tempo. Then choose a lane to see and change its notes."
            )
        )
        self.refresh()
        self._show_notes()

    def refresh(self) -> None:
        """Show how far composing is, or why it failed."""
        progress = self._studio.accompanying.progress
        working = progress is not None and progress.state is State.WORKING
        failed = progress is not None and progress.state is State.FAILED
        self.bar.setVisible(working)
        self.stop_button.setVisible(working)
        text = ""
        if progress is not None:
            self.bar.setValue(round(100 * progress.fraction))
            text = translate(progress.error) if failed else translate(progress.doing) if working else ""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _show_notes(self) -> None:
        """Show the notes of the chosen lane as they sound, in the mashup's key."""
        session, lane = self._studio.session, self._commands.lane_of(self._commands.lane)
        laid = session.laid
        if lane is None or laid is None or laid.mashup.band is None:
            self._shown = None
            self.notes.setCurrentWidget(self.nothing)
            return
        band, key = laid.mashup.band, laid.alignment.key_number
        shown = (lane, band.beats, session.bars, key)
        if shown == self._shown:
            return
        self._shown = shown
        bars = session.bars.within(0, band.beats).tolist()
        heard = transposed(lane, band.shift_to(key))
        if lane.part is BandPart.DRUMS:
            self.steps.show_lane(heard, band.beats, bars)
            self.notes.setCurrentWidget(self.steps)
        else:
            self.roll.show_lane(heard, band.beats, bars, _scale(key))
            self.notes.setCurrentWidget(self.roll)

    def _edit(self, name: Message, lane: NoteLane) -> None:
        laid = self._studio.session.laid
        if laid is not None and laid.mashup.band is not None:
            self._commands.edit(name, transposed(lane, -laid.mashup.band.shift_to(laid.alignment.key_number)))

    def _move_playhead(self, beat: float) -> None:
        if self.isVisible():
            for view in (self.roll, self.steps):
                view.set_playhead(beat)


def _scale(key: int | None) -> tuple[int, ...]:
    """Return the pitch classes, from C, of the scale of a key's number; none if there is no certain key."""
    return () if key is None else tuple((key - _C + step) % 12 for step in MAJOR_SCALE)
