"""The mix kernel, and the plan it renders."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import REFS, even_alignment, mashups

from mashstudio.facts.plan import LANES, Plan
from mashstudio.facts.units import Samples
from mashstudio.mashup.document import Lane, Mashup, lane_song
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import FADE, render, render_into

ALIGNMENT = even_alignment()


def noise_stems(seed: int = 0) -> list[Samples]:
    random = np.random.default_rng(seed)
    frames = [int(ALIGNMENT.songs[lane_song(lane)].beat_frame[-1]) + 25_000 for lane in range(LANES)]
    return [random.uniform(-0.2, 0.2, (count, 2)).astype(np.float32) for count in frames]


STEMS = noise_stems()


def mashup_of(rows: dict[int, list[int]], lanes: tuple[Lane, ...] = (Lane(),) * LANES) -> Mashup:
    cells = np.full((LANES, max(len(row) for row in rows.values())), -1, np.int32)
    for lane, row in rows.items():
        cells[lane, : len(row)] = row
    return Mashup(REFS, cells, lanes)


def in_blocks(plan: Plan, sizes: list[int]) -> Samples:
    out = np.empty((plan.frames, 2), np.float32)
    scratch = np.empty((max(sizes), 2), np.float32)
    start = turn = 0
    while start < plan.frames:
        size = min(sizes[turn % len(sizes)], plan.frames - start)
        render_into(plan, STEMS, start, out[start : start + size], scratch)
        start, turn = start + size, turn + 1
    return out


def oracle(mashup: Mashup) -> np.ndarray:
    """The obvious way, beat by beat in float64: each cell with a fade on each side unless its neighbour goes on."""
    grid = ALIGNMENT.grid.frames(mashup.beats + 1)
    total, half = int(grid[-1]), FADE // 2
    out = np.zeros((total, 2))
    rise = np.sin((np.arange(FADE) + 0.5) * np.pi / 2 / FADE)[:, None]
    soloed = any(lane.solo for lane in mashup.lanes)
    for index, lane in enumerate(mashup.lanes):
        if lane.mute or (soloed and not lane.solo):
            continue
        row, stem = mashup.cells[index], STEMS[index]
        starts = ALIGNMENT.songs[lane_song(index)].beat_frame
        at = 0
        while at < len(row):
            if row[at] < 0:
                at += 1
                continue
            stop = at + 1
            while stop < len(row) and row[stop] == row[stop - 1] + 1:
                stop += 1
            source = int(starts[row[at]]) - int(grid[at])
            begin, end = max(int(grid[at]) - half, 0, -source), min(int(grid[stop]) + half, total)
            where = np.arange(begin, end) + source
            inside = (where >= 0) & (where < len(stem))
            sound = np.where(inside[:, None], stem[np.clip(where, 0, len(stem) - 1)], 0).astype(np.float64)
            sound[:FADE] *= rise
            sound[-FADE:] *= rise[::-1]
            out[begin:end] += sound * 10 ** (lane.gain_db / 20)
            at = stop
    return out


@settings(max_examples=25, deadline=None)
@given(mashups(), st.lists(st.integers(1, 9000), min_size=1, max_size=5), st.floats(0.1, 2))
def test_any_partition_into_blocks_gives_the_same_bits(mashup: Mashup, sizes: list[int], master: float) -> None:
    plan = compile_plan(mashup, ALIGNMENT, master)
    assert np.array_equal(in_blocks(plan, sizes), render(plan, STEMS, 0, plan.frames))


@pytest.mark.parametrize("size", [1, 64, 65, 8193])
def test_these_block_sizes_give_the_same_bits(size: int) -> None:
    plan = compile_plan(mashup_of({0: [0, 1, -1, 1], 5: [3, 3, 3, 4], 7: [-1, 0, 1, 2]}), ALIGNMENT, 0.7)
    assert np.array_equal(in_blocks(plan, [size]), render(plan, STEMS, 0, plan.frames))


@settings(max_examples=25, deadline=None)
@given(mashups(most_beats=20))
def test_the_mix_is_what_adding_beat_by_beat_gives(mashup: Mashup) -> None:
    plan = compile_plan(mashup, ALIGNMENT)
    assert np.abs(render(plan, STEMS, 0, plan.frames) - oracle(mashup)).max(initial=0) < 2e-5


def test_consecutive_beats_are_the_stem_itself() -> None:
    plan = compile_plan(mashup_of({4: list(range(8))}), ALIGNMENT)
    mix = render(plan, STEMS, 0, plan.frames)
    inner = slice(FADE, plan.frames - FADE)
    assert np.array_equal(mix[inner], STEMS[4][1234:][: plan.frames][inner])


@pytest.mark.parametrize("row", [[0, 0, 0, 0], [0, 7, 2, 30], [-1, 3, -1, 9], [5], [38, 39, 0, 1]])
def test_a_cut_never_clicks(row: list[int]) -> None:
    time = np.arange(len(STEMS[0])) / 44_100
    sine = np.repeat(np.sin(2 * np.pi * 220.5 * time + 0.4).astype(np.float32)[:, None], 2, axis=1)
    plan = compile_plan(mashup_of({0: row}), ALIGNMENT)
    mix = render(plan, [sine, *[None] * 7], 0, plan.frames)
    own_step = np.abs(np.diff(sine[:, 0])).max()
    steps = np.abs(np.diff(np.concatenate([[0.0], mix[:, 0], [0.0]])))
    # √2: two overlapping pieces at equal power may add up to that much of one.
    assert steps.max() <= own_step * np.sqrt(2) * 1.02


def test_equal_power_across_a_crossfade() -> None:
    levels = []
    for seed in range(60):
        stems = noise_stems(seed)
        plan = compile_plan(mashup_of({0: [0, 7]}), ALIGNMENT)
        seam = int(ALIGNMENT.grid.frame(1))  # type: ignore[arg-type]  # a plain number in a test
        levels.append(render(plan, stems, seam - FADE // 2, FADE)[:, 0] ** 2)
    power = np.mean(levels, axis=0).reshape(10, -1).mean(axis=1)
    expected = 0.4**2 / 12
    assert np.all(np.abs(power / expected - 1) < 0.12)


def test_outside_the_mashup_and_past_a_stem_there_is_silence() -> None:
    plan = compile_plan(mashup_of({0: [38, 39], 1: [0, 1]}), ALIGNMENT)
    assert not render(plan, STEMS, -5000, 5000).any()
    assert not render(plan, STEMS, plan.frames, 5000).any()
    short = [STEMS[0][:1000], None, *STEMS[2:]]
    assert not render(plan, short, 0, plan.frames).any()


def test_gain_mute_solo_and_master() -> None:
    rows = {0: [0, 1], 1: [0, 1]}
    loud = render(compile_plan(mashup_of({0: [0, 1]}), ALIGNMENT), STEMS, 0, 9000)
    quiet = replace(mashup_of(rows), lanes=(Lane(gain_db=-20, solo=True), *[Lane()] * 7))
    assert np.allclose(render(compile_plan(quiet, ALIGNMENT), STEMS, 0, 9000), loud * 0.1, atol=1e-7)
    muted = replace(mashup_of(rows), lanes=(Lane(), Lane(mute=True), *[Lane()] * 6))
    assert np.array_equal(render(compile_plan(muted, ALIGNMENT), STEMS, 0, 9000), loud)
    assert np.array_equal(render(compile_plan(muted, ALIGNMENT, 0.5), STEMS, 0, 9000), loud * np.float32(0.5))


def test_cells_past_a_song_s_end_are_silent() -> None:
    plan = compile_plan(mashup_of({0: [40, 41, 500]}), ALIGNMENT)
    assert len(plan.start) == 0
    assert not render(plan, STEMS, 0, plan.frames).any()


def test_the_kernel_needs_numpy_alone() -> None:
    """The audio process imports it; whatever else came along would cost start-up time and could stall a callback."""
    code = (
        "import sys; before = set(sys.modules); import numpy; with_numpy = set(sys.modules)\n"
        "import mashstudio.render.kernel\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - with_numpy}\n"
        "print(sorted(new - set(sys.stdlib_module_names)), [n for n in sys.modules if n.startswith('mashstudio')])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.startswith("['mashstudio', 'numpy']")
    assert "mashstudio.mashup" not in printed
    assert "mashstudio.cache" not in printed
