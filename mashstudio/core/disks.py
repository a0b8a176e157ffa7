"""What is known of the disks: which one holds a file, and whether there is room on it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoRoom(OSError):
    """A disk is full, or will be before the work is done. missing: bytes that are wanting in `folder`."""

    def __init__(self, folder: Path, missing: int) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        self.missing = missing

    def __reduce__(self) -> tuple[type, tuple[Path, int]]:
        return NoRoom, (Path(self.filename), self.missing)


def is_full(error: OSError) -> bool:
    """Return True if a disk, a quota or a limit left no room for what was to be written, or may not be written to."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def require_room(folder: Path, size: int) -> None:
    """Raise NoRoom if fewer than `size` bytes are free in `folder`."""
    disk = shutil.disk_usage(folder)
    # Some network disks say that they have nothing at all.
    if disk.total > 0 and disk.free < size:
        raise NoRoom(folder, size - disk.free)


@contextmanager
def estimate_missing(folder: Path, taken: int, done: float) -> Iterator[None]:
    """Turn a full disk into NoRoom, for work whose size nobody knows: `taken` bytes were the share `done` of it."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC or isinstance(error, NoRoom) or not 0 < done < 1:
            raise
        raise NoRoom(folder, round(taken * (1 - done) / done)) from error


def try_writing(folder: Path, size: int) -> None:
    """Write `size` bytes into `folder` and throw them away: raises the OSError that a program kept to itself."""
    piece = bytes(1 << 20)
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        while size > 0:
            size -= file.write(piece[:size])
        os.fsync(file.fileno())


def disk_of(path: Path) -> Path:
    """Where the disk begins that holds `path`, or would hold it: its mount point or drive."""
    place = Path(os.path.realpath(path))
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    while not os.path.ismount(place) and place != place.parent:
        place = place.parent
    return place
