"""A song as a file: what it is called and what it holds."""

from dataclasses import dataclass
from pathlib import Path

from mashstudio.facts.units import Seconds


@dataclass(frozen=True)
class Song:
    """An audio file that can be used: `sha256` of its bytes (hex), its tags and its duration as decoded."""

    path: Path
    sha256: str
    title: str
    artist: str
    duration: Seconds
