"""The mix: a plan and its stems in, frames out. What is heard and what is exported both come from here.

Nothing here has state: every sample is a function of its absolute frame, and the lanes are added in a fixed order,
so any range cut into any blocks gives the same bits. numpy only; no sample buffer is allocated.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from mashstudio.facts.plan import LANES, Plan
from mashstudio.facts.units import Samples

FADE: Final = 440
"""Frames of a crossfade (about 10 ms), centred on its beat boundary."""

# Equal power: sin² + cos² = 1, sampled at the middle of each frame so that both fades mirror each other exactly.
_FADE_IN = np.sin((np.arange(FADE) + 0.5) * (np.pi / 2 / FADE)).astype(np.float32)[:, None]
_FADE_OUT = np.ascontiguousarray(_FADE_IN[::-1])


def render_into(plan: Plan, stems: Sequence[Samples | None], start: int, out: Samples, scratch: Samples) -> None:
    """Fills `out` with the mix from frame `start` on.

    stems: one a lane, float32 (frames, 2); None, or where a stem ends: silence. start: any frame; outside the mashup
    there is silence. out: float32 (frames, 2), overwritten. scratch: float32 (frames, 2), at least as long as `out`.
    """
    out[:] = 0
    stop = start + len(out)
    for lane in range(LANES):
        stem = stems[lane]
        first, last = plan.lane_runs[lane], plan.lane_runs[lane + 1]
        if stem is None or first == last:
            continue
        from_run = first + np.searchsorted(plan.end[first:last], start, "right")
        to_run = first + np.searchsorted(plan.start[first:last], stop, "left")
        for run in range(from_run, to_run):
            _add_run(plan, run, stem, start, out, scratch)
    if plan.master != 1:
        np.multiply(out, np.float32(plan.master), out=out)


def _add_run(plan: Plan, run: int, stem: Samples, start: int, out: Samples, scratch: Samples) -> None:
    run_start, run_end = int(plan.start[run]), int(plan.end[run])
    shift = int(plan.source[run]) - run_start
    begin = max(start, run_start, -shift)
    end = min(start + len(out), run_end, len(stem) - shift)
    if begin >= end:
        return
    part = scratch[: end - begin]
    np.multiply(stem[begin + shift : end + shift], plan.gain[run], out=part)
    fade_end = run_start + int(plan.fade_in[run])
    if begin < fade_end:
        faded = part[: fade_end - begin]
        np.multiply(faded, _FADE_IN[begin - run_start : begin - run_start + len(faded)], out=faded)
    fade_start = run_end - int(plan.fade_out[run])
    if end > fade_start:
        faded = part[max(fade_start - begin, 0) :]
        np.multiply(faded, _FADE_OUT[end - len(faded) - fade_start : end - fade_start], out=faded)
    heard = out[begin - start : end - start]
    np.add(heard, part, out=heard)


def render(plan: Plan, stems: Sequence[Samples | None], start: int, frames: int) -> Samples:
    """The mix from frame `start`, `frames` long, as a new array."""
    out = np.empty((frames, 2), np.float32)
    render_into(plan, stems, start, out, np.empty_like(out))
    return out
