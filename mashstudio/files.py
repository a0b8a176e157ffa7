"""Writing files so that nothing is ever half there."""

import errno
import os
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from mashstudio.facts.errors import BadArgument, StorageError
from mashstudio.text.lines import ending_of, name_that_fits, shortened, shown

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
            errno.EFBIG: "it gets larger than this disk or a limit of this computer allows; choose another disk",
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


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path], *, replace: bool) -> None:
    """Raise BadArgument if a file to be written is one that is read, or the same as another one to be written.

    However they are spelled: links, “..”, capitals and accents on disks to which they make no difference.
    replace: other files that are there may be replaced; otherwise they are refused, too.
    """
    read = {_identity(path): path for path in inputs}
    written: dict[object, Path] = {}
    for path in outputs:
        same = _identity(path)
        if same in read:
            raise BadArgument(
                f"Can't write {shown(path)}: that is {shown(read[same].name)}, which it is made from; "
                "choose another name."
            )
        if same in written:
            raise BadArgument(
                f"Can't write both {shown(written[same])} and {shown(path)}: they are the same file; "
                "choose another name."
            )
        written[same] = path
    there = None if replace else next((path for path in written.values() if path.exists()), None)
    if there is not None:
        raise BadArgument(f"{shown(there)} is there already; choose another name, or add --force to replace it.")


def _identity(path: Path) -> object:
    """The same for two paths that lead to the same file, or to the same place for one."""
    try:
        found = path.stat()
    except OSError:
        place = Path(os.path.realpath(path))
        # Whether a disk tells capitals apart shows only when the file is there.
        return (
            _identity(place.parent)
            if place.name == ""
            else (str(place.parent), unicodedata.normalize("NFC", place.name).casefold())
        )
    return found.st_dev, found.st_ino


def numbered_path(folder: Path, stem: str, ending: str, taken: Callable[[Path], bool]) -> Path:
    """The first of “stem”, “stem (2)”, “stem (3)” and so on in `folder` that isn't taken."""
    path, number = folder / name_that_fits(stem, ending), 1
    while taken(path):
        number += 1
        path = folder / name_that_fits(stem, f" ({number}){ending}")
    return path


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
