"""Progress on standard error."""

import sys

from mashstudio.core.messages import Message


class ProgressLine:
    """A progress bar on a terminal, elsewhere a line for every new status."""

    _WIDTH = 30

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._printed: set[str] = set()
        self._shown = 0

    def show(self, fraction: float, doing: Message) -> None:
        """Show that `fraction` (0–1) of the work is done, and what is being done."""
        status = " ".join(str(doing).split())
        if self._terminal:
            done = round(fraction * self._WIDTH)
            line = f"[{'█' * done}{'░' * (self._WIDTH - done)}] {fraction:4.0%} {status}"[:110]
            print(f"\r{line:<{self._shown}}", end="", file=sys.stderr, flush=True)
            self._shown = len(line)
        elif status not in self._printed:
            # Reports of two songs alternate: print each status once.
            self._printed.add(status)
            print(f"{fraction:4.0%} {status}", file=sys.stderr, flush=True)

    def tell(self, message: Message) -> None:
        """Print a notice, once; the work continues."""
        sentence = str(message)
        if sentence not in self._printed:
            self._printed.add(sentence)
            self._say(sentence)

    def clear(self) -> None:
        """Remove the bar."""
        if self._shown:
            print(f"\r{' ' * self._shown}\r", end="", file=sys.stderr, flush=True)
            self._shown = 0

    def fail(self, error: Exception) -> None:
        """Print an error in one line."""
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.clear()
        print(f"mashstudio: {' '.join(sentence.split())}", file=sys.stderr, flush=True)
