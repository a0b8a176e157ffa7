"""A session: decks, the document with its history, and what can be heard; each window has one.

Call everything on one thread, the owner's. Workers do the long work, and report on that thread.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mashstudio.audio.peaks import Peaks
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument, StorageError, message_of
from mashstudio.core.messages import Message
from mashstudio.document.edits import reordered, with_title, without_source
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import Analysis, BeatMap, beat_map_of, with_beat_map
from mashstudio.model.choices import BAND, LETTERS
from mashstudio.model.mashup import FEWEST_SOURCES, Lane, Mashup, SongSource
from mashstudio.model.runs import sounds
from mashstudio.model.song import SongPlace
from mashstudio.pipeline.mashing import first_heard, song_ref, stems_used
from mashstudio.pipeline.project_files import VersionSongs, read_with_versions
from mashstudio.pipeline.realign import blank_mashup, reopened, with_added, with_mended, with_song
from mashstudio.separation.separator import Separator
from mashstudio.session.autosave import Autosave
from mashstudio.session.band_sound import BandSound
from mashstudio.session.deck import Deck, Stage
from mashstudio.session.editing import Editing, Topic
from mashstudio.session.fitting import Fitting, Used
from mashstudio.session.laid import Laid, lay
from mashstudio.session.mended_beats import MendedBeats
from mashstudio.session.project_lock import ProjectLock
from mashstudio.session.workers import Urgency, Workers


class MashupSession(Editing):
    """Songs on their decks, by source id, and a mashup of them.

    separator, engine: return those for an arriving song. tell: shows a message to the user.
    """

    def __init__(
        self,
        cache: Cache,
        workers: Workers,
        grids: MendedBeats,
        autosave: Autosave,
        *,
        separator: Callable[[], Separator],
        engine: Callable[[], Engine],
        tell: Callable[[Message], None],
    ) -> None:
        super().__init__(cache, workers, separator, autosave)
        self.lock: ProjectLock | None = None
        self._grids, self._engine, self._tell = grids, engine, tell
        self.fitting = Fitting(cache, workers, self._fitted)
        self.band_sound = BandSound(cache, workers, lambda: self._changed(Topic.SOUND), self._band_failed)
        self._opened: tuple[Mashup, Callable[[Exception], None]] | None = None
        self._looked_at = range(0)

    def close(self) -> None:
        """Close the session: cancel running work, discard unsaved changes."""
        self.close_songs()
        self.workers.close()
        self._autosave.close()

    # Songs

    def analysis(self, source: int) -> Analysis | None:
        """Return a song's analysis, with its mended grid; None: not analysed yet."""
        deck = self.decks.get(source)
        if deck is None or deck.analysis is None:
            return None
        grid = self.grid(source)
        return deck.analysis if grid is None else with_beat_map(deck.analysis, grid)

    def grid(self, source: int) -> BeatMap | None:
        """Return a song's grid mended by hand; None: as analysed."""
        deck = self.decks.get(source)
        if deck is None or deck.opened is None:
            return None
        if self.mashup is not None:
            return self.mashup.source(source).beats
        return self._grids.get(deck.opened.song.sha256)

    def mend(self, source: int, name: Message, repair: Callable[[BeatMap], BeatMap | None]) -> None:
        """Change the grid of a song by `repair` (which returns None for: as analysed), as a step called `name`.

        Raises BadArgument if the result is no valid grid.
        """
        deck, analysis = self.decks.get(source), self.analysis(source)
        if deck is None or deck.opened is None or analysis is None:
            return
        try:
            grid = repair(beat_map_of(analysis))
        except ValueError as error:
            raise BadArgument(Message("A song can't have such beats. Choose another edit.")) from error
        if self.mashup is None:
            self._keep_grid(deck.opened.song.sha256, grid)
            self._begin_mashup()
            self._decks_changed()
            return
        self.edit(name, with_mended(self.mashup, source, self.songs, grid))

    def renew(self, deck: Deck, fresh: Analysis) -> None:
        """Take over what analysing the song of `deck` again has found: its beats, in place of those edited by hand.

        Does nothing if the song has left its deck. Raises BadArgument if the mashup can't be played with these beats.
        """
        source = next((source for source, each in self.decks.items() if each is deck), None)
        if source is None or deck.analysis is None or deck.opened is None:
            return
        if self.mashup is None:
            deck.analysis = fresh
            self._keep_grid(deck.opened.song.sha256, None)
            self._begin_mashup()
            self._decks_changed()
            return
        # The steps that can be undone lie on the analysis they were made with, so other beats count as edited ones.
        found, known = beat_map_of(fresh), beat_map_of(deck.analysis)
        name = Message("Analyse song {letter} again", letter=LETTERS[source])
        self.edit(name, with_mended(self.mashup, source, self.songs, None if found == known else found))

    def title(self, source: int) -> str:
        """Return the title of the song that a deck shows: the one the user chose, else the one in its file."""
        deck = self.shown(source)
        if deck is None:
            return ""
        if self.mashup is not None and deck is self.decks.get(source):
            return self.mashup.source(source).song.title
        return deck.title

    def rename(self, source: int, title: str) -> None:
        """Rename a song to `title` ("": the title in its file)."""
        deck = self.decks.get(source)
        if deck is None or deck.opened is None:
            return
        named = title not in {"", own := deck.opened.song.title}
        if self.mashup is not None:
            step = Message("Rename song {letter}", letter=LETTERS[source])
            self.edit(step, with_title(self.mashup, source, title or own, named=named))
            return
        deck.named = title if named else ""
        self._decks_changed()

    def remove(self, source: int) -> None:
        """Remove a song and its lanes from the mashup; an arriving song is just dropped.

        Raises BadArgument if only two songs are left.
        """
        if self.mashup is not None and source in self.mashup.ids:
            self._drop_incoming(source)
            self.edit(Message("Remove song {letter}", letter=LETTERS[source]), without_source(self.mashup, source))
            return
        self._drop_incoming(source)
        if (deck := self.decks.pop(source, None)) is not None:
            deck.cancel()
        if self.mashup is None:
            self._begin_mashup()
        self._decks_changed()

    def reorder(self, source: int, to: int) -> None:
        """Move a song, with its lanes, to position `to` (from 0) among the songs."""
        if self.mashup is not None:
            self.edit(Message("Move song {letter}", letter=LETTERS[source]), reordered(self.mashup, source, to))

    # The document

    def open_project(self, path: Path, place: Path | None, failed: Callable[[Exception], None]) -> None:
        """Open the project in the file `path`: find and read its songs, then begin its mashup.

        place: where to save it; None if `path` is only a copy. failed: gets a ProjectError if it can't be opened,
        SongMoved if a song can't be found, BadArgument if it can't be played.
        """

        def done(found: tuple[Mashup, dict[int, SongPlace], VersionSongs]) -> None:
            self.close_songs()
            mashup, songs, others = found
            self._opened = mashup, failed
            self.path = place
            for source, song in songs.items():
                self.load(source, song)
            for (source, sha256), song in others.items():
                self._load_spare(source, sha256, song)

        self.workers.start(Urgency.READ, partial(read_with_versions, path), done=done, failed=failed)

    def separate_again(self) -> None:
        """Ask for the separator again, and separate again the songs for which it changed."""
        for source, deck in self.decks.items():
            if deck.separate_with(self._separator()):
                self.fitting.forget_stems(source)

    def separate_song(self, source: int, separator: Separator) -> None:
        """Separate one song with `separator`, until the separator is chosen anew for all."""
        deck = self.decks.get(source)
        if deck is not None and deck.separate_with(separator):
            self.fitting.forget_stems(source)

    def close_songs(self) -> None:
        """Empty all decks and forget the mashup."""
        for source in list(self._incoming):
            self._drop_incoming(source)
        for deck in [*self.decks.values(), *self._known.values()]:
            deck.cancel()
        self.decks = {}
        if self.laid is not None:
            self.history.clear()
            self._keep()
        self.path = self._opened = None
        self.fitting.close()
        self.band_sound.close()
        self._known.clear()
        self._decks_changed()
        self._changed(Topic.MASHUP)

    # What can be heard

    def look_at(self, beats: range) -> None:
        """Prepare the stems of these beats of the grid, which are on screen or looped, before the others."""
        self._looked_at = beats
        self._fit_all()

    def stems_used(self, source: int) -> Used:
        """Return the stems of a song that some cell plays, by speed."""
        return {} if self.mashup is None else stems_used(self.mashup, source)

    def lane_files(self, mashup: Mashup) -> list[Path | None]:
        """Return the samples (.npy) of all that `sounds` in a mashup, first each lane's; None: not ready."""
        heard = self.fitting.heard
        files = self.fitting.lane_files(mashup)
        for place, (lane, speed) in enumerate(sounds(mashup)):
            if lane.source == BAND and heard is not None:
                made = self.band_sound.heard(mashup, heard, lane.part, speed)
                files[place] = made.file if made else None
        return files

    def audible_beats(self, source: int) -> range:
        """Return the beats of a song, or of the band, whose stems can be heard."""
        if source != BAND:
            return self.fitting.audible_beats(source)
        return range(0) if self.mashup is None or self.mashup.band is None else range(self.mashup.band.beats)

    def lane_peaks(self, lane: Lane) -> Peaks | None:
        """Return the peaks of what a lane plays; None: not known yet."""
        if lane.source != BAND:
            return deck.stem_peaks.get(lane.part) if (deck := self.decks.get(lane.source)) else None
        made = self.laid and self.band_sound.heard(self.laid.mashup, self.laid.alignment, lane.part)
        return made.peaks if made else None

    @property
    def settled(self) -> bool:
        """Return True if everything the mashup plays sounds as it will in an export."""
        if (laid := self.laid) is None or not self.band_sound.settled(
            laid.mashup, laid.alignment, self.stems_used(BAND)
        ):
            return False
        return all(
            self.decks[source].split and self.fitting.settled(source, self.stems_used(source))
            for source in laid.mashup.ids
        )

    def _follow(self, before: Laid | None) -> None:
        """Update everything that depends on the document. before: its former state."""
        laid, old = self.laid, {} if before is None else {each.id: each for each in before.mashup.sources}
        if laid is None:
            return
        self._take_songs(laid.mashup)
        for source in laid.mashup.sources:
            was = old.get(source.id)
            if was is not None and source.beats != was.beats and source.song.sha256 == was.song.sha256:
                self._keep_grid(source.song.sha256, source.beats)
            self.decks[source.id].take(source.takes)
        self.fitting.follow(laid.alignment)
        self.band_sound.follow(laid.mashup, laid.alignment, frozenset(self.stems_used(BAND)))
        self._fit_all()
        self._changed(Topic.MASHUP)

    # Arriving songs

    def _is_there(self, source: int) -> None:
        self._tell(Message("Song {letter} is already “{title}”.", letter=LETTERS[source], title=self.title(source)))

    def _keep_grid(self, sha256: str, grid: BeatMap | None) -> None:
        def failed(error: StorageError) -> None:
            message = Message(
                "The edited beats are in this project but can't be stored for others. {reason}", reason=error.message
            )
            self.workers.post(lambda: self._tell(message))

        self._grids.put(sha256, grid, failed)

    def _arrive(self, source: int) -> None:
        """Bring the arriving song of `source`, which is analysed, into the mashup."""
        deck, replaced = self._incoming.pop(source), self.decks.get(source)
        assert deck.opened is not None
        self._known[source, deck.opened.song.sha256] = deck
        if self.mashup is None:
            if replaced is not None and replaced is not deck:
                replaced.cancel()
            self.decks[source] = deck
            self._begin_mashup()
        else:
            try:
                self.edit(*self._with_arrived(self.mashup, source, deck))
            except BadArgument as error:
                self._incoming[source] = deck
                deck.refuse(Stage.ANALYSING, error.message)
                return
        self._decks_changed()

    def _with_arrived(self, mashup: Mashup, source: int, deck: Deck) -> tuple[Message, Mashup]:
        """Return the name of the step that adds a song, and the mashup with it."""
        assert deck.ready is not None
        songs, grid = {**self._songs(mashup), source: deck.ready}, self._grids.get(deck.ready.song.sha256)
        if source in mashup.ids:
            return Message("Replace song {letter}", letter=LETTERS[source]), with_song(mashup, source, songs, grid)
        added = SongSource(source, song_ref(deck.ready), beats=grid, engine=self._engine())
        return Message("Add song {letter}", letter=LETTERS[source]), with_added(mashup, added, songs)

    def _begin_mashup(self) -> None:
        """Begin once two songs are analysed and no other is about to be; a project begins once all of its own are."""
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
                mashup = reopened(opened[0], ready)
            else:
                grids = {source: self._grids.get(song.song.sha256) for source, song in ready.items()}
                names = {source: self.decks[source].named for source in ready}
                mashup = blank_mashup(ready, grids, self._engine(), names)
            self.history.begin(lay(mashup, ready))
        except BadArgument as error:
            # Keep the songs: once a grid is mended again, it may work with the others.
            if opened is not None:
                self.close_songs()
                opened[1](error)
            else:
                self._tell(error.message)
            return
        self._follow(None)

    def _take_songs(self, mashup: Mashup) -> None:
        """Put the mashup's songs on the decks, also those that undo brings back: every deck is kept in `_known`."""
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
            deck.spare = False
            deck.go_on()
        self._decks_changed()

    # Fitting songs to the grid

    def _fitted(self, source: int) -> None:
        """Announce that more can be heard, and start what the mashup needs next."""
        self._changed(Topic.SOUND)
        self._fit(source)

    def _deck_changed(self, deck: Deck) -> None:
        super()._deck_changed(deck)
        for source in [source for source, each in self.decks.items() if each is deck]:
            self.fitting.keep_ahead(source, deck.coming)

    def _are_split(self, source: int, deck: Deck) -> None:
        self.fitting.renew_stems(source, deck.taken)
        self._fit(source)

    def _band_failed(self, error: Exception) -> None:
        self._tell(message_of(error))

    def _fit_all(self) -> None:
        for source in () if self.mashup is None else self.mashup.ids:
            self._fit(source)

    def _fit(self, source: int) -> None:
        deck = self.decks.get(source)
        if deck is not None and self.mashup is not None and self.alignment is not None and source in self.mashup.ids:
            looked_at = first_heard(self.mashup, self.alignment, source, self._looked_at)
            self.fitting.go_on(source, deck, looked_at, self.stems_used(source))
