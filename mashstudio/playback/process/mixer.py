"""The audio callback's work: the transport, and the crossfades from what is heard to what comes next.

Everything that is played is a *voice*: a sound from some frame on, moving or at rest. Every change (an edit, a seek,
start, stop, a gain, the metronome) is a new voice, into which the old one is crossfaded over 10 ms. A voice that
isn't fading is `Renderer.into` and nothing else, so steady playback equals the export's samples. Everything is decided
at frames of the stream, never at the ends of blocks, so the device's block size is inaudible.

The callback takes no lock and waits for nothing; without effects and limiter it allocates no sample buffer.
"""

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Samples, Seconds
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.status import Status
from mashstudio.playback.process.live_keys import LiveKeys
from mashstudio.render.metronome import CLICK_STEMS
from mashstudio.render.one_lane import empty_plan
from mashstudio.render.renderer import Renderer
from mashstudio.render.strips import BLOCK

FADE_FRAMES: Final = 441
"""10 ms."""

_CHUNK = 2048
_CATCHES: Final = 8

# Raised cosine: the weights add up to one, as most changes leave most of the sound unchanged.
_RISE = (np.sin((np.arange(FADE_FRAMES) + 0.5) * (np.pi / 2 / FADE_FRAMES)) ** 2).astype(np.float32)
_FADE_IN: Final = np.repeat(_RISE[:, None], 2, axis=1)
_FADE_OUT: Final = np.float32(1) - _FADE_IN


