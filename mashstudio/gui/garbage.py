"""Python's garbage is collected on the interface thread only."""

import gc

from pyqtgraph.util.garbage_collector import GarbageCollector
from PySide6.QtCore import QTimer

_SETTLED_MS = 5000


class Garbage:
    """From when this is made, and for as long as it is held, garbage is collected on this thread and on no other.

    Some of it is Qt's. PySide (6.11) ends that with a lock of Qt's in its hands, and then waits for Python: on a
    worker's thread, while the interface thread has Python and waits for the lock, the program would stand still for
    good.
    """

    def __init__(self) -> None:
        gc.disable()
        self._collector: GarbageCollector | None = None
        QTimer.singleShot(_SETTLED_MS, self._begin)

    def _begin(self) -> None:
        # By now all libraries are there. They stay, and looking through them takes longer than a frame.
        gc.freeze()
        self._collector = GarbageCollector()
