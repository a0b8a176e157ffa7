"""A card over the empty beat grid that shows the first steps."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)
from typing_extensions import override

from mashstudio.gui.cell_grid.accessibility import announce
from mashstudio.gui.cell_grid.grid import CellGrid
from mashstudio.gui.commands.actions import shown_keys, with_keys, words
from mashstudio.gui.commands.cell_commands import SUGGEST
from mashstudio.gui.commands.file_commands import DEMO_ACTION, EXPORT, OPEN
from mashstudio.gui.commands.first_bars import song_words
from mashstudio.gui.commands.play_commands import PLAY_OR_PAUSE
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import Translated
from mashstudio.gui.widgets.readout import dress
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import FEWEST_SOURCES, SILENT

_STEPS: Final = 3
_WIDTH: Final = 680
_MARGIN: Final = 16


@dataclass(frozen=True)
class _Text:
    """The card's text: a sentence per step, and the index of the next step (0, 1)."""

    steps: tuple[str, str, str]
    now: int


class FirstSteps(Guarded, Translated, QFrame):
    """Three steps to a first mashup, in the middle of the empty grid; hidden once a cell is painted.

    Only its buttons take the mouse: other clicks and drops go to the grid below. choose, demo, mash_it: emitted by the
    buttons.
    """

    choose = Signal()
    demo = Signal()
    mash_it = Signal()

    def __init__(self, studio: Studio, grid: CellGrid) -> None:
        super().__init__(grid.viewport())
        self._studio, self._grid = studio, grid
        self._text: _Text | None = None
        self.setObjectName("card")
        self.title = QLabel()
        self.numbers = [QLabel(str(step + 1)) for step in range(_STEPS)]
        self.steps = [QLabel() for _ in range(_STEPS)]
        self.mash_button, self.choose_button, self.demo_button = QPushButton(), QPushButton(), QPushButton()
        self._build()
        for button, wanted in (
            (self.mash_button, self.mash_it), (self.choose_button, self.choose), (self.demo_button, self.demo)
        ):  # fmt: skip
            button.clicked.connect(wanted)
        studio.settings_changed.connect(self.refresh)
        for signal in (studio.mashup_changed, studio.decks_changed, studio.progress_changed, studio.sound_changed):
            signal.connect(self.refresh)
        studio.shortcuts_changed.connect(self.retranslate)
        grid.viewport().installEventFilter(self)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Show all text in the user's language, with the user's shortcuts."""
        shortcuts = self._studio.settings.shortcuts
        self.title.setText(self.tr("Three steps to a mashup"))
        self.setAccessibleName(self.title.text())
        self.mash_button.setText(self.tr("Mash it"))
        tip = self.tr("Create a whole arrangement and play it as soon as its first bars are ready")
        self.mash_button.setToolTip(with_keys(tip, SUGGEST, shortcuts))
        self.choose_button.setText(self.tr("Choose songs…"))
        tip = self.tr("Choose two audio files or a project")
        self.choose_button.setToolTip(with_keys(tip, OPEN, shortcuts))
        self.demo_button.setText(words(DEMO_ACTION.text))
        self.demo_button.setToolTip(self.tr("Two short songs and their mashup, included with MashStudio"))
        self._text = None
        self.refresh()

    def refresh(self) -> None:
        """Show the next step; hide once a cell is painted, or while a project opens."""
        session, mashup, focus = self._studio.session, self._studio.mashup, self.window().focusWidget()
        mine = focus is not None and self.isAncestorOf(focus)
        shown = [session.shown(source) is not None for source in range(FEWEST_SOURCES)]
        songs = [True] * FEWEST_SOURCES if len(session.sources) >= FEWEST_SOURCES else shown
        self.mash_button.setEnabled(mashup is not None)
        self.mash_button.setVisible(all(songs))
        self.choose_button.setVisible(not all(songs))
        self.demo_button.setVisible(not any(songs))
        self._say(_Text((self._first(songs), self._second(songs), self._third()), int(all(songs))))
        empty = mashup is None or not np.any(mashup.played != SILENT)
        # With recent projects, the start page takes this place until there is a song.
        starting = any(songs) or not self._studio.settings.recent
        self.setVisible(empty and starting and not self._studio.opening)
        if mine and focus is not None and not focus.isVisible():
            self._grid.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the grid."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        """Resize when the text changes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    def _build(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        lines = QGridLayout()
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(6)
        lines.addWidget(self.title, 0, 0, 1, 2)
        for row, (number, text) in enumerate(zip(self.numbers, self.steps, strict=True), 1):
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            number.setObjectName("step")
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            lines.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(text, row, 1)
        lines.setColumnStretch(1, 1)
        self.mash_button.setObjectName("primary")
        buttons = QVBoxLayout()
        buttons.addStretch()
        for button in (self.mash_button, self.choose_button, self.demo_button):
            buttons.addWidget(button)
        buttons.addStretch()
        whole = self._whole = QHBoxLayout(self)
        whole.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        whole.setSpacing(24)
        whole.addLayout(lines, 1)
        whole.addLayout(buttons)

    def _place(self) -> None:
        room = self._grid.viewport().rect()
        width = min(_WIDTH, room.width() - 2 * _MARGIN)
        height = self._whole.totalHeightForWidth(width)
        self.setGeometry((room.width() - width) // 2, max((room.height() - height) // 2, 0), width, height)

    def _say(self, new: _Text) -> None:
        before, self._text = self._text, new
        if new == before:
            return
        for step, (number, label) in enumerate(zip(self.numbers, self.steps, strict=True)):
            done = step < new.now
            number.setText("✓" if done else str(step + 1))
            number.setAccessibleName(self.tr("done") if done else number.text())
            dress(number, "step_now" if step == new.now else "step")
            dress(label, "" if step == new.now else "dim")
            label.setText(new.steps[step])
        if self.isVisible() and before is not None and new.now != before.now:
            announce(self._grid, new.steps[new.now])

    def _first(self, songs: list[bool]) -> str:
        if all(songs):
            return self.tr("The songs are on their decks.")
        if any(songs):
            letter = LETTERS[songs.index(False)]
            return self.tr("Drop a second song here: it becomes song {letter}.").format(letter=letter)
        return self.tr("Drop two songs here: they become song A and song B.")

    def _second(self, songs: list[bool]) -> str:
        session = self._studio.session
        if self._studio.mashup is not None:
            return self.tr(
                "Mash it for a whole arrangement at once, or click cells: each turns a stem on for one beat."
            )
        if not all(songs):
            return self.tr("Mash it, or click the cells you want to hear.")
        stopped = [source for source in session.sources if (deck := session.shown(source)) is not None and deck.error]
        if stopped:
            template = self.tr("Song {letter} can't be used. Its deck shows why and what to do.")
            return template.format(letter=LETTERS[stopped[0]])
        doing = "  ·  ".join(filter(None, (song_words(self._studio, source) for source in session.sources)))
        return self.tr("Mash it as soon as the songs' beats are found.") + (f"\n{doing}" if doing else "")

    def _third(self) -> str:
        shortcuts = self._studio.settings.shortcuts
        play, export = shown_keys(PLAY_OR_PAUSE, shortcuts), shown_keys(EXPORT, shortcuts)
        if play and export:
            return self.tr("Listen ({play}), edit, and export ({export}).").format(play=play, export=export)
        return self.tr("Listen, edit, and export.")
