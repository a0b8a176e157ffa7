"""The command as a user runs it, and two songs for it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from songs import RenderedSong

CELLS = "A:vocals@1-24 B:drums,bass,other@1-32"
"""A mashup of two songs whose mix is known."""

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Pair:
    """Two rendered songs and their files."""

    a: RenderedSong
    b: RenderedSong
    path_a: Path
    path_b: Path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "mashstudio.cli", *map(str, arguments)]


def environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "MASHSTUDIO_CACHE": str(cache), "MASHSTUDIO_MODELS": str(cache / "models")}
