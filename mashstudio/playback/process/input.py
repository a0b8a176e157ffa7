"""The devices to listen to: list them, and hear one."""

import os
import queue
import subprocess
import time
from contextlib import suppress
from typing import Any, Final

import numpy as np
import sounddevice
import soxr
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Seconds
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.playback.ipc.ear import EVERYTHING_PLAYED, Input
from mashstudio.playback.process.clock import StreamClock
from mashstudio.playback.process.output import NoDevice

_INVALID_SAMPLE_RATE: Final = -9997
_STALLED: Final[Seconds] = 2.5
"""Without a callback for this long, the device counts as gone. (Sound servers may take 2 s to start.)"""

_LOOK_EVERY: Final[Seconds] = 2.0

_PULSE: Final = "pulse"
"""ALSA's name for the sound server; which of its sources it records says an environment variable."""

_SOURCE: Final = "PULSE_SOURCE"
_PATIENCE: Final[Seconds] = 3.0

Floats = NDArray[np.float32]


def inputs() -> tuple[Input, ...]:
    """Return the devices to listen to. Where there is a sound server: its sources, and with them what is played."""
    hosts, default = sounddevice.query_hostapis(), _default_index()
    found = [
        Input(
            name := DeviceName(device["name"], hosts[device["hostapi"]]["name"]), str(name), device["index"] == default
        )
        for device in sounddevice.query_devices()
        if device["max_input_channels"] > 0
    ]
    if any(each.device.name == _PULSE for each in found):
        found += [Input(EVERYTHING_PLAYED, "what the system plays"), *_sources()]
    return tuple(found)


def _sources() -> list[Input]:
    """Return the sound server's sources, if the program that lists them is installed."""
    try:
        listed = subprocess.run(
            ["pactl", "list", "sources"],
            env={**os.environ, "LC_ALL": "C"}, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE,
            check=True,
        ).stdout.decode(errors="replace")  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    found, name = [], ""
    for line in listed.splitlines():
        key, _, value = line.strip().partition(": ")
        if key == "Name":
            name = value
        elif key == "Description" and name:
            found.append(Input(DeviceName(name, EVERYTHING_PLAYED.host), value))
            name = ""
    return found


class Heard:
    """A stream of what `device` hears (None: the system's default), from its creation until it is closed.

    blocks: pairs of mono sound at 44.1 kHz and when its first sample was heard. Raises NoDevice.
    """

    def __init__(self, device: DeviceName | None) -> None:
        info = _find(device)
        self.device = device or DeviceName(info["name"], sounddevice.query_hostapis(info["hostapi"])["name"])
        self.blocks: queue.SimpleQueue[tuple[Floats, Seconds]] = queue.SimpleQueue()
        self._from_server = self.device.host == EVERYTHING_PLAYED.host and self.device != EVERYTHING_PLAYED
        self._clock = StreamClock()
        self._finished = False
        self._last = self._next_look = time.perf_counter()
        self._resampler: Any = None
        self._stream = self._open(info)
        self._stream.start()
        self._last = time.perf_counter()

    @property
    def gone(self) -> bool:
        """True if the device no longer calls back, or is the sound server's and was unplugged.

        The server then goes on with another one in its place, unasked.
        """
        now = time.perf_counter()
        if now >= self._next_look:
            self._next_look = now + _LOOK_EVERY
            self._finished |= self._from_server and self.device not in {each.device for each in _sources()}
        return self._finished or now - self._last > _STALLED

    def close(self) -> None:
        """End the stream at once."""
        with suppress(NoDevice):
            self._stream.abort()
        with suppress(NoDevice):
            self._stream.close()

    def _open(self, info: dict[str, Any]) -> Any:
        try:
            return self._stream_at(SAMPLE_RATE, info)
        except NoDevice as error:
            own = round(info["default_samplerate"])
            if _INVALID_SAMPLE_RATE not in error.args or own == SAMPLE_RATE:
                raise
            self._resampler = soxr.ResampleStream(own, SAMPLE_RATE, 1, dtype="float32", quality="HQ")
            return self._stream_at(own, info)

    def _stream_at(self, rate: int, info: dict[str, Any]) -> Any:
        return sounddevice.InputStream(
            samplerate=rate,
            device=info["index"],
            channels=min(2, info["max_input_channels"]),
            dtype="float32",
            latency="low",
            callback=self._callback,
            finished_callback=self._finish,
        )

    def _callback(self, heard: Floats, frames: int, timing: Any, _flags: Any) -> None:
        """Take in `heard`, float32 (frames, channels), which is overwritten later; called on PortAudio's own thread."""
        now, rate = time.perf_counter(), self._stream.samplerate
        # PortAudio's clock differs from ours. Hosts that don't know the time report 0.
        if timing.inputBufferAdcTime > 0:
            began = timing.inputBufferAdcTime + now - self._stream.time
        else:
            began = now - self._stream.latency - frames / rate
        self._last = now
        mono = heard.mean(axis=1, dtype=np.float32)
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono)
        self.blocks.put((mono, self._clock.heard_at(began, frames / rate)))

    def _finish(self) -> None:
        self._finished = True


def _find(wanted: DeviceName | None) -> dict[str, Any]:
    """Return PortAudio's device; have the sound server record the source that is wanted."""
    os.environ.pop(_SOURCE, None)
    if wanted is None:
        found: dict[str, Any] = sounddevice.query_devices(kind="input")
        return found
    by_server = wanted.host == EVERYTHING_PLAYED.host
    if by_server:
        os.environ[_SOURCE] = wanted.name
    hosts = sounddevice.query_hostapis()
    for device in sounddevice.query_devices():
        name = (device["name"], hosts[device["hostapi"]]["name"])
        fits = name[0] == _PULSE if by_server else name == tuple(wanted)
        if fits and device["max_input_channels"] > 0:
            return dict(device)
    raise NoDevice(f"there is no device {wanted.name} ({wanted.host})")


def _default_index() -> int:
    try:
        return int(sounddevice.query_devices(kind="input")["index"])
    except NoDevice:
        return -1
