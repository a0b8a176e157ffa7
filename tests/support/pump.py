"""An owner's thread for sessions: what workers post is done when the test pumps."""

import queue
import time
from collections.abc import Callable
from contextlib import suppress


class Pump:
    """Takes functions from any thread, and runs them where `until` is called."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, function: Callable[[], None]) -> None:
        """Has `function` run soon."""
        self._posted.put(function)

    def until(self, reached: Callable[[], object], seconds: float = 120) -> None:
        """Runs what is posted until `reached()` is true; fails when it doesn't come to that."""
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, "It never came to that."
            # What is waited for may come without anything that is posted.
            with suppress(queue.Empty):
                self._posted.get(timeout=0.05)()
