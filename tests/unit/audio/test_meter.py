"""Short-term loudness."""

import math

import numpy as np
import pytest

from mashstudio.audio.loudness import integrated_loudness
from mashstudio.audio.meter import ShortTermMeter
from mashstudio.core.units import SAMPLE_RATE, Samples


def tone(hertz: float, seconds: float, level: float = 0.3) -> Samples:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.repeat(level * np.sin(2 * np.pi * hertz * time)[:, None], 2, axis=1).astype(np.float32)


@pytest.mark.parametrize("hertz", [60.0, 997.0, 8000.0])
@pytest.mark.parametrize("piece", [735, 4410, 50_000])
def test_a_steady_tone_has_the_loudness_of_the_whole(hertz: float, piece: int) -> None:
    meter, sound = ShortTermMeter(), tone(hertz, 4)
    for start in range(0, len(sound), piece):
        meter.feed(sound[start : start + piece])
    assert meter.loudness == pytest.approx(integrated_loudness(sound), abs=0.05)


def test_it_forgets_what_is_three_seconds_ago() -> None:
    meter = ShortTermMeter()
    assert meter.loudness == -math.inf
    meter.feed(tone(997, 3))
    loud = meter.loudness
    meter.feed(tone(997, 1.5, 0))
    assert meter.loudness == pytest.approx(loud - 3.01, abs=0.05)
    meter.feed(tone(997, 1.6, 0))
    assert meter.loudness == -math.inf
