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
