"""The mixing kernel, used for playback and export."""

import tracemalloc
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, even_alignment, lanes_but, mashup_of, mashups, two_songs
from rendering import render

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.mashup import SPEEDS, Mashup
from mashstudio.model.plan import Plan
from mashstudio.render.compile import compile_plan
from mashstudio.render.kernel import EDGE_FADE, FADE
from mashstudio.render.lanes import only_lanes
from mashstudio.render.loop import loop_plan
from mashstudio.render.renderer import Renderer

# Very short beats keep the tests quick; nothing here depends on their length. Two grids: one with beats of whole
# frames, one without.
BEAT = 1000
WHOLE = even_alignment(SAMPLE_RATE * 60 / BEAT)
ALIGNMENT = even_alignment(2600.0)


def noise_stems(level: float = 0.05) -> list[Samples]:
    random = np.random.default_rng(1)
    frames = [int(ALIGNMENT.songs[lane // 4].beat_frame[-1]) + 1500 for lane in range(LANE_COUNT)]
    return [random.uniform(-level, level, (count, 2)).astype(np.float32) for count in frames]


STEMS = noise_stems()


def in_blocks(plan: Plan, sizes: list[int]) -> Samples:
    out = np.empty((plan.frames, 2), np.float32)
    scratch = np.empty((max(sizes), 2), np.float32)
    renderer = Renderer(plan, STEMS)
    start = turn = 0
    while start < plan.frames:
        size = min(sizes[turn % len(sizes)], plan.frames - start)
        renderer.into(start, out[start : start + size], scratch)
        start, turn = start + size, turn + 1
    return out


def beat_by_beat(mashup: Mashup) -> np.ndarray:
    """Mix the obvious way: in float64, cell by cell, fading each unless its neighbour continues it."""
    half, total = FADE // 2, mashup.beats * BEAT
    out = np.zeros((total, 2))
    soloed = any(lane.solo for lane in mashup.lanes)
    for index, lane in enumerate(mashup.lanes):
        if lane.mute or (soloed and not lane.solo):
            continue
        song = WHOLE.songs[lane.source]
        row, stem, lead = mashup.played[index].tolist(), STEMS[index], int(song.beat_frame[0])
        row = [beat if beat < len(song.beats) else -1 for beat in row]
        for grid_beat, beat in enumerate(row):
            if beat < 0:
                continue
            begin, end = grid_beat * BEAT, (grid_beat + 1) * BEAT
            envelope = np.ones((BEAT + FADE, 1))
            if grid_beat and row[grid_beat - 1] == beat - 1 >= 0:
                envelope[:half] = 0
            elif begin < half or lead + beat * BEAT < half:
                envelope[:half] = 0
                envelope[half:FADE, 0] = np.sin((np.arange(EDGE_FADE) + 0.5) * np.pi / 2 / EDGE_FADE)
            else:
                envelope[:FADE, 0] = np.sin((np.arange(FADE) + 0.5) * np.pi / 2 / FADE)
            if grid_beat + 1 < len(row) and row[grid_beat + 1] == beat + 1:
                envelope[-half:] = 0
            elif end == total:
                envelope[-half:] = 0
                envelope[-FADE:-half, 0] = np.cos((np.arange(EDGE_FADE) + 0.5) * np.pi / 2 / EDGE_FADE)
            else:
                envelope[-FADE:, 0] = np.cos((np.arange(FADE) + 0.5) * np.pi / 2 / FADE)
            for frame in range(max(begin - half, 0), min(end + half, total)):
                source = frame - begin + lead + beat * BEAT
                if 0 <= source < len(stem):
                    out[frame] += stem[source] * envelope[frame - begin + half] * 10 ** (lane.gain_db / 20)
    return out


@settings(max_examples=30)
@given(mashups(), st.lists(st.integers(40, 9000), min_size=1, max_size=5), st.floats(0.1, 2))
def test_any_partition_into_blocks_gives_the_same_bits(mashup: Mashup, sizes: list[int], master: float) -> None:
    plan = compile_plan(mashup, ALIGNMENT, master)
    assert in_blocks(plan, sizes).tobytes() == render(plan, STEMS, 0, plan.frames).tobytes()


@pytest.mark.parametrize("size", [1, 64, 65, 8193])
def test_these_block_sizes_give_the_same_bits(size: int) -> None:
    lanes = lanes_but({1: {"gain_db": -3.0}})
    mashup = mashup_of({0: [0, 1, -1, 1], 1: [4, 5, 2], 5: [3, 3, 3, 4], 7: [-1, 0, 1, 2]}, lanes)
    plan = compile_plan(mashup, ALIGNMENT, 0.7)
    whole = render(plan, STEMS, 0, plan.frames)
    assert in_blocks(plan, [size]).tobytes() == whole.tobytes()
    assert np.concatenate(list(Renderer(plan, STEMS).blocks(size))).tobytes() == whole.tobytes()


@settings(max_examples=8)
@given(mashups(most_beats=6))
def test_the_mix_is_what_adding_beat_by_beat_gives(mashup: Mashup) -> None:
    plan = compile_plan(mashup, WHOLE)
    assert np.abs(render(plan, STEMS, 0, plan.frames) - beat_by_beat(mashup)).max(initial=0) < 1e-6


@pytest.mark.parametrize("gain_db", [0.0, -7.5, 12.0])
def test_consecutive_beats_are_the_stem_itself_at_its_gain(gain_db: float) -> None:
    plan = compile_plan(mashup_of({4: list(range(8))}, lanes_but({4: {"gain_db": gain_db}})), ALIGNMENT)
    mix = render(plan, STEMS, 0, plan.frames)
    inner = slice(EDGE_FADE, plan.frames - EDGE_FADE)
    gain = np.float32(10 ** (gain_db / 20))
    assert np.array_equal(mix[inner], STEMS[4][1234:][: plan.frames][inner] * gain)


def test_each_beat_begins_on_its_grid_beat_and_plays_the_song_s_beat() -> None:
    """With a click of a different level on each of the song's beats, the mix has the right ones in the right places."""
    clicks = np.zeros_like(STEMS[0])
    frames = ALIGNMENT.songs[0].beat_frame
    levels = np.arange(1, len(frames) + 1) / 64
    clicks[frames] = levels[:, None]
    plan = compile_plan(mashup_of({0: [-1, 5, 6, 7, 30, 31, 32, 2, 3, 4]}), ALIGNMENT)
    mix = render(plan, [clicks, *[None] * 7], 0, plan.frames)
    for grid_beat, beat in {2: 6, 3: 7, 5: 31, 6: 32, 8: 3, 9: 4}.items():
        at = int(ALIGNMENT.grid.frames(10)[grid_beat])
        # Rounding of the two grids may shift it by one frame.
        assert mix[at - 1 : at + 2, 0].max() == np.float32(levels[beat])


def _sine(hertz: float) -> Samples:
    time = np.arange(len(STEMS[0])) / SAMPLE_RATE
    return np.repeat(np.sin(2 * np.pi * hertz * time + 0.4).astype(np.float32)[:, None], 2, axis=1)


def _smooth_noise(level: float) -> Samples:
    rough = np.random.default_rng(2).normal(0, 1, (len(STEMS[0]), 2))
    smooth = np.stack([np.convolve(channel, np.hanning(64), "same") for channel in rough.T], axis=1)
    return np.ascontiguousarray(smooth / np.abs(smooth).max() * level, np.float32)


MATERIAL = [_sine(110.0), _sine(441.0), _sine(3000.0), _smooth_noise(1.0), STEMS[0]]


def _steps(row: list[int], stem: Samples) -> float:
    plan = compile_plan(mashup_of({0: row}), ALIGNMENT)
    mix = render(plan, [stem, *[None] * 7], -10, plan.frames + 20)
    return float(np.abs(np.diff(mix, axis=0)).max())


@pytest.mark.parametrize("material", range(len(MATERIAL)))
@pytest.mark.parametrize("row", [[5], [-1, 3, -1, 9, 10, -1], [-1, 0, -1], [38, 39, -1]])
def test_on_and_off_never_click(row: list[int], material: int) -> None:
    stem = MATERIAL[material]
    own = np.abs(np.diff(stem, axis=0)).max()
    # The fade's own slope adds about a hundredth of the material's.
    assert _steps(row, stem) <= own * 1.15


@pytest.mark.parametrize("material", range(len(MATERIAL)))
@pytest.mark.parametrize("row", [[0, 0, 0, 0], [7, 7, 7], [4, 7, 2, 30], [38, 39, 4, 5], [1, 2, 1, 2, 1, 2]])
def test_loops_and_jumps_never_click(row: list[int], material: int) -> None:
    stem = MATERIAL[material]
    own = np.abs(np.diff(stem, axis=0)).max()
    # Two pieces overlap at equal power: at most √2 times one of them.
    assert _steps(row, stem) <= own * np.sqrt(2) * 1.1


def test_equal_power_across_a_crossfade() -> None:
    """The squares of a cut's two envelopes, each applied alone to a constant, add up to one."""
    ones = [np.ones_like(stem) for stem in STEMS]
    seam = int(WHOLE.grid.frames(3)[2])
    left, right = (
        render(compile_plan(mashup_of({0: row}), WHOLE), ones, seam - FADE, 2 * FADE).astype(np.float64)
        for row in ([3, 4, -1, -1], [-1, -1, 9, 10])
    )
    assert np.abs(left**2 + right**2 - 1).max() < 1e-6
    assert np.all(np.diff(left[:, 0]) <= 0)
    assert np.all(np.diff(right[:, 0]) >= 0)
    middle = render(compile_plan(mashup_of({0: [3, 4, 9, 10]}), WHOLE), ones, seam - FADE, 2 * FADE)
    assert np.allclose(middle, left + right, atol=1e-6)


def test_outside_the_mashup_and_past_a_stem_there_is_silence() -> None:
    plan = compile_plan(mashup_of({0: [38, 39], 1: [0, 1]}), ALIGNMENT)
    assert not render(plan, STEMS, -5000, 5000).any()
    assert not render(plan, STEMS, plan.frames, 5000).any()
    short = [STEMS[0][:500], None, *STEMS[2:]]
    assert not render(plan, short, 0, plan.frames).any()
    cut = render(plan, [None, STEMS[1][:700], *STEMS[2:]], 0, plan.frames)
    assert np.array_equal(cut[EDGE_FADE:700], STEMS[1][EDGE_FADE:700])
    assert not cut[700:].any()


def test_a_block_across_the_mashup_s_ends_is_the_mix_between_silences() -> None:
    plan = compile_plan(mashup_of({0: [3, 4], 6: [9, 1]}), ALIGNMENT)
    whole = render(plan, STEMS, 0, plan.frames)
    around = render(plan, STEMS, -300, plan.frames + 700)
    assert np.array_equal(around[300:-400], whole)
    assert not around[:300].any()
    assert not around[-400:].any()


def test_gain_mute_solo_and_master() -> None:
    rows = {0: [0, 1], 1: [0, 1]}
    loud = render(compile_plan(mashup_of({0: [0, 1]}), ALIGNMENT), STEMS, 0, 2000)
    assert loud.any()
    quiet = replace(mashup_of(rows), lanes=lanes_but({0: {"gain_db": -20.0, "solo": True}}))
    assert np.allclose(render(compile_plan(quiet, ALIGNMENT), STEMS, 0, 2000), loud * 0.1, atol=1e-7)
    muted = replace(mashup_of(rows), lanes=lanes_but({1: {"mute": True}}))
    assert np.array_equal(render(compile_plan(muted, ALIGNMENT), STEMS, 0, 2000), loud)
    assert np.array_equal(render(compile_plan(muted, ALIGNMENT, 0.5), STEMS, 0, 2000), loud * np.float32(0.5))


def test_rendering_allocates_no_buffer_for_samples() -> None:
    rows = {lane: [0, 1, 5, 5, 6, -1, 9] for lane in range(LANE_COUNT)}
    plan = compile_plan(mashup_of(rows, lanes_but({lane: {"gain_db": -1.0} for lane in rows})), ALIGNMENT, 0.9)
    out = np.empty((plan.frames, 2), np.float32)
    scratch = np.empty_like(out)
    renderer = Renderer(plan, STEMS)
    renderer.into(0, out, scratch)
    tracemalloc.start()
    try:
        renderer.into(0, out, scratch)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4096 < out.nbytes / 10


@pytest.mark.parametrize("cuts", [[1], [777, 778, 20_000], [44_100]])
def test_a_long_fade_is_one_of_equal_power_and_the_same_however_it_is_cut(cuts: list[int]) -> None:
    cells = np.array(mashup_of({0: [0, 1, 2, 3]}).cells)
    cells["fade_in"][0, 0] = cells["fade_out"][0, 3] = 2
    plan = compile_plan(two_songs(cells), even_alignment(120.0))
    ones = np.ones((plan.frames + 100, 2), np.float32)
    stems = [ones, *[None] * (LANE_COUNT - 1)]
    whole = render(plan, stems, 0, plan.frames)
    middle = plan.frames // 2
    rise = np.sin((np.arange(middle) + 0.5) * (np.pi / 2 / middle))
    assert np.allclose(whole[:middle, 0], rise, atol=1e-6)
    assert np.allclose(whole[middle:, 1], rise[::-1], atol=1e-6)
    pieces = [render(plan, stems, a, b - a) for a, b in pairwise([0, *cuts, plan.frames])]
    assert np.concatenate(pieces).tobytes() == whole.tobytes()


def shaped(rows: dict[int, list[int]], **fields: dict[tuple[int, int], float]) -> Mashup:
    """Return a mashup with these cells; fields: values by lane and beat."""
    cells = np.array(mashup_of(rows).cells)
    for name, values in fields.items():
        for place, value in values.items():
            cells[name][place] = value
    return two_songs(cells)


def test_a_linear_fade_is_a_line() -> None:
    mashup = shaped(
        {0: [0, 1, 2, 3]},
        fade_in={(0, 0): 2},
        fade_out={(0, 3): 2},
        linear_in={(0, 0): 1},
        linear_out={(0, 3): 1},
    )
    plan = compile_plan(mashup, even_alignment(120.0))
    ones = [np.ones((plan.frames, 2), np.float32), *[None] * (LANE_COUNT - 1)]
    middle = plan.frames // 2
    rise = (np.arange(middle) + 0.5) / middle
    assert np.allclose(render(plan, ones, 0, plan.frames)[:, 0], [*rise, *rise[::-1]], atol=1e-6)


def test_a_reversed_run_is_the_stem_backwards() -> None:
    mashup = shaped({4: [-1, 9, 8, 7, -1]}, backwards={(4, beat): 1 for beat in (1, 2, 3)})
    plan = compile_plan(mashup, WHOLE)
    mix = render(plan, STEMS, 0, plan.frames)
    inner = slice(BEAT + FADE, 4 * BEAT - FADE)
    lead = 1234
    turned = STEMS[4][lead + 7 * BEAT : lead + 10 * BEAT][::-1]
    assert np.array_equal(mix[inner], turned[FADE:-FADE])
    # The stem's ends, where a reversed run may begin or end: silence beyond, whatever the block.
    for cells in ([1, 0, -1], [-1, 39, 38, -1], [0]):
        ends = shaped({0: cells}, backwards={(0, beat): 1 for beat in range(len(cells))})
        short = [STEMS[0][: 39 * BEAT + 400], *[None] * 7]
        whole = render(compile_plan(ends, WHOLE), short, -10, len(cells) * BEAT + 20)
        pieces = [render(compile_plan(ends, WHOLE), short, at - 10, 7) for at in range(0, len(whole), 7)]
        assert np.concatenate(pieces)[: len(whole)].tobytes() == whole.tobytes()


@pytest.mark.parametrize(("speed", "played"), [(1, [9, 9, 10, 10]), (2, [9, 11, 13, 15])])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_run_at_another_speed_is_the_stem_fitted_at_it(speed: int, played: list[int], backwards: bool) -> None:
    random, last = np.random.default_rng(5), LANE_COUNT * speed + 4
    stems: list[Samples | None] = [*STEMS, *[None] * 2 * LANE_COUNT]
    stems[last] = fitted = random.uniform(-0.05, 0.05, (100 * BEAT, 2)).astype(np.float32)
    cells = np.array(mashup_of({4: [7, 8, *played, 30, -1]}).cells)
    cells["speed"][4, 2:6], cells["half"][4, 2:6] = speed, [0, 1, 0, 1] if speed == 1 else 0
    if backwards:
        cells[4, 2:6] = cells[4, 2:6][::-1].copy()
        cells["backwards"][4, 2:6] = 1
    plan = compile_plan(two_songs(cells), WHOLE)
    assert plan.stem.tolist() == [4, last, 4]
    mix = render(plan, stems, 0, plan.frames)
    begin = int(WHOLE.songs[1].at_speed(SPEEDS[speed]).beat_frame[9])
    heard = fitted[begin : begin + 4 * BEAT][:: -1 if backwards else 1]
    assert np.array_equal(mix[2 * BEAT + FADE : 6 * BEAT - FADE], heard[FADE:-FADE])
    # While it isn't fitted, only that run is silent; it sounds in loops and in any blocks.
    silent = render(plan, [*STEMS, *[None] * 2 * LANE_COUNT], 0, plan.frames)
    assert not silent[2 * BEAT + FADE : 6 * BEAT - FADE].any()
    assert silent[: 2 * BEAT - FADE].tobytes() == mix[: 2 * BEAT - FADE].tobytes()
    pieces = [render(plan, stems, at, 333) for at in range(0, plan.frames, 333)]
    assert np.concatenate(pieces)[: plan.frames].tobytes() == mix.tobytes()
    looped = render(loop_plan(plan, 2 * BEAT, 6 * BEAT), stems, 2 * BEAT, 4 * BEAT)
    assert np.array_equal(looped[FADE:-FADE], heard[FADE:-FADE])
    assert np.array_equal(render(only_lanes(plan, (4,)), stems, 0, plan.frames), mix)
    # It is mixed by its lane's strip.
    right = render(compile_plan(two_songs(cells, lanes_but({4: {"pan": 1.0}})), WHOLE), stems, 0, plan.frames)
    assert not right[:, 0].any()
    assert np.array_equal(right[:, 1], mix[:, 1])


@pytest.mark.parametrize("pieces", [2, 3, 4])
def test_a_stuttered_beat_repeats_its_beginning(pieces: int) -> None:
    grid = even_alignment(120.0)
    beat = 22_050
    sound = np.random.default_rng(4).uniform(-0.5, 0.5, (40 * beat, 2)).astype(np.float32)
    mashup = shaped({0: [3, 3, -1]}, stutter={(0, 0): pieces, (0, 1): pieces})
    mix = render(compile_plan(mashup, grid), [sound, *[None] * 7], 0, 3 * beat)
    length = beat // pieces
    heard = slice(FADE, length - FADE)
    for piece in range(2 * pieces):
        at = piece * beat // pieces
        assert np.array_equal(mix[at:][heard], sound[3 * beat :][heard])


def test_a_crossfade_sounds_on_under_the_next_run_at_equal_power() -> None:
    grid, beat = even_alignment(120.0), 22_050
    mashup = shaped({0: [0, 1, 2, 3, 30, 31, 32, 33]}, over={(0, 3): 2}, fade_out={(0, 3): 2}, fade_in={(0, 4): 2})
    plan = compile_plan(mashup, grid)
    assert plan.end.tolist() == [6 * beat, 8 * beat]
    sound = np.zeros((40 * beat, 2), np.float32)
    sound[: 20 * beat, 0], sound[20 * beat :, 1] = 1, 1
    mix = render(plan, [sound, *[None] * 7], 0, plan.frames).astype(np.float64)
    middle = slice(4 * beat, 6 * beat)
    assert np.allclose((mix[middle] ** 2).sum(axis=1), 1, atol=1e-5)
    assert mix[5 * beat] == pytest.approx([np.sqrt(0.5)] * 2, abs=1e-4)
    pieces = np.concatenate([render(plan, [sound, *[None] * 7], at, 5000) for at in range(0, plan.frames, 5000)])
    assert np.array_equal(pieces[: plan.frames], mix.astype(np.float32))


def test_a_change_of_gain_within_a_song_is_a_straight_ramp() -> None:
    mashup = shaped({0: [5, 6, 7, 8]}, gain={(0, 2): -6, (0, 3): -6})
    plan = compile_plan(mashup, WHOLE)
    mix = render(plan, [np.ones_like(STEMS[0]), *[None] * 7], 0, plan.frames)
    seam = mix[2 * BEAT - FADE : 2 * BEAT + FADE, 0]
    assert np.all(np.diff(seam) <= 1e-6)
    assert seam[FADE] == pytest.approx((1 + 10 ** (-6 / 20)) / 2, abs=0.01)
