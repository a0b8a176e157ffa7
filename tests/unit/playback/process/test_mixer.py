"""The audio callback without a device: any commands, any block sizes."""

import gc
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import EVERY_LANE, LANE_COUNT, even_alignment, mashup_of, mashups
from playback import played
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.mashup import Mashup
from mashstudio.model.plan import Plan
from mashstudio.playback.ipc.plan_slots import Program
from mashstudio.playback.ipc.status import STATUS_BYTES, Status
from mashstudio.playback.process.mixer import FADE_FRAMES, SILENCE, Command, LoadedProgram, Mixer, Roll, Seek
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import FADE
from mashstudio.render.loop import loop_plan
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS, click_plan
from mashstudio.render.renderer import Renderer

BEAT = 1000
ALIGNMENT = even_alignment(SAMPLE_RATE * 60 / BEAT)


def tone(lane: int) -> Samples:
    time = np.arange(60 * BEAT) / SAMPLE_RATE
    wave = np.stack([np.sin(2 * np.pi * (90 + 41 * lane) * time + lane + side) for side in (0, 1)], axis=1)
    return (0.1 * wave).astype(np.float32)


STEMS: list[Samples | None] = [tone(lane) for lane in range(LANE_COUNT)]
ROWS = {0: [*range(8), 20, 21, 22, 23], 1: [3, 3, 3, 3], 5: [-1, -1, *range(5, 15)], 7: [*range(2, 14)]}
PLAN = compile_plan(mashup_of(ROWS), ALIGNMENT, 0.9)
CLICKS = click_plan(np.arange(12) * BEAT * 4, np.arange(0, 12, 4))


def fresh() -> tuple[Mixer, Status]:
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    return Mixer(status), status


def sound(plan: Plan, loop: tuple[int, int] | None = None, number: int = 1) -> LoadedProgram:
    looped = None if loop is None else loop_plan(plan, *loop)
    return SILENCE.loaded(number, Program(plan, CLICKS, loop, looped), STEMS, 0)


def test_steady_playback_is_the_mix_itself() -> None:
    mixer, _ = fresh()
    assert not played(mixer, 1000).any()
    mixer.send(sound(PLAN))
    mixer.send(Roll(True))
    heard = played(mixer, PLAN.frames + 2000)
    # It is faded in before its first frame, which is complete.
    assert np.array_equal(heard[FADE_FRAMES:][: PLAN.frames], render(PLAN, STEMS, 0, PLAN.frames))
    assert not heard[:FADE_FRAMES].any()
    assert not heard[FADE_FRAMES + PLAN.frames :].any()


def test_a_limited_mix_plays_as_it_is_exported_and_says_how_far_it_is_limited() -> None:
    mixer, _ = fresh()
    plan = replace(PLAN, master=12.0, limited=True)
    exported = np.concatenate(list(Renderer(plan, STEMS).blocks()))
    for start in (0, 5000):
        for command in (sound(plan), Seek(start), Roll(True)):
            mixer.send(command)
        assert np.array_equal(played(mixer, 5000)[FADE_FRAMES:], exported[start:][: 5000 - FADE_FRAMES])
        assert mixer.process(np.empty((500, 2), np.float32)) < 0.8
    mixer.send(sound(PLAN))
    played(mixer, FADE_FRAMES + 383)
    assert mixer.process(np.empty((500, 2), np.float32)) == 1


@pytest.mark.parametrize("frame", [0, 1, 440, 2500, 7777, 11_900])
def test_from_any_frame_its_first_sample_is_already_whole(frame: int) -> None:
    mixer, status = fresh()
    for command in (sound(PLAN), Seek(frame), Roll(True)):
        mixer.send(command)
    heard = played(mixer, 5000)
    assert np.array_equal(heard[FADE_FRAMES:], render(PLAN, STEMS, frame, 5000 - FADE_FRAMES))
    assert status.place(0).mark >= 0


def test_at_the_end_it_stops_and_says_so_and_plays_again_from_the_start() -> None:
    mixer, status = fresh()
    for command in (sound(PLAN), Seek(PLAN.frames - 100), Roll(True, 3)):
        mixer.send(command)
    played(mixer, 5000)
    assert status.ended == 3
    assert status.place(0)[:2] == (PLAN.frames, False)
    mixer.send(Roll(True))
    heard = played(mixer, 3000)
    assert np.array_equal(heard[FADE_FRAMES:], render(PLAN, STEMS, 0, 3000 - FADE_FRAMES))


