"""An instrument of the band played live: its keys heard at once, MIDI keyboards, and what is recorded of it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.document.recording import KeyEvent, Recorded, recorded
from mashstudio.model.alignment import TargetGrid
from mashstudio.model.notes import BandPart, Note
from mashstudio.pipeline.key_sounds import key_sounds
from mashstudio.playback.client.midi_keyboards import MidiKeyboards
from mashstudio.playback.client.player_client import PlayerClient
from mashstudio.playback.ipc.keys import KEYS_PER_FILE, MOST_PITCHES, KeyboardEvent, KeyPlayed, message_of_keyboard
from mashstudio.session.workers import Urgency, Work, Workers

_OCTAVES: Final = -(-MOST_PITCHES // KEYS_PER_FILE)
_SEEN: Final = 3
"""Octaves that a keyboard shows, about."""
_BESIDE: Final = 1
"""Octaves beside them that are loaded, too: MIDI keyboards have more keys. Others are once they are played."""

_SOON: Final[Seconds] = 0.4
"""From asking to record until it counts in; the audio process needs some of it."""


@dataclass(frozen=True, eq=False)
class _Take:
    """A recording that goes on. begins: when its first frame is heard; None: the mashup was playing already."""

    where: Recorded
    grid: TargetGrid
    begins: Seconds | None
    events: list[KeyEvent] = field(default_factory=list)


class LiveKeyboard:
    """Plays a lane's instrument. Its methods are called on the owner's thread; MIDI keyboards come on one of their own.

    changed: called on the owner's thread when a key is pressed or let go on a MIDI keyboard, and when the instrument is
    ready. tell: gets what users should know. failed: the error if the instrument can't be loaded.
    """

    def __init__(
        self,
        player: PlayerClient,
        workers: Workers,
        cache: Cache,
        *,
        changed: Callable[[], None],
        tell: Callable[[Message], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._player, self._workers, self._cache = player, workers, cache
        self._changed, self._tell, self._failed = changed, tell, failed
        self._midi: MidiKeyboards | None = None
        self._instrument: tuple[BandPart, int] | None = None
        self._files: list[Path | None] = []
        self._wanted: list[int] = []
        self._work: Work[Path] | None = None
        self._taking = threading.Lock()
        self._take: _Take | None = None

    def open(self, part: BandPart, program: int, lowest: int) -> None:
        """Play this instrument, on MIDI keyboards, too. lowest: the first pitch of the keyboard that is shown."""
        if self._instrument != (part, program):
            self._forget()
            self._instrument, self._files = (part, program), [None] * _OCTAVES
            self._choose()
        self.reach(lowest)
        self._player.keys.hurry(True)
        if self._midi is None:
            self._midi = MidiKeyboards(self._hear)

    def reach(self, lowest: int) -> None:
        """Load the keys that are shown from the pitch `lowest` on, before others."""
        first = lowest // KEYS_PER_FILE
        # The computer's keys play the second octave.
        seen = [first + 1, first, *range(first + 2, first + _SEEN)]
        self._want([*seen, *range(first - _BESIDE, first), *range(first + _SEEN, first + _SEEN + _BESIDE)])

    def close(self) -> None:
        """Let every key go; hear MIDI keyboards no longer."""
        if self._midi is not None:
            self._midi.close()
            self._midi = None
        self._player.keys.release_all()
        self._player.keys.hurry(False)
        self._forget()
        self._player.keys.choose(())

    @property
    def ready(self) -> bool:
        """True once the keys that were wanted sound."""
        return self._instrument is not None and self._work is None

    @property
    def held(self) -> frozenset[int]:
        """The pitches that are held, by whatever."""
        return self._player.keys.held

    def press(self, pitch: int, velocity: int) -> None:
        """Press a key. velocity: 1–127."""
        self._play(KeyPlayed(pitch, velocity, time.perf_counter()))

    def release(self, pitch: int) -> None:
        """Let a key go."""
        self._play(KeyPlayed(pitch, 0, time.perf_counter()))

    # Recording

    @property
    def recording(self) -> bool:
        """True from `record` until `stop`."""
        return self._take is not None

    def record(self, where: Recorded, grid: TargetGrid, count_in: int) -> None:
        """Record what is played from now on. If the mashup stands, play it from `where.begin`, after `count_in` beats
        of clicks.
        """
        begins = None
        if not self._player.playing:
            first = time.perf_counter() + _SOON
            begins = first + count_in * grid.beat_length
            self._player.keys.count_in(first, grid.beat_length, count_in)
            self._player.play_at(where.begin, begins)
        with self._taking:
            self._take = _Take(where, grid, begins)

    def stop(self) -> tuple[Note, ...]:
        """Stop recording; return what was played, in beats of the grid. The mashup plays on, if it has begun."""
        now = time.perf_counter()
        with self._taking:
            take, self._take = self._take, None
        if take is None:
            return ()
        if take.begins is not None and now < take.begins:
            self._player.keys.count_in(0.0, 0.0, 0)
            self._player.pause()
        return recorded(take.events, take.grid, take.where, now)

    def _play(self, played: KeyPlayed) -> None:
        if played.velocity:
            self._player.keys.press(played.pitch, played.velocity)
        else:
            self._player.keys.release(played.pitch)
        with self._taking:
            if self._take is not None:
                frame = self._frame(self._take, played.at)
                if frame is not None or not played.velocity:
                    self._take.events.append(KeyEvent(played.pitch, played.velocity, played.at, frame or 0.0))

    def _frame(self, take: _Take, at: Seconds) -> float | None:
        """Return the frame that was heard at a time, or would have been before the first; None: nothing played."""
        if take.begins is not None and at < take.begins:
            return take.where.begin - (take.begins - at) * SAMPLE_RATE
        place = self._player.heard_at(at)
        return place.frame if place.rolling else None

    # MIDI keyboards

    def _hear(self, event: KeyboardEvent) -> None:
        """Follow a MIDI keyboard, on its thread."""
        if isinstance(event, KeyPlayed):
            self._play(event)
            self._workers.post(partial(self._heard, event.pitch))
        elif (message := message_of_keyboard(event)) is not None:
            self._workers.post(partial(self._tell, message))

    def _heard(self, pitch: int) -> None:
        if self._midi is not None:
            self._want([pitch // KEYS_PER_FILE])
            self._changed()

    # The instrument

    def _want(self, octaves: list[int]) -> None:
        """Load these octaves, in this order, before those wanted earlier."""
        known = [octave for octave in octaves if 0 <= octave < _OCTAVES and self._files[octave] is None]
        self._wanted = [*known, *(octave for octave in self._wanted if octave not in known)]
        self._load()

    def _load(self) -> None:
        if self._work is not None or self._instrument is None or not self._wanted:
            return
        octave, (part, program) = self._wanted.pop(0), self._instrument

        def task(job: Job) -> Path:
            return key_sounds(part, program, octave, self._cache, job=job)

        def done(path: Path) -> None:
            self._work, self._files[octave] = None, path
            self._choose()
            self._load()
            self._changed()

        def failed(error: Exception) -> None:
            self._work, self._wanted = None, []
            self._failed(error)

        self._work = self._workers.start(Urgency.DRAW, task, done=done, failed=failed)

    def _choose(self) -> None:
        assert self._instrument is not None
        self._player.keys.choose(self._files, rings=self._instrument[0] is BandPart.DRUMS)

    def _forget(self) -> None:
        if self._work is not None:
            self._work.cancel()
        self._work, self._wanted, self._instrument = None, [], None
