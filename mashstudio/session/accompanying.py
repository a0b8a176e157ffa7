"""A band composed for a session's mashup, in the background."""

from collections.abc import Callable

from mashstudio.core.errors import message_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.band import with_band
from mashstudio.model.band import Band
from mashstudio.pipeline.band_composing import BandWish, composed
from mashstudio.session.deck import StageProgress, State
from mashstudio.session.session import MashupSession
from mashstudio.session.snapshot import snapshot
from mashstudio.session.workers import Urgency, Work


class Accompanying:
    """Composes, one wish at a time. changed: called on progress. progress: of the last wish; None: none yet."""

    def __init__(self, session: MashupSession, changed: Callable[[], None]) -> None:
        self.progress: StageProgress | None = None
        self._session, self._changed = session, changed
        self._work: Work[tuple[Band, range]] | None = None

    @property
    def composing(self) -> bool:
        """True while a wish is being composed."""
        return self._work is not None

    def compose(self, name: Message, wish: BandWish) -> None:
        """Compose, and play what was composed, as a step called `name`; what is being composed is given up.

        Raises BadArgument if there is no mashup yet.
        """
        now, session = snapshot(self._session), self._session
        self.cancel()

        def task(job: Job) -> tuple[Band, range]:
            return composed(now, wish, session.cache, job=job)

        def done(result: tuple[Band, range]) -> None:
            band, beats = result
            self._work = None
            mashup = session.mashup
            if mashup is None or mashup.band != now.mashup.band:
                self._end(Message("The accompaniment was changed meanwhile. Compose once more."))
                return
            session.edit(name, with_band(mashup, band, beats, wish.parts))
            self._end(None)

        def failed(error: Exception) -> None:
            self._work = None
            self._end(message_of(error))

        def report(fraction: float, doing: Message) -> None:
            assert self.progress is not None
            self.progress = self.progress.going_on(fraction, doing)
            self._changed()

        self.progress = StageProgress(State.WORKING)
        self._work = session.workers.start(Urgency.PLAY_BAND, task, done=done, failed=failed, report=report)
        self._changed()

    def cancel(self) -> None:
        """Give up what is being composed."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self.progress = None
            self._changed()

    def _end(self, error: Message | None) -> None:
        self.progress = StageProgress(State.DONE, 1.0) if error is None else StageProgress(State.FAILED, error=error)
        self._changed()
