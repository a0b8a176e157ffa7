"""A bar of a lane as a sequence of tokens.

Step by step come the notes that begin there, from the lowest up, and what ends the step: NEXT; after notes with a
pitch, how long they last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.harmony import KINDS
from mashstudio.generation.rolls import COLUMNS, DRUM_PITCHES, LENGTHS, LEVELS, Roll
from mashstudio.model.notes import BandPart

NEXT: Final = 0
LENGTH: Final = 1
DRUM: Final = LENGTH + len(LENGTHS)
PITCH: Final = DRUM + len(DRUM_PITCHES) * len(LEVELS)
VOCABULARY: Final = PITCH + KINDS * len(LEVELS)
BEGIN: Final = VOCABULARY
"""What stands before a bar's first token."""

HIGHEST: Final = 60
"""Heights: the pitch of a lane's last note above the chord's root, in semitones + 25; 0: none yet."""
_LOWEST_HEIGHT: Final = 25


@dataclass(frozen=True, eq=False)
class Sequence:
    """A bar of a lane. steps: in which step of the bar each token is, from 0. Each (tokens,) int16."""

    tokens: NDArray[np.int16]
    steps: NDArray[np.int16]


def sequence_of(roll: Roll, part: BandPart, steps: range) -> Sequence:
    """Return what a lane plays in some steps of a roll."""
    tokens: list[int] = []
    at: list[int] = []
    for place, step in enumerate(steps):
        of_step = list(_step(roll[step, COLUMNS[part]], part))
        tokens += of_step
        at += [place] * len(of_step)
    return Sequence(np.array(tokens, np.int16), np.array(at, np.int16))


def _step(row: NDArray[np.uint8], part: BandPart) -> Iterator[int]:
    drums = part is BandPart.DRUMS
    kinds = np.flatnonzero(row[: len(DRUM_PITCHES) if drums else KINDS])
    for kind in kinds:
        yield (DRUM if drums else PITCH) + int(kind) * len(LEVELS) + int(row[kind]) - 1
    yield NEXT if drums or not len(kinds) else LENGTH + max(int(row[-1]), 1) - 1


def note_of(token: int, part: BandPart) -> tuple[int, int] | None:
    """Return the kind and the level (1–3) of a note's token; None: it is no note."""
    first = DRUM if part is BandPart.DRUMS else PITCH
    return None if token < first else ((token - first) // len(LEVELS), (token - first) % len(LEVELS) + 1)


def height_of(pitch: int | None, base: int) -> int:
    """Return the height of the last pitch over a root."""
    return 0 if pitch is None else min(max(pitch - base + _LOWEST_HEIGHT, 1), HIGHEST)


def allowed(part: BandPart, last: int | None) -> NDArray[np.bool_]:
    """Return which tokens may follow in a step: (VOCABULARY,). last: the kind of its last note; None: none yet."""
    may = np.zeros(VOCABULARY, bool)
    levels = len(LEVELS)
    if part is BandPart.DRUMS:
        may[NEXT] = True
        may[DRUM + (0 if last is None else (last + 1) * levels) : PITCH] = True
    elif last is None:
        may[NEXT] = True
        may[PITCH:] = True
    else:
        may[LENGTH:DRUM] = True
        if part is BandPart.CHORDS:
            may[PITCH + (last + 1) * levels :] = True
    return may
