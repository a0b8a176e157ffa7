"""Lock a project for saving: a hidden file beside it, locked by the system as long as the owner lives."""

import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import platformdirs
import psutil

from mashstudio.core.errors import ProjectInUse
from mashstudio.core.files import real_path
from mashstudio.core.leftovers import LONG_AGO
from mashstudio.core.locks import is_at, try_lock
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_that_fits

_ENDING: Final = ".lock"
_MOST_READ: Final = 4096
_NETWORKS: Final = ("nfs", "cifs", "smb", "afp", "fuse.sshfs", "9p", "davfs", "ncpfs")
"""File systems on which another computer's lock may not be visible."""


@dataclass(frozen=True)
class ProjectLock:
    """The right to save the project at `project` (links resolved).

    file: the open, locked lock file at `place`; None if the disk doesn't support locks, so there is no protection.
    """

    project: Path
    place: Path
    file: int | None

    def is_of(self, path: Path) -> bool:
        """Return True if the project at `path` is this one."""
        return _real(path) == self.project

    def release(self) -> None:
        """Release the lock."""
        if self.file is None:
            return
        # Remove before unlocking: a process that locks the file meanwhile then notices that it is gone.
        if os.name != "nt":
            with suppress(OSError):
                self.place.unlink()
        os.close(self.file)
        if os.name == "nt":
            with suppress(OSError):
                self.place.unlink()
        with suppress(OSError):
            _note(self.place).unlink()


def take(path: Path) -> ProjectLock:
    """Lock the project at `path`, even if a dead process left a lock. Raises ProjectInUse if another holds it.

    A folder that can't be written to takes no lock, but nobody can save there either.
    """
    project = _real(path)
    place = project.with_name(name_that_fits(f".{project.name}", _ENDING))
    while True:
        try:
            file = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return ProjectLock(project, place, None)
        locked = try_lock(file)
        if locked is False:
            owner = _owner(place)
            os.close(file)
            raise _in_use(path, owner)
        if locked and not is_at(file, place):
            os.close(file)
            continue
        owner = _owner(place)
        if owner and (locked is None or _is_on_network(place)) and _may_live(owner, place):
            os.close(file)
            raise _in_use(path, owner)
        _sign(file, place)
        return ProjectLock(project, place, file)


def remove_dead_locks() -> None:
    """Remove locks left beside projects by dead processes of this computer."""
    with suppress(OSError):
        for note in _notes_folder().iterdir():
            with suppress(OSError):
                _settle(note)


def _settle(note: Path) -> None:
    place = Path(os.fsdecode(note.read_bytes()))
    if not place.name.endswith(_ENDING) or _note(place) != note:
        note.unlink()
        return
    if place.exists():
        file = os.open(place, os.O_RDWR)
        try:
            owner = _owner(place)
            locked = try_lock(file)
            if locked is False or (locked is None and owner and _may_live(owner, place)):
                return
            if owner.get("host", _host()) == _host() and is_at(file, place):
                place.unlink()
        finally:
            os.close(file)
    note.unlink(missing_ok=True)


def _sign(file: int, place: Path) -> None:
    """Write the owner into the lock, and the lock's path into a note that the next start finds."""
    with suppress(OSError):
        text = json.dumps({"host": _host(), "pid": os.getpid(), "started": _started(os.getpid())}).encode()
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, text)
    with suppress(OSError):
        note = _note(place)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_bytes(os.fsencode(place))


def _owner(place: Path) -> dict[str, object]:
    """Return the owner named in a lock; empty if it can't be parsed."""
    try:
        with place.open("rb") as file:
            found = json.loads(file.read(_MOST_READ))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _may_live(owner: dict[str, object], place: Path) -> bool:
    """Return True if the owner may be alive, judged by what the lock says instead of a system lock."""
    if owner.get("host") == _host():
        pid = owner.get("pid")
        return isinstance(pid, int) and pid != os.getpid() and _started(pid) == owner.get("started")
    with suppress(OSError):
        return time.time() - place.stat().st_mtime < LONG_AGO
    return False


def _in_use(path: Path, owner: dict[str, object]) -> ProjectInUse:
    host, pid = owner.get("host"), owner.get("pid")
    if not isinstance(host, str) or not isinstance(pid, int):
        return ProjectInUse(path, Message("another MashStudio"))
    if host != _host():
        return ProjectInUse(path, Message("MashStudio on {host} (process {number})", host=host[:64], number=pid))
    if pid == os.getpid():
        return ProjectInUse(path, Message("another window"))
    return ProjectInUse(path, Message("another MashStudio (process {number})", number=pid))


def _is_on_network(path: Path) -> bool:
    with suppress(OSError, psutil.Error):
        mounts = [disk for disk in psutil.disk_partitions(all=True) if path.is_relative_to(disk.mountpoint)]
        if mounts:
            return str(max(mounts, key=lambda disk: len(disk.mountpoint)).fstype).lower().startswith(_NETWORKS)
    return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(real_path(path)))


def _host() -> str:
    return socket.gethostname()


def _started(pid: int) -> float | None:
    try:
        return float(psutil.Process(pid).create_time())
    except (psutil.Error, ValueError, OverflowError):
        return None


def _notes_folder() -> Path:
    return platformdirs.user_state_path("mashstudio", appauthor=False) / "open projects"


def _note(place: Path) -> Path:
    return _notes_folder() / sha256(os.fsencode(place)).hexdigest()[:32]
