"""A loop sounds like a mashup in which its beats are repeated."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mashups import EVERY_LANE, LANE_COUNT, even_alignment, mashup_of, mashups, two_songs
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.mashup import Mashup
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import FADE
from mashstudio.render.loop import loop_plan

BEAT = 1000
WHOLE = even_alignment(SAMPLE_RATE * 60 / BEAT)
UNEVEN = even_alignment(2603.7)


def noise(seed: int) -> Samples:
    return np.random.default_rng(seed).uniform(-0.05, 0.05, (50 * BEAT, 2)).astype(np.float32)


STEMS = [noise(lane) for lane in range(LANE_COUNT)]


@settings(max_examples=60)
@given(mashups(most_beats=16), st.integers(0, 15), st.integers(1, 8), st.floats(0.1, 2))
def test_it_is_the_middle_of_the_beats_written_out_three_times(
    mashup: Mashup, first: int, count: int, master: float
) -> None:
    assume(first + count <= mashup.beats)
    start, end = first * BEAT, (first + count) * BEAT
    looped = loop_plan(compile_plan(mashup, WHOLE, master), start, end)
    written_out = replace(mashup, cells=np.tile(mashup.cells[:, first : first + count], 3))
    middle = render(compile_plan(written_out, WHOLE, master), STEMS, end - start, end - start)
    assert np.array_equal(render(looped, STEMS, start, end - start), middle)


@settings(max_examples=60)
@given(mashups(most_beats=16), st.integers(0, 9000), st.integers(2 * FADE, 9000))
def test_any_stretch_goes_round_without_a_click(mashup: Mashup, start: int, length: int) -> None:
    stems = [sine(lane) for lane in range(LANE_COUNT)]
    plan = compile_plan(replace(mashup, lanes=EVERY_LANE), UNEVEN)
    end = start + length
    assume(end <= plan.frames)
    around = render(loop_plan(plan, start, end), stems, start, length)
    own = sum(float(np.abs(np.diff(stem, axis=0)).max()) for stem in stems)
    assert np.abs(around[0] - around[-1]).max() <= own * np.sqrt(2) * 1.2


def test_beats_that_go_on_across_the_seam_are_not_cut_though_rounding_puts_them_a_frame_off() -> None:
    """Beats k + 2 … k + 5, then k and k + 1: looped, they are the song's own order, with the seam in the middle."""
    grid, song = UNEVEN.grid.frames(7), UNEVEN.songs[0].beat_frame
    end, rounded = int(grid[6]), 0
    for first in range(20):
        plan = compile_plan(mashup_of({0: [*range(first + 2, first + 6), first, first + 1]}), UNEVEN)
        looped = loop_plan(plan, 0, end)
        seam = np.concatenate([render(looped, STEMS, end - 300, 300), render(looped, STEMS, 0, 300)])
        at = int(song[first] + grid[6] - grid[4])
        assert np.array_equal(seam, STEMS[0][at - 300 : at + 300])
        rounded += at != song[first + 2]
    assert 0 < rounded < 20


def test_a_loop_too_short_to_fade_is_refused() -> None:
    plan = compile_plan(mashup_of({0: [0, 1, 2]}), WHOLE)
    with pytest.raises(ValueError, match="too short"):
        loop_plan(plan, 0, 2 * FADE - 1)


def sine(lane: int) -> Samples:
    time = np.arange(50 * BEAT) / SAMPLE_RATE
    return np.repeat(0.1 * np.sin(2 * np.pi * (110 + 77 * lane) * time).astype(np.float32)[:, None], 2, axis=1)


def test_reversed_and_stuttered_runs_go_round_like_others() -> None:
    played = [20, 19, 18, 17, 4, 4, 5, 6, 7, 30, 29]
    cells = np.array(mashup_of({0: played}).cells)
    cells["backwards"][0, [0, 1, 2, 3, 9, 10]] = 1
    cells["stutter"][0, 4], cells["fade_in"][0, 5], cells["linear_in"][0, 5] = 2, 2, 1
    mashup = two_songs(cells)
    for first, count in ((0, 8), (1, 9), (2, 2), (0, 11)):
        start, end = first * BEAT, (first + count) * BEAT
        written_out = replace(mashup, cells=np.tile(mashup.cells[:, first : first + count], 3))
        middle = render(compile_plan(written_out, WHOLE), STEMS, end - start, end - start)
        looped = loop_plan(compile_plan(mashup, WHOLE), start, end)
        assert np.array_equal(render(looped, STEMS, start, end - start), middle)
