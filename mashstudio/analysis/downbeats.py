"""Which beats of the grid are downbeats."""

import numpy as np
from numpy.typing import NDArray

_FLOOR = 0.02
# What a bar of another length costs, in nats: a song counts through unless several bars in a row say otherwise.
_IRREGULAR = 16.0
_FIRST = 0.1

Floats = NDArray[np.float64]


def place_downbeats(beat: Floats, downbeat: Floats, beats_per_bar: int) -> tuple[NDArray[np.int64], float]:
    """Indices of the downbeats among a grid's beats, and how surely they are told from the rest (0–1).

    beat, downbeat: the network's activation at each beat of the grid, as a beat that is no downbeat and as a
    downbeat. The likeliest way to count through: bars of `beats_per_bar`, a shorter one where the song insists.
    """
    heard = beat + downbeat
    share = (downbeat + _FLOOR / beats_per_bar) / (heard + _FLOOR)
    weight = np.minimum(heard / 0.2, 1)
    positions = _count(weight * np.log(share), weight * np.log1p(-share), beats_per_bar)
    downbeats = np.flatnonzero(positions == 0)
    if len(downbeats) == 0:
        return np.zeros(1, np.int64), 0.0
    told = share[positions == 0] - share[positions != 0].mean() if np.any(positions) else share[positions == 0]
    return downbeats, float(np.clip(told.mean(), 0, 1))


def _count(first: Floats, other: Floats, beats_per_bar: int) -> NDArray[np.int64]:
    """The best positions (0 … beats_per_bar − 1): Viterbi over a bar that goes on, or starts anew at a cost."""
    score = np.full(beats_per_bar, other[0])
    # Where nothing is heard the first beat is the one.
    score[0] = first[0] + _FIRST
    came_from = np.zeros((len(first), beats_per_bar), np.int64)
    for index in range(1, len(first)):
        stepped = np.roll(score, 1)
        origin = np.roll(np.arange(beats_per_bar), 1)
        # No bar of a single beat.
        cut = 1 + int(np.argmax(score[1:-1])) if beats_per_bar > 2 else 0
        if cut and score[cut] - _IRREGULAR > stepped[0]:
            stepped[0], origin[0] = score[cut] - _IRREGULAR, cut
        score = stepped + other[index]
        score[0] = stepped[0] + first[index]
        came_from[index] = origin
    positions = np.zeros(len(first), np.int64)
    positions[-1] = int(np.argmax(score))
    for index in range(len(first) - 1, 0, -1):
        positions[index - 1] = came_from[index, positions[index]]
    return positions
