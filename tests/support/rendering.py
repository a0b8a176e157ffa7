"""A stretch of a mix in one call."""

from collections.abc import Sequence

import numpy as np

from mashstudio.core.units import Samples
from mashstudio.model.plan import Plan
from mashstudio.render.renderer import Renderer


def render(plan: Plan, stems: Sequence[Samples | None], start: int, frames: int) -> Samples:
    """Return `frames` frames of the mix from frame `start` on."""
    out = np.empty((frames, 2), np.float32)
    Renderer(plan, stems).into(start, out, np.empty_like(out))
    return out


def render_in_parts(
    plan: Plan, stems: Sequence[Samples | None], start: int, sizes: Sequence[int], *, prepared: bool = True
) -> Samples:
    """Return the mix from frame `start` to its end, rendered in pieces of these sizes in turn."""
    renderer, scratch, turn = Renderer(plan, stems), np.empty((max(sizes), 2), np.float32), 0
    if prepared:
        renderer.prepare(start)
    out = np.empty((plan.frames - start, 2), np.float32)
    done = 0
    while done < len(out):
        part = out[done : done + sizes[turn % len(sizes)]]
        renderer.into(start + done, part, scratch)
        done, turn = done + len(part), turn + 1
    return out
