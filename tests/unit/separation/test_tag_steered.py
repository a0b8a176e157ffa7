"""Instruments taken out of stems by a separator that wraps another."""

from pathlib import Path

import numpy as np
import pytest
from networks import SIX, save_checkpoint, small_network
from songs import render_song

from mashstudio.core.jobs import Job
from mashstudio.model.stems import StemName, Take, Taken
from mashstudio.separation.demucs_separator import DemucsSeparator
from mashstudio.separation.models import ModelFiles, NetworkFile
from mashstudio.separation.tag_steered import TagSteered, parts_made_by

GUITAR, PIANO, FLUTE = (Take(Taken(f"other.{name}")) for name in ("guitar", "piano", "flute"))


@pytest.fixture
def six(tmp_path: Path) -> ModelFiles:
    """A small network of six stems."""
    path = tmp_path / "six.th"
    return ModelFiles("six", (NetworkFile(path, save_checkpoint(small_network(sources=SIX), path)),))


def test_all_parts_of_a_song_add_up_to_it(six: ModelFiles, tmp_path: Path) -> None:
    mix = render_song(seconds=3).samples
    np.save(tmp_path / "mix.npy", mix)
    separator = TagSteered(DemucsSeparator(six), (GUITAR, PIANO), six)
    separator.separate(tmp_path / "mix.npy", tmp_path, job=Job())
    parts = {part: np.load(tmp_path / f"{part}.npy") for part in parts_made_by(separator)}
    assert [*parts] == [*StemName, GUITAR.part, PIANO.part]
    assert all(np.abs(samples).max() > 0 for samples in parts.values())
    np.testing.assert_allclose(np.sum(list(parts.values()), axis=0), mix, atol=1e-6)


def test_a_model_of_some_instruments_doesn_t_concern_others(six: ModelFiles) -> None:
    base = DemucsSeparator(six)
    both = TagSteered(base, (FLUTE, GUITAR), six)
    assert both.up_to(0).parameters == TagSteered(base, (FLUTE,)).parameters
    assert both.up_to(1).parameters != TagSteered(base, (FLUTE, GUITAR)).parameters
