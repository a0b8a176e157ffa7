"""Keys that sound at once, whatever else is played: short recordings of an instrument, one for each key.

They are added to what the mixer plays, like the metronome, and take nothing from it. The callback copies and adds
samples that lie in memory; it takes no lock and allocates no sample buffer.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.playback.ipc.keys import (
    KEYS_PER_FILE,
    MOST_PITCHES,
    USUAL_VELOCITY,
    CountIn,
    PressKey,
    ReleaseKey,
    SetKeys,
)
from mashstudio.playback.process.read_ahead import MappedStem
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS

RELEASE_FRAMES: Final = SAMPLE_RATE // 50
"""20 ms."""

_HELD: Final = 32
_VOICES: Final = 48
"""The most keys that are held at once, and with those that are fading out."""

_CHUNK: Final = 2048
_BEGINNING: Final = SAMPLE_RATE // 4

_FADE = (np.cos((np.arange(RELEASE_FRAMES) + 0.5) * (np.pi / 2 / RELEASE_FRAMES)) ** 2).astype(np.float32)
_FADE_OUT: Final = np.repeat(_FADE[:, None], 2, axis=1)


@dataclass(frozen=True, eq=False)
class Press:
    """A key is pressed. sound: float32 (frames, 2); gain: linear; rings: it sounds to its end, however it is held."""

    pitch: int
    sound: Samples
    gain: float
    rings: bool = False


@dataclass(frozen=True)
class Release:
    """A key is let go."""

    pitch: int


@dataclass(frozen=True)
class Clicks:
    """The metronome's clicks are struck at their times."""

    count_in: CountIn

    @property
    def all(self) -> list[tuple[Seconds, Press]]:
        """Each click, and when it is to be heard."""
        stem, count = CLICK_STEMS[0], self.count_in
        first, other = (Press(-1, sound, 1.0, rings=True) for sound in (stem[:CLICK_FRAMES], stem[CLICK_FRAMES:]))
        return [(count.at + number * count.every, other if number else first) for number in range(count.beats)]


class _Voice:
    """A key that sounds: the next frame of its sound (negative: it begins later), and how many frames it has been
    fading out; −1: it is held.
    """

    __slots__ = ("at", "fading", "gain", "pitch", "rings", "sound")

    def __init__(self) -> None:
        self.sound: Samples | None = None
        self.pitch, self.at, self.fading, self.gain, self.rings = -1, 0, -1, 1.0, False

    def begin(self, press: Press, wait: int) -> None:
        self.sound, self.pitch, self.at, self.fading = press.sound, press.pitch, -wait, -1
        self.gain, self.rings = press.gain, press.rings

    def add(self, out: Samples, scratch: Samples, gain: float) -> None:
        """Add its next frames to `out`; end it after its last one."""
        assert self.sound is not None
        if self.at < 0:
            wait = min(-self.at, len(out))
            self.at += wait
            out = out[wait:]
        left = len(self.sound) - self.at
        if self.fading >= 0:
            left = min(left, RELEASE_FRAMES - self.fading)
        count = min(left, len(out))
        part = scratch[:count]
        np.multiply(self.sound[self.at : self.at + count], np.float32(self.gain * gain), out=part)
        if self.fading >= 0:
            np.multiply(part, _FADE_OUT[self.fading : self.fading + count], out=part)
            self.fading += count
        np.add(out[:count], part, out=out[:count])
        self.at += count
        if count == left:
            self.sound = None


