"""Keys that sound at once, whatever else is played."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from mashstudio.core.units import Seconds
from mashstudio.playback.client.wish import Wish
from mashstudio.playback.ipc.keys import CountIn, PressKey, ReleaseKey, SetKeys
from mashstudio.playback.ipc.wire import Command


class LiveKeys:
    """The keys of an instrument; they may be played from any thread. send: called under `lock`."""

    def __init__(self, send: Callable[[Command], None], lock: threading.RLock, wish: Wish) -> None:
        self._send, self._lock, self._wish = send, lock, wish
        self._chosen = SetKeys(())
        self._held = set[int]()

    @property
    def held(self) -> frozenset[int]:
        """The pitches of the keys that are pressed."""
        with self._lock:
            return frozenset(self._held)

    def choose(self, files: Sequence[Path | None], *, rings: bool = False) -> None:
        """Play these recordings from the next key on; see `SetKeys`. Keys that sound go on."""
        with self._lock:
            self._chosen = SetKeys(tuple(None if file is None else str(file) for file in files), rings)
            self._send(self._chosen)

    def hurry(self, on: bool) -> None:
        """Let keys be heard sooner, or as late as the device is set to; opens it anew if need be."""
        with self._lock:
            before, self._wish.live = self._wish.output(), on
            if self._wish.output() != before:
                self._send(self._wish.output())

    def press(self, pitch: int, velocity: int) -> None:
        """Press a key. velocity: 1–127."""
        with self._lock:
            self._held.add(pitch)
            self._send(PressKey(pitch, velocity))

    def release(self, pitch: int) -> None:
        """Let a key go."""
        with self._lock:
            self._held.discard(pitch)
            self._send(ReleaseKey(pitch))

    def release_all(self) -> None:
        """Let every key go."""
        for pitch in self.held:
            self.release(pitch)

    def count_in(self, at: Seconds, every: Seconds, beats: int) -> None:
        """Click, heard from the time `at` on; see `CountIn`. beats: 0: no more."""
        with self._lock:
            self._send(CountIn(at, every, beats))

    def renew(self) -> None:
        """Tell a new audio process which instrument is played."""
        with self._lock:
            self._held.clear()
            self._send(self._chosen)
