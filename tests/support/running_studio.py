"""The studio from outside: started by its command, read by a screen reader, used by mouse and keyboard."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from display_server import Point, Screen
from mashups import LANE_COUNT
from screen_reader import ACTIVE, FOCUSED, Control, Gone, ScreenReader
from sound_server import until

PATIENCE = 150.0


class Studio:
    """The running program, seen and used from outside."""

    def __init__(self, screen: Screen, home: Path, *files: Path) -> None:
        self.screen, self.home = screen, home
        folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        environment = {**os.environ, **screen.environment, **folders, "HOME": str(home), "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen([Path(sys.executable).with_name("mashstudio"), *files], env=environment)
        self.reader = ScreenReader(screen.environment["DBUS_SESSION_BUS_ADDRESS"], self.process.pid)
        try:
            self.grid = self.see("Cell grid")
            self.window = next(window for window in self.reader.windows if window.role == "frame")
        except BaseException:
            self.kill()
            raise

    @property
    def title(self) -> str:
        return self.window.name

    @property
    def cells(self) -> set[str]:
        """The accessible descriptions of all cells that are on."""
        names = [self.grid.child(index).name for index in range(len(self.grid.children))]
        return {name for name in names if ": on" in name}

    def cell(self, lane: int, beat: int) -> Point:
        """Return a cell's place on the screen."""
        return self.grid.child(beat * LANE_COUNT + lane).middle

    def waits(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; fail if the program ends."""

        def look() -> object:
            assert self.process.poll() is None, "it has ended"
            try:
                return holds()
            except Gone:
                return False

        try:
            until(look, PATIENCE, 0.25)
        except AssertionError:
            picture = self.home / "failed.png"
            self.screen.shot(picture)
            seen = [control.name for window in self.reader.windows for control in window.all() if control.name]
            pytest.fail(f"It never came. A picture of the screen is in {picture}; what can be read there: {seen}")

    def see(self, name: str, role: str | None = None) -> Control:
        """Wait until a control with this name is visible; return it."""
        found: list[Control] = []

        def look() -> bool:
            found[:] = filter(None, [self.reader.find(name, role)])
            return bool(found)

        self.waits(look)
        return found[0]

    def asks(self, question: str) -> None:
        """Wait until a dialog with these words has the focus."""
        self.see(question)
        self.waits(lambda: self.reader.windows[-1].is_(ACTIVE))

    def sees_no_more(self, name: str) -> None:
        self.waits(lambda: self.reader.find(name) is None)

    def fill(self, field: str, text: object, role: str = "text") -> None:
        """Type into a field once it has the focus."""
        self.waits(lambda: (there := self.reader.find(field, role)) and there.is_(FOCUSED))
        self.screen.press("ctrl+a")
        self.screen.type(str(text))

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until the control with this name has the focus."""
        control = self.see(name)
        for _ in range(40):
            if control.is_(FOCUSED):
                return
            self.screen.press(key)
            self.waits(lambda: self.reader.windows)
        pytest.fail(f"{key} doesn't lead to {name}")

    def paint(self, lane: int, first: int, last: int) -> None:
        """Drag the mouse over these cells of a lane."""
        self.screen.drag(self.cell(lane, first), self.cell(lane, (first + last) // 2), self.cell(lane, last))
        self.waits(lambda: ": on" in self.grid.child(last * LANE_COUNT + lane).name)

    def save(self, path: Path) -> None:
        """Save a mashup that hasn't been saved before."""
        self.screen.press("ctrl+s")
        self.see("Save the mashup")
        self.fill("File name:", path)
        self.screen.press("Return")
        self.waits(lambda: self.title == f"{path.stem} – MashStudio")

    def ends(self) -> int:
        """Wait for the program to end; return its exit status."""
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the program, as a crash would."""
        self.process.kill()
        self.process.wait()
        self.reader.close()
