"""The target grid."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.core.units import SAMPLE_RATE, TEMPO_RANGE, BeatIndex
from mashstudio.model.alignment import TargetGrid

tempi = st.floats(*TEMPO_RANGE)


@given(tempi, st.integers(1, 5000))
def test_a_beat_s_frame_is_the_same_alone_and_among_all(tempo: float, beats: int) -> None:
    grid = TargetGrid(tempo)
    frames = grid.frames(beats)
    assert frames.dtype == np.int64
    assert frames.shape == (beats,)
    for beat in {0, beats // 2, beats - 1}:
        assert grid.frame(BeatIndex(beat)) == frames[beat]


@given(tempi, st.integers(1, 100_000))
def test_the_grid_never_drifts_from_its_tempo(tempo: float, beat: int) -> None:
    exact = beat * 60 / tempo * SAMPLE_RATE
    assert abs(TargetGrid(tempo).frame(BeatIndex(beat)) - exact) <= 0.5 + 1e-6


@given(tempi)
def test_beats_differ_by_a_frame_at_most(tempo: float) -> None:
    lengths = np.diff(TargetGrid(tempo).frames(500))
    assert lengths.max() - lengths.min() <= 1
    assert abs(lengths.mean() - TargetGrid(tempo).beat_length * SAMPLE_RATE) < 0.01


def test_known_grids() -> None:
    assert TargetGrid(120.0).frames(4).tolist() == [0, 22_050, 44_100, 66_150]
    assert TargetGrid(120.0).beat_length == 0.5
    assert TargetGrid(140.0).frame(BeatIndex(7)) == 132_300
    assert TargetGrid(97.0).frames(0).tolist() == []
