"""Chords, and pitches counted from them: what is written so fits any chord it is played over."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

OCTAVES: Final = 4
STEPS_OF_SCALE: Final = 7
KINDS: Final = OCTAVES * STEPS_OF_SCALE
"""How many pitches a lane can write over a chord: four octaves of its scale, the second begins at its root."""

_USUAL: Final = {False: (0, 2, 4, 5, 7, 9, 10), True: (0, 2, 3, 5, 7, 9, 10)}
"""Scales over a chord whose root isn't in the key, in semitones: mixolydian; dorian over a minor third."""


@dataclass(frozen=True)
class Chord:
    """A chord: the pitch class of its root, its tones above it in semitones, and the scale around it (classes)."""

    root: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]

    def fits(self, pitch: int) -> bool:
        """Return True if a pitch is in the chord or its scale."""
        return (pitch - self.root) % 12 in ladder(self)

    def has(self, pitch: int) -> bool:
        """Return True if a pitch is one of the chord's tones."""
        return (pitch - self.root) % 12 in {tone % 12 for tone in self.tones}


@lru_cache(maxsize=1024)
def ladder(chord: Chord) -> tuple[int, ...]:
    """Return the seven steps of the scale of the moment, in semitones above the root: the chord's tones take the place
    of the scale's own third, fifth and seventh.
    """
    steps = sorted({(each - chord.root) % 12 for each in chord.scale})
    if len(steps) != STEPS_OF_SCALE or steps[0] != 0:
        steps = list(_USUAL[3 in chord.tones])
    for number, tone in enumerate(chord.tones[:4]):
        steps[2 * number] = tone % 12
    # A chord that is strange to its key may leave steps out of order: they are told apart by a semitone at least.
    for step in range(1, STEPS_OF_SCALE):
        if step % 2:
            low, high = steps[step - 1], steps[step + 1] if step < 6 else 12
            steps[step] = min(max(steps[step], low + 1), high - 1)
    return tuple(steps)


def base_of(chord: Chord, lowest: int) -> int:
    """Return the lowest of the chord's roots that isn't under `lowest` (MIDI)."""
    return lowest + (chord.root - lowest) % 12


def pitch_of(chord: Chord, kind: int, lowest: int) -> int:
    """Return the MIDI pitch that is written as `kind` (0–KINDS − 1) over a chord."""
    octave, step = divmod(kind, STEPS_OF_SCALE)
    return base_of(chord, lowest) + 12 * (octave - 1) + ladder(chord)[step]


def kind_of(chord: Chord, pitch: int, lowest: int) -> int:
    """Return as what a pitch is written over a chord: the nearest of its scale, within the octaves that there are."""
    above = pitch - base_of(chord, lowest) + 12
    octave = min(max(above // 12, 0), OCTAVES - 1)
    rest = above % 12
    steps = [*ladder(chord), 12]
    step = min(range(len(steps)), key=lambda each: (abs(steps[each] - rest), steps[each]))
    return min(octave * STEPS_OF_SCALE + step, KINDS - 1)


def chord_in_key(root: int, *, minor: bool, scale: Iterable[int]) -> Chord:
    """Return the triad on a root (pitch class) in a key's scale (classes)."""
    return Chord(root % 12, (0, 3 if minor else 4, 7), tuple(each % 12 for each in scale))
