"""Disks: which one holds a file, and how much room it has."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoRoom(OSError):
    """A disk is full, or will be before the work is done. missing: bytes needed beyond those free in `folder`."""

    def __init__(self, folder: Path, missing: int) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        self.missing = missing

    def __reduce__(self) -> tuple[type, tuple[Path, int]]:
        return NoRoom, (Path(self.filename), self.missing)


def is_full(error: OSError) -> bool:
    """Return True if a full disk, a quota, a size limit or a read-only disk prevented writing."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def require_room(folder: Path, size: int) -> None:
    """Raise NoRoom if fewer than `size` bytes are free in `folder`."""
    disk = shutil.disk_usage(folder)
    # Some network disks report a size of 0.
    if disk.total > 0 and disk.free < size:
        raise NoRoom(folder, size - disk.free)


@contextmanager
def estimate_missing(folder: Path, taken: int, done: float) -> Iterator[None]:
    """Turn a full disk into NoRoom, estimating the unknown size: `taken` bytes were the share `done` of it."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC or isinstance(error, NoRoom) or not 0 < done < 1:
            raise
        raise NoRoom(folder, round(taken * (1 - done) / done)) from error


def try_writing(folder: Path, size: int) -> None:
    """Write `size` bytes into `folder` and discard them, to raise the OSError that another program hid."""
    piece = bytes(1 << 20)
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        while size > 0:
            size -= file.write(piece[:size])
        os.fsync(file.fileno())


def disk_of(path: Path) -> Path:
    """Return the mount point or drive of the disk that holds `path`, or would hold it."""
    place = Path(os.path.realpath(path))
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    while not os.path.ismount(place) and place != place.parent:
        place = place.parent
    return place
