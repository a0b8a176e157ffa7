"""The content-addressed store of everything that can be computed again.

One folder per song (by its SHA-256), one entry folder per result inside it. An entry carries its parameters and a
checksum of every file, appears whole or not at all, and is rebuilt without a word when it doesn't match.
Deleting any of it loses nothing but time.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
import xxhash

from mashstudio.files import explain_storage, read_json

DEFAULT_LIMIT = 20 * 2**30
_MANIFEST = "entry.json"
_LARGEST_MANIFEST = 1 << 22
_MAKING = "making-"
_ABANDONED_AFTER = 24 * 3600
_LOOK_UP = 0.1

Check = Callable[[], object]
"""Called several times a second during what can last; raises when it is to be given up."""


def default_cache_folder() -> Path:
    """The user's cache folder for MashStudio (or $MASHSTUDIO_CACHE)."""
    return Path(os.environ.get("MASHSTUDIO_CACHE") or platformdirs.user_cache_path("mashstudio", appauthor=False))


class Cache:
    """Results on disk, under the hash of what they were made of. `limit` is in bytes, and can be changed."""

    def __init__(self, root: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.root = root
        self.limit = limit
        self._verified: set[Path] = set()
        self._building: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)

    def get(
        self, sha256: str, stage: str, parameters: Mapping[str, Any], *, check: Check = lambda: None
    ) -> Path | None:
        """The folder of the entry made by `stage` with `parameters` of this song; None when there is no sound one."""
        folder = self._folder(sha256, stage, parameters)
        if folder not in self._verified and not _sound(folder, stage, parameters, check):
            return None
        if not folder.is_dir():
            self._verified.discard(folder)
            return None
        self._verified.add(folder)
        _touch(folder / _MANIFEST)
        return folder

    def build(
        self,
        sha256: str,
        stage: str,
        parameters: Mapping[str, Any],
        make: Callable[[Path], None],
        *,
        check: Check = lambda: None,
    ) -> Path:
        """The entry's folder, made by `make(folder)` when it isn't there yet.

        `parameters` must be JSON. When `make` raises nothing is left behind. Raises StorageError when the disk refuses.
        """
        folder = self._folder(sha256, stage, parameters)
        with self._alone_in(folder, check), explain_storage(self.root):
            found = self.get(sha256, stage, parameters, check=check)
            if found is not None:
                return found
            self.root.mkdir(parents=True, exist_ok=True)
            work = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self.root))
            try:
                make(work)
                _write_manifest(work, stage, parameters, check)
                folder.parent.mkdir(exist_ok=True)
                # What lies there is damaged, unless another process has made the same meanwhile.
                if self.get(sha256, stage, parameters, check=check) is None:
                    shutil.rmtree(folder, ignore_errors=True)
                    work.replace(folder)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        self._verified.add(folder)
        self._evict()
        return folder

    def size(self) -> int:
        """Bytes in use."""
        return sum(_folder_size(entry) for entry in self._entries())

    def clear(self) -> None:
        """Throws everything away."""
        self._verified.clear()
        shutil.rmtree(self.root, ignore_errors=True)

    def clear_unused(self, since: float, *, check: Check = lambda: None) -> None:
        """Throws away what nobody has used since then (seconds since 1970)."""
        for entry in self._entries():
            check()
            if _used(entry) < since:
                self._verified.discard(entry)
                shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def _alone_in(self, folder: Path, check: Check) -> Iterator[None]:
        """Two threads that want the same result make it once."""
        lock = self._building[folder]
        while not lock.acquire(timeout=_LOOK_UP):
            check()
        try:
            yield
        finally:
            lock.release()

    def _folder(self, sha256: str, stage: str, parameters: Mapping[str, Any]) -> Path:
        digest = hashlib.sha256(_canonical(parameters).encode()).hexdigest()[:16]
        return self.root / sha256 / f"{stage}-{digest}"

    def _entries(self) -> list[Path]:
        """Every entry; others may be making and moving some at the same time."""
        songs = [song for song in _listed(self.root) if not song.name.startswith(_MAKING)]
        return [entry for song in songs for entry in _listed(song) if (entry / _MANIFEST).is_file()]

    def _evict(self) -> None:
        """Least recently used out first, never what this session has used; and what a killed process left behind."""
        for work in _listed(self.root):
            if work.name.startswith(_MAKING) and time.time() - _changed(work) > _ABANDONED_AFTER:
                shutil.rmtree(work, ignore_errors=True)
        sizes = {entry: _folder_size(entry) for entry in self._entries()}
        excess = sum(sizes.values()) - self.limit
        for entry in sorted(sizes, key=_used):
            if excess <= 0:
                return
            if entry not in self._verified:
                shutil.rmtree(entry, ignore_errors=True)
                excess -= sizes[entry]


def _canonical(parameters: Mapping[str, Any]) -> str:
    return json.dumps(parameters, sort_keys=True, ensure_ascii=True)


def _sound(folder: Path, stage: str, parameters: Mapping[str, Any], check: Check) -> bool:
    try:
        manifest = read_json(folder / _MANIFEST, _LARGEST_MANIFEST)
        return (
            manifest["stage"] == stage
            and _canonical(manifest["parameters"]) == _canonical(parameters)
            and all(_checksum(folder / name, check) == checksum for name, checksum in manifest["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _write_manifest(folder: Path, stage: str, parameters: Mapping[str, Any], check: Check) -> None:
    files = {path.name: _checksum(path, check) for path in sorted(folder.iterdir())}
    manifest = {"stage": stage, "parameters": parameters, "files": files}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")


def _checksum(path: Path, check: Check) -> str:
    """XXH3: catches damage, not malice, at the speed of the disk."""
    digest = xxhash.xxh3_128()
    with path.open("rb") as file:
        while block := file.read(2**22):
            check()
            digest.update(block)
    return digest.hexdigest()


def _folder_size(folder: Path) -> int:
    return sum(_size(path) for path in _listed(folder))


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder; nothing when it has gone meanwhile."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _size(path: Path) -> int:
    """Bytes that a file takes of the disk: an excerpt's silence takes none."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if sys.platform == "win32" else min(status.st_size, 512 * status.st_blocks)


def _used(entry: Path) -> float:
    """When an entry was used last; what has gone meanwhile is as good as used now."""
    return _changed(entry / _MANIFEST)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        # A read-only cache can still be read; it just forgets what was used last.
        return