@dataclass(frozen=True, eq=False)
class LoadedProgram:
    """A program ready to be rendered. number: of the program, rising; gain: linear, for all.

    joins: see `ChangeProgram`.
    """

    number: int
    program: Program
    mix: Renderer
    looped: Renderer | None = None
    clicks: Renderer | None = None
    gain: float = 1.0
    metronome: bool = False
    joins: bool = False

    def loaded(self, number: int, program: Program, stems: Sequence[Samples | None], frame: int) -> "LoadedProgram":
        """Return `program` with the same gain and metronome, prepared to begin at `frame`. stems: see `Renderer`."""
        mix = Renderer(program.plan, stems)
        mix.prepare(frame)
        looped = None if program.looped is None else Renderer(program.looped, stems)
        if looped is not None and program.loop is not None:
            looped.prepare(program.loop[0])
        clicks = None if program.clicks is None else Renderer(program.clicks, CLICK_STEMS)
        return replace(self, number=number, program=program, mix=mix, looped=looped, clicks=clicks)

    def catch_up(self, playing: Callable[[], int]) -> None:
        """Prepare the mix for the frame that `playing` returns by now: preparing it took time itself."""
        prepared: int | None = None
        for _ in range(_CATCHES):
            if (block := (frame := playing()) // BLOCK) == prepared:
                return
            self.mix.prepare(frame)
            prepared = block


@dataclass(frozen=True)
class Roll:
    """Play or pause. number: rising, reported when playback reaches the end of the mashup."""

    rolling: bool
    number: int = 0


@dataclass(frozen=True)
class Seek:
    """Move to `frame`, without starting or stopping playback; with a `sound`, change to it at the same moment.

    number: rising, reported when done; 0: not reported.
    """

    frame: int
    number: int = 0
    sound: LoadedProgram | None = None


@dataclass(frozen=True)
class Start:
    """Play so that `seek.frame` is heard at `at` (`time.perf_counter`); what is heard goes on until then."""

    seek: Seek
    at: Seconds
    number: int = 0


Command = LoadedProgram | Roll | Seek | Start


def next_bar(bars: NDArray[np.int64], first: int, loop: tuple[int, int] | None) -> int | None:
    """Return the first of `bars` from frame `first` on; None: none comes. loop: what is repeating, if anything.

    A loop's end stands for its start, if that is a bar's or no bar begins within the loop. None, too, if a bar comes
    only once the loop has gone round.
    """
    at = int(bars.searchsorted(first))
    if loop is None:
        return int(bars[at]) if at < len(bars) else None
    start, end = loop
    if at < len(bars) and bars[at] < end:
        return int(bars[at])
    inside = int(bars.searchsorted(start))
    on_round = inside == len(bars) or bars[inside] >= end or bars[inside] == start
    return end if on_round and first <= end else None


SILENCE: Final = LoadedProgram(number=0, program=Program(empty_plan()), mix=Renderer(empty_plan(), [None]))


class _Voice:
    """A sound, its present frame, whether it moves, and whether it repeats its loop."""

    __slots__ = ("frame", "looping", "rolling", "sound")

    def __init__(self) -> None:
        self.sound = SILENCE
        self.frame = 0
        self.rolling = False
        self.looping = False

    def frames_ahead(self) -> int:
        """Return how many frames it can play before the next decision."""
        loop, ahead = self.sound.program.loop, _CHUNK
        if not self.rolling:
            return ahead
        if self.looping and loop is not None:
            return min(ahead, loop[1] - self.frame)
        if loop is not None and self.frame < loop[0]:
            ahead = min(ahead, loop[0] - self.frame)
        length = self.sound.program.plan.frames
        return min(ahead, length - self.frame) if self.frame < length else ahead

    def render(self, out: Samples, scratch: Samples, extra: Samples) -> float:
        """Fill `out`; return the lowest gain of the master limiter in it."""
        sound = self.sound
        looped = sound.looped if self.looping else None
        renderer = looped or sound.mix
        renderer.into(self.frame, out, scratch)
        if sound.metronome and sound.clicks is not None:
            sound.clicks.into(self.frame, extra[: len(out)], scratch)
            np.add(out, extra[: len(out)], out=out)
        if sound.gain != 1:
            np.multiply(out, np.float32(sound.gain), out=out)
        return renderer.lowest_gain(self.frame, len(out))


class Mixer:
    """The transport's state, at first at rest at the playhead in `status`.

    behind: the delay, in frames, until a rendered frame comes out. keys: what is played over everything. `send` may be
    called by another thread; `process` by the callback only.
    """

    def __init__(self, status: Status, behind: int = 0) -> None:
        self._status, self._behind = status, behind
        self.keys = LiveKeys(status.stream_at)
        self._commands: deque[Command] = deque()
        self._now, self._old = _Voice(), _Voice()
        # A program that waits for its bar.
        self._next: LoadedProgram | None = None
        # A start whose time hasn't come.
        self._start: Start | None = None
        self._rolled = 0
        self._faded = FADE_FRAMES
        self._stream = status.rendered
        status.write_anchor(0, -math.inf)
        self._now.frame = int(status.place(0).frame)
        self._other, self._scratch, self._extra = (np.empty((_CHUNK, 2), np.float32) for _ in range(3))

    def send(self, command: Command) -> None:
        """Queue `command` for the next frame at which nothing is fading."""
        self._commands.append(command)

    def process(self, out: Samples) -> float:
        """Fill `out` (float32 (frames, 2), any length) with the next frames; return the master limiter's lowest gain.

        The gain is that of what is heard on, not of what fades out.
        """
        self._stream = self._status.rendered + self._behind
        done, gain = 0, 1.0
        while done < len(out):
            if self._faded == FADE_FRAMES:
                self._decide()
            count = min(len(out) - done, self._frames_ahead())
            gain = min(gain, self._render(out[done : done + count]))
            self._advance(count)
            done += count
        self.keys.into(out, self._stream - len(out), self._now.sound.gain)
        self._status.write_taken((self._now if self._faded == FADE_FRAMES else self._old).sound.number)
        self._status.write_waits(0 if self._next is None else self._next.number)
        return gain

    def settle(self) -> None:
        """Apply queued commands at once, without fading. Only while no device calls `process`."""
        self._faded = FADE_FRAMES
        self._stream = self._status.rendered
        self._decide()
        self._faded = FADE_FRAMES
        self.keys.silence()
        self._status.write_taken(self._now.sound.number)
        self._status.write_waits(0)

    def halt(self, frame: int) -> Roll:
        """Halt at `frame`, without fading; return the pending or present roll. Only while no device calls `process`.

        Queued commands still count: a queued seek goes to its own frame, a queued roll is returned.
        """
        waiting = [] if self._start is None else [Roll(True, self._start.number)]
        for command in self._commands:
            if isinstance(command, Roll | Start):
                waiting.append(command if isinstance(command, Roll) else Roll(True, command.number))
        wanted = [Roll(self._now.rolling, self._rolled), *waiting][-1]
        self._commands.appendleft(Seek(frame))
        self._commands.append(Roll(False, wanted.number))
        self.settle()
        return wanted

    @property
    def playing(self) -> tuple[int, bool]:
        """Return the next frame to render, and whether it moves; for the read-ahead."""
        return self._now.frame, self._now.rolling

    def _decide(self) -> None:
        """Begin the next queued command, else the transport's own next step; called when nothing is fading."""
        now = self._now
        sound, frame, rolling, sought, seek_number = now.sound, now.frame, now.rolling, False, 0
        while self._commands:
            match self._commands.popleft():
                case LoadedProgram() as newer:
                    sound, self._next = self._taken_in(newer, sound, waits=rolling and now.rolling)
                case Start() as start:
                    self._start = start
                case Roll(wanted, number):
                    rolling, self._rolled, self._start = wanted, number, None
                    sound, self._next = self._next or sound, None
                case Seek(target, number, newer):
                    self._start = None
                    frame, sought, seek_number = max(target, 0), True, number
                    sound, self._next = newer or self._next or sound, None
        if self._start is not None and (early := self._early(self._start)) <= 0:
            seek, self._rolled = self._start.seek, self._start.number
            frame, rolling, sought, seek_number = seek.frame - early, True, True, seek.number
            sound, self._next, self._start = seek.sound or self._next or sound, None, None
        length = sound.program.plan.frames
        if rolling and not now.rolling and frame >= length:
            frame, sought = 0, True
        if sought or sound is not now.sound or rolling != now.rolling:
            self._begin(sound, frame, rolling=rolling, jump=sought or not now.rolling)
            if sought:
                self._status.write_sought(seek_number, self._stream, frame)
        elif rolling and not now.looping and _in_loop(sound, frame):
            self._begin(sound, frame, rolling=True, jump=False)
        elif rolling and not now.looping and frame >= length:
            self._begin(self._next or sound, length, rolling=False, jump=True)
            self._next = None
            self._status.write_end(self._rolled)
        elif self._next is not None and frame == self._due():
            self._begin(self._next, frame, rolling=True, jump=False)
            self._next = None

    def _early(self, start: Start) -> int:
        """Return in how many frames `start` has to begin to be faded in at its time; 0 or less: now."""
        at = self._status.stream_at(start.at)
        return 0 if at is None else round(at) - FADE_FRAMES - self._stream

    def _taken_in(
        self, newer: LoadedProgram, sound: LoadedProgram, *, waits: bool
    ) -> tuple[LoadedProgram, LoadedProgram | None]:
        """Return what is to play now, and what at the next bar, once a program has come. waits: whether it can."""
        if not waits or newer.program.bars is None or (newer.joins and self._next is None):
            return newer, None
        if (sound.gain, sound.metronome) != (newer.gain, newer.metronome):
            sound = replace(sound, gain=newer.gain, metronome=newer.metronome)
        return sound, newer

    def _due(self) -> int | None:
        """Return the frame at which to begin the waiting program, to have it faded in at its bar; None: never."""
        now = self._now
        if self._next is None or self._next.program.bars is None:
            return None
        loop = now.sound.program.loop if now.looping else None
        bar = next_bar(self._next.program.bars, now.frame + FADE_FRAMES, loop)
        return None if bar is None else bar - FADE_FRAMES

    def _begin(self, sound: LoadedProgram, frame: int, *, rolling: bool, jump: bool) -> None:
        """Begin a new voice. A jump is faded in *before* its frame, so that a drum hit keeps its attack."""
        self._old, self._now = self._now, self._old
        now, old = self._now, self._old
        now.sound, now.rolling, now.looping = sound, rolling, rolling and _in_loop(sound, frame)
        now.frame = frame - FADE_FRAMES if rolling and jump else frame
        if rolling or old.rolling:
            self._faded = 0
        if jump or not rolling:
            self._status.write_mark(self._stream, now.frame, frame, rolling=rolling)

    def _frames_ahead(self) -> int:
        ahead = self._now.frames_ahead()
        if self._faded < FADE_FRAMES:
            ahead = min(ahead, self._old.frames_ahead(), FADE_FRAMES - self._faded)
        elif self._now.rolling and (due := self._due()) is not None:
            ahead = min(ahead, due - self._now.frame)
        if self._faded == FADE_FRAMES and self._start is not None:
            ahead = min(ahead, max(self._early(self._start), 1))
        return ahead

    def _render(self, out: Samples) -> float:
        gain = 1.0
        if self._now.rolling:
            gain = self._now.render(out, self._scratch, self._extra)
        else:
            out.fill(0)
        if self._faded < FADE_FRAMES:
            fade = slice(self._faded, self._faded + len(out))
            np.multiply(out, _FADE_IN[fade], out=out)
            if self._old.rolling:
                other = self._other[: len(out)]
                self._old.render(other, self._scratch, self._extra)
                np.multiply(other, _FADE_OUT[fade], out=other)
                np.add(out, other, out=out)
        return gain

    def _advance(self, count: int) -> None:
        self._stream += count
        if self._faded < FADE_FRAMES:
            self._faded += count
            self._move(self._old, count)
        if self._move(self._now, count):
            self._status.write_mark(self._stream, self._now.frame, self._now.frame, rolling=True)

    def _move(self, voice: _Voice, count: int) -> bool:
        """Advance `voice`; return True if it has looped."""
        if not voice.rolling:
            return False
        voice.frame += count
        loop = voice.sound.program.loop
        if voice.looping and loop is not None and voice.frame == loop[1]:
            voice.frame = loop[0]
            return True
        return False


def _in_loop(sound: LoadedProgram, frame: int) -> bool:
    loop = sound.program.loop
    return loop is not None and loop[0] <= frame < loop[1]
