"""Ctrl-C and SIGTERM: end a command at once, cleanly if possible."""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Final, NoReturn

_PATIENCE: Final = 1.5
"""Seconds."""


def listen() -> None:
    """Have Ctrl-C and SIGTERM raise KeyboardInterrupt; kill the process if it is still running 1.5 s later."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    # Python handles signals only between bytecodes; a call in C may take long, or wait for a disk.
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reader,), daemon=True, name="ending").start()
    signal.signal(signal.SIGTERM, _stop)
    # A shell's background jobs ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def _stop(*_: object) -> NoReturn:
    # The clean-up must not be interrupted in its turn.
    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is _stop:
            signal.signal(each, _ignore)
    raise KeyboardInterrupt


def _ignore(*_: object) -> None:
    pass


def _watch(reader: int) -> None:
    while received := os.read(reader, 1):
        # The window installs its own handlers.
        if received[0] in (signal.SIGINT, signal.SIGTERM) and signal.getsignal(received[0]) in (_stop, _ignore):
            time.sleep(_PATIENCE)
            _end()


def _end() -> NoReturn:
    multiprocessing = sys.modules.get("multiprocessing")
    for child in multiprocessing.active_children() if multiprocessing else ():
        with suppress(OSError):
            child.kill()
    with suppress(OSError, ValueError):
        os.write(2, b"mashstudio: Cancelled.\n")
    os._exit(1)
