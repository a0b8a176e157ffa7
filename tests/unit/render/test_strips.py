"""Strips: EQ, filter, pan, width, automation, echo and reverb, as they are heard."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mashups import even_alignment, lanes_but, mashup_of
from rendering import render, render_in_parts

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.mashup import Mashup
from mashstudio.model.strip import BAND_RANGE, Control, Curve, Sends, Strip
from mashstudio.render.compile import compile_plan
from mashstudio.render.loop import loop_plan

ALIGNMENT = even_alignment(240.0)
BEAT = SAMPLE_RATE // 4
FRAMES = 60 * BEAT
KILL = BAND_RANGE[0]


def sine(hertz: float) -> Samples:
    tone = 0.25 * np.sin(2 * np.pi * hertz * np.arange(FRAMES) / SAMPLE_RATE)
    return np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)


NOISE = np.random.default_rng(3).uniform(-0.2, 0.2, (FRAMES, 2)).astype(np.float32)


def one_lane(row: list[int], **strip: Any) -> Mashup:
    return mashup_of({0: row}, lanes_but({0: strip}))


def mixed(mashup: Mashup, stem: Samples = NOISE) -> Samples:
    plan = compile_plan(mashup, ALIGNMENT)
    return render(plan, [stem, *[None] * 7], 0, plan.frames)


def level(sound: Samples) -> float:
    """Return the RMS of what is in the middle, dB."""
    middle = sound[2 * BEAT : 6 * BEAT].astype(np.float64)
    return float(10 * np.log10(np.mean(middle**2) + 1e-20))


@pytest.mark.parametrize(
    ("strip", "hertz", "gain"),
    [
        ({"low": -12.0}, 60.0, -12),
        ({"low": -12.0}, 1000.0, 0),
        ({"mid": 6.0}, 800.0, 6),
        ({"high": -9.0}, 9000.0, -9),
        ({"high": -9.0}, 100.0, 0),
        ({"filter": -0.5}, 100.0, 0),
        ({"filter": 0.5}, 8000.0, 0),
    ],
)
def test_eq_and_filter_change_their_band_alone(strip: dict[str, float], hertz: float, gain: float) -> None:
    row = list(range(8))
    changed = level(mixed(one_lane(row, **strip), sine(hertz))) - level(mixed(one_lane(row), sine(hertz)))
    assert changed == pytest.approx(gain, abs=0.3)


@pytest.mark.parametrize(
    ("strip", "hertz"),
    [({"low": KILL}, 60.0), ({"high": KILL}, 10_000.0), ({"filter": -0.7}, 5000.0), ({"filter": 0.7}, 100.0)],
)
def test_a_killed_band_and_what_the_filter_stops_are_gone(strip: dict[str, float], hertz: float) -> None:
    row = list(range(8))
    assert level(mixed(one_lane(row, **strip), sine(hertz))) < level(mixed(one_lane(row), sine(hertz))) - 40


def test_the_three_bands_add_up_to_the_lane() -> None:
    row = list(range(8))
    bands = ("low", "mid", "high")
    alone = [mixed(one_lane(row, **{band: KILL for band in bands if band != kept})) for kept in bands]
    assert np.abs(sum(alone) - mixed(one_lane(row))).max() < 1e-5


def test_an_eq_neither_delays_nor_disturbs_the_phase() -> None:
    row = list(range(8))
    plain, shaped = mixed(one_lane(row)), mixed(one_lane(row, low=-6.0, mid=3.0))
    inside = slice(BEAT, 6 * BEAT)
    spectrum = np.fft.rfft(plain[inside, 0]) * np.conj(np.fft.rfft(shaped[inside, 0]))
    assert int(np.argmax(np.fft.irfft(spectrum))) == 0


def test_pan_lowers_the_other_side_and_width_0_is_mono() -> None:
    row = list(range(8))
    plain = mixed(one_lane(row))
    left = mixed(one_lane(row, pan=-1.0))
    assert np.array_equal(left[:, 0], plain[:, 0])
    assert not left[:, 1].any()
    mono = mixed(one_lane(row, width=0.0))
    assert np.allclose(mono[:, 0], mono[:, 1])
    assert np.allclose(mono[:, 0], plain.mean(axis=1), atol=1e-6)


def test_automated_gain_follows_its_line_in_db() -> None:
    curve = Curve(Control.GAIN, ((2.0, 0.0), (6.0, -40.0)))
    plain, moved = mixed(one_lane(list(range(8)))), mixed(one_lane(list(range(8)), gain_db=-5.0, curves=(curve,)))
    for beat, gain in ((1, 0.0), (3, -10.0), (4, -20.0), (5, -30.0), (7, -40.0)):
        frame = beat * BEAT
        at = slice(frame - 20, frame + 20)
        assert 20 * np.log10(np.abs(moved[at]).sum() / np.abs(plain[at]).sum()) == pytest.approx(gain, abs=0.05)


def test_an_automated_filter_opens_without_a_step() -> None:
    curve = Curve(Control.FILTER, ((0.0, -1.0), (8.0, 0.0)))
    swept = mixed(one_lane(list(range(8)), curves=(curve,)), sine(1000.0))
    loud = [np.abs(swept[beat * BEAT + 500 :][:4000]).max() for beat in range(1, 8)]
    assert loud == sorted(loud)
    assert loud[0] < 0.01
    assert loud[-1] > 0.2
    assert np.abs(np.diff(swept, axis=0)).max() < np.abs(np.diff(sine(1000.0), axis=0)).max() * 1.1


def test_a_source_s_strip_mixes_all_its_lanes_on_top_of_their_own() -> None:
    row = list(range(8))
    lanes = one_lane(row, low=-3.0, gain_db=-2.0)
    shared = replace(
        lanes, sources=(replace(lanes.sources[0], strip=Strip(low=-3.0, gain_db=-4.0)), *lanes.sources[1:])
    )
    assert np.allclose(mixed(shared), mixed(one_lane(row, low=-6.0, gain_db=-6.0)), atol=1e-6)


def test_an_echo_repeats_what_was_sent_on_the_beat_and_goes_on_after_the_cut() -> None:
    sends = Sends(echo_beats=1.0, feedback=0.5)
    mashup = replace(one_lane([0, 1, -1, -1, -1, -1, -1, -1], echo=0.5), sends=sends)
    dry, wet = mixed(one_lane([0, 1, -1, -1, -1, -1, -1, -1])), mixed(mashup)
    expected = np.zeros_like(wet)
    expected[: len(dry)] = dry
    for echo in range(1, 8):
        expected[echo * BEAT :][: 3 * BEAT] += dry[: 3 * BEAT] * 0.5 * 0.5 ** (echo - 1)
    assert np.abs(wet[: 8 * BEAT] - expected[: 8 * BEAT]).max() < 1e-5


def test_a_reverb_rings_out_after_the_cut_even_past_the_last_beat() -> None:
    mashup = replace(one_lane([0, 1, 2, 3], reverb=1.0), sends=Sends(decay=1.0))
    wet = mixed(mashup)
    assert len(wet) > 4 * BEAT + SAMPLE_RATE // 2
    after = [float(np.sqrt(np.mean(wet[4 * BEAT + step :][:4000] ** 2))) for step in (600, 12_000, 24_000, 36_000)]
    assert after == sorted(after, reverse=True)
    assert after[0] > 0.01
    assert 20 * np.log10(after[3] / after[0]) == pytest.approx(-60 * 35_400 / SAMPLE_RATE, abs=12)
    assert not np.allclose(wet[5 * BEAT :, 0], wet[5 * BEAT :, 1])


values = st.floats(-1, 1).map(lambda value: round(value, 2))
curves = st.builds(
    lambda control, ends: Curve(control, ((1.0, ends[0]), (3.5, ends[1]))),
    st.sampled_from([Control.GAIN, Control.LOW, Control.FILTER]),
    st.tuples(values, values),
)
strips = st.fixed_dictionaries(
    {
        "pan": values,
        "low": values,
        "filter": values,
        "echo": values.map(abs),
        "reverb": values.map(abs),
        "curves": st.lists(curves, max_size=2, unique_by=lambda curve: curve.control).map(tuple),
    }
)


@settings(max_examples=15)
@given(strips, strips, st.lists(st.integers(40, 9000), min_size=1, max_size=4), st.integers(0, 3 * BEAT))
def test_any_partition_from_anywhere_gives_the_same_bits(
    one: dict[str, Any], other: dict[str, Any], sizes: list[int], start: int
) -> None:
    mashup = mashup_of({0: [0, 1, 7, -1, 2], 5: [-1, 3, 4, 5, 5]}, lanes_but({0: one, 5: other}))
    plan = compile_plan(replace(mashup, sends=Sends(0.25, 0.3, 0.3)), ALIGNMENT, 0.7)
    stems: list[Samples | None] = [NOISE, *[None] * 4, sine(300.0), None, None]
    whole = render(plan, stems, 0, plan.frames)
    assert render_in_parts(plan, stems, start, sizes).tobytes() == whole[start:].tobytes()


def test_a_loop_with_effects_sounds_as_when_its_cells_are_repeated() -> None:
    """The looped plan equals the middle of a mashup with the loop's cells many times in a row."""
    curve = Curve(Control.GAIN, ((0.0, -6.0), (3.99, -6.0)))
    strip = {"low": -9.0, "reverb": 0.4, "echo": 0.3, "curves": (curve,)}
    sends = Sends(echo_beats=0.5, feedback=0.4, decay=0.5)
    once = replace(one_lane([0, 1, 9, 3], **strip), sends=sends)
    long = replace(one_lane([0, 1, 9, 3] * 6, **strip), sends=sends)
    stems = [NOISE, *[None] * 7]
    looped = loop_plan(compile_plan(once, ALIGNMENT), 0, 4 * BEAT)
    middle = render(compile_plan(long, ALIGNMENT), stems, 16 * BEAT, 4 * BEAT)
    assert np.abs(render(looped, stems, 0, 4 * BEAT) - middle).max() < 2e-4


def test_without_effects_a_plan_has_none() -> None:
    assert compile_plan(one_lane([0, 1], gain_db=-3.0), ALIGNMENT).effects is None
