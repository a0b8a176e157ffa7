"""A sound server of the tests' own: PulseAudio with devices that nobody hears and everybody can record."""

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
"""The devices: MAIN is there from the start, OTHER when it is plugged in. PortAudio knows them by these names, too."""

DIGITAL, WIRE = "digital", "wire"
"""DIGITAL takes 48 kHz and nothing else, and sends what it plays over WIRE (to be plugged in) as AC-3, as receivers
want it (IEC 61937)."""

_KINDS = dict.fromkeys((MAIN, OTHER), ("float32le", SAMPLE_RATE)) | {WIRE: ("s16le", 48_000)}


def until(holds: Callable[[], object], seconds: float = 20.0, pause: float = 0.002) -> None:
    """Waits until something holds; fails when it never does. pause: seconds between two looks at it."""
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
        # Over shared memory it aborts now and then when a program that played or recorded ends
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
        # However busy the computer is: what is tested is the player, not the server.
        with suppress(PermissionError):
            os.sched_setscheduler(self._process.pid, os.SCHED_RR, os.sched_param(1))
        self._awake: dict[str, subprocess.Popen[bytes]] = {}
        self._keep_awake(MAIN)

    def unplug(self, name: str = MAIN) -> None:
        """Takes the device away."""
        for line in self._ask("list", "short", "modules").stdout.splitlines():
            if f"sink_name={name} " in line + " ":
                assert self._ask("unload-module", line.split()[0]).returncode == 0
        # Else it would record another device.
        _end(self._awake.pop(name))

    def plug(self, name: str = MAIN) -> None:
        """Brings the device (back)."""
        assert self._ask("load-module", "module-null-sink", *_sink(name)).returncode == 0
        self._keep_awake(name)

    def has(self, name: str) -> bool:
        """Whether the device is there."""
        return f"\t{name}\t" in self._ask("list", "short", "sinks").stdout

    @contextmanager
    def recording(self, name: str = MAIN, piece: float = 0.02) -> Iterator["Recording"]:
        """Records what the device plays, from before the block begins. piece: seconds that arrive together."""
        recording = Recording(_parec(name, piece), {**os.environ, **self.environment})
        try:
            until(lambda: recording.frames > 0)
            yield recording
        finally:
            recording.stop()

    def close(self) -> None:
        """Ends the server. Fails when it has ended before: what was played on it since has told nothing."""
        code = self._process.poll()
        for process in (*self._awake.values(), self._process):
            _end(process)
        assert code is None, f"the sound server has ended by itself (code {code}): {self._log.read_text()[-2000:]}"

    def _keep_awake(self, name: str) -> None:
        # A device that nobody listens to sleeps, and takes up to 2 s to begin to play.
        environment = {**os.environ, **self.environment}
        self._awake[name] = subprocess.Popen(_parec(name, 0.02), env=environment, stdout=subprocess.DEVNULL)

    def _ask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, **self.environment}
        return subprocess.run(["pactl", *arguments], env=environment, capture_output=True, text=True, check=False)


class Recording:
    """What a device has played since, bit by bit, and when."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        self._pieces: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []
        self._bytes = 0
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def frames(self) -> int:
        """How many have been recorded so far."""
        return self._bytes // 8

    @property
    def raw(self) -> bytes:
        """All of it so far, as it came."""
        return b"".join(self._pieces)

    @property
    def samples(self) -> Samples:
        """All of it so far."""
        whole = self.raw
        return np.frombuffer(whole[: len(whole) // 8 * 8], np.float32).reshape(-1, 2)

    def wait(self, seconds: float) -> None:
        """Until so much more has been recorded."""
        wanted = self.frames + round(seconds * SAMPLE_RATE)
        until(lambda: self.frames >= wanted, seconds + 20)

    def hears(self, part: Samples, seconds: float = 20.0) -> int:
        """Waits until `part` has been recorded, every bit of it; the frame at which it begins. Fails when it never is.

        However busy the computer is: a test that waits so doesn't ask how quickly one thing follows another.
        """
        until(lambda: find(part, self.samples) >= 0, seconds, pause=0.05)
        return find(part, self.samples)

    def plays(self, whole: Samples, frames: int = 4000, seconds: float = 20.0) -> int:
        """Waits until the last `frames` lie in `whole`, every bit of them; where they do."""
        found = -1

        def lies() -> bool:
            nonlocal found
            found = find(self.samples[-frames:], whole) if self.frames >= frames else -1
            return found >= 0

        until(lies, seconds, pause=0.05)
        return found

    def time_of(self, frame: int) -> float:
        """When a frame was played (`time.perf_counter`), to within a piece.

        The server hands a piece on when it begins to play it, or a little later, never earlier: the quickest tell how
        frames and time go together.
        """
        begins = np.array([arrival - start / SAMPLE_RATE for start, arrival in self._arrivals])
        return float(np.quantile(begins, 0.05)) + frame / SAMPLE_RATE

    def stop(self) -> None:
        """Records no more."""
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
    """The frame of `whole` at which `part` lies, every bit of it; −1: nowhere."""
    at = whole.tobytes().find(np.ascontiguousarray(part).tobytes())
    return at // 8 if at >= 0 and at % 8 == 0 else -1


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """The server, and everything that is started meanwhile plays on it."""
    # Sockets' names must be short, so not in pytest's folders.
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
