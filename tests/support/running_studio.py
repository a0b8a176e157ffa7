"""The studio as another program sees it: started by its command, read by a screen reader, used by mouse and keys."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from display_server import Point, Screen
from mashups import LANES
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
            self.grid = self.see("Beat grid")
            self.window = next(window for window in self.reader.windows if window.role == "frame")
        except BaseException:
            self.kill()
            raise

    @property
    def title(self) -> str:
        return self.window.name

    @property
    def cells(self) -> set[str]:
        """What is told of every cell that is on."""
        names = [self.grid.child(index).name for index in range(len(self.grid.children))]
        return {name for name in names if ": on" in name}

    def cell(self, lane: int, beat: int) -> Point:
        """Where a cell lies on the screen."""
        return self.grid.child(beat * LANES + lane).middle

    def waits(self, holds: Callable[[], object]) -> None:
        """Until something holds, as long as the program is there."""

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
        """What has this name, once it can be seen."""
        found: list[Control] = []

        def look() -> bool:
            found[:] = filter(None, [self.reader.find(name, role)])
            return bool(found)

        self.waits(look)
        return found[0]

    def asks(self, question: str) -> None:
        """A dialog with these words, once it has the keys."""
        self.see(question)
        self.waits(lambda: self.reader.windows[-1].is_(ACTIVE))

    def sees_no_more(self, name: str) -> None:
        self.waits(lambda: self.reader.find(name) is None)

    def fill(self, field: str, text: object, role: str = "text") -> None:
        """Types into a field that has the keys."""
        self.waits(lambda: (there := self.reader.find(field, role)) and there.is_(FOCUSED))
        self.screen.press("ctrl+a")
        self.screen.type(str(text))

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Presses a key until what has this name has the keys."""
        control = self.see(name)
        for _ in range(40):
            if control.is_(FOCUSED):
                return
            self.screen.press(key)
            self.waits(lambda: self.reader.windows)
        pytest.fail(f"{key} doesn't lead to {name}")

    def paint(self, lane: int, first: int, last: int) -> None:
        """Draws the mouse over these cells of a lane."""
        self.screen.drag(self.cell(lane, first), self.cell(lane, (first + last) // 2), self.cell(lane, last))
        self.waits(lambda: ": on" in self.grid.child(last * LANES + lane).name)

    def save(self, path: Path) -> None:
        """Saves a mashup that has never been saved."""
        self.screen.press("ctrl+s")
        self.see("Save the mashup")
        self.fill("File name:", path)
        self.screen.press("Return")
        self.waits(lambda: self.title == f"{path.stem} – MashStudio")

    def ends(self) -> int:
        """Its exit status, once it has one."""
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Ends it at once, as a crash does."""
        self.process.kill()
        self.process.wait()
        self.reader.close()
