"""A content-addressed store of everything that can be recomputed.

One folder per song (by its SHA-256), one entry folder per result inside it. An entry carries its parameters and a
checksum of every file, appears whole or not at all, and is rebuilt silently when it doesn't match.
Deleting any of it costs only time.

Several processes share the cache. While an entry is being made, its workshop (a folder beside the songs') is locked:
others that want the same entry wait, and a workshop without a lock belongs to a dead process. A process that uses an
entry holds a shared lock on its manifest, so that others don't evict it. An entry deleted nevertheless (by the user or
another program) is made again: see `lasting`.
"""

import errno
import hashlib
import itertools
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
import xxhash

from mashstudio.core.cache_sharing import HELD, MANIFEST, Check, alone_in, changed, is_abandoned, listed, require_trust
from mashstudio.core.disks import is_full
from mashstudio.core.errors import StorageError
from mashstudio.core.files import explain_storage, read_json
from mashstudio.core.leftovers import LONG_AGO, remove
from mashstudio.core.locks import try_lock
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said

DEFAULT_LIMIT = 20 * 2**30
_LARGEST_MANIFEST = 1 << 22
_MAKING, _GONE = "making-", "gone-"
_SONG = re.compile("[0-9a-f]{64}")
# Work is retried until both are exhausted: one attempt may take minutes or no time at all.
_TRIES, _PATIENCE = 20, 600
_PAUSE = 0.01

R = TypeVar("R")


def default_cache_folder() -> Path:
    """Return the user's cache folder for MashStudio (or $MASHSTUDIO_CACHE)."""
    return Path(os.environ.get("MASHSTUDIO_CACHE") or platformdirs.user_cache_path("mashstudio", appauthor=False))


