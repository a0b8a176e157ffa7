"""A mashup of seven songs and 25 lanes is mixed like one of two songs."""

from dataclasses import fields, replace

import numpy as np
import pytest
from mashups import REFS, song_alignment
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.alignment import Alignment, TargetGrid
from mashstudio.model.mashup import SILENT, Mashup, SongSource, cells_of, usual_lanes
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.plan_slots import Program, read_program, write_program
from mashstudio.render.compile import compile_plan
from mashstudio.render.lanes import only_lanes
from mashstudio.render.loop import loop_plan
from mashstudio.render.renderer import Renderer

BEAT = 1000
BEATS = 24
IDS = (3, 0, 7, 1, 6, 2, 5)
LANE_COUNT = 25
ALIGNMENT = Alignment(
    TargetGrid(SAMPLE_RATE * 60 / BEAT),
    3,
    {source: song_alignment(SAMPLE_RATE * 60 / BEAT, 40, 700 * source) for source in IDS},
)


def many() -> Mashup:
    """Return a mashup of six songs with four stems and one with one, ids unordered; every lane jumps and pauses."""
    random = np.random.default_rng(7)
    lanes = [replace(lane, gain_db=-float(lane.source)) for source in IDS for lane in usual_lanes(source)][:LANE_COUNT]
    cells = np.full((LANE_COUNT, BEATS), SILENT, np.int32)
    for row in cells:
        for start in range(0, BEATS, 4):
            row[start : start + 4] = random.integers(0, 36) + np.arange(4)
        row[random.integers(0, BEATS, 5)] = SILENT
    return Mashup(tuple(SongSource(source, REFS[0]) for source in IDS), tuple(lanes), cells_of(cells))


def stems() -> list[Samples]:
    random = np.random.default_rng(3)
    return [random.uniform(-0.02, 0.02, (50 * BEAT, 2)).astype(np.float32) for _ in range(LANE_COUNT)]


MANY, STEMS = many(), stems()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_plan(MANY, ALIGNMENT, 0.8)


def test_every_lane_plays_its_own_song_s_beats(plan: Plan) -> None:
    assert len(plan.lane_runs) == LANE_COUNT + 1
    assert plan.frames == BEATS * BEAT
    for lane, (first, last) in enumerate(zip(plan.lane_runs[:-1], plan.lane_runs[1:], strict=True)):
        own = MANY.lanes[lane]
        assert last > first
        assert np.all(plan.gain[first:last] == np.float32(10 ** (own.gain_db / 20)))
        begins = -(-plan.start[first:last] // BEAT)
        leads = plan.source[first:last] - plan.start[first:last] - (MANY.played[lane, begins] - begins) * BEAT
        assert set(leads.tolist()) == {700 * own.source}


def test_the_mix_is_the_sum_of_its_lanes(plan: Plan) -> None:
    whole = render(plan, STEMS, 0, plan.frames)
    alone = [render(only_lanes(plan, (lane,)), STEMS, 0, plan.frames) for lane in range(LANE_COUNT)]
    assert all(part.any() for part in alone)
    assert np.abs(np.sum(alone, axis=0, dtype=np.float64) - whole).max() < 1e-6
    assert np.concatenate(list(Renderer(plan, STEMS).blocks(777))).tobytes() == whole.tobytes()


def test_one_of_them_solo_and_a_song_that_is_not_there_yet() -> None:
    lanes = tuple(replace(lane, solo=row in {9, 24}) for row, lane in enumerate(MANY.lanes))
    soloed = compile_plan(replace(MANY, lanes=lanes), ALIGNMENT)
    assert np.flatnonzero(np.diff(soloed.lane_runs)).tolist() == [9, 24]
    lacking = Alignment(ALIGNMENT.grid, 3, {source: song for source, song in ALIGNMENT.songs.items() if source != 7})
    silent = [row for row, lane in enumerate(MANY.lanes) if lane.source == 7]
    assert np.flatnonzero(np.diff(compile_plan(MANY, lacking).lane_runs) == 0).tolist() == silent


def test_a_loop_of_them_is_the_middle_of_the_beats_written_out_three_times(plan: Plan) -> None:
    start, end = 5 * BEAT, 12 * BEAT
    written_out = replace(MANY, cells=np.tile(MANY.cells[:, 5:12], 3))
    middle = render(compile_plan(written_out, ALIGNMENT, 0.8), STEMS, end - start, end - start)
    assert np.array_equal(render(loop_plan(plan, start, end), STEMS, start, end - start), middle)


def test_they_cross_a_slot_whole(plan: Plan) -> None:
    slot = memoryview(bytearray(1 << 17))
    looped = loop_plan(plan, 0, plan.frames)
    crossed = read_program(write_program(Program(plan, None, (0, plan.frames), looped), slot), slot)
    for ours, theirs in ((plan, crossed.plan), (looped, crossed.looped)):
        assert all(np.array_equal(getattr(ours, each.name), getattr(theirs, each.name)) for each in fields(Plan))
