"""A deck's stages, their progress, and buttons to cancel or retry."""

import math
import time
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mashstudio.core.units import Seconds
from mashstudio.gui.guard import Guarded
from mashstudio.gui.text.translation import Translated, translate
from mashstudio.gui.widgets.progress_bar import ProgressBar
from mashstudio.gui.widgets.readout import ElidedLabel, dress
from mashstudio.session.deck import Deck, Stage, StageProgress, State

_MARKS: Final = {
    State.WAITING: "○",
    State.WORKING: "◔",
    State.DONE: "●",
    State.FAILED: "✕",
    State.CANCELLED: "◌",
}
_MINUTE: Final = 90


class StageRow(Guarded, Translated, QWidget):
    """A deck's stages in one row, with the progress of the current one; errors are below.

    cancel, retry: emitted by the buttons.
    """

    cancel = Signal()
    retry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deck: Deck | None = None
        self._waits = ""
        self.marks = {stage: QLabel(self) for stage in Stage}
        self.bar = ProgressBar(self)
        self.doing = ElidedLabel()
        self.error = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self.cancel_button, self.retry_button = QPushButton(self), QPushButton(self)
        self._build()
        self.retranslate()

    def refresh(self, deck: Deck | None, waits: str = "") -> None:
        """Show the stages of `deck`. waits: what it waits for while it is idle."""
        self._deck, self._waits = deck, waits
        if deck is None:
            return
        working = next((p for p in deck.progress.values() if p.state is State.WORKING), None)
        self.bar.setVisible(working is not None)
        if working is not None:
            self.bar.setValue(round(working.fraction * 100))
        self.doing.show_text(waits if working is None else self._doing(working))
        self.error.setText(translate(deck.error))
        self.error.setVisible(bool(deck.error))
        self._keep_room()
        stopped = any(p.state in {State.FAILED, State.CANCELLED} for p in deck.progress.values())
        self.cancel_button.setVisible(deck.busy)
        self.retry_button.setVisible(stopped and not deck.busy)
        self._show_marks(deck)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or hide the stages' names as the width allows."""
        super().resizeEvent(event)
        self._keep_room()
        if self._deck is not None:
            self._show_marks(self._deck)

    def _keep_room(self) -> None:
        """Keep an error wholly visible in a low deck: Qt would cut off its last line."""
        self.error.setMinimumHeight(max(self.error.heightForWidth(self.width()), 0))

    def _show_marks(self, deck: Deck) -> None:
        """Show each stage's mark, and its name unless that would cut off the text of the current one."""
        names, ready = self._names(), True
        for stage, label in self.marks.items():
            label.setVisible(stage in deck.progress)
            if stage not in deck.progress:
                continue
            progress = deck.progress[stage]
            # A stage that follows an unfinished one will run again.
            state = State.WAITING if progress.state is State.DONE and not ready else progress.state
            ready = ready and state is State.DONE
            label.setText(f"{_MARKS[state]} {names[stage]}")
            dress(label, "" if state is State.WORKING else "warning" if state is State.FAILED else "dim")
            description = f"{names[stage]}: {self._state(state, progress)}"
            label.setAccessibleName(description)
            label.setToolTip(description)
        self._row.invalidate()
        if self._row.sizeHint().width() > self.width():
            for label in self.marks.values():
                label.setText(label.text().partition(" ")[0])
        # Qt drops a layout request made during a layout pass.
        self._row.invalidate()
        self._row.activate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language."""
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Stop the current step; finished steps are kept"))
        self.retry_button.setText(self.tr("Try again"))
        self.retry_button.setToolTip(self.tr("Continue where it stopped"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.refresh(self._deck, self._waits)

    def _build(self) -> None:
        row = self._row = QHBoxLayout()
        row.setSpacing(8)
        for label in self.marks.values():
            row.addWidget(label)
        self.bar.setFixedSize(80, 8)
        self.bar.setTextVisible(False)
        row.addWidget(self.bar)
        self.doing.setObjectName("dim")
        row.addWidget(self.doing, 1)
        for button, wanted in ((self.cancel_button, self.cancel), (self.retry_button, self.retry)):
            button.clicked.connect(wanted.emit)
            row.addWidget(button)
        self.error.setObjectName("warning")
        self.error.setWordWrap(True)
        self.error.hide()
        self.error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.error.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.error)

    def _names(self) -> dict[Stage, str]:
        return {
            Stage.READING: self.tr("Reading"),
            Stage.ANALYSING: self.tr("Beats and key"),
            Stage.SEPARATING: self.tr("Stems"),
            Stage.TAKING: self.tr("Instruments"),
            Stage.FITTING: self.tr("Aligning"),
        }

    def _state(self, state: State, progress: StageProgress) -> str:
        return {
            State.WAITING: self.tr("waiting"),
            State.WORKING: self._share(progress),
            State.DONE: self.tr("done"),
            State.FAILED: self.tr("failed"),
            State.CANCELLED: self.tr("cancelled"),
        }[state]

    def _share(self, working: StageProgress) -> str:
        """Return the progress of a stage. Each of its pieces runs from 0 to 100 %, so name the piece."""
        share = self.tr("{share} % done").format(share=round(working.fraction * 100))
        return " · ".join(filter(None, (translate(working.doing), share)))

    def _doing(self, working: StageProgress) -> str:
        left = working.seconds_left(time.monotonic())
        doing = translate(working.doing)
        return doing if left is None else f"{doing} · {self._left(left)}"

    def _left(self, seconds: Seconds) -> str:
        if seconds > _MINUTE:
            return self.tr("{number} min left").format(number=round(seconds / 60))
        return self.tr("{number} s left").format(number=max(math.ceil(seconds), 1))
