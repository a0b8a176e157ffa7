"""Decide which pulse of a song is its beat, and how many beats make a bar; both are decided together.

A song can also be read with half, double, one and a half times or a third as many beats as the tracker found. Each
reading is scored in nats, as the sum of:

- tapping preference: the resonance of van Noorden and Moelants, "Resonance in the Perception of Musical Pulse",
  Journal of New Music Research 1999, around 120 BPM, with a bonus for the slower of two levels and a penalty for
  pulses too fast to tap;
- the match of beats and attacks, by the networks and in the low and middle bands;
- the division of beats: plain halves, or swung, with an attack at two thirds and none before;
- the skips of cymbals in swing too fast to swing on every beat;
- the backbeat: beats alternating low and high, like kick and snare; kick and mere hi-hat count against it;
- the match of downbeats with the networks' downbeats and with changes of harmony;
- the similarity of the sound one bar later;
- the prior of the bar's length; bars of two if beats are divided in three (6/8).

A match is 2 ln Σ s − ln N, Σ s being the strength at the N marks: up to constants, the log of the share of marks with
strength times the share of strength that is marked. The weights were fitted (softmax over the readings) to 120
rendered pieces of known beats and bars, 56 to 220 BPM, and hold for as many others; those of the division and the
backbeat to 198 more: fitted to either half, they found 177 levels of the other, 173 without them. That of the skips is
set by hand: half of it leaves fast swing at half its tempo, and it costs new jack swing (sixteenths that swing, at half
the tempo) 2 of its 6 nats.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.hearing import FPS, Heard, strength
from mashstudio.core.units import Bpm

_SLOWEST: Bpm = 38.0
_FASTEST: Bpm = 300.0
_RESONANT = 2.0
# In steps of a sixth of the tracked beat: the distance between a reading's beats, and their possible first steps.
_SIXTHS = 6
_PHASES: dict[int, tuple[int, ...]] = {
    24: tuple(range(0, 24, 3)),
    18: (0, 6, 12),
    12: (0, 3, 6, 9),
    9: (0, 3, 6),
    8: (0, 2, 4, 6),
    6: (0, 3),
    4: (0, 2),
    3: (0,),
    2: (0,),
}
_FEWEST = 8
_BARS = {4: 0.97, 3: 0.2, 2: -1.5, 6: -0.95, 5: 0.35, 7: 0.0}
_TAPPED, _SLOWER = 0.5, 1.1
_BEAT, _LOW, _MID = 1.15, 1.0, 1.9
_DOWNBEAT, _CHANGE, _WIDE_CHANGE = 1.1, 1.45, 1.95
_ALIKE, _TERNARY = 2.0, 3.6
_HALVED, _SWUNG, _BACKBEAT = 0.8, 2.2, 4.7
# In steps of a thirty-sixth every beat has halves and thirds. An attack has to be this near to them, in beats.
_FINER = 6
_NEAR = 1 / 12
_ALTERNATING = 16
# What skips tell grows from this tempo to twice of it.
_SKIPPED = 4.0
_SKIPS_FROM: Bpm = 120.0
_SKIP_REACH, _FOUR = 2, 4
# Too fast to tap; only bars of 5 and 7 have such pulses, which are tapped in groups.
_TOO_FAST: Bpm = 210.0
_HURRIED, _GROUPED = 1.0, (5, 7)
# Bars are counted afresh in each window of this many tracked beats: the tracker may slip, or a bar be irregular.
_WINDOW = 48
# Downbeats and changes below this quantile count as none; the others still count a little.
_NONE, _LITTLE = 0.25, 0.15
_CHANGE_REACH = 0.6 * FPS

Floats = NDArray[np.float64]


class Reading(NamedTuple):
    """Beats `step` sixths of a tracked beat apart from `first` on, in bars of `bar`, with the score in nats."""

    step: int
    first: int
    bar: int
    score: float


class Evidence(NamedTuple):
    """Evidence for beats and bars at every sixth of a tracked beat: float64 (steps,) each.

    beat, low, mid, high: strength of attacks, with mean 1. attack: of all attacks, at every thirty-sixth of a beat;
    cymbals: of high ones.
    downbeat, change, wide_change: of downbeats and changes of harmony, likewise. first: 0–2, confidence that a bar
    begins here. look: (steps, 7), the sound there, standardised. period: of the tracked beat, frames.
    """

    beat: Floats
    low: Floats
    mid: Floats
    high: Floats
    attack: Floats
    cymbals: Floats
    downbeat: Floats
    change: Floats
    wide_change: Floats
    first: Floats
    look: Floats
    period: float


def tapped(tempo: Bpm) -> float:
    """Return how readily people tap at `tempo`: the log of the resonance curve."""
    hertz = tempo / 60
    at = ((_RESONANT**2 - hertz**2) ** 2 + hertz**2) ** -0.5
    return float(np.log(at - (_RESONANT**4 + hertz**4) ** -0.5))


def sixths(frames: Floats) -> Floats:
    """Return every sixth of a beat, from the first to the last."""
    return _parts(frames, _SIXTHS)


def gather(heard: Heard, frames: Floats) -> Evidence:
    """Return the evidence at and between the tracked beats at `frames` (at least 9)."""
    steps = sixths(frames)
    period = float(np.median(np.diff(frames)))
    beat, downbeat = strength(heard.activations.sum(axis=1), steps), strength(heard.activations[:, 1], steps)
    low, mid, high = (strength(band, steps) for band in heard.attacks.T)
    reach = min(period, _CHANGE_REACH)
    change, wide_change = (harmony_changes(heard, steps, width * reach) for width in (1, 2))
    look = np.stack([beat, downbeat, low, mid, high, change, wide_change], axis=1)
    evened = [column / max(float(column.mean()), 1e-9) for column in (beat, low, mid, high)]
    return Evidence(
        beat=evened[0],
        low=evened[1],
        mid=evened[2],
        high=evened[3],
        attack=_attacks(heard, frames, max(min(int(period * _NEAR), 3), 1)),
        cymbals=strength(heard.attacks[:, 2], _parts(frames, _SIXTHS * _FINER), _SKIP_REACH),
        downbeat=_cleared(downbeat),
        change=_cleared(change),
        wide_change=_cleared(wide_change),
        first=bar_begins(downbeat[::_SIXTHS], downbeat) + bar_begins(change[::_SIXTHS], change),
        look=(look - look.mean(axis=0)) / (look.std(axis=0) + 1e-9),
        period=period,
    )


def harmony_changes(heard: Heard, frames: Floats, reach: float) -> Floats:
    """Return the cosine distance, 0–2, of the harmony in the `reach` frames after and before each of `frames`."""
    bands = heard.harmony.shape[1]
    sums = np.zeros((len(heard.harmony) + 1, bands))
    np.cumsum(heard.harmony, axis=0, out=sums[1:])

    def mean(begin: Floats, end: Floats) -> Floats:
        low = np.clip(np.rint(begin).astype(int), 0, len(sums) - 2)
        high = np.maximum(np.clip(np.rint(end).astype(int), 1, len(sums) - 1), low + 1)
        spectrum = (sums[high] - sums[low]) / (high - low)[:, None]
        return np.asarray(spectrum - spectrum.mean(axis=1, keepdims=True), np.float64)

    # Leave out the attack: a note starts slightly before its beat and is steady slightly after it.
    before, after = mean(frames - reach, frames - 2), mean(frames + 4, frames + reach)
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return np.asarray(1 - (before * after).sum(axis=1) / (norms + 1e-6), np.float64)


def bar_begins(beats: Floats, values: Floats) -> Floats:
    """Return `values`, without the lowest, relative to the mean of the greatest quarter of `beats`: about 0–1."""
    none = float(np.quantile(beats, _NONE))
    top = float(np.sort(beats)[-max(len(beats) // 4, 1) :].mean()) - none
    return np.maximum(values - none, 0) / max(top, 1e-6)


def read(evidence: Evidence) -> list[Reading]:
    """Return every reading of a song, likeliest first."""
    readings = []
    steps = len(evidence.beat)
    for step, phases in _PHASES.items():
        tempo = 60 * FPS / (evidence.period * step / _SIXTHS)
        if not _SLOWEST <= tempo <= _FASTEST:
            continue
        alike = {bar: _alike(evidence.look, step * bar) for bar in _BARS}
        for first in phases:
            marks = np.arange(first, steps, step)
            if len(marks) < _FEWEST:
                continue
            level = _TAPPED * tapped(tempo) - _SLOWER * np.log(tempo)
            for weight, strengths in ((_BEAT, evidence.beat), (_LOW, evidence.low), (_MID, evidence.mid)):
                level += weight * _match(strengths, marks)
            division = _division(evidence.attack, marks, step)
            level += _HALVED * division.halved + _SWUNG * division.swung
            fast = float(np.clip(np.log2(tempo / _SKIPS_FROM), 0, 1))
            level += _SKIPPED * fast * _skips(evidence.cymbals, marks, step)
            level += _BACKBEAT * _backbeat(evidence.low[marks], evidence.mid[marks], evidence.high[marks])
            for bar, common in _BARS.items():
                score = level + common + _ALIKE * alike[bar] + _bar_match(evidence, marks, step, bar)
                if tempo > _TOO_FAST and bar not in _GROUPED:
                    score -= _HURRIED
                if bar == 2:
                    score += _TERNARY * division.ternary
                readings.append(Reading(step, first, bar, float(score)))
    return sorted(readings, key=lambda reading: -reading.score)


def chances(readings: list[Reading]) -> Floats:
    """Return the probability of each reading."""
    scores = np.array([reading.score for reading in readings])
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum(), np.float64)


def _parts(frames: Floats, count: int) -> Floats:
    return np.interp(np.arange((len(frames) - 1) * count + 1) / count, np.arange(len(frames)), frames)


def _attacks(heard: Heard, frames: Floats, reach: int) -> Floats:
    steps = _parts(frames, _SIXTHS * _FINER)
    bands = [strength(band, steps, reach) for band in heard.attacks.T]
    return np.asarray(sum(band / max(float(band.mean()), 1e-9) for band in bands), np.float64)


def _cleared(values: Floats) -> Floats:
    over = np.maximum(values - np.quantile(values[::_SIXTHS], _NONE), 0)
    cleared: Floats = over / max(float(over.mean()), 1e-9) + _LITTLE
    return cleared


def _match(strengths: Floats, marks: NDArray[np.int64]) -> float:
    return 2 * float(np.log(strengths[marks].sum() + 1e-6)) - float(np.log(len(marks)))


def _bar_match(evidence: Evidence, marks: NDArray[np.int64], step: int, bar: int) -> float:
    """Return the match of the downbeats, whose phase is chosen in each window."""
    window = max(_WINDOW * _SIXTHS // step // bar, 4)
    bars = -(-len(marks) // bar)
    windows = -(-bars // window)
    first = np.pad(evidence.first[marks], (0, windows * window * bar - len(marks)))
    place = first.reshape(windows, window, bar).sum(axis=1).argmax(axis=1)
    chosen = np.arange(windows * window) * bar + np.repeat(place, window)
    downbeats = marks[chosen[chosen < len(marks)]]
    return (
        _DOWNBEAT * _match(evidence.downbeat, downbeats)
        + _CHANGE * _match(evidence.change, downbeats)
        + _WIDE_CHANGE * _match(evidence.wide_change, downbeats)
    )


def _alike(look: Floats, lag: int) -> float:
    """Return the song's correlation with itself `lag` steps later, −1 to 1."""
    if lag >= len(look) // 2:
        return -0.5
    before, after = look[:-lag], look[lag:]
    return float((before * after).sum() / np.sqrt((before**2).sum() * (after**2).sum() + 1e-9))


