"""What fits among a session's songs, found in the background once they have stems."""

from collections.abc import Callable, Mapping, Sequence

from mashstudio.core.errors import message_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.proposals import Proposal, Wish
from mashstudio.document.suggest import HeardSong, Suggestions
from mashstudio.model.mashup import FEWEST_SOURCES
from mashstudio.pipeline.suggesting import Fits, SongToHear, fits_among, heard_together
from mashstudio.session.deck import StageProgress, State
from mashstudio.session.editing import Topic
from mashstudio.session.session import MashupSession
from mashstudio.session.workers import Urgency, Work

_Result = tuple[list[HeardSong], Fits]


class Suggesting:
    """Finds what fits whenever the songs, their beats, their stems or their sections are other ones.

    changed: called when anything here changes. heard, found, proposals: of the present songs; None, or empty: not found
    yet. progress: of the search; DONE once it is over.
    """

    def __init__(self, session: MashupSession, changed: Callable[[], None]) -> None:
        self.heard: list[HeardSong] = []
        self.found: Suggestions | None = None
        self.proposals: Mapping[Wish, Sequence[Proposal]] = {}
        self.progress = StageProgress()
        self._session, self._changed = session, changed
        self._work: Work[_Result] | None = None
        self._of: object = ()
        session.listen(self._hear)

    def start(self) -> None:
        """Search for what fits; nothing happens without stems of two songs."""
        self._give_up()
        to_hear = self._to_hear()
        self._of = _key(to_hear)
        if len(to_hear) < FEWEST_SOURCES:
            self._changed()
            return
        cache, laid = self._session.cache, self._session.laid
        assert laid is not None
        tempo = laid.alignment.grid.tempo

        def task(job: Job) -> _Result:
            heard = heard_together(to_hear, cache, job=job.part(0, 0.9))
            return heard, fits_among(heard, tempo, job=job.part(0.9, 1))

        def done(result: _Result) -> None:
            self._work = None
            self.heard, fits = result
            self.found, self.proposals = fits.found, fits.proposals
            self.progress = StageProgress(State.DONE, 1.0)
            self._changed()

        def failed(error: Exception) -> None:
            self._work = None
            self.progress = StageProgress(State.FAILED, error=message_of(error))
            self._changed()

        def report(fraction: float, doing: Message) -> None:
            self.progress = self.progress.going_on(fraction, doing)
            self._changed()

        self._work = self._session.workers.start(Urgency.SUGGEST, task, done=done, failed=failed, report=report)
        self.progress = StageProgress(State.WORKING)
        self._changed()

    def cancel(self) -> None:
        """Stop searching, until `start` or until the songs change."""
        if self._work is not None:
            self._give_up()
            self.progress = StageProgress(State.CANCELLED)
            self._changed()

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None
        self.heard, self.found, self.proposals, self.progress = [], None, {}, StageProgress()

    def _hear(self, topic: Topic) -> None:
        if topic in {Topic.DECKS, Topic.MASHUP} and _key(self._to_hear()) != self._of:
            self.start()

    def _to_hear(self) -> list[SongToHear]:
        """Return the songs of the mashup that have stems."""
        laid, decks = self._session.laid, self._session.decks
        if laid is None:
            return []
        return [
            SongToHear(source.id, deck.ready, laid.alignment.songs[source.id], deck.separator, source.sections)
            for source in laid.mashup.sources
            if (deck := decks.get(source.id)) is not None and deck.ready is not None and deck.stems is not None
        ]


def _key(songs: list[SongToHear]) -> object:
    """Return what the result depends on, comparable by value."""
    return tuple(
        (
            song.source, song.ready.song.sha256, song.alignment.rate, song.alignment.beats.tobytes(),
            song.alignment.downbeats.tobytes(), repr(song.separator.parameters), song.sections,
        )
        for song in songs
    )  # fmt: skip
