"""What a deck shows of its song: read from the session when that says that it changed."""

from dataclasses import dataclass

from mashstudio.core.units import Seconds
from mashstudio.model.analysis import Analysis, BeatMap
from mashstudio.session.deck import Deck
from mashstudio.session.session import Session


@dataclass(frozen=True, eq=False)
class ShownSong:
    """The song of one deck, and what it is called.

    analysis: with the grid as it was mended (`grid`; None: as analysed); None: not there yet. coming: it isn't the one
    that the mashup plays, but on its way to take its place.
    """

    deck: Deck
    title: str
    analysis: Analysis | None
    grid: BeatMap | None
    coming: bool

    @property
    def duration(self) -> Seconds:
        """The song's length; 0 while it isn't read."""
        return 0.0 if self.deck.opened is None else self.deck.opened.song.duration

    @property
    def looks(self) -> tuple[object, ...]:
        """Another one when the song has to be drawn anew."""
        deck = self.deck
        return deck, deck.opened is None, deck.peaks is None, len(deck.stem_peaks), self.analysis


def shown_song(session: Session, side: int, before: ShownSong | None) -> ShownSong | None:
    """What deck `side` shows now; its analysis is the very object of `before` as long as it is the same."""
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
