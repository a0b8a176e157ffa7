"""Mending a song's grid by hand, when the analysis found half the tempo, the off-beat or the wrong "one".

Each function takes a grid and returns a new one; `duration` is the song's length in seconds, which limits the beats.
Functions that lay a new grid keep the first downbeat in place and count bars from it. Changes of the bars' length stay
where they are; a single bar of another length is an exception, not a change.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import TEMPO_RANGE, Bpm, Seconds
from mashstudio.model.analysis import BARS, BeatMap

_CLOSEST: Seconds = 0.05
_FEWEST_TAPS = 4
_SAME_LEVEL = 0.04
_STEPS = [Fraction(1), *(step for up in (Fraction(2), Fraction(3), Fraction(3, 2)) for step in (up, 1 / up))]
_RATIOS: Final = {ratio: float(ratio) for ratio in sorted({one * two for one, two in product(_STEPS, repeat=2)})}
"""The possible ratios of beats between two tempo levels of a song, one or two steps apart."""

Floats = NDArray[np.float64]


def at_ratio(grid: BeatMap, ratio: Fraction, duration: Seconds) -> BeatMap:
    """Return a grid of `ratio` times as many beats: 2, 1/2, 2/3, 3 … Raises BadArgument outside 20–400 BPM.

    For ratios of 2 and 4 bars keep their number of beats. With a factor of 3 they keep their duration if possible: 6/8
    counted in 2 becomes 6/8 counted in 6 at ratio 3.
    """
    beats = np.array(grid.beats)
    _check_tempo(60 / float(np.median(np.diff(beats))) * float(ratio))
    step = 1 / float(ratio)
    anchor = grid.downbeats[0]
    before, after = int(anchor * float(ratio)) + 2, int((len(beats) - anchor) * float(ratio)) + 2
    places = np.linspace(anchor - step * before, anchor + step * after, before + after + 1)
    meters = [Meter(meter.start, _bar_at(meter.bar, ratio)) for meter in meters_of(grid)]
    return _counted(_within(_times(beats, places), duration), [grid.beats[meter.start] for meter in meters], meters)


@lru_cache(64)
def ratio_between(tempo: Bpm, level: Bpm) -> Fraction | None:
    """Return the `ratio` for `at_ratio` that takes a grid from `tempo` to `level`; None if there is none."""
    nearest = min(_RATIOS, key=lambda ratio: abs(math.log(level / tempo / _RATIOS[ratio])))
    near = abs(level / tempo / _RATIOS[nearest] - 1) <= _SAME_LEVEL
    allowed = TEMPO_RANGE[0] <= tempo * nearest <= TEMPO_RANGE[1]
    return nearest if near and allowed and nearest != 1 else None


def shifted(grid: BeatMap, seconds: Seconds, duration: Seconds) -> BeatMap:
    """Return the grid with every beat later by `seconds` (negative: earlier)."""
    beats = np.array(grid.beats)
    return _moved(grid, beats + seconds, duration)


def shifted_by_half(grid: BeatMap, duration: Seconds) -> BeatMap:
    """Return the grid with every beat later by half a beat, for a grid on the off-beats."""
    beats = np.array(grid.beats)
    return _moved(grid, _times(beats, np.arange(-1, len(beats)) + 0.5), duration)


def with_downbeat(grid: BeatMap, beat: int) -> BeatMap:
    """Return the grid with `beat` a downbeat and bars counted from it, as far as they have the same length."""
    meters = meters_of(grid)
    index = max(bisect_right([meter.start for meter in meters], beat) - 1, 0)
    start = meters[index].start if index else 0
    stop = meters[index + 1].start if index + 1 < len(meters) else len(grid.beats)
    bar = meters[index].bar
    kept = {downbeat for downbeat in grid.downbeats if not start < downbeat < stop and (index or downbeat >= stop)}
    counted = range(start + (beat - start) % bar, stop, bar)
    return replace(grid, downbeats=tuple(sorted({*kept, *counted})) or (beat,))


def with_downbeats_moved(grid: BeatMap, by: int) -> BeatMap:
    """Return the grid with every "one" `by` beats later (negative: earlier)."""
    meters = [Meter(meter.start + by, meter.bar) for meter in meters_of(grid)]
    moved = [downbeat + by for downbeat in grid.downbeats]
    inside = [downbeat for downbeat in moved if 0 <= downbeat < len(grid.beats)]
    if not inside:
        return with_downbeat(grid, grid.downbeats[0] + by)
    return replace(grid, downbeats=_to_the_ends(inside, meters, len(grid.beats)))


def with_bars_of(grid: BeatMap, bar: int) -> BeatMap:
    """Return the grid with bars of `bar` (2 to 12) beats, counted from the first downbeat."""
    return _with_meters(grid, [Meter(grid.downbeats[0], bar)])


def with_bars_from(grid: BeatMap, beat: int, bar: int) -> BeatMap:
    """Return the grid with `beat` a downbeat and bars of `bar` (2 to 12) beats from it to the next change of length.

    Downbeats before `beat` stay as they are.
    """
    later = [meter for meter in meters_of(grid)[1:] if meter.start > beat]
    changed = _with_meters(grid, [Meter(beat, bar), *later])
    before = [downbeat for downbeat in grid.downbeats if downbeat < beat]
    mended = replace(changed, downbeats=(*before, *(d for d in changed.downbeats if d >= beat)))
    return replace(mended, beats_per_bar=_most(mended))


@dataclass(frozen=True)
class Meter:
    """Bars of `bar` beats from the downbeat `start` on."""

    start: int
    bar: int


def meters_of(grid: BeatMap) -> list[Meter]:
    """Return the first meter and every change that lasts for at least two bars."""
    lengths = np.diff(grid.downbeats)
    changes = np.flatnonzero(np.diff(lengths)) + 1
    runs = np.split(lengths, changes)
    meters: list[Meter] = []
    for first, run in zip([0, *changes.tolist()], runs, strict=True):
        if len(run) >= 2 and run[0] in BARS and (not meters or meters[-1].bar != run[0]):
            # Beats before the first steady bars are counted like those.
            meters.append(Meter(grid.downbeats[first if meters else 0], int(run[0])))
    return meters or [Meter(grid.downbeats[0], grid.beats_per_bar)]


def bar_at(grid: BeatMap, beat: int) -> int:
    """Return the length in beats of the bars around `beat`."""
    return next((meter.bar for meter in reversed(meters_of(grid)) if meter.start <= beat), meters_of(grid)[0].bar)


def with_beat_at(grid: BeatMap, beat: int, seconds: Seconds, duration: Seconds) -> BeatMap:
    """Return the grid with one beat moved to `seconds`, within the song and at least 50 ms from its neighbours."""
    beats = list(grid.beats)
    low = beats[beat - 1] + _CLOSEST if beat > 0 else 0.0
    high = beats[beat + 1] - _CLOSEST if beat + 1 < len(beats) else duration
    beats[beat] = min(max(seconds, low), max(high, low))
    try:
        return replace(grid, beats=tuple(beats))
    except ValueError:
        # No room to move it.
        return grid


def at_tempo(grid: BeatMap, tempo: Bpm, duration: Seconds) -> BeatMap:
    """Return an even grid of `tempo` BPM through the first downbeat. Raises BadArgument outside 20–400 BPM."""
    return _even(tempo, grid, grid.beats[grid.downbeats[0]], duration)


def tapped(grid: BeatMap, taps: list[Seconds], duration: Seconds) -> BeatMap:
    """Return an even grid fitted to the times of taps; the first tap is a downbeat.

    Raises BadArgument for fewer than 4 taps, taps that run backwards or a tempo outside 20–400 BPM.
    """
    if len(taps) < _FEWEST_TAPS:
        raise BadArgument(Message("Tap at least {number} beats in a row.", number=_FEWEST_TAPS))
    period, first = np.polyfit(np.arange(len(taps)), np.array(taps), 1)
    if period <= 0:
        raise BadArgument(Message("Tap the beats in the order they play."))
    return _even(60 / float(period), grid, max(float(first), 0.0), duration)


def _even(tempo: Bpm, grid: BeatMap, through: Seconds, duration: Seconds) -> BeatMap:
    _check_tempo(tempo)
    period = 60 / tempo
    before, after = int(through / period) + 1, int(max(duration - through, 0) / period) + 1
    beats = np.linspace(through - period * before, through + period * after, before + after + 1)
    meters = meters_of(grid)
    changes = [grid.beats[meter.start] for meter in meters[1:]]
    return _counted(_within(beats, duration), [through, *changes], meters)


def tempo_refusal(tempo: Bpm) -> Message | None:
    """Return why no song can have this tempo; None if one can."""
    lowest, highest = TEMPO_RANGE
    if lowest <= tempo <= highest:
        return None
    return Message(
        "That would be {tempo} BPM; a song's range is {lowest} to {highest} BPM.",
        tempo=f"{tempo:.0f}",
        lowest=f"{lowest:g}",
        highest=f"{highest:g}",
    )


def _check_tempo(tempo: Bpm) -> None:
    if (refusal := tempo_refusal(tempo)) is not None:
        raise BadArgument(refusal)


def _times(beats: Floats, places: NDArray[np.floating[Any]]) -> Floats:
    """Return the times of `places` (fractional beats), extrapolating the tempo at either end."""
    times: Floats = np.interp(places, np.arange(len(beats)), beats)
    early, late = places < 0, places > len(beats) - 1
    times[early] = beats[0] + places[early] * (beats[1] - beats[0])
    times[late] = beats[-1] + (places[late] - (len(beats) - 1)) * (beats[-1] - beats[-2])
    return times


def _within(beats: Floats, duration: Seconds) -> Floats:
    # Rounding may put the first beat just before 0.
    beats = np.where((beats < 0) & (beats > -1e-6), 0.0, beats)
    return beats[(beats >= 0) & (beats < duration)]


def _counted(beats: Floats, starts: Sequence[Seconds], meters: Sequence[Meter]) -> BeatMap:
    """Return a grid of `beats` with bars as in `meters`, beginning at the beats nearest to `starts`."""
    if len(beats) < 2:
        raise BadArgument(Message("The song is too short for so slow a tempo."))
    nearest = [int(np.abs(beats - start).argmin()) for start in starts]
    moved = [Meter(start, meter.bar) for start, meter in zip(nearest, meters, strict=True)]
    return _with_meters(BeatMap(tuple(beats.tolist()), (0,), meters[0].bar), moved)


def _with_meters(grid: BeatMap, meters: Sequence[Meter]) -> BeatMap:
    """Return `grid` with its bars counted from the start of each of `meters`, and back from the first."""
    stops = [*(meter.start for meter in meters[1:]), len(grid.beats)]
    downbeats = set(range(meters[0].start % meters[0].bar, meters[0].start, meters[0].bar))
    for meter, stop in zip(meters, stops, strict=True):
        downbeats.update(range(meter.start, stop, meter.bar))
    counted = replace(grid, downbeats=tuple(sorted(downbeats)), beats_per_bar=meters[0].bar)
    return replace(counted, beats_per_bar=_most(counted)) if len(meters) > 1 else counted


def _to_the_ends(downbeats: Sequence[int], meters: Sequence[Meter], beats: int) -> tuple[int, ...]:
    """Return `downbeats` continued to the first and the last of `beats` beats."""
    first, last = meters[0].bar, meters[-1].bar
    before = range(downbeats[0] % first, downbeats[0], first)
    return (*before, *downbeats, *range(downbeats[-1] + last, beats, last))


def _most(grid: BeatMap) -> int:
    """Return the most common number of beats in a bar."""
    lengths = np.diff([*grid.downbeats, len(grid.beats)])
    shares = {bar: int(lengths[lengths == bar].sum()) for bar in BARS}
    most = max(shares, key=lambda bar: shares[bar])
    return most if shares[most] else grid.beats_per_bar


def _bar_at(bar: int, ratio: Fraction) -> int:
    """Return the new number of beats in a bar that had `bar`, in a grid with `ratio` times as many beats."""
    exact = bar * ratio
    # Most songs in 4 that were analysed at 2/3 of their tempo are still in 4.
    stays = {ratio.numerator, ratio.denominator} <= {1, 2, 4} or {bar, exact} == {4, 6}
    return bar if stays or exact.denominator != 1 or exact not in BARS else int(exact)


def _moved(grid: BeatMap, beats: Floats, duration: Seconds) -> BeatMap:
    """Return the grid with new `beats`, as many or one more at the front, dropping those outside the song."""
    extra = len(beats) - len(grid.beats)
    kept = np.flatnonzero((beats >= 0) & (beats < duration))
    if len(kept) < 2:
        raise BadArgument(Message("That would move the beats out of the song."))
    downbeats = [d + extra - int(kept[0]) for d in grid.downbeats]
    inside = [d for d in downbeats if 0 <= d < len(kept)] or [0]
    first = meters_of(grid)[0].bar
    before = range(inside[0] % first, inside[0], first)
    return BeatMap(tuple(beats[kept].tolist()), (*before, *inside), grid.beats_per_bar)
