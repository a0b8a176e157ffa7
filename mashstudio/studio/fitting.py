"""Bringing two songs onto the grid, in the background: whole at first, then their stems, those looked at first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from mashstudio.alignment.warp import warp_parameters
from mashstudio.cache import Cache
from mashstudio.facts.alignment import Alignment, Engine, SongAlignment
from mashstudio.facts.errors import message_of
from mashstudio.facts.messages import Message
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import LANES, lane_index
from mashstudio.separation.own_stems import OwnStems
from mashstudio.studio.deck import Deck, Progress, Stage, State
from mashstudio.studio.stages import excerpted, fitted, fitted_song
from mashstudio.studio.workers import Urgency, Work, Workers


@dataclass
class Fit:
    """A song on the grid as `alignment` lays it: files (.npy) of the whole song and of its stems, as they come.

    begun: the file of the whole song while it is being written. excerpt: the stems of a few beats, which are played
    until all of them are there. chosen: the stems by Rubber Band, for a song that wants it; `stems` are by our engine.
    """

    alignment: SongAlignment
    key: str
    song: Path | None = None
    begun: Path | None = None
    stems: dict[StemName, Path] = field(default_factory=dict)
    chosen: dict[StemName, Path] = field(default_factory=dict)
    excerpt: dict[StemName, Path] = field(default_factory=dict)
    excerpt_beats: range = range(0)

    @property
    def whole(self) -> Path | None:
        """The file of the whole song, as much of it as is there."""
        return self.song or self.begun

    @property
    def sounds(self) -> bool:
        """Whether anything of it is there."""
        return self.whole is not None or bool(self.audible)

    @property
    def audible(self) -> dict[StemName, Path]:
        """The files of the stems, as much of them as is there."""
        by_choice = self.chosen if self.alignment.engine is Engine.RUBBER_BAND else {}
        return {**self.stems, **by_choice} or self.excerpt

    def settled(self, used: Collection[StemName]) -> bool:
        """Return True if the `used` stems are there, by the engine that the song wants."""
        there = self.chosen if self.alignment.engine is Engine.RUBBER_BAND else self.stems
        return frozenset(used) <= there.keys()

    @property
    def audible_beats(self) -> range:
        """The beats of the song whose stems can be heard."""
        if self.stems:
            return range(len(self.alignment.beats))
        return self.excerpt_beats if self.excerpt else range(0)


class Fitting:
    """Fits of both songs, for the alignment that is wanted and for the one that can be heard meanwhile.

    changed: told that more of a side can be heard; it is to call `go_on` for what comes next. heard: the alignment for
    which `fits` hold files; None: nothing can be heard.
    """

    def __init__(self, cache: Cache, workers: Workers, changed: Callable[[int], None]) -> None:
        self.heard: Alignment | None = None
        self.fits: tuple[Fit, Fit] | None = None
        self._cache, self._workers, self._changed = cache, workers, changed
        self._wanted: Alignment | None = None
        self._coming: list[Fit | None] = [None, None]
        self._works: list[Work[Any] | None] = [None, None]

    def follow(self, alignment: Alignment) -> None:
        """From now on `alignment` is wanted; what fits it already is kept, work for another is given up.

        What was heard before goes on until both songs fit, unless the cells count beats otherwise now.
        """
        self._wanted = alignment
        for side, song in enumerate(alignment.songs):
            fit, key = self._coming[side], _key(song)
            if fit is None or fit.key != key:
                self._stop(side)
                self._coming[side] = Fit(song, key)
            else:
                if fit.alignment.engine is not song.engine:
                    self._stop(side)
                fit.alignment = song
        if self.heard is not None and any(
            old.rate != new.rate for old, new in zip(self.heard.songs, alignment.songs, strict=True)
        ):
            self.heard = self.fits = None
        self._settle()

    def lane_files(self) -> list[Path | None]:
        """The samples (.npy) of each lane; None where there are none yet."""
        files: list[Path | None] = [None] * LANES
        for song, fit in enumerate(self.fits or ()):
            for stem, path in fit.audible.items():
                files[lane_index(song, stem)] = path
        return files

    def song_files(self) -> list[Path | None]:
        """The samples (.npy) of each whole song on the grid; None where there are none yet."""
        return [None, None] if self.fits is None else [fit.whole for fit in self.fits]

    def audible_beats(self, song: int) -> range:
        """The beats of a song whose stems can be heard."""
        return range(0) if self.fits is None else self.fits[song].audible_beats

    def forget_stems(self, side: int) -> None:
        """The song on deck `side` gets other stems."""
        self._stop(side)
        fit = self._coming[side]
        if fit is not None:
            fit.stems, fit.chosen, fit.excerpt, fit.excerpt_beats = {}, {}, {}, range(0)

    def forget(self, side: int) -> None:
        """Another song is on deck `side`."""
        self._stop(side)
        self._coming[side] = None
        self.heard = self.fits = None

    def go_on(self, side: int, deck: Deck, looked_at: range, used: Collection[StemName]) -> None:
        """Does what comes next for the song on deck `side`, unless something is being done.

        looked_at: the song's beats whose stems are wanted before the rest is separated and fitted. used: the stems
        that the mashup plays; they go through Rubber Band at last, where it is chosen.
        """
        fit, ready, separator = self._coming[side], deck.ready, deck.separator
        if fit is None or ready is None or self._works[side] is not None:
            return
        wanted = fit.alignment
        own = replace(wanted, engine=Engine.OWN)
        unheard = not fit.stems and bool(looked_at) and not _covers(fit.excerpt_beats, looked_at)
        # What has its stems, or will have them in a moment, is heard in the mashup before it is heard alone.
        coming = unheard and self.heard is None and isinstance(separator, OwnStems)
        apart = coming or (deck.stems is not None and bool(used))
        if fit.song is None and (not apart or (fit.stems and not unheard)):
            self._start(
                side, deck, Urgency.FIT_SONG,
                lambda job: fitted_song(ready, wanted, self._cache, begun=partial(self._begun, side, fit), job=job),
                lambda path: setattr(fit, "song", path),
            )  # fmt: skip
        elif unheard:
            self._start(
                side, deck, Urgency.EXCERPT,
                lambda job: excerpted(ready, wanted, looked_at, separator, self._cache, job=job),
                lambda paths: _take_excerpt(fit, looked_at, paths),
            )  # fmt: skip
        elif deck.stems is not None and not fit.stems:
            self._start(
                side, deck, Urgency.FIT_STEMS,
                lambda job: fitted(ready, own, list(StemName), separator, self._cache, job=job),
                fit.stems.update,
            )  # fmt: skip
        elif fit.stems and not fit.settled(used):
            self._start(
                side, deck, Urgency.FIT_BY_CHOICE,
                lambda job: fitted(ready, wanted, used, separator, self._cache, job=job),
                fit.chosen.update,
            )  # fmt: skip

    def settled(self, side: int, used: Collection[StemName]) -> bool:
        """Return True if the `used` stems of a song are heard as an export will have them."""
        return self.fits is not None and self.heard is self._wanted and self.fits[side].settled(used)

    def close(self) -> None:
        """Gives up all work."""
        for side in (0, 1):
            self.forget(side)

    def _start(
        self,
        side: int,
        deck: Deck,
        urgency: Urgency,
        task: Callable[..., Any],
        keep: Callable[[Any], None],
    ) -> None:
        def done(result: Any) -> None:
            self._works[side] = None
            keep(result)
            deck.set_progress(Stage.FITTING, Progress(State.DONE, 1.0))
            self._settle()
            self._changed(side)

        def fail(error: Exception) -> None:
            self._stop(side)
            deck.set_progress(Stage.FITTING, Progress(State.FAILED, error=message_of(error)))

        def report(fraction: float, doing: Message) -> None:
            deck.set_progress(Stage.FITTING, deck.progress[Stage.FITTING].going_on(fraction, doing))

        deck.set_progress(Stage.FITTING, Progress())
        self._works[side] = self._workers.start(urgency, task, done=done, failed=fail, report=report)

    def _begun(self, side: int, fit: Fit, path: Path) -> None:
        """A worker tells that the beginning of a song is there."""

        def hear() -> None:
            if self._coming[side] is fit and self._works[side] is not None:
                fit.begun = path
                self._settle()
                self._changed(side)

        self._workers.post(hear)

    def _settle(self) -> None:
        a, b = self._coming
        if a is not None and b is not None and a.sounds and b.sounds:
            self.heard, self.fits = self._wanted, (a, b)

    def _stop(self, side: int) -> None:
        work, self._works[side] = self._works[side], None
        if work is not None:
            work.cancel()
        if (fit := self._coming[side]) is not None:
            fit.begun = None


def _take_excerpt(fit: Fit, beats: range, paths: dict[StemName, Path]) -> None:
    fit.excerpt, fit.excerpt_beats = paths, beats


def _covers(there: range, wanted: range) -> bool:
    """Whether at least the first half of what is wanted is there."""
    return wanted.start in there and (wanted.start + wanted.stop) // 2 in range(there.start, there.stop + 1)


def _key(song: SongAlignment) -> str:
    """What a fit depends on: the same for two alignments that lay a song alike, by whatever engine."""
    return str(warp_parameters(replace(song, engine=Engine.OWN), list(StemName)))