@pytest.mark.parametrize("block", [1, 64, 383, 4000])
@pytest.mark.parametrize("loop", [(2000, 5000), (0, 12_000), (4000, 4880), (8000, 12_000)])
def test_a_loop_goes_round_as_if_its_beats_were_written_out(loop: tuple[int, int], block: int) -> None:
    mixer, _ = fresh()
    start, end = loop
    for command in (sound(PLAN, loop), Seek(start), Roll(True)):
        mixer.send(command)
    length = end - start
    heard = played(mixer, FADE_FRAMES + 3 * length + 5, block)[FADE_FRAMES:]
    once = render(loop_plan(PLAN, start, end), STEMS, start, length)
    assert np.array_equal(heard[: 3 * length], np.concatenate([once] * 3))


def test_a_loop_ahead_is_entered_and_a_loop_behind_is_left_alone() -> None:
    loop = (4000, 6000)
    once = render(loop_plan(PLAN, *loop), STEMS, *(loop[0], 2000))
    mixer, _ = fresh()
    for command in (sound(PLAN, loop), Seek(1000), Roll(True)):
        mixer.send(command)
    heard = played(mixer, 12_000)[FADE_FRAMES:]
    assert np.array_equal(heard[:3000], render(PLAN, STEMS, 1000, 3000))
    assert np.array_equal(heard[3000 + FADE_FRAMES : 5000], once[FADE_FRAMES:])
    assert np.array_equal(heard[5000:9000], np.concatenate([once] * 2))
    mixer.send(Seek(7000))
    heard = played(mixer, 4000)[FADE_FRAMES:]
    assert np.array_equal(heard, render(PLAN, STEMS, 7000, len(heard)))


def test_an_edit_is_faded_in_over_10_ms_at_the_next_block_and_nothing_else_changes() -> None:
    other = compile_plan(mashup_of({**ROWS, 0: [-1] * 12}), ALIGNMENT, 0.9)
    mixer, status = fresh()
    for command in (sound(PLAN), Seek(1000), Roll(True)):
        mixer.send(command)
    played(mixer, 3000)
    mixer.send(sound(other, number=2))
    at = 1000 + 3000 - FADE_FRAMES
    first = played(mixer, 400)
    assert status.taken == 1
    rest = played(mixer, 2000, 200)
    assert status.taken == 2
    heard = np.concatenate([first, rest])
    assert np.array_equal(heard[FADE_FRAMES:], render(other, STEMS, at + FADE_FRAMES, 2400 - FADE_FRAMES))
    before, after = (render(plan, STEMS, at, FADE_FRAMES) for plan in (PLAN, other))
    rise = np.sin((np.arange(FADE_FRAMES) + 0.5) * np.pi / 2 / FADE_FRAMES)[:, None] ** 2
    assert np.allclose(heard[:FADE_FRAMES], before * (1 - rise) + after * rise, atol=1e-6)


def test_another_mix_at_another_place_begins_there_in_the_same_moment() -> None:
    other = compile_plan(mashup_of({3: list(range(12))}), ALIGNMENT)
    mixer, status = fresh()
    for command in (sound(PLAN), Roll(True)):
        mixer.send(command)
    played(mixer, 3000)
    mixer.send(Seek(7000, 4, sound(other, number=2)))
    heard = played(mixer, 3000)[FADE_FRAMES:]
    assert np.array_equal(heard, render(other, STEMS, 7000, len(heard)))
    assert (status.sought, status.taken) == (4, 2)


def test_a_stem_that_gets_ready_joins_while_it_plays() -> None:
    mixer, _ = fresh()
    stems = [STEMS[0], *[None] * 7]
    part = SILENCE.loaded(1, Program(PLAN, CLICKS), stems, 0)
    for command in (part, Roll(True)):
        mixer.send(command)
    heard = played(mixer, 3000)[FADE_FRAMES:]
    assert np.array_equal(heard, render(PLAN, stems, 0, len(heard)))
    mixer.send(sound(PLAN, number=2))
    rest = played(mixer, 3000)[FADE_FRAMES:]
    assert np.array_equal(rest, render(PLAN, STEMS, 3000, len(rest)))


