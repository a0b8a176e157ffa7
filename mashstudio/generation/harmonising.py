"""Chords for a melody that is played alone."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.harmony import Chord
from mashstudio.model.key import MAJOR_SCALE
from mashstudio.model.notes import Note

_TRIADS: Final = ((0, (0, 4, 7)), (2, (0, 3, 7)), (4, (0, 3, 7)), (5, (0, 4, 7)), (7, (0, 4, 7)), (9, (0, 3, 7)))
"""Root above the major tonic, and tones above the root: the scale's major and minor triads."""
_HOMES: Final = (0, 5)
"""Of the triads: where a melody in major, and one in the relative minor, is at home."""
_ON_ONE: Final = 1.5
_STRANGE, _AT_HOME, _MOVE = -0.6, 0.1, 0.05
_MOVES: Final = {5: 2.0, 2: 1.0, 9: 1.0, 8: 1.0}
"""How natural steps of the root are, in semitones upwards; less than what a bar's own notes say."""


def harmonised(melody: Sequence[Note], bars: Sequence[int], beats: int, tonic: int | None = None) -> tuple[Chord, ...]:
    """Return a chord for each beat, one for each bar: the triads of the scale that fit a melody and follow each other.

    bars: the beats on which bars begin. tonic: pitch class of the major scale; None: the one that has most of the
    melody.
    """
    stops = [*bars, beats]
    weights = np.array([_weights(melody, start, stop) for start, stop in pairwise(stops)])
    if tonic is None:
        held = weights.sum(axis=0)
        tonic = int(np.argmax([held[[(root + step) % 12 for step in MAJOR_SCALE]].sum() for root in range(12)]))
    path = _likeliest(np.array([[_fit(bar, tonic, number) for number in range(len(_TRIADS))] for bar in weights]))
    scale = tuple((tonic + step) % 12 for step in MAJOR_SCALE)
    chords = [Chord((tonic + _TRIADS[number][0]) % 12, _TRIADS[number][1], scale) for number in path]
    return tuple(
        chord for chord, (start, stop) in zip(chords, pairwise(stops), strict=True) for _beat in range(stop - start)
    )


def _weights(melody: Sequence[Note], start: int, stop: int) -> NDArray[np.float64]:
    """Return the share of each pitch class in a bar; the note on its first beat counts more."""
    weights = np.zeros(12)
    for note in melody:
        sounds = min(note.start + note.length, stop) - max(note.start, start)
        if sounds > 0:
            weights[note.pitch % 12] += sounds * (_ON_ONE if abs(note.start - start) < 0.5 else 1)
    total = float(weights.sum())
    return weights / total if total else weights


def _fit(weights: NDArray[np.float64], tonic: int, number: int) -> float:
    """Return how well a triad fits a bar: −0.6–1, 0 if nothing plays."""
    root, tones = _TRIADS[number]
    inside = float(weights[[(tonic + root + tone) % 12 for tone in tones]].sum())
    return inside + _STRANGE * (float(weights.sum()) - inside)


def _likeliest(fits: NDArray[np.float64]) -> list[int]:
    """Return the triads, one for each bar, that fit best in all (Viterbi)."""
    home = np.zeros(len(_TRIADS))
    home[list(_HOMES)] = _AT_HOME
    roots = np.array([root for root, _tones in _TRIADS])
    moves = _MOVE * np.array([[_MOVES.get(int(to - root) % 12, 0.0) for to in roots] for root in roots])
    scores, came = fits[0] + home, []
    for bar in fits[1:]:
        reached = scores[:, None] + moves
        came.append(reached.argmax(axis=0))
        scores = reached.max(axis=0) + bar
    path = [int((scores + home).argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]
