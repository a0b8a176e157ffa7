"""Work for the tests' child processes: functions that can be imported there by name."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from mashups import mashup_of

from mashstudio.audio.arrays import SamplesFile
from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled, StorageError, UnusableSong
from mashstudio.core.files import atomic_write
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.model.choices import FixedTempo
from mashstudio.session.autosave import Autosave


def add(first: int, second: int, *, job: Job) -> int:
    job.report(0.25, Message("Adding"))
    job.report(1.0, Message("Added"))
    return first + second


def process_id(*, job: Job) -> int:
    return os.getpid()


def raise_unusable(path: Path, *, job: Job) -> None:
    raise UnusableSong(path, Message("It is too quiet."))


def raise_storage(*, job: Job) -> None:
    raise StorageError(Message("The disk is full."))


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
    """Write the process id to `note`, report the start and never end."""
    note.write_text(str(os.getpid()), "utf-8")
    job.report(0.5, Message("Hanging"))
    threading.Event().wait()


def edit_and_wait(folder: Path, place: Path) -> None:
    """Edit a mashup in a studio and wait to be killed. Runs in a child."""
    autosave = Autosave(folder)
    for tempo in (120.0, 121.0, 122.0):
        autosave.keep(replace(mashup_of({0: [0, 1, 2]}), tempo=FixedTempo(tempo)), place)
    time.sleep(60)


def write_and_wait(path: Path) -> None:
    """Begin to write a file and wait to be killed."""
    with atomic_write(path) as temporary:
        temporary.write_bytes(bytes(1000))
        time.sleep(60)


def make_and_wait(cache: Path, started: Path) -> None:
    """Make a cache entry: create `started`, then take a second, or wait to be killed if it is named “….killed”."""

    def make(folder: Path) -> None:
        (folder / "samples.npy").write_bytes(b"theirs")
        started.touch()
        time.sleep(60 if started.suffix == ".killed" else 1)

    Cache(cache).build("ab" * 32, "samples", {}, make)


def use_and_wait(cache: Path, started: Path) -> None:
    """Use a cache entry until killed."""
    assert Cache(cache).get("ab" * 32, "samples", {}) is not None
    started.touch()
    time.sleep(60)


def start_program_and_die(note: Path, *, job: Job) -> None:
    """Start a program, note its process id and be killed."""
    note.write_text(str(subprocess.Popen(["sleep", "60"]).pid), "utf-8")
    os.kill(os.getpid(), signal.SIGKILL)


def write_too_much(path: Path, *, job: Job) -> None:
    """Write a file larger than this process's limit."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
    SamplesFile(path, 100_000)


def has_imported(module: str, *, job: Job) -> tuple[int, bool]:
    """Return this process's id and whether it has imported `module`."""
    return os.getpid(), module in sys.modules


def threads_of_products(*, job: Job) -> int:
    """Return how many threads multiply matrices: all but the one that watches the parent."""
    np.ones((500, 500)) @ np.ones((500, 500))
    return int(psutil.Process().num_threads()) - 1
