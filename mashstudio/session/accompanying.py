"""Changes of the band that take a while, in the background: composed, read from MIDI, heard from a song's vocals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from mashstudio.core.errors import BadArgument, message_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.document.band import with_band, with_lanes
from mashstudio.document.edits import too_long
from mashstudio.generation.swing import as_written
from mashstudio.model.band import MOST_NOTES, Band, Manner, transposed
from mashstudio.model.mashup import MAX_BEATS, Mashup
from mashstudio.model.notes import BandPart, Note, NoteLane, in_time
from mashstudio.pipeline.band_composing import BandWish, composed
from mashstudio.pipeline.band_midi import lanes_in
from mashstudio.pipeline.sung_melody import sung_lead
from mashstudio.session.deck import StageProgress, State
from mashstudio.session.editing import Topic
from mashstudio.session.session import MashupSession
from mashstudio.session.snapshot import snapshot
from mashstudio.session.workers import Urgency, Work

Change = Callable[[Mashup], Mashup]


@dataclass(frozen=True)
class NewBand:
    """What a mashup's band is like if lanes make it. programs: of lanes that it doesn't have yet."""

    genre: str
    manner: Manner
    programs: dict[BandPart, int]


class Accompanying:
    """Changes the band, one wish at a time. changed: called on progress. progress: of the last wish; None: none yet."""

    def __init__(self, session: MashupSession, changed: Callable[[], None]) -> None:
        self.progress: StageProgress | None = None
        self._session, self._changed = session, changed
        self._work: Work[Change] | None = None
        session.listen(self._hear)

    @property
    def composing(self) -> bool:
        """True while a wish is being carried out."""
        return self._work is not None

    def compose(self, name: Message, wish: BandWish) -> None:
        """Compose, and play what was composed, as a step called `name`; what is being composed is given up.

        Raises BadArgument if there is no mashup yet.
        """
        now, cache = snapshot(self._session), self._session.cache

        def task(job: Job) -> Change:
            band, beats = composed(now, wish, cache, job=job)

            def change(mashup: Mashup) -> Mashup:
                if mashup.band != now.mashup.band:
                    raise BadArgument(Message("The accompaniment was changed meanwhile. Compose once more."))
                return with_band(mashup, band, beats, wish.parts)

            return change

        self._start(name, task)

    def read_midi(self, name: Message, path: Path, at: int, new: NewBand) -> None:
        """Let the band play the lanes of a MIDI file, which begins on the beat `at`, as a step called `name`.

        Raises BadArgument if there is no mashup yet.
        """
        band = snapshot(self._session).mashup.band

        def task(job: Job) -> Change:
            lanes = [replace(lane, notes=as_in(band, lane.notes)) for lane in lanes_in(path, at, job=job)]
            end = max(ceil(note.start + note.length) for lane in lanes for note in lane.notes)
            return lambda mashup: self.joined(mashup, lanes, range(at, end), new)

        self._start(name, task, Urgency.READ)

    def sing(self, name: Message, source: int, beats: range, new: NewBand) -> None:
        """Let the lead play what a song's voice sings on some beats, as a step called `name`.

        Raises BadArgument if there is no mashup yet.
        """
        now, cache = snapshot(self._session), self._session.cache

        def task(job: Job) -> Change:
            sung = sung_lead(now, source, beats, cache, job=job)
            if not sung:
                raise BadArgument(Message("Its vocals don't sing there. Turn on some cells of its vocals first."))
            written = as_in(now.mashup.band, sung)

            def change(mashup: Mashup) -> Mashup:
                lead = self.lane(BandPart.LEAD, new)
                kept = [note for note in lead.notes if not beats.start <= note.start < beats.stop]
                return self.joined(mashup, [replace(lead, notes=in_time([*kept, *written]))], beats, new)

            return change

        self._start(name, task)

    # The band as it sounds

    def lane(self, part: BandPart, new: NewBand) -> NoteLane:
        """Return a lane of the band as it sounds, in the mashup's key; an empty one if the band has none."""
        mashup, alignment = self._session.mashup, self._session.alignment
        band = None if mashup is None else mashup.band
        found = None if band is None else band.lane_of(part)
        if found is None or band is None or alignment is None:
            return NoteLane(part, new.programs[part], ())
        return transposed(found, band.shift_to(alignment.key_number))

    def joined(self, mashup: Mashup, lanes: Sequence[NoteLane], heard: range, new: NewBand) -> Mashup:
        """Return `mashup` with lanes that are in its key in its band; see `with_lanes`.

        Raises BadArgument for more notes or beats than a band can have.
        """
        alignment = self._session.alignment
        ends = [ceil(note.start + note.length) for lane in lanes for note in lane.notes]
        if any(len(lane.notes) > MOST_NOTES for lane in lanes):
            raise BadArgument(
                Message("A lane can't have more than {count} notes. Delete some first.", count=MOST_NOTES)
            )
        if (beats := max(mashup.beats, *ends, 1)) > MAX_BEATS:
            raise too_long(beats, MAX_BEATS)
        key = None if alignment is None else alignment.key_number
        return with_lanes(mashup, Band(new.genre, beats, tuple(lanes), new.manner, key), heard)

    # Work

    def cancel(self) -> None:
        """Give up what is being done, and forget how it went."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        if self.progress is not None:
            self.progress = None
            self._changed()

    def _hear(self, topic: Topic) -> None:
        if topic is Topic.MASHUP and self._session.mashup is None:
            # It was for the mashup that is closed, not for the next one.
            self.cancel()

    def _start(self, name: Message, task: Callable[[Job], Change], urgency: Urgency = Urgency.PLAY_BAND) -> None:
        session = self._session
        self.cancel()

        def done(change: Change) -> None:
            self._work = None
            try:
                if session.mashup is not None:
                    session.edit(name, change(session.mashup))
            except BadArgument as error:
                self._end(message_of(error))
            else:
                self._end(None)

        def failed(error: Exception) -> None:
            self._work = None
            self._end(message_of(error))

        def report(fraction: float, doing: Message) -> None:
            assert self.progress is not None
            self.progress = self.progress.going_on(fraction, doing)
            self._changed()

        self.progress = StageProgress(State.WORKING)
        self._work = session.workers.start(urgency, task, done=done, failed=failed, report=report)
        self._changed()

    def _end(self, error: Message | None) -> None:
        self.progress = StageProgress(State.DONE, 1.0) if error is None else StageProgress(State.FAILED, error=error)
        self._changed()


def as_in(band: Band | None, notes: Sequence[Note]) -> tuple[Note, ...]:
    """Return notes as they are written for a band to sound, in its swing, as these were played."""
    return tuple(notes) if band is None else as_written(notes, band.swing, band.unit)
