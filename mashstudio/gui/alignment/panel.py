"""The row of alignment choices: tempo, key, offset, loudness and engine."""

from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mashstudio.gui.alignment.choices import KeyChoice, OffsetChoice, TempoChoice
from mashstudio.gui.alignment.engine_choice import EngineChoice
from mashstudio.gui.alignment.loudness_choice import LoudnessChoice
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio

_GROUP_SPACE: Final = 12


class AlignmentPanel(Guarded, QFrame):
    """All choices of how the songs meet; all but the loudness are undoable edits. listen: switches listening."""

    def __init__(self, studio: Studio, listen: QAction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._studio = studio
        self.tempo, self.key = TempoChoice(studio, listen), KeyChoice(studio)
        self.offset, self.loudness = OffsetChoice(studio), LoudnessChoice(studio)
        self.engine = EngineChoice(studio)
        self._choices = (self.tempo, self.key, self.offset, self.loudness, self.engine)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(_GROUP_SPACE)
        for choice in self._choices:
            row.addWidget(choice, 1 if choice is self.engine else 0)
            choice.retranslate()
        for signal in (studio.mashup_changed, studio.sound_changed, studio.settings_changed):
            signal.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        has_mashup = self._studio.mashup is not None
        for choice in self._choices:
            choice.setEnabled(has_mashup)
            choice.refresh()