class Cache:
    """Results on disk, keyed by the hash of their inputs. `limit` is in bytes and may be changed."""

    def __init__(self, root: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.root = root
        self.limit = limit
        self._verified: set[Path] = set()
        self._room = 0
        self._room_of = limit

    def get(
        self, sha256: str, stage: str, parameters: Mapping[str, Any], *, check: Check = lambda: None
    ) -> Path | None:
        """Return the folder of this song's entry for `stage` with `parameters`; None if there is no intact one.

        Raises StorageError if other users could have written there.
        """
        folder = self._folder(sha256, stage, parameters)
        require_trust(self.root, folder.parent)
        if not HELD.hold(folder) or not (folder in self._verified or _sound(folder, stage, parameters, check)):
            self._forget(folder)
            return None
        self._verified.add(folder)
        _touch(folder / MANIFEST)
        return folder

    def build(
        self,
        sha256: str,
        stage: str,
        parameters: Mapping[str, Any],
        make: Callable[[Path], None],
        *,
        check: Check = lambda: None,
        waiting: Check = lambda: None,
    ) -> Path:
        """Return the entry's folder; call `make(folder)` if the entry doesn't exist.

        `parameters` must be JSON. If `make` raises, nothing is left behind; if the cache is cleared meanwhile, it is
        called again, so it must look up its inputs on each call. waiting: called while another process makes the entry.
        Raises StorageError if the disk refuses or other users could have written there.
        """

        def build() -> Path:
            found = self.get(sha256, stage, parameters, check=check)
            if found is not None:
                return found
            folder = self._folder(sha256, stage, parameters)
            with self._workshop(sha256, folder.name, check, waiting) as workshop:
                found = self.get(sha256, stage, parameters, check=check)
                if found is not None:
                    return found
                work = Path(tempfile.mkdtemp(dir=workshop))
                try:
                    make(work)
                    _write_manifest(work, stage, parameters, check)
                    folder.parent.mkdir(0o700, exist_ok=True)
                    # An existing folder is damaged, unless another process has just made the same entry.
                    if self.get(sha256, stage, parameters, check=check) is None:
                        remove(folder)
                        work.replace(folder)
                finally:
                    remove(work)
            if HELD.hold(folder):
                self._verified.add(folder)
            return folder

        with self._refusals_explained():
            folder = self.lasting(build)
        self._make_room(folder)
        return folder

    @contextmanager
    def alone(self, sha256: str, stage: str, *, check: Check, waiting: Check) -> Iterator[Path]:
        """Keep other threads and processes out of a stage of this song; yield a folder to work in.

        For stages that make several entries together. The folder is removed afterwards. waiting: see `build`.
        Raises StorageError if the disk refuses.
        """
        with self._refusals_explained(), self._workshop(sha256, stage, check, waiting) as workshop:
            yield workshop

    def lasting(self, task: Callable[[], R]) -> R:
        """Return `task()`, calling it again if an entry that it needs disappears from the disk.

        Raises StorageError if that goes on for minutes.
        """
        began = time.monotonic()
        for tries in itertools.count(1):
            try:
                return task()
            except OSError as error:
                if not self._lost(error):
                    raise
            if tries >= _TRIES and time.monotonic() - began > _PATIENCE:
                break
            # Back off, so that a program emptying the cache in a loop doesn't keep a core busy.
            time.sleep(min(_PAUSE * 2**tries, 1) if tries > 1 else 0)
        raise StorageError(
            Message(
                "Can't store anything in {folder}: another program keeps emptying it. Choose another cache folder.",
                folder=said(self.root),
            )
        )

    def size(self) -> int:
        """Return the bytes in use, including unfinished and abandoned entries."""
        return sum(_folder_size(folder) for folder in [*self._entries(), *self._workshops()])

    def clear(self) -> None:
        """Delete everything, including entries in use."""
        for entry in self._entries():
            self._forget(entry)
        for folder in listed(self.root):
            if folder.name.startswith((_MAKING, _GONE)) or _SONG.fullmatch(folder.name):
                remove(folder)
        with suppress(OSError):
            self.root.rmdir()

    def drop(self, sha256: str, stage: str, parameters: Mapping[str, Any]) -> None:
        """Delete this song's entry for `stage` with `parameters`, unless another process uses it."""
        folder = self._folder(sha256, stage, parameters)
        self._forget(folder)
        self._throw_away(folder)

    def clear_unused(self, since: float, *, check: Check = lambda: None) -> None:
        """Delete entries not used after `since` (seconds since 1970) and the leftovers of dead processes."""
        for entry in self._entries():
            check()
            if _used(entry) < since:
                self._forget(entry)
                self._throw_away(entry)
        self.remove_leftovers(since)

    def remove_leftovers(self, since: float | None = None) -> None:
        """Delete the leftovers of dead processes.

        since: folders without a lock that haven't changed after it count as abandoned; None: a day ago.
        """
        since = time.time() - LONG_AGO if since is None else since
        for folder in self._workshops():
            if folder.name.startswith(_GONE) or is_abandoned(folder, since):
                remove(folder)

    def _folder(self, sha256: str, stage: str, parameters: Mapping[str, Any]) -> Path:
        digest = hashlib.sha256(_canonical(parameters).encode()).hexdigest()[:16]
        return self.root / sha256 / f"{stage}-{digest}"

    def _entries(self) -> list[Path]:
        """Return every entry; other processes may add and move entries at the same time."""
        songs = [song for song in listed(self.root) if not song.name.startswith((_MAKING, _GONE))]
        entries = [entry for song in songs if not song.is_symlink() for entry in listed(song)]
        return [entry for entry in entries if not entry.is_symlink() and (entry / MANIFEST).is_file()]

    def _workshops(self) -> list[Path]:
        """Return the folders in which entries are, or were, being made or deleted."""
        return [folder for folder in listed(self.root) if folder.name.startswith((_MAKING, _GONE))]

    def _make_room(self, entry: Path) -> None:
        """Keep to the limit after `entry` was made; look through the cache only when that may be necessary.

        Thousands of songs have tens of thousands of small entries. Other processes make some, too: so each uses an
        eighth of the room that it saw before it looks again.
        """
        self._room -= _folder_size(entry)
        if self._room <= 0 or self._room_of != self.limit:
            self._room_of = self.limit
            self._room = self._evict() // 8

    def _evict(self) -> int:
        """Delete leftovers, then the least recently used entries over the limit; never what this session has used.

        Return the bytes that are still free.
        """
        self.remove_leftovers()
        sizes = {entry: _folder_size(entry) for entry in self._entries()}
        excess = sum(sizes.values()) - self.limit
        for entry in sorted(sizes, key=_used):
            if excess <= 0:
                break
            if entry not in self._verified and self._throw_away(entry):
                excess -= sizes[entry]
        return -excess

    def _throw_away(self, entry: Path) -> bool:
        """Delete an entry atomically, unless another process uses it; return True if it was deleted."""
        HELD.release(entry)
        try:
            file = os.open(entry / MANIFEST, os.O_RDONLY)
            in_use = try_lock(file) is False
            os.close(file)
            if in_use:
                return False
            gone = Path(tempfile.mkdtemp(prefix=_GONE, dir=self.root))
            entry.rename(gone / entry.name)
        except OSError:
            return False
        remove(gone)
        return True

    def _forget(self, folder: Path) -> None:
        self._verified.discard(folder)
        HELD.release(folder)

    def _lost(self, error: OSError) -> bool:
        """Return True if `error` is about a missing file of the cache; delete the rest of its entry."""
        if error.errno not in (errno.ENOENT, errno.ESTALE) or not isinstance(error.filename, str):
            return False
        lost = Path(error.filename)
        if not lost.is_relative_to(self.root):
            return False
        parts = lost.relative_to(self.root).parts
        if len(parts) > 1 and not parts[0].startswith(_MAKING):
            entry = self.root / parts[0] / parts[1]
            self._forget(entry)
            remove(entry)
        return True

    @contextmanager
    def _workshop(self, sha256: str, name: str, check: Check, waiting: Check) -> Iterator[Path]:
        self.root.mkdir(0o700, parents=True, exist_ok=True)
        with alone_in(self.root / f"{_MAKING}{sha256[:16]}-{name}", check, waiting) as workshop:
            yield workshop

    @contextmanager
    def _refusals_explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if self._is_another_files(error):
                raise
            raise self._refusal(error) from error

    def _refusal(self, refused: OSError) -> Exception:
        """Return a StorageError that explains `refused`; `refused` itself if there is no explanation."""
        try:
            with explain_storage(self.root):
                raise refused
        except StorageError as error:
            return StorageError(
                Message(
                    "{reason} The cache folder is set in the preferences, or by MASHSTUDIO_CACHE.", reason=error.message
                )
            )
        except OSError as error:
            return error

    def _is_another_files(self, error: OSError) -> bool:
        """Return True if the error is about a file outside the cache that `make` couldn't read."""
        if is_full(error) or not isinstance(error.filename, str):
            return False
        file, root = Path(error.filename).absolute(), self.root.absolute()
        return not file.is_relative_to(root) and not root.is_relative_to(file)


def _canonical(parameters: Mapping[str, Any]) -> str:
    return json.dumps(parameters, sort_keys=True, ensure_ascii=True)


def _sound(folder: Path, stage: str, parameters: Mapping[str, Any], check: Check) -> bool:
    try:
        manifest = read_json(folder / MANIFEST, _LARGEST_MANIFEST)
        files: dict[str, str] = manifest["files"]
        return (
            manifest["stage"] == stage
            and _canonical(manifest["parameters"]) == _canonical(parameters)
            and len(files) > 0
            and not folder.is_symlink()
            and all(_is_whole(folder, name, checksum, check) for name, checksum in files.items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _is_whole(folder: Path, name: str, checksum: str, check: Check) -> bool:
    path = folder / name
    return path.parent == folder and not path.is_symlink() and _checksum(path, check) == checksum


def _write_manifest(folder: Path, stage: str, parameters: Mapping[str, Any], check: Check) -> None:
    files = {path.name: _checksum(path, check) for path in sorted(folder.iterdir())}
    manifest = {"stage": stage, "parameters": parameters, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")


def _checksum(path: Path, check: Check) -> str:
    """Return the file's XXH3 checksum: it detects damage, not tampering, at disk speed."""
    digest = xxhash.xxh3_128()
    with path.open("rb") as file:
        while block := file.read(2**22):
            check()
            digest.update(block)
    return digest.hexdigest()


def _folder_size(folder: Path) -> int:
    """Return the bytes on disk of all files under `folder`, not following links."""
    return sum(_size(Path(place, name)) for place, _, names in os.walk(folder) for name in names)


def _size(path: Path) -> int:
    """Return the bytes that a file occupies on disk (an excerpt's silence is a hole and occupies none)."""
    try:
        status = path.lstat()
    except OSError:
        return 0
    return status.st_size if sys.platform == "win32" else min(status.st_size, 512 * status.st_blocks)


def _used(entry: Path) -> float:
    """Return when an entry was last used; now if it has disappeared."""
    return changed(entry / MANIFEST)


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        # A read-only cache can still be read; only the order of last use is lost.
        return
