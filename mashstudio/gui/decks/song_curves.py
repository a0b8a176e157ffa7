"""The curves of a song's graph: tempo and loudness from beat to beat."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE, Bpm, Decibels, Seconds

Floats = NDArray[np.float64]

SILENCE: Final[Decibels] = -60.0
"""The level below which stretches of a song are all drawn alike."""

_UNKNOWN_BEAT: Final[Seconds] = 0.5
_STEADY = 0.03
_ROOM = 1.25
_OUTLIERS = 2.0
_LEAST_RANGE: Final[Decibels] = 24.0
_HEADROOM: Final[Decibels] = 2.0


def beat_tempi(beats: Floats) -> Floats:
    """Return the tempo from each beat to the next, in BPM."""
    return 60 / np.diff(beats)


def tempo_range(tempi: Floats) -> tuple[Bpm, Bpm]:
    """Return the range to show of `tempi`, symmetrical about the median; a few outlying beats may lie beyond it."""
    if len(tempi) == 0:
        return 60.0, 180.0
    middle = float(np.median(tempi))
    low, high = np.percentile(tempi, [_OUTLIERS, 100 - _OUTLIERS]).tolist()
    reach = _ROOM * max(middle - low, high - middle, _STEADY * middle)
    # A song counted at half its tempo now and then must not flatten the rest.
    reach = min(reach, middle)
    return middle - reach, middle + reach


def stretches(beats: Floats, duration: Seconds) -> Floats:
    """Return the edges in seconds of the stretches that have one loudness value each: one more than stretches.

    They run from beat to beat; before the first beat and after the last one the tempo is extrapolated.
    """
    if len(beats) < 2:
        return np.append(np.arange(0.0, duration, _UNKNOWN_BEAT), duration)
    lead, tail = beats[1] - beats[0], beats[-1] - beats[-2]
    before = np.arange(beats[0] - lead, 0.0, -lead)[::-1]
    after = np.arange(beats[-1] + tail, duration, tail)
    edges: Floats = np.concatenate(([0.0], before, beats, after, [duration]))
    return edges[np.concatenate(([True], np.diff(edges) > 0))]


def loudness(peaks: Peaks, edges: Floats) -> Floats:
    """Return the RMS of each stretch in dBFS, at least SILENCE."""
    power = np.concatenate(([0.0], np.cumsum(peaks[:, 2].astype(np.float64) ** 2)))
    at = np.clip(edges * SAMPLE_RATE / PEAK_FRAMES, 0, len(peaks))
    mean = np.diff(np.interp(at, np.arange(len(power)), power)) / np.maximum(np.diff(at), 1e-9)
    levels: Floats = 10 * np.log10(np.maximum(mean, 10 ** (SILENCE / 10)))
    return levels


def loudness_range(levels: Floats) -> tuple[Decibels, Decibels]:
    """Return the range to show of `levels`: quietest to loudest, with a minimum width."""
    if len(levels) == 0:
        return SILENCE, 0.0
    loudest = float(levels.max()) + _HEADROOM
    quietest = float(np.percentile(levels, _OUTLIERS)) - _HEADROOM
    return max(min(quietest, loudest - _LEAST_RANGE), SILENCE - _HEADROOM), loudest
