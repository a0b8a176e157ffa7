"""The document to a plan: once per edit."""

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.alignment import Alignment, Grid
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.messages import Message
from mashstudio.facts.plan import Plan
from mashstudio.facts.units import SAMPLE_RATE, FrameCount
from mashstudio.mashup.document import SILENT, Mashup, heard_lanes, runs
from mashstudio.render.kernel import EDGE_FADE, FADE

_NO_BEATS = np.empty(0, np.int64)
_Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def compile_plan(mashup: Mashup, alignment: Alignment, master: float = 1.0) -> Plan:
    """The plan of `mashup`: runs of consecutive song beats whole, an equal-power crossfade at each end of a run.

    master: linear gain over the whole mix. What lies beyond a song's last beat is silent, and so are songs that
    `alignment` lacks. Raises BadArgument for a grid whose beats are too short to hold two fades.
    """
    check_grid(alignment.grid)
    grid = alignment.grid.frames(mashup.beats + 1)
    frames = int(grid[-1])
    heard = heard_lanes(mashup.lanes)
    per_lane: list[_Runs] = []
    gains: list[NDArray[np.float32]] = []
    for index, lane in enumerate(mashup.lanes):
        song = alignment.songs.get(lane.source)
        cells = mashup.cells[index] if song and index in heard else np.full(mashup.beats, SILENT, np.int32)
        found = _lane_runs(cells, grid, _NO_BEATS if song is None else song.beat_frame)
        per_lane.append(found)
        gains.append(np.full(len(found[0]), 10 ** (lane.gain_db / 20), np.float32))
    starts, ends, sources = (np.concatenate(column) for column in zip(*per_lane, strict=True))
    # A fade lies half on either side of its boundary; at the mashup's own ends, and before a stem's first frame, there
    # is no outer side.
    half = FADE // 2
    bare_start = (starts < half) | (sources < half)
    bare_end = ends + half > frames
    outer = np.where(bare_start, 0, half)
    counts = [len(found[0]) for found in per_lane]
    return Plan(
        start=starts - outer,
        end=ends + np.where(bare_end, 0, half),
        source=sources - outer,
        fade_in=np.where(bare_start, EDGE_FADE, FADE),
        fade_out=np.where(bare_end, EDGE_FADE, FADE),
        gain=np.concatenate(gains),
        lane_runs=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        frames=FrameCount(frames),
        master=master,
    )


def check_grid(grid: Grid) -> None:
    """Raise BadArgument for a grid whose beats are too short to hold two fades: all that a mashup is refused for."""
    if grid.beat_length * SAMPLE_RATE < 2 * FADE:
        tempo = f"{grid.tempo:.0f}"
        raise BadArgument(
            Message(
                "At {tempo} BPM beats are too short to be heard: choose another tempo, or mend the songs' beats.",
                tempo=tempo,
            )
        )


def _lane_runs(cells: NDArray[np.int32], grid: NDArray[np.int64], beat_frame: NDArray[np.int64]) -> _Runs:
    """Start, end (frames of the mashup) and source (frame of the stem at the start) of each run, fades left out."""
    cells = np.where(cells < len(beat_frame), cells, SILENT)
    begins, ends = runs(cells)
    return grid[begins], grid[ends], beat_frame[cells[begins]]
