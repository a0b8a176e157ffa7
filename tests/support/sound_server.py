"""A private sound server for the tests: PulseAudio with silent devices that can be recorded."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

from mashstudio.core.units import SAMPLE_RATE, Samples

MAIN, OTHER = "studio", "headphones"
"""The devices: MAIN exists from the start, OTHER once it is plugged in. PortAudio uses the same names."""

DIGITAL, WIRE = "digital", "wire"
"""DIGITAL accepts only 48 kHz and sends what it plays over WIRE (to be plugged in) as AC-3 for receivers
(IEC 61937)."""

_KINDS = dict.fromkeys((MAIN, OTHER), ("float32le", SAMPLE_RATE)) | {WIRE: ("s16le", 48_000)}


def until(holds: Callable[[], object], seconds: float = 20.0, pause: float = 0.002) -> None:
    """Wait until something holds; fail after `seconds`. pause: seconds between two checks."""
    deadline, clock = time.monotonic() + seconds, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        clock.wait(pause)


class SoundServer:
    """A running server; `environment` points programs at it."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o700)
        self._socket = folder / "pulse.sock"
        devices = "".join(f"pcm.{name} {{ type pulse device {name} }}\n" for name in _KINDS)
        devices += f"pcm.{DIGITAL} {{ type a52 rate 48000 channels 2 bitrate 448 slavepcm {WIRE} }}\n"
        (folder / "alsa.conf").write_text(
            "</usr/share/alsa/alsa.conf>\n"
            "pcm.!default { type pulse }\nctl.!default { type pulse }\npcm.pulse { type pulse }\n" + devices
        )
        script = f"load-module module-native-protocol-unix auth-anonymous=1 socket={self._socket}\n"
        (folder / "script.pa").write_text(script + f"load-module module-null-sink {' '.join(_sink(MAIN))}\n")
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(folder / "alsa.conf"),
        }
        self._log = folder / "log"
        # With shared memory it sometimes aborts when a program that played or recorded ends
        # (gitlab.freedesktop.org/pulseaudio/pulseaudio/issues/824).
        options = ["--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(folder / "script.pa"), *options, f"--log-target=file:{self._log}"],
            env={**os.environ, **self.environment, "XDG_RUNTIME_DIR": str(folder)},
        )
        try:
            until(lambda: self._socket.exists() and self._ask("info").returncode == 0)
        except AssertionError:
            _end(self._process)
            raise
        # Under load, too, the tests must test the player, not the server.
        with suppress(PermissionError):
            os.sched_setscheduler(self._process.pid, os.SCHED_RR, os.sched_param(1))
        self._awake: dict[str, subprocess.Popen[bytes]] = {}
        self._keep_awake(MAIN)

    def unplug(self, name: str = MAIN) -> None:
        """Unplug the device."""
        for line in self._ask("list", "short", "modules").stdout.splitlines():
            if f"sink_name={name} " in line + " ":
                assert self._ask("unload-module", line.split()[0]).returncode == 0
        # Otherwise it would go on to record another device.
        _end(self._awake.pop(name))

    def plug(self, name: str = MAIN) -> None:
        """Plug the device in."""
        assert self._ask("load-module", "module-null-sink", *_sink(name)).returncode == 0
        self._keep_awake(name)

    def has(self, name: str) -> bool:
        """Return True if the device is plugged in."""
        return f"\t{name}\t" in self._ask("list", "short", "sinks").stdout

    @contextmanager
    def recording(self, name: str = MAIN, piece: float = 0.02) -> Iterator["Recording"]:
        """Record what the device plays, from before the block on. piece: seconds that arrive together."""
        recording = Recording(_parec(name, piece), {**os.environ, **self.environment})
        try:
            until(lambda: recording.frames > 0)
            yield recording
        finally:
            recording.stop()

    def close(self) -> None:
        """End the server. Fail if it had already ended: the tests since then proved nothing."""
        code = self._process.poll()
        for process in (*self._awake.values(), self._process):
            _end(process)
        assert code is None, f"the sound server has ended by itself (code {code}): {self._log.read_text()[-2000:]}"

    def _keep_awake(self, name: str) -> None:
        # A device without listeners is suspended and takes up to 2 s to start playing.
        environment = {**os.environ, **self.environment}
        self._awake[name] = subprocess.Popen(_parec(name, 0.02), env=environment, stdout=subprocess.DEVNULL)

    def _ask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, **self.environment}
        return subprocess.run(["pactl", *arguments], env=environment, capture_output=True, text=True, check=False)


