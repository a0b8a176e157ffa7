"""Reading and writing files: atomic writes, explained refusals, checksums, and JSON from untrusted files."""

import errno
import hashlib
import json
import math
import mmap
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.disks import NoRoom, disk_of
from mashstudio.core.errors import StorageError
from mashstudio.core.leftovers import temporary_beside
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import ending_of, name_for, said

PROJECT_FOLDER: Final = Path(__file__).parents[2]
"""The folder with MashStudio's package, resources and licence."""


CHECKSUMS: Final = "SHA256SUMS"
"""The file of checksums in a folder, as `sha256sum -c` reads it."""

# The umask can be read only by setting it, which two threads must not do at once.
_UMASK: Final = os.umask(0)
os.umask(_UMASK)

_NAME_REFUSED: Final = Message("the disk doesn't allow that name; choose a simpler one")
_DISK_FAILS: Final = Message("the disk is failing or was removed; check it, or choose another folder")
_REASONS: Final = {
    errno.ENOSPC: Message("the disk at {disk} is full; free some space or choose another folder"),
    errno.EDQUOT: Message("your quota on the disk at {disk} is used up; free some space or choose another folder"),
    errno.EFBIG: Message("the file is larger than the disk at {disk} or your limit allows; choose another folder"),
    errno.EIO: Message("the disk at {disk} reports an error; check it, or choose another folder"),
    errno.EROFS: Message("the disk at {disk} is read-only; choose another folder"),
    errno.EACCES: Message("no write permission; choose another folder"),
    errno.EPERM: Message("no write permission; choose another folder"),
    errno.ENOENT: Message("its folder doesn't exist; create it or choose another"),
    errno.ENOTDIR: Message("its folder doesn't exist; create it or choose another"),
    errno.EEXIST: Message("a file has the name of its folder; choose another folder"),
    errno.EISDIR: Message("that is a folder; add a file name"),
    errno.ENAMETOOLONG: Message("the name is too long; choose a shorter one"),
    errno.EILSEQ: _NAME_REFUSED,
    errno.EINVAL: _NAME_REFUSED,
    errno.ENXIO: _DISK_FAILS,
    errno.ENODEV: _DISK_FAILS,
    errno.ESTALE: _DISK_FAILS,
    errno.ETXTBSY: Message("another program is using it; close that program, or choose another name"),
    errno.EBUSY: Message("another program is using it; close that program, or choose another name"),
    errno.ELOOP: Message("it is a broken link; choose another name"),
}
"""Why a disk refuses to write, and what helps."""

_NO_ROOM: Final = Message(
    "the disk at {disk} is full ({missing} more needed); free some space or choose another folder"
)
_LONGEST_INT: Final = 400


@contextmanager
def atomic_write(path: Path, *, keep_link: bool = True) -> Iterator[Path]:
    """Yield a temporary path beside `path`; after the block, sync it to disk and move it to `path`.

    If the block raises, `path` stays as it was and the temporary file is removed. keep_link: replace a link's target;
    otherwise the link itself, as its target may be any of the user's files.
    Raises StorageError if the disk or the folder refuses.
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


def write_text(path: Path, text: str, *, keep_link: bool = True) -> None:
    """Write `text` to `path` as UTF-8; see `atomic_write`."""
    with atomic_write(path, keep_link=keep_link) as temporary:
        temporary.write_text(text, "utf-8")


def _finish(temporary: Path, path: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    # Private until now; the finished file gets the permissions of the one it replaces, or those of any new file.
    temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_UMASK)
    temporary.replace(path)


@contextmanager
def explain_storage(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals to write to `path` into a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            raise
        if isinstance(error, NoRoom):
            reason = _NO_ROOM.filled(missing=_megabytes(error.missing))
        # A temporary file may be on another disk than `path`.
        disk = disk_of(_named(error) or path)
        raise StorageError(
            Message("Can't write {path}: {reason}.", path=said(path), reason=reason.filled(disk=said(disk)))
        ) from error


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Add `path` to OSErrors raised while writing to it: those for open files name none."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


@contextmanager
def explain_reading(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals to read `path` into a StorageError in plain words."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            Message("Can't read {path}: {reason}. Check its permissions.", path=said(path), reason=str(error.strerror))
        ) from error


def _named(error: OSError) -> Path | None:
    """Return the file that `error` is about; of two, the one that was to be written."""
    name = error.filename2 if isinstance(error.filename2, str) else error.filename
    return Path(name) if isinstance(name, str) and Path(name).is_absolute() else None


def real_path(path: Path) -> Path:
    """Return the target of the link `path`; `path` itself if it isn't a link."""
    linked = os.path.islink(path)  # noqa: PTH114 - Path.is_symlink raises for a name that is too long
    return Path(os.path.realpath(path)) if linked else path


