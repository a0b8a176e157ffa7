"""Where files may be written: never over what is read, and over others only when that is wanted."""

import errno
import os
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_that_fits, said


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path], *, replace: bool) -> None:
    """Raise BadArgument if a file to be written is one that is read, or the same as another one to be written.

    Folders and devices are refused, too. However they are spelled: links, “..”, capitals and accents on disks to which
    they make no difference. replace: other files that are there may be replaced; otherwise they are refused, too.
    So are names that are too long for the disk.
    """
    read = {_identity(path): path for path in inputs}
    written: dict[object, Path] = {}
    for path in outputs:
        same = _identity(path)
        if same in read:
            raise BadArgument(
                Message(
                    "Can't write {path}: that is {source}, which it is made from; choose another name.",
                    path=said(path),
                    source=said(read[same].name),
                )
            )
        if same in written:
            raise BadArgument(
                Message(
                    "Can't write both {one} and {other}: they are the same file; choose another name.",
                    one=said(written[same]),
                    other=said(path),
                )
            )
        if _is_there(path) and not path.is_file():
            raise BadArgument(
                Message("Can't write {path}: that is a folder or a device; choose another name.", path=said(path))
            )
        written[same] = path
    there = None if replace else next((path for path in written.values() if path.exists()), None)
    if there is not None:
        raise BadArgument(
            Message("{path} is there already; choose another name, or add --force to replace it.", path=said(there))
        )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise BadArgument(
            Message("Can't write {path}: the name is too long; choose a shorter one.", path=said(path))
        ) from None


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
