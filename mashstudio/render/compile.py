"""Compiling a mashup to a plan, once per edit."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Decibels, FrameCount
from mashstudio.model.alignment import Alignment, TargetGrid
from mashstudio.model.mashup import MAX_CELLS, SILENT, SPEEDS, Cells, Lane, Mashup, cells_of, heard_lanes
from mashstudio.model.plan import Plan
from mashstudio.model.runs import runs
from mashstudio.render.effects import effects_of, fixed_gain
from mashstudio.render.kernel import EDGE_FADE, FADE
from mashstudio.render.sends import tail

_RUN: Final = np.dtype(
    [
        *((name, np.int64) for name in ("start", "end", "source", "step", "speed", "linear_in", "linear_out")),
        *((name, np.float64) for name in ("gain", "fade_in", "fade_out", "over")),
    ]
)
_Runs = NDArray[np.void]
"""_RUN (runs,): a lane's runs without fades. start, end, source, step, linear_in, linear_out: as in Plan. speed: an
index of SPEEDS. gain: dB. fade_in, fade_out, over: beats."""


def compile_plan(mashup: Mashup, alignment: Alignment, master: float = 1.0) -> Plan:
    """Compile a mashup: one run for consecutive song beats, with crossfades or its cells' own fades at its ends.

    master: linear gain over the whole mix. Cells beyond a song's last beat and songs missing from `alignment` are
    silent. A run sounds on under the next one as far as that one's end. Raises BadArgument for a grid whose beats are
    too short for two fades.
    """
    check_grid(alignment.grid)
    grid = alignment.grid.frames(mashup.beats + 1)
    frames, beat = int(grid[-1]), alignment.grid.beat_length * SAMPLE_RATE
    heard = heard_lanes(mashup.lanes)
    at_speeds = {
        source: np.stack([song.at_speed(speed).beat_frame for speed in SPEEDS])
        for source, song in alignment.played.items()
    }
    no_runs: _Runs = np.empty(0, _RUN)
    per_lane = [
        _lane_runs(mashup.cells[row], grid, at_speeds[lane.source], lane, beat, song.gain_db + fixed_gain(mashup, lane))
        if row in heard and (song := alignment.played.get(lane.source))
        else no_runs
        for row, lane in enumerate(mashup.lanes)
    ]
    every = np.concatenate([no_runs, *per_lane])
    starts, ends, sources, steps = (every[name] for name in ("start", "end", "source", "step"))
    # A crossfade is centred on its boundary; at the mashup's ends and at a stem's first frame there is no outer half.
    # A fade set by the cells lies inside its run.
    half, forwards = FADE // 2, steps > 0
    asked_in = _frames_of(every["fade_in"], beat, ends - starts)
    asked_out = _frames_of(every["fade_out"], beat, ends - starts)
    bare_start = (starts < half) | (forwards & (sources < half))
    bare_end = (ends + half > frames) | (~forwards & (sources - (ends - starts) < half))
    before = np.where(bare_start | (asked_in > 0), 0, half)
    after = np.where(bare_end | (asked_out > 0), 0, half)
    effects, counts = effects_of(mashup, alignment.grid), [len(runs) for runs in per_lane]
    return Plan(
        start=starts - before,
        end=ends + after,
        source=sources - steps * before,
        step=np.array(steps),
        stem=np.repeat(np.arange(len(counts)), counts) + len(counts) * every["speed"],
        fade_in=np.where(asked_in > 0, asked_in, np.where(bare_start, EDGE_FADE, FADE)),
        fade_out=np.where(asked_out > 0, asked_out, np.where(bare_end, EDGE_FADE, FADE)),
        linear_in=np.array(every["linear_in"]),
        linear_out=np.array(every["linear_out"]),
        gain=(10 ** (every["gain"] / 20)).astype(np.float32),
        lane_runs=np.cumsum([0, *counts]).astype(np.int64),
        frames=FrameCount(frames if effects is None else max(frames, int(ends.max(initial=0)) + tail(effects))),
        master=master,
        effects=effects,
        limited=mashup.limited,
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


def check_runs(mashup: Mashup) -> None:
    """Raise BadArgument if stuttered beats make more runs than a plan has room for, MAX_CELLS."""
    if int(np.maximum(mashup.cells["stutter"], 1).sum(dtype=np.int64)) > MAX_CELLS:
        raise BadArgument(Message("Too many beats are stuttered. Select fewer."))


def _lane_runs(
    cells: Cells, grid: NDArray[np.int64], beat_frame: NDArray[np.int64], lane: Lane, beat: float, gain: Decibels
) -> _Runs:
    """Return a lane's runs; those of stuttered beats in pieces.

    beat_frame: the song's, by speed: (speeds, beats). beat: frames of a beat. gain: the strips', dB.
    """
    if cells["beat"].max(initial=SILENT) >= beat_frame.shape[1]:
        cells = np.where(cells["beat"] < beat_frame.shape[1], cells, cells_of(np.array(SILENT)))
    begins, ends = runs(cells)
    # No piece is too short for two fades.
    pieces = np.minimum(np.maximum(cells["stutter"][begins], 1), (grid[ends] - grid[begins]) // (2 * FADE))
    piece = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begins, ends, pieces = (np.repeat(each, pieces) for each in (begins, ends, pieces))
    first, last, length = cells[begins], cells[ends - 1], grid[ends] - grid[begins]
    made: _Runs = np.zeros(len(begins), _RUN)
    start, end = made["start"], made["end"]
    start[:] = grid[begins] + length * piece // pieces
    end[:] = grid[begins] + length * (piece + 1) // pieces
    backwards = first["backwards"] > 0
    step = made["step"] = np.where(backwards, -1, 1)
    nudge = round(lane.nudge_ms * SAMPLE_RATE / 1000)
    made["speed"] = first["speed"]
    # Reversed, the last cell begins where what is played does in the stem.
    lowest = cells[np.where(backwards, ends - 1, begins)]
    source = beat_frame[lowest["speed"], lowest["beat"]] + lowest["half"].astype(np.int64) * round(beat)
    made["source"] = source + backwards * (end - start - 1) - step * nudge
    made["gain"] = first["gain"].astype(np.float64) + gain
    made["fade_in"], made["linear_in"] = first["fade_in"] * (piece == 0), first["linear_in"]
    made["fade_out"], made["linear_out"] = last["fade_out"] * (piece == pieces - 1), last["linear_out"]
    made["over"] = last["over"] * (piece == pieces - 1)
    _join_gains(made)
    over = np.rint(made["over"] * beat).astype(np.int64)
    # Ends don't decrease from run to run.
    room = np.append(end[1:], grid[-1]) - end
    end += np.minimum(over, np.maximum(room, 0))
    return made


def _join_gains(made: _Runs) -> None:
    """Make the crossfades linear where a lane's sound goes on and only its gain changes: it is one signal."""
    here, following = made[:-1], made[1:]
    goes_on = here["source"] + here["step"] * (here["end"] - here["start"])
    joined = (
        (here["end"] == following["start"])
        & (here["step"] == following["step"])
        & (here["speed"] == following["speed"])
        & (abs(following["source"] - goes_on) <= 1)
        & (here["fade_out"] == 0)
        & (following["fade_in"] == 0)
        & (here["over"] == 0)
    )
    here["linear_out"][joined] = following["linear_in"][joined] = 1


def _frames_of(beats: NDArray[np.float64], beat: float, room: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return fades of `beats` in frames, clipped to runs of `room` frames; 0: none.

    Never exactly FADE, which would mark a crossfade.
    """
    frames = np.minimum(np.rint(beats * beat), room).astype(np.int64)
    return np.where(frames == FADE, FADE + 1, frames)