class LiveKeys:
    """The keys that sound. stream_at: returns the stream's frame that is heard at a time; None: there is no device yet.

    `send` may be called by another thread; `into` by the callback only.
    """

    def __init__(self, stream_at: Callable[[Seconds], float | None] = lambda _time: None) -> None:
        self._stream_at = stream_at
        self._commands: deque[Press | Release | Clicks] = deque()
        self._clicks: list[tuple[Seconds, Press]] = []
        # In the order in which they began; those that have ended lie anywhere.
        self._voices = [_Voice() for _ in range(_VOICES)]
        self._scratch = np.empty((_CHUNK, 2), np.float32)

    def send(self, command: Press | Release | Clicks) -> None:
        """Carry out `command` in the next block."""
        self._commands.append(command)

    def into(self, out: Samples, stream: int, gain: float) -> None:
        """Add what sounds to `out`, float32 (frames, 2), the frames from `stream` on. gain: linear."""
        while self._commands:
            match self._commands.popleft():
                case Press() as press:
                    self._press(press)
                case Release(pitch):
                    self._let_go(pitch)
                case Clicks() as clicks:
                    self._clicks = clicks.all
        if self._clicks:
            self._click(stream, len(out))
        for voice in self._voices:
            for start in range(0, len(out), _CHUNK):
                if voice.sound is not None:
                    voice.add(out[start : start + _CHUNK], self._scratch, gain)

    def silence(self) -> None:
        """End everything at once. Only while no device calls `into`."""
        self._commands.clear()
        self._clicks = []
        for voice in self._voices:
            voice.sound = None

    def _press(self, press: Press) -> None:
        self._let_go(press.pitch, rings=True)
        self._begin(press, 0)

    def _click(self, stream: int, frames: int) -> None:
        """Begin the clicks that are due in this block; leave out those that are late."""
        for click in self._clicks.copy():
            at = self._stream_at(click[0])
            if at is not None and at < stream + frames:
                self._clicks.remove(click)
                if at >= stream:
                    self._begin(click[1], round(at) - stream)

    def _begin(self, press: Press, wait: int) -> None:
        held = [voice for voice in self._voices if voice.sound is not None and voice.fading < 0]
        if len(held) >= _HELD:
            held[0].fading = 0
        free = next((number for number, voice in enumerate(self._voices) if voice.sound is None), None)
        if free is not None:
            voice = self._voices.pop(free)
            voice.begin(press, wait)
            self._voices.append(voice)

    def _let_go(self, pitch: int, *, rings: bool = False) -> None:
        """Let a key fade out. rings: also if it rings."""
        for voice in self._voices:
            if voice.pitch == pitch and voice.sound is not None and voice.fading < 0 and (rings or not voice.rings):
                voice.fading = 0


class Instrument:
    """The recordings of an instrument's keys, in memory before they are played. unreadable: called with a path and the
    reason.
    """

    def __init__(self, unreadable: Callable[[str, str], None]) -> None:
        self._unreadable = unreadable
        self._files: dict[str, MappedStem] = {}
        self._chosen = SetKeys(())

    def obey(self, command: SetKeys | PressKey | ReleaseKey | CountIn, keys: LiveKeys) -> None:
        """Carry out a command on `keys`."""
        match command:
            case SetKeys():
                self.choose(command)
            case PressKey(pitch, velocity):
                if (press := self.press(pitch, velocity)) is not None:
                    keys.send(press)
                    self.read(pitch)
            case ReleaseKey(pitch):
                keys.send(Release(pitch))
            case CountIn():
                keys.send(Clicks(command))

    def choose(self, keys: SetKeys) -> None:
        """Play these files from the next key on."""
        wanted = {path for path in keys.files if path is not None}
        for path in self._files.keys() - wanted:
            self._files.pop(path).close()
        for path in wanted - self._files.keys():
            self._open(path)
        self._chosen = keys

    def press(self, pitch: int, velocity: int) -> Press | None:
        """Return what is to be played; None: nothing, as there is no recording."""
        where = self._place(pitch)
        if where is None:
            return None
        file, start, frames = where
        gain = (velocity / USUAL_VELOCITY) ** 2
        return Press(pitch, file.samples[start : start + frames], gain, self._chosen.rings)

    def read(self, pitch: int) -> None:
        """Load the whole recording of a key; its beginning is loaded already."""
        if (where := self._place(pitch)) is not None:
            file, start, frames = where
            file.read(start + _BEGINNING, start + frames)

    def _open(self, path: str) -> None:
        try:
            file = self._files[path] = MappedStem(path)
        except (OSError, ValueError) as error:
            self._unreadable(path, str(error))
            return
        frames = len(file.samples) // KEYS_PER_FILE
        for key in range(KEYS_PER_FILE):
            file.read(key * frames, key * frames + _BEGINNING)

    def _place(self, pitch: int) -> tuple[MappedStem, int, int] | None:
        """Return the file, first frame and frames of a key."""
        number, key = divmod(pitch, KEYS_PER_FILE)
        path = self._chosen.files[number] if 0 <= pitch < MOST_PITCHES and number < len(self._chosen.files) else None
        file = None if path is None else self._files.get(path)
        if file is None:
            return None
        frames = len(file.samples) // KEYS_PER_FILE
        return file, key * frames, frames
