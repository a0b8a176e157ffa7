"""The phase rotations of a song's frames: computed from its mix, the same for every stem.

Each frame's spectrum is rotated to continue where the frame before it ended. Bins rotate with the nearest spectral
peak (Laroche and Dolson, "Improved phase vocoder time-scale modification of audio", IEEE TSAP 7, 1999); bins with an
onset restart with their original phase (Röbel, "A new approach to transient processing in the phase vocoder", DAFx
2003). At an attack all bins restart, so that it stays as sharp as it was. To a sustained tone that would be a break,
so its phase is led there gradually over the frames before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

# A bin whose energy grows by this factor within a hop has an onset. If this share of the bins between 150 Hz and
# 14 kHz has one, the frame is an attack.
_ONSET: Final = 4.0
_SHARE: Final = 0.12
_COUNTED: Final = slice(10, 1000)
# Relative to the loudest bin, anything fainter is rounding error.
_HEARD: Final = 1e-9
# Smaller products of bins have no reciprocal in 32 bits.
_NOTHING: Final = 1e-36
# The number of frames before an attack over which tones are led to its phases.
_LED: Final = 6

Complex = NDArray[np.complex64]
Floats = NDArray[np.float32]
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

    steps: each bin's rotation from the frame before (frames, bins), of any magnitude; crowded: True if so many bins
    have an onset that it is an attack (frames,). peaks; turned: each peak's rotation, as a unit phasor; rising: True if
    it has an onset; came_from: the peak of the frame before that is nearest to its bin.
    """

    steps: Complex
    crowded: NDArray[np.bool_]
    peaks: Peaks
    turned: Complex
    rising: NDArray[np.bool_]
    came_from: Indices


class Phases:
    """Follows the phases of a song from its first frame to its last, in spectra of `size`."""

    def __init__(self, size: int) -> None:
        self._turn = np.ones(size // 2 + 1, np.complex64)
        self._last = np.zeros((1, size), np.complex64)

    def hear(self, now: Complex, earlier: Complex, moved: NDArray[np.bool_]) -> MixFrames:
        """Read the next frames of the mix (frames, size), left + right · i.

        now: these frames; earlier: those one hop earlier in the song. moved: the frames for which that isn't the frame
        before; only theirs are in `earlier`.
        """
        before = np.concatenate([self._last, now])
        self._last = before[-1:].copy()
        loudness = energy(before)
        before, loud, past_loud = before[:-1], loudness[1:], loudness[:-1]
        if len(earlier) == len(now):
            past, past_loud = earlier, energy(earlier)
        else:
            past, past_loud = before.copy(), past_loud.copy()
            past[moved], past_loud[moved] = earlier, energy(earlier)
        rising = loud > np.maximum(_ONSET * past_loud, _HEARD * loud.max(axis=1, keepdims=True))
        crowded = np.count_nonzero(rising[:, _COUNTED], axis=1) > _SHARE * (_COUNTED.stop - _COUNTED.start)
        steps = _steps(before, past)
        peaks = _find_peaks(loud)
        count, parts = loud.shape[1], peaks.parts
        widths = np.diff(parts)
        places = peaks.bins + np.repeat(count * np.arange(len(loud)), widths)
        came_from = peaks.bins.copy()
        came_from[parts[1] :] = peaks.nearest.take(places[parts[1] :] - count) - np.repeat(parts[:-2], widths[1:])
        return MixFrames(steps, crowded, peaks, _unit(steps.take(places)), rising.take(places), came_from)

    def turns(self, heard: MixFrames, following: MixFrames | None) -> Complex:
        """Return the unit phasors (frames, bins) that rotate these frames. following: the frames after them, if any."""
        later = following.crowded if following else np.zeros(0, np.bool_)
        attacks = _last_ones(np.concatenate([heard.crowded, later]))
        lead = _lead(attacks, [*heard.steps, *(following.steps[:_LED] if following else ())])
        parts, turned = heard.peaks.parts, np.empty_like(heard.turned)
        # Initially every bin rotates by itself.
        turn = self._turn
        for index, (begin, end) in enumerate(pairwise(parts.tolist())):
            if attacks[index]:
                turn = np.ones(end - begin, np.complex64)
            else:
                turn = turn.take(heard.came_from[begin:end])
                turn *= heard.turned[begin:end]
                turn[heard.rising[begin:end]] = 1
                if index in lead:
                    left, still = lead[index]
                    turn *= _led(turn * still.take(heard.peaks.bins[begin:end]), left)
            turned[begin:end] = turn
        # Normalise, so that rounding errors don't accumulate.
        turns = _unit(turned).take(heard.peaks.nearest).reshape(heard.steps.shape)
        self._turn = turns[-1]
        return turns


def _last_ones(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Keep the last of adjacent flags: there the attack is nearest to the middle of the frame."""
    last = flags.copy()
    last[:-1] &= ~flags[1:]
    return last


def _lead(attacks: NDArray[np.bool_], steps: Sequence[Complex]) -> dict[int, tuple[int, Complex]]:
    """Return, for the frames before attacks, how many frames are left and how far each bin will still rotate."""
    lead: dict[int, tuple[int, Complex]] = {}
    for attack in np.flatnonzero(attacks[: len(steps)]).tolist():
        still = np.ones_like(steps[0])
        for index in range(attack - 1, max(attack - 1 - _LED, -1), -1):
            if attacks[index]:
                break
            still = still * _unit(steps[index + 1])
            lead[index] = (attack - index, still)
    return lead


def _led(then: Complex, left: int) -> Complex:
    """Return this frame's share of the rotation that tones need to restart `left` frames later, from `then`."""
    angle = np.arctan2(then.imag, then.real) / np.float32(-left - 1)
    share = np.empty_like(then)
    share.real, share.imag = np.cos(angle), np.sin(angle)
    return share


def energy(spectra: Complex) -> Floats:
    """Return the energy of both channels together (frames, bins) of left + right · i spectra (frames, size)."""
    half = spectra.shape[1] // 2
    both: Floats = np.square(spectra.real)
    both += np.square(spectra.imag)
    sides = both[:, : half + 1].copy()
    sides[:, 1:half] += both[:, :half:-1]
    sides[:, 1:half] *= 0.5
    return sides


def _steps(now: Complex, past: Complex) -> Complex:
    """Return each bin's rotation from `past` to `now`, of both channels together. Overwrites `past`."""
    # The last frame heard came a hop ago; a frame one hop earlier in the song would have continued without rotation.
    half = now.shape[1] // 2
    both = np.multiply(now, np.conjugate(past, out=past), out=past)
    steps = both[:, : half + 1].copy()
    steps[:, 1:half] += np.conjugate(both[:, :half:-1])
    steps.imag[:, [0, half]] = 0
    return steps


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
    ends = np.append((places[:-1] + places[1:]) // 2 + 1, 0)
    ends[parts[1:] - 1] = starts[1:]
    nearest = np.repeat(np.arange(len(places)), np.diff(ends, prepend=0))
    return Peaks(places - np.repeat(starts[:-1], np.diff(parts)), parts, nearest)


def _unit(numbers: Complex) -> Complex:
    """Return the phasors of `numbers`; 1 for numbers close to 0."""
    sizes = np.abs(numbers)
    if sizes.min(initial=1) > _NOTHING:
        return numbers * np.reciprocal(sizes, out=sizes).astype(np.complex64)
    return _unit(np.where(sizes > _NOTHING, numbers, np.complex64(1)))
