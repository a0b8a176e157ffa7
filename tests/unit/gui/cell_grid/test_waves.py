"""Cells show the loudness of their beat."""

import numpy as np
import pytest

from mashstudio.audio.peaks import PEAK_FRAMES, find_peaks
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.gui.cell_grid.waves import beat_lengths, levels, wave_of


def wave_of_steps() -> tuple[list[float], object]:
    """Return a tone at four levels, one second each."""
    amplitudes = [0.1, 0.8, 0.0, 0.4]
    tone = np.sin(np.arange(SAMPLE_RATE) * 0.05)
    mono = np.concatenate([tone * amplitude for amplitude in amplitudes])
    return amplitudes, wave_of(find_peaks(np.stack([mono, mono], axis=1).astype(np.float32), job=Job()))


def test_a_column_shows_the_loudest_and_the_power_of_its_time() -> None:
    amplitudes, wave = wave_of_steps()
    begins = np.arange(4) + 0.1
    loudest, power = levels(wave, begins, begins + 0.8)  # type: ignore[arg-type]
    scale = loudest[1] / 0.8
    assert loudest == pytest.approx(np.array(amplitudes) * scale, abs=0.01)
    assert power == pytest.approx(np.array(amplitudes) * scale / np.sqrt(2), abs=0.01)
    assert loudest.max() == pytest.approx(1, abs=0.01)


def test_columns_may_lie_in_any_order_and_be_shorter_than_a_piece() -> None:
    _, wave = wave_of_steps()
    begins = np.array([3.5, 1.5, 1.5, 0.5])
    loudest, _ = levels(wave, begins, begins + 0.1 * PEAK_FRAMES / SAMPLE_RATE)  # type: ignore[arg-type]
    assert loudest[1] == loudest[2] > loudest[0] > loudest[3] > 0


def test_levels_beyond_the_song_are_finite() -> None:
    _, wave = wave_of_steps()
    loudest, power = levels(wave, np.array([-5.0, 99.0]), np.array([-4.0, 100.0]))  # type: ignore[arg-type]
    assert np.all(np.isfinite(loudest))
    assert np.all(power <= loudest)
    nothing = wave_of(np.zeros((0, 3), np.float32))
    assert levels(nothing, np.array([0.0]), np.array([1.0]))[0].tolist() == [0.0]


def test_near_silence_is_not_magnified() -> None:
    hiss = np.full((SAMPLE_RATE, 2), 0.001, np.float32)
    loudest, _ = levels(wave_of(find_peaks(hiss, job=Job())), np.array([0.2]), np.array([0.4]))
    assert loudest[0] < 0.05


def test_the_last_beat_is_as_long_as_the_one_before() -> None:
    assert beat_lengths(np.array([0.0, 0.5, 1.1])).tolist() == pytest.approx([0.5, 0.6, 0.6])
    assert len(beat_lengths(np.array([1.0]))) == 1
