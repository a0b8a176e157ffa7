"""Demucs (Rouard, Massa, Défossez, "Hybrid Transformers for Music Source Separation", ICASSP 2023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from mashstudio.jobs import Job
from mashstudio.separation.models import ModelFiles, sha256_of

VERSION: Final = 1
_sha256 = cache(sha256_of)


@dataclass(frozen=True)
class DemucsSeparator:
    """One of Demucs' models."""

    files: ModelFiles

    @property
    def name(self) -> str:
        """What people are told it is."""
        return f"Demucs {self.files.name}"

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What its results are cached under."""
        weights = [_sha256(path) for path in self.files.networks]
        return {"separator": "demucs", "version": VERSION, "model": self.files.name, "weights": weights}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Writes the four stems of `samples_path` into `folder`; see `Separator`."""
        from mashstudio.separation.demucs_stems import write_stems

        write_stems(samples_path, folder, self.files, job=job)
