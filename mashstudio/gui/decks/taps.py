"""Tapping along: the times of taps until they end."""

import time
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from mashstudio.core.units import Bpm, Seconds
from mashstudio.gui.guard import Guarded

_PAUSE_MS: Final = 1500
FEWEST_TAPS: Final = 4


@dataclass(frozen=True)
class Tapped:
    """The taps of one series. clock: when each came; heard: the song's time at each, if it was playing at every tap."""

    clock: tuple[Seconds, ...]
    heard: tuple[Seconds, ...]

    @property
    def in_song(self) -> bool:
        """True if the song was playing at every tap."""
        return len(self.heard) == len(self.clock)

    @property
    def tempo(self) -> Bpm:
        """Return the tempo of the taps alone; there must be at least two."""
        return 60 / float(np.polyfit(np.arange(len(self.clock)), np.array(self.clock), 1)[0])


class Taps(Guarded, QObject):
    """Collect taps. done: emitted with Tapped after a pause."""

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._taps: list[tuple[Seconds, Seconds | None]] = []
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._finish)

    @property
    def count(self) -> int:
        """The number of taps so far."""
        return len(self._taps)

    def tap(self, heard: Seconds | None) -> None:
        """Tap; `heard` is the song's time that is heard now."""
        self._taps.append((time.perf_counter(), heard))
        self._pause.start()

    def clear(self) -> None:
        """Forget the taps so far."""
        self._taps.clear()

    def _finish(self) -> None:
        taps, self._taps = self._taps, []
        heard = tuple(at for _clock, at in taps if at is not None)
        self.done.emit(Tapped(tuple(clock for clock, _at in taps), heard))
