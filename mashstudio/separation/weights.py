"""Inspect a file of weights without loading or trusting it.

Nothing named in such a file is ever imported or called: it holds numbers and the arguments of one known network.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

LARGEST: Final = 1 << 30
"""Bytes. The largest published network has 168 million."""

_MOST_HEADER = 1 << 22
_KNOWN_CLASS = "demucs.htdemucs.HTDemucs"
_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
_MOST_TENSORS = 10_000
_MOST_DIMENSIONS = 8
_MOST_SOURCES = 16

# The allowed arguments of HTDemucs (demucs/htdemucs.py). Sparse attention needs a library that isn't installed, and
# Wiener filtering doesn't apply to networks with complex spectra.
_WHOLE: Final[Mapping[str, tuple[int, int]]] = {
    "audio_channels": (2, 2),
    "samplerate": (44_100, 44_100),
    "channels": (1, 512),
    "channels_time": (1, 512),
    "nfft": (256, 16_384),
    "wiener_iters": (0, 0),
    "end_iters": (0, 0),
    "depth": (1, 8),
    "multi_freqs_depth": (0, 8),
    "kernel_size": (1, 32),
    "time_stride": (1, 16),
    "stride": (1, 16),
    "context": (0, 8),
    "context_enc": (0, 8),
    "norm_starts": (0, 64),
    "norm_groups": (1, 64),
    "dconv_mode": (0, 3),
    "dconv_depth": (0, 8),
    "dconv_comp": (1, 64),
    "bottom_channels": (0, 4096),
    "t_layers": (0, 32),
    "t_heads": (1, 64),
    "t_max_positions": (1, 100_000),
    "t_sin_random_shift": (0, 10_000),
}
_REAL: Final[Mapping[str, tuple[float, float]]] = {
    "growth": (1, 4),
    "freq_emb": (0, 100),
    "emb_scale": (1e-3, 1e4),
    "dconv_init": (0, 10),
    "t_hidden_scale": (0.1, 16),
    "t_dropout": (0, 1),
    "t_max_period": (1, 1e6),
    "t_weight_decay": (0, 10),
    "t_lr": (0, 10),
    "t_weight_pos_embed": (0, 100),
    "rescale": (0, 10),
}
_EITHER: Final = {
    "wiener_residual", "cac", "rewrite", "emb_smooth", "t_norm_in", "t_norm_in_group", "t_group_norm", "t_norm_first",
    "t_norm_out", "t_layer_scale", "t_gelu", "t_cross_first", "use_train_segment",
}  # fmt: skip
_NEITHER: Final = {"t_sparse_self_attn", "t_sparse_cross_attn", "multi_freqs"}
_WORDS: Final[Mapping[str, str]] = {"t_emb": "sin"}
_MAY_BE_NONE: Final = {"channels_time", "t_lr", "rescale", "freq_emb"}
_SEGMENT: Final = (Fraction(1, 10), Fraction(60))  # seconds


@dataclass(frozen=True)
class Recipe:
    """The description in a Demucs network's safetensors file: HTDemucs' arguments, and each tensor's shape."""

    arguments: Mapping[str, Any]
    shapes: Mapping[str, tuple[int, ...]]

    @property
    def sources(self) -> tuple[str, ...]:
        """The stems that the network separates."""
        return tuple(self.arguments["sources"])


def is_plausible(path: Path) -> bool:
    """Return True if `path` is a file no larger than a network can be."""
    try:
        return path.is_file() and 0 < path.stat().st_size <= LARGEST
    except OSError:
        return False


def read_recipe(path: Path) -> Recipe:
    """Return the recipe of the safetensors file at `path`. Raises OSError or ValueError if it is no HTDemucs network.

    Format: eight bytes of length, then JSON, then the tensors (https://github.com/huggingface/safetensors#format).
    """
    if not is_plausible(path):
        raise ValueError(f"{path.name} is no file of weights")
    with path.open("rb") as file:
        beginning = file.read(8)
        length = int.from_bytes(beginning, "little")
        room = path.stat().st_size - 8 - length
        if len(beginning) < 8 or length > _MOST_HEADER or room < 0:
            raise ValueError("its header is longer than it can be")
        header = _parsed(file.read(length))
    if not isinstance(header, dict):
        raise ValueError("its header is no object")
    metadata = header.pop("__metadata__", None)
    if not (isinstance(metadata, dict) and all(isinstance(value, str) for value in metadata.values())):
        raise ValueError("it doesn't say what it is")
    # Demucs would import whatever these fields name.
    if metadata.get("klass") != _KNOWN_CLASS or "structure" in metadata:
        raise ValueError("it is of another class")
    arguments = _arguments(_parsed(metadata.get("args", "[]")), _parsed(metadata.get("kwargs", "{}")))
    return Recipe(arguments, _shapes(header, room))


