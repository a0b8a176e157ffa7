"""Autosave: every edit is on disk within 2 s, and after a crash the studio can go on from there."""

import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil

from mashstudio.facts.errors import StorageError
from mashstudio.facts.units import Seconds
from mashstudio.files import atomic_write, explain_storage, open_regular
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.project import save_project

_DELAY: Seconds = 1.0
_OWNER = ".json"


def default_autosave_folder() -> Path:
    """The user's state folder."""
    return platformdirs.user_state_path("mashstudio", appauthor=False) / "autosave"


@dataclass(frozen=True)
class Recovery:
    """Work that a studio left behind when it ended without being closed.

    copy: the project as it last was. place: where it had been saved; None: nowhere. when: seconds since 1970.
    """

    copy: Path
    place: Path | None
    title: str
    when: float

    def discard(self) -> None:
        """Throws it away."""
        self.copy.unlink(missing_ok=True)
        self.copy.with_suffix(_OWNER).unlink(missing_ok=True)


class Autosave:
    """Keeps a copy of one session's mashup in `folder`, on a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copy = folder / f"{os.getpid()}-{id(self):x}-{time.time_ns():x}.mash"
        self._wake = threading.Condition()
        self._wanted: tuple[Mashup, Path | None] | None = None
        self._stale = self._closed = False
        # Disks can be slow: whoever edits waits for `_wake` only.
        self._disk = threading.Lock()
        self.error: StorageError | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True, name="autosave")
        self._thread.start()

    def keep(self, mashup: Mashup, place: Path | None) -> None:
        """Has `mashup` on disk within 2 s. place: where it is saved by the user, if anywhere."""
        self._want((mashup, place))

    def take_over(self, copy: Path) -> None:
        """What a crash left behind in `copy` is this session's own from now on; it is never without a copy."""
        with self._disk:
            self._remove()
            self._copy = copy

    def forget(self) -> None:
        """There is nothing to lose any more: it is saved, or the user doesn't want it."""
        self._want(None)

    def close(self) -> None:
        """Ends in order: nothing is left to be recovered."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join()
        self._remove()

    def _want(self, wanted: tuple[Mashup, Path | None] | None) -> None:
        with self._wake:
            self._wanted, self._stale = wanted, True
            self._wake.notify()

    def _serve(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._stale or self._closed)
                # Edits come in bursts: one copy for all of a second's.
                self._wake.wait_for(lambda: self._wanted is None or self._closed, _DELAY)
                if self._closed:
                    return
                wanted, self._stale = self._wanted, False
            with self._disk:
                if wanted is None:
                    self._remove()
                else:
                    self._write(*wanted)

    def _write(self, mashup: Mashup, place: Path | None) -> None:
        owner = {"pid": os.getpid(), "started": _started(os.getpid()), "place": None if place is None else str(place)}
        owner |= {"title": " × ".join(song.title for song in mashup.songs), "when": time.time()}
        try:
            with explain_storage(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
            with atomic_write(self._copy.with_suffix(_OWNER)) as temporary:
                temporary.write_text(json.dumps(owner), "utf-8")
            save_project(mashup, self._copy)
            self.error = None
        except StorageError as error:
            self.error = error

    def _remove(self) -> None:
        for path in (self._copy, self._copy.with_name(self._copy.name + "~"), self._copy.with_suffix(_OWNER)):
            with suppress(OSError):
                path.unlink()


def find_recoveries(folder: Path) -> list[Recovery]:
    """What studios that are no longer running left behind in `folder`, the latest first."""
    found = []
    for copy in folder.glob("[!.]*.mash"):
        try:
            with open_regular(copy.with_suffix(_OWNER)) as file:
                owner = json.loads(file.read())
            if _started(int(owner["pid"])) == owner["started"]:
                continue
            place = None if owner["place"] is None else Path(owner["place"])
            found.append(Recovery(copy, place, str(owner["title"]), float(owner["when"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda recovery: -recovery.when)


def _started(pid: int) -> float | None:
    """When the process began: a number may be given to another process later."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return None
