"""The mixing kernel, for playback and export: a plan and its stems in, frames out.

Stateless: every sample is a function of its absolute frame, and lanes are added in a fixed order, so any range in
blocks of any size yields the same bits. numpy only; `render_into` allocates no sample buffer.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
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


def render_into(plan: Plan, stems: Sequence[Samples | None], start: int, out: Samples, scratch: Samples) -> None:
    """Fill `out` with the mix from frame `start` on.

    stems: one per lane, float32 (frames, 2); None: silence, as is anything past a stem's end. start: any frame; outside
    the mashup there is silence. out: float32 (frames, 2), overwritten. scratch: float32 (frames, 2), as long as `out`
    or longer.
    """
    out.fill(0)
    stop = start + len(out)
    bounds = plan.lane_runs.tolist()
    for lane, (first, last) in enumerate(pairwise(bounds)):
        if first == last or (stem := stems[lane]) is None:
            continue
        # A plain view: slicing np.memmap costs more than the addition.
        stem = np.asarray(stem)
        run = first + int(plan.end[first:last].searchsorted(start, "right"))
        while run < last and plan.start[run] < stop:
            _add_run(plan, run, stem, start, out, scratch)
            run += 1
    if plan.master != 1:
        np.multiply(out, np.float32(plan.master), out=out)


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


def render(plan: Plan, stems: Sequence[Samples | None], start: int, frames: int) -> Samples:
    """Return `frames` frames of the mix from frame `start` on as a new array."""
    out = np.empty((frames, 2), np.float32)
    render_into(plan, stems, start, out, np.empty_like(out))
    return out


def render_blocks(plan: Plan, stems: Sequence[Samples | None], block: int = 1 << 16) -> Iterator[Samples]:
    """Yield the whole mix in new arrays of `block` frames (the last one may be shorter)."""
    scratch = np.empty((block, 2), np.float32)
    for start in range(0, plan.frames, block):
        out = np.empty((min(block, plan.frames - start), 2), np.float32)
        render_into(plan, stems, start, out, scratch)
        yield out
