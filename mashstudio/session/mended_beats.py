"""Grids mended by hand, kept for every project that uses their song."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs

from mashstudio.core.errors import StorageError
from mashstudio.core.files import explain_storage, read_json, write_text
from mashstudio.document.json_facts import grid_from_json, grid_to_json
from mashstudio.model.analysis import BeatMap

_LARGEST = 1 << 23


def default_mended_folder() -> Path:
    """Return the folder for mended grids: user data, as unlike the cache it can't be computed again."""
    return platformdirs.user_data_path("mashstudio", appauthor=False) / "grids"


class MendedBeats:
    """Mended grids, one small file each, named by the song's SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unwritten: dict[str, BeatMap | None] = {}
        self._lock = threading.Lock()
        # Disks can be slow. At exit Python waits for pending writes.
        self._writer = ThreadPoolExecutor(1, "mended grids")

    def get(self, sha256: str) -> BeatMap | None:
        """Return the song's mended grid; None if there is none, or its file is damaged."""
        with self._lock:
            if sha256 in self._unwritten:
                return self._unwritten[sha256]
        try:
            return grid_from_json(read_json(self._file(sha256), _LARGEST))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, sha256: str, grid: BeatMap | None, failed: Callable[[StorageError], None]) -> None:
        """Store `grid` for the song; None: forget it. Returns at once.

        failed: called on the writer's thread if the file can't be written.
        """
        with self._lock:
            self._unwritten[sha256] = grid
        self._writer.submit(self._write, sha256, grid, failed)

    def _write(self, sha256: str, grid: BeatMap | None, failed: Callable[[StorageError], None]) -> None:
        file = self._file(sha256)
        try:
            with explain_storage(file):
                if grid is None:
                    file.unlink(missing_ok=True)
                    return
                self._folder.mkdir(parents=True, exist_ok=True)
                write_text(file, json.dumps(grid_to_json(grid)))
        except StorageError as error:
            failed(error)
        finally:
            with self._lock:
                if self._unwritten.get(sha256) is grid:
                    self._unwritten.pop(sha256, None)

    def _file(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"
