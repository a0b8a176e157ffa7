"""A session: decks, the document, and what is ready to be heard. It has no window, and every window has one.

Everything here is called on one thread, the owner's; long work is done by Workers, which tell of it on that thread.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from mashstudio.alignment.warp import check_engine
from mashstudio.cache import Cache
from mashstudio.facts.alignment import Alignment, Engine
from mashstudio.facts.analysis import Analysis, SongGrid, grid_of, with_grid
from mashstudio.facts.bars import FOURS, Bars
from mashstudio.facts.choices import LETTERS, TempoChoice
from mashstudio.facts.errors import BadArgument, StorageError
from mashstudio.facts.messages import Message
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import FEWEST_SOURCES, Mashup, SongSource
from mashstudio.mashup.edits import Selection, SongBeats, reordered, with_engine, with_title, without_source
from mashstudio.separation.separator import Separator
from mashstudio.studio.arrivals import Arrivals
from mashstudio.studio.deck import Deck, Stage
from mashstudio.studio.fitting import Fitting
from mashstudio.studio.laid import Laid, lay
from mashstudio.studio.laying import at_tempo, begun, reopened, with_added, with_mended, with_song
from mashstudio.studio.mashing import Songs, arranged, first_heard, song_beats, song_ref, stems_used
from mashstudio.studio.mended_grids import MendedGrids
from mashstudio.studio.project_files import read_project
from mashstudio.studio.project_lock import ProjectLock
from mashstudio.studio.workers import Urgency, Workers


class Topic(StrEnum):
    """What changed, for whoever shows it."""

    DECKS = "decks"
    MASHUP = "mashup"
    SOUND = "sound"


class Session(Arrivals):
    """Songs on their decks, by the ids of their sources, and a mashup of them.

    changed: told what changed. commit: given a named new state of the mashup, makes it the present one (so that it
    can be undone) by `prepare` and `take`; may raise BadArgument. tell: shows a sentence to the user. separator,
    engine: the ones to take for a song that comes. laid: the document on its grid; None until two songs are analysed.
    """

    def __init__(
        self,
        cache: Cache,
        workers: Workers,
        grids: MendedGrids,
        *,
        separator: Callable[[], Separator],
        engine: Callable[[], Engine],
        changed: Callable[[Topic], None],
        commit: Callable[[Message | str, Mashup], None],
        tell: Callable[[Message], None],
    ) -> None:
        super().__init__(cache, workers, separator, lambda: changed(Topic.DECKS))
        self.laid: Laid | None = None
        self.path: Path | None = None
        self.lock: ProjectLock | None = None
        self._grids, self._engine = grids, engine
        self._changed, self._commit, self._tell = changed, commit, tell
        self.fitting = Fitting(cache, workers, self._fitted)
        self._opened: tuple[Mashup, Callable[[Exception], None]] | None = None
        self._looked_at = range(0)

    @property
    def mashup(self) -> Mashup | None:
        """The document; None until two songs are analysed."""
        return None if self.laid is None else self.laid.mashup

    @property
    def alignment(self) -> Alignment | None:
        """How the document lays its songs onto the grid."""
        return None if self.laid is None else self.laid.alignment

    @property
    def bars(self) -> Bars:
        """The first song's bars on the grid."""
        return FOURS if self.laid is None else self.laid.bars

    # Songs

    def analysis(self, source: int) -> Analysis | None:
        """What is known of a song, its grid as it was mended."""
        deck = self.decks.get(source)
        if deck is None or deck.analysis is None:
            return None
        grid = self.grid(source)
        return deck.analysis if grid is None else with_grid(deck.analysis, grid)

    def grid(self, source: int) -> SongGrid | None:
        """The grid of a song as it was mended by hand; None: as it was analysed."""
        deck = self.decks.get(source)
        if deck is None or deck.opened is None:
            return None
        if self.mashup is not None:
            return self.mashup.source(source).beats
        return self._grids.get(deck.opened.song.sha256)

    def mend(self, source: int, name: str, repair: Callable[[SongGrid], SongGrid | None]) -> None:
        """Change the grid of a song by `repair` (None: as it was analysed), as an edit called `name`.

        Raises BadArgument for what makes no grid that a song can have.
        """
        deck, analysis = self.decks.get(source), self.analysis(source)
        if deck is None or deck.opened is None or analysis is None:
            return
        try:
            grid = repair(grid_of(analysis))
        except ValueError as error:
            raise BadArgument(Message("That would put the beats where no song has them.")) from error
        if self.mashup is None:
            self._keep_grid(deck.opened.song.sha256, grid)
            self._begin_mashup()
            self._decks_changed()
            return
        self._commit(name, with_mended(self.mashup, source, self._songs(self.mashup), grid))

    def title(self, source: int) -> str:
        """What the song that a deck shows is called: as somebody named it, else as its file says."""
        deck = self.shown(source)
        if deck is None:
            return ""
        if self.mashup is not None and deck is self.decks.get(source):
            return self.mashup.source(source).song.title
        return deck.title

    def rename(self, source: int, name: str, title: str) -> None:
        """Calls the song of `source` `title` ("": as its file says), as an edit called `name`."""
        deck = self.decks.get(source)
        if deck is None or deck.opened is None:
            return
        named = title not in {"", own := deck.opened.song.title}
        if self.mashup is not None:
            self._commit(name, with_title(self.mashup, source, title or own, named=named))
            return
        deck.named = title if named else ""
        self._decks_changed()

    def remove(self, source: int) -> None:
        """Takes a song and its lanes out of the mashup, as an edit; one that is still coming just goes.

        Raises BadArgument for one of the last two.
        """
        if self.mashup is not None and source in self.mashup.ids:
            self._drop_incoming(source)
            self._commit(Message("Remove song {letter}", letter=LETTERS[source]), without_source(self.mashup, source))
            return
        self._drop_incoming(source)
        if (deck := self.decks.pop(source, None)) is not None:
            deck.cancel()
        if self.mashup is None:
            self._begin_mashup()
        self._decks_changed()

    def reorder(self, source: int, to: int) -> None:
        """Moves a song to the place `to` (from 0) among the others, with its lanes, as an edit."""
        if self.mashup is not None:
            self._commit(Message("Move song {letter}", letter=LETTERS[source]), reordered(self.mashup, source, to))

    # The document

    def prepare(self, mashup: Mashup) -> Laid:
        """`mashup`, ready to become the present state. Raises BadArgument when it can't be played."""
        return lay(mashup, self._songs(mashup), self.laid)

    def take(self, laid: Laid) -> None:
        """Make what was prepared the present state; everything that depends on it follows. Refuses nothing."""
        before, self.laid = self.mashup, laid
        mashup = laid.mashup
        self._take_songs(mashup)
        for source in mashup.sources:
            old = None if before is None or source.id not in before.ids else before.source(source.id)
            if old is not None and source.beats != old.beats and source.song.sha256 == old.song.sha256:
                self._keep_grid(source.song.sha256, source.beats)
        self.fitting.follow(laid.alignment)
        self._fit_all()
        self._changed(Topic.MASHUP)

    def song_beats(self) -> SongBeats:
        """How many beats each source has on the grid."""
        return {} if self.alignment is None else song_beats(self.alignment)

    def choose_tempo(self, name: str, tempo: TempoChoice) -> None:
        """Brings the mashup to `tempo` (see `at_tempo`), as an edit called `name`."""
        if self.mashup is not None and self.alignment is not None:
            self._commit(name, at_tempo(self.mashup, self.alignment, self._songs(self.mashup), tempo))

    def choose_engine(self, name: str, source: int, engine: Engine) -> None:
        """Has `engine` stretch and shift a song, as an edit called `name`. Raises ToolMissing when it isn't here."""
        check_engine(engine)
        if self.mashup is not None:
            self._commit(name, with_engine(self.mashup, source, engine))

    def suggest(self, where: Selection | None = None) -> None:
        """Fills the whole mashup, or a selection, with a suggestion, as an edit. Raises BadArgument."""
        if self.mashup is not None and self.alignment is not None:
            self._commit(Message("Suggest an arrangement"), arranged(self.mashup, self.alignment, where))

    def open_project(self, path: Path, place: Path | None, failed: Callable[[Exception], None]) -> None:
        """Opens the project in the file `path`: its songs are found and read, then its mashup is there.

        place: where it is to be saved; None when `path` is only a copy. failed: told a ProjectError when it can't be
        opened, SongMoved when a song can't be found, BadArgument when it can't be played.
        """

        def done(found: tuple[Mashup, dict[int, Path]]) -> None:
            self.close_songs()
            mashup, songs = found
            self._opened = mashup, failed
            self.path = place
            for source, song in songs.items():
                self.load(source, song)

        self.workers.start(Urgency.READ, partial(read_project, path), done=done, failed=failed)

    def separate_again(self) -> None:
        """Asks again which separator to take; songs that another one has separated are separated anew."""
        for source, deck in self.decks.items():
            if deck.separate_with(self._separator()):
                self.fitting.forget_stems(source)

    def close_songs(self) -> None:
        """Empties all decks and forgets the mashup."""
        for source in list(self._incoming):
            self._drop_incoming(source)
        for deck in self.decks.values():
            deck.cancel()
        self.decks = {}
        self.laid = self.path = self._opened = None
        self.fitting.close()
        self._known.clear()
        self._decks_changed()
        self._changed(Topic.MASHUP)

    # What can be heard

    def look_at(self, beats: range) -> None:
        """These beats of the grid are looked at or looped: their stems come before the others'."""
        self._looked_at = beats
        self._fit_all()

    def stems_used(self, source: int) -> frozenset[StemName]:
        """The stems of a song that some cell plays."""
        return frozenset() if self.mashup is None else stems_used(self.mashup, source)

    @property
    def settled(self) -> bool:
        """Return True if all that the mashup plays is heard as an export will have it."""
        ids = () if self.mashup is None else self.mashup.ids
        return bool(ids) and all(self.fitting.settled(source, self.stems_used(source)) for source in ids)

    # How songs come in

    def _keep_grid(self, sha256: str, grid: SongGrid | None) -> None:
        def failed(error: StorageError) -> None:
            message = Message(
                "The mended grid is in this project, but can't be kept for others. {reason}", reason=error.message
            )
            self.workers.post(lambda: self._tell(message))

        self._grids.put(sha256, grid, failed)

    def _arrive(self, source: int) -> None:
        """The song that was coming for `source` is analysed."""
        deck, there = self._incoming.pop(source), self.decks.get(source)
        assert deck.opened is not None
        self._known[source, deck.opened.song.sha256] = deck
        if self.mashup is None:
            if there is not None and there is not deck:
                there.cancel()
            self.decks[source] = deck
            self._begin_mashup()
        else:
            try:
                self._commit(*self._with_arrived(self.mashup, source, deck))
            except BadArgument as error:
                self._incoming[source] = deck
                deck.refuse(Stage.ANALYSING, error.message)
                return
        self._decks_changed()

    def _with_arrived(self, mashup: Mashup, source: int, deck: Deck) -> tuple[Message, Mashup]:
        """What the edit is called that brings a song in, and the mashup with it."""
        assert deck.ready is not None
        songs, grid = {**self._songs(mashup), source: deck.ready}, self._grids.get(deck.ready.song.sha256)
        if source in mashup.ids:
            return Message("Replace song {letter}", letter=LETTERS[source]), with_song(mashup, source, songs, grid)
        added = SongSource(source, song_ref(deck.ready), beats=grid, engine=self._engine())
        return Message("Add song {letter}", letter=LETTERS[source]), with_added(mashup, added, songs)

    def _begin_mashup(self) -> None:
        """Begins once two songs are analysed, and no other is about to be; a project, once all of its own are."""
        wanted = self.decks if self._opened is None else dict.fromkeys(self._opened[0].ids)
        songs = {source: deck.ready for source in wanted if (deck := self.decks.get(source)) and deck.ready}
        missing = [self.shown(source) for source in self.sources if source not in songs]
        if len(songs) < (FEWEST_SOURCES if self._opened is None else len(wanted)):
            return
        if any(deck is not None and deck.busy and not deck.held for deck in missing):
            return
        opened, self._opened = self._opened, None
        ready = {source: song for source in sorted(songs) if (song := songs[source]) is not None}
        try:
            if opened is not None:
                self.take(self.prepare(reopened(opened[0], ready)))
            else:
                grids = {source: self._grids.get(song.song.sha256) for source, song in ready.items()}
                names = {source: self.decks[source].named for source in ready}
                self.take(self.prepare(begun(ready, grids, self._engine(), names)))
        except BadArgument as error:
            # The songs stay: a grid that is mended anew may go with the other ones.
            if opened is not None:
                self.close_songs()
                opened[1](error)
            else:
                self._tell(error.message)

    def _take_songs(self, mashup: Mashup) -> None:
        """The decks hold the mashup's songs, which are all known: an undo may bring earlier ones back."""
        wanted = {source.id: self._known[source.id, source.song.sha256] for source in mashup.sources}
        if wanted == self.decks:
            return
        for source, deck in self.decks.items():
            if wanted.get(source) is not deck and self._incoming.get(source) is not deck:
                deck.cancel()
                self.fitting.forget(source)
        coming = {source: deck for source, deck in wanted.items() if self.decks.get(source) is not deck}
        self.decks = wanted
        for deck in coming.values():
            deck.go_on()
        self._decks_changed()

    # How songs come onto the grid

    def _songs(self, mashup: Mashup) -> Songs:
        songs = {source.id: self._known[source.id, source.song.sha256].ready for source in mashup.sources}
        return {source: song for source, song in songs.items() if song is not None}

    def _fitted(self, source: int) -> None:
        """More can be heard; the next thing to do is what the mashup needs by now."""
        self._changed(Topic.SOUND)
        self._fit(source)

    def _fit_all(self) -> None:
        for source in () if self.mashup is None else self.mashup.ids:
            self._fit(source)

    def _fit(self, source: int) -> None:
        deck = self.decks.get(source)
        if deck is not None and self.mashup is not None and self.alignment is not None and source in self.mashup.ids:
            looked_at = first_heard(self.mashup, self.alignment, source, self._looked_at)
            self.fitting.go_on(source, deck, looked_at, self.stems_used(source))
