"""File locks that end with the process that holds them, however it ends: they show which processes are alive.

The system's own (flock; on Windows a locked byte) rather than process ids in files: an id means nothing in another
container or on another machine that shares the folder, and a dead owner's lock is free at once.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import errno
    import fcntl

_BYTE = 1 << 30
"""The locked byte's offset. Windows keeps others from reading it, so it lies beyond anything ever written."""


def try_lock(file: int, *, shared: bool = False) -> bool | None:
    """Lock an open file until it is closed, without waiting. False: locked elsewhere; None: the disk has no locks.

    shared: others may share the lock. On Windows nothing is locked then: an open file can't be removed there anyway.
    """
    if sys.platform == "win32":
        if shared:
            return True
        os.lseek(file, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES) else None
    return True


def is_at(file: int, path: Path) -> bool:
    """Return True if the open file is still the one at `path`: it may have been removed while it was being locked."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False
