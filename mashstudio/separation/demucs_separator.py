"""Demucs (Rouard, Massa, Défossez, "Hybrid Transformers for Music Source Separation", ICASSP 2023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from mashstudio.facts.messages import Message
from mashstudio.jobs import Job
from mashstudio.separation.models import ModelFiles, NetworkFile
from mashstudio.separation.weights import sha256_of

VERSION: Final = 2


@dataclass(frozen=True)
class DemucsSeparator:
    """One of Demucs' models."""

    files: ModelFiles

    @property
    def name(self) -> Message:
        """What people are told it is."""
        return Message("Demucs {name}", name=self.files.name)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What its results are cached under."""
        weights = [[_sha256(network), list(network.stems)] for network in self.files.networks]
        return {"separator": "demucs", "version": VERSION, "weights": weights}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Writes the four stems of `samples_path` into `folder`; see `Separator`."""
        from mashstudio.separation.demucs_stems import write_stems

        write_stems(samples_path, folder, self.files, job=job)


def _sha256(network: NetworkFile) -> str:
    """A checkpoint's is known, and checked when it is loaded; a safetensors file's is measured, once while it lasts."""
    return network.sha256 or _measured(network.path, network.path.stat().st_mtime_ns)


@cache
def _measured(path: Path, _changed: int) -> str:
    return sha256_of(path)