def is_read_only(path: Path) -> bool:
    """Return True if there is a regular file at `path` that may not be written to."""
    try:
        mode = path.stat().st_mode
        return stat.S_ISREG(mode) and not (mode & 0o222 and os.access(path, os.W_OK))
    except OSError:
        return False


def open_regular(path: Path) -> IO[bytes]:
    """Open a regular file for reading. Devices and pipes, which may block or never end, are refused.

    Raises IsADirectoryError for a folder, NotAFile for a device, pipe or socket, OSError if it can't be read.
    """
    _check_regular(path.stat())
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        # Something else may have taken its place since.
        _check_regular(os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


@contextmanager
def plainly_named(path: Path, folder: Path) -> Iterator[Path]:
    """Yield `path`, or a link to it in `folder` if its name isn't UTF-8 (possible on Linux): decoders refuse those."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        link = folder / name_for(path.stem, ending_of(path))
        link.symlink_to(path)
        try:
            yield link
        finally:
            link.unlink()
    else:
        yield path


class NotAFile(OSError):
    """A device, a pipe or a socket."""


def _check_regular(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise NotAFile(errno.EINVAL, "it is a device or a pipe")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_checksums(folder: Path, names: Sequence[str]) -> None:
    """Write the SHA-256 of the files of these names to CHECKSUMS beside them. Raises StorageError."""
    write_text(folder / CHECKSUMS, "".join(f"{sha256_of(folder / name)}  {name}\n" for name in names))


def check_checksums(folder: Path, names: Sequence[str]) -> None:
    """Raise ValueError unless CHECKSUMS has the right SHA-256 of each file, OSError if it can't be read."""
    expected = dict(line.split("  ", 1)[::-1] for line in (folder / CHECKSUMS).read_text("utf-8").splitlines())
    if any(expected.get(name) != sha256_of(folder / name) for name in names):
        raise ValueError("a checksum is wrong")


def read_json(path: Path, largest: int) -> Any:
    """Return the JSON in the file at `path` of at most `largest` bytes; numbers beyond a float's range are ±infinity.

    Raises OSError if it can't be read or isn't a regular file, ValueError if it is larger, nested too deeply or not
    JSON.
    """
    with open_regular(path) as file:
        # No more room is taken than the file needs.
        text = file.read(min(os.fstat(file.fileno()).st_size, largest) + 1)
    if len(text) > largest:
        raise ValueError(f"{path} has more than {largest} bytes")
    try:
        return json.loads(text, parse_int=_int)
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply") from None


def _int(digits: str) -> int | float:
    """Return the integer; ±infinity for more digits than Python parses, so that the rest of the file stays readable."""
    return int(digits) if len(digits) <= _LONGEST_INT else -math.inf if digits.startswith("-") else math.inf


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, -(-size // 10**6))} MB"


def free_pages(*arrays: NDArray[Any]) -> None:
    """Release the memory of memory-mapped arrays; their contents stay in the files.

    To be called now and then when reading hours of samples: a map's pages count as the process's memory.
    """
    for array in arrays:
        pages = getattr(array, "_mmap", None)
        if isinstance(array, np.memmap) and isinstance(pages, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            pages.madvise(mmap.MADV_DONTNEED)


def check_can_be_folder(folder: Path) -> None:
    """Raise StorageError if `folder` is not a folder and can't become one."""
    # Path.exists raises for a name that is too long; writing there reports that properly.
    above = next((path for path in (folder, *folder.absolute().parents) if os.access(path, os.F_OK)), None)
    if above is not None and not above.is_dir():
        with explain_storage(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
