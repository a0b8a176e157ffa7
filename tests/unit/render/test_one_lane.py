"""Plans of one lane."""

import numpy as np
import pytest
from rendering import render

from mashstudio.core.units import Samples
from mashstudio.render.kernel import EDGE_FADE
from mashstudio.render.one_lane import empty_plan, whole_file_plan

STEM = np.random.default_rng(1).uniform(-0.5, 0.5, (20_000, 2)).astype(np.float32)
STEMS: list[Samples | None] = [STEM, *[None] * 7]


@pytest.mark.parametrize("source", [0, 1, 5000, -3000, 19_999])
def test_a_file_is_played_whole_from_where_it_is_laid(source: int) -> None:
    plan = whole_file_plan(len(STEM), source)
    assert plan.frames == len(STEM) - source
    heard = render(plan, STEMS, 0, plan.frames + 100)
    laid = np.concatenate([np.zeros((max(-source, 0), 2), np.float32), STEM[max(source, 0) :]])
    begins = max(-source, 0)
    assert not heard[:begins].any()
    assert not heard[len(laid) :].any()
    inner = slice(begins + EDGE_FADE, len(laid) - EDGE_FADE)
    assert np.array_equal(heard[inner], laid[inner])


def test_nothing_lasts_no_time() -> None:
    assert whole_file_plan(100, 100).frames == whole_file_plan(100, 500).frames == empty_plan().frames == 0
    assert not render(empty_plan(), STEMS, 0, 100).any()
