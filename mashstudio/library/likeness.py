"""Songs that sound alike, and songs that may fit, by how they sound as a whole."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.document.mashability import NEAR, SHIFTS
from mashstudio.library.facts import Listed, SongSound

Floats = NDArray[np.float32]

_EACH_SEMITONE, _EACH_FAR_SEMITONE, _EACH_OCTAVE = 0.01, 0.012, 0.3
"""What shifting and stretching cost, against the likeness of harmonies, 0–1."""
_ALIKE: Final = 0.05
"""What the same sound adds: of songs that fit as well, the one that sounds alike comes first."""


def similar(one: SongSound, others: Sequence[SongSound]) -> Floats:
    """Return how alike songs sound to one, −1 to 1."""
    alike: Floats = np.stack([other.embedding for other in others]) @ one.embedding
    return alike


def fits_by_mix(song: Listed, sound: SongSound, others: Sequence[Listed], sounds: Sequence[SongSound]) -> Floats:
    """Return how well other songs fit one, judged by their mixes: about 0.3 to 1, only good for comparing.

    Each section's harmony is held against all of the other song's in every transposition; the best transposition of
    the whole song counts, less what shifting and stretching cost.
    """
    lengths = np.array([len(each.harmony) for each in sounds])
    sections = np.concatenate([each.harmony for each in sounds])
    alike = _harmony_likeness(sound.harmony, sections)
    costs = _EACH_SEMITONE * np.abs(SHIFTS) + _EACH_FAR_SEMITONE * np.maximum(np.abs(SHIFTS) - NEAR, 0)
    ends = np.cumsum(lengths)
    found = np.zeros(len(others), np.float32)
    for index, (start, stop) in enumerate(zip(ends - lengths, ends, strict=True)):
        if stop > start and len(alike):
            pairs = alike[:, start:stop]
            both = (pairs.max(axis=1).mean(axis=0) + pairs.max(axis=0).mean(axis=0)) / 2
            found[index] = float((both - costs).max())
    tempi = np.array([other.facts.tempo for other in others]) / song.facts.tempo
    octaves = np.abs(np.log2(tempi))
    # Half and double time are the same tempo.
    stretch = np.abs(octaves - np.rint(octaves))
    fits: Floats = (found - _EACH_OCTAVE * stretch + _ALIKE * similar(sound, sounds)).astype(np.float32)
    return fits


def _harmony_likeness(own: Floats, others: Floats) -> Floats:
    """Return the cosine of each section with each other one, shifted by 0 … 11 semitones: (own, others, 12)."""
    one, other = np.conj(np.fft.rfft(own, axis=2)), np.fft.rfft(others, axis=2)
    products = np.stack([one[:, :, k] @ other[:, :, k].T for k in range(one.shape[2])], axis=2)
    cosines: Floats = np.fft.irfft(products, 12, axis=2).astype(np.float32)
    return cosines