def test_the_metronome_clicks_on_beats_over_the_mix_higher_on_downbeats() -> None:
    mixer, _ = fresh()
    for command in (replace(sound(PLAN), metronome=True), Roll(True)):
        mixer.send(command)
    heard = played(mixer, PLAN.frames)[FADE_FRAMES:]
    clicks = heard - render(PLAN, STEMS, 0, len(heard))
    stem = CLICK_STEMS[0]
    assert stem is not None
    for beat, frame in enumerate(range(0, 8001, 4 * BEAT)):
        own = stem[:CLICK_FRAMES] if beat % 4 == 0 else stem[CLICK_FRAMES:]
        assert np.allclose(clicks[frame : frame + CLICK_FRAMES], own, atol=1e-6)
        assert not clicks[frame + CLICK_FRAMES : frame + 3990].any()


def test_gain_is_over_everything_and_one_changes_no_bit() -> None:
    mixer, _ = fresh()
    for command in (replace(sound(PLAN), gain=0.25), Roll(True)):
        mixer.send(command)
    heard = played(mixer, 4000)[FADE_FRAMES:]
    assert np.array_equal(heard, render(PLAN, STEMS, 0, len(heard)) * np.float32(0.25))


def test_pause_stays_and_goes_on_from_there() -> None:
    mixer, status = fresh()
    for command in (sound(PLAN), Seek(2000), Roll(True)):
        mixer.send(command)
    played(mixer, FADE_FRAMES + 1500)
    mixer.send(Roll(False))
    heard = played(mixer, 2000)
    assert not heard[FADE_FRAMES:].any()
    assert status.place(0)[:2] == (3500, False)
    mixer.send(Roll(True))
    heard = played(mixer, 2000)[FADE_FRAMES:]
    assert np.array_equal(heard, render(PLAN, STEMS, 3500, len(heard)))


def test_the_playhead_follows_what_is_heard_round_the_loop() -> None:
    mixer, status = fresh()
    for command in (sound(PLAN, (2000, 5000)), Seek(3000), Roll(True)):
        mixer.send(command)
    rendered = 9000
    played(mixer, rendered)
    status.write_anchor(rendered, 10.0)
    for behind in range(0, rendered, 500):
        place = status.place(10.0 - behind / SAMPLE_RATE)
        since = max(rendered - behind - FADE_FRAMES, 0)
        assert place.rolling
        assert place.frame == pytest.approx(2000 + (1000 + since) % 3000, abs=0.01)
    # The playhead never passes the rendered frames.
    assert status.place(99.0).frame == pytest.approx(2000 + (1000 + rendered - FADE_FRAMES) % 3000, abs=0.01)


def test_what_comes_out_later_is_told_with_the_moment_at_which_it_is_heard() -> None:
    status = Status(memoryview(bytearray(STATUS_BYTES)))
    mixer = Mixer(status, behind=70)
    for command in (sound(PLAN), Seek(3000), Roll(True)):
        mixer.send(command)
    played(mixer, 2000)
    status.write_anchor(2000, 10.0)
    assert status.place(10.0).frame == pytest.approx(3000 + 2000 - FADE_FRAMES - 70, abs=0.01)
    # Without a device a seek shows at once.
    status.write_cut()
    mixer.halt(1234)
    assert status.place(10.0)[:2] == (1234, False)


def test_without_a_device_commands_are_carried_out_unheard() -> None:
    mixer, status = fresh()
    mixer.send(sound(PLAN, number=7))
    mixer.send(Seek(4000))
    mixer.settle()
    assert status.taken == 7
    assert status.place(0)[:2] == (4000, False)
    assert mixer.halt(1234) == Roll(False)
    assert status.place(0)[:2] == (1234, False)


def test_a_seek_is_told_with_where_it_goes() -> None:
    mixer, status = fresh()
    for command in (sound(PLAN), Roll(True, 1)):
        mixer.send(command)
    played(mixer, 1000)
    status.write_anchor(900, 0.0)
    assert status.target(0.0) is None
    mixer.send(Seek(7000, 5))
    played(mixer, 1000)
    assert (status.sought, status.target(0.0)) == (5, 7000)
    assert status.target(1.0) is None


def test_what_was_asked_a_moment_before_the_device_went_holds() -> None:
    mixer, status = fresh()
    for command in (sound(PLAN), Roll(True, 1)):
        mixer.send(command)
    assert mixer.halt(1000) == Roll(True, 1)
    assert status.place(0)[:2] == (1000, False)
    mixer.send(Roll(True, 1))
    played(mixer, 1000)
    mixer.send(Seek(4000, 7))
    mixer.send(Roll(False, 2))
    assert mixer.halt(1500) == Roll(False, 2)
    assert status.place(0)[:2] == (4000, False)
    assert status.sought == 7
    mixer.send(Roll(True, 3))
    played(mixer, 1000)
    assert mixer.halt(4500) == Roll(True, 3)
    assert status.place(0)[:2] == (4500, False)


