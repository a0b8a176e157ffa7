"""The owner's thread for sessions in tests: functions that workers post run when the test pumps."""

import queue
import time
from collections.abc import Callable
from contextlib import suppress


class Pump:
    """Accepts functions from any thread and runs them in the thread that calls `until`."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, function: Callable[[], None]) -> None:
        """Queue `function`."""
        self._posted.put(function)

    def until(self, reached: Callable[[], object], seconds: float = 120) -> None:
        """Run posted functions until `reached()` is true; fail after `seconds`."""
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, "It never came to that."
            # The condition may become true without any posted function.
            with suppress(queue.Empty):
                self._posted.get(timeout=0.05)()
