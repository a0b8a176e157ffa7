"""The keyboard that plays the chosen lane's instrument, and what shows and records it."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from mashstudio.document.notes import Snap
from mashstudio.gui.band.keyboard import OCTAVE
from mashstudio.gui.band.keyboard_bar import KeyboardBar
from mashstudio.gui.band.snap_button import SnapButton
from mashstudio.gui.band.wishes import captioned
from mashstudio.gui.commands.actions import Actions
from mashstudio.gui.commands.band_commands import BandCommands
from mashstudio.gui.commands.record_commands import RecordCommands
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.glyph_button import GlyphButton, record
from mashstudio.gui.widgets.plain_text import wrapped_tip
from mashstudio.model.notes import BandPart

_GAP: Final = 6
_ROOMY: Final = 430
"""Pixels of a panel that has room for the keyboard and for notes over it."""
_TOUCH_MS: Final = 350
"""How long a note that is touched sounds."""
_SNAPS: Final = (Snap.QUARTER, Snap.EIGHTH, Snap.SIXTEENTH, Snap.EIGHTH_TRIPLET, Snap.SIXTEENTH_TRIPLET)
_LOWEST: Final = {BandPart.DRUMS: 24, BandPart.BASS: 24, BandPart.CHORDS: 48, BandPart.LEAD: 48}
"""The first key that is shown for a lane: the computer's keys begin an octave above, of drums on the kick."""


class PlayControls(Guarded, Translated, QWidget):
    """Buttons, beside the keyboard `bar`, which has another place. fold: shows or hides it.

    The lane's instrument is open, on MIDI keyboards, too, while this is shown.
    """

    def __init__(
        self,
        studio: Studio,
        commands: BandCommands,
        recording: RecordCommands,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio, self._commands, self._recording = studio, commands, recording
        self.fold, self.bar = QToolButton(), KeyboardBar()
        self.fold.setCheckable(True)
        self.bar.hide()
        self.record_button = GlyphButton(record, actions["record"])
        self.snap_caption, self.snap = QLabel(), SnapButton(_SNAPS, recording.choose_snap)
        self.snap_caption.setObjectName("dim")
        self._chosen = False
        self._played: tuple[BandPart, int] | None = None
        self._touches: dict[int, int] = {}
        self._build()
        keys = self.bar.keys
        keys.pressed.connect(self._press)
        keys.released.connect(self._release)
        keys.moved.connect(self._reach)
        self.fold.toggled.connect(self._fold)
        self.fold.clicked.connect(self._choose)
        studio.keys_changed.connect(self._light)
        recording.changed.connect(self._get_ready)
        for signal in (commands.changed, recording.changed, studio.mashup_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(captioned(QLabel(), self.fold))
        row.addWidget(captioned(QLabel(), self.record_button))
        row.addWidget(captioned(self.snap_caption, self.snap))

    def suit(self, height: int) -> None:
        """Show the keyboard if a panel of this height has room for it, unless the user has chosen."""
        if not self._chosen:
            self.fold.setChecked(height >= _ROOMY)

    @property
    def spare(self) -> int:
        """The height that `suit` gives back where there is less room."""
        return 0 if self._chosen or self.bar.isHidden() else self.bar.minimumSizeHint().height() + _GAP

    def _choose(self, shown: bool) -> None:
        self._chosen = True
        if shown:
            self.bar.keys.setFocus()

    def _fold(self, shown: bool) -> None:
        if not shown and self.bar.keys.hasFocus():
            self.fold.setFocus()
        self.bar.setVisible(shown)

    def _get_ready(self) -> None:
        """Let the computer's keys play what is recorded."""
        if self._recording.recording is not None:
            if not self._chosen:
                self.fold.setChecked(True)
            if self.fold.isChecked():
                self.bar.keys.setFocus()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.fold.setText(self.tr("Keyboard"))
        self.fold.setToolTip(self.tr("Show or hide the keyboard; MIDI keyboards are heard either way"))
        self.snap_caption.setText(self.tr("Quantise"))
        self.snap.setToolTip(wrapped_tip(self.tr("Where the notes that you record begin: on the nearest of these")))
        self.refresh()

    def refresh(self) -> None:
        """Play the chosen lane's instrument; show what it is quantised to."""
        commands = self._commands
        self.snap.show_snap(self._recording.snap, self.snap_caption.text())
        if not self.isVisible():
            return
        now = commands.lane, commands.program_of(commands.lane)
        if now == self._played:
            return
        (part, program), keys, before = now, self.bar.keys, self._played
        self._played = None
        if before is None or before[0] is not part:
            keys.release_all()
            keys.show_part(part)
            keys.move_octave((_LOWEST[part] - keys.lowest) // OCTAVE)
        self._played = now
        self._studio.keyboard.open(part, program, keys.lowest)

    def touch(self, pitch: int, velocity: int) -> None:
        """Let a note sound for a moment; while what is played is recorded, none does."""
        if self._recording.recording is not None or not self.isVisible():
            return
        self._touches[pitch] = turn = self._touches.get(pitch, 0) + 1
        self._press(pitch, velocity)

        def let_go() -> None:
            if self._touches.get(pitch) == turn:
                del self._touches[pitch]
                self._release(pitch)

        QTimer.singleShot(_TOUCH_MS, self, let_go)

    def _reach(self) -> None:
        if self._played is not None:
            self._studio.keyboard.reach(self.bar.keys.lowest)

    def _press(self, pitch: int, velocity: int) -> None:
        self._studio.keyboard.press(pitch, velocity)
        self._light()

    def _release(self, pitch: int) -> None:
        self._studio.keyboard.release(pitch)
        self._light()

    def _light(self) -> None:
        self.bar.keys.show_held(self._studio.keyboard.held)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the instrument be heard."""
        super().showEvent(event)
        self.refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let it be heard no longer; what was recorded joins its lane."""
        super().hideEvent(event)
        if not event.spontaneous() and self._played is not None:
            self._recording.finish()
            self._played = None
            self._touches.clear()
            self._studio.keyboard.close()
            self._light()
