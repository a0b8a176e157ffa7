"""Models that write accompaniments: the one that comes with MashStudio, and others in folders of the same files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from mashstudio.core.errors import ModelError
from mashstudio.core.files import PROJECT_FOLDER, read_json
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.generation.bar_network import BarNetwork
from mashstudio.generation.facts import width_of
from mashstudio.generation.network import Network
from mashstudio.model.band import SWING_RANGE, SWING_UNITS
from mashstudio.model.notes import BandPart

SHIPPED: Final = PROJECT_FOLDER / "resources" / "models" / "accompaniment"
KIND: Final = "accompaniment"
GAN: Final = "gan"
_WEIGHTS, _CONFIG = "model.safetensors", "config.json"
_LARGEST_CONFIG: Final = 1 << 20


@dataclass(frozen=True)
class Genre:
    """A genre that a model knows. programs: of each lane, General MIDI's, from 0; of drums the kit (GS).

    swing, unit: where the second half of a beat (unit 2) or of each half (unit 4) begins, ½ even.
    """

    name: str
    programs: Mapping[BandPart, int]
    swing: float = 0.5
    unit: int = 2


@dataclass(frozen=True, eq=False)
class BandModel:
    """A model and what it knows."""

    network: Network | BarNetwork
    genres: tuple[Genre, ...]

    def weights_of(self, genre: Genre) -> NDArray[np.float32]:
        """Return a genre as the network is told it."""
        wanted = np.zeros(len(self.genres), np.float32)
        wanted[self.genres.index(genre)] = 1
        return wanted


def genre_to_json(genre: Genre) -> dict[str, Any]:
    """Return a genre as `genre_from_json` reads it."""
    programs = {str(part): program for part, program in genre.programs.items()}
    return {"name": genre.name, "programs": programs, "swing": genre.swing, "unit": genre.unit}


def genre_from_json(data: Mapping[str, Any]) -> Genre:
    """Return the genre. Raises KeyError, TypeError or ValueError if it is none."""
    programs = {part: int(data["programs"][part]) for part in BandPart}
    swing, unit = float(data["swing"]), int(data["unit"])
    swings = SWING_RANGE[0] <= swing <= SWING_RANGE[1] and unit in SWING_UNITS
    if not swings or not all(0 <= each < 128 for each in programs.values()):
        raise ValueError("a genre can't be like that")
    return Genre(str(data["name"]), programs, swing, unit)


@lru_cache(maxsize=4)
def load_model(folder: Path) -> BandModel:
    """Return the model in a folder. Raises ModelError if it holds none."""
    try:
        config: Any = read_json(folder / _CONFIG, _LARGEST_CONFIG)
        if config["kind"] != KIND:
            raise ModelError(Message("The model in {folder} writes no accompaniments.", folder=said(folder)))
        genres = tuple(genre_from_json(each) for each in config["facts"]["genres"])
        kind = BarNetwork if config["facts"].get("model") == GAN else Network
        network = kind(load_file(folder / _WEIGHTS))
        if network.inputs != width_of(len(genres)):
            raise ValueError("the network knows other genres")
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            Message("The model in {folder} is damaged or of a newer version.", folder=said(folder))
        ) from error
    return BandModel(network, genres)
