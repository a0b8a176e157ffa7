"""A private screen for the tests: a virtual X server, a window manager, and control of mouse and keyboard."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

Point = tuple[int, int]

_SIZE = "1600x1000x24"
_DRAG_SOURCE = Path(__file__).with_name("drag_source.py")


class Screen:
    """A running screen with a session bus for screen readers; `environment` points programs at them."""

    def __init__(self, folder: Path) -> None:
        self._log = (folder / "log").open("wb")
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        number, ready = os.pipe()
        # Xvfb chooses a free display number and reports it once it is ready.
        self._start("Xvfb", "-displayfd", str(ready), "-screen", "0", _SIZE, "-nolisten", "tcp", hands_on=[ready])
        os.close(ready)
        with os.fdopen(number) as stream:
            self.environment["DISPLAY"] = f":{stream.readline().strip()}"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'bus'}"
        options = ["--session", "--nofork", "--nopidfile", "--nosyslog", f"--address=unix:path={folder / 'bus'}"]
        # The accessibility bus, which this one starts, keeps its socket there.
        bus = self._start("dbus-daemon", *options, "--print-address", XDG_RUNTIME_DIR=str(folder))
        assert bus.stdout is not None
        bus.stdout.readline()
        self._start("openbox", "--sm-disable", XDG_CONFIG_HOME=str(folder), XDG_CACHE_HOME=str(folder))

    def click(self, point: Point, times: int = 1) -> None:
        """Click with the left button."""
        self._hands("mousemove", *point, "click", "--repeat", times, 1)

    def drag(self, *points: Point) -> None:
        """Drag with the left button from the first of these points through the others to the last."""
        (first, *others) = points
        moves = [word for point in others for word in ("mousemove", *point)]
        self._hands("mousemove", *first, "mousedown", 1, *moves, "mouseup", 1)

    def press(self, *keys: str) -> None:
        """Press keys one after another: "ctrl+s", "Return"."""
        self._hands("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._hands("type", "--clearmodifiers", "--", text)

    def resize(self, width: int, height: int) -> None:
        """Resize the active window."""
        self._hands("getactivewindow", "windowsize", width, height)

    def drop(self, files: Sequence[Path], point: Point) -> None:
        """Drag files to `point` and drop them; fail if they aren't accepted."""
        subprocess.run([sys.executable, _DRAG_SOURCE, *map(str, point), *files], env=self._environment(), check=True)

    def shot(self, path: Path) -> None:
        """Save a screenshot."""
        subprocess.run(["import", "-window", "root", str(path)], env=self._environment(), check=True)

    def close(self) -> None:
        """End the screen's programs."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        self._log.close()

    def _hands(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self._environment(), check=True)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _start(self, *command: str, hands_on: Sequence[int] = (), **environment: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            command, env=self._environment() | environment, stdout=subprocess.PIPE, stderr=self._log, pass_fds=hands_on
        )
        self._processes.append(process)
        return process


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """A screen for the whole test session."""
    # Not in pytest's folders: socket paths must be short.
    folder = Path(tempfile.mkdtemp(prefix="screen-"))
    folder.chmod(0o700)
    screen = Screen(folder)
    yield screen
    screen.close()
    shutil.rmtree(folder, ignore_errors=True)
