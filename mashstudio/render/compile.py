"""Compiling a mashup to a plan, once per edit."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Decibels, FrameCount
from mashstudio.model.alignment import Alignment, TargetGrid
from mashstudio.model.mashup import SILENT, Cells, Mashup, cells_of, heard_lanes, runs
from mashstudio.model.plan import Plan
from mashstudio.render.kernel import EDGE_FADE, FADE

_Ints = NDArray[np.int64]
_Runs = tuple[_Ints, _Ints, _Ints, NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]
_NO_RUNS: Final[_Runs] = (
    *(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)),
    *(np.empty(0), np.empty(0, np.float32), np.empty(0, np.float32)),
)


def compile_plan(mashup: Mashup, alignment: Alignment, master: float = 1.0) -> Plan:
    """Compile a mashup: one run for consecutive song beats, with crossfades or its cells' own fades at its ends.

    master: linear gain over the whole mix. Cells beyond a song's last beat and songs missing from `alignment` are
    silent. Raises BadArgument for a grid whose beats are too short for two fades.
    """
    check_grid(alignment.grid)
    grid = alignment.grid.frames(mashup.beats + 1)
    frames, beat = int(grid[-1]), alignment.grid.beat_length * SAMPLE_RATE
    heard = heard_lanes(mashup.lanes)
    per_lane = [
        _lane_runs(mashup.cells[row], grid, song.beat_frame, lane.gain_db)
        if row in heard and (song := alignment.songs.get(lane.source))
        else _NO_RUNS
        for row, lane in enumerate(mashup.lanes)
    ]
    starts, ends, sources, gains, fades_in, fades_out = (
        np.concatenate(column) for column in zip(_NO_RUNS, *per_lane, strict=True)
    )
    # A crossfade is centred on its boundary; at the mashup's ends and before a stem's first frame there is no outer
    # half. A fade set by the cells lies inside its run.
    half = FADE // 2
    asked_in, asked_out = _frames_of(fades_in, beat, ends - starts), _frames_of(fades_out, beat, ends - starts)
    bare_start = (starts < half) | (sources < half)
    bare_end = ends + half > frames
    before = np.where(bare_start | (asked_in > 0), 0, half)
    after = np.where(bare_end | (asked_out > 0), 0, half)
    return Plan(
        start=starts - before,
        end=ends + after,
        source=sources - before,
        fade_in=np.where(asked_in > 0, asked_in, np.where(bare_start, EDGE_FADE, FADE)),
        fade_out=np.where(asked_out > 0, asked_out, np.where(bare_end, EDGE_FADE, FADE)),
        gain=(10 ** (gains / 20)).astype(np.float32),
        lane_runs=np.cumsum([0, *(len(runs[0]) for runs in per_lane)]).astype(np.int64),
        frames=FrameCount(frames),
        master=master,
    )


def check_grid(grid: TargetGrid) -> None:
    """Raise BadArgument if beats are too short for two fades: the only reason to refuse a mashup."""
    if grid.beat_length * SAMPLE_RATE < 2 * FADE:
        tempo = f"{grid.tempo:.0f}"
        raise BadArgument(
            Message(
                "At {tempo} BPM the beats are too short to play. Choose another tempo, or edit the songs' beats.",
                tempo=tempo,
            )
        )


def _lane_runs(cells: Cells, grid: NDArray[np.int64], beat_frame: NDArray[np.int64], gain_db: Decibels) -> _Runs:
    """Return a lane's runs without fades: start and end (frames of the mashup), source (frame of the stem at start).

    Then their gain in dB and the fade-in and fade-out in beats.
    """
    cells = np.where(cells["beat"] < len(beat_frame), cells, cells_of(np.array(SILENT)))
    begins, ends = runs(cells)
    first, last = cells[begins], cells[ends - 1]
    source = beat_frame[first["beat"]]
    gains = first["gain"].astype(np.float64) + gain_db
    return grid[begins], grid[ends], source, gains, first["fade_in"], last["fade_out"]


def _frames_of(beats: NDArray[np.float32], beat: float, room: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return fades of `beats` in frames, clipped to runs of `room` frames; 0: none.

    Never exactly FADE, which would mark a crossfade.
    """
    frames = np.minimum(np.rint(beats.astype(np.float64) * beat), room).astype(np.int64)
    return np.where(frames == FADE, FADE + 1, frames)
