"""A snapshot of a deck's song, read from the session when it changes."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from mashstudio.core.units import Seconds
from mashstudio.gui.text.stem_words import part_word
from mashstudio.gui.text.translation import translate
from mashstudio.model.analysis import Analysis, BeatMap
from mashstudio.separation.own_stems import OwnStems
from mashstudio.session.deck import Deck, Stage, State
from mashstudio.session.session import MashupSession


@dataclass(frozen=True, eq=False)
class ShownSong:
    """The song of one deck, with its title.

    analysis: with the grid as corrected by hand (`grid`; None: as analysed); None: not analysed yet. coming: True if it
    is about to replace the song that the mashup plays.
    """

    deck: Deck
    title: str
    analysis: Analysis | None
    grid: BeatMap | None
    coming: bool

    @property
    def duration(self) -> Seconds:
        """The song's length; 0 until it is read."""
        return 0.0 if self.deck.opened is None else self.deck.opened.song.duration

    @property
    def stems_words(self) -> str:
        """Where its stems come from: "Stems: Demucs"."""
        separator, opened = self.deck.separator, self.deck.opened
        if opened is None or not isinstance(separator, OwnStems):
            words = QCoreApplication.translate("DeckView", "Stems: {separator}")
            return words.format(separator=translate(separator.name))
        parts = ", ".join(part_word(part).lower() for part in opened.song.parts)
        return QCoreApplication.translate("DeckView", "Own stems: {parts}").format(parts=parts)

    @property
    def stem_lines(self) -> list[str]:
        """A line for each part of a song in stems, with the files or streams that hold it."""
        song = None if self.deck.opened is None else self.deck.opened.song
        if song is None or not song.stems:
            return []
        names = {part: ", ".join(stem.name for stem in song.stems if stem.part is part) for part in song.parts}
        return [f"{part_word(part)}: {files}" for part, files in names.items()]

    @property
    def settled(self) -> bool:
        """True if the song has passed all stages."""
        progress = self.deck.progress
        done = all(progress[stage].state is State.DONE for stage in progress if stage is not Stage.FITTING)
        return done and progress[Stage.FITTING].state is not State.FAILED

    @property
    def looks(self) -> tuple[object, ...]:
        """A key that changes when the song must be redrawn."""
        return *self.sounds, self.analysis

    @property
    def sounds(self) -> tuple[object, ...]:
        """A key that changes when the waveform must be redrawn: its stems are shown together."""
        deck = self.deck
        return deck, deck.opened is None, deck.peaks is None, frozenset(deck.stem_peaks) if deck.drawn else None


def shown_song(session: MashupSession, side: int, before: ShownSong | None) -> ShownSong | None:
    """Return what deck `side` shows now; reuse the analysis object of `before` while it is unchanged."""
    deck = session.shown(side)
    if deck is None:
        return None
    coming = session.decks.get(side) is not deck
    grid = None if coming or deck.analysis is None else session.grid(side)
    title = session.title(side)
    same = before is not None and before.deck is deck and before.coming == coming and before.title == title
    if before is not None and same and before.grid == grid:
        has_analysis = deck.analysis is not None
        if has_analysis == (before.analysis is not None):
            return before
    return ShownSong(deck, title, deck.analysis if coming else session.analysis(side), grid, coming)
