"""Writing files so that nothing is ever half there."""

import errno
import json
import math
import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.disks import NoRoom, disk_of
from mashstudio.core.errors import StorageError
from mashstudio.core.leftovers import temporary_beside
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import ending_of, said

PROJECT_FOLDER: Final = Path(__file__).parents[2]
"""Where MashStudio itself lies: its package, its resources and its licence."""


# It can be read only by being set, which two threads must not do at once.
_UMASK: Final = os.umask(0)
os.umask(_UMASK)

_NAME_REFUSED: Final = Message("the disk refuses that name; choose a plainer one")
_DISK_FAILS: Final = Message("the disk fails or isn't there any more; check it, or choose another folder")
_REASONS: Final = {
    errno.ENOSPC: Message("the disk at {disk} is full; free some space on it or choose another folder"),
    errno.EDQUOT: Message("your quota on the disk at {disk} is used up; free some space or choose another folder"),
    errno.EFBIG: Message("the file is larger than the disk at {disk} or your limit allows; choose another folder"),
    errno.EIO: Message("the disk at {disk} reports an error; check it, or choose another folder"),
    errno.EROFS: Message("the disk at {disk} is read-only; choose another folder"),
    errno.EACCES: Message("you may not write there; choose another folder"),
    errno.EPERM: Message("you may not write there; choose another folder"),
    errno.ENOENT: Message("its folder doesn't exist; create it or choose another"),
    errno.ENOTDIR: Message("its folder doesn't exist; create it or choose another"),
    errno.EEXIST: Message("a file with the name of its folder is in the way; choose another folder"),
    errno.EISDIR: Message("that is a folder; add a file name"),
    errno.ENAMETOOLONG: Message("the name is too long; choose a shorter one"),
    errno.EILSEQ: _NAME_REFUSED,
    errno.EINVAL: _NAME_REFUSED,
    errno.ENXIO: _DISK_FAILS,
    errno.ENODEV: _DISK_FAILS,
    errno.ESTALE: _DISK_FAILS,
    errno.ETXTBSY: Message("another program is using it; close that, or choose another name"),
    errno.EBUSY: Message("another program is using it; close that, or choose another name"),
    errno.ELOOP: Message("it is a link that leads nowhere; choose another name"),
}
"""Why a disk refuses, and what helps."""

_NO_ROOM: Final = Message(
    "the disk at {disk} is full ({missing} more are needed); free some space on it or choose another folder"
)
_LONGEST_INT: Final = 400


@contextmanager
def atomic_write(path: Path, *, keep_link: bool = True) -> Iterator[Path]:
    """A temporary path beside `path`; when the block ends well it is synced to disk and takes `path`'s place.

    When the block raises, `path` stays as it was and the temporary file is gone. A link stays, and its target is
    replaced. keep_link: else the link is replaced, as what it leads to may be any other file of the user's.
    Raises StorageError when the disk or the folder refuses.
    """
    path = real_path(path) if keep_link else path
    with explain_storage(path):
        if path.exists() and not path.is_file():
            raise StorageError(
                Message("Can't write {path}: that is a folder or a device; choose another name.", path=said(path))
            )
        with temporary_beside(path, ending_of(path)) as temporary:
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
        if isinstance(error, NoRoom):
            reason = _NO_ROOM.filled(missing=_megabytes(error.missing))
        # A temporary file may lie on another disk than what is made of it.
        disk = disk_of(_named(error) or path)
        raise StorageError(
            Message("Can't write {path}: {reason}.", path=said(path), reason=reason.filled(disk=said(disk)))
        ) from error


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Names `path` in the operating system's refusals to write to it while it is open: they name nothing."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


@contextmanager
def explain_reading(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals to read `path` into a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            Message(
                "Can't read {path}: {reason}. Check that you may open it.", path=said(path), reason=str(error.strerror)
            )
        ) from error


def _named(error: OSError) -> Path | None:
    """The file that `error` is about: where two are named, the one that was to be written."""
    name = error.filename2 if isinstance(error.filename2, str) else error.filename
    return Path(name) if isinstance(name, str) and Path(name).is_absolute() else None


def real_path(path: Path) -> Path:
    """The file that is meant by `path`: where its links lead; itself when it isn't a link."""
    linked = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises for a name that is too long
    return Path(os.path.realpath(path)) if linked else path


def is_read_only(path: Path) -> bool:
    """Return True if there is a file at `path` and its owner has said that nobody may write to it."""
    try:
        mode = path.stat().st_mode
        return stat.S_ISREG(mode) and not (mode & 0o222 and os.access(path, os.W_OK))
    except OSError:
        return False


def open_regular(path: Path) -> IO[bytes]:
    """`path` opened for reading. What may never end or never begin (devices, pipes) is not opened.

    Raises IsADirectoryError for a folder, NotAFile for what is none, OSError for what can't be read.
    """
    _check_regular(path.stat())
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        # Something else may have taken its place meanwhile.
        _check_regular(os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


class NotAFile(OSError):
    """A device, a pipe or a socket."""


def _check_regular(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile(errno.EINVAL, "it is a device or a pipe")


def read_json(path: Path, largest: int) -> Any:
    """The JSON in the file at `path`, of `largest` bytes at most; a number beyond a float's range is ±infinity.

    Raises OSError when it can't be read or isn't a regular file, ValueError when it is larger or isn't JSON. Nesting
    without end costs no more than its bytes.
    """
    with open_regular(path) as file:
        text = file.read(largest + 1)
    if len(text) > largest:
        raise ValueError(f"{path} has more than {largest} bytes")
    try:
        return json.loads(text, parse_int=_int)
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply") from None


def _int(digits: str) -> int | float:
    """Python refuses to read thousands of digits, which would cost whatever else is in the file."""
    return int(digits) if len(digits) <= _LONGEST_INT else -math.inf if digits.startswith("-") else math.inf


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, -(-size // 10**6))} MB"


def free_pages(*arrays: NDArray[Any]) -> None:
    """Give the memory back that memory-mapped arrays have taken so far; what they hold stays in their files.

    Whoever goes through hours of samples calls it now and then: a map's pages count as the process's memory.
    """
    for array in arrays:
        pages = getattr(array, "_mmap", None)
        if isinstance(array, np.memmap) and isinstance(pages, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)
