"""Where files may be written: never over an input, and over other files only on request."""

import errno
import os
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_that_fits, said


def check_folder(out: Path) -> None:
    """Raise BadArgument if `out` is there and no folder."""
    if out.exists() and not out.is_dir():
        raise BadArgument(Message("Can't write {path}: that is no folder; choose another name.", path=said(out)))


def check_outputs(outputs: Iterable[Path], inputs: Iterable[Path], *, replace: bool) -> None:
    """Raise BadArgument if an output is also an input, or the same file as another output.

    Recognised however they are spelled: links, “..”, case and accents on disks that ignore those. Folders, devices and
    names too long for the disk are refused, too. replace: allow replacing other existing files.
    """
    read = {_identity(path): path for path in inputs}
    written: dict[object, Path] = {}
    for path in outputs:
        same = _identity(path)
        if same in read:
            raise BadArgument(
                Message(
                    "Can't write {path}: that would overwrite {source}, one of the inputs; choose another name.",
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
        if _exists(path) and not path.is_file():
            raise BadArgument(
                Message("Can't write {path}: that is a folder or a device; choose another name.", path=said(path))
            )
        written[same] = path
    existing = None if replace else next((path for path in written.values() if path.exists()), None)
    if existing is not None:
        raise BadArgument(
            Message("{path} already exists; choose another name, or add --force to replace it.", path=said(existing))
        )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise BadArgument(
            Message("Can't write {path}: the name is too long; choose a shorter one.", path=said(path))
        ) from None


def _identity(path: Path) -> object:
    """Return a value that is equal for two paths to the same file, existing or not."""
    try:
        found = path.stat()
    except OSError:
        place = Path(os.path.realpath(path))
        # Only an existing file shows whether a disk is case-sensitive.
        return (_identity(place.parent), unicodedata.normalize("NFC", place.name).casefold()) if place.name else place
    return found.st_dev, found.st_ino


def numbered_path(folder: Path, stem: str, ending: str, taken: Callable[[Path], bool]) -> Path:
    """Return the first path of “stem”, “stem (2)”, “stem (3)” … in `folder` for which `taken` is False."""
    path, number = folder / name_that_fits(stem, ending), 1
    while taken(path):
        number += 1
        path = folder / name_that_fits(stem, f" ({number}){ending}")
    return path
