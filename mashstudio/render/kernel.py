"""The mixing kernel: the runs of a lane, cut and faded.

Stateless: every sample is a function of its absolute frame, so any range in blocks of any size yields the same bits.
numpy only; no sample buffer is allocated.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Samples
from mashstudio.model.plan import Plan

FADE: Final = 440
"""Frames of a crossfade (about 10 ms), centred on its beat boundary."""

EDGE_FADE: Final = FADE // 2
"""Frames of a fade without an outer half: as short as the inner half, so that a first drum hit keeps its attack."""


def _rise(length: int) -> NDArray[np.float32]:
    # Equal power: sin² + cos² = 1, sampled at mid-frame so that both fades mirror each other exactly.
    # One column per channel, as numpy multiplies equal shapes several times faster than it broadcasts.
    rise = np.sin((np.arange(length) + 0.5) * (np.pi / 2 / length)).astype(np.float32)
    return np.repeat(rise[:, None], 2, axis=1)


def _line(first: int, count: int, length: int) -> NDArray[np.float32]:
    line = ((np.arange(first, first + count) + 0.5) / length).astype(np.float32)
    return np.repeat(line[:, None], 2, axis=1)


_FADE_IN = {(length, 0): _rise(length) for length in (FADE, EDGE_FADE)} | {(FADE, 1): _line(0, FADE, FADE)}
_FADE_OUT = {kind: np.ascontiguousarray(rise[::-1]) for kind, rise in _FADE_IN.items()}


_QUARTER: Final = np.sin(np.linspace(0, np.pi / 2, 4097))
"""A quarter of a sine, interpolated for fades of any length: frame by frame, so that any range yields the same
bits."""


def _long_rise(length: int, linear: int, first: int, count: int) -> NDArray[np.float32]:
    """Return `count` frames from `first` on of a rise of `length` frames, one column per channel."""
    if linear:
        return _line(first, count, length)
    place = (np.arange(first, first + count) + 0.5) * (4096 / length)
    below = place.astype(np.int64)
    rise = _QUARTER[below] + (place - below) * (_QUARTER[below + 1] - _QUARTER[below])
    return np.repeat(rise.astype(np.float32)[:, None], 2, axis=1)


def add_lane(
    plan: Plan, lane: int, stems: Sequence[Samples | None], start: int, out: Samples, scratch: Samples
) -> None:
    """Add a lane's runs to `out`, which begins at frame `start`: float32 (frames, 2).

    stems: the plan's, float32 (frames, 2) each; past their ends there is silence, as for None. scratch: as `out`, at
    least as long.
    """
    first, last = plan.lane_runs[lane : lane + 2].tolist()
    stop = start + len(out)
    run = first + int(plan.end[first:last].searchsorted(start, "right"))
    while run < last and plan.start[run] < stop:
        stem = stems[plan.stem[run]]
        if stem is not None:
            _add_run(plan, run, stem, start, out, scratch)
        run += 1


def lane_sounds(plan: Plan, lane: int, start: int, stop: int) -> bool:
    """Return True if a run of the lane reaches into the frames `start` … `stop`."""
    first, last = plan.lane_runs[lane : lane + 2].tolist()
    run = first + int(plan.end[first:last].searchsorted(start, "right"))
    return run < last and bool(plan.start[run] < stop)


def _add_run(plan: Plan, run: int, stem: Samples, start: int, out: Samples, scratch: Samples) -> None:
    run_start, run_end = int(plan.start[run]), int(plan.end[run])
    source = int(plan.source[run])
    if plan.step[run] > 0:
        shift = source - run_start
        begin, end = max(start, run_start, -shift), min(start + len(out), run_end, len(stem) - shift)
        sound = stem[begin + shift : end + shift]
    else:
        # Frame f plays the stem's frame `turn` − f.
        turn = source + run_start
        begin, end = max(start, run_start, turn + 1 - len(stem)), min(start + len(out), run_end, turn + 1)
        sound = stem[max(turn + 1 - end, 0) : turn + 1 - begin][::-1]
    if begin >= end:
        return
    heard = out[begin - start : end - start]
    fade_in, fade_out, gain = int(plan.fade_in[run]), int(plan.fade_out[run]), plan.gain[run]
    fade_end, fade_start = run_start + fade_in, run_end - fade_out
    if gain == 1 and begin >= fade_end and end <= fade_start:
        # The common case: the same bits as below at a third of the cost.
        np.add(heard, sound, out=heard)
        return
    part = scratch[: end - begin]
    np.multiply(sound, gain, out=part)
    if begin < fade_end:
        faded = part[: fade_end - begin]
        linear = int(plan.linear_in[run])
        first, table = begin - run_start, _FADE_IN.get((fade_in, linear))
        rise = _long_rise(fade_in, linear, first, len(faded)) if table is None else table[first:][: len(faded)]
        np.multiply(faded, rise, out=faded)
    if end > fade_start:
        faded = part[max(fade_start - begin, 0) :]
        linear = int(plan.linear_out[run])
        first, table = end - len(faded) - fade_start, _FADE_OUT.get((fade_out, linear))
        if table is None:
            fall = _long_rise(fade_out, linear, fade_out - first - len(faded), len(faded))[::-1]
        else:
            fall = table[first:][: len(faded)]
        np.multiply(faded, fall, out=faded)
    np.add(heard, part, out=heard)
