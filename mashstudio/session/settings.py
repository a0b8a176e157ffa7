"""What the user has chosen, kept between sessions."""

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
from mashstudio.model.alignment import Engine
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.separation.registry import AUTO, CHOICES

RECENT_PROJECTS: Final = 10

_LARGEST = 1 << 20
_LONGEST_TEXT = 10_000
_LOUDNESS: Final[tuple[Decibels, Decibels]] = (-70.0, 0.0)
_MOST_CACHE: Final = 1 << 50
_MOST_SHORTCUTS: Final = 1000


@dataclass(frozen=True)
class Settings:
    """Every choice, with what a newcomer gets.

    device: where to play; None: the system's choice. latency: "low" or "high". separator: one of CHOICES.
    demucs_offer: where Demucs is offered as long as it isn't here: "deck" (and among the preferences),
    "page" (only there: the deck has done so), or "no" (nowhere any more). engine: what stretches songs that come.
    loudness: the target in LUFS; None: only the peaks are held. cache_folder: "" for the usual one. cache_limit: bytes.
    language: "" (the system's), "en" or "ko". theme: "" (the system's), "dark" or "light". step_entry: once both songs
    have had a choice, the selection goes on to the next beat. export_format: as the window calls it; export_folder:
    where the last export went, or "". shortcuts: by action, where they differ from the usual ones. window: geometry, by
    Qt, and how high its parts are.
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
    export_format: str = ""
    export_folder: str = ""
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    window: str = ""


def default_settings_file() -> Path:
    """Where the user's settings lie."""
    return platformdirs.user_config_path("mashstudio", appauthor=False) / "settings.json"


def load_settings(path: Path) -> Settings:
    """The settings in `path`; whatever is missing there or makes no sense is as a newcomer gets it.

    What can't be read at all is put aside, its name ending in "~": the next choice would be written over it.
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
            value = _understood(each.name, data[each.name], getattr(settings, each.name))
            settings = replace(settings, **{each.name: value})
    return settings


def save_settings(settings: Settings, path: Path) -> None:
    """Writes `settings` to `path`, atomically. Raises StorageError when it can't be written."""
    with explain_storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as temporary:
        # File names that are no text (Linux allows them) hold lone surrogates: JSON's escapes for them are Python's.
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        temporary.write_bytes(text)


def with_recent(settings: Settings, project: Path) -> Settings:
    """`settings` with `project` as the latest of the recent ones."""
    path = str(project.resolve())
    return replace(settings, recent=(path, *[p for p in settings.recent if p != path])[:RECENT_PROJECTS])


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and "\0" not in value


def _texts(value: Any) -> bool:
    return isinstance(value, Iterable) and all(_text(text) for text in value)


def _place(value: Any) -> bool:
    """Return True if the system can be asked for a file of this name."""
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
    "export_format": _text,
    "export_folder": lambda value: value == "" or _place(value),
    "shortcuts": lambda value: isinstance(value, dict) and len(value) <= _MOST_SHORTCUTS and _texts(value.values()),
    "recent": lambda value: isinstance(value, list),
    "window": lambda value: _text(value) and value.isascii(),
}


def _understood(name: str, value: Any, usual: Any) -> Any:
    """`value` as the field holds it, or the usual one when it is none."""
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
