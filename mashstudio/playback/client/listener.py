"""Listening to the beat of what is played elsewhere; a separate process hears it."""

import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from mashstudio.core.units import Seconds
from mashstudio.playback.client.process_handle import printed_by, said_by, start_process
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import (
    EarCommand,
    EarEvent,
    EarFailed,
    InputsListed,
    ListenTo,
    SendClock,
    decode_ear_answer,
)
from mashstudio.playback.ipc.lines import Crashed, encode

_MODULE: Final = "mashstudio.playback.process.ear"


class Listener:
    """Listens to `device` (None: the system's default) from its creation until it is closed.

    on_event is called on a thread of its own. No method waits.
    """

    def __init__(self, on_event: Callable[[EarEvent], None], device: DeviceName | None = None) -> None:
        self._on_event = on_event
        self._wishes: dict[type, EarCommand] = {ListenTo: ListenTo(device)}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock, self._closed = threading.Lock(), False
        threading.Thread(target=self._run, name="listener", daemon=True).start()

    def listen_to(self, device: DeviceName | None) -> None:
        """Listen to another device."""
        self._send(ListenTo(device))

    def send_clock(self, port: str | None) -> None:
        """Send MIDI clock to this port; None: to none."""
        self._send(SendClock(port))

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._closed

    def close(self) -> None:
        """End; no more events come."""
        with self._lock:
            self._closed = True
            if self._process is not None and self._process.stdin is not None:
                # It ends by itself when its standard input does.
                with suppress(OSError):
                    self._process.stdin.close()

    def _send(self, command: EarCommand) -> None:
        with self._lock:
            self._wishes[type(command)] = command
            self._write(command)

    def _write(self, command: EarCommand) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.write(encode(command))
                self._process.stdin.flush()

    def _run(self) -> None:
        try:
            process = start_process(_MODULE, [], (), stdin=subprocess.PIPE)
        except OSError as error:
            self._tell(EarFailed(str(error)))
            return
        with self._lock:
            self._process = process
            for command in self._wishes.values():
                self._write(command)
            if self._closed:
                process.kill()
        for answer in said_by(process, decode_ear_answer):
            if isinstance(answer, Crashed):
                self._tell(EarFailed(answer.text))
            elif not isinstance(answer, InputsListed):
                self._tell(answer)

    def _tell(self, event: EarEvent) -> None:
        if not self._closed:
            self._on_event(event)


def list_inputs(patience: Seconds = 15.0) -> InputsListed | None:
    """Return what can be listened to, and where MIDI clock can be sent; None if that can't be found out."""
    printed = printed_by(_MODULE, "--inputs", patience)
    answer = None if printed is None else decode_ear_answer(printed)
    return answer if isinstance(answer, InputsListed) else None
