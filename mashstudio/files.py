"""Writing files so that nothing is ever half there."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mashstudio.disks import NoRoom, disk_of
from mashstudio.facts.errors import StorageError
from mashstudio.leftovers import temporary_beside

PROJECT_FOLDER: Final = Path(__file__).parents[1]
"""Where MashStudio itself lies: its package, its resources and its licence."""

# It can be read only by being set, which two threads must not do at once.
_UMASK: Final = os.umask(0)
os.umask(_UMASK)

_REASONS: Final = {
    errno.ENOSPC: "the disk at {disk} is full; free some space on it or choose another folder",
    errno.EDQUOT: "your quota on the disk at {disk} is used up; free some space or choose another folder",
    errno.EFBIG: "the file is larger than the disk at {disk} or your limit allows; choose another folder",
    errno.EIO: "the disk at {disk} reports an error; check it, or choose another folder",
    errno.EROFS: "the disk at {disk} is read-only; choose another folder",
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.ENOENT: "its folder doesn't exist; create it or choose another",
    errno.ENOTDIR: "its folder doesn't exist; create it or choose another",
    errno.EEXIST: "a file with the name of its folder is in the way; choose another folder",
    errno.EISDIR: "that is a folder; add a file name",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}
"""Why a disk refuses, and what helps."""

_NO_ROOM: Final = (
    "the disk at {disk} is full ({missing} more are needed); free some space on it or choose another folder"
)


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; when the block ends well it is synced to disk and takes `path`'s place.

    When the block raises, `path` stays as it was and the temporary file is gone.
    Raises StorageError when the disk or the folder refuses.
    """
    with explain_storage(path):
        if path.exists() and not path.is_file():
            raise StorageError(f"Can't write {path}: that is a folder or a device; choose another name.")
        with temporary_beside(path, path.suffix) as temporary:
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            yield temporary
            _finish(temporary, path)


def _finish(temporary: Path, path: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    # It was private until now; what the user asked for gets the permissions that any new file of theirs has.
    temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_UMASK)
    temporary.replace(path)


@contextmanager
def explain_storage(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals to write at `path` into a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            raise
        missing = ""
        if isinstance(error, NoRoom):
            reason, missing = _NO_ROOM, _megabytes(error.missing)
        # A temporary file may lie on another disk than what is made of it.
        named = isinstance(error.filename, str) and Path(error.filename).is_absolute()
        disk = disk_of(Path(error.filename) if named else path)
        raise StorageError(f"Can't write {path}: {reason.format(disk=disk, missing=missing)}.") from error


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, -(-size // 10**6))} MB"
