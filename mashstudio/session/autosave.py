"""Autosave: write every edit to disk within 2 s, and recover it after a crash."""

import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil

from mashstudio.core.errors import ProjectError
from mashstudio.core.files import explain_storage, read_json, write_text
from mashstudio.core.units import Seconds
from mashstudio.document.project import load_project, save_project
from mashstudio.model.mashup import Mashup
from mashstudio.model.song import LONGEST_TITLE

_LOG = logging.getLogger(__name__)
_DELAY: Seconds = 1.0
_AGAIN: Seconds = 4.0
_OWNER = ".json"
_LARGEST_OWNER = 1 << 20
_LATEST = 4e9  # seconds since 1970: the year 2096


def default_autosave_folder() -> Path:
    """Return the folder for autosaved copies, in the user's state folder."""
    return platformdirs.user_state_path("mashstudio", appauthor=False) / "autosave"


@dataclass(frozen=True)
class Recovery:
    """Work left behind by a studio that ended without being closed.

    copy: the latest state. place: where the project was saved; None: nowhere. when: seconds since 1970.
    """

    copy: Path
    place: Path | None
    title: str
    when: float

    def discard(self) -> None:
        """Delete it."""
        self.copy.unlink(missing_ok=True)
        self.copy.with_suffix(_OWNER).unlink(missing_ok=True)


class Autosave:
    """A copy of one session's mashup in `folder`, written on its own thread.

    on_error: called on that thread, once with the error when the copy can't be written, and with None when it can
    again; writing is retried meanwhile. error: the current one.
    """

    def __init__(self, folder: Path, on_error: Callable[[Exception | None], None] = lambda _error: None) -> None:
        self._folder, self._on_error = folder, on_error
        self._copy = folder / f"{os.getpid()}-{id(self):x}-{time.time_ns():x}.mash"
        self._wake = threading.Condition()
        self._wanted: tuple[Mashup, Path | None] | None = None
        self._stale = self._closed = False
        # Disks can be slow: edits only ever wait for `_wake`.
        self._disk = threading.Lock()
        self.error: Exception | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True, name="autosave")
        self._thread.start()

    def keep(self, mashup: Mashup, place: Path | None) -> None:
        """Write `mashup` to disk within 2 s. place: where the user saved it, if anywhere."""
        self._want((mashup, place))

    def take_over(self, copy: Path) -> None:
        """Make the recovered `copy` this session's own; it is kept until the session has written its own copy."""
        with self._disk:
            self._remove()
            self._copy = copy

    def forget(self) -> None:
        """Remove the copy: the work is saved, or the user discards it."""
        self._want(None)

    def close(self) -> None:
        """Stop, and remove the copy: nothing needs to be recovered."""
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
                self._wake.wait_for(lambda: self._stale or self._closed, None if self.error is None else _AGAIN)
                # Edits come in bursts: one copy covers all within a second.
                self._wake.wait_for(lambda: self._wanted is None or self._closed, _DELAY)
                if self._closed:
                    return
                wanted, self._stale = self._wanted, False
            try:
                with self._disk:
                    if wanted is None:
                        self._remove()
                    else:
                        self._write(*wanted)
            except Exception as error:
                # Whatever went wrong, later edits must still be saved.
                self._tell(error)
            else:
                self._tell(None)

    def _tell(self, error: Exception | None) -> None:
        before, self.error = self.error, error
        if (before is None) == (error is None):
            return
        if error is not None:
            _LOG.error("Autosave failed: %s", error, exc_info=error)
        self._on_error(error)

    def _write(self, mashup: Mashup, place: Path | None) -> None:
        owner = {"pid": os.getpid(), "started": _started(os.getpid()), "place": None if place is None else str(place)}
        owner |= {"title": mashup.title, "when": time.time()}
        with explain_storage(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        write_text(self._copy.with_suffix(_OWNER), json.dumps(owner))
        save_project(mashup, self._copy)

    def _remove(self) -> None:
        for path in (self._copy, self._copy.with_name(self._copy.name + "~"), self._copy.with_suffix(_OWNER)):
            with suppress(OSError):
                path.unlink()


def find_recoveries(folder: Path) -> list[Recovery]:
    """Return the work that studios no longer running left behind in `folder`, latest first."""
    try:
        copies = [copy for copy in folder.glob("[!.]*.mash") if copy.is_file()]
    except OSError:
        return []
    found = [_recovery(copy) for copy in copies]
    return sorted((recovery for recovery in found if recovery is not None), key=lambda recovery: -recovery.when)


def _recovery(copy: Path) -> Recovery | None:
    """Return the work in `copy`; None while its studio is running, or if it can't be identified."""
    try:
        owner = read_json(copy.with_suffix(_OWNER), _LARGEST_OWNER)
        began = _started(owner["pid"])
        if began is not None and began == owner["started"]:
            return None
        place, title, when = owner["place"], owner["title"], owner["when"]
        if place is not None:
            os.fsencode(place)
        if not (isinstance(title, str) and "\0" not in str(place) and 0 <= when <= _LATEST):
            raise ValueError("it was written by something else")
        return Recovery(copy, None if place is None else Path(place), title[: 2 * LONGEST_TITLE], float(when))
    except (OSError, ValueError, KeyError, TypeError):
        return _orphan(copy)


def _orphan(copy: Path) -> Recovery | None:
    """Return the work in a copy without an owner file, if it is sound: the owner file may not have been written yet."""
    try:
        when = copy.stat().st_mtime
        named = re.match(r"\d+(?=-)", copy.stem)
        began = None if named is None else _started(int(named[0]))
        if began is not None and began <= when:
            # The studio that wrote it may be running.
            return None
        return Recovery(copy, None, load_project(copy).title, min(max(when, 0.0), _LATEST))
    except (OSError, ProjectError):
        return None


def remove_orphans(folder: Path) -> None:
    """Remove owner files without a copy from `folder`: their studio was killed while it cleaned up."""
    for path in [*folder.glob(f"[!.]*{_OWNER}"), *folder.glob("[!.]*.mash~")]:
        copy = path.with_name(path.name[:-1]) if path.name.endswith("~") else path.with_suffix(".mash")
        # The owner file is written just before the copy.
        with suppress(OSError):
            if not copy.exists() and not (path.suffix == _OWNER and _has_owner(path)):
                path.unlink()


def _has_owner(path: Path) -> bool:
    """Return True if the studio that wrote the owner file is running."""
    try:
        owner = read_json(path, _LARGEST_OWNER)
        return bool(_started(owner["pid"]) == owner["started"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _started(pid: int) -> float | None:
    """Return when the process started, as process ids are reused; None: it isn't running."""
    try:
        return float(psutil.Process(pid).create_time())
    except (psutil.Error, ValueError, OverflowError):
        return None
