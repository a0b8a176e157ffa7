"""Demucs at work: its own loading and its own inference, window by window through a song of any length."""

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from demucs.apply import BagOfModels, apply_model
from demucs.hdemucs import HDemucs
from demucs.hf import load_safetensors_model
from demucs.htdemucs import HTDemucs
from demucs.states import load_model

from mashstudio.facts.errors import ModelError
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import SAMPLE_RATE, Samples
from mashstudio.jobs import Job
from mashstudio.separation.models import ModelFiles, safetensors_class, sha256_of

WINDOW_SECONDS = 120
"""So much is separated at once: memory stays the same whatever the song's length."""

_CROSSFADE = 4 * SAMPLE_RATE
_OVERLAP = 0.25


def write_stems(
    samples_path: Path, folder: Path, files: ModelFiles, *, window: float = WINDOW_SECONDS, job: Job
) -> None:
    """Writes the four stems of a song as .npy. Windows of `window` seconds overlap by 4 s and are crossfaded.

    A model's stems that aren't ours (guitar, piano) and whatever no stem claims go to `other`.
    """
    job.report(0, f"Loading Demucs {files.name}")
    model = load_networks(files)
    mix: Samples = np.load(samples_path, mmap_mode="r")
    mean, deviation = _statistics(mix)
    outputs = {
        stem: np.lib.format.open_memmap(folder / f"{stem}.npy", "w+", np.float32, mix.shape) for stem in StemName
    }
    parts = [stem for stem in StemName if stem is not StemName.OTHER]
    step = max(int(window * SAMPLE_RATE), 2 * _CROSSFADE)
    starts = range(0, max(len(mix) - _CROSSFADE, 1), step)
    for index, start in enumerate(starts):
        stop = min(start + step + _CROSSFADE, len(mix))
        part = job.part(index / len(starts), (index + 1) / len(starts))
        normal = (torch.from_numpy(mix[start:stop].T.copy()) - mean) / deviation
        estimate = _apply(model, normal, part)
        rise = np.ones((stop - start, 1), np.float32)
        if start > 0:
            fading = min(_CROSSFADE, stop - start)
            rise[:fading, 0] = (np.arange(fading) + 0.5) / fading
        for stem in parts:
            sound = (estimate[list(model.sources).index(stem)] * deviation).numpy().T
            outputs[stem][start:stop] = outputs[stem][start:stop] * (1 - rise) + sound * rise
    _write_rest(mix, outputs)


def load_networks(files: ModelFiles) -> BagOfModels:
    """The model in `files`. Raises ModelError when a file isn't what it should be."""
    networks = [_load_network(path) for path in files.networks]
    if files.one_stem_each:
        weights = np.eye(len(networks)).tolist()
        return BagOfModels(networks, weights)
    return BagOfModels(networks)


def _load_network(path: Path) -> Any:
    damaged = ModelError(f"The model {path} is damaged or not Demucs'. Remove it and get it again.")
    try:
        if path.suffix == ".safetensors":
            if safetensors_class(path) is None:
                raise damaged
            return load_safetensors_model(path)
        if not sha256_of(path).startswith(path.stem.split("-")[-1]):
            raise damaged
        # Eight digits of a checksum could be forged; the few classes that may be rebuilt can do no harm.
        with torch.serialization.safe_globals([HTDemucs, HDemucs, Fraction]):
            return load_model(torch.load(path, "cpu", weights_only=True))
    except ModelError:
        raise
    except Exception as error:
        # Whatever a parser met: the file is not usable, and which library noticed helps nobody.
        raise damaged from error


def _statistics(mix: Samples) -> tuple[float, float]:
    """Mean and standard deviation of the mono mix, as Demucs normalises its input (demucs.api.Separator)."""
    total = squares = 0.0
    for start in range(0, len(mix), SAMPLE_RATE * 60):
        mono = mix[start : start + SAMPLE_RATE * 60].mean(axis=1, dtype=np.float64)
        total += float(mono.sum())
        squares += float((mono**2).sum())
    mean = total / len(mix)
    return mean, math.sqrt(max(squares / len(mix) - mean**2, 0)) + 1e-8


def _apply(model: BagOfModels, sound: torch.Tensor, job: Job) -> torch.Tensor:
    device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    # shifts=0: a random shift would give other stems every time, and the cache other stems than it was asked for.
    report = partial(_tell, job, sound.shape[1])
    estimate: torch.Tensor = apply_model(
        model, sound[None], shifts=0, overlap=_OVERLAP, device=device, callback=report
    )[0]
    return estimate


def _tell(job: Job, frames: int, state: dict[str, Any]) -> None:
    done = (state["model_idx_in_bag"] + state["segment_offset"] / frames) / state["models"]
    job.report(done, "Separating the stems with Demucs")


def _write_rest(mix: Samples, outputs: Mapping[StemName, Samples]) -> None:
    for start in range(0, len(mix), SAMPLE_RATE * 60):
        piece = slice(start, start + SAMPLE_RATE * 60)
        rest = np.array(mix[piece])
        for stem in StemName:
            if stem is not StemName.OTHER:
                rest -= outputs[stem][piece]
        outputs[StemName.OTHER][piece] = rest
