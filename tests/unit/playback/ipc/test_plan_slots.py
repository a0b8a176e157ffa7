"""Programs pass through a slot unchanged."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, even_alignment, mashups, two_songs

from mashstudio.model.mashup import MAX_CELLS, Mashup
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.plan_slots import MOST_CELLS, MOST_RUNS, SLOT_BYTES, Program, read_program, write_program
from mashstudio.playback.ipc.shared import SharedMemory
from mashstudio.render.compile import compile_plan
from mashstudio.render.loop import loop_plan
from mashstudio.render.metronome import click_plan

ALIGNMENT = even_alignment(128.0)


def assert_same(plan: Plan | None, other: Plan | None) -> None:
    assert (plan is None) == (other is None)
    if plan is None or other is None:
        return
    for field in fields(Plan):
        ours, theirs = getattr(plan, field.name), getattr(other, field.name)
        assert np.array_equal(ours, theirs)
        if isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype
            assert not theirs.flags.writeable


@settings(max_examples=40)
@given(mashups(), st.booleans(), st.booleans(), st.booleans())
def test_what_is_read_is_what_was_written(mashup: Mashup, with_clicks: bool, with_loop: bool, with_bars: bool) -> None:
    plan = compile_plan(mashup, ALIGNMENT, 0.7)
    clicks = click_plan(ALIGNMENT.grid.frames(9), np.array([0, 4])) if with_clicks else None
    loop = (0, plan.frames) if with_loop and plan.frames else None
    looped = None if loop is None else loop_plan(plan, *loop)
    bars = np.arange(0, plan.frames, 4000) if with_bars else None
    slot = memoryview(bytearray(1 << 16))
    program = read_program(write_program(Program(plan, clicks, loop, looped, bars), slot), slot)
    assert (None if program.bars is None else program.bars.tolist()) == (None if bars is None else bars.tolist())
    assert_same(plan, program.plan)
    assert_same(clicks, program.clicks)
    assert_same(looped, program.looped)
    assert program.loop == loop


def test_a_slot_holds_the_longest_document_there_can_be() -> None:
    assert MOST_CELLS == MAX_CELLS
    beats = 2000
    cells = np.tile(np.arange(beats, dtype=np.int32)[::-1] % 40, (LANE_COUNT, 1))
    plan = compile_plan(two_songs(cells), ALIGNMENT)
    assert len(plan.start) == LANE_COUNT * beats
    looped = loop_plan(plan, 0, plan.frames)
    clicks = click_plan(ALIGNMENT.grid.frames(beats), np.arange(0, beats, 4))
    runs = len(plan.start) + len(looped.start) + len(clicks.start)
    assert runs <= MOST_RUNS * LANE_COUNT * beats / MAX_CELLS + 2 * LANE_COUNT
    memory = SharedMemory(SLOT_BYTES)
    layout = write_program(Program(plan, clicks, (0, plan.frames), looped), memory.buffer)
    assert_same(looped, read_program(layout, memory.buffer).looped)
    memory.close()


def test_what_doesn_t_fit_is_refused() -> None:
    plan = click_plan(np.arange(100) * 5000, np.array([0]))
    with pytest.raises(ValueError, match="more than 800 bytes"):
        write_program(Program(plan), memoryview(bytearray(800)))
