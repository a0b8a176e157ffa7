"""Beats lie on clear attacks; elsewhere they stay as fitted."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mashstudio.analysis.features import analyse
from mashstudio.analysis.onsets import on_attacks
from mashstudio.analysis.sound import open_sound
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE

Floats = NDArray[np.float64]
EVEN = np.linspace(0.5, 20.0, 40)


def jittered(count: int) -> Floats:
    beats: Floats = 0.5 + np.cumsum(0.5 + 0.004 * np.random.default_rng(0).standard_normal(count))
    return beats


def write_clicks(folder: Path, beats: Floats, bed: float = 0.0) -> Path:
    """Write clicks over a bed of noise."""
    random = np.random.default_rng(1)
    sound = bed * random.standard_normal(round((beats[-1] + 1) * SAMPLE_RATE))
    burst = 0.4 * random.standard_normal(2000) * np.exp(-np.arange(2000) / 150)
    for start in np.rint(beats * SAMPLE_RATE).astype(int):
        sound[start : start + 2000] += burst
    path = folder / "samples.npy"
    np.save(path, np.repeat(sound[:, None], 2, axis=1).astype(np.float32))
    return path


def test_beats_that_jitter_are_followed(tmp_path: Path) -> None:
    clicks = jittered(60)
    found = analyse(write_clicks(tmp_path, clicks), job=Job()).beats
    away = np.abs(found[None, :] - clicks[1:-1, None]).min(axis=1)
    assert away.max() < 0.0005


def test_even_attacks_leave_even_beats_alone(tmp_path: Path) -> None:
    sound = open_sound(write_clicks(tmp_path, EVEN))
    late = EVEN + 0.003
    assert on_attacks(sound, late) is late


@pytest.mark.parametrize("bed", [0.05, 0.2])
def test_beats_stay_smooth_where_attacks_are_not_plain(bed: float, tmp_path: Path) -> None:
    sound = open_sound(write_clicks(tmp_path, jittered(40), bed))
    assert on_attacks(sound, EVEN) is EVEN


def test_a_beat_without_an_attack_goes_with_its_neighbours(tmp_path: Path) -> None:
    clicks = jittered(40)
    sound = open_sound(write_clicks(tmp_path, np.delete(clicks, 20)))
    moved = on_attacks(sound, clicks + 0.002 * np.sin(np.arange(40)))
    assert np.abs(np.delete(moved - clicks, 20)).max() < 0.0005
    assert abs(moved[20] - clicks[20]) < 0.006
