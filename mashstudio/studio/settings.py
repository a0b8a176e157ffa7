"""What the user has chosen, kept between sessions."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

import platformdirs

from mashstudio.cache import DEFAULT_LIMIT
from mashstudio.engine.devices import DeviceName
from mashstudio.facts.units import Decibels
from mashstudio.files import atomic_write, explain_storage

RECENT_PROJECTS: Final = 10


@dataclass(frozen=True)
class Settings:
    """Every choice, with what a newcomer gets.

    device: where to play; None: the system's choice. latency: "low" or "high". separator: "auto", "demucs" or
    "spleeter". refine: final quality in the background. loudness: the target in LUFS; None: only the peaks are held.
    cache_folder: "" for the usual one. cache_limit: bytes. language: "" (the system's), "en" or "ko". theme: "" (the
    system's), "dark" or "light". step_entry: once both songs have had a choice, the selection goes on to the next
    beat. shortcuts: by action, where they differ from the usual ones. window: geometry and layout, by Qt.
    """

    device: DeviceName | None = None
    latency: str = "high"
    separator: str = "auto"
    refine: bool = True
    loudness: Decibels | None = -14.0
    cache_folder: str = ""
    cache_limit: int = DEFAULT_LIMIT
    language: str = ""
    theme: str = ""
    step_entry: bool = False
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    window: str = ""


_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {
    "latency": ("low", "high"),
    "separator": ("auto", "demucs", "spleeter"),
    "language": ("", "en", "ko"),
    "theme": ("", "dark", "light"),
}


def default_settings_file() -> Path:
    """Where the user's settings lie."""
    return platformdirs.user_config_path("mashstudio", appauthor=False) / "settings.json"


def load_settings(path: Path) -> Settings:
    """The settings in `path`; whatever is missing there or makes no sense is as a newcomer gets it."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(data, dict):
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
        temporary.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")


def with_recent(settings: Settings, project: Path) -> Settings:
    """`settings` with `project` as the latest of the recent ones."""
    path = str(project.resolve())
    return replace(settings, recent=(path, *[p for p in settings.recent if p != path])[:RECENT_PROJECTS])


def _understood(name: str, value: Any, usual: Any) -> Any:
    """`value` as the field holds it, or the usual one when it is none."""
    match name, value:
        case "device", [str() as device, str() as host]:
            return DeviceName(device, host)
        case "loudness", None | int() | float():
            return value
        case "shortcuts", dict() if all(isinstance(text, str) for text in value.values()):
            return value
        case "recent", list() if all(isinstance(path, str) for path in value):
            return tuple(value)
        case (("latency" | "separator" | "language" | "theme"), str()) if value in _CHOICES[name]:
            return value
        case (("refine" | "step_entry"), bool()):
            return value
        case "cache_limit", int() if value > 0:
            return value
        case (("cache_folder" | "window"), str()):
            return value
    return usual
