"""By which phases the frames of a song are turned: read from its mix, the same for every stem.

Each frame's spectrum is turned so that it goes on where the frame before it ended. Bins turn with the spectral peak
that is nearest to them (Laroche and Dolson, "Improved phase vocoder time-scale modification of audio", IEEE TSAP 7,
1999); those in which an onset enters start afresh (Röbel, "A new approach to transient processing in the phase
vocoder", DAFx 2003). At an attack all start afresh, so that it is heard as sharp as it was. For a tone that sounds on
meanwhile, that would be a break: so it is led there beforehand, by a little in each of the frames before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

# A bin whose energy grows this much within a hop has an onset; where so many of those between 150 Hz and 14 kHz have
# one, it is an attack.
_ONSET: Final = 4.0
_SHARE: Final = 0.12
_COUNTED: Final = slice(10, 1000)
# What is fainter than this beside the loudest bin is rounding.
_HEARD: Final = 1e-9
# In so many frames before an attack tones are led to where it finds them.
_LED: Final = 6

Complex = NDArray[np.complex64]


@dataclass(frozen=True, eq=False)
class Heard:
    """What the mix tells of some frames: (frames, bins) each, `crowded` (frames,).

    steps: unit phasors, how far each bin turns from the frame before; rising: whether it has an onset; peaks: the
    nearest bin that is a peak; crowded: whether so many are rising that it is an attack.
    """

    steps: Complex
    rising: NDArray[np.bool_]
    peaks: NDArray[np.intp]
    crowded: NDArray[np.bool_]


class Phases:
    """The phases of a song, from its first frame to its last."""

    def __init__(self, bins: int) -> None:
        self._turn = np.ones(bins, np.complex64)
        self._last = np.zeros((2, 1, bins), np.complex64)

    def hear(self, now: Complex, earlier: Complex) -> Heard:
        """Takes the next frames of the mix (2, frames, bins): `now`, and `earlier` in the song by a hop."""
        energy = _energy(now)
        floor = _HEARD * energy.max(axis=1, keepdims=True)
        rising = energy > np.maximum(_ONSET * _energy(earlier), floor)
        crowded = np.mean(rising[:, _COUNTED], axis=1) > _SHARE
        # What was heard last came a hop ago; what lies a hop back in the song would have gone on without a turn.
        np.conjugate(earlier, out=earlier)
        steps = np.empty(energy.shape, np.complex64)
        steps[1:] = now[0, :-1] * earlier[0, 1:]
        steps[1:] += now[1, :-1] * earlier[1, 1:]
        steps[0] = np.sum(self._last[:, 0] * earlier[:, 0], axis=0)
        self._last = now[:, -1:].copy()
        return Heard(_unit(steps), rising, _nearest_peaks(energy), crowded)

    def turns(self, heard: Heard, following: Heard | None) -> Complex:
        """Unit phasors (frames, bins) for frames that were heard. following: those after them, unless they are last."""
        later = following.crowded if following else np.zeros(0, np.bool_)
        attacks = _last_ones(np.concatenate([heard.crowded, later]))
        lead = _lead(attacks, [*heard.steps, *(following.steps[:_LED] if following else ())])
        turns = np.empty_like(heard.steps)
        turn = self._turn
        for index, (step, rising, peaks) in enumerate(zip(heard.steps, heard.rising, heard.peaks, strict=True)):
            turn = turn * step
            turn[rising] = 1
            if attacks[index]:
                turn[:] = 1
            elif index in lead:
                left, still = lead[index]
                turn *= np.exp(np.angle(turn * still) * np.complex64(-1j / (left + 1)))
            turn = turns[index] = turn[peaks]
        turns = _unit(turns)
        self._turn = turns[-1]
        return turns


def _last_ones(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of neighbours the last alone: there the attack has come nearest to the middle of the frame."""
    last = flags.copy()
    last[:-1] &= ~flags[1:]
    return last


def _lead(attacks: NDArray[np.bool_], steps: Sequence[Complex]) -> dict[int, tuple[int, Complex]]:
    """For the frames before attacks: how many are left until then, and how far each bin will yet turn."""
    lead: dict[int, tuple[int, Complex]] = {}
    for attack in np.flatnonzero(attacks[: len(steps)]).tolist():
        still = np.ones_like(steps[0])
        for index in range(attack - 1, max(attack - 1 - _LED, -1), -1):
            if attacks[index]:
                break
            still = still * steps[index + 1]
            lead[index] = (attack - index, still)
    return lead


def _energy(spectra: Complex) -> NDArray[np.float32]:
    """Of both sides together, from (2, frames, bins)."""
    squares = np.square(spectra.view(np.float32))
    both = squares[0] + squares[1]
    energy: NDArray[np.float32] = both[:, ::2] + both[:, 1::2]
    return energy


def _nearest_peaks(energy: NDArray[np.float32]) -> NDArray[np.intp]:
    """For every bin of every frame the nearest bin that is at least as loud as those on either side of it."""
    count = energy.shape[1]
    bins = np.arange(count, dtype=np.int32)
    peak = np.ones(energy.shape, np.bool_)
    peak[:, 1:] = energy[:, 1:] >= energy[:, :-1]
    peak[:, :-1] &= energy[:, :-1] >= energy[:, 1:]
    below = np.maximum.accumulate(np.where(peak, bins, -count), axis=1)
    above = np.minimum.accumulate(np.where(peak, bins, 2 * count)[:, ::-1], axis=1)[:, ::-1]
    return np.where(bins - below <= above - bins, below, above).astype(np.intp)


def _unit(numbers: Complex) -> Complex:
    """The phasors of `numbers`, in their place; 1 for 0."""
    sizes = np.abs(numbers)
    silent = sizes == 0
    numbers[silent], sizes[silent] = 1, 1
    numbers /= sizes
    return numbers
