"""How the two songs meet, in one row: tempo, key, where song B lies, loudness, and in what quality it is heard."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mashstudio.gui.alignment_choices import KeyChoice, LoudnessChoice, OffsetChoice, TempoChoice
from mashstudio.gui.figures import tempo_text
from mashstudio.gui.guard import Guarded
from mashstudio.gui.in_words import in_words
from mashstudio.gui.readout import ElidedLabel
from mashstudio.gui.studio import Studio
from mashstudio.studio.deck import Stage, State

_GROUP_SPACE: Final = 24


class AlignmentPanel(Guarded, QFrame):
    """Every choice of how the songs meet; all but the loudness are edits, which can be undone."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._studio = studio
        self.tempo, self.key = TempoChoice(studio), KeyChoice(studio)
        self.offset, self.loudness = OffsetChoice(studio), LoudnessChoice(studio)
        self.quality = QualityState(studio)
        self._choices = (self.tempo, self.key, self.offset, self.loudness)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(_GROUP_SPACE)
        for choice in self._choices:
            row.addWidget(choice)
            choice.retranslate()
        row.addWidget(self.quality, 1)
        for signal in (studio.mashup_changed, studio.sound_changed, studio.settings_changed):
            signal.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        there = self._studio.mashup is not None
        for choice in self._choices:
            choice.setEnabled(there)
            choice.refresh()


class QualityState(Guarded, QWidget):
    """In what quality the mashup is heard, and how far the next better one is."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.state, self.detail = ElidedLabel(), ElidedLabel()
        self.detail.setObjectName("dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.state, 1)
        column.addWidget(self.detail)
        for signal in (
            studio.mashup_changed, studio.sound_changed, studio.decks_changed, studio.settings_changed,
        ):  # fmt: skip
            signal.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Shows what is heard now."""
        state, detail = self._words()
        self.state.show_text(state)
        self.detail.show_text(detail)

    def _words(self) -> tuple[str, str]:
        session = self._studio.session
        wanted, heard = session.alignment, session.fitting.heard
        if wanted is None:
            return "", ""
        if heard is not wanted:
            if heard is None:
                return self._progress(self.tr("Fitting both songs to the grid")), ""
            what = self.tr("Fitting to {tempo}").format(tempo=tempo_text(wanted.grid.tempo))
            return self._progress(what), self.tr("meanwhile it is heard as before")
        used = [session.stems_used(side) for side in (0, 1)]
        if not any(used):
            return "", ""
        if session.refined:
            return self.tr("Final quality"), ""
        return self.tr("Heard in preview quality"), self._refining()

    def _refining(self) -> str:
        session = self._studio.session
        for deck in session.decks:
            if deck is not None and deck.progress[Stage.FITTING].state is State.FAILED:
                return in_words(deck.progress[Stage.FITTING].error)
        if any(deck is not None and deck.stems is None for deck in session.decks):
            return self.tr("stems are on their way")
        if not session.refine:
            return self.tr("refining is off")
        return self._progress(self.tr("refining"), [side for side in (0, 1) if session.stems_used(side)])

    def _progress(self, doing: str, sides: Iterable[int] = (0, 1)) -> str:
        """`doing`, and how far the songs of `sides` together are."""
        decks = [deck for side in sides if (deck := self._studio.session.decks[side]) is not None]
        steps = [deck.progress[Stage.FITTING] for deck in decks]
        done = [1.0 if step.state is State.DONE else step.fraction for step in steps]
        # Nothing begun, or nothing left to do but to be noticed: no number says more than none.
        return f"{doing} … {100 * sum(done) / len(done):.0f} %" if 0 < sum(done) < len(done) else f"{doing} …"