PLANS = [
    compile_plan(mashup_of(rows), ALIGNMENT, master)
    for rows, master in (
        ({0: list(range(12)), 6: [5] * 12}, 1.0),
        ({3: [7, 8, 30, 31, 2, 3], 4: [9] * 9}, 0.5),
        (ROWS, 1),
    )
]
commands = st.one_of(
    st.builds(Roll, st.booleans()),
    st.builds(Seek, st.integers(0, 13_000)),
    st.builds(
        lambda plan, loop, gain, metronome: replace(sound(plan, loop), gain=gain, metronome=metronome),
        st.sampled_from(PLANS),
        st.sampled_from([None, (0, 2000), (1000, 5000), (3000, 3000 + 2 * FADE)]),
        st.sampled_from([1.0, 0.5]),
        st.booleans(),
    ),
)
steps = st.lists(st.tuples(commands, st.integers(0, 1500)), max_size=12)


def perform(script: Sequence[tuple[Command, int]], block: int) -> Samples:
    """Play `script`: each command, then that many frames."""
    mixer, _ = fresh()
    mixer.send(sound(PLANS[0]))
    mixer.send(Roll(True))
    parts = [played(mixer, 700, block)]
    for command, frames in script:
        mixer.send(command)
        parts.append(played(mixer, frames, block))
    return np.concatenate([*parts, played(mixer, 500, block)])


def largest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples, axis=0)).max())


CLICK_STEMS_0 = CLICK_STEMS[0]
assert CLICK_STEMS_0 is not None
OWN_STEP = max(
    largest_step(render(each, STEMS, 0, each.frames))
    for plan in PLANS
    for each in (plan, *(loop_plan(plan, *loop) for loop in ((0, 2000), (1000, 5000), (3000, 3880))))
)
OWN_STEP += largest_step(CLICK_STEMS_0)
PEAK = 8 * 0.1 * np.sqrt(2) + 0.35


@settings(max_examples=150)
@given(steps, st.sampled_from([1, 64, 383, 1102, 5000]))
def test_no_commands_in_any_order_click(script: list[tuple[Command, int]], block: int) -> None:
    heard = perform(script, block)
    assert np.isfinite(heard).all()
    # The fade's slope adds to the material's own.
    assert largest_step(heard) <= OWN_STEP + 2 * PEAK * np.pi / 2 / FADE_FRAMES


@settings(max_examples=60)
@given(steps, st.integers(1, 5000))
def test_the_device_s_block_size_can_t_be_heard(script: list[tuple[Command, int]], block: int) -> None:
    assert np.array_equal(perform(script, block), perform(script, 97))


@settings(max_examples=60)
@given(mashups(most_beats=12), steps, st.integers(0, 11_000))
def test_whatever_went_before_it_settles_to_the_mix(
    mashup: Mashup, script: list[tuple[Command, int]], frame: int
) -> None:
    plan = compile_plan(replace(mashup, lanes=EVERY_LANE), ALIGNMENT)
    mixer, status = fresh()
    for command, frames in script:
        mixer.send(command)
        played(mixer, frames)
    for command in (sound(plan, number=5), Seek(frame), Roll(True)):
        mixer.send(command)
    heard = played(mixer, 3000)
    # The running fade ends first, then comes this one.
    settled = heard[2 * FADE_FRAMES :]
    assert status.taken == 5
    place = status.place(0)
    if place.rolling:
        assert np.array_equal(settled, render(plan, STEMS, int(place.frame) - len(settled), len(settled)))
    else:
        assert place.frame == plan.frames
        assert not heard[-max(3000 - 2 * FADE_FRAMES - plan.frames, 1) :].any()


def test_the_callback_allocates_no_buffer_for_samples() -> None:
    mixer, _ = fresh()
    out = np.empty((2048, 2), np.float32)
    for command in (replace(sound(PLAN, (1000, 4000)), metronome=True, gain=0.5), Roll(True)):
        mixer.send(command)
    mixer.process(out)
    gc.collect()
    tracemalloc.start()
    try:
        mixer.send(replace(sound(PLAN), gain=0.7))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(6):
            mixer.process(out)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert peak < 4096 < out.nbytes / 3
