"""Two that play together, by a small soundfont, each known alone: flute (left) and guitar (right), drums and congas."""

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
    return _as_loud(notes)


def drums_and_congas() -> tuple[Samples, Samples]:
    """Return what a drum kit plays, and what congas and a tambourine play: ten seconds each, as loud as each other."""
    step = SECONDS / 80
    kit, hands = Sound(0, drums=True), Sound(0, drums=True, pan=94)
    notes = [Played(step * index, 0.1, 0, kit, 42, 80) for index in range(0, 80, 2)]
    notes += [Played(step * index, 0.1, 0, kit, 36 if index % 8 == 0 else 38, 100) for index in range(0, 80, 4)]
    for bar in range(0, 80, 16):
        for index, note in ((3, 62), (6, 63), (7, 64), (10, 54), (11, 62), (14, 64), (15, 54)):
            notes.append(Played(step * (bar + index), 0.1, 1, hands, note, 95))
    return _as_loud(notes)


def _as_loud(notes: list[Played]) -> tuple[Samples, Samples]:
    first, second = play(notes, SECONDS * SAMPLE_RATE, 2, SMALL)
    return tuple(sound * np.float32(0.05 / np.sqrt(np.mean(sound**2))) for sound in (first, second))  # type: ignore[return-value]
