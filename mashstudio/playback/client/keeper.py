"""Keep an audio process running: start it, listen to it, and start it again when it dies."""

import threading
import time
from collections.abc import Callable
from typing import Final

from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.playback.client.process_handle import ProcessHandle
from mashstudio.playback.ipc.wire import Answer

PATIENCE: Final[Seconds] = 1.0
"""How long a process that is to end may take."""

_QUICK_DEATH: Seconds = 5.0
_MOST_QUICK_DEATHS = 3


class Keeper:
    """Keep an audio process running from `start` to `close`, and call, on a thread of its own:

    frame: where the playhead of the next one begins. began: one runs; it is the first or it isn't. hear: it says
    something. died: it has ended by itself. failed: it can't be kept running, for this reason; `start` tries again.
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
        """Start a process, and another whenever it dies."""
        self._thread = threading.Thread(target=self._keep_running, name="player", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Start no more processes."""
        self._closing.set()

    def join(self) -> None:
        """Wait a moment until nothing is called any more."""
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
                # To its end: then its pipes are closed.
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
