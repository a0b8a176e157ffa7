"""The lower half of the window: the grid, or in its place the library or the accompaniment."""

from typing import Final

from PySide6.QtWidgets import QWidget

from mashstudio.gui.band.panel import BandPanel
from mashstudio.gui.commands.actions import VIEW, Action, Actions, AnyAction
from mashstudio.gui.commands.band_commands import BAND_ACTIONS, BandCommands
from mashstudio.gui.commands.midi_commands import MIDI_ACTIONS, MidiCommands
from mashstudio.gui.commands.record_commands import RECORD_ACTIONS, RecordCommands
from mashstudio.gui.library.library_panel import LibraryPanel
from mashstudio.gui.studio import Studio
from mashstudio.gui.text.translation import QT_TRANSLATE_NOOP
from mashstudio.gui.widgets.page_stack import PageStack


class LowerHalf(PageStack):
    """One of `grid`, `library` and `band`. focus: the grid's. Whether the library is open is a setting."""

    def __init__(self, studio: Studio, grid: QWidget, focus: QWidget, actions: Actions) -> None:
        super().__init__()
        self._studio, self._grid, self._grid_focus = studio, grid, focus
        self.library = LibraryPanel(studio)
        self.library.closed.connect(self.show_grid)
        self.commands = BandCommands(studio)
        self.recording = RecordCommands(studio, self.commands)
        midi = MidiCommands(studio, self.commands, self)
        actions.add(BAND_ACTIONS, self.commands)
        actions.add(RECORD_ACTIONS, self.recording)
        actions.add(MIDI_ACTIONS, midi)
        self.band = BandPanel(studio, self.commands, self.recording, midi, actions)
        self.band.closed.connect(self.show_grid)
        for signal in (self.recording.wanted, midi.wanted):
            signal.connect(self.show_band)
        for page in (grid, self.library, self.band):
            self.addWidget(page)
        studio.decks_changed.connect(self._mark_used)
        self.library.shelf.loaded.connect(self._mark_late)
        studio.decks_changed.connect(self.library.shelf.hear_decks)
        self._used: set[str] = set()
        if studio.settings.library:
            self.setCurrentWidget(self.library)
            self.library.shelf.begin()

    def shows_library(self) -> bool:
        """Return True while the library is open."""
        return self.currentWidget() is self.library

    def shows_band(self) -> bool:
        """Return True while the accompaniment is open."""
        return self.currentWidget() is self.band

    def toggle_library(self) -> None:
        """Open the library, or close it and show the grid again."""
        self._show(self._grid if self.shows_library() else self.library)

    def toggle_band(self) -> None:
        """Open the accompaniment, or close it and show the grid again; it goes on playing."""
        if self.shows_band():
            self._show(self._grid)
        else:
            self.show_band()

    def show_band(self) -> None:
        """Show the accompaniment."""
        if not self.shows_band():
            self.commands.find_genres()
            self._show(self.band)

    def show_grid(self) -> None:
        """Show the grid."""
        if self.currentWidget() is not self._grid:
            self._show(self._grid)

    def _show(self, page: QWidget) -> None:
        if page is self.library:
            self.library.shelf.begin()
        elif self.shows_library():
            self.library.shelf.rest()
        self.setCurrentWidget(page)
        (self._grid_focus if page is self._grid else page).setFocus()
        self._studio.change_settings(library=self.shows_library())

    def _mark_used(self) -> None:
        """Keep which songs come onto a deck."""
        decks = self._studio.session.decks.values()
        now = {deck.opened.song.sha256 for deck in decks if deck.opened is not None}
        if new := now - self._used:
            self._used |= new
            self.library.shelf.mark_used(sorted(new))

    def _mark_late(self) -> None:
        """Keep that songs came onto a deck before they were in the library."""
        listed = {each.song.facts.sha256 for each in self.library.shelf.shelf.songs if not each.song.used}
        if late := listed & self._used:
            self.library.shelf.mark_used(sorted(late))


LOWER_ACTIONS: Final[tuple[Action[LowerHalf], ...]] = (
    Action(
        "library",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Library"),
        "Ctrl+L",
        LowerHalf.toggle_library,
        on=LowerHalf.shows_library,
        tip=QT_TRANSLATE_NOOP("Action", "Your songs: search them, find what is similar or fits, load them on decks"),
        separated=True,
    ),
    Action(
        "accompaniment",
        VIEW,
        QT_TRANSLATE_NOOP("Action", "Accompaniment"),
        "Ctrl+Shift+J",
        LowerHalf.toggle_band,
        on=LowerHalf.shows_band,
        tip=QT_TRANSLATE_NOOP("Action", "Add an accompaniment: a band that plays along, and its notes"),
        label="♪",
    ),
)

ACCOMPANIMENT_ACTIONS: Final[tuple[AnyAction, ...]] = (*BAND_ACTIONS, *MIDI_ACTIONS, *RECORD_ACTIONS)
