"""Nothing over −1 dBTP comes out, whatever goes in; sound under it passes bit by bit."""

import gc
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from mashstudio.audio.loudness import master_gain, measure, true_peak
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.process.limiter import LOOK_AHEAD, Limiter

SECOND = SAMPLE_RATE


def noise(level: float, frames: int = SECOND, seed: int = 3) -> Samples:
    return (level * np.random.default_rng(seed).standard_normal((frames, 2))).astype(np.float32)


def bursts() -> Samples:
    """Return quiet noise with a much too loud drum hit, loudest at its first sample, every quarter of a second."""
    sound = noise(0.05, 3 * SECOND)
    for start in range(0, len(sound) - 3000, SECOND // 4):
        fall = np.exp(-np.arange(3000, dtype=np.float32) / 600)[:, None]
        sound[start : start + 3000] += noise(2.0, 3000, start) * fall
    return sound


def between_samples() -> Samples:
    """Return a tone whose samples all lie 3 dB under its peaks, with −1 dBTP between both."""
    wave = 1.2 * np.sin(np.pi / 2 * np.arange(2 * SECOND) + np.pi / 4)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def alternating() -> Samples:
    """Return the sound with the highest possible peaks between samples: signs that follow the filter's own."""
    sound = np.zeros((SECOND, 2), np.float32)
    for start in range(100, SECOND - 100, 500):
        around = np.arange(-20, 21)
        sound[start + around] = (0.6 * np.sign(np.sinc(around - 0.5)))[:, None]
    return sound


def clicks() -> Samples:
    sound = np.zeros((SECOND, 2), np.float32)
    sound[::997] = 8.0
    return sound


def through(sound: Samples, blocks: Callable[[int], int] = lambda _index: 1102) -> Samples:
    limiter, out, start, index = Limiter(), np.array(sound), 0, 0
    while start < len(out):
        stop = start + blocks(index)
        limiter.process(out[start:stop])
        start, index = stop, index + 1
    return out


@pytest.mark.parametrize("make", [bursts, between_samples, alternating, clicks, lambda: noise(1.5)])
def test_nothing_over_the_ceiling_comes_out(make: Callable[[], Samples]) -> None:
    sound = make()
    assert true_peak(sound) > -1
    out = through(sound)
    assert true_peak(out) <= -1.0
    # Limited, not muted.
    assert measure(out).true_peak > -3.0


def test_a_mix_whose_gain_is_measured_goes_through_bit_by_bit() -> None:
    for sound in (bursts(), between_samples(), noise(0.3)):
        mix = sound * np.float32(master_gain(measure(sound), 20.0).linear)
        assert true_peak(mix) == pytest.approx(-1.05, abs=0.01)
        assert through(mix)[LOOK_AHEAD:].tobytes() == mix[:-LOOK_AHEAD].tobytes()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_blocks_of_any_size_give_the_same(sizes: list[int]) -> None:
    sound = bursts()[: SECOND // 2]
    np.testing.assert_allclose(
        through(sound, lambda index: sizes[index % len(sizes)]), through(sound), atol=1e-6, rtol=0
    )


def test_after_a_peak_the_gain_comes_back_and_then_no_bit_is_changed() -> None:
    sound = noise(0.1, 2 * SECOND)
    sound[1000:1050] *= 30
    out = through(sound)[LOOK_AHEAD:]
    gain = np.abs(out).sum(axis=1) / np.abs(sound[: len(out)]).sum(axis=1)
    # Unchanged before the look-ahead, and within a decibel 0.2 s later.
    assert np.array_equal(out[: 1000 - 2 * LOOK_AHEAD], sound[: 1000 - 2 * LOOK_AHEAD])
    assert gain[1000:1050].max() < 0.5
    assert gain[1050 + SECOND // 5] > 10 ** (-1 / 20)
    assert np.array_equal(out[SECOND:], sound[SECOND : len(out)])
    # It never jumps: no step is larger than in a straight line over a hop.
    assert np.abs(np.diff(gain)).max() < 1 / 30


def test_it_says_by_how_much_peaks_are_held() -> None:
    limiter = Limiter()
    assert limiter.process(noise(0.1, 1000)) == 1
    assert limiter.process(noise(1.0, 1000)) < 0.4


def test_a_sound_that_was_measured_at_four_times_the_rate_is_so_measured_here() -> None:
    sound = noise(0.4, 4000)
    limiter = Limiter()
    finer = np.abs(resample_poly(sound, 4, 1, axis=0)).max()
    assert limiter.process(np.array(sound)) == pytest.approx(10 ** (-1.2 / 20) / finer, rel=1e-4)


def test_it_takes_no_memory_for_samples_while_it_plays() -> None:
    limiter, sound = Limiter(), noise(1.0, 20_000)
    block = np.empty_like(sound)

    def play(blocks: int) -> None:
        for _ in range(blocks):
            np.copyto(block, sound)
            limiter.process(block)

    gc.collect()
    tracemalloc.start()
    try:
        play(3)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        play(5)
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    # Only small objects, a few for each hop of 2048 frames.
    assert peak < 16_384 < sound.nbytes / 8
