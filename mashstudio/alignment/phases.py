"""The phase rotations of a song's frames: computed from its mix, the same for every stem.

Each frame's spectrum is rotated to continue where the frame before it ended, at the frequency of each peak: what its
phase turned by since that frame. Bins rotate with the nearest spectral peak (Laroche and Dolson, "Improved phase
vocoder time-scale modification of audio", IEEE TSAP 7, 1999); bins with an onset restart with their original phase
(Röbel, "A new approach to transient processing in the phase vocoder", DAFx 2003). At an attack all bins restart, so
that it stays as sharp as it was. To a sustained tone that would be a break, so its phase is led there gradually over
the frames before.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

# A bin whose energy grows by this factor within a hop has an onset. If this share of the bins between 150 Hz and
# 14 kHz has one, the frame is an attack. Frames further apart in the song may grow by more, within these limits.
_ONSET: Final = 4.0
_APART: Final = (1 / 3, 3.0)
_SHARE: Final = 0.12
_COUNTED: Final = slice(10, 1000)
# Relative to the loudest bin, anything fainter is rounding error.
_HEARD: Final = 1e-9
_TINY: Final = np.float32(1e-30)
# Factors of x, x³ … of the angle in turns whose tangent is x, 0 ≤ x ≤ 1.
_ARCTAN: Final = (0.15915132, -0.05293857, 0.030802904, -0.018529841, 0.0083790751, -0.0018651538)
# The number of frames before an attack over which tones are led to its phases.
_LED: Final = 6

Complex = NDArray[np.complex64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Peaks:
    """The spectral peaks of some frames, one frame after another. Bins rotate with the nearest peak.

    bins: the peaks' bins; parts: the index of each frame's first peak, and the end of all; nearest: for every bin of
    every frame, the index of the nearest peak.
    """

    bins: Indices
    parts: Indices
    nearest: Indices


@dataclass(frozen=True, eq=False)
class MixFrames:
    """What the mix tells about some frames.

    added: how many samples of the song stretching adds between each frame and the one before (frames,); crowded: True
    if so many bins have an onset that it is an attack (frames,). peaks; rates: each peak's frequency in turns per
    sample; steady: 0 if it has an onset, else 1; came_from: the peak of the frame before that is nearest to its bin.
    """

    added: Doubles
    crowded: NDArray[np.bool_]
    peaks: Peaks
    rates: Doubles
    steady: Doubles
    came_from: Indices


class Phases:
    """Follows the phases of a song from its first frame to its last, in the first `bins` of spectra of `size`.

    hop: the distance at which frames are to sound, in samples of the song.
    """

    def __init__(self, size: int, hop: int, bins: int) -> None:
        self._hop = hop
        # In turns.
        self._turn = np.zeros(bins)
        self._last = np.zeros(size, np.complex64)
        self._last_loud = np.zeros((1, bins), np.float32)

    def hear(self, now: Complex, passed: NDArray[np.int64]) -> MixFrames:
        """Read the next frames of the mix (frames, size), left + right · i.

        passed: how many samples of the song lie between each frame and the one before.
        """
        loud = energy(now, self._last_loud.shape[1])
        past_loud = np.concatenate([self._last_loud, loud[:-1]])
        growth = (_ONSET ** np.clip(passed / self._hop, *_APART)).astype(np.float32)
        rising = loud > np.maximum(growth[:, None] * past_loud, _HEARD * loud.max(axis=1, keepdims=True))
        counted = rising[:, _COUNTED]
        crowded = np.count_nonzero(counted, axis=1) > _SHARE * counted.shape[1]
        peaks = _find_peaks(loud)
        count, parts = loud.shape[1], peaks.parts
        widths = np.diff(parts)
        places = peaks.bins + np.repeat(count * np.arange(len(loud)), widths)
        came_from = peaks.bins.copy()
        came_from[parts[1] :] = peaks.nearest.take(places[parts[1] :] - count) - np.repeat(parts[:-2], widths[1:])
        steady = (~rising.take(places)).astype(np.float64)
        rates = _rates(peaks, now, self._last, np.repeat(passed, widths))
        self._last, self._last_loud = now[-1].copy(), loud[-1:].copy()
        return MixFrames((self._hop - passed).astype(np.float64), crowded, peaks, rates, steady, came_from)

    def turns(self, heard: MixFrames, following: MixFrames | None) -> Complex:
        """Return the unit phasors (frames, bins) that rotate these frames. following: the frames after them, if any."""
        later = following.crowded if following else np.zeros(0, np.bool_)
        attacks = _last_ones(np.concatenate([heard.crowded, later]))
        added = np.concatenate([heard.added, following.added if following else np.zeros(0)])
        left, still_added = _lead(attacks, added, len(heard.added))
        parts = heard.peaks.parts
        # Initially every bin rotates by itself.
        turn, turned = self._turn, heard.rates * np.repeat(heard.added, np.diff(parts))
        ahead = zip(attacks.tolist(), left.tolist(), still_added.tolist(), strict=False)
        for (begin, end), (attack, near, still) in zip(pairwise(parts.tolist()), ahead, strict=False):
            some = slice(begin, end)
            then, turn = turn, turned[some]
            if attack:
                turn[:] = 0
                continue
            turn += then.take(heard.came_from[some])
            turn *= heard.steady[some]
            if near:
                # Take this frame's share of the rotation that tones need to restart at the attack.
                then = turn + still * heard.rates[some]
                then -= np.rint(then)
                turn -= then / (near + 1)
        turned -= np.rint(turned)
        turns = _phasors(turned).take(heard.peaks.nearest).reshape(len(left), -1)
        self._turn = turned.take(heard.peaks.nearest[-turns.shape[1] :])
        return turns


def _last_ones(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the last of adjacent flags: there the attack is nearest to the middle of the frame."""
    last = flags.copy()
    last[:-1] &= ~flags[1:]
    return last


