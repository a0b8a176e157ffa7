"""Locks on files that end with the process that holds them, however it ends: so it is known who is still at work.

The system's own (flock; on Windows a locked byte) and no process ids in files: an id means nothing in another container
or on another machine that shares the folder, and a dead owner's lock is free at once.
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
"""Windows keeps others from reading what is locked: this lies behind all that is ever written."""


def try_lock(file: int, *, shared: bool = False) -> bool | None:
    """Lock an open file until it is closed, without waiting. False: somebody has it; None: no locks on this disk.

    shared: others may share it. On Windows nothing is locked then: there an open file can't be removed anyway.
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
    """Return True if the open file is still the one at `path`: while it was being locked it may have been removed."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False
