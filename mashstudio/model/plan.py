"""The mix as flat arrays: what the kernel reads and the audio process receives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import FrameCount


@dataclass(frozen=True, eq=False)
class Plan:
    """A compiled mashup. Runs are sorted by lane, then start; within a lane starts increase and ends don't decrease.

    start, end: int64 (runs,): the frames of the mashup in which the run sounds, including its fades.
    source: int64 (runs,): the frame of the lane's stem that sounds at `start`; may be negative or past the stem's
        end, where there is silence.
    step: int64 (runs,): 1: the stem's frames from there on; −1: backwards.
    fade_in, fade_out: int64 (runs,): lengths in frames of the fades at the run's ends; 0: none.
    linear_in, linear_out: int64 (runs,): 1: the fade is linear; 0: of equal power.
    gain: float32 (runs,): linear.
    lane_runs: int64 (lanes + 1,): lane i holds runs lane_runs[i] … lane_runs[i + 1] − 1.
    frames: the mashup's length.
    master: linear gain over the whole mix.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    source: NDArray[np.int64]
    step: NDArray[np.int64]
    fade_in: NDArray[np.int64]
    fade_out: NDArray[np.int64]
    linear_in: NDArray[np.int64]
    linear_out: NDArray[np.int64]
    gain: NDArray[np.float32]
    lane_runs: NDArray[np.int64]
    frames: FrameCount
    master: float

    @property
    def lanes(self) -> int:
        """The number of lanes, including those without a run."""
        return len(self.lane_runs) - 1