class Recording:
    """A recording of a device's output, bit by bit, and its times."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        self._pieces: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []
        self._bytes = 0
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def frames(self) -> int:
        """The number of frames recorded so far."""
        return self._bytes // 8

    @property
    def raw(self) -> bytes:
        """Everything recorded so far as raw bytes."""
        return b"".join(self._pieces)

    @property
    def samples(self) -> Samples:
        """Everything recorded so far."""
        whole = self.raw
        return np.frombuffer(whole[: len(whole) // 8 * 8], np.float32).reshape(-1, 2)

    def wait(self, seconds: float) -> None:
        """Wait until `seconds` more have been recorded."""
        wanted = self.frames + round(seconds * SAMPLE_RATE)
        until(lambda: self.frames >= wanted, seconds + 20)

    def hears(self, part: Samples, seconds: float = 20.0) -> int:
        """Wait until `part` has been recorded bit for bit; return its first frame. Fail after `seconds`.

        The result doesn't depend on load, as the time it takes doesn't matter.
        """
        until(lambda: find(part, self.samples) >= 0, seconds, pause=0.05)
        return find(part, self.samples)

    def plays(self, whole: Samples, frames: int = 4000, seconds: float = 20.0) -> int:
        """Wait until the last `frames` recorded frames occur in `whole` bit for bit; return where."""
        found = -1

        def lies() -> bool:
            nonlocal found
            found = find(self.samples[-frames:], whole) if self.frames >= frames else -1
            return found >= 0

        until(lies, seconds, pause=0.05)
        return found

    def time_of(self, frame: int) -> float:
        """Return when a frame was played (`time.perf_counter`), accurate to a piece.

        The server delivers a piece when it begins to play it or later, never earlier, so the quickest pieces determine
        the relation of frames and time.
        """
        begins = np.array([arrival - start / SAMPLE_RATE for start, arrival in self._arrivals])
        return float(np.quantile(begins, 0.05)) + frame / SAMPLE_RATE

    def stop(self) -> None:
        """Stop recording."""
        self._process.terminate()
        self._reader.join()
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while piece := os.read(stream.fileno(), 1 << 16):
                self._arrivals.append((self._bytes // 8, time.perf_counter()))
                self._pieces.append(piece)
                self._bytes += len(piece)


def find(part: Samples, whole: Samples) -> int:
    """Return the frame of `whole` at which `part` occurs bit for bit; −1: nowhere."""
    at = whole.tobytes().find(np.ascontiguousarray(part).tobytes())
    return at // 8 if at >= 0 and at % 8 == 0 else -1


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """A server on which every program started in the meantime plays."""
    # Not in pytest's folders: socket paths must be short.
    folder = Path(tempfile.mkdtemp(prefix="sound-"))
    server = SoundServer(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server
    server.close()
    shutil.rmtree(folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _parec(name: str, piece: float) -> list[str]:
    kind, rate = _KINDS[name]
    settings = [f"--format={kind}", f"--rate={rate}", "--channels=2", f"--latency-msec={round(piece * 1000)}"]
    return ["parec", "--raw", f"--device={name}.monitor", *settings]


def _sink(name: str) -> list[str]:
    kind, rate = _KINDS[name]
    return [f"sink_name={name}", f"rate={rate}", "channels=2", f"format={kind}"]
