"""Temporary files and folders that are removed even if the process dies.

Before a process makes one beside a user's file, it records the path in a note in the user's state folder and locks the
note. An unlocked note belongs to a dead process: the file that it names is removed at the next start.
"""

import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import platformdirs

from mashstudio.core.locks import is_at, try_lock
from mashstudio.core.text.lines import shortened
from mashstudio.core.units import Seconds

FOLDER_ENDING: Final = ".making"
LONG_AGO: Final[Seconds] = 24 * 3600
"""On disks without locks, anything older than this is abandoned."""

_OURS: Final = re.compile(rf"\..*\.[0-9a-f]{{16}}{re.escape(FOLDER_ENDING)}", re.DOTALL)
_BEGINNING: Final = 40
_FORGOTTEN: Final[Seconds] = 90 * 24 * 3600


def notes_folder() -> Path:
    """Return the folder of the notes that record temporary files."""
    return platformdirs.user_state_path("mashstudio", appauthor=False) / "temporaries"


@contextmanager
def temporary_beside(path: Path, ending: str) -> Iterator[Path]:
    """Yield an unused path beside `path` for a file or folder; remove whatever is there afterwards.

    If this process dies first, `remove_leftovers` removes it. Nothing is created here but the name.
    """
    token = secrets.token_hex(8)
    temporary = path.with_name(f".{shortened(path.stem, _BEGINNING)}.{token}{ending}")
    # Inside a temporary folder it is removed together with that.
    within = any(_OURS.fullmatch(parent.name) for parent in temporary.parents)
    note = None if within else _write_note(token, temporary)
    try:
        yield temporary
    finally:
        remove(temporary)
        if note is not None:
            note[1].unlink(missing_ok=True)
            os.close(note[0])


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new private folder among the system's temporary files."""
    with temporary_beside(Path(tempfile.gettempdir(), "mashstudio"), FOLDER_ENDING) as folder:
        folder.mkdir(0o700)
        yield folder


def remove_leftovers() -> None:
    """Remove the temporary files that dead processes had noted."""
    with suppress(OSError):
        for note in notes_folder().iterdir():
            with suppress(OSError):
                _settle(note)


def remove(path: Path) -> None:
    """Remove a file, a link (not its target) or a whole folder; ignore a disk's refusals."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _write_note(token: str, temporary: Path) -> tuple[int, Path] | None:
    """Write and lock a note of `temporary`; return None if the disk refuses, which is no reason to fail."""
    note = notes_folder() / token
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(note, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return None
    # Another process tidying up may take a note that isn't locked yet for a dead one's and remove it.
    if try_lock(file) is False or not is_at(file, note):
        os.close(file)
        return None
    with suppress(OSError):
        os.write(file, os.fsencode(temporary.absolute()))
    return file, note


def _settle(note: Path) -> None:
    file = os.open(note, os.O_RDWR)
    try:
        locked, age = try_lock(file), time.time() - os.fstat(file).st_mtime
        if not (locked or (locked is None and age > LONG_AGO)):
            return
        temporary = Path(os.fsdecode(os.read(file, 1 << 16)))
        # Only names with the note's own token were made by us.
        if temporary.is_absolute() and note.name in temporary.name:
            remove(temporary)
            unplugged = not temporary.parent.exists() and age < _FORGOTTEN
            if unplugged or os.path.lexists(temporary):
                return
        note.unlink(missing_ok=True)
    finally:
        os.close(file)
