"""Small HTDemucs networks with random weights, saved in the format of Demucs' authors."""

import hashlib
import io
import json
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import torch
from demucs.htdemucs import HTDemucs
from safetensors.torch import save_file

FOUR = ("drums", "bass", "other", "vocals")
SIX = (*FOUR, "guitar", "piano")
SMALL: dict[str, Any] = {"channels": 8, "t_layers": 1, "t_heads": 2, "segment": Fraction(1)}


def small_network(seed: int = 0, sources: tuple[str, ...] = FOUR) -> HTDemucs:
    """Return an untrained network that separates segments of 1 s into `sources`."""
    torch.manual_seed(seed)
    return HTDemucs(list(sources), **SMALL).eval()


def save_checkpoint(network: HTDemucs, path: Path) -> str:
    """Save a network as a checkpoint; return the file's SHA-256."""
    # The published ones contain the training's metrics, too: numpy numbers.
    metrics = {"best": np.float64(9.0)}
    package = {"klass": HTDemucs, "args": [network.sources], "kwargs": SMALL, "state": network.state_dict()}
    buffer = io.BytesIO()
    torch.save({**package, "metrics": metrics}, buffer)
    with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(path, "w") as archive:
        for entry in written.infolist():
            # They were saved when numpy's core module had another name.
            contents = written.read(entry).replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n")
            archive.writestr(entry.filename, contents)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def save_tensors(network: HTDemucs, path: Path, klass: str = "demucs.htdemucs.HTDemucs") -> None:
    """Save a network in the format of Demucs' hub."""
    kwargs = {**SMALL, "segment": {"_type": "fraction", "numerator": 1, "denominator": 1}}
    metadata = {"klass": klass, "args": json.dumps([network.sources]), "kwargs": json.dumps(kwargs)}
    save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, path, metadata)
