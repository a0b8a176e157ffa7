"""Sharing the cache between processes: locks on workshops and entries, and protection against other users."""

import errno
import os
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mashstudio.core.errors import StorageError
from mashstudio.core.leftovers import remove
from mashstudio.core.locks import is_at, try_lock
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said

MANIFEST = "entry.json"
"""The file that describes an entry; processes that use the entry hold a shared lock on it."""

Check = Callable[[], object]
"""Called several times a second during long work; raises to abort it."""

_LOCK = "lock"
_POLL = 0.1
_MOST_HELD = 64
"""How many of the most recently used entries are held: the number of open files is limited."""


class _Held:
    """The entries on which this process holds a shared lock, so that no other evicts them."""

    def __init__(self) -> None:
        self._files: OrderedDict[Path, int] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, entry: Path) -> bool:
        """Hold an entry; return False if it doesn't exist."""
        manifest = entry / MANIFEST
        with self._lock:
            if entry in self._files and is_at(self._files[entry], manifest):
                self._files.move_to_end(entry)
                return True
            self._close(entry)
            try:
                file = os.open(manifest, os.O_RDONLY)
            except OSError as error:
                # With too many files open, the entry can still be used without a lock.
                return error.errno == errno.EMFILE and manifest.is_file()
            if try_lock(file, shared=True) is False or not is_at(file, manifest):
                os.close(file)
                return False
            self._files[entry] = file
            while len(self._files) > _MOST_HELD:
                self._close(next(iter(self._files)))
        return True

    def release(self, entry: Path) -> None:
        """Let other processes evict the entry."""
        with self._lock:
            self._close(entry)

    def _close(self, entry: Path) -> None:
        file = self._files.pop(entry, None)
        if file is not None:
            os.close(file)


HELD = _Held()


def require_trust(root: Path, song: Path | None = None) -> None:
    """Raise StorageError if other users can write to the cache folder `root` or may have created `song` in it."""
    reason = _distrust(root)
    if song is not None and reason is None:
        linked = Message("{name} in it is a link. Remove it or choose another cache folder.", name=song.name)
        reason = linked if song.is_symlink() else _distrust(song)
    if reason is not None:
        raise StorageError(Message("Can't use the cache folder {folder}: {reason}", folder=said(root), reason=reason))


def _distrust(folder: Path) -> Message | None:
    """Return why the contents of `folder` can't be trusted to be the user's own; None if they can."""
    if sys.platform == "win32":
        return None
    try:
        status = folder.stat()
    except OSError:
        return None
    if status.st_uid not in (os.geteuid(), 0):
        return Message("it belongs to another user. Choose another cache folder.")
    group_can = status.st_mode & 0o020 and not _is_private_group(status.st_gid)
    if (group_can or status.st_mode & 0o002) and not status.st_mode & 0o1000:
        return Message("others can write to it. Restrict it to yourself, or choose another cache folder.")
    return None


def _is_private_group(group: int) -> bool:
    """Return True if the group is the user's private one (as on Debian and Fedora); root's isn't."""
    if sys.platform == "win32" or os.geteuid() == 0 or group != os.getegid():
        return False
    import grp
    import pwd

    try:
        user, own = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return own.gr_name == user.pw_name and set(own.gr_mem) <= {user.pw_name}


_own = threading.local()
"""`workshops`: those that this thread has entered, so that it doesn't wait for itself."""


@contextmanager
def alone_in(workshop: Path, check: Check, waiting: Check) -> Iterator[Path]:
    """Yield the workshop once no other thread or process is in it; a dead process's lock is free at once."""
    mine: set[Path] = _own.__dict__.setdefault("workshops", set())
    if workshop in mine:
        yield workshop
        return
    while (lock := _enter(workshop)) is None:
        waiting()
        check()
        time.sleep(_POLL)
    mine.add(workshop)
    try:
        yield workshop
    finally:
        mine.discard(workshop)
        if sys.platform == "win32":
            os.close(lock)
        remove(workshop)
        if sys.platform != "win32":
            os.close(lock)


def _enter(workshop: Path) -> int | None:
    """Lock and empty the workshop; return the lock's file descriptor, None if another process holds it."""
    workshop.mkdir(0o700, exist_ok=True)
    try:
        file = os.open(workshop / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        return None
    locked = try_lock(file)
    if locked is False or not is_at(file, workshop / _LOCK):
        os.close(file)
        return None
    if locked:
        for left in listed(workshop):
            if left.name != _LOCK:
                remove(left)
    return file


def is_abandoned(workshop: Path, since: float) -> bool:
    """Return True if no live process works there; without a lock (earlier versions had none) its age decides."""
    try:
        file = os.open(workshop / _LOCK, os.O_RDWR)
    except OSError:
        # An empty workshop's owner died while leaving it, or has just arrived and will make it again.
        with suppress(OSError):
            workshop.rmdir()
            return True
        return changed(workshop) < since
    locked = try_lock(file)
    os.close(file)
    return changed(workshop) < since if locked is None else locked


def listed(folder: Path) -> list[Path]:
    """Return the folder's contents; an empty list if it has disappeared."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def changed(path: Path) -> float:
    """Return when `path` was last changed; now if it has disappeared."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
