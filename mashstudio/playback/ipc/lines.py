"""Messages between the studio and its child processes: dataclasses as lines of JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

_IS: Final = "is"


@dataclass(frozen=True)
class Crashed:
    """The process ends. text: the traceback."""

    text: str


def kinds_of(*unions: Any) -> dict[str, type]:
    """Return the dataclasses of these unions by name."""
    return {kind.__name__: kind for union in unions for kind in (get_args(union) or (union,))}


def encode(message: Any) -> bytes:
    """Encode a dataclass as a line."""
    return json.dumps({_IS: type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode(line: bytes, kinds: Mapping[str, type]) -> Any:
    """Decode a line of `encode`, whose dataclass is one of `kinds`."""
    data = json.loads(line)
    return _built(kinds[data[_IS]], data)


def _built(kind: Any, value: Any) -> Any:
    """Make a value of the type `kind` from its JSON."""
    if isinstance(kind, UnionType):
        # `X | None`, or `str | float`, which JSON has natively.
        made = [arm for arm in get_args(kind) if _is_record(arm) or get_origin(arm) is tuple]
        return _built(made[0], value) if made and value is not None else value
    if get_origin(kind) is tuple:
        of = get_args(kind)
        kinds = of[:1] * len(value) if of[1:] == (...,) else of
        return tuple(_built(own, each) for own, each in zip(kinds, value, strict=True))
    if not _is_record(kind):
        return value
    hints = _hints(kind)
    # A named tuple's JSON is a list.
    values = value if isinstance(value, dict) else dict(zip(hints, value, strict=True))
    return kind(**{name: _built(own, values[name]) for name, own in hints.items()})


def _is_record(kind: Any) -> bool:
    return hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
