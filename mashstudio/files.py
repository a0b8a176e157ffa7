"""Writing files so that nothing is ever half there."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from mashstudio.facts.errors import StorageError
from mashstudio.text.lines import ending_of, shortened, shown

PROJECT_FOLDER: Final = Path(__file__).parents[1]
"""Where MashStudio itself lies: its package, its resources and its licence."""

_PREFIX: Final = 40

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
            raise StorageError(f"Can't write {shown(path)}: that is a folder or a device; choose another name.")
        handle, name = tempfile.mkstemp(prefix=hidden_prefix(path), suffix=ending_of(path), dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            _finish(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def hidden_prefix(path: Path) -> str:
    """How the names of files begin that lie beside `path` until they are whole."""
    return f".{shortened(path.stem, _PREFIX)}."


def _finish(temporary: Path, path: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    # mkstemp makes private files; what the user asked for gets the permissions that any new file of theirs has.
    temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_UMASK)
    temporary.replace(path)


_NAME_REFUSED: Final = "the disk refuses that name; choose a plainer one"
_DISK_FAILS: Final = "the disk fails or isn't there any more; check it, or choose another folder"


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
            errno.EILSEQ: _NAME_REFUSED,
            errno.EINVAL: _NAME_REFUSED,
            errno.EFBIG: "the file is larger than the disk or your limit allows; choose another folder",
            errno.EIO: _DISK_FAILS,
            errno.ENXIO: _DISK_FAILS,
            errno.ENODEV: _DISK_FAILS,
            errno.ESTALE: _DISK_FAILS,
            errno.ETXTBSY: "another program is using it; close that, or choose another name",
            errno.EBUSY: "another program is using it; close that, or choose another name",
            errno.ELOOP: "it is a link that leads nowhere; choose another name",
        }.get(error.errno or 0)
        if reason is None:
            raise
        raise StorageError(f"Can't write {shown(path)}: {reason}.") from error


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
