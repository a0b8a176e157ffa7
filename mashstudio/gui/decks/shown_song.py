"""A snapshot of a deck's song, read from the session when it changes."""

from dataclasses import dataclass

from mashstudio.core.units import Seconds
from mashstudio.model.analysis import Analysis, BeatMap
from mashstudio.session.deck import Deck
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
    def looks(self) -> tuple[object, ...]:
        """A key that changes when the song must be redrawn."""
        deck = self.deck
        return deck, deck.opened is None, deck.peaks is None, len(deck.stem_peaks), self.analysis


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
