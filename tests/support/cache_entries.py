"""Entries for the cache's tests."""

import os
import time
from pathlib import Path

from mashstudio.core.errors import Cancelled

SONG = "ab" * 32
OTHER = "cd" * 32


class Maker:
    """Makes an entry of one file and counts the calls."""

    def __init__(self, content: bytes = b"samples") -> None:
        self.content = content
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "samples.npy").write_bytes(self.content)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def give_up() -> None:
    raise Cancelled


def age(folder: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(folder / "entry.json", (then, then))
