"""How songs come: each onto the deck of its source, where it is read and analysed before it takes its place."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.model.mashup import MAX_SOURCES, Mashup
from mashstudio.separation.separator import Separator
from mashstudio.session.deck import Deck, Stage
from mashstudio.session.workers import Workers


class Arrivals(ABC):
    """Songs on their decks, by the ids of their sources, and those that are coming.

    decks: the songs that are there; until there is a mashup, those that are coming, too. separator: the one to take for
    a song that comes. decks_changed: called when something else is to be seen of any of them.
    """

    def __init__(
        self, cache: Cache, workers: Workers, separator: Callable[[], Separator], decks_changed: Callable[[], None]
    ) -> None:
        self.cache, self.workers = cache, workers
        self.decks: dict[int, Deck] = {}
        self._separator, self._decks_changed = separator, decks_changed
        self._incoming: dict[int, Deck] = {}
        self._known: dict[tuple[int, str], Deck] = {}

    @property
    @abstractmethod
    def mashup(self) -> Mashup | None:
        """The document; None until two songs are analysed."""

    @property
    def sources(self) -> tuple[int, ...]:
        """The ids of all songs, those that are coming last."""
        there = self.decks if self.mashup is None else dict.fromkeys(self.mashup.ids)
        return tuple(dict.fromkeys([*there, *self._incoming]))

    @property
    def free_source(self) -> int | None:
        """The id for one more song; None when there is no room for it."""
        return next((source for source in range(MAX_SOURCES) if source not in self.sources), None)

    def load(self, source: int, path: Path, *, held: bool = False) -> None:
        """Puts the song at `path` on the deck of `source`; a song that is there stays until the new one is analysed.

        held: the new one is read only, until its deck is released.
        """
        self._drop_incoming(source)
        changed, done, separator = self._deck_changed, self._stage_done, self._separator()
        deck = Deck(path, self.cache, self.workers, separator, changed=changed, stage_done=done, held=held)
        self._incoming[source] = deck
        if self.mashup is None:
            self.decks.setdefault(source, deck)
        deck.go_on()
        self._decks_changed()

    def shown(self, source: int) -> Deck | None:
        """What the deck of `source` shows: the song that is coming, or the one that is there."""
        return self._incoming.get(source) or self.decks.get(source)

    def cancel(self, source: int) -> None:
        """Stops what the deck of `source` is doing; a song that was coming goes, the one before it stays."""
        incoming = self._incoming.get(source)
        if incoming is not None and self.decks.get(source) is not incoming:
            self._drop_incoming(source)
        elif (deck := self.decks.get(source)) is not None:
            deck.cancel()
            self._go_on_without(deck)
        self._decks_changed()

    def retry(self, source: int) -> None:
        """Goes on with what failed or was cancelled on the deck of `source`."""
        deck = self.shown(source)
        if deck is not None and deck.error and deck in self._incoming.values():
            self.load(source, deck.path, held=deck.held)
        elif deck is not None:
            deck.go_on()
            self._fit(source)

    @abstractmethod
    def _arrive(self, source: int) -> None:
        """The song that was coming for `source` is analysed."""

    @abstractmethod
    def _begin_mashup(self) -> None:
        """Begin the mashup, if the songs that are wanted for it are there."""

    @abstractmethod
    def _fit(self, source: int) -> None:
        """Go on bringing a song onto the grid."""

    def _go_on_without(self, deck: Deck) -> None:
        """The others may have waited for a song that isn't coming any more."""
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
        if stage is Stage.SEPARATING:
            for source in [source for source, each in self.decks.items() if each is deck]:
                self._fit(source)
            return
        for source in [source for source, each in self._incoming.items() if each is deck]:
            if (there := self.decks.get(source)) is not deck and deck.is_song_of(there):
                # It is there already, with its cells.
                del self._incoming[source]
                deck.refuse(stage)
            elif stage is Stage.ANALYSING:
                self._arrive(source)
