"""Plans of one lane: an empty one, a whole file, any runs."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import FrameCount
from mashstudio.model.plan import Plan
from mashstudio.render.kernel import EDGE_FADE


def one_lane_plan(
    start: NDArray[np.int64], end: NDArray[np.int64], source: NDArray[np.int64], frames: int, fade: int = 0
) -> Plan:
    """Return a plan of one lane with these runs (see `Plan`) at gain 1. fade: frames at both ends of each run."""
    runs = len(start)
    fades = np.full(runs, fade, np.int64)
    return Plan(
        start=start,
        end=end,
        source=source,
        step=np.ones(runs, np.int64),
        stem=np.zeros(runs, np.int64),
        fade_in=fades,
        fade_out=fades,
        linear_in=np.zeros(runs, np.int64),
        linear_out=np.zeros(runs, np.int64),
        gain=np.ones(runs, np.float32),
        lane_runs=np.array([0, runs]),
        frames=FrameCount(frames),
        master=1.0,
    )


def empty_plan() -> Plan:
    """Return a plan of length 0."""
    nothing = np.empty(0, np.int64)
    return one_lane_plan(nothing, nothing, nothing, 0)


def whole_file_plan(frames: int, source: int, gain: float = 1.0) -> Plan:
    """Return a plan that plays a file of `frames` frames once, its frame `source` (possibly negative) at frame 0.

    gain: linear.
    """
    start, end = max(-source, 0), max(frames - source, 0)
    if start >= end:
        return empty_plan()
    run = np.array([[start], [end], [max(source, 0)]], np.int64)
    return replace(one_lane_plan(run[0], run[1], run[2], end, EDGE_FADE), master=gain)
