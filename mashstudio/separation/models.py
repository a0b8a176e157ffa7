"""Demucs' models on this machine: find, download and import them, and decide which to trust."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from mashstudio.core.disks import require_room
from mashstudio.core.errors import Cancelled, ModelError, StorageError
from mashstudio.core.files import atomic_write, explain_reading, explain_storage, sha256_of
from mashstudio.core.jobs import Job, run_in_child
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.model.stems import StemName
from mashstudio.separation.stem_files import ESTIMATED
from mashstudio.separation.weights import Recipe, is_plausible, read_recipe

LICENCE: Final = "MIT"
BEST_FIRST: Final = ("htdemucs_ft", "htdemucs", "htdemucs_6s")
OFFERED: Final = "htdemucs"
"""The model offered first: nearly the best, at a third of its size."""

ORIGIN: Final = "https://dl.fbaipublicfiles.com/demucs/hybrid_transformer/"


@dataclass(frozen=True)
class Network:
    """A network as Demucs' authors publish it: its signature, its checkpoint's SHA-256 and bytes, and its stems.

    Demucs names and checks a checkpoint by the first eight digits of its hash (demucs/remote/files.txt). Those could be
    forged; the full hash can't.
    """

    signature: str
    sha256: str
    size: int
    stems: tuple[StemName, ...] = ESTIMATED

    @property
    def file_name(self) -> str:
        """The checkpoint's published name."""
        return f"{self.signature}-{self.sha256[:8]}.th"


# Sizes and full hashes as several public projects agree on them; Demucs itself only gives the first digits.
# htdemucs_ft has an expert for each stem (demucs/remote/htdemucs_ft.yaml). The one for `other`, 92cfc3b6, isn't
# needed: other is the rest of the mix. It takes two stems of htdemucs_6s as well, piano and guitar.
PUBLISHED: Final[Mapping[str, tuple[Network, ...]]] = {
    "htdemucs": (Network("955717e8", "8726e21a993978c7ba086d3872e7608d7d5bfca646ca4aca459ffda844faa8b4", 84_141_911),),
    "htdemucs_ft": (
        Network(
            "f7e0c4bc",
            "ba3fe64ae8ef66ac9a4857222ce48efbdc5eb3ad375cb79dd13debee5aaa4066",
            84_141_271,
            (StemName.DRUMS,),
        ),
        Network(
            "d12395a8",
            "e57c48e6b0e38af4f7118d7bd08c49f0a0c0edf7d09143bdd902ea0d237303e6",
            84_141_271,
            (StemName.BASS,),
        ),
        Network(
            "04573f0d",
            "f3cf25b222c4eed7cd49dd8b2c9597d50c18bd154090f7b919cfa5f93cf22c49",
            84_141_271,
            (StemName.VOCALS,),
        ),
    ),
    "htdemucs_6s": (
        Network("5c90dfd2", "34c22ccb381c6f9fdbf324f04e1e2fe21aaaf293f5ded163a162697ff9a02ddd", 54_996_327),
    ),
}


@dataclass(frozen=True)
class ModelInfo:
    """A model: `size` in bytes, its origin, and whether it is installed."""

    name: str
    size: int
    present: bool
    licence: str
    source: str


@dataclass(frozen=True)
class NetworkFile:
    """An installed network. sha256: that of a checkpoint; None: a safetensors file, which holds only numbers.

    stems: those taken from the network, by its own names.
    """

    path: Path
    sha256: str | None
    stems: tuple[str, ...] = ESTIMATED


@dataclass(frozen=True)
class ModelFiles:
    """An installed model: its networks, with each of the three estimated stems in one of them."""

    name: str
    networks: tuple[NetworkFile, ...]


def default_models_folder() -> Path:
    """Return the user's folder for models (or $MASHSTUDIO_MODELS)."""
    return Path(os.environ.get("MASHSTUDIO_MODELS") or platformdirs.user_data_path("mashstudio", False) / "models")


