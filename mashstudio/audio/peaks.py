"""Waveforms to draw: the extremes and the power of short pieces of sound."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.files import free_pages
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import Samples

PEAK_FRAMES: Final = 256
"""Frames of one piece."""

PEAKS_VERSION: Final = 1
_AT_ONCE = 1 << 12

Peaks = NDArray[np.float32]
"""float32, shape (pieces, 3): lowest sample, highest sample and RMS of every PEAK_FRAMES frames, both channels."""


def find_peaks(samples: Samples, *, job: Job) -> Peaks:
    """Return the peaks of a song or stem; the last piece is padded with silence."""
    pieces = -(-len(samples) // PEAK_FRAMES)
    peaks = np.empty((pieces, 3), np.float32)
    for start in range(0, pieces, _AT_ONCE):
        job.report(start / pieces, Message("Drawing the waveform"))
        stop = min(start + _AT_ONCE, pieces)
        part = np.asarray(samples[start * PEAK_FRAMES : stop * PEAK_FRAMES])
        whole = np.zeros(((stop - start) * PEAK_FRAMES, 2), np.float32)
        whole[: len(part)] = part
        rows = whole.reshape(stop - start, -1)
        peaks[start:stop, 0], peaks[start:stop, 1] = rows.min(axis=1), rows.max(axis=1)
        peaks[start:stop, 2] = np.sqrt(np.mean(rows**2, axis=1))
        free_pages(samples)
    return peaks
