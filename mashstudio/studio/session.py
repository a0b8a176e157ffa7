"""A session: two decks, the document, and what is ready to be heard. It has no window, and every window has one.

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
from mashstudio.facts.errors import BadArgument, StorageError
from mashstudio.facts.messages import Message
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.edits import Selection, with_engine, with_title
from mashstudio.separation.separator import Separator
from mashstudio.studio.deck import Deck, Stage
from mashstudio.studio.fitting import Fitting
from mashstudio.studio.laid import Laid, lay
from mashstudio.studio.laying import at_tempo, begun, reopened, with_mended, with_song
from mashstudio.studio.mashing import Songs, arranged, first_heard, stems_used
from mashstudio.studio.mended_grids import MendedGrids
from mashstudio.studio.project_files import read_project
from mashstudio.studio.project_lock import ProjectLock
from mashstudio.studio.workers import Urgency, Workers


class Topic(StrEnum):
    """What changed, for whoever shows it."""

    DECKS = "decks"
    MASHUP = "mashup"
    SOUND = "sound"


class Session:
    """Two decks and a mashup of them.

    changed: told what changed. commit: given a named new state of the mashup, makes it the present one (so that it
    can be undone) by `prepare` and `take`; may raise BadArgument. tell: shows a sentence to the user. separator,
    engine: the ones to take for a song that comes. laid: the document on its grid; None until both songs are analysed.
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
        self.cache, self.workers = cache, workers
        self.decks: list[Deck | None] = [None, None]
        self.laid: Laid | None = None
        self.path: Path | None = None
        self.lock: ProjectLock | None = None
        self._grids, self._separator, self._engine = grids, separator, engine
        self._changed, self._commit, self._tell = changed, commit, tell
        self._incoming: list[Deck | None] = [None, None]
        self._known: dict[str, Deck] = {}
        self.fitting = Fitting(cache, workers, self._fitted)
        self._opened: tuple[Mashup, Callable[[Exception], None]] | None = None
        self._looked_at = range(0)

    @property
    def mashup(self) -> Mashup | None:
        """The document; None until both songs are analysed."""
        return None if self.laid is None else self.laid.mashup

    @property
    def alignment(self) -> Alignment | None:
        """How the document lays its songs onto the grid."""
        return None if self.laid is None else self.laid.alignment

    @property
    def bars(self) -> Bars:
        """Song A's bars on the grid."""
        return FOURS if self.laid is None else self.laid.bars

    # Songs

    def load(self, side: int, path: Path, *, held: bool = False) -> None:
        """Puts the song at `path` on deck `side` (0 or 1); a song that is there stays until the new one is analysed.

        held: the new one is read only, until its deck is released.
        """
        self._drop_incoming(side)
        deck = self._new_deck(path, held)
        self._incoming[side] = deck
        if self.decks[side] is None:
            self.decks[side] = deck
        deck.go_on()
        self._changed(Topic.DECKS)

    def shown(self, side: int) -> Deck | None:
        """What deck `side` shows: the song that is coming, or the one that is there."""
        return self._incoming[side] or self.decks[side]

    def cancel(self, side: int) -> None:
        """Stops what deck `side` is doing; a song that was coming goes, the one before it stays."""
        incoming = self._incoming[side]
        if incoming is not None and self.decks[side] is not incoming:
            self._drop_incoming(side)
        elif (deck := self.decks[side]) is not None:
            deck.cancel()
        self._changed(Topic.DECKS)

    def retry(self, side: int) -> None:
        """Goes on with what failed or was cancelled on deck `side`."""
        deck = self.shown(side)
        if deck is not None and deck.error and deck in self._incoming:
            self.load(side, deck.path, held=deck.held)
        elif deck is not None:
            deck.go_on()
            self._fit(side)

    def analysis(self, side: int) -> Analysis | None:
        """What is known of deck `side`'s song, its grid as it was mended."""
        deck = self.decks[side]
        if deck is None or deck.analysis is None:
            return None
        grid = self.grid(side)
        return deck.analysis if grid is None else with_grid(deck.analysis, grid)

    def grid(self, side: int) -> SongGrid | None:
        """The grid of deck `side`'s song as it was mended by hand; None: as it was analysed."""
        deck = self.decks[side]
        if deck is None or deck.opened is None:
            return None
        if self.mashup is not None:
            return self.mashup.grids[side]
        return self._grids.get(deck.opened.song.sha256)

    def mend(self, side: int, name: str, repair: Callable[[SongGrid], SongGrid | None]) -> None:
        """Change the grid of deck `side`'s song by `repair` (None: as it was analysed), as an edit called `name`.

        Raises BadArgument for what makes no grid that a song can have.
        """
        deck, analysis = self.decks[side], self.analysis(side)
        if deck is None or deck.opened is None or analysis is None:
            return
        try:
            grid = repair(grid_of(analysis))
        except ValueError as error:
            raise BadArgument(Message("That would put the beats where no song has them.")) from error
        if self.mashup is None:
            self._keep_grid(deck.opened.song.sha256, grid)
            self._begin_mashup()
            self._changed(Topic.DECKS)
            return
        self._commit(name, with_mended(self.mashup, side, self._songs(self.mashup), grid))

    def title(self, side: int) -> str:
        """What the song that deck `side` shows is called: as somebody named it, else as its file says."""
        deck = self.shown(side)
        if deck is None:
            return ""
        if self.mashup is not None and deck is self.decks[side]:
            return self.mashup.songs[side].title
        return deck.title

    def rename(self, side: int, name: str, title: str) -> None:
        """Calls the song of deck `side` `title` ("": as its file says), as an edit called `name`."""
        deck = self.decks[side]
        if deck is None or deck.opened is None:
            return
        named = title not in {"", own := deck.opened.song.title}
        if self.mashup is not None:
            self._commit(name, with_title(self.mashup, side, title or own, named=named))
            return
        deck.named = title if named else ""
        self._changed(Topic.DECKS)

    # The document

    def prepare(self, mashup: Mashup) -> Laid:
        """`mashup`, ready to become the present state. Raises BadArgument when it can't be played."""
        return lay(mashup, self._songs(mashup), self.laid)

    def take(self, laid: Laid) -> None:
        """Make what was prepared the present state; everything that depends on it follows. Refuses nothing."""
        before, self.laid = self.mashup, laid
        mashup = laid.mashup
        if before is None or mashup.songs != before.songs:
            self._take_songs(mashup)
        for side, grid in enumerate(mashup.grids):
            if before is not None and grid != before.grids[side] and mashup.songs[side] == before.songs[side]:
                self._keep_grid(mashup.songs[side].sha256, grid)
        self.fitting.follow(laid.alignment)
        for side in (0, 1):
            self._fit(side)
        self._changed(Topic.MASHUP)

    def song_beats(self) -> tuple[int, int]:
        """How many beats each song has on the grid; 0 while it isn't known."""
        if self.alignment is None:
            return 0, 0
        a, b = self.alignment.songs
        return len(a.beats), len(b.beats)

    def choose_tempo(self, name: str, tempo: str | float) -> None:
        """Brings the mashup to `tempo` (see `at_tempo`), as an edit called `name`. Raises BadArgument."""
        if self.mashup is not None and self.alignment is not None:
            self._commit(name, at_tempo(self.mashup, self.alignment, self._songs(self.mashup), tempo))

    def choose_engine(self, name: str, side: int, engine: Engine) -> None:
        """Has `engine` stretch and shift a song, as an edit called `name`. Raises ToolMissing when it isn't here."""
        check_engine(engine)
        if self.mashup is not None:
            self._commit(name, with_engine(self.mashup, side, engine))

    def suggest(self, where: Selection | None = None) -> None:
        """Fills the whole mashup, or a selection, with a suggestion, as an edit. Raises BadArgument."""
        if self.mashup is not None and self.alignment is not None:
            self._commit(Message("Suggest an arrangement"), arranged(self.mashup, self.alignment, where))

    def open_project(self, path: Path, place: Path | None, failed: Callable[[Exception], None]) -> None:
        """Opens the project in the file `path`: its songs are found and read, then its mashup is there.

        place: where it is to be saved; None when `path` is only a copy. failed: told a ProjectError when it can't be
        opened, SongMoved when a song can't be found, BadArgument when it can't be played.
        """

        def done(found: tuple[Mashup, list[Path]]) -> None:
            self.close_songs()
            mashup, songs = found
            self._opened = mashup, failed
            self.path = place
            for side, song in enumerate(songs):
                self.load(side, song)

        self.workers.start(Urgency.READ, partial(read_project, path), done=done, failed=failed)

    def separate_again(self) -> None:
        """Asks again which separator to take; songs that another one has separated are separated anew."""
        for side, deck in enumerate(self.decks):
            if deck is not None and deck.separate_with(self._separator()):
                self.fitting.forget_stems(side)

    def close_songs(self) -> None:
        """Empties both decks and forgets the mashup."""
        for side in (0, 1):
            self._drop_incoming(side)
            if (deck := self.decks[side]) is not None:
                deck.cancel()
        self.decks = [None, None]
        self.laid = self.path = self._opened = None
        self.fitting.close()
        self._known.clear()
        self._changed(Topic.DECKS)
        self._changed(Topic.MASHUP)

    # What can be heard

    def look_at(self, beats: range) -> None:
        """These beats of the grid are looked at or looped: their stems come before the others'."""
        self._looked_at = beats
        for side in (0, 1):
            self._fit(side)

    def stems_used(self, song: int) -> frozenset[StemName]:
        """The stems of a song that some cell plays."""
        return frozenset() if self.mashup is None else stems_used(self.mashup, song)

    @property
    def settled(self) -> bool:
        """Return True if all that the mashup plays is heard as an export will have it."""
        return all(self.fitting.settled(song, self.stems_used(song)) for song in (0, 1))

    # How songs come in

    def _keep_grid(self, sha256: str, grid: SongGrid | None) -> None:
        def failed(error: StorageError) -> None:
            message = Message(
                "The mended grid is in this project, but can't be kept for others. {reason}", reason=error.message
            )
            self.workers.post(lambda: self._tell(message))

        self._grids.put(sha256, grid, failed)

    def _new_deck(self, path: Path, held: bool) -> Deck:
        changed, done = (lambda _deck: self._changed(Topic.DECKS)), self._stage_done
        separator = self._separator()
        return Deck(path, self.cache, self.workers, separator, changed=changed, stage_done=done, held=held)

    def _drop_incoming(self, side: int) -> None:
        incoming = self._incoming[side]
        if incoming is not None and incoming not in self._known.values():
            incoming.cancel()
            if self.decks[side] is incoming:
                self.decks[side] = None
        self._incoming[side] = None

    def _stage_done(self, deck: Deck, stage: Stage) -> None:
        if stage is Stage.SEPARATING and deck in self.decks:
            self._fit(self.decks.index(deck))
        elif stage in {Stage.READING, Stage.ANALYSING} and deck in self._incoming:
            side = self._incoming.index(deck)
            if deck.is_song_of(self.decks[1 - side]):
                deck.refuse(
                    stage, Message("This song is on the other deck already; a mashup needs two different ones.")
                )
            elif (there := self.decks[side]) is not deck and deck.is_song_of(there):
                # It is there already, with its cells.
                self._incoming[side] = None
                deck.refuse(stage)
            elif stage is Stage.ANALYSING:
                self._arrive(side)

    def _arrive(self, side: int) -> None:
        """The song that was coming to deck `side` is analysed."""
        deck, there = self._incoming[side], self.decks[side]
        assert deck is not None
        assert deck.opened is not None
        sha256 = deck.opened.song.sha256
        self._incoming[side] = None
        self._known[sha256] = deck
        if self.mashup is None:
            if there is not None and there is not deck:
                there.cancel()
            self.decks[side] = deck
            self._begin_mashup()
        else:
            assert deck.ready is not None
            songs, grid = self._songs(self.mashup), self._grids.get(sha256)
            try:
                self._commit(
                    Message("Replace song {letter}", letter="AB"[side]),
                    with_song(self.mashup, side, songs, deck.ready, grid),
                )
            except BadArgument as error:
                self._incoming[side] = deck
                deck.refuse(Stage.ANALYSING, error.message)
                return
        self._changed(Topic.DECKS)

    def _begin_mashup(self) -> None:
        first, second = self.decks
        a, b = (None if deck is None else deck.ready for deck in self.decks)
        if not first or not second or a is None or b is None or any(self._incoming):
            return
        opened, self._opened = self._opened, None
        try:
            if opened is not None:
                self.take(self.prepare(reopened(opened[0], (a, b))))
            else:
                grids = (self._grids.get(a.song.sha256), self._grids.get(b.song.sha256))
                self.take(self.prepare(begun((a, b), grids, self._engine(), (first.named, second.named))))
        except BadArgument as error:
            # The songs stay: a grid that is mended anew may go with the other one.
            if opened is not None:
                self.close_songs()
                opened[1](error)
            else:
                self._tell(error.message)

    def _take_songs(self, mashup: Mashup) -> None:
        """Both decks hold the mashup's songs, which are all known: an undo may bring an earlier one back."""
        for side, ref in enumerate(mashup.songs):
            deck = self._known[ref.sha256]
            if self.decks[side] is not deck:
                if (before := self.decks[side]) is not None:
                    before.cancel()
                self.decks[side] = deck
                self.fitting.forget(side)
                deck.go_on()
        self._changed(Topic.DECKS)

    # How songs come onto the grid

    def _songs(self, mashup: Mashup) -> Songs:
        a, b = (self._known[ref.sha256].ready for ref in mashup.songs)
        assert a is not None
        assert b is not None
        return a, b

    def _fitted(self, side: int) -> None:
        """More can be heard; the next thing to do is what the mashup needs by now."""
        self._changed(Topic.SOUND)
        self._fit(side)

    def _fit(self, side: int) -> None:
        deck = self.decks[side]
        if deck is not None and self.mashup is not None and self.alignment is not None:
            looked_at = first_heard(self.mashup, self.alignment, side, self._looked_at)
            self.fitting.go_on(side, deck, looked_at, self.stems_used(side))
