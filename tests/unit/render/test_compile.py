"""Compiling a mashup to a plan."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from mashups import LANE_COUNT, even_alignment, lanes_but, mashup_of, mashups, two_songs

from mashstudio.core.errors import BadArgument
from mashstudio.model.mashup import SPEEDS, Mashup
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import EDGE_FADE, FADE

ALIGNMENT = even_alignment(126.0)
BEAT = 21_000
HALF = FADE // 2


def test_consecutive_beats_are_one_run() -> None:
    plan = compile_plan(mashup_of({5: [-1, 3, 4, 5, -1]}), ALIGNMENT)
    lead = 1234
    assert plan.start.tolist() == [BEAT - HALF]
    assert plan.end.tolist() == [4 * BEAT + HALF]
    assert plan.source.tolist() == [lead + 3 * BEAT - HALF]
    assert plan.lane_runs.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert plan.frames == 5 * BEAT


def test_jumps_and_repeats_end_runs_that_overlap_by_the_fade() -> None:
    plan = compile_plan(mashup_of({0: [4, 4, 7]}), ALIGNMENT)
    assert plan.start.tolist() == [0, BEAT - HALF, 2 * BEAT - HALF]
    assert plan.end.tolist() == [BEAT + HALF, 2 * BEAT + HALF, 3 * BEAT]
    assert plan.fade_in.tolist() == [EDGE_FADE, FADE, FADE]
    assert plan.fade_out.tolist() == [FADE, FADE, EDGE_FADE]


def test_before_a_stem_s_first_frame_there_is_nothing_to_fade_in_from() -> None:
    plan = compile_plan(mashup_of({0: [-1, 0, -1]}), ALIGNMENT)
    assert plan.source.tolist() == [0]
    assert plan.start.tolist() == [BEAT]
    assert plan.fade_in.tolist() == [EDGE_FADE]


def test_beats_that_the_song_does_not_have_are_silent() -> None:
    plan = compile_plan(mashup_of({0: [38, 39, 40, 41, 500], 4: [47, 48]}), ALIGNMENT)
    assert plan.start.tolist() == [0, 0]
    assert plan.end.tolist() == [2 * BEAT + HALF, BEAT + HALF]


@pytest.mark.parametrize(("speed", "played"), [(1, [3, 3, 4, 4]), (2, [3, 5, 7, 9])])
def test_at_another_speed_the_song_s_beats_lie_on_the_grid(speed: int, played: list[int]) -> None:
    uneven = even_alignment(127.3)
    cells = np.array(mashup_of({4: [-1, *played, 20]}).cells)
    cells["speed"][4, 1:5], cells["half"][4, 1:5] = speed, [0, 1, 0, 1] if speed == 1 else 0
    plan = compile_plan(two_songs(cells), uneven)
    assert (plan.stem - 4).tolist() == [LANE_COUNT * speed, 0]
    beats = np.arange(3, 3 + round(4 * SPEEDS[speed]))
    frames = uneven.songs[1].at_speed(SPEEDS[speed]).beat_frame[beats]
    heard = frames - plan.source[0] + plan.start[0]
    wanted = [uneven.grid.frame(1 + (beat - 3) / SPEEDS[speed]) for beat in beats.tolist()]
    assert np.abs(heard - wanted).max() <= 2


def test_gain_mute_and_solo_are_in_the_plan() -> None:
    mashup = mashup_of({lane: [0] for lane in range(LANE_COUNT)})
    lanes = lanes_but({0: {"gain_db": -6.0}, 1: {"mute": True}})
    plan = compile_plan(replace(mashup, lanes=lanes), ALIGNMENT, 0.5)
    assert plan.gain.tolist() == [np.float32(10 ** (-6 / 20)), *[1.0] * 6]
    assert plan.lane_runs.tolist() == [0, 1, 1, 2, 3, 4, 5, 6, 7]
    assert plan.master == 0.5
    soloed = lanes_but({1: {"solo": True, "mute": True}, 2: {"solo": True}})
    assert compile_plan(replace(mashup, lanes=soloed), ALIGNMENT).lane_runs.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_an_empty_mashup_is_an_empty_plan() -> None:
    plan = compile_plan(mashup_of({0: []}), ALIGNMENT)
    assert plan.frames == 0
    assert len(plan.start) == 0


def test_beats_shorter_than_their_fades_are_refused() -> None:
    with pytest.raises(BadArgument, match="too short"):
        compile_plan(mashup_of({0: [0]}), even_alignment(5000.0))


@settings(max_examples=50)
@given(mashups())
def test_runs_keep_what_the_kernel_relies_on(mashup: Mashup) -> None:
    plan = compile_plan(mashup, ALIGNMENT)
    assert np.all((plan.start >= 0) & (plan.end <= plan.frames))
    assert np.all(plan.end - plan.start >= plan.fade_in + plan.fade_out)
    for first, last in zip(plan.lane_runs[:-1], plan.lane_runs[1:], strict=True):
        assert np.all(np.diff(plan.start[first:last]) > 0)
        assert np.all(np.diff(plan.end[first:last]) > 0)
    assert plan.lane_runs[-1] == len(plan.start) == len(plan.source) == len(plan.gain)
    assert {array.dtype for array in (plan.start, plan.end, plan.source, plan.fade_in, plan.lane_runs)} == {
        np.dtype(np.int64)
    }
    assert plan.gain.dtype == np.float32


def test_cells_gain_and_fades_are_heard() -> None:
    cells = np.array(mashup_of({0: list(range(8))}).cells)
    cells["gain"][0, 4:] = -6
    cells["fade_in"][0, 0], cells["fade_out"][0, 7] = 2, 1.5
    plan = compile_plan(two_songs(cells), even_alignment(120.0))
    beat = 22_050
    assert plan.start.tolist() == [0, 4 * beat - FADE // 2]
    assert plan.end.tolist() == [4 * beat + FADE // 2, 8 * beat]
    assert plan.fade_in.tolist() == [2 * beat, FADE]
    assert plan.fade_out.tolist() == [FADE, round(1.5 * beat)]
    assert plan.gain == pytest.approx([1, 10 ** (-6 / 20)])


def test_a_fade_is_no_longer_than_its_run_and_no_crossfade() -> None:
    cells = np.array(mashup_of({0: [-1, 3, 4, -1]}).cells)
    cells["fade_in"][0, 1], cells["fade_out"][0, 2] = 9, FADE / 22_050
    plan = compile_plan(two_songs(cells), even_alignment(120.0))
    assert plan.fade_in.tolist() == [2 * 22_050]
    assert plan.fade_out.tolist() == [FADE + 1]
    assert (plan.end - plan.start).tolist() == [2 * 22_050]


def test_a_nudged_lane_plays_its_sound_later_at_the_same_frames() -> None:
    mashup = mashup_of({0: [5, 6, 30], 4: [0]})
    plain = compile_plan(mashup, ALIGNMENT)
    nudged = compile_plan(replace(mashup, lanes=lanes_but({0: {"nudge_ms": 100.0}, 4: {"nudge_ms": -50.0}})), ALIGNMENT)
    assert (nudged.source - plain.source).tolist() == [-4410, -4410, 2205]
    assert np.array_equal(nudged.start, plain.start)


def test_a_run_sounds_on_no_further_than_the_next_one_and_the_mashup() -> None:
    cells = np.array(mashup_of({0: [1, 2, 9, 4, 5]}).cells)
    cells["over"][0, [1, 4]] = cells["fade_out"][0, [1, 4]] = 8
    plan = compile_plan(two_songs(cells), ALIGNMENT)
    assert plan.end.tolist() == [3 * BEAT, 3 * BEAT + HALF, 5 * BEAT]
    assert plan.fade_out.tolist() == [3 * BEAT, FADE, 2 * BEAT]
