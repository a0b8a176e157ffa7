"""Python's garbage is collected on the interface thread only, and memory that is free goes back to the system."""

import ctypes
import gc
import sys
import threading

from PySide6.QtCore import QTimer

_SETTLED_MS = 5000
_OFTEN_MS = 1000
_GONE_MS = 200


class Garbage:
    """From when this is made, and for as long as it is held, garbage is collected on this thread and on no other.

    Some of it is Qt's. PySide (6.11) ends that with a lock of Qt's in its hands, and then waits for Python: on a
    worker's thread, while the interface thread has Python and waits for the lock, the program would stand still for
    good.
    """

    def __init__(self) -> None:
        gc.disable()
        self._timer = QTimer(interval=_OFTEN_MS)
        self._timer.timeout.connect(_collect)
        QTimer.singleShot(_SETTLED_MS, self._begin)

    def _begin(self) -> None:
        # By now all libraries are there. They stay, and looking through them takes longer than a frame.
        gc.freeze()
        self._timer.start()


def _collect() -> None:
    """As Python would by itself: the old less often than the young."""
    for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
        if count <= threshold:
            return
        gc.collect(generation)


def clear_before_import() -> None:
    """Comes before a large library is loaded later than the others: what is left when it is there is no garbage."""
    gc.collect()


def keep_imported() -> None:
    """The library is there, and stays: it isn't looked through any more."""
    gc.freeze()


def clear_away_soon() -> None:
    """A window was closed: what it has left is collected as soon as Qt is through with it.

    Left to itself Python would do that some windows later, each of which takes megabytes; and the C library would keep
    what is free for itself, in an arena for each thread there ever was.
    """
    QTimer.singleShot(_GONE_MS, _clear_away)


def _clear_away() -> None:
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        threading.Thread(target=trim, args=(0,), daemon=True, name="trim").start()
