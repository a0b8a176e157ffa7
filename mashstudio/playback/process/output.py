"""The sound device: find it by name, open it, and track when its sound is heard."""

import time
from contextlib import suppress
from typing import Any

import numpy as np
import sounddevice

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.playback.ipc.devices import Device, DeviceName
from mashstudio.playback.ipc.status import Status
from mashstudio.playback.process.clock import StreamClock
from mashstudio.playback.process.limiter import Limiter
from mashstudio.playback.process.mixer import Mixer
from mashstudio.playback.process.resample import Resampler

_INVALID_SAMPLE_RATE = -9997
_LONGEST_BLOCK = 1 << 16

_STALLED: Seconds = 2.5
"""Without a callback for this long, the device counts as gone. (Sound servers may take 2 s to start.)"""

NoDevice = sounddevice.PortAudioError
"""No such device, or it can't be opened; the text gives the reason."""


def output_devices() -> tuple[Device, ...]:
    """Return the output devices."""
    hosts = sounddevice.query_hostapis()
    default = _default_index()
    return tuple(
        Device(
            DeviceName(device["name"], hosts[device["hostapi"]]["name"]),
            device["max_output_channels"],
            device["default_samplerate"],
            device["index"] == default,
        )
        for device in sounddevice.query_devices()
        if device["max_output_channels"] > 0
    )


def look_again() -> None:
    """Restart PortAudio, which only lists devices when it starts. Only while no stream is open."""
    sounddevice._terminate()
    sounddevice._initialize()


class Output:
    """A stream that plays `mixer` from its creation until it is closed. Raises NoDevice."""

    def __init__(self, device: DeviceName | None, latency: str | Seconds, mixer: Mixer, status: Status) -> None:
        info = _find(device)
        self.device = DeviceName(info["name"], sounddevice.query_hostapis(info["hostapi"])["name"])
        self._mixer, self._status = mixer, status
        self._clock, self._limiter = StreamClock(), Limiter()
        self._finished = False
        self._channels = min(2, info["max_output_channels"])
        self._stereo = np.empty((_LONGEST_BLOCK if self._channels == 1 else 0, 2), np.float32)
        self._resampler: Resampler | None = None
        self._stream_start = status.rendered
        self._stream = self._open(info, latency)
        self.rate = round(self._stream.samplerate)
        self.latency: Seconds = self._stream.latency
        self._stream.start()
        # Opening may take longer than the limit for an open device's silence.
        self._last = (status.callbacks, time.perf_counter())

    @property
    def gone(self) -> bool:
        """True if the device no longer calls back."""
        now, callbacks = time.perf_counter(), self._status.callbacks
        if callbacks != self._last[0]:
            self._last = (callbacks, now)
        return self._finished or now - self._last[1] > _STALLED

    def close(self) -> None:
        """End the stream at once."""
        with suppress(NoDevice):
            self._stream.abort()
        with suppress(NoDevice):
            self._stream.close()

    def _open(self, info: dict[str, Any], latency: str | Seconds) -> Any:
        try:
            return self._stream_at(SAMPLE_RATE, info, latency)
        except NoDevice as error:
            own = round(info["default_samplerate"])
            if _INVALID_SAMPLE_RATE not in error.args or own == SAMPLE_RATE:
                raise
            self._resampler = Resampler(own, self._render)
            return self._stream_at(own, info, latency)

    def _stream_at(self, rate: int, info: dict[str, Any], latency: str | Seconds) -> Any:
        return sounddevice.OutputStream(
            samplerate=rate,
            device=info["index"],
            channels=self._channels,
            dtype="float32",
            latency=latency,
            callback=self._callback,
            finished_callback=self._finish,
        )

    def _callback(self, out: Samples, frames: int, timing: Any, flags: Any) -> None:
        """Fill `out`, float32 (frames, channels); called by PortAudio on its own thread."""
        began = time.perf_counter()
        self._tell_time(began, frames, timing)
        if self._resampler is not None:
            self._resampler.fill(out)
        else:
            self._render(out)
        dry = self._clock.ran_dry(flags.output_underflow, playing=self._mixer.playing[1])
        self._status.write_callback(time.perf_counter() - began, xrun=dry)

    def _tell_time(self, now: Seconds, frames: int, timing: Any) -> None:
        # PortAudio's clock differs from ours. Hosts that don't know the time report 0.
        if timing.outputBufferDacTime > 0:
            heard = timing.outputBufferDacTime + now - self._stream.time
        else:
            heard = now + self.latency
        if self._resampler is None:
            stream: float = self._status.rendered
        else:
            stream = self._stream_start + self._resampler.position
        self._status.write_anchor(stream, self._clock.heard_at(heard, frames / self.rate))

    def _render(self, out: Samples) -> None:
        stereo = out if out.shape[1] == 2 else self._stereo[: len(out)]
        gain = self._mixer.process(stereo)
        self._status.write_block(stereo, gain * self._limiter.process(stereo))
        if stereo is out:
            return
        np.add(stereo[:, 0], stereo[:, 1], out=out[:, 0])
        np.multiply(out, np.float32(0.5), out=out)

    def _finish(self) -> None:
        self._finished = True


def _find(wanted: DeviceName | None) -> dict[str, Any]:
    if wanted is None:
        found: dict[str, Any] = sounddevice.query_devices(kind="output")
        return found
    hosts = sounddevice.query_hostapis()
    for device in sounddevice.query_devices():
        if (device["name"], hosts[device["hostapi"]]["name"]) == tuple(wanted) and device["max_output_channels"] > 0:
            return dict(device)
    raise NoDevice(f"there is no device {wanted.name} ({wanted.host})")


def _default_index() -> int:
    try:
        return int(sounddevice.query_devices(kind="output")["index"])
    except NoDevice:
        return -1
