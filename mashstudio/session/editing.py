"""A session's document: its states, the steps between them, and its listeners."""

from abc import abstractmethod
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.messages import Message
from mashstudio.document.edits import BeatCounts
from mashstudio.model.alignment import Alignment
from mashstudio.model.bars import FOURS, Bars
from mashstudio.model.mashup import Mashup
from mashstudio.model.song import SongRef
from mashstudio.pipeline.mashing import Songs, song_beats
from mashstudio.separation.separator import Separator
from mashstudio.session.arrivals import Arrivals
from mashstudio.session.autosave import Autosave
from mashstudio.session.history import History
from mashstudio.session.laid import Laid, lay
from mashstudio.session.workers import Workers


class Topic(StrEnum):
    """What changed, for those who show or play it. PROGRESS: of a running stage, and nothing else of its deck."""

    DECKS = "decks"
    PROGRESS = "progress"
    MASHUP = "mashup"
    SOUND = "sound"
    SAVED = "saved"


class Editing(Arrivals):
    """Songs on their decks, and the document made of them, with its history.

    history: to be read; change it by `edit`, `undo` and `redo`. path: where the document is saved, if anywhere.
    """

    def __init__(self, cache: Cache, workers: Workers, separator: Callable[[], Separator], autosave: Autosave) -> None:
        changes = (partial(self._changed, topic) for topic in (Topic.DECKS, Topic.PROGRESS))
        super().__init__(cache, workers, separator, *changes)
        self.history = History()
        self.path: Path | None = None
        self._autosave = autosave
        self._listeners: list[Callable[[Topic], None]] = []

    def listen(self, listener: Callable[[Topic], None]) -> None:
        """Call `listener` after every change, in the order of registration."""
        self._listeners.append(listener)

    @property
    def laid(self) -> Laid | None:
        """The document on its grid; None until two songs are analysed."""
        return self.history.present

    @property
    def mashup(self) -> Mashup | None:
        """The document; None until two songs are analysed."""
        laid = self.laid
        return None if laid is None else laid.mashup

    @property
    def alignment(self) -> Alignment | None:
        """The document's alignment; None until two songs are analysed."""
        return None if self.laid is None else self.laid.alignment

    @property
    def bars(self) -> Bars:
        """The first song's bars on the grid."""
        return FOURS if self.laid is None else self.laid.bars

    def edit(self, name: Message, mashup: Mashup, merge: int | None = None) -> None:
        """Make `mashup` the present state, as a step called `name`. merge: see `History.edit`.

        Raises BadArgument, and changes nothing, if it can't be played.
        """
        before = self.laid
        if before is not None and mashup != before.mashup:
            laid = lay(mashup, self._songs(mashup), before)
            self._step(lambda: self.history.edit(name, laid, merge))

    def undo(self) -> None:
        """Undo the last step, if there is one."""
        self._step(self.history.undo)

    def redo(self) -> None:
        """Redo the step undone last, if there is one."""
        self._step(self.history.redo)

    def mark_saved(self) -> None:
        """Note that the document is saved."""
        self.history.mark_clean()
        self._keep()
        self._changed(Topic.SAVED)

    def go_on_with(self, copy: Path) -> None:
        """Take over the recovered `copy` of the document, which isn't saved."""
        self._autosave.take_over(copy)
        self.history.mark_changed()
        self._keep()
        self._changed(Topic.SAVED)

    @property
    def songs(self) -> Songs:
        """The mashup's songs."""
        return {} if self.mashup is None else self._songs(self.mashup)

    def missing(self, mashup: Mashup) -> SongRef | None:
        """Return a song of a version that can't be played: it isn't found, or not analysed (yet); None: all are there.

        It is looked for where the project was opened.
        """
        for source in mashup.sources:
            deck = self._known.get((source.id, source.song.sha256))
            if deck is None or deck.ready is None:
                return source.song
        return None

    def song_beats(self) -> BeatCounts:
        """Return how many beats each source has on the grid."""
        return {} if self.alignment is None else song_beats(self.alignment)

    def _step(self, step: Callable[[], None]) -> None:
        """Take a step in the history and update everything that depends on the document. Doesn't check the step."""
        before = self.laid
        step()
        if self.laid is not before:
            self._keep()
            self._follow(before)

    @abstractmethod
    def _follow(self, before: Laid | None) -> None:
        """Update everything that depends on the document. before: its former state."""

    def _keep(self) -> None:
        """Autosave the document if it isn't saved."""
        if self.history.clean or self.mashup is None:
            self._autosave.forget()
        else:
            self._autosave.keep(self.mashup, self.path)

    def _changed(self, topic: Topic) -> None:
        for listener in self._listeners:
            listener(topic)

    def _songs(self, mashup: Mashup) -> Songs:
        songs = {source.id: self._known[source.id, source.song.sha256].ready for source in mashup.sources}
        return {source: song for source, song in songs.items() if song is not None}
