"""Songs that come with precomputed stems and features: the demo's."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mashstudio.core.files import PROJECT_FOLDER

PREPARED: Final = PROJECT_FOLDER / "resources" / "demo" / "prepared"
FACTS_FILE: Final = "song.json"
"""In a song's folder: its title, the SHA-256 of its stems' files, and `features`: parameters and fields by name."""


def prepared_folder(sha256: str) -> Path:
    """Return the folder for the precomputed facts of the song `sha256`, existing or not."""
    return PREPARED / sha256[:16]


def prepared_facts(sha256: str) -> dict[str, Any] | None:
    """Return the contents of the song's FACTS_FILE; None for nearly all songs."""
    try:
        facts: dict[str, Any] = json.loads((prepared_folder(sha256) / FACTS_FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return facts


def prepared_feature(sha256: str, name: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the precomputed fields of the song's feature `name`; None if missing or made with other parameters."""
    feature = (prepared_facts(sha256) or {"features": {}})["features"].get(name)
    if feature is None or feature["parameters"] != parameters:
        return None
    fields: dict[str, Any] = feature["fields"]
    return fields
