"""The curves of a song's graph."""

import numpy as np
import pytest

from mashstudio.audio.peaks import PEAK_FRAMES
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.gui.decks.song_curves import SILENCE, beat_tempi, loudness, loudness_range, stretches, tempo_range


def test_the_tempo_is_that_from_beat_to_beat() -> None:
    assert beat_tempi(np.array([1.0, 1.5, 2.5])).tolist() == [120, 60]


def test_outlying_beats_dont_flatten_the_rest() -> None:
    tempi = np.full(400, 120.0)
    tempi[7] = 240.0
    low, high = tempo_range(tempi)
    assert 110 < low < 120 < high < 130
    # A longer section at another tempo is shown in full.
    tempi[200:300] = 60.0
    low, high = tempo_range(tempi)
    assert low < 60
    assert high > 120
    assert tempo_range(np.zeros(0))[0] > 0


def test_stretches_cover_the_song_once() -> None:
    edges = stretches(np.array([1.2, 1.7, 2.2]), 4.0)
    assert edges == pytest.approx([0, 0.2, 0.7, 1.2, 1.7, 2.2, 2.7, 3.2, 3.7, 4.0])
    # Also before the beats are known.
    edges = stretches(np.zeros(0), 1.7)
    assert edges == pytest.approx([0, 0.5, 1.0, 1.5, 1.7])
    assert np.all(np.diff(stretches(np.array([0.0, 0.5, 1.0]), 1.0)) > 0)


def test_each_stretch_is_as_loud_as_its_rms() -> None:
    second = SAMPLE_RATE // PEAK_FRAMES
    peaks = np.zeros((3 * second, 3), np.float32)
    peaks[:second, 2] = 0.1
    peaks[second : 2 * second, 2] = 1.0
    at = np.array([0, 1, 2, 3]) * second * PEAK_FRAMES / SAMPLE_RATE
    assert loudness(peaks, at) == pytest.approx([-20, 0, SILENCE], abs=1e-6)
    # Half of one and half of the other: the mean of their powers.
    assert loudness(peaks, np.array([at[1] / 2, (at[1] + at[2]) / 2])) == pytest.approx(
        [10 * np.log10(0.505)], abs=0.05
    )


def test_small_differences_of_loudness_are_not_magnified() -> None:
    low, high = loudness_range(np.array([-12.0, -11.5, -12.2]))
    assert high > -11.5
    assert high - low >= 24
    assert loudness_range(np.zeros(0)) == (SILENCE, 0.0)
