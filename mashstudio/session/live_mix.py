"""The live mix: keep the player in step with the session's mix, master gain and metronome."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.loudness import Loudness, MasterGain
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.units import Decibels, Frame, Seconds
from mashstudio.export.mastering import Lanes, document_gain, measure_lanes, whole_plan, written_lanes
from mashstudio.model.alignment import Alignment
from mashstudio.model.bars import bars_of
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import Mashup
from mashstudio.model.plan import Plan
from mashstudio.model.stems import Part
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.render.lanes import only_lanes, sounding_lanes
from mashstudio.session.editing import Topic
from mashstudio.session.session import MashupSession
from mashstudio.session.whole_songs import all_whole
from mashstudio.session.workers import Urgency, Work

_UNMEASURED = MasterGain(-6.0, 0.0)
"""Used until a mix is measured: two songs at once are about this much louder than one."""

_SETTLED: Seconds = 0.7


@dataclass(frozen=True, eq=False)
class Apart:
    """A mix that is heard for a while in place of the mashup, between two beats of the grid again and again.

    plan: without master gain. files: the samples (.npy) it plays.
    """

    plan: Plan
    files: list[Path | None]
    start: int
    stop: int


class LiveMix:
    """Keeps `player` in step with `session`. Make it right after the session, so that it hears of changes first.

    changed: called when the mix has been measured. master: the gain in use; loudness: of the mix with it (None: not
    measured yet). target: the target loudness, LUFS; None: only limit the peaks. alone: the song, or the stem of a
    song, that is auditioned; None: the mashup is heard.
    """

    def __init__(self, session: MashupSession, player: PlayerClient, changed: Callable[[], None]) -> None:
        self.player = player
        self.master = _UNMEASURED
        self.loudness: Loudness | None = None
        self._session, self._changed = session, changed
        self._target: Decibels | None = -14.0
        self._grid: Alignment | None = None
        self._measuring: Work[dict[Lanes, Loudness]] | None = None
        self._measured: dict[Lanes, Loudness] = {}
        self._measured_of = b""
        self._every: Lanes = ()
        self._document: Lanes = ()
        self._loop: tuple[int, int] | None = None
        self.alone: tuple[int, Part | None] | None = None
        self._apart: Apart | None = None
        self._left = Frame(0)
        # The beats of what is heard, while a version waits for its fits.
        self._switch: int | None = None
        self._switching = False
        session.listen(self._hear)

    @property
    def ready(self) -> bool:
        """Return True if there is anything to play."""
        return self._grid is not None

    @property
    def loop(self) -> tuple[int, int] | None:
        """The beats to repeat, the end excluded; None: no loop. They stay when the tempo changes."""
        return self._loop

    @loop.setter
    def loop(self, beats: tuple[int, int] | None) -> None:
        self._loop = beats if self.ready else None
        around = None if self._loop is None else (self.frame_of(self._loop[0]), self.frame_of(self._loop[1]))
        self.player.set_loop(around)

    @property
    def target(self) -> Decibels | None:
        """The target loudness, LUFS; None: only limit the peaks."""
        return self._target

    @target.setter
    def target(self, target: Decibels | None) -> None:
        self._target = target
        self._set_master()

    def at_bar(self, change: Callable[[], None]) -> None:
        """Make `change`, another version of the mashup. While it plays, that is heard from the next bar on.

        The document changes at once: what is edited before the bar belongs to the new version and is heard with it. If
        songs have to be fitted first, what is heard goes on until they are.
        """
        before = self._session.laid
        # The bars go on to the end of what is heard, which may be longer than what is to come.
        self._switch = before.mashup.beats if before is not None and self.player.playing else None
        self._switching = True
        try:
            change()
        finally:
            self._switching = False
            if self._session.laid is before:
                self._switch = None

    @property
    def waits_for_fit(self) -> bool:
        """True while what was heard goes on until the songs are fitted for another version."""
        return self._switch is not None

    def hear_apart(self, apart: Apart) -> None:
        """Play `apart` from its start, in place of the mashup or of what is auditioned, until `hear_together`."""
        if self._apart is None:
            self._left = self.player.goal()
        if self.alone is not None:
            self.audition_nothing()
        self._apart = apart
        with self.player.together():
            self._follow()
            start, stop = self.frame_of(apart.start), self.frame_of(apart.stop)
            self.player.set_loop((start, stop))
            self.player.seek(start)
        self.player.play()

    def hear_together(self) -> None:
        """Stop what is heard apart: the mashup is what plays again, and the playhead is where it was before."""
        if self._apart is None:
            return
        self._apart = None
        self.player.pause()
        with self.player.together():
            self._follow()
            self.loop = self._loop
            self.player.seek(self._left)

    @property
    def playhead(self) -> Frame:
        """The playhead in the mashup: while something is heard apart, where it was left."""
        return self.player.position() if self._apart is None else self._left

    def _hear(self, topic: Topic) -> None:
        mashup = self._session.mashup
        if topic is Topic.MASHUP:
            self.hear_together()
        if topic is Topic.MASHUP and not self._switching:
            # Other edits are heard at once, and with them whatever waited.
            self._switch = None
        if topic is Topic.MASHUP and self.alone is not None and not _has(mashup, *self.alone):
            # The auditioned song, or the lane, was removed.
            self.audition_nothing()
        elif topic in {Topic.MASHUP, Topic.SOUND}:
            self._follow()

    def _follow(self) -> None:
        """Send the player the present mix."""
        fitting, mashup = self._session.fitting, self._session.mashup
        if fitting.heard is None or fitting.fits is None or mashup is None:
            return
        heard, waits = fitting.heard, self._switch is not None and self.player.playing and self.alone is None
        if waits and heard is not self._session.alignment:
            return
        whole = whole_plan(mashup, heard)
        plan = replace(only_lanes(whole, written_lanes(whole, mashup.lanes, solo=True)), master=self.master.linear)
        files = self._session.lane_files(mashup)
        wholes = {source: fitting.fits[source].song for source in mashup.ids if source in heard.songs}
        if songs := all_whole(mashup, heard, wholes, self.master.linear):
            plan, files = songs
        played = plan, files
        if self._apart is not None:
            played = replace(self._apart.plan, master=self.master.linear), self._apart.files
        moved = self._grid is not None and self._grid.grid != heard.grid
        beat, bars = self.beat_at(self.player.goal()), None
        if self._switch is not None and waits and not moved:
            beats = max(mashup.beats, self._switch)
            bars = heard.grid.frames(beats)[self._session.bars.within(0, beats)]
        self._grid, self._switch = heard, None
        with self.player.together():
            beat_frames = heard.grid.frames(mashup.beats)
            self.player.set_mix(*played, beat_frames, self._accents(heard, mashup), bars=bars)
            if self.alone is not None and self.alone[0] in heard.played:
                self._play_alone(heard, mashup, *self.alone)
            if moved:
                # Keep the playhead and the loop on their beats.
                self.player.seek(self.frame_of(beat))
                self.loop = self._loop
            if self._loop is not None and self._loop[1] > mashup.beats:
                # The mashup was made shorter.
                self.loop = (self._loop[0], mashup.beats) if self._loop[0] < mashup.beats else None
        self._measure(whole, mashup, files)

    def audition(self, source: int, stem: Part | None) -> None:
        """Play one song alone, as fitted to the grid: its full mix (`stem` None), or one of its stems.

        It is as loud as in the mix: the master gain stays. The metronome accents the song's own downbeats meanwhile.
        """
        self.alone = (source, stem)
        self._session.fitting.listen_to(self.alone)
        self._follow()

    def audition_nothing(self) -> None:
        """Play the mashup again."""
        self.alone = None
        with self.player.together():
            self.player.set_audition(None)
            self._session.fitting.listen_to(None)
            self._follow()

    def _accents(self, heard: Alignment, mashup: Mashup) -> NDArray[np.int64]:
        """Return the beats of the grid that the metronome accents."""
        if self.alone is None or self.alone[0] not in heard.songs:
            # A song moved to the front may not be fitted yet.
            first = next(source for source in mashup.sources if source.id in heard.songs)
            return bars_of(heard.songs[first.id], first.offset).within(0, mashup.beats)
        alone = self.alone[0]
        ones = heard.songs[alone].downbeats - mashup.source(alone).offset
        return ones[(ones >= 0) & (ones < mashup.beats)]

    def _play_alone(self, heard: Alignment, mashup: Mashup, source: int, stem: Part | None) -> None:
        played = heard.played.get(source)
        if played is None or self._session.fitting.fits is None:
            return
        path = self._alone_file(mashup, heard, source, stem)
        # Grid beat 0 lies on the song's beat `offset`; the grid extends beyond the song's beats on both sides.
        first = int(played.beat_frame[0]) + int(heard.grid.frame(mashup.offset_of(source)))
        # The file of a song's beginning goes away when the whole is ready; the next change follows at once.
        with suppress(FileNotFoundError):
            self.player.set_audition(path, first, self.master.linear * 10 ** (played.gain_db / 20))

    def _alone_file(self, mashup: Mashup, heard: Alignment, source: int, stem: Part | None) -> Path | None:
        """Return the file of a song, whole or one stem of it, or of a lane of the band; None: not ready."""
        if source == BAND:
            made = stem and self._session.band_sound.heard(mashup, heard, stem)
            return made.file if made else None
        fit = (self._session.fitting.fits or {}).get(source)
        return None if fit is None else fit.whole if stem is None else fit.audible.get(stem)

    def frame_of(self, beat: float) -> Frame:
        """Return the frame of `beat` in the mashup."""
        return Frame(0) if self._grid is None else self._grid.grid.frame(beat)

    def beat_at(self, frame: float) -> float:
        """Return the beat at `frame`."""
        return 0.0 if self._grid is None else self._grid.grid.beat(frame)

    def _measure(self, whole: Plan, mashup: Mashup, files: list[Path | None]) -> None:
        """Set the master gain, once the mix has stayed the same for a moment; measure what isn't measured yet.

        It is the gain of an export: solo and audition don't count.
        """
        self._every, self._document = tuple(sounding_lanes(whole)), written_lanes(whole, mashup.lanes)
        what = _digest(whole, files)
        if what != self._measured_of:
            self._measured_of, self._measured = what, {}
            self._stop_measuring()
        wanted = [lanes for lanes in (self._every, self._document) if lanes not in self._measured]
        if not self._every or self._measuring is not None:
            return
        if not wanted:
            self._set_master()
            return

        def task(job: Job) -> dict[Lanes, Loudness]:
            until = time.monotonic() + _SETTLED
            while time.monotonic() < until:
                job.check()
                time.sleep(0.05)
            return run_in_child(measure_lanes, whole, wanted, files, job=job, doing=Message("measuring the mix"))

        def done(measured: dict[Lanes, Loudness]) -> None:
            self._measuring = None
            self._measured |= measured
            # The mix may have changed meanwhile.
            self._follow()

        def failed(_error: Exception) -> None:
            self._measuring, self._measured_of = None, b""
            self._changed()

        self._measuring = self._session.workers.start(Urgency.MEASURE, task, done=done, failed=failed)

    def _stop_measuring(self) -> None:
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    def _set_master(self) -> None:
        """Apply the gain for the target, if the mix is measured."""
        if not {self._every, self._document} <= self._measured.keys():
            return
        master = document_gain(self._every, [self._document], self._measured, self._target)
        loudness = self._measured[self._document].louder(master.gain_db)
        if (master, loudness) != (self.master, self.loudness):
            self.master, self.loudness = master, loudness
            self._follow()
            self._changed()


def _has(mashup: Mashup | None, source: int, part: Part | None) -> bool:
    """Return True if a mashup has a lane for a source's part, or any lane of it (None)."""
    lanes = () if mashup is None else mashup.lanes
    return any(lane.source == source and part in (None, lane.part) for lane in lanes)


def _digest(plan: Plan, files: list[Path | None]) -> bytes:
    """Return what a measurement depends on: equal for two plans that sound alike."""
    effects = {} if plan.effects is None else vars(plan.effects)
    values = [value for name, value in (vars(plan) | effects).items() if name not in {"frames", "master", "effects"}]
    columns = b"".join(value.tobytes() for value in values if isinstance(value, np.ndarray))
    others = repr([files, [value for value in values if not isinstance(value, np.ndarray)]])
    return sha256(columns + others.encode("utf-8", "replace")).digest()
