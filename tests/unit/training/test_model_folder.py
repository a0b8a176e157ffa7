"""Trained models are checked, exported, installed, listed and removed."""

from pathlib import Path

import pytest
import torch

from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.core.jobs import Job
from mashstudio.pipeline.commands import models
from mashstudio.training.checkpoint import load_state, save_state
from mashstudio.training.model_folder import CONFIG, WEIGHTS, TrainedModel, describe, export_model, read_model


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASHSTUDIO_MODELS", str(tmp_path / "models"))
    folder = tmp_path / "my genres"
    folder.mkdir()
    save_state(folder / WEIGHTS, {"body.1.weight": torch.arange(6.0)}, {})
    (folder / "songs.json").write_text("private")
    describe(TrainedModel(folder, "genre", {"seed": 3}, ("발라드", "rock"), 0.75, 8))
    return folder


def test_an_export_is_complete_and_says_nothing_of_the_songs(model: Path, tmp_path: Path) -> None:
    written = export_model(model, tmp_path / "to" / "share")
    assert sorted(path.name for path in (tmp_path / "to" / "share").iterdir()) == sorted(path.name for path in written)
    assert not (tmp_path / "to" / "share" / "songs.json").exists()
    read = read_model(tmp_path / "to" / "share")
    assert (read.name, read.kind, read.genres) == ("share", "genre", ("발라드", "rock"))
    assert (read.accuracy, read.songs, read.settings) == (0.75, 8, {"seed": 3})
    assert load_state(tmp_path / "to" / "share" / WEIGHTS)[0]["body.1.weight"].tolist() == list(range(6))
    with pytest.raises(BadArgument, match="already exists"):
        export_model(model, tmp_path / "to" / "share")


@pytest.mark.parametrize("name", [WEIGHTS, CONFIG])
def test_a_changed_file_is_noticed(model: Path, name: str) -> None:
    content = bytearray((model / name).read_bytes())
    content[-3] ^= 1
    (model / name).write_bytes(content)
    with pytest.raises(ModelError, match="my genres is damaged"):
        read_model(model)


def test_a_folder_without_a_model_is_none(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is no trained model: it needs model.safetensors, config.json"):
        read_model(tmp_path)


def test_models_are_installed_listed_and_removed(model: Path, tmp_path: Path) -> None:
    assert models("import", None, model, job=Job()) == "my genres is ready."
    line = models("list", None, None, job=Job()).splitlines()[-1]
    assert line == "my genres: your genre model (발라드, rock), 75% of 8 songs right, installed"
    assert not (tmp_path / "models" / "trained" / "my genres" / "songs.json").exists()
    with pytest.raises(ModelError, match="There is a model “my genres” already"):
        models("import", None, model, job=Job())
    assert models("remove", "my genres", None, job=Job()) == "Removed my genres."
    assert "my genres" not in models("list", None, None, job=Job())
    assert read_model(model).name == "my genres"


def test_a_checkpoint_of_nothing_but_numbers_is_read(tmp_path: Path) -> None:
    torch.save({"a": 1}, tmp_path / "pickled")
    with pytest.raises(ModelError, match="pickled is damaged"):
        load_state(tmp_path / "pickled")
