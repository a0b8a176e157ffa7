"""Keys pressed in a terminal, one at a time."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mashstudio.core.units import Seconds

_ARROWS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "up", "P": "down", "M": "right", "K": "left"}


@contextmanager
def keys() -> Iterator[Callable[[Seconds], str] | None]:
    """Yield a function that waits up to the given time for a key and names it ("": none); None without a terminal."""
    if not sys.stdin.isatty():
        yield None
    elif sys.platform == "win32":
        yield _windows_key
    else:
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)
            yield _terminal_key
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _terminal_key(patience: Seconds) -> str:
    import select

    terminal = sys.stdin.fileno()
    if not select.select([terminal], [], [], patience)[0]:
        return ""
    # An arrow is three characters: escape, [ or O, and a letter.
    typed = os.read(terminal, 3).decode(errors="replace")
    return _ARROWS.get(typed[2:], "") if typed.startswith("\x1b") else typed[:1]


def _windows_key(patience: Seconds) -> str:
    if sys.platform != "win32":
        return ""
    import msvcrt

    deadline = time.monotonic() + patience
    while not msvcrt.kbhit():
        if time.monotonic() > deadline:
            return ""
        time.sleep(0.01)
    typed = msvcrt.getwch()
    return _ARROWS.get(msvcrt.getwch(), "") if typed in "\x00\xe0" else typed
