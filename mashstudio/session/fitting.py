"""Fit songs to the grid in the background: first whole songs, then stems, those of the bars on screen first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from mashstudio.alignment.warp import warp_parameters
from mashstudio.core.cache import Cache
from mashstudio.core.errors import message_of
from mashstudio.core.messages import Message
from mashstudio.model.alignment import Alignment, Engine, SongAlignment
from mashstudio.model.mashup import SPEEDS, Mashup
from mashstudio.model.runs import sounds
from mashstudio.model.stems import Part, StemName, stem_of
from mashstudio.pipeline.stages import SongToFit, excerpted, fitted, fitted_song, taken_ahead
from mashstudio.separation.own_stems import OwnStems
from mashstudio.separation.separator import Separator
from mashstudio.session.deck import Deck, Stage, StageProgress, State
from mashstudio.session.workers import Urgency, Work, Workers

Used = Mapping[int, frozenset[Part]]
"""The stems of a song that cells play, by speed (an index of SPEEDS)."""


@dataclass
class Fit:
    """A song fitted by `alignment`: files (.npy) of the whole song and of its parts, as they become ready.

    beginning: the file of the whole song while it is being written. excerpt: the stems of a few beats, played until the
    full stems are ready. chosen: the stems by Rubber Band, for a song that uses it; `stems` are by our engine. speeds:
    the stems at other speeds that runs play, by index of SPEEDS and engine. key: equal for fits that place a song
    alike, by whatever engine, and for those of the same parts. ahead: in place of some of the stems, those of which
    `ahead_by` has taken more out in `ahead_beats`, while the whole song follows.
    """

    alignment: SongAlignment
    key: tuple[str, str]
    song: Path | None = None
    beginning: Path | None = None
    stems: dict[Part, Path] = field(default_factory=dict)
    chosen: dict[Part, Path] = field(default_factory=dict)
    excerpt: dict[Part, Path] = field(default_factory=dict)
    excerpt_beats: range = range(0)
    speeds: dict[tuple[int, Engine], dict[Part, Path]] = field(default_factory=dict)
    ahead: dict[Part, Path] = field(default_factory=dict)
    ahead_beats: range = range(0)
    ahead_by: Separator | None = None

    @property
    def whole(self) -> Path | None:
        """The file of the whole song, complete or not."""
        return self.song or self.beginning

    @property
    def sounds(self) -> bool:
        """True if any part of it can be heard."""
        return self.whole is not None or bool(self.audible)

    @property
    def audible(self) -> dict[Part, Path]:
        """The files of the stems that can be heard, complete or not."""
        return self.audible_at(0) or self.excerpt

    def audible_at(self, speed: int) -> dict[Part, Path]:
        """Return the files of the complete stems at a speed, by the engine that the song uses where there are any."""
        ahead = {} if speed else self.ahead
        return {**self.made(speed, Engine.OWN), **self.made(speed, self.alignment.engine), **ahead}

    def made(self, speed: int, engine: Engine) -> dict[Part, Path]:
        """Return the files of the complete stems at a speed by `engine`, to which others can be added."""
        if speed:
            return self.speeds.setdefault((speed, engine), {})
        return self.stems if engine is Engine.OWN else self.chosen

    def settled(self, used: Used) -> bool:
        """Return True if the `used` stems are complete, by the engine that the song uses."""
        return all(stems <= self.made(speed, self.alignment.engine).keys() for speed, stems in used.items())

    @property
    def audible_beats(self) -> range:
        """The beats of the song whose stems can be heard."""
        if self.stems:
            return range(len(self.alignment.beats))
        return self.excerpt_beats if self.excerpt else range(0)


class Fitting:
    """The fits of all songs, for the wanted alignment and for the one heard until that is ready.

    changed: called with a source of which more can be heard; it calls `go_on` for the next piece. heard: the alignment
    for which `fits` hold files; None: nothing can be heard.
    """

    def __init__(self, cache: Cache, workers: Workers, changed: Callable[[int], None]) -> None:
        self.heard: Alignment | None = None
        self.fits: Mapping[int, Fit] | None = None
        self._cache, self._workers, self._changed = cache, workers, changed
        self._wanted: Alignment | None = None
        self._coming: dict[int, Fit] = {}
        self._works: dict[int, Work[Any]] = {}
        self._used: dict[int, Used] = {}
        self._taken: dict[int, str] = {}
        self._alone: tuple[int, Part | None] | None = None

    def follow(self, alignment: Alignment) -> None:
        """Fit songs to `alignment` from now on; keep the fits that match it, give up work for others.

        The former alignment is heard until all songs fit the new one, unless the rates of the cells changed. Going back
        to the alignment that is heard takes effect at once.
        """
        self._wanted = alignment
        for source in self._coming.keys() - alignment.songs.keys():
            self._stop(source)
            del self._coming[source]
            self._used.pop(source, None)
        for source, song in alignment.songs.items():
            coming, heard = self._coming.get(source), (self.fits or {}).get(source)
            key = _times(song), self._taken.get(source, "")
            fit = next((fit for fit in (coming, heard) if fit is not None and fit.key == key), Fit(song, key))
            if fit is not coming or fit.alignment.engine is not song.engine:
                self._stop(source)
            fit.alignment = song
            self._coming[source] = fit
        if self.heard is not None and any(
            source in alignment.songs and song.rate != alignment.songs[source].rate
            for source, song in self.heard.songs.items()
        ):
            self.heard = self.fits = None
        self._settle()

    def lane_files(self, mashup: Mashup) -> list[Path | None]:
        """Return the samples (.npy) of all that `sounds` in a mashup, first each lane's; None: not ready."""
        fits = self.fits or {}
        return [
            (fit.audible_at(speed) if speed else fit.audible).get(lane.part) if (fit := fits.get(lane.source)) else None
            for lane, speed in sounds(mashup)
        ]

    def song_file(self, source: int) -> Path | None:
        """Return the samples (.npy) of a whole song on the grid; None: not ready."""
        return None if self.fits is None or source not in self.fits else self.fits[source].whole

    def audible_beats(self, source: int) -> range:
        """Return the beats of a song whose stems can be heard."""
        return range(0) if self.fits is None or source not in self.fits else self.fits[source].audible_beats

    def listen_to(self, alone: tuple[int, Part | None] | None) -> None:
        """Note that only this song, whole (None) or one stem, is heard now; None: the mashup.

        The alignment heard before is then heard until this song fits the new one.
        """
        before, self._alone = self.heard, alone
        self._settle()
        if self.heard is not None and self.heard is not before:
            self._changed(next(iter(self._coming)))

    def forget_stems(self, source: int) -> None:
        """Drop the stems of a song, which will be separated again."""
        self._stop(source)
        fit = self._coming.get(source)
        if fit is not None:
            fit.stems, fit.chosen, fit.speeds, fit.excerpt, fit.excerpt_beats = {}, {}, {}, {}, range(0)
            fit.ahead, fit.ahead_beats = {}, range(0)

    def renew_stems(self, source: int, taken: str) -> None:
        """Fit a song's stems again if something else was taken out of them. What is heard goes on until then."""
        self._taken[source] = taken
        fit = self._coming.get(source)
        if fit is not None and fit.key[1] != taken:
            self._stop(source)
            self._coming[source] = Fit(fit.alignment, (fit.key[0], taken), song=fit.song)

    def forget(self, source: int) -> None:
        """Drop all fits of `source`: its song was replaced or removed."""
        self._stop(source)
        self._taken.pop(source, None)
        self._coming.pop(source, None)
        if self.heard is not None and source in self.heard.songs:
            self.heard = self.fits = None

    def go_on(self, source: int, deck: Deck, looked_at: range, used: Used) -> None:
        """Start the next piece of work for the song on `deck`, unless one is running.

        looked_at: the song's beats whose stems are wanted before the rest is separated and fitted. used: the stems that
        the mashup plays: those at other speeds follow, and finally all are stretched by Rubber Band where it is chosen.
        """
        self._used[source] = used
        fit, ready, taking = self._coming.get(source), deck.ready, deck.coming
        if fit is None or ready is None:
            return
        self.keep_ahead(source, taking)
        if source in self._works:
            return
        wanted = fit.alignment
        # What is being taken out has no sound yet.
        there = {speed: parts & (deck.stems or {}).keys() for speed, parts in used.items()}
        own = replace(wanted, engine=Engine.OWN)
        to_fit = SongToFit(ready, wanted, deck.splitter)
        unheard = not fit.stems and not _covers(fit.excerpt_beats, looked_at) and not self._is_waited_for(source, fit)
        hear = partial(self._hear_beginning, source, fit)
        # A song with stems, or with stems of its own that are read at once, is heard in the mashup before alone.
        coming = unheard and self.heard is None and isinstance(deck.separator, OwnStems)
        has_stems = coming or (deck.stems is not None and bool(used))
        if fit.song is None and (not has_stems or ((fit.stems or self._alone == (source, None)) and not unheard)):
            self._start(
                source, deck, Urgency.FIT_SONG,
                lambda job: fitted_song(ready, wanted, self._cache, on_beginning=hear, job=job),
                lambda path: setattr(fit, "song", path),
            )  # fmt: skip
        elif unheard:
            self._start(
                source, deck, Urgency.EXCERPT,
                lambda job: excerpted(to_fit, looked_at, self._cache, job=job),
                lambda paths: _take_excerpt(fit, looked_at, paths),
            )  # fmt: skip
        elif fit.stems and taking is not None and not _covers(fit.ahead_beats, looked_at):
            told_apart, heard = replace(to_fit, separator=taking), dict(fit.audible)
            self._start(
                source, deck, Urgency.EXCERPT,
                lambda job: taken_ahead(told_apart, looked_at, heard, self._cache, job=job),
                lambda paths: _take_ahead(fit, taking, looked_at, paths),
            )  # fmt: skip
        elif deck.stems is not None and not fit.stems:
            parts = [part for part in deck.stems if stem_of(part) in ready.song.parts]
            self._start(
                source, deck, Urgency.FIT_STEMS,
                lambda job: fitted(replace(to_fit, alignment=own), parts, self._cache, job=job),
                fit.stems.update,
            )  # fmt: skip
        elif fit.stems and (missing := _missing(fit, there)) is not None:
            speed, engine = missing
            at_speed = replace(wanted, engine=engine).at_speed(SPEEDS[speed])
            self._start(
                source, deck, Urgency.FIT_STEMS if engine is Engine.OWN else Urgency.FIT_BY_CHOICE,
                lambda job: fitted(replace(to_fit, alignment=at_speed), there[speed], self._cache, job=job),
                fit.made(speed, engine).update,
            )  # fmt: skip

    def keep_ahead(self, source: int, taking: Separator | None) -> None:
        """Forget what was taken out of a song ahead of the whole, unless by `taking`, which is at it."""
        fit = self._coming.get(source)
        if fit is not None and fit.ahead_by is not taking:
            was, fit.ahead, fit.ahead_beats, fit.ahead_by = fit.ahead, {}, range(0), taking
            if was:
                self._changed(source)

    def piece(self, source: int) -> Urgency | None:
        """Return the piece of a song's fit that is running or next; None: no piece."""
        work = self._works.get(source)
        return None if work is None else work.urgency

    def sounds(self, source: int) -> bool:
        """Return True if any part of a song can be heard in the wanted alignment."""
        return source in self._coming and self._coming[source].sounds

    def settled(self, source: int, used: Used) -> bool:
        """Return True if the `used` stems of a song sound as they will in an export."""
        fit = None if self.fits is None or self.heard is not self._wanted else self.fits[source]
        return fit is not None and fit is self._coming[source] and fit.settled(used)

    def close(self) -> None:
        """Cancel all work."""
        for source in list(self._coming):
            self.forget(source)
        self.heard = self.fits = None

    def _start(
        self,
        source: int,
        deck: Deck,
        urgency: Urgency,
        task: Callable[..., Any],
        keep: Callable[[Any], None],
    ) -> None:
        def done(result: Any) -> None:
            del self._works[source]
            keep(result)
            deck.set_progress(Stage.FITTING, StageProgress(State.DONE, 1.0))
            self._settle()
            self._changed(source)

        def fail(error: Exception) -> None:
            self._stop(source)
            deck.set_progress(Stage.FITTING, StageProgress(State.FAILED, error=message_of(error)))

        def report(fraction: float, doing: Message) -> None:
            deck.set_progress(Stage.FITTING, deck.progress[Stage.FITTING].going_on(fraction, doing))

        deck.set_progress(Stage.FITTING, StageProgress())
        self._works[source] = self._workers.start(urgency, task, done=done, failed=fail, report=report)

    def _hear_beginning(self, source: int, fit: Fit, path: Path) -> None:
        """Make the beginning of a song audible; called by a worker."""

        def hear() -> None:
            if self._coming.get(source) is fit and source in self._works:
                fit.beginning = path
                self._settle()
                self._changed(source)

        self._workers.post(hear)

    def _settle(self) -> None:
        if self._coming and all(fit.sounds and self._goes_on(source, fit) for source, fit in self._coming.items()):
            self.heard, self.fits = self._wanted, dict(self._coming)

    def _goes_on(self, source: int, fit: Fit) -> bool:
        """Return True if a song that is heard alone, or whole while no cell plays, keeps sounding with `fit`."""
        before = (self.fits or {}).get(source)
        if before is None:
            return True
        if self._is_waited_for(source, fit):
            return False
        alone, stem = self._alone or (None, None)
        if alone == source and stem is not None:
            return stem in fit.audible or stem not in before.audible
        if alone == source or (alone is None and not any(self._used.values())):
            # The playhead may be anywhere, so the beginning isn't enough.
            return fit.song is not None or before.song is None
        return True

    def _is_waited_for(self, source: int, fit: Fit) -> bool:
        """Return True if the whole stems that are heard sound until `fit`, of which other parts were taken, has its."""
        before = (self.fits or {}).get(source)
        return before is not None and bool(before.stems) and not fit.stems and before.key[0] == fit.key[0]

    def _stop(self, source: int) -> None:
        work = self._works.pop(source, None)
        if work is not None:
            work.cancel()
        if (fit := self._coming.get(source)) is not None:
            fit.beginning = None


