"""One run of the audio process: start it, send commands, read answers."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from mashstudio.core.files import PROJECT_FOLDER
from mashstudio.core.messages import Message
from mashstudio.core.units import Seconds
from mashstudio.playback.ipc.devices import Device
from mashstudio.playback.ipc.lines import Crashed, encode
from mashstudio.playback.ipc.shared import SharedMemory
from mashstudio.playback.ipc.status import Status
from mashstudio.playback.ipc.wire import (
    MEMORY_BYTES,
    Answer,
    Command,
    Listed,
    decode_answer,
    slot_part,
    status_part,
)

_MODULE = "mashstudio.playback.process"

A = TypeVar("A")


class ProcessHandle:
    """A running audio process and its shared memory; its playhead starts at `frame`.

    Raises OSError if it can't be started.
    """

    def __init__(self, frame: int) -> None:
        memory = SharedMemory(MEMORY_BYTES)
        self._memory = memory.buffer
        self.status = Status(status_part(memory.buffer))
        self.status.write_mark(0, frame, frame, rolling=False)
        try:
            self._process = start_process(_MODULE, [memory.handle], memory.inherited, stdin=subprocess.PIPE)
        finally:
            memory.close()
        self._errors = ""
        if sys.platform != "win32":
            assert self._process.stdin is not None
            os.set_blocking(self._process.stdin.fileno(), False)

    def slot(self, slot: int) -> memoryview:
        """Return the memory of one of SLOTS."""
        return slot_part(self._memory, slot)

    def send(self, command: Command) -> None:
        """Send `command` without blocking; kill a process that no longer reads."""
        line = encode(command)
        assert self._process.stdin is not None
        try:
            taken = os.write(self._process.stdin.fileno(), line)
        except BlockingIOError:
            taken = 0
        except (OSError, ValueError):
            # It has ended; `listen` will notice.
            return
        if taken != len(line):
            self._process.kill()

    def listen(self) -> Iterator[Answer]:
        """Yield its answers until it ends."""
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        for line in self._process.stdout:
            answer = decode_answer(line)
            if isinstance(answer, Crashed):
                self._errors = answer.text
            else:
                yield answer
        self._errors += self._process.stderr.read().decode(errors="replace")
        self._process.wait()
        self._process.stdout.close()
        self._process.stderr.close()

    def why_it_died(self) -> Message | str:
        """Return why it ended by itself, or its last output if that isn't known."""
        if re.search("PortAudio library not found|libportaudio", self._errors):
            return Message("PortAudio is missing. Install it (sudo apt-get install libportaudio2), then start again.")
        lines = self._errors.strip().splitlines()
        return lines[-1] if lines else Message("the audio process quit (code {code})", code=self._process.returncode)

    def kill(self) -> None:
        """Kill it."""
        self._process.kill()

    def close(self, patience: Seconds) -> None:
        """End it; kill it if that takes longer than `patience`."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            # A hanging driver may keep it alive until the driver returns.
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid


def list_devices(patience: Seconds = 10.0) -> tuple[Device, ...] | None:
    """Return the present devices; None if they can't be listed.

    A separate process lists them: one that plays only sees the devices it started with.
    """
    printed = printed_by(_MODULE, "--devices", patience)
    answer = None if printed is None else decode_answer(printed)
    return answer.devices if isinstance(answer, Listed) else None


def printed_by(module: str, argument: str, patience: Seconds) -> bytes | None:
    """Return what one of the processes of `playback.process` prints; None if it fails or exceeds `patience`."""
    process = start_process(module, [argument], (), stdin=subprocess.DEVNULL)
    try:
        printed, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=1)
        return None
    return printed if process.returncode == 0 else None


def said_by(process: "subprocess.Popen[bytes]", decode: Callable[[bytes], A]) -> Iterator[A | Crashed]:
    """Yield what one of the processes of `playback.process` says until it ends, and why it did: a line in Crashed."""
    assert process.stdout is not None
    assert process.stderr is not None
    reason = ""
    for line in process.stdout:
        answer = decode(line)
        if isinstance(answer, Crashed):
            reason = answer.text
        else:
            yield answer
    reason = (reason or process.stderr.read().decode(errors="replace")).strip()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    yield Crashed(reason.splitlines()[-1] if reason else f"code {process.returncode}")


def start_process(
    module: str, arguments: list[str], inherited: tuple[int, ...], stdin: int
) -> "subprocess.Popen[bytes]":
    """Start one of the processes of `playback.process`, with these file descriptors. Raises OSError."""
    options: dict[str, Any] = {"pass_fds": inherited, "start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(PROJECT_FOLDER), *filter(None, [os.environ.get("PYTHONPATH")])]),
        # The process does no large matrix products; threads for them would only take memory.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    # -P: don't import from the current folder.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        **options,
    )