class _Division(NamedTuple):
    """The division of beats: in halves, swung (the first part twice as long), in thirds.

    Each 0–1: by how much its own attacks exceed the contrary ones, as a share of those on the beat.
    """

    halved: float
    swung: float
    ternary: float


def _division(attack: Floats, marks: NDArray[np.int64], step: int) -> _Division:
    def mean(after: int) -> float:
        at = marks * _FINER + after
        return float(attack[at[at < len(attack)]].mean())

    third, half, two_thirds = (mean(step * _FINER * sixths // 6) / (mean(0) + 1e-9) for sixths in (2, 3, 4))
    over = (half - max(third, two_thirds), two_thirds - max(half, third), min(third, two_thirds) - half)
    return _Division(*(float(np.clip(value, 0, 1)) for value in over))


def _skips(cymbals: Floats, marks: NDArray[np.int64], step: int) -> float:
    """Return how clearly cymbals skip, 0–1: on every beat, at a third of one in four at least, at the half of none.

    In fast swing most beats aren't divided. At half the tempo a skip would be a sixth of a beat from one of the halves,
    where straight songs and shuffles have nothing.
    """
    fours = _FINER * marks[: (len(marks) - 1) // _FOUR * _FOUR].reshape(-1, _FOUR)
    on_beat, third, half, two_thirds = (
        cymbals[fours + step * _FINER * sixths // 6].mean(axis=0) for sixths in (0, 2, 3, 4)
    )
    usual = float(on_beat.mean()) + 1e-9
    # Half as strong as a beat is plain.
    skipped = np.clip(2 * (max(third.max(), two_thirds.max()) - half.max()) / usual, 0, 1)
    return float(skipped * min(2 * on_beat.min() / usual, 1))


def _backbeat(low: Floats, mid: Floats, high: Floats) -> float:
    """Return how clearly kick and snare alternate on the beats, 0–1; down to −1 for kick and mere hi-hat.

    A snare sounds in the middle band, a hi-hat doesn't: a hi-hat that answers the kick divides the beat.
    """
    count = min(_ALTERNATING, len(low) // 2 * 2)

    def halves(strengths: Floats) -> Floats:
        passages = strengths[: len(strengths) // count * count].reshape(-1, count // 2, 2)
        return np.asarray(passages.mean(axis=1).T, np.float64)

    def contrast(strengths: Floats) -> Floats:
        even, odd = halves(strengths)
        return np.asarray((even - odd) / (even + odd + 1e-9), np.float64)

    turns = np.maximum(-contrast(low) * contrast(high), 0)
    kicks_first, middle = contrast(low) > 0, halves(mid)
    kick, answer = np.where(kicks_first, middle, middle[::-1])
    # Half of the kick's middle band is enough for a snare.
    struck = np.clip(2 * answer / (kick + 1e-9), 0, 1)
    return float(np.sqrt(turns.mean()) * np.average(2 * struck - 1, weights=turns + 1e-9))
