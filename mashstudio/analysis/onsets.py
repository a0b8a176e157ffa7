"""Where exactly a note begins: spectral flux at a hop of less than a millisecond, only around the places asked for."""

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.sound import Sound
from mashstudio.facts.units import SAMPLE_RATE, Seconds

_SIZE, _HOP, _LAG = 512, 32, 4
_REACH: Seconds = 0.045
_LIKELY: Seconds = 0.015
# Flux is greatest when the attack has come this far into the window; measured on rendered drums.
_BIAS: Seconds = -0.0041
_CLEAR = 1.5
# Read so much at a time.
_READ = 20 * SAMPLE_RATE

Floats = NDArray[np.float64]


def refine(sound: Sound, times: Floats) -> Floats:
    """Moves each of `times` (seconds, increasing) to the strongest attack within 45 ms; where there is none it stays.

    On drums the attacks are found to within half a millisecond.
    """
    reach = int(_REACH * SAMPLE_RATE)
    window = np.hanning(_SIZE).astype(np.float32)
    margin = reach + _SIZE
    moved = np.array(times)
    centres = [round(time * SAMPLE_RATE) for time in times]
    read, start = np.zeros(0, np.float32), 0
    for index, (time, centre) in enumerate(zip(times, centres, strict=True)):
        if centre + margin > start + len(read):
            start = centre - margin
            read = sound.read(start, centre + margin + _READ)
        piece = read[centre - margin - start :][: 2 * margin]
        frames = np.lib.stride_tricks.sliding_window_view(piece, _SIZE)[::_HOP]
        level = np.log1p(100 * np.abs(np.fft.rfft(frames * window, axis=1)))
        flux = np.maximum(level[_LAG:] - level[:-_LAG], 0).sum(axis=1)
        away = (_SIZE / 2 + (np.arange(len(flux)) + _LAG / 2) * _HOP - margin) / SAMPLE_RATE
        best = int(np.argmax(flux * np.exp(-0.5 * (away / _LIKELY) ** 2)))
        if flux[best] > _CLEAR * np.median(flux):
            moved[index] = time + away[best] - _BIAS
    # Two beats on one attack: the tracker slipped there, and neither is to be believed more than the other.
    for first in np.flatnonzero(np.diff(moved) < 0.5 * np.diff(times)):
        moved[first : first + 2] = times[first : first + 2]
    return moved
