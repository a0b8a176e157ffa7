"""A window as a screen reader sees it: every control with its role, name, state and place, by AT-SPI."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from display_server import Point
from jeepney import DBusAddress, DBusErrorResponse, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_SPI: Final = "org.a11y.atspi"
_ROOT: Final = (f"{_SPI}.Registry", "/org/a11y/atspi/accessible/root")
_PATIENCE: Final = 120.0

# States of a control (AtspiStateType).
ACTIVE, CHECKED, ENABLED, FOCUSED, SHOWING = 1, 4, 8, 12, 25


class Gone(Exception):
    """The control or its program no longer exists."""


@dataclass(frozen=True)
class Control:
    """A control; each property is queried anew."""

    reader: "ScreenReader"
    where: tuple[str, str]

    @property
    def name(self) -> str:
        """The accessible name."""
        return str(self._property("Name"))

    @property
    def description(self) -> str:
        """The accessible description."""
        return str(self._property("Description"))

    @property
    def role(self) -> str:
        """The kind of control: "push button"."""
        return str(self._call("Accessible", "GetRoleName"))

    @property
    def children(self) -> list["Control"]:
        """The controls inside it."""
        return [Control(self.reader, where) for where in self._call("Accessible", "GetChildren")]

    def child(self, index: int) -> "Control":
        """Return the child at `index`."""
        return Control(self.reader, self._call("Accessible", "GetChildAtIndex", "i", index))

    def is_(self, state: int) -> bool:
        """Return True if it has this state: ACTIVE, CHECKED, …"""
        low, high = self._call("Accessible", "GetState")
        return bool((low | high << 32) >> state & 1)

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        return self._extents[2:]

    @property
    def middle(self) -> Point:
        """The point on the screen at which to click."""
        x, y, width, height = self._extents
        return x + width // 2, y + height // 2

    def all(self) -> Iterator["Control"]:
        """Yield the control and all visible ones in it, except in tables, which may be long."""
        if not self.is_(SHOWING):
            return
        yield self
        if self.role != "table":
            for child in self.children:
                yield from child.all()

    @property
    def _extents(self) -> tuple[int, int, int, int]:
        x, y, width, height = self._call("Component", "GetExtents", "u", 0)
        return x, y, width, height

    def _call(self, interface: str, method: str, signature: str | None = None, *arguments: object) -> Any:
        address = DBusAddress(self.where[1], self.where[0], f"{_SPI}.{interface}")
        return self.reader.ask(new_method_call(address, method, signature, arguments))[0]

    def _property(self, name: str) -> Any:
        address = DBusAddress(self.where[1], self.where[0], f"{_SPI}.Accessible")
        return self.reader.ask(Properties(address).get(name))[0][1]


class ScreenReader:
    """Reads one program's windows."""

    def __init__(self, bus: str, pid: int) -> None:
        with open_dbus_connection(bus) as session:
            address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            answer = session.send_and_get_reply(new_method_call(address, "GetAddress"), timeout=_PATIENCE)
        self._connection: DBusConnection = open_dbus_connection(answer.body[0])
        self._pid = pid

    @property
    def windows(self) -> list[Control]:
        """The program's windows and dialogs."""
        for program in Control(self, _ROOT).children:
            if self._pid_of(program.where[0]) == self._pid:
                return program.children
        return []

    def find(self, name: str, role: str | None = None) -> Control | None:
        """Return the visible control whose whole name matches the regular expression `name`, in the latest window."""
        try:
            for window in reversed(self.windows):
                for control in window.all():
                    if re.fullmatch(name, control.name, re.DOTALL) and role in {None, control.role}:
                        return control
        except Gone:
            pass
        return None

    def ask(self, message: Any) -> Any:
        """Return the reply to a message. Raises Gone if there is none."""
        answer = self._connection.send_and_get_reply(message, timeout=_PATIENCE)
        if answer.header.message_type is MessageType.error:
            raise Gone(DBusErrorResponse(answer))
        return answer.body

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _pid_of(self, program: str) -> int:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        return int(self.ask(new_method_call(bus, "GetConnectionUnixProcessID", "s", (program,)))[0])
