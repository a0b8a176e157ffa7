"""Who is at work in the cache, who uses what lies in it, and who else can write to it."""

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
"""The file in an entry that says what it is; who uses the entry shares a lock on it."""

Check = Callable[[], object]
"""Called several times a second during what can last; raises when it is to be given up."""

_LOCK = "lock"
_LOOK_UP = 0.1
_MOST_HELD = 64
"""So many of the entries that were asked for last are kept from other processes: files can't be open without end."""


class _Held:
    """The entries of which this process shares the lock, so that no other one throws them away."""

    def __init__(self) -> None:
        self._files: OrderedDict[Path, int] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, entry: Path) -> bool:
        """Takes an entry in; False: there is none."""
        manifest = entry / MANIFEST
        with self._lock:
            if entry in self._files and is_at(self._files[entry], manifest):
                self._files.move_to_end(entry)
                return True
            self._close(entry)
            try:
                file = os.open(manifest, os.O_RDONLY)
            except OSError as error:
                # With too many files open it can still be used.
                return error.errno == errno.EMFILE and manifest.is_file()
            if try_lock(file, shared=True) is False or not is_at(file, manifest):
                os.close(file)
                return False
            self._files[entry] = file
            while len(self._files) > _MOST_HELD:
                self._close(next(iter(self._files)))
        return True

    def release(self, entry: Path) -> None:
        """Others may throw it away."""
        with self._lock:
            self._close(entry)

    def _close(self, entry: Path) -> None:
        file = self._files.pop(entry, None)
        if file is not None:
            os.close(file)


HELD = _Held()


def require_trust(root: Path, song: Path | None = None) -> None:
    """Raise StorageError if others can write to the cache folder `root`, or may have put the folder `song` into it."""
    reason = _distrust(root)
    if song is not None and reason is None:
        linked = Message("{name} in it is a link. Remove it or choose another cache folder.", name=song.name)
        reason = linked if song.is_symlink() else _distrust(song)
    if reason is not None:
        raise StorageError(Message("The cache folder {folder} isn't used: {reason}", folder=said(root), reason=reason))


def _distrust(folder: Path) -> Message | None:
    """Why what lies in `folder` can't be trusted to be the user's own; None: it can."""
    if sys.platform == "win32":
        return None
    try:
        status = folder.stat()
    except OSError:
        return None
    if status.st_uid not in (os.geteuid(), 0):
        return Message("it belongs to somebody else. Choose another cache folder.")
    group_can = status.st_mode & 0o020 and not _is_private_group(status.st_gid)
    if (group_can or status.st_mode & 0o002) and not status.st_mode & 0o1000:
        return Message("others can write to it. Make it yours alone or choose another cache folder.")
    return None


def _is_private_group(group: int) -> bool:
    """Whether a group is a user's own, as Debian and Fedora give each user one; root's isn't."""
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
"""`workshops`: those that this thread is in. It doesn't wait for itself."""


@contextmanager
def alone_in(workshop: Path, check: Check, waiting: Check) -> Iterator[Path]:
    """One at a time makes an entry, whatever the process or thread; a dead one's place is free at once."""
    mine: set[Path] = _own.__dict__.setdefault("workshops", set())
    if workshop in mine:
        yield workshop
        return
    while (lock := _enter(workshop)) is None:
        waiting()
        check()
        time.sleep(_LOOK_UP)
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
    """The workshop's lock, held, and the workshop empty; None: somebody else has it."""
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
    """Whether nobody who lives works there; without a lock (as earlier versions had none) its age decides."""
    try:
        file = os.open(workshop / _LOCK, os.O_RDWR)
    except OSError:
        # An empty one is of somebody who died while leaving it, or has just come and makes it again.
        with suppress(OSError):
            workshop.rmdir()
            return True
        return changed(workshop) < since
    locked = try_lock(file)
    os.close(file)
    return changed(workshop) < since if locked is None else locked


def listed(folder: Path) -> list[Path]:
    """What lies in a folder; nothing when it has gone meanwhile."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def changed(path: Path) -> float:
    """When something was changed last; what has gone meanwhile is as good as changed now."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
