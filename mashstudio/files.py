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
def explain_storage(path: Path, *, other: str = "folder") -> Iterator[None]:
    """Turns the operating system's refusals to write at `path` into a StorageError in plain words.

    other: what the user may choose instead, “folder” or “cache folder”.
    """
    try:
        yield
    except OSError as error:
        reason = _reason(error, path, other)
        if reason is None:
            raise
        raise StorageError(f"Can't write {path}: {reason}.") from error


def _reason(error: OSError, path: Path, other: str) -> str | None:
    """Why the disk refuses and what helps; None when that isn't known."""
    named = isinstance(error.filename, str | bytes) and Path(os.fsdecode(error.filename)).is_absolute()
    # A temporary file may lie on another disk than what is made of it.
    disk = disk_of(Path(os.fsdecode(error.filename)) if named else path)
    missing = f" ({_megabytes(error.missing)} more are needed)" if isinstance(error, NoRoom) else ""
    return {
        errno.ENOSPC: f"the disk at {disk} is full{missing}; free some space on it or choose another {other}",
        errno.EDQUOT: f"your quota on the disk at {disk} is used up; free some space or choose another {other}",
        errno.EFBIG: f"the file is larger than the disk at {disk} or your limit allows; choose another {other}",
        errno.EIO: f"the disk at {disk} reports an error; check it, or choose another {other}",
        errno.EROFS: f"the disk at {disk} is read-only; choose another {other}",
        errno.EACCES: f"you may not write there; choose another {other}",
        errno.EPERM: f"you may not write there; choose another {other}",
        errno.ENOENT: "its folder doesn't exist; create it or choose another",
        errno.ENOTDIR: "its folder doesn't exist; create it or choose another",
        errno.EEXIST: f"a file with the name of its folder is in the way; choose another {other}",
        errno.EISDIR: "that is a folder; add a file name",
        errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    }.get(error.errno or 0)


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, -(-size // 10**6))} MB"