def _missing(fit: Fit, used: Used) -> tuple[int, Engine] | None:
    """Return the next speed and engine of which `used` stems aren't complete: our engine's first; None: all are."""
    engines = dict.fromkeys((Engine.OWN, fit.alignment.engine))
    every = ((speed, engine) for engine in engines for speed in used)
    return next((each for each in every if not used[each[0]] <= fit.made(*each).keys()), None)


def _take_excerpt(fit: Fit, beats: range, paths: dict[Part, Path]) -> None:
    fit.excerpt, fit.excerpt_beats = paths, beats


def _take_ahead(fit: Fit, taking: Separator, beats: range, paths: dict[Part, Path]) -> None:
    # Meanwhile other instruments may be wanted.
    if fit.ahead_by is taking:
        fit.ahead, fit.ahead_beats = paths, beats


def _covers(available: range, wanted: range) -> bool:
    """Return True if at least the first half of `wanted` is available."""
    middle = (wanted.start + wanted.stop) // 2
    return not wanted or (wanted.start in available and middle in range(available.start, available.stop + 1))


def _times(song: SongAlignment) -> str:
    """Return what is equal for two alignments that place a song alike, by whatever engine."""
    return str(warp_parameters(replace(song, engine=Engine.OWN), {*StemName, *song.formants}))
