"""The taggers' weights: of the wheel `musicnn` only three checkpoints are used, none of its code."""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mashstudio.core.errors import ModelError
from mashstudio.core.messages import Message
from mashstudio.taggers.tensor_bundle import read_tensors

if TYPE_CHECKING:
    from torch import nn

    from mashstudio.taggers.musicnn_network import Musicnn
    from mashstudio.taggers.vgg_network import Vgg

LICENCE: Final = "ISC"
VOCABULARIES: Final = {
    "mtt": (
        "guitar", "classical", "slow", "techno", "strings", "drums", "electronic", "rock", "fast", "piano", "ambient",
        "beat", "violin", "vocal", "synth", "female", "indian", "opera", "male", "singing", "vocals", "no vocals",
        "harpsichord", "loud", "quiet", "flute", "woman", "male vocal", "no vocal", "pop", "soft", "sitar", "solo",
        "man", "classic", "choir", "voice", "new age", "dance", "male voice", "female vocal", "beats", "harp", "cello",
        "no voice", "weird", "country", "metal", "female voice", "choral",
    ),
    "msd": (
        "rock", "pop", "alternative", "indie", "electronic", "female vocalists", "dance", "00s", "alternative rock",
        "jazz", "beautiful", "metal", "chillout", "male vocalists", "classic rock", "soul", "indie rock", "Mellow",
        "electronica", "80s", "folk", "90s", "chill", "instrumental", "punk", "oldies", "blues", "hard rock",
        "ambient", "acoustic", "experimental", "female vocalist", "guitar", "Hip-Hop", "70s", "party", "country",
        "easy listening", "sexy", "catchy", "funk", "electro", "heavy metal", "Progressive rock", "60s", "rnb",
        "indie pop", "sad", "House", "happy",
    ),
}  # fmt: skip
"""The networks' words, in order: MagnaTagATune's tags, and the Million Song Dataset's (from Last.fm)."""

_INDEX: Final = ".index"
_DATA: Final = ".data-00000-of-00001"
_SHA256: Final = {
    ("MTT_musicnn", _INDEX): "da2d7bb670b2b31e9bc441bb1bd75eca31b5b061f963cc1f9630c1aff3238f57",
    ("MTT_musicnn", _DATA): "041f3935e981a65cea739842d30c188d3a7d2adf4410955c8668eb3de4a5acab",
    ("MSD_musicnn", _INDEX): "87f3e0f3550c8d3bafc840374003e5c8af5eeb5ecf6add61af09a7822d3282c8",
    ("MSD_musicnn", _DATA): "8579734ee6388f799ed0def4bbd0d1fdcbeaf213ef2a9dc860917bd76a303de6",
    ("MTT_vgg", _INDEX): "4b0d3d2d02bbe0919c063c1fb74bfa9018ac3517e362d681b07444d4207a5f5f",
    ("MTT_vgg", _DATA): "458f5c8bcecc086a3bba3dce83809df6da6e0a3560a59ddd84711bf3d5fd8303",
}
_MEND: Final = Message("Delete .venv and run packaging/run.sh again.")
_MISSING: Final = Message("The taggers' weights are missing. {remedy}", remedy=_MEND)
_DAMAGED: Final = Message("The taggers' weights are damaged. {remedy}", remedy=_MEND)


@cache
def load_networks() -> "dict[str, Musicnn]":
    """Return the networks by vocabulary. Raises ModelError if their weights are missing or not the known ones."""
    from mashstudio.taggers.musicnn_network import Musicnn

    networks = {vocabulary: Musicnn() for vocabulary in VOCABULARIES}
    for vocabulary, network in networks.items():
        _load(network, f"{vocabulary.upper()}_musicnn")
    return networks


@cache
def load_vgg() -> "Vgg":
    """Return the second opinion, of the vocabulary "mtt". Raises ModelError as `load_networks` does."""
    from mashstudio.taggers.vgg_network import CONVOLUTION, Vgg

    network = Vgg()
    _load(network, "MTT_vgg", CONVOLUTION)
    return network


def _load(network: "nn.Module", model: str, convolution: str = "") -> None:
    from mashstudio.taggers.networks import fill, names_of_weights

    paths = checkpoint_paths()
    try:
        names = names_of_weights(network, convolution)
        fill(network, read_tensors(paths[model, _INDEX], paths[model, _DATA], names), convolution)
    except (OSError, ValueError) as error:
        raise ModelError(_DAMAGED) from error


def checkpoint_paths() -> dict[tuple[str, str], Path]:
    """Return the files, by model and ending. Raises ModelError if they are missing or not the known ones."""
    try:
        files = importlib.metadata.files("musicnn") or []
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(_MISSING) from None
    found = {(file.parent.name, file.name): Path(str(file.locate())) for file in files}
    for key, expected in _SHA256.items():
        path = found.get(key)
        if path is None or not path.is_file():
            raise ModelError(_MISSING)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise ModelError(_DAMAGED)
    return {key: found[key] for key in _SHA256}
