"""The master limiter: nothing over −1 dBTP, nothing changed that is under it, the same bits from anywhere."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rendering import render, render_in_parts
from scipy.signal import resample_poly

from mashstudio.audio.loudness import true_peak
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.plan import Plan
from mashstudio.render.loop import loop_plan
from mashstudio.render.one_lane import whole_file_plan
from mashstudio.render.renderer import Renderer

FRAMES = 3 * SAMPLE_RATE


def noise(level: float, frames: int = FRAMES, seed: int = 3) -> Samples:
    return (level * np.random.default_rng(seed).standard_normal((frames, 2))).astype(np.float32)


def sine(hertz: float, level: float) -> Samples:
    tone = level * np.sin(2 * np.pi * hertz * np.arange(FRAMES) / SAMPLE_RATE)
    return np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)


@cache
def drums() -> Samples:
    """Return quiet noise with a far too loud hit, loudest at its first sample, every quarter of a second."""
    sound = noise(0.05)
    for start in range(0, len(sound) - 3000, SAMPLE_RATE // 4):
        fall = np.exp(-np.arange(3000, dtype=np.float32) / 600)[:, None]
        sound[start : start + 3000] += noise(2.0, 3000, start) * fall
    return sound


def clicks() -> Samples:
    sound = np.zeros((FRAMES, 2), np.float32)
    sound[::997] = 8.0
    return sound


def plan_of(sound: Samples, master: float = 1.0) -> Plan:
    return replace(whole_file_plan(len(sound), 0, master), limited=True)


def limited(sound: Samples, master: float = 1.0) -> Samples:
    plan = plan_of(sound, master)
    return render(plan, [sound], 0, plan.frames)


def finer_peak(sound: Samples, times: int) -> float:
    return float(20 * np.log10(np.abs(resample_poly(sound.astype(np.float64), times, 1, axis=0)).max()))


@pytest.mark.parametrize(
    "sound",
    [drums, clicks, lambda: noise(0.5), lambda: sine(50, 2.0), lambda: 1.2 * sine(SAMPLE_RATE / 4 + 0.1, 1.0)],
    ids=["drums", "clicks", "noise", "bass", "between samples"],
)
def test_nothing_over_the_ceiling_comes_out(sound: Callable[[], Samples]) -> None:
    loud = np.asarray(sound(), np.float32)
    assert true_peak(loud) > 0
    out = limited(loud)
    # One meter is our own, the others are scipy's.
    assert -1.15 < true_peak(out) <= -1.0
    assert finer_peak(out, 4) <= -1.0
    assert finer_peak(out, 8) <= -1.0


def test_what_is_under_the_ceiling_passes_bit_by_bit() -> None:
    sound = drums() * np.float32(0.1)
    plan = plan_of(sound, 0.7)
    assert true_peak(sound * 0.7) < -1.1
    assert render(plan, [sound], 0, plan.frames).tobytes() == (
        render(replace(plan, limited=False), [sound], 0, plan.frames).tobytes()
    )


@pytest.mark.parametrize("hertz", [40, 100, 1000, 7000])
def test_a_limited_sine_stays_a_sine(hertz: float) -> None:
    """6 dB of reduction add no more than 0.01 % of distortion, bass included."""
    tone = limited(sine(hertz, 2.0))[SAMPLE_RATE : 2 * SAMPLE_RATE, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(tone * np.blackman(len(tone)))) ** 2
    wanted = spectrum[hertz - 4 : hertz + 5].sum()
    assert np.sqrt((spectrum.sum() - wanted) / wanted) < 1e-4
    assert np.abs(tone).max() == pytest.approx(10 ** (-1.05 / 20), rel=0.002)


def test_the_gain_is_down_in_time_and_comes_back_within_a_fifth_of_a_second() -> None:
    sound = sine(1000, 0.3)
    sound[SAMPLE_RATE : SAMPLE_RATE + 100] *= 10
    out = limited(sound)
    untouched = [slice(0, SAMPLE_RATE - 300), slice(SAMPLE_RATE + SAMPLE_RATE // 5, FRAMES)]
    for stretch in untouched:
        assert np.array_equal(out[stretch][500:-500], sound[stretch][500:-500])
    assert np.abs(out[SAMPLE_RATE + 400 :][:800]).max() < 0.15


@settings(max_examples=12)
@given(st.lists(st.integers(40, 9000), min_size=1, max_size=4), st.integers(0, 2 * SAMPLE_RATE), st.booleans())
@example([441], 0, False)
@example([1102, 7], SAMPLE_RATE, True)
def test_any_partition_from_anywhere_gives_the_same_bits(sizes: list[int], start: int, prepared: bool) -> None:
    plan = plan_of(drums(), 1.3)
    whole = render(plan, [drums()], 0, plan.frames)
    assert render_in_parts(plan, [drums()], start, sizes, prepared=prepared).tobytes() == whole[start:].tobytes()


def test_the_lowest_gain_is_what_was_taken_away() -> None:
    sound = sine(1000, 2.0)
    renderer = Renderer(plan_of(sound), [sound])
    assert renderer.lowest_gain(SAMPLE_RATE, 3000) == pytest.approx(10 ** (-1.05 / 20) / 2, rel=1e-3)
    assert Renderer(replace(plan_of(sound), limited=False), [sound]).lowest_gain(0, 100) == 1


def test_a_loop_is_limited_as_when_it_is_repeated() -> None:
    """The seam's gain follows what comes before and after it in the loop, not in the mix."""
    start, end = SAMPLE_RATE // 2, SAMPLE_RATE + 1234
    looped = loop_plan(plan_of(drums()), start, end)
    out = render(looped, [drums()], start, end - start)
    assert true_peak(np.concatenate([out, out])) <= -1.0
    plain = render(loop_plan(replace(plan_of(drums()), limited=False), start, end), [drums()], start, end - start)
    repeated = np.concatenate([plain] * 5)
    apart = limited(repeated)[2 * len(plain) : 3 * len(plain)]
    # Hops begin elsewhere.
    assert np.abs(out - apart).max() < 0.03
