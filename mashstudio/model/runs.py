"""The runs of a lane: consecutive beats of its song."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.model.mashup import SILENT, SPEEDS, Cells, Lane, Mashup

_STEPS: Final = np.array([round(2 * speed) for speed in SPEEDS], np.int32)


def places(cells: Cells | np.void) -> NDArray[np.int32]:
    """Return where in its song each sounding cell begins, in half beats."""
    begins: NDArray[np.int32] = 2 * cells["beat"] + cells["half"]
    return begins


def steps(cells: Cells | np.void) -> NDArray[np.int32]:
    """Return how many half beats after a cell the next one of its run begins; negative: backwards."""
    forwards = _STEPS[cells["speed"]]
    there: NDArray[np.int32] = np.where(cells["backwards"], -forwards, forwards)
    return there


def sounds(mashup: Mashup) -> list[tuple[Lane, int]]:
    """Return the lanes and indices of SPEEDS whose samples a plan plays, in the order of `Plan.stem`."""
    return [(lane, speed) for speed in range(1 + int(mashup.cells["speed"].max(initial=0))) for lane in mashup.lanes]


def runs(row: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first beats of a lane's runs and the beats after their last ones: two arrays (runs,).

    A run is a stretch of consecutive beats of the source in one direction, at one speed and one gain, without a fade
    inside; each stuttered beat is a run.
    """
    at, gain, backwards, alone = places(row), row["gain"], row["backwards"], row["stutter"] > 1
    on = row["beat"] != SILENT
    begins = on.copy()
    begins[1:] &= (
        ~on[:-1]
        | (at[1:] != at[:-1] + steps(row[1:]))
        | (backwards[1:] != backwards[:-1])
        | (row["speed"][1:] != row["speed"][:-1])
        | (gain[1:] != gain[:-1])
        | (row["fade_in"][1:] > 0)
        | (row["fade_out"][:-1] > 0)
        | (row["over"][:-1] > 0)
        | alone[1:]
        | alone[:-1]
    )
    ends = on.copy()
    ends[:-1] &= ~on[1:] | begins[1:]
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1
