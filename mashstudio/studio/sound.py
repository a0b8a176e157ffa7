"""What the player plays follows what the session has: the mix as it is now, its master gain, the metronome."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.loudness import Loudness, MasterGain, master_gain
from mashstudio.audio.songs import load_samples
from mashstudio.engine.export import measure_mix
from mashstudio.engine.player_client import Player
from mashstudio.facts.alignment import Alignment
from mashstudio.facts.bars import bars_of
from mashstudio.facts.plan import Plan
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Decibels, Frame, Seconds
from mashstudio.jobs import Job, run_in_child
from mashstudio.mashup.document import Mashup
from mashstudio.studio.session import Session
from mashstudio.studio.workers import Urgency, Work

_UNMEASURED = MasterGain(-6.0, 0.0)
"""Until a mix is measured: two songs at once are about so much louder than one."""

_SETTLED: Seconds = 0.7


class Sound:
    """Keeps `player` playing what `session` has; call `follow` after every change of either.

    changed: told when the mix has been measured. master: the gain in use; loudness: of the mix with it (None: not
    measured yet). target: the loudness aimed for, LUFS; None: only the peaks are held.
    """

    def __init__(self, session: Session, player: Player, changed: Callable[[], None]) -> None:
        self.player = player
        self.master = _UNMEASURED
        self.loudness: Loudness | None = None
        self._session, self._changed = session, changed
        self._target: Decibels | None = -14.0
        self._grid: Alignment | None = None
        self._raw: Loudness | None = None
        self._measuring: Work[Loudness] | None = None
        self._measured: object = None
        self._loop: tuple[int, int] | None = None
        self._alone: tuple[int, StemName | None] | None = None

    @property
    def ready(self) -> bool:
        """Whether there is anything to play."""
        return self._grid is not None

    @property
    def loop(self) -> tuple[int, int] | None:
        """The beats that are repeated, the last one left out; None: it plays on. They stay when the tempo changes."""
        return self._loop

    @loop.setter
    def loop(self, beats: tuple[int, int] | None) -> None:
        self._loop = beats if self.ready else None
        around = None if self._loop is None else (self.frame_of(self._loop[0]), self.frame_of(self._loop[1]))
        self.player.set_loop(around)

    @property
    def target(self) -> Decibels | None:
        """The loudness aimed for, LUFS."""
        return self._target

    @target.setter
    def target(self, target: Decibels | None) -> None:
        self._target = target
        self._set_master()

    def follow(self) -> None:
        """Hands the player the mix as it is now."""
        plan, heard, mashup = self._session.plan(self.master.linear), self._session.fitting.heard, self._session.mashup
        if plan is None or heard is None or mashup is None:
            return
        files = self._session.lane_files()
        moved = self._grid is not None and self._grid.grid != heard.grid
        beat = self.beat_at(self.player.goal())
        self._grid = heard
        with self.player.together():
            self.player.set_mix(plan, files, heard.grid.frames(mashup.beats), self._accents(heard, mashup))
            if self._alone is not None:
                self._play_alone(heard, mashup, *self._alone)
            if moved:
                # The playhead stays on its beat, the loop on its beats.
                self.player.seek(self.frame_of(beat))
                self.loop = self._loop
        self._measure(plan, files)

    def audition(self, song: int, stem: StemName | None) -> None:
        """Plays one song alone, on the grid as it lies there now: its full mix (`stem` None), or one of its stems.

        The metronome accents the song's own downbeats meanwhile.
        """
        self._alone = (song, stem)
        self.follow()

    def audition_nothing(self) -> None:
        """Plays the mashup again."""
        self._alone = None
        with self.player.together():
            self.player.set_audition(None)
            self.follow()

    def _accents(self, heard: Alignment, mashup: Mashup) -> NDArray[np.int64]:
        """The beats of the grid on which the metronome is louder."""
        if self._alone is None:
            return bars_of(heard.songs[0], mashup.offsets[0]).within(0, mashup.beats)
        ones = heard.songs[self._alone[0]].downbeats - mashup.offsets[self._alone[0]]
        return ones[(ones >= 0) & (ones < mashup.beats)]

    def _play_alone(self, heard: Alignment, mashup: Mashup, song: int, stem: StemName | None) -> None:
        fits = self._session.fitting.fits
        if fits is None:
            return
        path = fits[song].whole if stem is None else fits[song].audible.get(stem)
        beat_frame = heard.songs[song].beat_frame
        offset = mashup.offsets[song]
        # Grid beat 0 lies on the song's beat `offset`; before its first and after its last the grid goes on.
        first = int(beat_frame[0]) + int(heard.grid.frame(offset))
        # A song whose beginning was there moves when all of it is; that is told in a moment, and heard then.
        with suppress(FileNotFoundError):
            self.player.set_audition(path, first)

    def frame_of(self, beat: float) -> Frame:
        """The frame of the mashup at which `beat` is heard."""
        return Frame(0) if self._grid is None else self._grid.grid.frame(beat)

    def beat_at(self, frame: float) -> float:
        """The beat that is heard at `frame`."""
        return 0.0 if self._grid is None else self._grid.grid.beat(frame)

    def _measure(self, plan: Plan, files: list[Path | None]) -> None:
        """Measures the mix once it has been left alone for a moment."""
        what = (
            plan.start.tobytes(),
            plan.source.tobytes(),
            plan.gain.tobytes(),
            plan.lane_runs.tobytes(),
            tuple(files),
        )
        if what == self._measured:
            return
        self._measured = what
        if self._measuring is not None:
            self._measuring.cancel()
        if len(plan.start) == 0:
            return

        def task(job: Job) -> Loudness:
            until = time.monotonic() + _SETTLED
            while time.monotonic() < until:
                job.check()
                time.sleep(0.05)
            # As the export does it: with no master gain, so that both come to the same one.
            return run_in_child(_measure_files, replace(plan, master=1.0), files, job=job, doing="measuring the mix")

        def done(raw: Loudness) -> None:
            self._raw = raw
            self._set_master()

        self._measuring = self._session.workers.start(
            Urgency.MEASURE, task, done=done, failed=lambda _error: self._changed()
        )

    def _set_master(self) -> None:
        if self._raw is None:
            return
        self.master = master_gain(self._raw, self._target)
        self.loudness = self._raw.louder(self.master.gain_db)
        self.follow()
        self._changed()


def _measure_files(plan: Plan, files: list[Path | None], *, job: Job) -> Loudness:
    return measure_mix(plan, [None if file is None else load_samples(file) for file in files], job=job)
