"""Writing files so that nothing is ever half there."""

import errno
import mmap
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.errors import StorageError

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
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            _finish(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def _finish(temporary: Path, path: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    # mkstemp makes private files; what the user asked for gets the permissions that any new file of theirs has.
    temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_UMASK)
    temporary.replace(path)


@contextmanager
def explain_storage(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals to write at `path` into a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        reason = {
            errno.ENOSPC: "the disk is full; free some space and try again",
            errno.EDQUOT: "your disk quota is used up; free some space and try again",
            errno.EROFS: "the disk is read-only; choose another folder",
            errno.EACCES: "you may not write there; choose another folder",
            errno.EPERM: "you may not write there; choose another folder",
            errno.ENOENT: "its folder doesn't exist; create it or choose another",
            errno.ENOTDIR: "its folder doesn't exist; create it or choose another",
            errno.EEXIST: "a file with the name of its folder is in the way; choose another folder",
            errno.EISDIR: "that is a folder; add a file name",
            errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
        }.get(error.errno or 0)
        if reason is None:
            raise
        raise StorageError(f"Can't write {path}: {reason}.") from error


def free_pages(*arrays: NDArray[Any]) -> None:
    """Give the memory back that memory-mapped arrays have taken so far; what they hold stays in their files.

    Whoever goes through hours of samples calls it now and then: a map's pages count as the process's memory.
    """
    for array in arrays:
        pages = getattr(array, "_mmap", None)
        if isinstance(array, np.memmap) and isinstance(pages, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)
