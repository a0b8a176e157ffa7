"""What the taggers hear in a song."""

from pathlib import Path

import numpy as np
import pytest

from mashstudio.analysis import tagging
from mashstudio.analysis.sound import open_sound
from mashstudio.analysis.tagging import hear
from mashstudio.core.errors import Cancelled
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.character import character_from_json, likeness


def noise(seconds: float, seed: int = 0) -> Samples:
    return (0.1 * np.random.default_rng(seed).standard_normal((int(seconds * SAMPLE_RATE), 2))).astype(np.float32)


def test_a_song_is_tagged_the_same_at_any_level_with_a_pause_and_in_opposite_channels(tmp_path: Path) -> None:
    song = noise(3.2)
    other = song * np.array([0.05, -0.05], np.float32)
    silence = np.zeros((5 * SAMPLE_RATE, 2), np.float32)
    found = []
    for samples in (song, np.concatenate([silence, other])):
        np.save(tmp_path / "song.npy", samples)
        found.append(character_from_json(hear(open_sound(tmp_path / "song.npy"), job=Job())))
    assert likeness(*found) > 0.98
    assert next(iter(found[0].tags)) == next(iter(found[1].tags))
    assert found[0].embedding.shape == (400,)
    assert all(0 <= strength <= 1 for strength in found[0].tags.values())


def test_a_short_or_silent_song_is_tagged_and_a_long_one_costs_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    np.save(tmp_path / "song.npy", np.zeros((SAMPLE_RATE, 2), np.float32))
    assert len(hear(open_sound(tmp_path / "song.npy"), job=Job())["embedding"]) == 400
    monkeypatch.setattr(tagging, "_MOST", 2)
    np.save(tmp_path / "song.npy", noise(13))
    reports: list[float] = []
    hear(open_sound(tmp_path / "song.npy"), job=Job(lambda fraction, _doing: reports.append(fraction)))
    assert reports == [0, 0.5]


def test_tagging_can_be_cancelled(tmp_path: Path) -> None:
    np.save(tmp_path / "song.npy", noise(4))
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        hear(open_sound(tmp_path / "song.npy"), job=job)
