"""Looping a stretch of a plan."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mashstudio.model.plan import Plan
from mashstudio.render import limiter
from mashstudio.render.effects import looped_effects
from mashstudio.render.kernel import EDGE_FADE, FADE
from mashstudio.render.sends import tail
from mashstudio.render.strips import SPAN

_HALF = FADE // 2


def loop_plan(plan: Plan, start: int, end: int) -> Plan:
    """Return a plan in which `start` … `end` sounds as when it is repeated endlessly.

    It equals the middle of a mashup with these cells three times in a row: the seam has the usual crossfades, except
    where a lane's song beats continue across it, so jumping from `end` to `start` is seamless to the sample (but for a
    limiter's gain, whose hops begin elsewhere in each turn). Only the frames `start` … `end` are meant to be rendered.
    Raises ValueError for a stretch too short to fade.
    """
    length = end - start
    if length < 2 * FADE:
        raise ValueError(f"a loop of {length} frames is too short to fade")
    lane = np.repeat(np.arange(plan.lanes), np.diff(plan.lane_runs))
    # Each run's beginning and end on the grid, without the outer halves of its crossfades.
    begin = plan.start + np.where(plan.fade_in == FADE, _HALF, 0)
    finish = plan.end - np.where(plan.fade_out == FADE, _HALF, 0)
    heard = (finish > start) & (begin < end)
    lane, begin, finish = lane[heard], begin[heard], finish[heard]
    step, stem = plan.step[heard], plan.stem[heard]
    into = np.maximum(begin, start) - plan.start[heard]
    source = plan.source[heard] + np.where(step > 0, into, -into)
    opens, closes = begin <= start, finish >= end
    begin, finish = np.maximum(begin, start), np.minimum(finish, end)
    joins, joined, source = _continued(
        (lane, stem), opens, closes, step, source, source + np.where(step > 0, finish - begin, begin - finish)
    )
    bare = (source < _HALF) & (step > 0)
    fade_in = np.where(opens, np.where(bare, EDGE_FADE, FADE), plan.fade_in[heard])
    fade_in = np.where(joined, 0, fade_in)
    fade_out = np.where(joins, 0, np.where(closes, FADE, plan.fade_out[heard]))
    before = np.where(fade_in == FADE, _HALF, 0)
    after = np.where(fade_out == FADE, _HALF, 0)
    linear_in, linear_out = plan.linear_in[heard] * ~opens, plan.linear_out[heard] * ~closes
    shape = (source - step * before, step, stem, fade_in, fade_out, linear_in, linear_out, plan.gain[heard], lane)
    once = (begin - before, finish + after, *shape)
    # What reaches across the seam sounds on its other side, too: fades, and what effects look ahead or leave behind.
    behind, ahead = _reach(plan)
    turns = range(-max(1, -(-behind // length)), max(1, -(-ahead // length)) + 1)
    repeated = [
        [column[near] for column in (once[0] + turn * length, once[1] + turn * length, *once[2:])]
        for turn in turns
        for near in [(once[1] + turn * length > start - behind) & (once[0] + turn * length < end + ahead)]
    ]
    starts, ends, sources, steps, stems, fades_in, fades_out, linears_in, linears_out, gains, lanes = (
        np.concatenate(columns) for columns in zip(*repeated, strict=True)
    )
    order = np.lexsort((starts, lanes))
    return replace(
        plan,
        start=starts[order],
        end=ends[order],
        source=sources[order],
        step=steps[order],
        stem=stems[order],
        fade_in=fades_in[order],
        fade_out=fades_out[order],
        linear_in=linears_in[order],
        linear_out=linears_out[order],
        gain=gains[order],
        lane_runs=np.searchsorted(lanes[order], np.arange(plan.lanes + 1)).astype(np.int64),
        effects=plan.effects and looped_effects(plan.effects, start, end, turns),
    )


def _reach(plan: Plan) -> tuple[int, int]:
    """Return how many frames before and after a frame its sound depends on."""
    behind, ahead = limiter.REACH if plan.limited else (0, 0)
    return (behind, ahead) if plan.effects is None else (behind + tail(plan.effects) + SPAN, ahead + SPAN)


_Mask = NDArray[np.bool_]


def _continued(
    of: tuple[NDArray[np.int64], NDArray[np.int64]],
    opens: _Mask,
    closes: _Mask,
    step: NDArray[np.int64],
    source: NDArray[np.int64],
    source_end: NDArray[np.int64],
) -> tuple[_Mask, _Mask, NDArray[np.int64]]:
    """Return which runs continue across the seam at the end, which at the start, and all runs' frames in the stem.

    of: the runs' lanes and stems.
    Beats are rounded to frames one by one, so a continuing run may be one frame off: `source` corrects that.
    """
    joins, joined, source = np.zeros_like(opens), np.zeros_like(opens), source.copy()
    lane, stem = of
    for index in np.unique(lane):
        first, last = np.flatnonzero(opens & (lane == index)), np.flatnonzero(closes & (lane == index))
        if not (len(first) and len(last)):
            continue
        # Of several, the earlier ones sound on under the last.
        opened, closed = first[-1], last[-1]
        alike = step[opened] == step[closed] and stem[opened] == stem[closed]
        if alike and abs(int(source[opened]) - int(source_end[closed])) <= 1:
            joined[opened], joins[closed] = True, True
            source[opened] = source_end[closed]
    return joins, joined, source
