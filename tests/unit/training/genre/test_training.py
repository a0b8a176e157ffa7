"""Genre networks learn, to the same weights every time, in one run or several."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from training_songs import write_features

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.training.curves import Epoch
from mashstudio.training.genre.batches import Chunks, varied
from mashstudio.training.genre.networks import network_for
from mashstudio.training.genre.settings import GenreSettings
from mashstudio.training.genre.trainer import train
from mashstudio.training.model_folder import CHECKPOINT, WEIGHTS
from mashstudio.training.run import Progress

SETTINGS = GenreSettings(device=0, batch_size=8, num_epochs=4)


def trained(songs: list[tuple[Path, int]], folder: Path, settings: GenreSettings) -> np.ndarray:
    folder.mkdir(exist_ok=True)
    parts = {"train": songs, "valid": songs[:4], "test": songs}
    return train(parts, ["a", "b", "c", "d"], settings, "identity", folder, job=Job())[0]


def test_thirty_two_clips_are_learned_by_heart(tmp_path: Path) -> None:
    songs = write_features(tmp_path, 32, 4)
    settings = replace(SETTINGS, num_epochs=12, augment=False, patience=30)
    votes = trained(songs, tmp_path / "out", settings)
    assert votes.argmax(axis=1).tolist() == [genre for _, genre in songs]
    assert votes.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_a_training_in_two_runs_gives_the_weights_of_one(tmp_path: Path) -> None:
    songs = write_features(tmp_path, 16, 4)
    trained(songs, tmp_path / "one", SETTINGS)
    for epochs in (1, 4):
        trained(songs, tmp_path / "two", replace(SETTINGS, num_epochs=epochs))
    trained(songs, tmp_path / "other", replace(SETTINGS, seed=7))
    one, two, other = ((tmp_path / name / CHECKPOINT).read_bytes() for name in ("one", "two", "other"))
    assert one == two
    assert one != other
    assert (tmp_path / "one" / WEIGHTS).read_bytes() == (tmp_path / "two" / WEIGHTS).read_bytes()
    history = json.loads((tmp_path / "two" / "history.json").read_text())
    assert len(history) == 4
    page = (tmp_path / "two" / "training.html").read_text("utf-8")
    assert "4 epochs, finished" in page
    assert page.count("<polyline") == 5
    assert "http" not in page.replace("http-equiv", "")


def test_another_training_s_folder_is_left_alone(tmp_path: Path) -> None:
    songs = write_features(tmp_path, 8, 4)
    settings = replace(SETTINGS, num_epochs=1)
    trained(songs, tmp_path / "out", settings)
    before = (tmp_path / "out" / CHECKPOINT).read_bytes()
    with pytest.raises(BadArgument, match="holds a training with other settings or songs"):
        train(dict.fromkeys(("train", "valid", "test"), songs), "abcd", settings, "x", tmp_path / "out", job=Job())
    assert (tmp_path / "out" / CHECKPOINT).read_bytes() == before


def test_the_learning_rate_falls_when_validation_gets_no_better() -> None:
    settings = GenreSettings(patience=2, factor=0.1, learning_rate=1e-3, stopping_rate=5e-5)
    progress = Progress(settings.learning_rate)
    rates = []
    for loss in (1.0, 0.9, 0.95, 0.92, 0.8, 0.9, 0.9):
        progress = progress.after(Epoch(progress.rate, 1, loss, 0, 0), settings)
        rates.append(progress.rate)
    assert rates == pytest.approx([1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4, 1e-5])
    assert progress.is_over(settings)
    assert progress.best == 0.8


@pytest.mark.parametrize(
    "settings",
    [GenreSettings(), GenreSettings(chunk_length=1024), GenreSettings(chunk_length=64, num_mels=40)],
    ids=["128 frames", "1024 frames", "64 frames"],
)
def test_the_one_dimensional_network_takes_chunks_of_any_length(settings: GenreSettings) -> None:
    network = network_for(settings, 8).eval()
    assert network(torch.zeros(2, settings.chunk_length, settings.num_mels)).shape == (2, 8)
    if settings.chunk_length == 1024:
        # The tutorial's own: 192 values reach its first dense layer.
        assert network.get_submodule("body.14").in_features == 192


def test_the_larger_networks_are_the_published_ones() -> None:
    with torch.device("meta"):
        sizes = {
            model: sum(parameter.numel() for parameter in network_for(GenreSettings(model=model), 50).parameters())
            for model in ("fcn4", "samplecnn")
        }
    assert sizes["samplecnn"] == pytest.approx(1.9e6, rel=0.02)
    assert sizes["fcn4"] == pytest.approx(17.4e6, rel=0.02)
    chunk = torch.zeros(1, GenreSettings(model="samplecnn").chunk)
    assert network_for(GenreSettings(model="samplecnn"), 8).eval()(chunk).shape == (1, 8)


def test_chunks_cover_a_song_and_vary_only_when_asked() -> None:
    features = [np.full((300, 128), 1, np.float16), np.full((40, 128), 1, np.float16)]
    chunks = Chunks(features, [1, 0], 128)
    assert chunks.songs.tolist() == [0, 0, 1]
    plain = [batch for batch, _ in chunks.batches(2)]
    assert [len(batch) for batch in plain] == [2, 1]
    assert plain[1][0, :40].min() == 1
    assert plain[1][0, 40:].max() == 0
    first, labels = next(chunks.batches(3, np.random.default_rng(1), vary=True))
    again, _ = next(chunks.batches(3, np.random.default_rng(1), vary=True))
    assert torch.equal(first, again)
    assert sorted(labels.tolist()) == [0, 1, 1]
    assert not torch.equal(first, next(chunks.batches(3, np.random.default_rng(2), vary=True))[0])


def test_a_varied_chunk_is_the_same_sound_at_another_level() -> None:
    chunk = np.log10(1 + 10 * np.random.default_rng(1).uniform(0.1, 1, (128, 128))).astype(np.float32)
    louder = varied(chunk, np.random.default_rng(3))
    kept = louder > 0
    assert kept.mean() > 0.7
    ratio = (10 ** louder[kept] - 1) / (10 ** chunk[kept] - 1)
    assert ratio.max() - ratio.min() < 1e-3
    assert 0.5 < ratio.mean() < 2
    sound = varied(np.sin(np.arange(1000, dtype=np.float32)), np.random.default_rng(3))
    assert sound.shape == (1000,)
