"""The share of the mashup that is filled: beats with at least one stem."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from mashstudio.document.edits import filled_beats
from mashstudio.gui.commands.actions import with_keys
from mashstudio.gui.commands.cell_actions import NEXT_UNDECIDED
from mashstudio.gui.commands.cell_commands import select_next_empty
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.progress_bar import ProgressBar

_BAR_WIDTH: Final = 160


class FilledBar(Guarded, Translated, QWidget):
    """A bar with the number of filled beats, and a button to go to the next empty one.

    complete: emitted with whether all beats are filled, whenever this changes.
    """

    complete = Signal(bool)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._complete = False
        self.label, self.bar, self.button = QLabel(), ProgressBar(), QPushButton()
        self.label.setObjectName("dim")
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_WIDTH, 8)
        self.button.clicked.connect(lambda: select_next_empty(studio))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        layout.addWidget(self.button)
        studio.mashup_changed.connect(self._show)
        studio.shortcuts_changed.connect(self.retranslate)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        self.button.setText(self.tr("Next empty beat"))
        tip = self.tr("Select the next beat without a stem")
        self.button.setToolTip(with_keys(tip, NEXT_UNDECIDED, self._studio.settings.shortcuts))
        self.bar.setAccessibleName(self.tr("Filled beats"))
        self.bar.setToolTip(self.tr("Beats with at least one stem"))
        self._show()

    def _show(self) -> None:
        mashup = self._studio.mashup
        beats = 0 if mashup is None else mashup.beats
        done = 0 if mashup is None else int(filled_beats(mashup).sum())
        complete = 0 < beats == done
        self.setEnabled(beats > 0)
        self.button.setEnabled(done < beats)
        self.bar.setRange(0, max(beats, 1))
        self.bar.setValue(done)
        if mashup is None:
            self.label.setText(self.tr("No beats yet"))
        elif complete:
            self.label.setText(self.tr("All {beats} beats filled").format(beats=beats))
        else:
            self.label.setText(self.tr("{done} of {beats} beats filled").format(done=done, beats=beats))
        if complete != self._complete:
            self._complete = complete
            self.complete.emit(complete)
