"""The accompaniment in place of the grid: what to compose, its lanes, and the notes of one of them."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.gui.band.lane_list import LaneList
from mashstudio.gui.band.midi_menu import MidiMenu
from mashstudio.gui.band.piano_roll import PianoRoll
from mashstudio.gui.band.play_controls import PlayControls
from mashstudio.gui.band.step_grid import StepGrid
from mashstudio.gui.band.wishes import Wishes
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.commands.midi_commands import MidiCommands
from mashstudio.gui.commands.record_commands import RecordCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.band_words import band_part_word
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.dialog import wrapped_label
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.model.band import transposed
from mashstudio.model.key import MAJOR_SCALE
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.session.deck import State

_GAP: Final = 6
_LEAST_NOTES: Final = 150
_BAR: Final = 200
_C: Final = 3
"""A key's number, from A, of C major."""


class BandPanel(Guarded, Translated, QWidget):
    """Composes the band and shows its notes. closed: emitted by its close button."""

    closed = Signal()

    def __init__(
        self,
        studio: Studio,
        commands: BandCommands,
        recording: RecordCommands,
        midi: MidiCommands,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio, self._commands, self._recording = studio, commands, recording
        self.wishes, self.lanes = Wishes(commands, actions), LaneList(commands)
        self.roll, self.steps = PianoRoll(), StepGrid()
        self.keys = PlayControls(studio, commands, recording, actions)
        self.midi = MidiMenu(studio, midi, actions)
        self.nothing = wrapped_label("dim")
        self.notes = QStackedWidget()
        self.status, self.bar, self.stop_button = wrapped_label("dim"), ProgressBar(), QPushButton()
        self.remove_button, self.close_button = QToolButton(), QToolButton()
        self.remove_button.setDefaultAction(actions["remove_accompaniment"])
        self.close_button.setText("✕")
        self.bar.setFixedWidth(_BAR)
        self.stop_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown: object = None
        self._build()
        self.close_button.clicked.connect(self.closed)
        self.stop_button.clicked.connect(studio.accompanying.cancel)
        for view in (self.roll, self.steps):
            view.edited.connect(commands.edit)
            view.heard.connect(self.keys.touch)
        studio.playhead_moved.connect(self._move_playhead)
        for changed in (studio.band_changed, recording.changed):
            changed.connect(self.refresh)
        for signal in (commands.changed, studio.mashup_changed):
            signal.connect(self._show_notes)
        self.retranslate()

    def _build(self) -> None:
        for page in (self.nothing, self.roll, self.steps):
            self.notes.addWidget(page)
        self.notes.setMinimumHeight(_LEAST_NOTES)
        self.wishes.flow.addWidget(self.keys)
        head, working = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.wishes, 1)
        head.addWidget(self.close_button)
        working.addWidget(self.status, 1)
        working.addWidget(self.bar)
        working.addWidget(self.stop_button)
        below = QHBoxLayout()
        below.addWidget(self.midi)
        below.addWidget(self.remove_button)
        below.addStretch()
        side, played, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        side.addWidget(self.lanes)
        side.addLayout(below)
        side.addStretch()
        played.setSpacing(_GAP)
        played.addWidget(self.notes, 1)
        played.addWidget(self.keys.bar)
        row.setSpacing(2 * _GAP)
        row.addLayout(side)
        row.addLayout(played, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(_GAP)
        self.column.addLayout(head)
        self.column.addLayout(working)
        self.column.addLayout(row, 1)
        self.setFocusProxy(self.wishes.genre)

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.setAccessibleName(self.tr("Accompaniment"))
        self.close_button.setToolTip(self.tr("Close the accompaniment; it goes on playing"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Give up what is being done"))
        self.nothing.setText(
            self.tr(
                "Choose a genre and press Compose: drums, bass, chords and a lead play along with what sounds, in its "
                "key, on its chords and in its tempo. Then choose a lane to see and change its notes. Or choose a lane "
                "and record what you play on the keys."
            )
        )
        self.refresh()
        self._show_notes()

    def refresh(self) -> None:
        """Show how far composing is, or why it failed; else what is recorded."""
        progress = self._studio.accompanying.progress
        working = progress is not None and progress.state is State.WORKING
        failed = progress is not None and progress.state is State.FAILED
        self.bar.setVisible(working)
        self.stop_button.setVisible(working)
        lane, text = self._recording.recording, ""
        if lane is not None:
            words = self.tr("Recording {lane}: play, then press the red dot again")
            text = words.format(lane=band_part_word(lane))
        elif progress is not None:
            self.bar.setValue(round(100 * progress.fraction))
            text = translate(progress.error) if failed else translate(progress.doing) if working else ""
        self.status.setText(text)
        self.status.setVisible(working or bool(text))

    def _show_notes(self) -> None:
        """Show the notes of the chosen lane as they sound, in the mashup's key."""
        session, part = self._studio.session, self._commands.lane
        laid = session.laid
        if laid is None or laid.mashup.band is None:
            self._shown = None
            self.notes.setCurrentWidget(self.nothing)
            return
        band, key = laid.mashup.band, laid.alignment.key_number
        # One that the band doesn't have yet can be written, too.
        lane = self._commands.lane_of(part) or NoteLane(part, self._commands.program_of(part), ())
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

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the least size; where there is no room for the keyboard, it hides."""
        least = super().minimumSizeHint()
        return QSize(least.width(), least.height() - self.keys.spare)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the keyboard where there is room for it."""
        super().resizeEvent(event)
        self.keys.suit(self.height())

    def _move_playhead(self, beat: float) -> None:
        if self.isVisible():
            for view in (self.roll, self.steps):
                view.set_playhead(beat)


def _scale(key: int | None) -> tuple[int, ...]:
    """Return the pitch classes, from C, of the scale of a key's number; none if there is no certain key."""
    return () if key is None else tuple((key - _C + step) % 12 for step in MAJOR_SCALE)
