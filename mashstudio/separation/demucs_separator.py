"""Demucs (Rouard, Massa, Défossez, "Hybrid Transformers for Music Source Separation", ICASSP 2023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from mashstudio.core.errors import ModelError
from mashstudio.core.files import sha256_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.separation.models import BEST_FIRST, OFFERED, ModelFiles, ModelStore, NetworkFile
from mashstudio.separation.separator import Readiness

VERSION: Final = 2


@dataclass(frozen=True)
class DemucsSeparator:
    """A separator that runs one of Demucs' models."""

    files: ModelFiles

    @property
    def name(self) -> Message:
        """Its name in the window and the terminal."""
        return Message("Demucs {name}", name=self.files.name)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Everything that determines the result."""
        weights = [[_sha256(network), list(network.stems)] for network in self.files.networks]
        return {"separator": "demucs", "version": VERSION, "weights": weights}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems of `samples_path` into `folder`; see `Separator`."""
        from mashstudio.separation.demucs_stems import write_stems

        write_stems(samples_path, folder, self.files, job=job)


def make(model: str | None, store: ModelStore) -> DemucsSeparator:
    """Return the separator with the best installed model, or the one named. Raises ModelError if it isn't installed."""
    for name in (model,) if model is not None else BEST_FIRST:
        if (files := store.find(name)) is not None:
            return DemucsSeparator(files)
    raise ModelError(
        Message(
            "The Demucs model {name} is not installed. Online, run mashstudio models get {name}; offline, "
            "mashstudio models import FILE, or choose the built-in separator.",
            name=model or OFFERED,
        )
    )


def ready(store: ModelStore) -> Readiness:
    """Look for models."""
    if present := [info.name for info in store.list() if info.present]:
        return Readiness(True, ", ".join(present))
    remedy = Message(
        "Download one in the preferences (Separation), or run mashstudio models get {name}. Until then the built-in "
        "separator is used.",
        name=OFFERED,
    )
    return Readiness(False, Message("no model installed"), remedy)


def _sha256(network: NetworkFile) -> str:
    """Return a checkpoint's known hash, checked on loading; compute and remember that of a safetensors file."""
    return network.sha256 or _measured(network.path, network.path.stat().st_mtime_ns)


@cache
def _measured(path: Path, _changed: int) -> str:
    return sha256_of(path)
