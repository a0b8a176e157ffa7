"""A real song with known stems, a small Demucs model on disk, and a computer without any models."""

import importlib.metadata
from pathlib import Path

import av
import numpy as np
import pytest
import torch
from networks import save_checkpoint, small_network

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.stems import StemName
from mashstudio.separation.models import ModelFiles, ModelStore, NetworkFile


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    """Use one thread: networks this small gain nothing from more, which wait for each other on a busy machine."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def excerpt() -> dict[StemName, Samples]:
    """Six seconds of a real song, stem by stem, from the wheel `stempeg`."""
    files = importlib.metadata.files("stempeg") or []
    path = next(str(file.locate()) for file in files if file.name.endswith(".stem.mp4"))
    streams = (StemName.DRUMS, StemName.BASS, StemName.OTHER, StemName.VOCALS)
    stems = {stem: _stream(path, 1 + index) for index, stem in enumerate(streams)}
    frames = min(map(len, stems.values()))
    return {stem: samples[:frames] for stem, samples in stems.items()}


def _stream(path: str, index: int) -> Samples:
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
    with av.open(path) as container:
        frames = [piece for frame in container.decode(audio=index) for piece in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray().T for frame in frames]).astype(np.float32)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    """A small model on disk."""
    path = tmp_path_factory.mktemp("models") / "small.th"
    return ModelFiles("small", (NetworkFile(path, save_checkpoint(small_network(), path)),))


@pytest.fixture
def bare_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without models; return the folder used as the user's cache."""
    for variable in ("HF_HOME", "HF_HUB_CACHE", "TORCH_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("no_proxy", "*")
    return tmp_path / "cache"


@pytest.fixture
def store(tmp_path: Path, bare_computer: Path) -> ModelStore:
    """A store of the real models, none of them installed."""
    return ModelStore(tmp_path / "models")
