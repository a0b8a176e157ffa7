"""Separate with Demucs, with its own loading and inference code, segment by segment for songs of any length."""

import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import torch
from demucs.apply import TensorChunk, apply_model
from demucs.htdemucs import HTDemucs
from demucs.states import load_model
from numpy.typing import NDArray
from safetensors.torch import load_file

from mashstudio.audio.arrays import create_samples
from mashstudio.core.errors import ModelError
from mashstudio.core.files import free_pages, sha256_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.separation.models import ModelFiles, NetworkFile
from mashstudio.separation.stem_files import ESTIMATED, StemFiles
from mashstudio.separation.weights import is_plausible, read_recipe

_OVERLAP = 0.25
_BLOCK = 60 * SAMPLE_RATE


def write_stems(samples_path: Path, folder: Path, files: ModelFiles, *, job: Job) -> None:
    """Write the four stems of a song as .npy; memory doesn't grow with the song's length.

    The result equals `demucs.apply.apply_model` on the whole song (shifts=0, as a random shift would change the stems
    every time): the same segments, overlapping by a quarter, weighted by the same triangle. That function holds the
    song and all its stems in memory, this one a segment. A model's other stems, and what no stem claims, go to `other`.
    """
    mix: Samples = np.load(samples_path, mmap_mode="r")
    stem_files = StemFiles(folder, mix)
    for start, sounds in _estimates(mix, files, ESTIMATED, job):
        stem_files.write(start, sounds)


def write_instrument(
    part_path: Path, instrument: str, targets: tuple[Path, Path], files: ModelFiles, *, job: Job
) -> None:
    """Write one of the network's other stems, estimated in a part of a song, and the rest of the part (.npy each)."""
    part: Samples = np.load(part_path, mmap_mode="r")
    taken, rest = create_samples(list(targets), len(part))
    own = replace(files, networks=tuple(replace(network, stems=(instrument,)) for network in files.networks))
    for start, (sound,) in _estimates(part, own, (instrument,), job):
        known = sound[: len(part) - start]
        piece = slice(start, start + len(known))
        taken[piece] = known
        rest[piece] = part[piece] - known
        free_pages(part)