def _lead(attacks: NDArray[np.bool_], added: Doubles, frames: int) -> tuple[NDArray[np.int64], Doubles]:
    """Return how many of `frames` are left to each one's attack, 0 if none is near, and what is `added` until then."""
    left, still = np.zeros(frames, np.int64), np.zeros(frames)
    for attack in np.flatnonzero(attacks[: frames + _LED]).tolist():
        total = 0.0
        for index in range(attack - 1, max(attack - 1 - _LED, -1), -1):
            if attacks[index]:
                break
            total += added[index + 1]
            if index < frames:
                left[index], still[index] = attack - index, total
    return left, still


def _rates(peaks: Peaks, now: Complex, before: Complex, passed: NDArray[np.int64]) -> Doubles:
    """Return the peaks' frequencies in turns per sample: by how far both channels together turned since `before`."""
    size, first = now.shape[1], peaks.parts[1]
    rows = np.repeat(size * np.arange(len(now)), np.diff(peaks.parts))
    mirrored = size - peaks.bins
    mirrored[peaks.bins == 0] = 0

    def product(bins: Indices) -> Complex:
        places = rows + bins
        past: Complex = np.concatenate([before.take(places[:first]), now.take(places[first:] - size)])
        np.conjugate(past, out=past)
        past *= now.take(places)
        return past

    both, other = product(peaks.bins), product(mirrored)
    both += np.conjugate(other, out=other)
    turns: Doubles = _angles(both) - peaks.bins * (passed / size)
    turns -= np.rint(turns)
    turns /= np.maximum(passed, 1)
    turns += peaks.bins / size
    return turns


def _angles(numbers: Complex) -> Floats:
    """Return the angles of complex numbers in turns, to a millionth: a fifth of the time that arctan2 takes."""
    across, up = numbers.real, numbers.imag
    wide, high = np.abs(across), np.abs(up)
    slope = np.minimum(wide, high) / np.maximum(np.maximum(wide, high), _TINY)
    square = slope * slope
    angles: Floats = np.full_like(slope, _ARCTAN[-1])
    for factor in _ARCTAN[-2::-1]:
        angles *= square
        angles += factor
    angles *= slope
    # Mirrored: from an eighth of a turn to a quarter, to a half, to both directions.
    for middle, side in ((0.125, wide - high), (0.25, across)):
        np.subtract(np.float32(middle), angles, out=angles)
        np.copysign(angles, side, out=angles)
        np.subtract(np.float32(middle), angles, out=angles)
    return np.copysign(angles, up, out=angles)


def energy(spectra: Complex, bins: int) -> Floats:
    """Return the energy of both channels together in the first `bins` of left + right · i spectra (frames, size)."""
    half = spectra.shape[1] // 2
    both: Floats = np.square(spectra.real)
    both += np.square(spectra.imag)
    sides = both[:, :bins].copy()
    upper = min(bins, half)
    sides[:, 1:upper] += both[:, :-upper:-1]
    sides[:, 1:upper] *= 0.5
    return sides


def _find_peaks(loud: Floats) -> Peaks:
    """Find the bins at least as loud as both neighbours."""
    frames, count = loud.shape
    falls = loud[:, 1:] < loud[:, :-1]
    peak = np.empty(loud.shape, np.bool_)
    peak[:, 0], peak[:, 1:] = True, ~falls
    peak[:, :-1] &= loud[:, :-1] >= loud[:, 1:]
    places = np.flatnonzero(peak)
    starts = count * np.arange(frames + 1)
    parts = np.searchsorted(places, starts)
    ends = np.append((places[:-1] + places[1:] >> 1) + 1, 0)
    ends[parts[1:] - 1] = starts[1:]
    nearest = np.repeat(np.arange(len(places)), np.diff(ends, prepend=0))
    return Peaks(places - np.repeat(starts[:-1], np.diff(parts)), parts, nearest)


def _phasors(turns: Doubles) -> Complex:
    """Return unit phasors."""
    angles = (2 * np.pi * turns).astype(np.float32)
    phasors = np.empty(len(turns), np.complex64)
    phasors.real, phasors.imag = np.cos(angles), np.sin(angles)
    return phasors
