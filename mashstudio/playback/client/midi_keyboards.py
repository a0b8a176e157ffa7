"""MIDI keyboards; a separate process hears them."""

import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from mashstudio.playback.client.process_handle import said_by, start_process
from mashstudio.playback.ipc.keys import KeyboardEvent, KeyboardsEnded, decode_keyboard_answer
from mashstudio.playback.ipc.lines import Crashed

_MODULE: Final = "mashstudio.playback.process.midi_keys"


class MidiKeyboards:
    """Hears every keyboard that is connected, from its creation until it is closed.

    on_event is called on a thread of its own. No method waits.
    """

    def __init__(self, on_event: Callable[[KeyboardEvent], None]) -> None:
        self._on_event = on_event
        self._process: subprocess.Popen[bytes] | None = None
        self._lock, self._closed = threading.Lock(), False
        threading.Thread(target=self._run, name="midi keyboards", daemon=True).start()

    def close(self) -> None:
        """End; no more events come."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                _end(self._process)

    def _run(self) -> None:
        try:
            process = start_process(_MODULE, [], (), stdin=subprocess.PIPE)
        except OSError as error:
            self._tell(KeyboardsEnded(str(error)))
            return
        with self._lock:
            self._process = process
            if self._closed:
                _end(process)
        for answer in said_by(process, decode_keyboard_answer):
            self._tell(KeyboardsEnded(answer.text) if isinstance(answer, Crashed) else answer)

    def _tell(self, event: KeyboardEvent) -> None:
        if not self._closed:
            self._on_event(event)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process: it does by itself when its standard input does."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.close()
