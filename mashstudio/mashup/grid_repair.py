"""Mending a song's grid by hand: what to do when the analysis heard half the tempo, the off-beat or the wrong "one".

Each function takes a grid and gives a new one; `duration` is the song's, in seconds: beats stay within it.
Those that make a grid anew keep the first downbeat where it is and count bars through from it.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.units import TEMPO_RANGE, Bpm, Seconds

_CLOSEST: Seconds = 0.05
_FEWEST_TAPS = 4

Floats = NDArray[np.float64]


def at_ratio(grid: SongGrid, ratio: Fraction, duration: Seconds) -> SongGrid:
    """`ratio` times as many beats: 2, 1/2, 2/3, 3/2. Raises BadArgument when the tempo would leave 20–400 BPM."""
    beats = np.array(grid.beats)
    _check_tempo(60 / float(np.median(np.diff(beats))) * float(ratio))
    step = 1 / float(ratio)
    anchor = grid.downbeats[0]
    before, after = int(anchor * float(ratio)) + 2, int((len(beats) - anchor) * float(ratio)) + 2
    places = np.linspace(anchor - step * before, anchor + step * after, before + after + 1)
    return _counted(_within(_times(beats, places), duration), beats[anchor], grid.beats_per_bar)


def shifted(grid: SongGrid, seconds: Seconds, duration: Seconds) -> SongGrid:
    """Every beat later by `seconds` (earlier when negative)."""
    beats = np.array(grid.beats)
    return _moved(grid, beats + seconds, duration)


def shifted_by_half(grid: SongGrid, duration: Seconds) -> SongGrid:
    """Every beat later by half a beat: for a grid on the off-beats."""
    beats = np.array(grid.beats)
    return _moved(grid, _times(beats, np.arange(-1, len(beats)) + 0.5), duration)


def with_downbeat(grid: SongGrid, beat: int) -> SongGrid:
    """Beat `beat` is a downbeat, and bars are counted through from it."""
    phase = beat % grid.beats_per_bar
    return replace(grid, downbeats=tuple(range(phase, len(grid.beats), grid.beats_per_bar)) or (beat,))


def with_downbeats_moved(grid: SongGrid, by: int) -> SongGrid:
    """The "one" `by` beats later (earlier when negative)."""
    return with_downbeat(grid, grid.downbeats[0] + by)


def with_bars_of(grid: SongGrid, beats_per_bar: int) -> SongGrid:
    """Bars of 2 to 12 beats, counted through from the first downbeat."""
    return with_downbeat(replace(grid, beats_per_bar=beats_per_bar), grid.downbeats[0])


def with_beat_at(grid: SongGrid, beat: int, seconds: Seconds, duration: Seconds) -> SongGrid:
    """One beat moved to `seconds`, as far as its neighbours (50 ms away at least) and the song's ends allow."""
    beats = list(grid.beats)
    low = beats[beat - 1] + _CLOSEST if beat > 0 else 0.0
    high = beats[beat + 1] - _CLOSEST if beat + 1 < len(beats) else duration
    beats[beat] = min(max(seconds, low), max(high, low))
    try:
        return replace(grid, beats=tuple(beats))
    except ValueError:
        # There is no room to move it.
        return grid


def at_tempo(grid: SongGrid, tempo: Bpm, duration: Seconds) -> SongGrid:
    """An even grid of `tempo` BPM through the first downbeat. Raises BadArgument outside 20–400 BPM."""
    return _even(tempo, grid.beats[grid.downbeats[0]], grid.beats_per_bar, duration)


def tapped(grid: SongGrid, taps: list[Seconds], duration: Seconds) -> SongGrid:
    """An even grid through the times at which somebody tapped along; the first tap is a downbeat.

    Raises BadArgument for fewer than 4 taps, or a tempo outside 20–400 BPM.
    """
    if len(taps) < _FEWEST_TAPS:
        raise BadArgument(f"Tap at least {_FEWEST_TAPS} beats in a row.")
    period, first = np.polyfit(np.arange(len(taps)), np.array(taps), 1)
    if period <= 0:
        raise BadArgument("Tap the beats in the order in which they sound.")
    return _even(60 / float(period), max(float(first), 0.0), grid.beats_per_bar, duration)


def _even(tempo: Bpm, through: Seconds, beats_per_bar: int, duration: Seconds) -> SongGrid:
    _check_tempo(tempo)
    period = 60 / tempo
    before, after = int(through / period) + 1, int(max(duration - through, 0) / period) + 1
    beats = np.linspace(through - period * before, through + period * after, before + after + 1)
    return _counted(_within(beats, duration), through, beats_per_bar)


def _check_tempo(tempo: Bpm) -> None:
    lowest, highest = TEMPO_RANGE
    if not lowest <= tempo <= highest:
        raise BadArgument(f"That would be {tempo:.0f} BPM; a song's tempo lies between {lowest:g} and {highest:g}.")


def _times(beats: Floats, places: NDArray[np.floating[Any]]) -> Floats:
    """When the beats at `places` (counted in beats, fractions allowed) are; beyond the ends the tempo there goes on."""
    times: Floats = np.interp(places, np.arange(len(beats)), beats)
    early, late = places < 0, places > len(beats) - 1
    times[early] = beats[0] + places[early] * (beats[1] - beats[0])
    times[late] = beats[-1] + (places[late] - (len(beats) - 1)) * (beats[-1] - beats[-2])
    return times


def _within(beats: Floats, duration: Seconds) -> Floats:
    # A beat a hair before the beginning is at the beginning.
    beats = np.where((beats < 0) & (beats > -1e-6), 0.0, beats)
    return beats[(beats >= 0) & (beats < duration)]


def _counted(beats: Floats, through: Seconds, beats_per_bar: int) -> SongGrid:
    if len(beats) < 2:
        raise BadArgument("The song is too short for so slow a tempo.")
    grid = SongGrid(tuple(beats.tolist()), (0,), beats_per_bar)
    return with_downbeat(grid, int(np.abs(beats - through).argmin()))


def _moved(grid: SongGrid, beats: Floats, duration: Seconds) -> SongGrid:
    """`beats` in place of the grid's, as many or one more at the front; what falls out of the song is dropped."""
    extra = len(beats) - len(grid.beats)
    kept = np.flatnonzero((beats >= 0) & (beats < duration))
    if len(kept) < 2:
        raise BadArgument("That would move the beats out of the song.")
    downbeats = [d + extra - int(kept[0]) for d in grid.downbeats]
    inside = [d for d in downbeats if 0 <= d < len(kept)] or [0]
    before = range(inside[0] % grid.beats_per_bar, inside[0], grid.beats_per_bar)
    return SongGrid(tuple(beats[kept].tolist()), (*before, *inside), grid.beats_per_bar)
