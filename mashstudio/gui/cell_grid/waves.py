"""What the cells of the beat grid show of the sound: how loud each column of pixels is."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.peaks import PEAK_FRAMES, Peaks
from mashstudio.core.units import SAMPLE_RATE

_QUIETEST: Final = 0.05
"""What stays below this all the time is drawn small: it is silence, or crosstalk of the other stems."""

_LOUD: Final = 99.5
"""The percentile of a stem's peaks that fills the lane."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Wave:
    """A stem as it is drawn: `loudest` (pieces + 1,) and the sum of all powers before each piece (pieces + 1,).

    Scaled so that the stem's loud moments are 1. peaks: what it was made of.
    """

    peaks: Peaks
    loudest: NDArray[np.float32]
    powers: Floats


def wave_of(peaks: Peaks) -> Wave:
    """A stem's peaks, ready to be drawn."""
    loudest = np.maximum(-peaks[:, 0], peaks[:, 1])
    scale = max(float(np.percentile(loudest, _LOUD)) if len(loudest) else 0.0, _QUIETEST)
    powers = np.concatenate([[0.0], np.cumsum((peaks[:, 2].astype(np.float64) / scale) ** 2)])
    return Wave(peaks, np.append(np.minimum(loudest / scale, 1), 0).astype(np.float32), powers)


def beat_lengths(beats: Floats) -> Floats:
    """Seconds from each beat to the next; the last is as long as the one before it."""
    lengths = np.diff(beats)
    return np.append(lengths, lengths[-1:] if len(lengths) else [0.5])


def levels(wave: Wave, begins: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """The loudest sample and the RMS (both 0–1) of the stem from `begins` to `ends` (seconds), one of each a column."""
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
