"""A flute's tune on the left and a guitar's chords on the right, by a small soundfont, each known alone."""

import ctypes.util
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.training.corpus.sampler import Played, Sound, play

SMALL: Final = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
needs_fluidsynth = pytest.mark.skipif(
    ctypes.util.find_library("fluidsynth") is None or not SMALL.exists(),
    reason="needs libfluidsynth3 and timgm6mb-soundfont",
)
SECONDS: Final = 10
_TUNE: Final = (76, 79, 81, 79, 76, 72, 74, 76, 77, 81, 84, 81, 79, 77, 76, 74)
_CHORDS: Final = ((48, 55, 60, 64), (45, 52, 57, 60), (41, 53, 57, 60), (43, 50, 55, 59))


def flute_and_guitar() -> tuple[Samples, Samples]:
    """Return what the flute plays, and what the guitar plays: ten seconds each, as loud as each other."""
    step = SECONDS / 20
    notes = [
        Played(step * (index + 0.1), 0.9 * step, 0, Sound(73, pan=34), note, 96) for index, note in enumerate(_TUNE)
    ]
    for index in range(16):
        for note in _CHORDS[index // 4]:
            notes.append(Played(step * index, 0.8 * step, 1, Sound(25, pan=94), note, 90))
    flute, guitar = play(notes, SECONDS * SAMPLE_RATE, 2, SMALL)
    return tuple(sound * np.float32(0.05 / np.sqrt(np.mean(sound**2))) for sound in (flute, guitar))  # type: ignore[return-value]
