"""The user's settings, kept between sessions."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

import platformdirs

from mashstudio.core.cache import DEFAULT_LIMIT
from mashstudio.core.files import atomic_write, explain_storage, read_json
from mashstudio.core.units import Decibels
from mashstudio.library.search import ORDERS
from mashstudio.model.alignment import Engine
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.separation.registry import AUTO, CHOICES

RECENT_PROJECTS: Final = 10

_LARGEST = 1 << 20
_LONGEST_TEXT = 10_000
_LOUDNESS: Final[tuple[Decibels, Decibels]] = (-70.0, 0.0)
_MOST_CACHE: Final = 1 << 50
_MOST_SHORTCUTS: Final = 1000
_WIDEST: Final = 10_000


@dataclass(frozen=True)
class Settings:
    """Every setting, with its default.

    device: where to play; None: the system's default. latency: "low" or "high". separator: one of CHOICES.
    demucs_offer: where Demucs is offered while it isn't installed: "deck" (and in the preferences), "page" (only in the
    preferences, after the deck has offered it), or "no". engine: the engine for new songs.
    loudness: the target in LUFS; None: only limit the peaks. cache_folder: "" for the default. cache_limit: bytes.
    language: "" (the system's), "en" or "ko". theme: "" (the system's), "dark" or "light". step_entry: once a choice
    was made for both songs, move the selection to the next beat. snap: what drags in the grid snap to: "beat", "bar" or
    "off". export_format: as named in the window; export_folder:
    that of the last export, or "". shortcuts: by action, where they differ from the defaults. window: Qt's geometry,
    and the heights of the window's parts. suggestions: the width of their panel; 0: closed.
    library: whether it is open; library_order: what its songs are sorted by, one of ORDERS, with "-" before it for
    backwards.
    """

    device: DeviceName | None = None
    latency: str = "high"
    separator: str = AUTO
    demucs_offer: str = "deck"
    engine: Engine = Engine.OWN
    loudness: Decibels | None = -14.0
    cache_folder: str = ""
    cache_limit: int = DEFAULT_LIMIT
    language: str = ""
    theme: str = ""
    step_entry: bool = False
    snap: str = "beat"
    export_format: str = ""
    export_folder: str = ""
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    window: str = ""
    suggestions: int = 0
    library: bool = False
    library_order: str = "artist"


def default_settings_file() -> Path:
    """Return the path of the user's settings."""
    return platformdirs.user_config_path("mashstudio", appauthor=False) / "settings.json"


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`, with defaults for whatever is missing or invalid.

    A file that can't be parsed is kept under a name ending in "~", as the next change overwrites the settings.
    """
    try:
        data = read_json(path, _LARGEST)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict):
        with suppress(OSError, ValueError):
            path.replace(path.with_name(path.name + "~"))
        return Settings()
    settings = Settings()
    for each in fields(Settings):
        if each.name in data:
            value = _converted(each.name, data[each.name], getattr(settings, each.name))
            settings = replace(settings, **{each.name: value})
    return settings


def save_settings(settings: Settings, path: Path) -> None:
    """Write `settings` to `path`, atomically. Raises StorageError if it can't be written."""
    with explain_storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        # File names that aren't valid text (Linux allows them) hold lone surrogates; JSON's escapes equal Python's.
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        temporary.write_bytes(text)


def with_recent(settings: Settings, project: Path) -> Settings:
    """Return `settings` with `project` as the most recent one."""
    path = str(project.resolve())
    return replace(settings, recent=(path, *[p for p in settings.recent if p != path])[:RECENT_PROJECTS])


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and "\0" not in value


def _texts(value: Any) -> bool:
    return isinstance(value, Iterable) and all(_text(text) for text in value)


def _place(value: Any) -> bool:
    """Return True if `value` can be used as a path."""
    try:
        return _text(value) and len(os.fsencode(value)) > 0
    except UnicodeEncodeError:
        return False


def _within(value: Any, lowest: float, highest: float) -> bool:
    return type(value) in (int, float) and lowest <= value <= highest


_UNDERSTOOD: Final[Mapping[str, Callable[[Any], bool]]] = {
    "device": lambda value: value is None or (isinstance(value, list) and len(value) == 2 and _texts(value)),
    "latency": lambda value: value in {"low", "high"},
    "separator": lambda value: value in CHOICES,
    "demucs_offer": lambda value: value in {"deck", "page", "no"},
    "engine": lambda value: value in set(Engine),
    "loudness": lambda value: value is None or _within(value, *_LOUDNESS),
    "cache_folder": lambda value: value == "" or _place(value),
    "cache_limit": lambda value: type(value) is int and 0 < value <= _MOST_CACHE,
    "language": lambda value: value in {"", "en", "ko"},
    "theme": lambda value: value in {"", "dark", "light"},
    "step_entry": lambda value: isinstance(value, bool),
    "snap": lambda value: value in {"beat", "bar", "off"},
    "export_format": _text,
    "export_folder": lambda value: value == "" or _place(value),
    "shortcuts": lambda value: isinstance(value, dict) and len(value) <= _MOST_SHORTCUTS and _texts(value.values()),
    "recent": lambda value: isinstance(value, list),
    "window": lambda value: _text(value) and value.isascii(),
    "library": lambda value: isinstance(value, bool),
    "library_order": lambda value: isinstance(value, str) and value.removeprefix("-") in ORDERS,
    "suggestions": lambda value: type(value) is int and 0 <= value <= _WIDEST,
}


def _converted(name: str, value: Any, usual: Any) -> Any:
    """Return `value` converted for the field, or the default if it is invalid."""
    if isinstance(value, list | dict) and name not in {"device", "shortcuts", "recent"}:
        return usual
    if not _UNDERSTOOD[name](value):
        return usual
    match name:
        case "device":
            return value and DeviceName(*value)
        case "engine":
            return Engine(value)
    return tuple(place for place in value if _place(place))[:RECENT_PROJECTS] if name == "recent" else value
