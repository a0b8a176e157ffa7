"""What a song's voice and its instruments play on each beat: what decides which parts of songs fit each other."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

STEPS: Final = 12
"""Steps into which onsets divide a beat."""

NO_CHORD: Final = -1

_BUSY, _MOSTLY = 0.3, 0.35

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lead:
    """A song's voice on each of its beats. Pitch classes count from C, and the song's tuning is taken out.

    melody: float32 (beats, 12): the share of each pitch class in the tune, times `activity`.
    chroma: float32 (beats, 12): the share of each pitch class in the spectrum's peaks, times `activity`.
    activity: float32 (beats,), 0–1: how much of the beat is sung, and how loud.
    onsets: float32 (beats, STEPS): the rise of level at each step of the beat.
    """

    melody: Floats
    chroma: Floats
    activity: Floats
    onsets: Floats


@dataclass(frozen=True, eq=False)
class Band:
    """A song's drums, bass and other instruments on each of its beats. Pitch classes count from C.

    harmony: float32 (beats, 12): the share of each pitch class in the chords, by a network.
    chroma: float32 (beats, 12): the share of each pitch class in the spectrum's peaks, without bass and drums.
    activity: float32 (beats,), 0–1: how loud bass and other instruments are.
    onsets: float32 (beats, STEPS): the rise of level at each step of the beat.
    chords: int8 (beats,): 0–11 major, 12–23 minor (C first), or NO_CHORD.
    """

    harmony: Floats
    chroma: Floats
    activity: Floats
    onsets: Floats
    chords: NDArray[np.int8]


def chord_tones(chords: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Return which pitch classes each chord has: bool (beats, 12); none for NO_CHORD."""
    tones = np.zeros((25, 12), np.bool_)
    for root in range(12):
        for kind, third in ((0, 4), (12, 3)):
            tones[kind + root, [root, (root + third) % 12, (root + 7) % 12]] = True
    found: NDArray[np.bool_] = tones[chords]
    return found


def is_active(activity: Floats) -> NDArray[np.bool_]:
    """Return on which beats a voice, or a band, is there: bool (beats,)."""
    active: NDArray[np.bool_] = activity > _BUSY
    return active


def is_busy(activity: Floats) -> bool:
    """Return True if a voice, or a band, is there on enough of these beats to count."""
    return len(activity) > 0 and float(np.mean(is_active(activity))) > _MOSTLY
