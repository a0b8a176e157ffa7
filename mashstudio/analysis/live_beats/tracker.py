"""Beats from what the network hears, each decided as it sounds.

A forward filter over tempo and place in the beat, in frames (Krebs, Böck and Widmer, “An efficient state-space model
for joint tempo and meter tracking”, ISMIR 2015), and one over meter and place in the bar, in beats.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.network import DELAY, FASTEST, SLOWEST, TEMPI
from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS
from mashstudio.core.units import Bpm
from mashstudio.model.heard_beat import HeardBeat

_PARTS: Final = 3
"""Places in a frame: in whole frames, fast tempi would lie 6 % apart."""
_SHORTEST, _LONGEST = 14, 55
"""Frames in a beat: 54 to 214 BPM."""
_APART: Final = 1.02
"""A tempo and its neighbour."""
_ALIKE: Final = 0.06
"""Tempi that differ by less are alike where it is asked how sure a beat is."""
_STEADY: Final = 200.0
"""How hard it is to change the tempo (λ in the paper)."""
_SOUNDING: Final = 12
"""A beat sounds in the first part of so many."""
_TEMPO_WEIGHT: Final = 0.02
_LATEST: Final = 2
"""Frames that a beat may be told late, so that it is told within 100 ms of its sound."""
_MIDDLE: Final = 1.5
"""A beat lies in the middle of the frame after the first that the filter takes for it."""
_SURE: Final = 0.2
_REMEMBERED: Final = 12
_KEPT: Final = 120
_AROUND: Final = 2
"""Frames before and after a beat in which its downbeat is heard."""
_METERS: Final = ((2, 0.04), (3, 0.14), (4, 0.68), (5, 0.04), (6, 0.06), (7, 0.04))
_LEAST: Final = 0.05
_CLEARLY: Final = 20.0
"""How much likelier another place in the bar must be than the one that follows, to be told."""
_WEIGHT: Final = 0.7
"""What a beat weighs: the bars of a song are alike, so that what misleads in one misleads in the next."""
_FADING: Final = 0.95
"""What it still weighs a beat later: five bars are remembered, and small preferences don't add up over a song."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Activations:
    """What the network heard: beat, downbeat 0–1 (frames,), tempo (frames, TEMPI), of sum 1."""

    beat: Floats
    downbeat: Floats
    tempo: Floats

    def __len__(self) -> int:
        return len(self.beat)


