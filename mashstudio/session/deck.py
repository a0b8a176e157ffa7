"""A deck: one song, from its file to its stems."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from mashstudio.audio.peaks import Peaks
from mashstudio.audio.songs import OpenedSong, open_song, title_at
from mashstudio.core.cache import Cache
from mashstudio.core.errors import message_of
from mashstudio.core.messages import Message, Waiting
from mashstudio.core.units import Seconds
from mashstudio.model.analysis import Analysis
from mashstudio.model.character import Character
from mashstudio.model.song import SongPlace, path_of
from mashstudio.model.stems import Part, StemName, Take
from mashstudio.pipeline.features import analysed, character_of
from mashstudio.pipeline.stages import ReadySong, peaks_of, separated
from mashstudio.separation.own_stems import separator_for
from mashstudio.separation.separator import Separator
from mashstudio.separation.tag_steered import steered
from mashstudio.session.workers import Urgency, Work, Workers

_SOON: Seconds = 1.0
_SKIPPED, _LEAP = 0.1, 4.0


class Stage(StrEnum):
    """The stages of a song, in order. Only songs that instruments are taken out of pass TAKING."""

    READING = "reading"
    ANALYSING = "analysing"
    SEPARATING = "separating"
    TAKING = "taking"
    FITTING = "fitting"


class State(StrEnum):
    """The state of a stage."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class StageProgress:
    """Progress of one stage: `fraction` 0–1, what is being done, what went wrong.

    The pace is measured since `since` (time.monotonic()), when the fraction was `origin`. at: time of the last report.
    """

    state: State = State.WAITING
    fraction: float = 0.0
    doing: Message | None = None
    error: Message | None = None
    since: float = 0.0
    origin: float = 0.0
    at: float = 0.0

    def going_on(self, fraction: float, doing: Message) -> "StageProgress":
        """Return the progress after a further report; it never goes back. Time counts from the first report.

        The pace is measured afresh after a cached part, which is skipped at once, and after waiting or preparing: while
        nothing is done yet and the status changes.
        """
        now = time.monotonic()
        if self.state is not State.WORKING:
            return StageProgress(State.WORKING, fraction, doing, since=now, origin=fraction, at=now)
        fraction = max(fraction, self.fraction)
        prepared = fraction == self.origin and doing != self.doing
        if self._is_waiting or prepared:
            return StageProgress(State.WORKING, fraction, doing, since=now, origin=fraction, at=now)
        step, done = fraction - self.fraction, self.fraction - self.origin
        # At the pace so far, if any, the step would have taken several times as long.
        quick = step * (self.at - self.since) >= _LEAP * done * (now - self.at) if done else now - self.at < _SOON
        if step > _SKIPPED and quick:
            return StageProgress(State.WORKING, fraction, doing, since=now, origin=fraction, at=now)
        return StageProgress(State.WORKING, fraction, doing, since=self.since, origin=self.origin, at=now)

    def seconds_left(self, now: float) -> Seconds | None:
        """Return the time left at the present pace; None: unknown."""
        passed, done = now - self.since, self.fraction - self.origin
        if self.state is not State.WORKING or self._is_waiting or done <= 0 or passed < _SOON:
            return None
        return passed * (1 - self.fraction) / done

    @property
    def _is_waiting(self) -> bool:
        return isinstance(self.doing, Waiting)


