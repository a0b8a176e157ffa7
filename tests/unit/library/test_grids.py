"""A song's beats as stretches of even ones."""

import numpy as np
import pytest
from planned_songs import song

from mashstudio.library.facts import Grid
from mashstudio.library.grids import grid_of


def beats_of(grid: Grid, until: float) -> list[float]:
    ends = [*(section.start for section in grid.sections[1:]), until]
    return [
        beat
        for section, end in zip(grid.sections, ends, strict=True)
        for beat in np.arange(section.start, end - 0.1, 60 / section.tempo).tolist()
    ]


def test_even_beats_are_one_stretch() -> None:
    grid = grid_of(song(128.0, downbeat=2, beats=400))
    assert len(grid.sections) == 1
    assert grid.sections[0].tempo == pytest.approx(128.0)
    assert (grid.beats_per_bar, grid.sections[0].beat) == (4, 3)


def test_a_change_of_tempo_begins_a_stretch() -> None:
    late = np.concatenate([np.zeros(33), 0.02 * np.arange(1, 32)])
    grid = grid_of(song(120.0, late=late))
    assert [section.tempo for section in grid.sections] == pytest.approx([120.0, 60 / 0.52], abs=0.2)
    assert grid.sections[1].start == pytest.approx(0.3 + 16.0, abs=0.6)


@pytest.mark.parametrize("seed", range(3))
def test_every_beat_of_a_band_lies_near_its_place(seed: int) -> None:
    late = 0.02 * np.cumsum(np.random.default_rng(seed).standard_normal(200))
    analysis = song(110.0, beats=200, late=late)
    found = beats_of(grid_of(analysis), float(analysis.beats[-1]) + 0.2)
    assert np.array(found) == pytest.approx(analysis.beats, abs=0.0081)
