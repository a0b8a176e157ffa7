"""Trained networks as ONNX files, for programs that run them without MashStudio. Runs in child processes."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import torch
from torch import Tensor, nn

from mashstudio.analysis.live_beats.follower import network_for as beat_network_for
from mashstudio.analysis.live_beats.network import BeatNetwork
from mashstudio.analysis.live_beats.spectrum import BANDS
from mashstudio.core.errors import ModelError
from mashstudio.core.files import explain_storage
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.training.beats.settings import BeatSettings
from mashstudio.training.checkpoint import load_state
from mashstudio.training.genre.networks import network_for as genre_network_for
from mashstudio.training.genre.settings import SAMPLECNN, GenreSettings
from mashstudio.training.model_folder import WEIGHTS

ONNX: Final = "model.onnx"
_OPSET: Final = 17
_FRAMES: Final = 8


class _Streaming(nn.Module):
    """A causal beat network that is given its state, and gives it back."""

    def __init__(self, network: BeatNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, frames: Tensor, past: Tensor, memory: Tensor) -> tuple[Tensor, ...]:
        heard, (past, memory) = self.network(frames, (past, memory))
        return torch.sigmoid(heard.beat), torch.sigmoid(heard.downbeat), torch.softmax(heard.tempo, -1), past, memory


class _Whole(nn.Module):
    """A beat network that hears a song as a whole."""

    def __init__(self, network: BeatNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, frames: Tensor) -> tuple[Tensor, ...]:
        heard, _state = self.network(frames, self.network.begin())
        return torch.sigmoid(heard.beat), torch.sigmoid(heard.downbeat), torch.softmax(heard.tempo, -1)


class _Sure(nn.Module):
    """A genre network that tells probabilities."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, features: Tensor) -> Tensor:
        return torch.softmax(self.network(features), -1)


def write_beats(settings: BeatSettings, folder: Path, *, job: Job) -> None:
    """Write ONNX beside the weights of a beat model, for one sound.

    frames: (1, n, BANDS), see `Spectrum.feed`. Out: beat and downbeat (1, n), tempo (1, n, TEMPI), probabilities. A
    causal network also takes past (1, 5, bands heard) and memory (2, 1, hidden), zeros at first, and gives the next
    ones. Raises ModelError, StorageError.
    """
    network = _with_weights(beat_network_for(asdict(settings)), folder)
    frames, (past, memory) = torch.zeros(1, _FRAMES, BANDS), network.begin()
    out = ["beat", "downbeat", "tempo"]
    moving = {name: {1: "n"} for name in ("frames", *out)}
    if network.causal:
        given = {"frames": frames, "past": past, "memory": memory}
        _write(_Streaming(network), given, [*out, "next_past", "next_memory"], moving, folder)
    else:
        _write(_Whole(network), {"frames": frames}, out, moving, folder)


def write_genre(settings: GenreSettings, genres: int, folder: Path, *, job: Job) -> None:
    """Write ONNX beside the weights of a genre model.

    features: chunks as they are trained with, (chunks, …); out: probabilities (chunks, genres). Raises ModelError,
    StorageError.
    """
    network = _with_weights(genre_network_for(settings, genres), folder)
    one = (settings.chunk,) if settings.model == SAMPLECNN else (settings.chunk, settings.num_mels)
    chunk = torch.zeros(2, *one)
    moving = {name: {0: "chunks"} for name in ("features", "probabilities")}
    _write(_Sure(network), {"features": chunk}, ["probabilities"], moving, folder)


def _with_weights(network: Any, folder: Path) -> Any:
    tensors, _ = load_state(folder / WEIGHTS)
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError(
            Message("{path} holds the weights of another network.", path=said(folder / WEIGHTS))
        ) from error
    return network.eval()


def _write(
    network: nn.Module, given: Mapping[str, Tensor], out: Sequence[str], moving: Mapping[str, Any], folder: Path
) -> None:
    # torch asks the package onnx whether the graph has functions of onnxscript, which these networks don't; without
    # that question it writes the file alone.
    asks = "torch.onnx._internal.torchscript_exporter.onnx_proto_utils._add_onnxscript_fn"
    with patch(asks, lambda proto, _opsets: proto), warnings.catch_warnings(), explain_storage(folder / ONNX):
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(), tuple(given.values()), folder / ONNX, dynamo=False, opset_version=_OPSET,
            input_names=list(given), output_names=list(out), dynamic_axes=moving,
        )  # fmt: skip
