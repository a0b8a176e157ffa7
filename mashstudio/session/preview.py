"""A suggested place heard alone, before it is in the document."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job, run_together
from mashstudio.core.messages import Message
from mashstudio.document.edits import with_length
from mashstudio.document.placing import with_place
from mashstudio.document.suggest import Place
from mashstudio.export.mastering import whole_plan
from mashstudio.model.alignment import Alignment, Engine
from mashstudio.model.mashup import Mashup
from mashstudio.model.stems import Part
from mashstudio.pipeline.mashing import align_mashup
from mashstudio.pipeline.stages import SongToFit, excerpted, fitted
from mashstudio.separation.tag_steered import parts_made_by
from mashstudio.session.editing import Topic
from mashstudio.session.live_mix import Apart, LiveMix
from mashstudio.session.session import MashupSession
from mashstudio.session.workers import Urgency, Work

Stems = dict[Part, Path]


class Preview:
    """Plays places through the live mix, each fitted for it alone; an edit ends it.

    changed: called when it starts, waits or ends. failed: gets the error if a place can't be fitted. place: what is
    heard, or will be once it is fitted; None: nothing.
    """

    def __init__(
        self,
        session: MashupSession,
        sound: LiveMix,
        changed: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.place: Place | None = None
        self._session, self._sound, self._changed, self._failed = session, sound, changed, failed
        self._work: Work[Any] | None = None
        session.listen(self._hear)

    @property
    def waiting(self) -> bool:
        """True while the place is being fitted."""
        return self._work is not None

    def start(self, place: Place, at: int) -> None:
        """Play `place` as it would sound from grid beat `at` on, as soon as it is fitted. Raises BadArgument."""
        laid = self._session.laid
        if laid is None:
            return
        if self._session.fitting.heard is not laid.alignment:
            raise BadArgument(Message("The songs are still being aligned. Try again in a moment."))
        self._give_up()
        alone = with_place(with_length(laid.mashup, 0), laid.alignment.shifts, place, at)
        alignment = align_mashup(alone, self._session.songs)
        to_fit = {spot.source: self._to_fit(spot.source, alignment) for spot in (place.voice, place.band)}
        beats = {spot.source: range(spot.beat, spot.beat + place.beats) for spot in (place.voice, place.band)}
        cache = self._session.cache

        def task(job: Job) -> dict[int, Stems]:
            each = [partial(_sounding, song, beats[source], cache) for source, song in to_fit.items()]
            return dict(zip(to_fit, run_together(each, job=job), strict=True))

        def done(stems: dict[int, Stems]) -> None:
            self._work = None
            self._sound.hear_apart(_apart(alone, alignment, stems, at, place.beats))
            self._changed()

        def failed(error: Exception) -> None:
            self.stop()
            self._failed(error)

        self.place = place
        self._work = self._session.workers.start(Urgency.EXCERPT, task, done=done, failed=failed)
        self._changed()

    def stop(self) -> None:
        """Stop; the mashup can be heard again."""
        if self.place is not None:
            self._give_up()
            self.place = None
            self._sound.hear_together()
            self._changed()

    def _to_fit(self, source: int, alignment: Alignment) -> SongToFit:
        deck = self._session.decks[source]
        return SongToFit(self._session.songs[source], alignment.songs[source], deck.separator)

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _hear(self, topic: Topic) -> None:
        if topic is Topic.MASHUP:
            self.stop()


def _sounding(song: SongToFit, beats: range, cache: Cache, *, job: Job) -> Stems:
    """Return stems (.npy), by our engine, that sound at least in `beats` of a song."""
    excerpt = excerpted(song, beats, cache, job=job.part(0, 0.9))
    own = replace(song, alignment=replace(song.alignment, engine=Engine.OWN))
    return excerpt or fitted(own, parts_made_by(own.separator), cache, job=job.part(0.9, 1))


def _apart(alone: Mashup, alignment: Alignment, stems: dict[int, Stems], at: int, beats: int) -> Apart:
    files = [stems[lane.source].get(lane.part) if lane.source in stems else None for lane in alone.lanes]
    return Apart(whole_plan(alone, alignment), files, at, at + beats)
