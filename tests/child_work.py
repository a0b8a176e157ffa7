"""What the tests have child processes do: functions that can be imported there by name."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

from mashups import mashup_of

from mashstudio.facts.errors import Cancelled, StorageError, UnusableSong
from mashstudio.jobs import Job
from mashstudio.studio.autosave import Autosave


def add(first: int, second: int, *, job: Job) -> int:
    job.report(0.25, "Adding")
    job.report(1.0, "Added")
    return first + second


def process_id(*, job: Job) -> int:
    return os.getpid()


def raise_unusable(path: Path, *, job: Job) -> None:
    raise UnusableSong(path, "It is too quiet.")


def raise_storage(*, job: Job) -> None:
    raise StorageError("The disk is full.")


def raise_cancelled(*, job: Job) -> None:
    raise Cancelled


def raise_missing(path: Path, *, job: Job) -> None:
    path.read_bytes()


def raise_unexpected(*, job: Job) -> None:
    raise ZeroDivisionError("nothing to share among")


def return_unpicklable(*, job: Job) -> object:
    return lambda: None


def die(code: int, *, job: Job) -> None:
    os._exit(code)


def abort(*, job: Job) -> None:
    os.abort()


def take_memory(size: int, *, job: Job) -> int:
    return len(bytearray(size))


def hang(note: Path, *, job: Job) -> None:
    """Writes its process id to `note`, tells that it started, and never ends."""
    note.write_text(str(os.getpid()), "utf-8")
    job.report(0.5, "Hanging")
    threading.Event().wait()


def edit_and_wait(folder: Path, place: Path) -> None:
    """A studio in which something is edited, and which is then killed. Runs in a child."""
    autosave = Autosave(folder)
    for tempo in (120.0, 121.0, 122.0):
        autosave.keep(replace(mashup_of({0: [0, 1, 2]}), tempo=tempo), place)
    time.sleep(60)
