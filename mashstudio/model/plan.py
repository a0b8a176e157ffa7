"""The mix as flat arrays: what the kernel reads and the audio process receives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import FrameCount, Seconds


@dataclass(frozen=True, eq=False)
class Effects:
    """What strips do to their lanes beyond the gain of the runs.

    Lane i's automation is a stretch of points, lane_levels[i] … lane_levels[i + 1] − 1 (none: 0 dB throughout) and
    lane_tones[i] … lane_tones[i + 1] − 1 (none: flat), with straight lines between them.

    level_at: int64 (points,): frames of the mashup, rising within a lane; level: float32 (points,): dB.
    tone_at: int64 (points,), likewise; tone: float32 (points, 5): dB of the low, mid and high band, the lane's filter
        and its source's (−1 … 1).
    place: float32 (lanes, 4): how much of left goes to the left, of right to the left, of left to the right, of right
        to the right.
    sends: float32 (lanes, 2): linear, to the echo and to the reverb.
    echo: frames from one echo to the next; feedback: linear, from each to the next. decay: of the reverb by 60 dB.
    """

    level_at: NDArray[np.int64]
    level: NDArray[np.float32]
    lane_levels: NDArray[np.int64]
    tone_at: NDArray[np.int64]
    tone: NDArray[np.float32]
    lane_tones: NDArray[np.int64]
    place: NDArray[np.float32]
    sends: NDArray[np.float32]
    echo: FrameCount
    feedback: float
    decay: Seconds


@dataclass(frozen=True, eq=False)
class Plan:
    """A compiled mashup. Runs are sorted by lane, then start; within a lane starts increase and ends don't decrease.

    start, end: int64 (runs,): the frames of the mashup in which the run sounds, including its fades.
    source: int64 (runs,): the frame of the lane's stem that sounds at `start`; may be negative or past the stem's
        end, where there is silence.
    step: int64 (runs,): 1: the stem's frames from there on; −1: backwards.
    stem: int64 (runs,): which of the stems that are played with the plan: its lane's, or its lane's at another speed
        (see `sounds`).
    fade_in, fade_out: int64 (runs,): lengths in frames of the fades at the run's ends; 0: none.
    linear_in, linear_out: int64 (runs,): 1: the fade is linear; 0: of equal power.
    gain: float32 (runs,): linear.
    lane_runs: int64 (lanes + 1,): lane i holds runs lane_runs[i] … lane_runs[i + 1] − 1.
    frames: the mashup's length.
    master: linear gain over the whole mix.
    effects: None: every lane is flat and in its place.
    limited: peaks of the mix, with its master gain, are limited to −1 dBTP.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    source: NDArray[np.int64]
    step: NDArray[np.int64]
    stem: NDArray[np.int64]
    fade_in: NDArray[np.int64]
    fade_out: NDArray[np.int64]
    linear_in: NDArray[np.int64]
    linear_out: NDArray[np.int64]
    gain: NDArray[np.float32]
    lane_runs: NDArray[np.int64]
    frames: FrameCount
    master: float
    effects: Effects | None = None
    limited: bool = False

    @property
    def lanes(self) -> int:
        """The number of lanes, including those without a run."""
        return len(self.lane_runs) - 1