class ModelStore:
    """The models in one folder, and those in Demucs' own caches. Only `get` uses the network."""

    def __init__(
        self, folder: Path, origin: str = ORIGIN, published: Mapping[str, tuple[Network, ...]] = PUBLISHED
    ) -> None:
        self.folder = folder
        self._origin = origin
        self._published = published

    def list(self) -> tuple[ModelInfo, ...]:
        """Return every published model."""
        return tuple(
            ModelInfo(name, sum(n.size for n in networks), self.find(name) is not None, LICENCE, self._origin)
            for name, networks in self._published.items()
        )

    def find(self, name: str) -> ModelFiles | None:
        """Return a model's files, None if one is missing; don't download. Raises ModelError for unknown names."""
        found = [self._find_network(network) for network in self._networks(name)]
        present = tuple(file for file in found if file is not None)
        return ModelFiles(name, present) if len(present) == len(found) else None

    def get(self, name: str, *, job: Job) -> None:
        """Download a model's missing files, resuming an interrupted download; if cancelled, delete partial files.

        Raises ModelError if the network fails or a file isn't the expected one, StorageError if it can't be written.
        """
        from mashstudio.separation.download import download

        missing = [network for network in self._networks(name) if self._find_network(network) is None]
        self._make_folder()
        for index, network in enumerate(missing):
            part = job.part(index / len(missing), (index + 1) / len(missing))
            what = name if len(missing) == 1 else f"{name} ({index + 1} of {len(missing)})"
            target = self.folder / network.file_name
            arguments = (self._origin + network.file_name, target, network.size, network.sha256, what)
            try:
                # A hanging connection can't be cancelled from within.
                run_in_child(download, *arguments, job=part, doing=Message("downloading {name}", name=name))
            except Cancelled:
                self._forget(missing)
                raise

    def import_file(self, path: Path, *, job: Job) -> str:
        """Copy a network from a file, a published checkpoint (.th) or its safetensors form; return the model's name.

        Raises ModelError if it is neither.
        """
        job.report(0, Message("Checking {name}", name=said(path.name)))
        if not path.exists():
            raise ModelError(Message("File not found: {path}. Check its name.", path=said(path)))
        if not path.is_file():
            raise ModelError(
                Message("{name} is not a model: it is a folder or a device.", name=said(path.name or path))
            )
        with explain_reading(path):
            name, stored = self._recognise(path)
        self._make_folder()
        job.report(0.5, Message("Copying {name}", name=said(path.name)))
        with atomic_write(self.folder / stored) as temporary:
            require_room(self.folder, path.stat().st_size)
            shutil.copyfile(path, temporary)
        job.report(1, Message("Copied {name}", name=said(path.name)))
        return name

    def remove(self, name: str) -> None:
        """Remove a model, and its partial downloads, from our folder; leave Demucs' own caches alone.

        Raises ModelError if our folder has nothing of it.
        """
        ours = self._ours(self._networks(name))
        if not ours:
            others = self.find(name)
            if others is None:
                raise ModelError(Message("No files of {name} in {folder}.", name=name, folder=said(self.folder)))
            raise ModelError(
                Message(
                    "No files of {name} in {folder}; it is in {other}, which MashStudio doesn't clear.",
                    name=name,
                    folder=said(self.folder),
                    other=said(others.networks[0].path.parent),
                )
            )
        self._forget(self._networks(name))

    def _ours(self, networks: Iterable[Network]) -> tuple[Path, ...]:
        return tuple(path for network in networks for path in self.folder.glob(f"{network.signature}*"))

    def _forget(self, networks: Iterable[Network]) -> None:
        with explain_storage(self.folder):
            for path in self._ours(networks):
                path.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        with explain_storage(self.folder):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except FileExistsError:
                raise StorageError(
                    Message(
                        "Can't store models in {folder}: a file has that name. Rename the file.",
                        folder=said(self.folder),
                    )
                ) from None

    def _networks(self, name: str) -> tuple[Network, ...]:
        if name not in self._published:
            raise ModelError(
                Message(
                    "Unknown model “{name}”; choose one of these: {names}.", name=name, names=", ".join(self._published)
                )
            )
        return self._published[name]

    def _find_network(self, network: Network) -> NetworkFile | None:
        tensors, checkpoint = f"{network.signature}.safetensors", network.file_name
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        hub_home = Path(os.environ.get("HF_HOME") or caches / "huggingface")
        hub = Path(os.environ.get("HF_HUB_CACHE") or hub_home / "hub")
        torch_home = Path(os.environ.get("TORCH_HOME") or caches / "torch")
        candidates = [
            self.folder / tensors,
            self.folder / checkpoint,
            *sorted(hub.glob(f"models--adefossez--*/snapshots/*/{tensors}")),
            torch_home / "hub/checkpoints" / checkpoint,
        ]
        for path in candidates:
            if is_plausible(path):
                return NetworkFile(path, network.sha256 if path.suffix == ".th" else None, network.stems)
        return None

    def _recognise(self, path: Path) -> tuple[str, str]:
        """Return the model that a network's file belongs to, and the file name to store it under."""
        known = [(name, network) for name, networks in self._published.items() for network in networks]
        recipe = _recipe(path)
        checksum = sha256_of(path) if is_plausible(path) else ""
        for name, network in known:
            if recipe is not None and path.stem == network.signature and {*network.stems} <= {*recipe.sources}:
                return name, f"{network.signature}.safetensors"
            if checksum == network.sha256:
                return name, network.file_name
        raise ModelError(
            Message(
                "{name} is damaged or not a required file. Required: {files}, or the same as SIGNATURE.safetensors.",
                name=said(path.name),
                files=", ".join(f"{network.file_name} ({name})" for name, network in known),
            )
        )


def _recipe(path: Path) -> Recipe | None:
    """Return the recipe in a network's safetensors file; None if it isn't one."""
    try:
        return read_recipe(path)
    except ValueError:
        return None