def _estimates(
    mix: Samples, files: ModelFiles, wanted: Sequence[str], job: Job
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the `wanted` stems, (stems, frames, 2), piece after piece, each with its first frame."""
    job.report(0, Message("Loading Demucs {name}", name=files.name))
    device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    networks = [load_network(file).to(device) for file in files.networks]
    mean, deviation = _statistics(mix, job)
    length = int(SAMPLE_RATE * min(network.segment for network in networks))
    stride = int((1 - _OVERLAP) * length)
    triangle = _triangle(length)
    carried = np.zeros((len(wanted), length - stride, 2), np.float32)
    carried_weight = np.zeros((length - stride, 1), np.float32)
    starts = range(0, len(mix), stride)
    for index, start in enumerate(starts):
        part = job.part(index / len(starts), (index + 1) / len(starts))
        # Pad the last segment with the samples before it, as Demucs does.
        lead = min(start, length)
        piece = torch.from_numpy(np.array(mix[start - lead : start + length].T))
        segment = TensorChunk(((piece - mean) / deviation)[None], lead, length)
        sounds = np.zeros((len(wanted), length, 2), np.float32)
        weight = triangle.copy()
        known = min(length, len(mix) - start)
        sounds[:, :known] = _estimate(networks, files.networks, wanted, segment, device, part) * triangle[:known]
        sounds[:, : length - stride] += carried
        weight[: length - stride] += carried_weight
        yield start, sounds[:, :stride] * np.float32(deviation) / weight[:stride]
        carried, carried_weight = sounds[:, stride:], triangle[stride:]
    job.report(1, Message("Separating the stems with Demucs"))


def load_network(file: NetworkFile) -> HTDemucs:
    """Load the network in `file`. Raises ModelError if the file is damaged or of another kind."""
    try:
        with warnings.catch_warnings():
            # Demucs warns if a network was made with an option that it no longer has.
            warnings.simplefilter("ignore")
            network = _from_tensors(file.path) if file.sha256 is None else _from_checkpoint(file.path, file.sha256)
        if not {*file.stems} <= {*network.sources}:
            raise ValueError("it lacks a stem")
    except Exception as error:
        # Whatever the parsers raise, the file is unusable; which library noticed doesn't matter to the user.
        raise ModelError(
            Message(
                "The model {path} is damaged or not a Demucs model. Remove it and download it again.",
                path=said(file.path),
            )
        ) from error
    return network.eval()


def _from_checkpoint(path: Path, sha256: str) -> HTDemucs:
    """Load a published network. It is unpickled only if its hash is known, and only with known classes."""
    if not is_plausible(path) or sha256_of(path) != sha256:
        raise ValueError("it isn't the published one")
    network = load_model(_unpickled(path))
    if not isinstance(network, HTDemucs):
        raise TypeError("it is another network")
    return network


def _from_tensors(path: Path) -> HTDemucs:
    """Load an untrusted network: its file may come from anyone."""
    recipe = read_recipe(path)
    with torch.device("meta"):
        # Takes no memory, whatever the size.
        shapes = {name: tuple(tensor.shape) for name, tensor in HTDemucs(**recipe.arguments).state_dict().items()}
    if shapes != recipe.shapes:
        raise ValueError("its tensors aren't those of its arguments")
    network = HTDemucs(**recipe.arguments)
    network.load_state_dict(load_file(path))
    return network


def _unpickled(checkpoint: Path) -> Any:
    """Return a checkpoint's contents. Only tensors and these classes are allowed."""
    rebuild_scalar = np.float64(0).__reduce__()[0]
    allowed: list[Any] = [HTDemucs, Fraction, (rebuild_scalar, "numpy.core.multiarray.scalar")]
    with torch.serialization.safe_globals([*allowed, np.dtype, np.dtypes.Float64DType]):
        return torch.load(checkpoint, "cpu", weights_only=True)


def _statistics(mix: Samples, job: Job) -> tuple[float, float]:
    """Return the mean and standard deviation of the mono mix, by which Demucs normalises (demucs.api.Separator)."""
    total = squares = 0.0
    for start in range(0, len(mix), _BLOCK):
        job.check()
        mono = mix[start : start + _BLOCK].mean(axis=1, dtype=np.float64)
        total += float(mono.sum())
        squares += float((mono**2).sum())
        free_pages(mix)
    mean = total / len(mix)
    return mean, math.sqrt(max(squares / len(mix) - mean**2, 0)) + 1e-8


def _triangle(length: int) -> NDArray[np.float32]:
    """Return each frame's weight in a segment, greatest in the middle, (length, 1)."""
    rising = np.arange(1, length // 2 + 1)
    falling = np.arange(length - length // 2, 0, -1)
    triangle: NDArray[np.float32] = (np.concatenate([rising, falling]) / falling[0]).astype(np.float32)
    return triangle[:, None]


@torch.no_grad()
def _estimate(
    networks: Sequence[HTDemucs],
    files: Sequence[NetworkFile],
    wanted: Sequence[str],
    segment: TensorChunk,
    device: str,
    job: Job,
) -> NDArray[np.float32]:
    """Return the `wanted` stems of one segment, normalised like the segment: (stems, frames, 2)."""
    sounds: dict[str, NDArray[np.float32]] = {}
    for index, (network, file) in enumerate(zip(networks, files, strict=True)):
        job.report(index / len(networks), Message("Separating the stems with Demucs"))
        estimate = apply_model(network, segment, shifts=0, split=False, device=device)[0]
        for stem in file.stems:
            sounds[stem] = estimate[network.sources.index(stem)].cpu().numpy().T
    return np.stack([sounds[stem] for stem in wanted])