class Deck:
    """One song: read, analysed and separated, one stage after the other; each result is set when its stage is done.

    Everything but the work itself runs on the owner's thread. `stage_done` is called when a stage's result is set,
    `progressed` when a running stage goes on, `changed` after any other visible change.
    opened, peaks: after READING; analysis: after ANALYSING; stems (.npy each), stem_peaks: after SEPARATING; character:
    some time after that.
    takes: what is to be taken out of the stems. progress: of each stage; of TAKING while there is any.
    held: stop after READING until `release`. spare: stop after ANALYSING, until it is set to False.
    named: the title that the user typed before there was a mashup to keep it; "" for none.
    """

    def __init__(
        self,
        place: SongPlace,
        cache: Cache,
        workers: Workers,
        separator: Separator,
        *,
        changed: Callable[["Deck"], None],
        progressed: Callable[[], None],
        stage_done: Callable[["Deck", Stage], None],
        held: bool = False,
        spare: bool = False,
    ) -> None:
        self.place, self.held, self.spare = place, held, spare
        self.opened: OpenedSong | None = None
        self.peaks: Peaks | None = None
        self.analysis: Analysis | None = None
        self.stems: dict[Part, Path] | None = None
        self.stem_peaks: dict[Part, Peaks] = {}
        self.takes: tuple[Take, ...] = ()
        self._taken: tuple[Take, ...] = ()
        self._splitter: Separator | None = None
        self._coming: Separator | None = None
        self.character: Character | None = None
        self.named = ""
        self.separator = separator
        self.progress: dict[Stage, StageProgress] = {
            stage: StageProgress() for stage in Stage if stage is not Stage.TAKING
        }
        self._cache, self._workers = cache, workers
        self._changed, self._progressed, self._stage_done = changed, progressed, stage_done
        self._works: dict[Stage, Work[Any]] = {}
        self._describing: Work[Character] | None = None

    @property
    def ready(self) -> ReadySong | None:
        """The analysed song; None until then."""
        if self.opened is None or self.analysis is None:
            return None
        return ReadySong(self.opened.song, self.opened.samples_path, self.analysis)

    @property
    def path(self) -> Path:
        """The song's file, or the folder of its stems."""
        return path_of(self.place)

    @property
    def title(self) -> str:
        """The song's title: the one the user chose, else the one in its file."""
        return self.named or (title_at(self.place) if self.opened is None else self.opened.song.title)

    @property
    def error(self) -> Message | None:
        """The error of the failed stage; None if none failed."""
        return next((p.error for p in self.progress.values() if p.error), None)

    @property
    def waiting(self) -> Stage | None:
        """The next stage, if it waits for more urgent work; None while something is being done."""
        if any(progress.state is State.WORKING for progress in self.progress.values()):
            return None
        return next(iter(self._works), None)

    @property
    def busy(self) -> bool:
        """True if a stage is running or queued."""
        return any(work for work in self._works.values())

    def go_on(self) -> None:
        """Begin the first stage that isn't done, also after it failed or was cancelled."""
        if self.opened is None:
            self._begin(
                Stage.READING, Urgency.READ, lambda job: open_song(self.place, self._cache, job=job), self._keep_song
            )
        elif self.held:
            return
        elif self.analysis is None:
            opened = self.opened
            self._begin(
                Stage.ANALYSING,
                Urgency.ANALYSE,
                lambda job: analysed(opened, self._cache, job=job),
                self._keep_analysis,
            )
        elif self.stems is None and not self.spare:
            song, samples_path = self.opened.song, self.opened.samples_path
            self._begin(
                Stage.SEPARATING,
                Urgency.SEPARATE,
                lambda job: separated(song, samples_path, self.separator, self._cache, job=job),
                self._keep_stems,
            )
        elif self.stems is not None and self.takes != self._taken:
            self._begin_taking()
        elif self.stems is not None:
            self._describe()

    @property
    def splitter(self) -> Separator:
        """What yields the present `stems`."""
        return self._splitter or self.separator

    @property
    def coming(self) -> Separator | None:
        """What will yield the stems once the instruments are out that are being taken; None: none are."""
        return self._coming if Stage.TAKING in self._works else None

    @property
    def taken(self) -> str:
        """What was taken out of the present stems, for comparison; "" for nothing."""
        return repr(self._taken) if self._taken else ""

    @property
    def split(self) -> bool:
        """Return True if the stems are what is left of them after all `takes`."""
        return self.stems is not None and self.takes == self._taken

    @property
    def drawn(self) -> bool:
        """Return True if the peaks of all present `stems` are known."""
        return self.stem_peaks.keys() >= set(self.stems or StemName)

    def take(self, takes: tuple[Take, ...]) -> None:
        """Take these instruments, and no others, out of the stems; what was there before stays until that is done."""
        if takes == self.takes:
            return
        self.takes = takes
        work = self._works.pop(Stage.TAKING, None)
        if work is not None:
            work.cancel()
        begun = {} if takes == self._taken else {Stage.TAKING: StageProgress()}
        known = {stage: progress for stage, progress in self.progress.items() if stage is not Stage.TAKING} | begun
        self.progress = {stage: known[stage] for stage in Stage if stage in known}
        if self.stems is not None and not self._works:
            self.go_on()
        self._changed(self)

    def _begin_taking(self) -> None:
        assert self.opened is not None
        song, samples_path, takes = self.opened.song, self.opened.samples_path, self.takes
        self._coming = separator = steered(self.separator, takes)

        def keep(stems: dict[Part, Path]) -> None:
            self._taken, self._splitter = takes, separator
            self._keep_stems(stems)

        self._begin(
            Stage.TAKING,
            Urgency.TAKE,
            lambda job: separated(song, samples_path, separator, self._cache, job=job),
            keep,
        )

    def release(self) -> None:
        """Continue after READING."""
        self.held = False
        self.go_on()

    def refuse(self, stage: Stage, error: Message | None = None) -> None:
        """Stop after `stage`, which is done, because of `error`."""
        self.cancel()
        self.set_progress(stage, StageProgress(State.FAILED, error=error))

    def is_song_of(self, other: "Deck | None") -> bool:
        """Return True if both are known to hold the same song."""
        if other is None or self.opened is None or other.opened is None:
            return False
        return self.opened.song.sha256 == other.opened.song.sha256

    def cancel(self) -> None:
        """Stop the running stage; finished stages stay."""
        for stage, work in self._works.items():
            work.cancel()
            self.progress[stage] = StageProgress(State.CANCELLED)
        self._works.clear()
        if self._describing is not None:
            self._describing.cancel()
            self._describing = None
        self._changed(self)

    def separator_from(self, separator: Separator) -> Separator | None:
        """Return the separator that `separator` amounts to for this song; None if the song was separated with it."""
        if self.opened is not None:
            separator = separator_for(self.opened.song, separator)
        return None if separator.parameters == self.separator.parameters else separator

    def separate_with(self, separator: Separator) -> bool:
        """Separate with `separator` from now on; return True if that changes the stems."""
        other = self.separator_from(separator)
        if other is None:
            return False
        self.separator = other
        work = self._works.pop(Stage.SEPARATING, None)
        if work is not None:
            work.cancel()
        self.stems, self.stem_peaks, self._taken, self._splitter = None, {}, (), None
        self.progress[Stage.SEPARATING] = StageProgress()
        if not self._works:
            self.go_on()
        return True

    def set_progress(self, stage: Stage, progress: StageProgress) -> None:
        """Set the progress of a stage: FITTING is run by the session."""
        before, self.progress[stage] = self.progress[stage], progress
        if before.state is progress.state is State.WORKING:
            self._progressed()
        else:
            self._changed(self)

    def _begin(self, stage: Stage, urgency: Urgency, task: Callable[..., Any], done: Callable[[Any], None]) -> None:
        if stage in self._works:
            return

        def finish(result: Any) -> None:
            del self._works[stage]
            self.progress[stage] = StageProgress(State.DONE, 1.0)
            done(result)
            self._stage_done(self, stage)
            self._changed(self)
            if self.progress[stage].state is State.DONE:
                self.go_on()

        def fail(error: Exception) -> None:
            del self._works[stage]
            self.progress[stage] = StageProgress(State.FAILED, error=message_of(error))
            self._changed(self)
            if stage is Stage.SEPARATING:
                self._describe()

        def report(fraction: float, doing: Message) -> None:
            self.set_progress(stage, self.progress[stage].going_on(fraction, doing))

        self.progress[stage] = StageProgress()
        self._works[stage] = self._workers.start(urgency, task, done=finish, failed=fail, report=report)
        self._changed(self)

    def _keep_song(self, opened: OpenedSong) -> None:
        self.opened = opened
        self.separator = separator_for(opened.song, self.separator)
        self._draw(opened.samples_path, lambda peaks: setattr(self, "peaks", peaks))

    def _keep_analysis(self, analysis: Analysis) -> None:
        self.analysis = analysis

    def _keep_stems(self, stems: dict[Part, Path]) -> None:
        known = self.stems or {}
        self.stems = stems
        self.stem_peaks = {part: peaks for part, peaks in self.stem_peaks.items() if stems.get(part) == known.get(part)}
        for part, path in stems.items():
            if part not in self.stem_peaks:
                self._draw(path, partial(self._keep_peaks, part, path))

    def _keep_peaks(self, part: Part, path: Path, peaks: Peaks) -> None:
        if self.stems is not None and self.stems.get(part) == path:
            self.stem_peaks[part] = peaks

    def _describe(self) -> None:
        """Find out what the song sounds like once nothing else is to be done; if that fails, nothing is said of it."""
        if self.character is not None or self._describing is not None or self.opened is None:
            return
        opened = self.opened

        def done(character: Character) -> None:
            self.character, self._describing = character, None
            self._changed(self)

        def failed(_error: Exception) -> None:
            self._describing = None

        self._describing = self._workers.start(
            Urgency.DESCRIBE, lambda job: character_of(opened, self._cache, job=job), done=done, failed=failed
        )

    def _draw(self, samples_path: Path, keep: Callable[[Peaks], None]) -> None:
        """Draw a waveform; it is no stage, so if it fails there is just none."""
        assert self.opened is not None
        sha256 = self.opened.song.sha256

        def done(peaks: Peaks) -> None:
            keep(peaks)
            self._changed(self)

        self._workers.start(
            Urgency.DRAW,
            lambda job: peaks_of(sha256, samples_path, self._cache, job=job),
            done=done,
            failed=lambda _error: None,
        )
