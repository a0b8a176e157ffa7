"""What is known of some songs before anybody opens them: the demo's come with their stems and their features."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mashstudio.core.files import PROJECT_FOLDER

PREPARED: Final = PROJECT_FOLDER / "resources" / "demo" / "prepared"
FACTS_FILE: Final = "song.json"
"""In a song's folder: its title, the SHA-256 of its stems' files, and `features`: each one's parameters and fields."""


def prepared_folder(sha256: str) -> Path:
    """Where the facts of the song `sha256` lie, if there are any."""
    return PREPARED / sha256[:16]


def prepared_facts(sha256: str) -> dict[str, Any] | None:
    """What FACTS_FILE says of the song `sha256`; None for nearly all songs."""
    try:
        facts: dict[str, Any] = json.loads((prepared_folder(sha256) / FACTS_FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return facts


def prepared_feature(sha256: str, name: str, parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a feature that are known of the song `sha256`, if they are those of `parameters`."""
    feature = (prepared_facts(sha256) or {"features": {}})["features"].get(name)
    if feature is None or feature["parameters"] != parameters:
        return None
    fields: dict[str, Any] = feature["fields"]
    return fields
