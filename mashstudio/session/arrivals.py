"""Arriving songs: each is read and analysed on the deck of its source before it takes its place."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from mashstudio.core.cache import Cache
from mashstudio.model.mashup import MAX_SOURCES, Mashup
from mashstudio.model.song import SongPlace
from mashstudio.separation.separator import Separator
from mashstudio.session.deck import Deck, Stage
from mashstudio.session.workers import Workers


class Arrivals(ABC):
    """Songs on their decks, by source id, and the songs that are arriving.

    decks: the present songs; until there is a mashup, arriving ones too. separator: return the separator for an
    arriving song. decks_changed: called when a deck shows something new; progressed: when only a stage goes on.
    """

    def __init__(
        self,
        cache: Cache,
        workers: Workers,
        separator: Callable[[], Separator],
        decks_changed: Callable[[], None],
        progressed: Callable[[], None],
    ) -> None:
        self.cache, self.workers = cache, workers
        self.decks: dict[int, Deck] = {}
        self._separator, self._decks_changed, self._progressed = separator, decks_changed, progressed
        self._incoming: dict[int, Deck] = {}
        self._known: dict[tuple[int, str], Deck] = {}

    @property
    @abstractmethod
    def mashup(self) -> Mashup | None:
        """The document; None until two songs are analysed."""

    @property
    def sources(self) -> tuple[int, ...]:
        """The ids of all songs, arriving ones last."""
        present = self.decks if self.mashup is None else dict.fromkeys(self.mashup.ids)
        return tuple(dict.fromkeys([*present, *self._incoming]))

    @property
    def free_sources(self) -> list[int]:
        """The ids for more songs, in order; none if there is no room."""
        return [source for source in range(MAX_SOURCES) if source not in self.sources]

    def load(self, source: int, place: SongPlace, *, held: bool = False) -> None:
        """Load the song at `place` onto the deck of `source`; the present song stays until the new one is analysed.

        held: only read the new song, until its deck is released.
        """
        self._drop_incoming(source)
        deck = self._new_deck(place, held=held)
        self._incoming[source] = deck
        if self.mashup is None:
            self.decks.setdefault(source, deck)
        deck.go_on()
        self._decks_changed()

    def _load_spare(self, source: int, sha256: str, place: SongPlace) -> None:
        """Read and analyse a song that isn't in the mashup but in a version of it."""
        deck = self._known[source, sha256] = self._new_deck(place, spare=True)
        deck.go_on()

    def _new_deck(self, place: SongPlace, *, held: bool = False, spare: bool = False) -> Deck:
        return Deck(
            place,
            self.cache,
            self.workers,
            self._separator(),
            changed=self._deck_changed,
            progressed=self._progressed,
            stage_done=self._stage_done,
            held=held,
            spare=spare,
        )

    def shown(self, source: int) -> Deck | None:
        """Return the deck shown for `source`: that of the arriving song, else that of the present one."""
        return self._incoming.get(source) or self.decks.get(source)

    def cancel(self, source: int) -> None:
        """Stop the work of the deck of `source`; an arriving song is dropped, the present one stays."""
        incoming = self._incoming.get(source)
        if incoming is not None and self.decks.get(source) is not incoming:
            self._drop_incoming(source)
        elif (deck := self.decks.get(source)) is not None:
            deck.cancel()
            self._go_on_without(deck)
        self._decks_changed()

    def retry(self, source: int) -> None:
        """Resume what failed or was cancelled on the deck of `source`."""
        deck = self.shown(source)
        if deck is not None and deck.error and deck in self._incoming.values():
            self.load(source, deck.place, held=deck.held)
        elif deck is not None:
            deck.go_on()
            self._fit(source)

    @abstractmethod
    def _arrive(self, source: int) -> None:
        """Take in the arriving song of `source`, which is analysed."""

    @abstractmethod
    def _is_there(self, source: int) -> None:
        """Say that the arriving song of `source` is the one that is there already."""

    @abstractmethod
    def _begin_mashup(self) -> None:
        """Begin the mashup if all songs it needs are ready."""

    @abstractmethod
    def _are_split(self, source: int, deck: Deck) -> None:
        """Take in the parts of a song."""

    @abstractmethod
    def _fit(self, source: int) -> None:
        """Continue fitting a song to the grid."""

    def _go_on_without(self, deck: Deck) -> None:
        """Begin without a song that failed or was cancelled: the others may have waited for it."""
        if self.mashup is None and deck.ready is None:
            self._begin_mashup()

    def _deck_changed(self, deck: Deck) -> None:
        if deck.error and deck in self._incoming.values():
            self._go_on_without(deck)
        self._decks_changed()

    def _drop_incoming(self, source: int) -> None:
        incoming = self._incoming.pop(source, None)
        if incoming is not None and incoming not in self._known.values():
            incoming.cancel()
            if self.decks.get(source) is incoming:
                del self.decks[source]

    def _stage_done(self, deck: Deck, stage: Stage) -> None:
        if stage in {Stage.SEPARATING, Stage.TAKING}:
            for source in [source for source, each in self.decks.items() if each is deck]:
                self._are_split(source, deck)
            return
        for source in [source for source, each in self._incoming.items() if each is deck]:
            if (present := self.decks.get(source)) is not deck and deck.is_song_of(present):
                # The same song is already there, with its cells.
                del self._incoming[source]
                deck.refuse(stage)
                self._is_there(source)
            elif stage is Stage.ANALYSING:
                self._arrive(source)
