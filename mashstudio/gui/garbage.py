"""Garbage collection on the interface thread only; free memory is returned to the system."""

import ctypes
import gc
import sys
import threading

from PySide6.QtCore import QTimer

_SETTLED_MS = 5000
_OFTEN_MS = 1000
_GONE_MS = 200


class Garbage:
    """While an instance exists, garbage is collected on the interface thread only.

    Garbage may hold Qt objects. PySide (6.11) destroys them while holding a lock of Qt's, and then waits for the GIL:
    on a worker's thread that would deadlock with the interface thread, which may hold the GIL and wait for the lock.
    """

    def __init__(self) -> None:
        gc.disable()
        self._timer = QTimer(interval=_OFTEN_MS)
        self._timer.timeout.connect(_collect)
        QTimer.singleShot(_SETTLED_MS, self._begin)

    def _begin(self) -> None:
        # All libraries are loaded. They stay, and traversing them takes longer than a frame.
        gc.freeze()
        self._timer.start()


def _collect() -> None:
    """Collect as Python would: old generations less often than young ones."""
    for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
        if count <= threshold:
            return
        gc.collect(generation)


def clear_before_import() -> None:
    """Collect before a large late import, so that `keep_imported` doesn't freeze garbage."""
    gc.collect()


def keep_imported() -> None:
    """Exempt a library imported late from collection: it stays."""
    gc.freeze()


def keep_loaded() -> None:
    """Exempt much that was loaded from collection: traversing it takes longer than a frame.

    It must have no cycles: it is freed once nothing refers to it.
    """
    gc.collect(1)
    gc.freeze()


def collect_soon() -> None:
    """Collect what a closed window left, as soon as Qt is done with it.

    Python by itself would do so some windows later, at megabytes each, and the C library would keep the free memory in
    the arena of each thread.
    """
    QTimer.singleShot(_GONE_MS, _collect_all)


def _collect_all() -> None:
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        threading.Thread(target=trim, args=(0,), daemon=True, name="trim").start()
