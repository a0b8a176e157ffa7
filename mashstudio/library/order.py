"""An order of songs in which each leads to the next: by key, tempo and energy."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.library.facts import Listed
from mashstudio.library.search import key_steps

_FEW: Final = 11
"""So many songs are ordered in the best way of all; more by exchanging until nothing gets better."""
_EACH_STEP: Final = 1.0
_EACH_OCTAVE: Final = 24.0
"""6 % of tempo, which most songs bear, weigh as much as two steps of the Camelot wheel."""
_EACH_LEVEL: Final = 0.4

Floats = NDArray[np.float64]


def in_order(songs: Sequence[Listed]) -> list[Listed]:
    """Return the songs on the shortest path through all, from the calmer end on; the same songs give the same path."""
    songs = sorted(songs, key=lambda song: (song.facts.energy, song.facts.tempo, song.facts.sha256))
    if len(songs) < 3:
        return songs
    away = np.array([[_distance(one, other) for other in songs] for one in songs])
    path = _shortest(away) if len(songs) <= _FEW else _exchanged(away)
    ends = [songs[path[0]].facts, songs[path[-1]].facts]
    if (ends[0].energy, ends[0].tempo) > (ends[1].energy, ends[1].tempo):
        path = path[::-1]
    return [songs[index] for index in path]


def _distance(one: Listed, other: Listed) -> float:
    octaves = abs(float(np.log2(one.facts.tempo / other.facts.tempo)))
    # Half and double time are the same tempo.
    stretch = abs(octaves - round(octaves))
    key = key_steps(one.facts.key, other.facts.key)
    energy = abs(one.facts.energy - other.facts.energy)
    return _EACH_STEP * key + _EACH_OCTAVE * stretch + _EACH_LEVEL * energy


def _shortest(away: Floats) -> list[int]:
    """Return the shortest path through all points (Held and Karp)."""
    count = len(away)
    reached = np.full((1 << count, count), np.inf)
    before = np.zeros((1 << count, count), np.int64)
    for point in range(count):
        reached[1 << point, point] = 0
    for visited in range(1, 1 << count):
        for point in range(count):
            rest = visited & ~(1 << point)
            if visited >> point & 1 and rest:
                lengths = reached[rest] + away[:, point]
                before[visited, point] = int(lengths.argmin())
                reached[visited, point] = lengths.min()
    visited = (1 << count) - 1
    path = [int(reached[visited].argmin())]
    while visited.bit_count() > 1:
        point = path[-1]
        path.append(int(before[visited, point]))
        visited &= ~(1 << point)
    return path


def _exchanged(away: Floats) -> list[int]:
    """Return a short path: to the nearest each time, from the first on, then turned round in parts (2-opt)."""
    count = len(away)
    path, left = [0], set(range(1, count))
    while left:
        path.append(min(left, key=lambda point: (away[path[-1], point], point)))
        left.remove(path[-1])
    # A point that is as near to all makes a round trip of the path.
    padded = np.pad(away, (0, 1))
    trip = np.array([*path, count])
    while (better := _best_turn(padded, trip)) is not None:
        first, last = better
        trip[first : last + 1] = trip[first : last + 1][::-1].copy()
    gap = int(np.flatnonzero(trip == count)[0])
    return [int(point) for point in np.roll(trip, -gap)[1:]]


def _best_turn(away: Floats, trip: NDArray[np.int64]) -> tuple[int, int] | None:
    """Return the part of a round trip that is best turned round; None if that never shortens it."""
    before, after = np.roll(trip, 1), np.roll(trip, -1)
    now = away[before, trip][:, None] + away[trip, after][None, :]
    then = away[before[:, None], trip[None, :]] + away[trip[:, None], after[None, :]]
    gain = np.triu(now - then, 1)
    # The whole trip turned round is the same one.
    gain[0, -1] = 0
    best = int(gain.argmax())
    first, last = divmod(best, len(trip))
    return (first, last) if gain[first, last] > 1e-9 else None
