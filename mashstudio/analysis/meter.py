"""Find the downbeats of the grid, and bars with beats of two lengths."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.beats import TrackedSpan
from mashstudio.analysis.hearing import FPS, strength
from mashstudio.analysis.levels import bar_begins, harmony_changes
from mashstudio.core.units import Bpm

_FLOOR = 0.02
# The cost of an irregular bar, in nats: the count goes on unless several bars in a row contradict it.
_IRREGULAR = 16.0
_FIRST = 0.1
_PLAIN = 0.2
_REACH = 0.6 * FPS
# Faster pulses are not tapped: in bars of 5 or 7 they are tapped in twos and a three.
_TOO_FAST: Bpm = 190.0
_GROUPS = {5: ((2, 3), (3, 2)), 7: ((2, 2, 3), (3, 2, 2), (2, 3, 2))}

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


class Cues(NamedTuple):
    """Evidence at each beat of a grid: float64 (beats,), 0–1.

    heard: confidence that it is a beat at all. first: evidence for a downbeat, half of it the networks' activation,
    half changes of harmony. attack: strength of low and middle attacks, any scale.
    """

    heard: Floats
    first: Floats
    attack: Floats


def gather_cues(parts: tuple[TrackedSpan, ...], beats: Floats) -> Cues:
    """Return the evidence for downbeats among `beats` (seconds)."""
    heard, downbeat, change, attack = (np.zeros(len(beats)) for _ in range(4))
    reach = min(_REACH, float(np.median(np.diff(beats))) * FPS)
    for part in parts:
        frames = (beats - part.heard.start) * FPS
        inside = (frames >= 0) & (frames < len(part.heard.activations))
        if not np.any(inside):
            continue
        own = frames[inside]
        heard[inside] = strength(part.heard.activations.sum(axis=1), own)
        downbeat[inside] = strength(part.heard.activations[:, 1], own)
        change[inside] = harmony_changes(part.heard, own, reach)
        attack[inside] = strength(part.heard.attacks[:, :2].sum(axis=1), own)
    sounding = heard > 0
    if not np.any(sounding):
        return Cues(heard, np.zeros(len(beats)), attack)
    first = bar_begins(downbeat[sounding], downbeat) + bar_begins(change[sounding], change)
    return Cues(heard, np.clip(first / 2, 0, 1), attack)


def place_downbeats(cues: Cues, beats_per_bar: int) -> tuple[Indices, float]:
    """Return the indices of the downbeats among a grid's beats, and how clearly they stand out (0–1).

    They are the likeliest count: bars of `beats_per_bar`, and a shorter one on strong evidence.
    """
    share = np.clip(cues.first, _FLOOR, 1 - _FLOOR)
    weight = np.minimum(cues.heard / _PLAIN, 1)
    positions = _count(weight * np.log(share), weight * np.log1p(-share), beats_per_bar)
    downbeats = np.flatnonzero(positions == 0)
    if len(downbeats) == 0:
        return np.zeros(1, np.int64), 0.0
    sounding = cues.heard > 0
    by_place = [cues.first[(positions == place) & sounding] for place in range(beats_per_bar)]
    means = [float(values.mean()) if len(values) else 0.0 for values in by_place]
    return downbeats, float(np.clip((means[0] - max(means[1:])) / max(means[0], 1e-6), 0, 1))


def tapped_beats(cues: Cues, downbeats: Indices, beats_per_bar: int, tempo: Bpm) -> tuple[Indices, int] | None:
    """Return the tapped pulses and their number in a bar, for bars of 5 or 7 pulses too fast to tap; None for others.

    7/8 is tapped in three beats (2 + 2 + 3 pulses, or the order with the strongest attacks).
    """
    if beats_per_bar not in _GROUPS or tempo < _TOO_FAST:
        return None

    def starts(groups: tuple[int, ...]) -> Indices:
        return np.cumsum((0, *groups[:-1]))

    whole = downbeats[downbeats + beats_per_bar <= len(cues.attack)]
    if len(whole) == 0:
        return None
    best = max(_GROUPS[beats_per_bar], key=lambda groups: float(cues.attack[whole[:, None] + starts(groups)].mean()))
    # The count also covers the beats before the first downbeat and bars cut short.
    place = np.arange(len(cues.attack)) - downbeats[0]
    later = np.searchsorted(downbeats, np.arange(len(cues.attack)), side="right") - 1
    place = np.where(later >= 0, np.arange(len(cues.attack)) - downbeats[np.maximum(later, 0)], place % beats_per_bar)
    return np.flatnonzero(np.isin(place, starts(best))), len(best)


def _count(first: Floats, other: Floats, beats_per_bar: int) -> Indices:
    """Return the best positions (0 … beats_per_bar − 1): Viterbi over a bar that goes on, or restarts at a cost."""
    score = np.full(beats_per_bar, other[0])
    # Without evidence, the first beat is a downbeat.
    score[0] = first[0] + _FIRST
    came_from = np.zeros((len(first), beats_per_bar), np.int64)
    for index in range(1, len(first)):
        stepped = np.roll(score, 1)
        origin = np.roll(np.arange(beats_per_bar), 1)
        # A bar has at least two beats.
        cut = 1 + int(np.argmax(score[1:-1])) if beats_per_bar > 2 else 0
        if cut and score[cut] - _IRREGULAR > stepped[0]:
            stepped[0], origin[0] = score[cut] - _IRREGULAR, cut
        score = stepped + other[index]
        score[0] = stepped[0] + first[index]
        came_from[index] = origin
    positions = np.zeros(len(first), np.int64)
    positions[-1] = int(np.argmax(score))
    for index in range(len(first) - 1, 0, -1):
        positions[index - 1] = came_from[index, positions[index]]
    return positions
