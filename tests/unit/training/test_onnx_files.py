"""ONNX files tell what the networks do."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.follower import SHIPPED, activations, load_network
from mashstudio.analysis.live_beats.follower import network_for as beat_network_for
from mashstudio.core.files import check_checksums
from mashstudio.core.jobs import Job
from mashstudio.pipeline.model_export import export_with_onnx
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.checkpoint import save_state
from mashstudio.training.genre.networks import network_for as genre_network_for
from mashstudio.training.genre.settings import GenreSettings
from mashstudio.training.model_folder import CONFIG, WEIGHTS, read_model
from mashstudio.training.onnx_files import ONNX, write_beats, write_genre

DICE = np.random.default_rng(4)


def session(folder: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(folder / ONNX, providers=["CPUExecutionProvider"])


def heard(count: int) -> NDArray[np.float32]:
    return DICE.uniform(0, 1, (1, count, 81)).astype(np.float32)


def test_the_shipped_model_runs_frame_by_frame_with_its_state_outside(tmp_path: Path) -> None:
    written = export_with_onnx(SHIPPED, tmp_path / "out", job=Job())
    assert [path.name for path in written] == [WEIGHTS, CONFIG, ONNX, "SHA256SUMS"]
    check_checksums(tmp_path / "out", [WEIGHTS, CONFIG, ONNX])
    assert read_model(tmp_path / "out").kind == "beats"
    network, graph, frames = load_network(SHIPPED), session(tmp_path / "out"), heard(200)
    with torch.inference_mode():
        whole = activations(network(torch.from_numpy(frames), network.begin())[0])
    state = {each.name: np.zeros(each.shape, np.float32) for each in graph.get_inputs()[1:]}
    told = []
    for frame in frames[0]:
        *some, past, memory = graph.run(None, {"frames": frame[None, None], **state})
        state = {"past": past, "memory": memory}
        told.append(some)
    for column, expected in enumerate((whole.beat, whole.downbeat, whole.tempo)):
        assert np.abs(np.concatenate([some[column][0] for some in told]) - expected).max() < 1e-4


def test_an_offline_model_hears_songs_of_any_length(tmp_path: Path) -> None:
    settings = BeatSettings(model="offline", hidden=16, bpfed=True)
    torch.manual_seed(1)
    network = beat_network_for(asdict(settings)).eval()
    save_state(tmp_path / WEIGHTS, network.state_dict(), {})
    write_beats(settings, tmp_path, job=Job())
    for count in (1, 90):
        frames = heard(count)
        with torch.inference_mode():
            whole = activations(network(torch.from_numpy(frames), network.begin())[0])
        beat, downbeat, tempo = session(tmp_path).run(None, {"frames": frames})
        for found, expected in ((beat, whole.beat), (downbeat, whole.downbeat), (tempo, whole.tempo)):
            assert np.abs(found[0] - expected).max() < 1e-4


@pytest.mark.parametrize("model", ["cnn1d", "samplecnn"])
def test_a_genre_model_tells_probabilities(tmp_path: Path, model: str) -> None:
    settings = GenreSettings(model=model)
    torch.manual_seed(1)
    network = genre_network_for(settings, 3).eval()
    save_state(tmp_path / WEIGHTS, network.state_dict(), {})
    write_genre(settings, 3, tmp_path, job=Job())
    graph = session(tmp_path)
    shape = graph.get_inputs()[0].shape[1:]
    chunks = DICE.uniform(0, 1, (5, *shape)).astype(np.float32)
    with torch.inference_mode():
        expected = torch.softmax(network(torch.from_numpy(chunks)), -1).numpy()
    (found,) = graph.run(None, {"features": chunks})
    assert np.abs(found - expected).max() < 1e-4
