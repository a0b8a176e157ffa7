"""Find how a song swings: where between two beats the second eighth is played."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, median_filter

from mashstudio.analysis.sound import SongSound
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE

EVEN: Final = 0.5
_SIZE, _HOP = 512, 128
_PIECE: Final = 20 * SAMPLE_RATE // _HOP
_LOWEST: Final = 2000.0
"""Hertz: drums are struck above, where voices and basses hardly begin."""

_APART: Final = 9
_OVER: Final = 0.2
"""An attack is the highest within this many frames of 3 ms, and over this share of the strong ones."""

_AROUND: Final = 61
"""What sounds on and on makes the median of so many frames, which is no attack."""

_ON: Final = 0.12
_LATEST: Final = 0.72
_EARLIEST: Final = 0.44
_WIDE: Final = 0.03
"""A sixteenth before the beat, at ¾, and a triplet after it, at ⅓, are no second eighths."""

_NEAR: Final = 0.012
_SHARP: Final = 0.65
_FEWEST: Final = 12
_EACH: Final = 0.1
"""A swing is clear if this share of what is struck there is struck within _WIDE, on this share of the beats."""

Floats = NDArray[np.float64]


def find_swing(sound: SongSound, beats: Floats, *, job: Job) -> float | None:
    """Return where the second eighths of a song begin, as a share of the beat: ½ even, ⅔ in triplets; None: unclear.

    beats: seconds, increasing. On rendered drums it is right to within 0.01.
    """
    if len(beats) < _FEWEST:
        return None
    times, strengths = _attacks(sound, float(beats[0]) - 1, float(beats[-1]) + 1, job)
    inside = (times > beats[0] - 0.1) & (times < beats[-1])
    times, strengths = times[inside], strengths[inside]
    places = np.interp(times, beats, np.arange(len(beats), dtype=np.float64))
    near = (places + 0.5) % 1 - 0.5
    on = np.abs(near) < _ON
    if np.count_nonzero(on) < _FEWEST:
        return None
    late = _median(near[on], strengths[on])
    parts = (places - late) % 1
    off = (parts > _EARLIEST) & (parts < _LATEST)
    return _clear(parts[off], strengths[off], max(_FEWEST, round(_EACH * len(beats))))


def _clear(parts: Floats, strengths: Floats, fewest: int) -> float | None:
    """Return the one place where the attacks between beats are; None if it isn't one."""
    if len(parts) < fewest:
        return None
    grid = np.arange(_EARLIEST, _LATEST, 0.002)
    heights = (np.exp(-0.5 * ((grid[:, None] - parts) / _NEAR) ** 2) * strengths).sum(axis=1)
    peak = float(grid[heights.argmax()])
    there = np.abs(parts - peak) < _WIDE
    if np.count_nonzero(there) < fewest or strengths[there].sum() < _SHARP * strengths.sum():
        return None
    found = _median(parts[there], strengths[there])
    return EVEN if abs(found - EVEN) < _WIDE / 2 else round(found, 3)


def _median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    shares = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(shares, shares[-1] / 2)])


def _attacks(sound: SongSound, start: float, stop: float, job: Job) -> tuple[Floats, Floats]:
    """Return when something is struck, in seconds, and how hard; soft ones count for little."""
    first, last = (round(max(at, 0.0) * SAMPLE_RATE / _HOP) for at in (start, stop))
    window = np.hanning(_SIZE).astype(np.float32)
    low = round(_LOWEST * _SIZE / SAMPLE_RATE)
    flux = []
    for at in range(first, last, _PIECE):
        job.report((at - first) / max(last - first, 1), Message("Listening for swing"))
        count = min(_PIECE, last - at)
        # Frame n is centred on n · _HOP; one more before tells what is new in the first.
        piece = sound.read((at - 1) * _HOP - _SIZE // 2, (at + count - 1) * _HOP + _SIZE // 2)
        frames = np.lib.stride_tricks.sliding_window_view(piece, _SIZE)[::_HOP]
        level = np.log1p(100 * np.abs(np.fft.rfft(frames * window, axis=1)[:, low:]))
        flux.append(np.maximum(np.diff(level, axis=0), 0).sum(axis=1, dtype=np.float64))
    curve = np.concatenate([*flux, np.zeros(1)])
    curve = np.maximum(curve - median_filter(curve, _AROUND), 0)
    high = curve == maximum_filter1d(curve, _APART)
    peaks = np.flatnonzero(high[1:-1] & (curve[1:-1] > _OVER * np.quantile(curve, 0.99))) + 1
    before, own, after = (curve[peaks + by] for by in (-1, 0, 1))
    bend = np.minimum(before - 2 * own + after, -1e-9)
    return (first + peaks + 0.5 * (before - after) / bend) * _HOP / SAMPLE_RATE, own**2
