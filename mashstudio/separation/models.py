"""Demucs' models on this machine: where they are looked for, how they get here, and which are to be trusted."""

import hashlib
import json
import os
import shutil
import struct
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from mashstudio.facts.errors import ModelError
from mashstudio.files import atomic_write, explain_storage
from mashstudio.jobs import Job

# Where Demucs' authors publish the checkpoints, each named SIGNATURE-CHECKSUM.th (demucs/remote/files.txt).
ORIGIN: Final = "https://dl.fbaipublicfiles.com/demucs/hybrid_transformer/"
_TIMEOUT = 10
_PIECE = 1 << 18
_MOST_HEADER = 1 << 24
_KNOWN_CLASSES = ("demucs.htdemucs.HTDemucs", "demucs.hdemucs.HDemucs")


@dataclass(frozen=True)
class _Published:
    """A model as its authors publish it: (signature, beginning of the SHA-256) of each network; bytes in all."""

    networks: tuple[tuple[str, str], ...]
    size: int
    one_stem_each: bool = False


_PUBLISHED = {
    "htdemucs": _Published((("955717e8", "8726e21a"),), 84_000_000),
    "htdemucs_ft": _Published(
        (("f7e0c4bc", "ba3fe64a"), ("d12395a8", "e57c48e6"), ("92cfc3b6", "ef3bcb9c"), ("04573f0d", "f3cf25b2")),
        336_000_000,
        one_stem_each=True,
    ),
    "htdemucs_6s": _Published((("5c90dfd2", "34c22ccb"),), 55_000_000),
}


@dataclass(frozen=True)
class ModelInfo:
    """What is known of a model: `size` in bytes (about, before it is here), and whether it can be used now."""

    name: str
    size: int
    present: bool
    licence: str = "MIT"


@dataclass(frozen=True)
class ModelFiles:
    """A model that is here: its networks' files; `one_stem_each`: each network is the expert for one stem."""

    name: str
    networks: tuple[Path, ...]
    one_stem_each: bool


def default_models_folder() -> Path:
    """The user's folder for models (or $MASHSTUDIO_MODELS)."""
    return Path(os.environ.get("MASHSTUDIO_MODELS") or platformdirs.user_data_path("mashstudio", False) / "models")


class ModelStore:
    """The models in one folder, and those that Demucs itself has fetched before. Only `get` uses the network."""

    def __init__(self, folder: Path, origin: str = ORIGIN) -> None:
        self.folder = folder
        self._origin = origin

    def list(self) -> tuple[ModelInfo, ...]:
        """Every model there is."""
        return tuple(
            ModelInfo(name, published.size, self.find(name) is not None) for name, published in _PUBLISHED.items()
        )

    def find(self, name: str) -> ModelFiles | None:
        """The files of a model, None when one is missing; asks no network. Raises ModelError for unknown names."""
        published = _published(name)
        networks = [self._find_network(*network) for network in published.networks]
        found = tuple(path for path in networks if path is not None)
        return ModelFiles(name, found, published.one_stem_each) if len(found) == len(networks) else None

    def get(self, name: str, *, job: Job) -> None:
        """Downloads what is missing of a model; a download that was cut off goes on where it stopped."""
        published = _published(name)
        missing = [network for network in published.networks if self._find_network(*network) is None]
        with explain_storage(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for index, (signature, checksum) in enumerate(missing):
                part = job.part(index / len(missing), (index + 1) / len(missing))
                self._download(name, f"{signature}-{checksum}.th", part)

    def import_file(self, path: Path, *, job: Job) -> str:
        """Takes a network from a file: a published checkpoint (.th) or its safetensors form; the model's name.

        Raises ModelError when it is neither.
        """
        job.report(0, f"Checking {path.name}")
        if not path.is_file():
            raise ModelError(f"There is no file {path}; check its name.")
        name, stored = _recognise(path)
        with explain_storage(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(self.folder / stored) as temporary:
            shutil.copyfile(path, temporary)
        return name

    def remove(self, name: str) -> None:
        """Removes a model from our folder."""
        for signature, _ in _published(name).networks:
            for path in self.folder.glob(f"{signature}*"):
                path.unlink()

    def _find_network(self, signature: str, checksum: str) -> Path | None:
        pinned = f"{signature}-{checksum}.th"
        hub = Path(os.environ.get("HF_HOME") or Path.home() / ".cache/huggingface") / "hub"
        torch_home = Path(os.environ.get("TORCH_HOME") or Path.home() / ".cache/torch")
        candidates = [
            self.folder / f"{signature}.safetensors",
            self.folder / pinned,
            torch_home / "hub/checkpoints" / pinned,
            *hub.glob(f"models--adefossez--*/snapshots/*/{signature}.safetensors"),
        ]
        return next((path for path in candidates if path.is_file()), None)

    def _download(self, name: str, file_name: str, job: Job) -> None:
        target = self.folder / file_name
        partial = target.with_name(target.name + ".part")
        have = partial.stat().st_size if partial.exists() else 0
        request = urllib.request.Request(self._origin + file_name, headers={"Range": f"bytes={have}-"} if have else {})
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
                have = have if answer.status == 206 else 0
                total = have + int(answer.headers.get("Content-Length") or 0)
                with partial.open("ab" if have else "wb") as file:
                    while piece := answer.read(_PIECE):
                        file.write(piece)
                        have += len(piece)
                        told = f"Downloading {name}: {have / 1e6:.0f} of {total / 1e6:.0f} MB"
                        job.report(have / max(total, 1), told)
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            raise ModelError(
                f"{name} can't be downloaded ({reason}). Check the network and try again, or get {file_name} on "
                "another computer and use “mashstudio models import FILE”."
            ) from error
        if have < total:
            raise ModelError(f"The download of {name} was cut off; start it again and it goes on from there.")
        if not sha256_of(partial).startswith(file_name[9:17]):
            partial.unlink()
            raise ModelError(f"What was downloaded is not {name}: its checksum is wrong. Try again later.")
        partial.replace(target)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safetensors_class(path: Path) -> str | None:
    """The class a safetensors model is to be rebuilt as, when it is one of Demucs' own and nothing else is named.

    Demucs imports whatever class the file's header names, so the header is checked before Demucs sees it.
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > _MOST_HEADER:
                return None
            metadata = json.loads(file.read(length)).get("__metadata__", {})
    except (struct.error, ValueError, AttributeError, OSError):
        return None
    klass = metadata.get("klass")
    return klass if klass in _KNOWN_CLASSES and "_class" not in metadata.get("structure", "") else None


def _published(name: str) -> _Published:
    if name not in _PUBLISHED:
        raise ModelError(f"There is no model “{name}”; there are {', '.join(_PUBLISHED)}.")
    return _PUBLISHED[name]


def _recognise(path: Path) -> tuple[str, str]:
    """The model that a network's file belongs to, and the name under which it is kept."""
    if safetensors_class(path) is not None:
        for name, published in _PUBLISHED.items():
            for signature, _ in published.networks:
                if path.stem == signature:
                    return name, f"{signature}.safetensors"
    checksum = sha256_of(path)
    for name, published in _PUBLISHED.items():
        for signature, beginning in published.networks:
            if checksum.startswith(beginning):
                return name, f"{signature}-{beginning}.th"
    raise ModelError(f"{path.name} is none of the published models ({', '.join(_PUBLISHED)}), or it is damaged.")
