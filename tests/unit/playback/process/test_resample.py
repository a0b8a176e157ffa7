"""Resampling to a device's own rate."""

from collections.abc import Callable

import numpy as np
import pytest

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.playback.process.resample import Resampler

RATES = [48_000, 88_200, 96_000, 192_000, 32_000, 22_050, 16_000, 8_000]


def tones(hertz: float) -> Callable[[Samples], None]:
    """Return a source that plays a sine, left, and a cosine, right."""
    played = 0

    def source(out: Samples) -> None:
        nonlocal played
        phase = 2 * np.pi * hertz * (played + np.arange(len(out))) / SAMPLE_RATE
        out[:, 0], out[:, 1] = np.sin(phase), np.cos(phase)
        played += len(out)

    return source


def filled(resampler: Resampler, frames: int, block: int = 331, channels: int = 2) -> Samples:
    out = np.empty((frames, channels), np.float32)
    for start in range(0, frames, block):
        resampler.fill(out[start : start + block])
    return out


@pytest.mark.parametrize("rate", RATES)
def test_tones_come_out_as_they_would_have_been_at_that_rate(rate: int) -> None:
    for hertz in (50.0, 997.0, 0.42 * min(rate, SAMPLE_RATE)):
        out = filled(Resampler(rate, tones(hertz)), rate // 4)
        phase = 2 * np.pi * hertz * np.arange(len(out)) / rate
        error = (out - np.stack([np.sin(phase), np.cos(phase)], axis=1))[rate // 20 :]
        assert 20 * np.log10(np.sqrt(np.mean(error**2))) < -95


@pytest.mark.parametrize("rate", [48_000, 32_000, 16_000])
def test_what_the_rate_can_t_hold_is_not_folded_back(rate: int) -> None:
    hertz = min(rate, SAMPLE_RATE) * 0.5 + 300 if rate < SAMPLE_RATE else 21_900.0
    out = filled(Resampler(rate, tones(hertz)), rate // 4)[rate // 20 :]
    spectrum = np.abs(np.fft.rfft(out[:, 0] * np.hanning(len(out)))) / len(out) * 4
    frequencies = np.fft.rfftfreq(len(out), 1 / rate)
    heard = spectrum[np.abs(frequencies - hertz) > 300]
    assert 20 * np.log10(heard.max()) < -90


def test_any_blocks_give_the_same_samples_and_it_knows_where_it_is() -> None:
    whole, parts = (Resampler(48_000, tones(441.0)) for _ in range(2))
    one = filled(whole, 5000, 5000)
    assert np.allclose(one, filled(parts, 5000, 77), atol=1e-6)
    assert whole.position == parts.position == pytest.approx(5000 * 44_100 / 48_000)


def test_mono() -> None:
    assert np.array_equal(
        filled(Resampler(48_000, tones(441.0)), 900, channels=1)[:, 0],
        filled(Resampler(48_000, tones(441.0)), 900)[:, 0],
    )