class BeatTracker:
    """Follows the beat frame by frame."""

    def __init__(self) -> None:
        steps = np.arange(int(np.log(_LONGEST / _SHORTEST) / np.log(_APART)) + 1)
        lengths = np.unique(np.rint(_SHORTEST * _PARTS * _APART**steps)).astype(np.int64)
        self._intervals = lengths / _PARTS
        ends = np.cumsum(lengths)
        starts = ends - lengths
        self._first = starts[:, None] + np.arange(_PARTS)
        self._last = ends[:, None] - _PARTS + np.arange(_PARTS)
        self._rows = np.repeat(np.arange(len(lengths)), lengths)
        self._places = (np.arange(ends[-1]) - starts[self._rows]) / _PARTS
        self._sounding = self._places < np.maximum(self._intervals[self._rows] / _SOUNDING, 1)
        ratios = lengths[None, :] / lengths[:, None]
        self._alike = np.abs(ratios - 1) < _ALIKE
        changes = np.exp(-_STEADY * np.abs(ratios - 1))
        self._changes = (changes / changes.sum(axis=1, keepdims=True)).T
        self._classes = np.clip(_tempo_class(60 / (self._intervals * FRAME_SECONDS)), 0, TEMPI - 1)
        self._likely = 1 / lengths[self._rows] / len(lengths)
        self._bars = _Bars()
        self._near: list[tuple[float, float]] = []
        self._frame = 0
        self._told: list[float] = []

    def feed(self, heard: Activations) -> list[HeardBeat]:
        """Return the beats that are decided in these frames."""
        return list(self._follow(heard))

    def _follow(self, heard: Activations) -> Iterator[HeardBeat]:
        for beat, downbeat, tempo in zip(heard.beat, heard.downbeat, heard.tempo, strict=True):
            self._step(float(beat), tempo)
            self._near = [*self._near[-_KEPT:], (float(beat), float(downbeat))]
            best = int(np.argmax(self._likely))
            interval, place = float(self._intervals[self._rows[best]]), float(self._places[best])
            begun = self._frame - place
            new = not self._told or begun - self._told[-1] > 0.6 * interval
            if place < _LATEST + 1 and new and (sure := self._sure(best)) >= _SURE:
                self._told = [*self._told[-_REMEMBERED:], begun]
                at = max((begun - DELAY + _MIDDLE) * FRAME_SECONDS, 0.0)
                # What sounds after a beat was told helps to place the next one.
                if len(self._told) > 1:
                    self._bars.beat(self._downbeat(self._told[-2]))
                position, meter = self._bars.place_of(self._downbeat(begun))
                yield HeardBeat(at, position, meter, self._tempo(interval), sure)
            self._frame += 1

    def _step(self, beat: float, tempo: Floats) -> None:
        before, beat = self._likely, min(max(beat, _LEAST), 1 - _LEAST)
        moved = np.empty_like(before)
        moved[_PARTS:] = before[:-_PARTS]
        moved[self._first] = self._changes @ before[self._last]
        moved *= np.where(self._sounding, beat, (1 - beat) / (_SOUNDING - 1))
        moved *= (np.maximum(tempo[self._classes], 1e-3) ** _TEMPO_WEIGHT)[self._rows]
        self._likely = moved / moved.sum()

    def _sure(self, best: int) -> float:
        """Return how likely a beat is within a frame of the likeliest place, at a tempo about the likeliest."""
        about = self._alike[self._rows[best]][self._rows] & (np.abs(self._places - self._places[best]) <= 1)
        return min(float(self._likely[about].sum()), 1.0)

    def _downbeat(self, begun: float) -> float:
        """Return how likely the beat at frame `begun` is a downbeat, by what was heard around it so far."""
        at = math.ceil(begun) - (self._frame + 1 - len(self._near))
        some = self._near[max(at - _AROUND, 0) : at + _AROUND + 1]
        beat, downbeat = (max(values) for values in zip(*some, strict=True)) if some else (_LEAST, 0.0)
        return downbeat / max(beat, downbeat, _LEAST)

    def _tempo(self, interval: float) -> Bpm:
        """Return the tempo by the last beats as far as they are about one interval apart, in frames."""
        beats = np.array(self._told)
        even = np.abs(np.diff(beats) / interval - 1) < 0.15
        # The last stretch of steady beats.
        steady = int(np.argmin(even[::-1])) if not even.all() else len(even)
        if steady < 2:
            return 60 / (interval * FRAME_SECONDS)
        beats = beats[-steady - 1 :]
        slope = np.polyfit(np.arange(len(beats)), beats, 1)[0]
        return float(60 / (slope * FRAME_SECONDS))


class _Bars:
    """Follows meter and place in the bar, beat by beat."""

    def __init__(self) -> None:
        self._meters = np.concatenate([np.full(meter, meter) for meter, _ in _METERS])
        self._places = np.concatenate([np.arange(meter) for meter, _ in _METERS])
        self._prior = np.concatenate([np.full(meter, share / meter) for meter, share in _METERS])
        self._next = np.arange(len(self._meters)) + 1
        self._next[self._places == self._meters - 1] -= self._meters[self._places == self._meters - 1]
        self._likely = self._prior.copy()
        self._told: int | None = None

    def beat(self, downbeat: float) -> None:
        """Take a beat. downbeat: how likely it is one, 0–1."""
        self._likely = self._after(downbeat)

    def place_of(self, downbeat: float) -> tuple[int, int]:
        """Return the place of the next beat in its bar, from 1, and the bar's length, as far as it is heard."""
        likely = self._after(downbeat)
        best = int(np.argmax(likely))
        usual = best if self._told is None else int(self._next[self._told])
        told = self._told = best if likely[best] > _CLEARLY * likely[usual] else usual
        return int(self._places[told]) + 1, int(self._meters[told])

    def _after(self, downbeat: float) -> Floats:
        moved = np.empty_like(self._likely)
        moved[self._next] = self._likely
        moved = moved**_FADING * self._prior ** (1 - _FADING)
        downbeat = min(max(downbeat, 0.05), 0.9)
        moved *= np.where(self._places == 0, downbeat, 1 - downbeat) ** _WEIGHT
        likely: Floats = moved / moved.sum()
        return likely


def tempo_class(bpm: Bpm) -> int:
    """Return the class of a tempo, 0 … TEMPI − 1; those out of range count as the nearest."""
    return int(np.clip(_tempo_class(np.array([bpm])), 0, TEMPI - 1)[0])


def _tempo_class(bpm: Floats) -> NDArray[np.int64]:
    steps = np.log(bpm / SLOWEST) / np.log(FASTEST / SLOWEST) * (TEMPI - 1)
    return np.asarray(np.rint(steps), np.int64)
