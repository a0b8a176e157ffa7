"""Keep an audio process running: start it, listen to it, and restart it when it dies."""

import threading
import time
from collections.abc import Callable
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.playback.client.process_handle import ProcessHandle
from mashstudio.playback.ipc.wire import Answer

PATIENCE: Final[Seconds] = 1.0
"""How long a process may take to end before it is killed."""

_QUICK_DEATH: Seconds = 5.0
_MOST_QUICK_DEATHS = 3


class Keeper:
    """Keeps an audio process running from `start` to `close`; calls, on its own thread:

    frame: for the playhead of the next process. began: when a process runs, and whether it is the first. hear: for
    each answer. died: when it has ended by itself. failed: with the reason, if it can't be kept running; `start` tries
    again.
    """

    def __init__(
        self,
        *,
        frame: Callable[[], int],
        began: Callable[[ProcessHandle, bool], None],
        hear: Callable[[Answer], None],
        died: Callable[[ProcessHandle], None],
        failed: Callable[[Message | str], None],
    ) -> None:
        self._frame, self._began, self._hear, self._died, self._failed = frame, began, hear, died, failed
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Return True unless it has failed."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def closed(self) -> bool:
        """Return True once `close` was called."""
        return self._closing.is_set()

    def start(self) -> None:
        """Start a process, and a new one whenever it dies."""
        self._thread = threading.Thread(target=self._keep_running, name="player", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Start no more processes."""
        self._closing.set()

    def join(self) -> None:
        """Wait briefly until no more callbacks come."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(PATIENCE)

    def _keep_running(self) -> None:
        quick_deaths, first = 0, True
        while not self._closing.is_set():
            began = time.monotonic()
            try:
                process = ProcessHandle(self._frame())
            except OSError as error:
                self._failed(Message("the audio process can't be started ({details}).", details=str(error)))
                return
            self._began(process, first)
            if self._closing.is_set():
                process.close(PATIENCE)
                # Read to the end so that its pipes are closed.
                list(process.listen())
                return
            for answer in process.listen():
                self._hear(answer)
            if self._closing.is_set():
                return
            self._died(process)
            quick_deaths = quick_deaths + 1 if time.monotonic() - began < _QUICK_DEATH else 0
            if quick_deaths > _MOST_QUICK_DEATHS:
                self._failed(process.why_it_died())
                return
            first = False
            self._closing.wait(0.1 * quick_deaths)
