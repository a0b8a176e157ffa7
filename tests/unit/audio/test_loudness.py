"""Loudness of known sounds compared with the standard, and the gain that follows."""

import math

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from mashstudio.audio.loudness import (
    CEILING,
    Loudness,
    LoudnessMeter,
    integrated_loudness,
    master_gain,
    measure,
    true_peak,
)
from mashstudio.core.units import SAMPLE_RATE, Samples


def sine(frequency: float, level: float, seconds: float = 5, phase: float = 0.0) -> Samples:
    """Return a sine in both channels. level: of its peak, dBFS."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 10 ** (level / 20) * np.sin(2 * np.pi * frequency * time + phase)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def test_the_standard_s_sine() -> None:
    # ITU-R BS.1770: 997 Hz at 0 dBFS in one channel is -3.01 LUFS; in two channels it is 3.01 dB more.
    both = sine(997, -20)
    one = both * np.array([1, 0], np.float32)
    assert integrated_loudness(both) == pytest.approx(-20.0, abs=0.1)
    assert integrated_loudness(one) == pytest.approx(-23.01, abs=0.1)
    assert true_peak(both) == pytest.approx(-20.0, abs=0.05)
    assert measure(both) == Loudness(integrated_loudness(both), true_peak(both))


def test_a_gain_moves_the_loudness_by_as_much() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (5 * SAMPLE_RATE, 2)).astype(np.float32)
    loud = integrated_loudness(noise)
    assert integrated_loudness(noise * np.float32(0.5)) == pytest.approx(loud - 6.02, abs=0.02)


@pytest.mark.parametrize("frames", [17_640, 17_641, 20_000, 264_600, 264_663, 264_665, 700_001])
def test_pieces_of_any_size_give_what_pyloudnorm_gives_for_the_whole(frames: int) -> None:
    random = np.random.default_rng(frames)
    level = np.repeat(10 ** random.uniform(-3, 0, frames // 10_000 + 1), 10_000)[:frames, None]
    noise = (level * random.normal(0, 0.2, (frames, 2))).astype(np.float32)
    meter, start = LoudnessMeter(), 0
    while start < frames:
        size = int(random.integers(1, 90_000))
        meter.add(noise[start : start + size])
        start += size
    found = meter.result()
    assert found == measure(noise)
    assert found.integrated == pytest.approx(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(noise), abs=0.001)


def test_silence_between_sounds_is_gated() -> None:
    sound = sine(997, -20, seconds=10)
    gap = np.zeros((10 * SAMPLE_RATE, 2), np.float32)
    assert integrated_loudness(np.concatenate([sound, gap])) == pytest.approx(-20, abs=0.3)


def test_bass_counts_for_less_and_treble_for_more() -> None:
    assert integrated_loudness(sine(30, -20)) < -25
    assert integrated_loudness(sine(5000, -20)) > -17.5


@pytest.mark.parametrize("level", [-3.0103, -12.0])
def test_peaks_between_the_samples_are_found(level: float) -> None:
    # A quarter of the rate, sampled 45 degrees beside its peaks: every sample is 3.01 dB below them.
    samples = sine(SAMPLE_RATE / 4, level + 3.0103, phase=np.pi / 4)
    assert 20 * np.log10(np.abs(samples[1000:-1000]).max()) == pytest.approx(level, abs=0.001)
    middle = samples * np.hanning(len(samples))[:, None].astype(np.float32)
    assert true_peak(middle) == pytest.approx(level + 3.0103, abs=0.1)


def test_a_peak_counts_wherever_it_lies() -> None:
    # Long sounds are measured in blocks; no peak may be lost between them.
    samples = np.zeros((600_000, 2), np.float32)
    for at in (0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 1 << 19, len(samples) - 1):
        for channel in (0, 1):
            click = samples.copy()
            click[at, channel] = -0.5
            assert true_peak(click) == pytest.approx(-6.02, abs=0.1)


def test_pieces_give_the_same_peak_as_the_whole() -> None:
    # The peak lies between two samples on either side of a block's boundary.
    samples = np.zeros((600_000, 2), np.float32)
    border = 1 << 18
    samples[border - 1 : border + 1] = 0.5
    assert true_peak(samples) == pytest.approx(true_peak(samples[border - 5_000 : border + 5_000]), abs=1e-4)
    assert true_peak(samples) > -6.02 + 1.5


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([1, 2, 15, 16, 17, 100, 4001, 30_000, 264_600, 264_605, 264_700]),
    st.sampled_from([1, 2, 5, 40]),
    st.floats(0, 3),
)
def test_the_peak_is_that_of_all_places_between_the_samples(seed: int, frames: int, dull: int, uneven: float) -> None:
    """Skipped stretches never contain the peak, whether the sound is dull or bright, even or uneven."""
    random = np.random.default_rng(seed)
    noise = random.normal(0, 0.1, (frames + dull, 2))
    wave = np.cumsum(noise, axis=0)[dull:] - np.cumsum(noise, axis=0)[:-dull]
    level = np.interp(np.arange(frames), np.linspace(0, frames, 12), 10 ** -random.uniform(0, uneven, 12))
    sound = (wave * level[:, None]).astype(np.float32)
    finer = np.abs(resample_poly(sound.astype(np.float64), 4, 1, axis=0)).max()
    assert true_peak(sound) == pytest.approx(20 * math.log10(max(finer, np.abs(sound).max())), abs=0.001)


@pytest.mark.parametrize("frames", [0, 1, 100, 10 * SAMPLE_RATE])
def test_silence_has_no_loudness(frames: int) -> None:
    assert measure(np.zeros((frames, 2), np.float32)) == Loudness(-math.inf, -math.inf)


def test_too_short_for_a_loudness_still_has_a_peak() -> None:
    short = sine(997, -6, seconds=0.3)
    assert integrated_loudness(short) == -math.inf
    assert true_peak(short) == pytest.approx(-6, abs=0.1)


def test_faint_sound_below_the_gate_has_no_loudness() -> None:
    assert integrated_loudness(sine(997, -90)) == -math.inf


def test_without_a_target_only_peaks_turn_it_down() -> None:
    assert master_gain(Loudness(-20, -3), None).gain_db == 0
    hot = master_gain(Loudness(-8, 2), None)
    assert 2 + hot.gain_db == pytest.approx(CEILING, abs=0.1)
    assert 2 + hot.gain_db <= CEILING
    assert hot.shortfall_db == 0


def test_a_target_is_met_where_the_peaks_allow() -> None:
    up = master_gain(Loudness(-20, -12), -14)
    assert [up.gain_db, up.shortfall_db] == pytest.approx([6, 0])
    down = master_gain(Loudness(-8, -0.5), -14)
    assert [down.gain_db, down.shortfall_db] == pytest.approx([-6, 0])


def test_what_the_peaks_keep_from_the_target_is_told() -> None:
    held = master_gain(Loudness(-20, -3), -14)
    assert held.gain_db == pytest.approx(2, abs=0.1)
    assert held.gain_db + held.shortfall_db == pytest.approx(6)


@pytest.mark.parametrize("target", [None, -14.0])
def test_silence_stays_as_it_is(target: float | None) -> None:
    gain = master_gain(Loudness(-math.inf, -math.inf), target)
    assert (gain.gain_db, gain.shortfall_db) == (0, 0)


@given(st.floats(-69, 5), st.floats(-60, 12), st.none() | st.floats(-40, 0))
def test_no_peak_ever_passes_the_ceiling(integrated: float, peak: float, target: float | None) -> None:
    gain = master_gain(Loudness(integrated, peak), target)
    assert peak + gain.gain_db <= CEILING + 1e-9
    assert gain.shortfall_db >= 0
    if target is not None:
        assert integrated + gain.gain_db + gain.shortfall_db == pytest.approx(target)


@pytest.mark.parametrize("target", [None, -14.0, -6.0])
def test_after_the_gain_the_sound_measures_as_promised(target: float | None) -> None:
    samples = sine(997, -1) + sine(SAMPLE_RATE / 4, -6, phase=np.pi / 4)
    before = measure(samples)
    gain = master_gain(before, target)
    after = measure(samples * np.float32(10 ** (gain.gain_db / 20)))
    assert after.true_peak <= CEILING
    if target is not None:
        assert after.integrated == pytest.approx(target - gain.shortfall_db, abs=0.02)
