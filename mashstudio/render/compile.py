"""The document to a plan: once per edit."""

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.alignment import Alignment
from mashstudio.facts.plan import Plan
from mashstudio.facts.units import FrameCount
from mashstudio.mashup.document import SILENT, Lane, Mashup, lane_song, runs
from mashstudio.render.kernel import FADE

_Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def compile_plan(mashup: Mashup, alignment: Alignment, master: float = 1.0) -> Plan:
    """The plan of `mashup`: runs of consecutive song beats whole, an equal-power crossfade at each end of a run.

    master: linear gain over the whole mix. Cells beyond a song's last beat are silent.
    """
    grid = alignment.grid.frames(mashup.beats + 1)
    frames = int(grid[-1])
    soloed = any(lane.solo for lane in mashup.lanes)
    per_lane: list[_Runs] = []
    gains: list[NDArray[np.float32]] = []
    for index, lane in enumerate(mashup.lanes):
        beat_frame = alignment.songs[lane_song(index)].beat_frame
        cells = mashup.cells[index] if _sounds(lane, soloed) else np.full(mashup.beats, SILENT, np.int32)
        found = _lane_runs(cells, grid, beat_frame)
        per_lane.append(found)
        gains.append(np.full(len(found[0]), 10 ** (lane.gain_db / 20), np.float32))
    starts, ends, sources = (np.concatenate(column) for column in zip(*per_lane, strict=True))
    # A fade lies half on either side of its boundary; at the mashup's own ends, and before a stem's first frame, there
    # is no outer side.
    begin = np.maximum(np.maximum(starts - FADE // 2, 0), starts - sources)
    end = np.minimum(ends + FADE // 2, frames)
    counts = [len(found[0]) for found in per_lane]
    fades = np.full(len(starts), FADE, np.int64)
    return Plan(
        start=begin,
        end=end,
        source=sources - (starts - begin),
        fade_in=fades,
        fade_out=fades,
        gain=np.concatenate(gains),
        lane_runs=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        frames=FrameCount(frames),
        master=master,
    )


def _sounds(lane: Lane, soloed: bool) -> bool:
    return not lane.mute and (lane.solo or not soloed)


def _lane_runs(cells: NDArray[np.int32], grid: NDArray[np.int64], beat_frame: NDArray[np.int64]) -> _Runs:
    """Start, end (frames of the mashup) and source (frame of the stem at the start) of each run, fades left out."""
    cells = np.where(cells < len(beat_frame), cells, SILENT)
    begins, ends = runs(cells)
    return grid[begins], grid[ends], beat_frame[cells[begins]]
