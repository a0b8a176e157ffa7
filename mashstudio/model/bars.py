"""Bars, counted by the downbeats, so that their length may change within a song."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.model.alignment import SongAlignment
from mashstudio.model.analysis import BARS

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bars:
    """The bars of a grid; bar 0 contains beat 0.

    downbeats: int64, at least 1, strictly increasing, possibly negative. Bars of `before` beats precede the first
    downbeat, bars of `after` beats follow the last.
    """

    downbeats: Ints
    before: int
    after: int

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bars):
            return NotImplemented
        same = (self.before, self.after) == (other.before, other.after)
        return same and np.array_equal(self.downbeats, other.downbeats)

    __hash__ = None  # type: ignore[assignment]  # it holds an array

    def numbers(self, beats: Ints) -> Ints:
        """Return the bar that contains each beat."""
        numbers: Ints = self._counted(beats) - self._origin
        return numbers

    def starts(self, bars: Ints) -> Ints:
        """Return the beat on which each bar begins; bar 0 may begin before beat 0."""
        counted, last = bars + self._origin, len(self.downbeats) - 1
        early, late = np.minimum(counted, 0) * self.before, np.maximum(counted - last, 0) * self.after
        starts: Ints = self.downbeats[np.clip(counted, 0, last)] + early + late
        return starts

    def place(self, beat: int) -> tuple[int, int]:
        """Return the bar that contains `beat`, and the beat's index in it."""
        bar = int(self.numbers(np.array([beat]))[0])
        return bar, beat - self.start(bar)

    def start(self, bar: int) -> int:
        """Return the beat on which `bar` begins."""
        return int(self.starts(np.array([bar]))[0])

    def moved(self, beat: int, by: int) -> int:
        """Return the beat at the same place in the bar `by` bars later; the last beat of a bar that is shorter."""
        bar, at = self.place(beat)
        start, stop = self.start(bar + by), self.start(bar + by + 1)
        return min(start + at, stop - 1)

    def within(self, start: int, stop: int) -> Ints:
        """Return the downbeats from `start` to before `stop`."""
        first, last = self.numbers(np.array([start, max(start, stop)])).tolist()
        found = self.starts(np.arange(first, last + 1))
        return found[(found >= start) & (found < stop)]

    def signatures(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return each change of the bars' length from `start` to before `stop`: the beat and the beats per bar.

        The rest of the bar that contains `start` counts as a bar of its own.
        """
        if start >= stop:
            return []
        begins = np.union1d(np.array([start]), self.within(start, stop))
        ends = np.append(begins[1:], self.start(self.place(int(begins[-1]))[0] + 1))
        lengths = ends - begins
        kept = np.append(True, np.diff(lengths) != 0)
        return list(zip(begins[kept].tolist(), lengths[kept].tolist(), strict=True))

    @property
    def usual(self) -> int:
        """The usual length of a bar: the lower quartile of all."""
        lengths = np.diff(self.downbeats)
        return int(np.quantile(lengths, 0.25, method="lower")) if len(lengths) else self.after

    @cached_property
    def _origin(self) -> int:
        """The index of the bar with beat 0, counted from the one that begins on `downbeats[0]`."""
        return int(self._counted(np.zeros(1, np.int64))[0])

    def _counted(self, beats: Ints) -> Ints:
        first, last = self.downbeats[0], self.downbeats[-1]
        inside = np.searchsorted(self.downbeats, beats, side="right") - 1
        counted: Ints = np.where(beats < first, (beats - first) // self.before, inside)
        return np.where(beats >= last, len(self.downbeats) - 1 + (beats - last) // self.after, counted)


FOURS: Final = Bars(np.zeros(1, np.int64), 4, 4)
"""Bars of 4 beats, used until a song is known."""


def bars_of(song: SongAlignment, offset: int) -> Bars:
    """Return the bars of `song` on the grid when its beat `offset` lies under beat 0.

    Bars longer than BARS allows are divided into bars of the usual length.
    """
    usual = song.beats_per_bar
    downbeats = np.asarray(song.downbeats, np.int64) if len(song.downbeats) else np.zeros(1, np.int64)
    lengths = np.diff(downbeats)
    for at in np.flatnonzero(lengths > BARS[-1])[::-1].tolist():
        between = np.arange(downbeats[at] + usual, downbeats[at + 1], usual)
        downbeats = np.insert(downbeats, at + 1, between)
    lengths = np.diff(downbeats)
    # A single bar of another length is an exception and isn't continued.
    steady = len(lengths) > 1
    before = int(lengths[0]) if steady and lengths[0] == lengths[1] else usual
    after = int(lengths[-1]) if steady and lengths[-1] == lengths[-2] else usual
    return Bars(downbeats - offset, before, after)
