"""Bars: counted by the downbeats themselves, so that they may change their length in the middle of a song."""

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
    """The bars of a grid, numbered from 0: the bar that holds beat 0.

    downbeats: int64, at least 1, strictly increasing, some maybe before beat 0. Bars of `before` beats lead up to the
    first of them, bars of `after` beats follow the last.
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
        """The bar that holds each beat."""
        numbers: Ints = self._counted(beats) - self._origin
        return numbers

    def starts(self, bars: Ints) -> Ints:
        """The beat on which each bar begins; the first one's may lie before beat 0."""
        counted, last = bars + self._origin, len(self.downbeats) - 1
        early, late = np.minimum(counted, 0) * self.before, np.maximum(counted - last, 0) * self.after
        starts: Ints = self.downbeats[np.clip(counted, 0, last)] + early + late
        return starts

    def place(self, beat: int) -> tuple[int, int]:
        """The bar that holds `beat`, and how many beats into it that is."""
        bar = int(self.numbers(np.array([beat]))[0])
        return bar, beat - self.start(bar)

    def start(self, bar: int) -> int:
        """The beat on which `bar` begins."""
        return int(self.starts(np.array([bar]))[0])

    def moved(self, beat: int, by: int) -> int:
        """The beat as far into the bar `by` bars later (earlier: negative); the last beat of a bar that is shorter."""
        bar, at = self.place(beat)
        start, stop = self.start(bar + by), self.start(bar + by + 1)
        return min(start + at, stop - 1)

    def within(self, start: int, stop: int) -> Ints:
        """The downbeats from `start` on and before `stop`."""
        first, last = self.numbers(np.array([start, max(start, stop)])).tolist()
        found = self.starts(np.arange(first, last + 1))
        return found[(found >= start) & (found < stop)]

    def signatures(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Where bars get another length, from `start` on and before `stop`: the beat, and how many beats they have.

        What is left of the bar in which `start` lies is a bar of its own.
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
        """The length that hardly any bar falls short of."""
        lengths = np.diff(self.downbeats)
        return int(np.quantile(lengths, 0.25, method="lower")) if len(lengths) else self.after

    @cached_property
    def _origin(self) -> int:
        """How the bar with beat 0 is counted from the one with the first of `downbeats`."""
        return int(self._counted(np.zeros(1, np.int64))[0])

    def _counted(self, beats: Ints) -> Ints:
        first, last = self.downbeats[0], self.downbeats[-1]
        inside = np.searchsorted(self.downbeats, beats, side="right") - 1
        counted: Ints = np.where(beats < first, (beats - first) // self.before, inside)
        return np.where(beats >= last, len(self.downbeats) - 1 + (beats - last) // self.after, counted)


FOURS: Final = Bars(np.zeros(1, np.int64), 4, 4)
"""Bars as long as nothing is known of any song."""


def bars_of(song: SongAlignment, offset: int) -> Bars:
    """The bars of `song` on the grid beneath which it lies with its beat `offset` under beat 0.

    Where a bar would be longer than any (BARS), it is counted through in bars of the usual length.
    """
    usual = song.beats_per_bar
    downbeats = np.asarray(song.downbeats, np.int64) if len(song.downbeats) else np.zeros(1, np.int64)
    lengths = np.diff(downbeats)
    for at in np.flatnonzero(lengths > BARS[-1])[::-1].tolist():
        between = np.arange(downbeats[at] + usual, downbeats[at + 1], usual)
        downbeats = np.insert(downbeats, at + 1, between)
    lengths = np.diff(downbeats)
    # A single bar of another length is an exception, and nothing goes on in exceptions.
    steady = len(lengths) > 1
    before = int(lengths[0]) if steady and lengths[0] == lengths[1] else usual
    after = int(lengths[-1]) if steady and lengths[-1] == lengths[-2] else usual
    return Bars(downbeats - offset, before, after)