def _parsed(text: bytes | str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; reject duplicate names, of which parsers pick different ones."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _shapes(header: Mapping[str, Any], room: int) -> dict[str, tuple[int, ...]]:
    """Return the tensors' shapes; reject tensors that don't fill the file's `room` bytes exactly, one after another."""
    if len(header) > _MOST_TENSORS:
        raise ValueError("it has too many tensors")
    shapes, places = {}, []
    for name, entry in header.items():
        if not (isinstance(entry, dict) and set(entry) == {"dtype", "shape", "data_offsets"}):
            raise ValueError("a tensor isn't described")
        shape, offsets = entry["shape"], entry["data_offsets"]
        if not (_sizes(shape) and _sizes(offsets) and len(offsets) == 2 and isinstance(entry["dtype"], str)):
            raise ValueError("a tensor has no shape")
        size = _BYTES.get(entry["dtype"], 0) * math.prod(shape)
        if size == 0 or offsets[1] - offsets[0] != size or entry["dtype"] not in _BYTES:
            raise ValueError("a tensor has another size than its shape")
        shapes[name] = tuple(shape)
        places.append((offsets[0], offsets[1]))
    places.sort()
    ends = [(0, 0), *places, (room, room)]
    if any(before[1] != after[0] for before, after in pairwise(ends)):
        raise ValueError("tensors lie over each other, or something lies between them")
    return shapes


def _sizes(values: Any) -> bool:
    return (
        isinstance(values, list)
        and len(values) <= _MOST_DIMENSIONS
        and all(type(value) is int and 0 <= value <= LARGEST for value in values)
    )


def _arguments(plain: Any, named: Any) -> dict[str, Any]:
    if not (isinstance(plain, list) and len(plain) <= 1 and isinstance(named, dict)):
        raise ValueError("its arguments are none")
    given = dict(named)
    if plain and given.setdefault("sources", plain[0]) is not plain[0]:
        raise ValueError("its sources come twice")
    sources = given.pop("sources", None)
    if not (isinstance(sources, list) and len(sources) <= _MOST_SOURCES and all(isinstance(s, str) for s in sources)):
        raise ValueError("it has no sources")
    segment = _segment(given.pop("segment", 10))
    # Drop arguments that HTDemucs doesn't have (any more), as Demucs does, and those of features that can't be on.
    known = {*_WHOLE, *_REAL, *_EITHER, *_NEITHER, *_WORDS}
    for name in known & set(given):
        if not _allowed(name, given[name]):
            raise ValueError(f"{name} can't be that")
    return {"sources": sources, "segment": segment, **{name: given[name] for name in known & set(given)}}


def _allowed(name: str, value: Any) -> bool:
    if value is None:
        return name in _MAY_BE_NONE or name == "multi_freqs"
    if name in _WHOLE:
        return type(value) is int and _WHOLE[name][0] <= value <= _WHOLE[name][1]
    if name in _REAL:
        return type(value) in (int, float) and _REAL[name][0] <= value <= _REAL[name][1]
    if name in _EITHER:
        return type(value) is bool
    return value in (False, []) if name in _NEITHER else bool(value == _WORDS[name])


def _segment(value: Any) -> Fraction:
    """Return the length of the network's segments, seconds; Demucs writes fractions as objects."""
    if isinstance(value, dict):
        above, below = value.get("numerator"), value.get("denominator")
        if not (type(above) is int and type(below) is int and 0 < below <= 10**6 and 0 < above <= 10**8):
            raise ValueError("its segment is no fraction")
        value = Fraction(above, below)
    elif type(value) not in (int, float) or not _SEGMENT[0] <= value <= _SEGMENT[1]:
        raise ValueError("its segment is no length")
    segment = Fraction(value)
    if not _SEGMENT[0] <= segment <= _SEGMENT[1]:
        raise ValueError("its segment is too short or too long")
    return segment
