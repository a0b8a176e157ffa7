"""The evidence for one level of a song's beats over another."""

import numpy as np
import pytest

from mashstudio.analysis.hearing import Heard
from mashstudio.analysis.levels import gather, read

BEAT, BEATS = 30, 96
STRAIGHT, SWUNG = 1 / 2, 2 / 3
ALL = (0.0, 1.0, 2.0, 3.0)


def heard(low: tuple[float, ...], middle: tuple[float, ...], high: tuple[float, ...]) -> Heard:
    """Return bars of 4 beats of 30 frames (200 BPM), with attacks at these beats of each, and a chord a bar."""
    frames = BEAT * BEATS + BEAT
    activations, attacks = np.full((frames, 2), 0.01), np.zeros((frames, 3), np.float32)
    harmony = np.zeros((frames, 56), np.float16)
    activations[: BEAT * BEATS : BEAT, 0] = 0.5
    for bar in range(0, BEATS, 4):
        start = bar * BEAT
        activations[start] = (0.1, 0.7)
        harmony[start : start + 4 * BEAT, bar % 7 :: 7] = 1
        for band, places in enumerate((low, middle, high)):
            attacks[[start + round(place * BEAT) for place in places], band] = 1
    return Heard(0.0, activations, attacks, harmony)


def lead(what: Heard) -> float:
    """Return by how much beats at 200 BPM are likelier than at 100, nats."""
    readings = read(gather(what, np.arange(BEATS, dtype=np.float64) * BEAT))
    fast, slow = (next(reading.score for reading in readings if reading.step == step) for step in (6, 12))
    return fast - slow


@pytest.mark.parametrize("place", [STRAIGHT, SWUNG])
def test_a_divided_beat_is_likelier_the_beat(place: float) -> None:
    divided = (*ALL, *(beat + place for beat in ALL))
    assert lead(heard(ALL, divided, divided)) > lead(heard(ALL, ALL, ALL)) + 0.3


def test_low_and_high_attacks_in_turn_are_beats() -> None:
    assert lead(heard((0, 2), ALL, (1, 3))) > lead(heard((0, 2), ALL, (0, 2))) + 2


def test_a_hat_that_answers_the_kick_divides_the_beat() -> None:
    assert lead(heard((0, 2), (0, 2), (1, 3))) < lead(heard((0, 2), (0, 2), (0, 2))) - 2


@pytest.mark.parametrize("place", [SWUNG, 1 / 3])
def test_cymbals_that_skip_once_a_bar_make_fast_swing(place: float) -> None:
    skipping = lead(heard(ALL, ALL, (*ALL, 1 + place)))
    assert skipping > lead(heard(ALL, ALL, ALL)) + 1
    assert skipping > lead(heard(ALL, ALL, (*ALL, 1 + STRAIGHT))) + 1


def test_a_shuffle_is_not_fast_swing() -> None:
    shuffled = (0, 2, *(beat + 4 / 3 for beat in (0, 2)))
    assert lead(heard((0, 2), (0, 2), shuffled)) < lead(heard((0, 2), (0, 2), (0, 2))) + 0.1
