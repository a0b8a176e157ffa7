"""The loudness of a stem for each column of pixels in the beat grid."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE

_QUIETEST: Final = 0.05
"""Stems whose loud moments stay below this are drawn small: silence, or bleed from other stems."""

_LOUD: Final = 99.5
"""The percentile of a stem's peaks that fills the lane."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Wave:
    """A stem prepared for drawing: `loudest` (pieces + 1,) and the sum of all powers before each piece (pieces + 1,).

    Scaled so that the stem's loud moments are 1. peaks: its source.
    """

    peaks: Peaks
    loudest: NDArray[np.float32]
    powers: Floats


def wave_of(peaks: Peaks) -> Wave:
    """Return a stem's peaks prepared for drawing."""
    loudest = np.maximum(-peaks[:, 0], peaks[:, 1])
    scale = max(float(np.percentile(loudest, _LOUD)) if len(loudest) else 0.0, _QUIETEST)
    powers = np.concatenate([[0.0], np.cumsum((peaks[:, 2].astype(np.float64) / scale) ** 2)])
    return Wave(peaks, np.append(np.minimum(loudest / scale, 1), 0).astype(np.float32), powers)


def beat_lengths(beats: Floats) -> Floats:
    """Return the seconds from each beat to the next; the last is as long as the one before it."""
    lengths = np.diff(beats)
    return np.append(lengths, lengths[-1:] if len(lengths) else [0.5])


def levels(wave: Wave, begins: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Return peak and RMS (0–1) of the stem from `begins` to `ends` (seconds), one of each per column."""
    pieces = len(wave.peaks)
    if pieces == 0 or len(begins) == 0:
        return np.zeros(len(begins)), np.zeros(len(begins))
    per_second = SAMPLE_RATE / PEAK_FRAMES
    first = np.clip((begins * per_second).astype(np.int64), 0, pieces - 1)
    stop = np.clip(np.ceil(ends * per_second).astype(np.int64), first + 1, pieces)
    edges = np.stack([first, stop], axis=1).ravel()
    loudest = np.maximum.reduceat(wave.loudest, edges)[::2].astype(np.float64)
    power = (wave.powers[stop] - wave.powers[first]) / (stop - first)
    return loudest, np.minimum(np.sqrt(np.maximum(power, 0)), loudest)
