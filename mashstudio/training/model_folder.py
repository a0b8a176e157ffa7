"""Trained models: a folder with weights, their description and checksums, and those that are installed.

Nothing in such a folder is ever imported, called or unpickled: weights are numbers in safetensors.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mashstudio.core.errors import BadArgument, ModelError
from mashstudio.core.files import CHECKSUMS, check_checksums, explain_storage, read_json, write_checksums, write_text
from mashstudio.core.leftovers import FOLDER_ENDING, temporary_beside
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said

WEIGHTS: Final = "model.safetensors"
CONFIG: Final = "config.json"
CHECKPOINT: Final = "checkpoint.safetensors"
FORMAT: Final = 1
GENRE, BEATS, ACCOMPANIMENT = "genre", "beats", "accompaniment"
_FILES: Final = (WEIGHTS, CONFIG)
_LARGEST_CONFIG: Final = 1 << 20
_NAME: Final = re.compile(r"[\w][\w .+-]{0,99}")
_TRAINED: Final = "trained"
_FEWEST: Final = 2


@dataclass(frozen=True)
class TrainedModel:
    """A trained model. kind: GENRE, BEATS or ACCOMPANIMENT; settings: of its training; genres: that it knows.

    accuracy: of its test, on so many songs: the share of songs judged rightly, the mean F-measure of beats, the share
    of an accompaniment's tokens that were foreseen, or of a GAN's bars that its discriminator judges rightly. facts:
    what else is known of it, for those who use it.
    """

    folder: Path
    kind: str
    settings: Mapping[str, Any]
    genres: tuple[str, ...]
    accuracy: float
    songs: int
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name


def describe(model: TrainedModel) -> None:
    """Make a model of the folder that has its weights: write its description and the checksums of both."""
    folder = model.folder
    config = {"format": FORMAT, "kind": model.kind, "genres": list(model.genres), "settings": dict(model.settings)}
    config["test"] = {"songs": model.songs, "accuracy": model.accuracy}
    if model.facts:
        config["facts"] = dict(model.facts)
    write_text(folder / CONFIG, json.dumps(config, ensure_ascii=False, indent=1) + "\n")
    write_checksums(folder, _FILES)


def read_model(folder: Path) -> TrainedModel:
    """Return the model in `folder`. Raises ModelError if there is none, or if a checksum is wrong."""
    if not (folder / CONFIG).is_file() or not (folder / WEIGHTS).is_file():
        raise ModelError(
            Message("{folder} is no trained model: it needs {files}.", folder=said(folder), files=", ".join(_FILES))
        )
    try:
        check_checksums(folder, _FILES)
        config = read_json(folder / CONFIG, _LARGEST_CONFIG)
        return _model(folder, config)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            Message("The model in {folder} is damaged or of a newer version.", folder=said(folder))
        ) from error


def _model(folder: Path, config: Any) -> TrainedModel:
    kind, genres, settings, test = (config[name] for name in ("kind", "genres", "settings", "test"))
    if config["format"] != FORMAT or not (isinstance(kind, str) and isinstance(settings, dict)):
        raise ValueError("it is of another format")
    if kind == GENRE and not (
        isinstance(genres, list) and len(genres) >= _FEWEST and all(isinstance(each, str) for each in genres)
    ):
        raise ValueError("it knows no genres")
    return TrainedModel(
        folder,
        kind,
        settings,
        tuple(genres),
        float(test["accuracy"]),
        int(test["songs"]),
        dict(config.get("facts", {})),
    )


def export_model(folder: Path, out: Path, add: Callable[[Path], Sequence[str]] = lambda _folder: ()) -> list[Path]:
    """Copy what makes up the model in `folder` to the new folder `out`: no checkpoint, curves or names of songs.

    add: writes more files into a folder and returns their names. Raises ModelError, StorageError, or BadArgument if
    `out` exists.
    """
    read_model(folder)
    if out.exists():
        raise BadArgument(Message("{path} already exists; choose another name.", path=said(out)))
    with explain_storage(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with temporary_beside(out, FOLDER_ENDING) as temporary:
            temporary.mkdir()
            for name in (*_FILES, CHECKSUMS):
                shutil.copyfile(folder / name, temporary / name)
            read_model(temporary)
            names = [*_FILES, *add(temporary)]
            write_checksums(temporary, names)
            temporary.rename(out)
    return [out / name for name in (*names, CHECKSUMS)]


class InstalledModels:
    """The trained models in the user's folder for models."""

    def __init__(self, models_folder: Path) -> None:
        self.folder = models_folder / _TRAINED

    def list(self) -> list[TrainedModel]:
        """Return the models that are intact, by name."""
        try:
            folders = sorted(each for each in self.folder.iterdir() if _NAME.fullmatch(each.name))
        except OSError:
            return []
        found = []
        for folder in folders:
            try:
                found.append(read_model(folder))
            except ModelError:
                continue
        return found

    def has(self, name: str) -> bool:
        """Return True if there is something under that name, intact or not."""
        return bool(_NAME.fullmatch(name)) and (self.folder / name).is_dir()

    def install(self, folder: Path) -> str:
        """Copy a model into the folder; return its name. Raises ModelError if it is none or its name is taken."""
        model = read_model(folder)
        name = folder.resolve().name
        if not _NAME.fullmatch(name):
            raise ModelError(
                Message("“{name}” can't be a model's name: rename its folder to letters and digits.", name=said(name))
            )
        if self.has(name):
            raise ModelError(
                Message("There is a model “{name}” already: remove it first, or rename the folder.", name=name)
            )
        export_model(model.folder, self.folder / name)
        return name

    def remove(self, name: str) -> None:
        """Delete a model. Raises StorageError if the disk refuses."""
        with explain_storage(self.folder):
            shutil.rmtree(self.folder / name)

    def find(self, place: Path) -> TrainedModel:
        """Return the model in the folder `place`, or the installed one of that name. Raises ModelError."""
        return read_model(self.folder / place if not place.is_dir() and self.has(str(place)) else place)
