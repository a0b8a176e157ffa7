"""Make standard output and standard error usable: of any encoding, closed, or a pipe whose reader has gone."""

import codecs
import io
import json
import os
import sys
from typing import Any, Final, TextIO

from mashstudio.core.errors import StorageError
from mashstudio.core.messages import Message

_PLAIN: Final = str.maketrans(
    {
        "✓": "[ok]",
        "✗": "[--]",
        "█": "#",
        "░": "-",
        "→": "->",
        "←": "<-",
        "↑": "^",
        "↓": "v",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "−": "-",
        "–": "-",
        "—": "-",
        "…": "...",
        "×": "x",
        "·": "|",
        "▶": ">",
        "⏸": "=",
    }
)
_HANDLER: Final = "mashstudio"


def prepare() -> None:
    """Make all further output succeed, whatever standard output and error are."""
    codecs.register_error(_HANDLER, _replace_unencodable)
    _open_what_is_closed()
    sys.stdout = _Stream(sys.stdout)
    sys.stderr = _Stream(sys.stderr, matters=False)


def clock(seconds: float) -> str:
    """Return a length as minutes and seconds: "3:05"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def print_json(data: Any) -> None:
    """Print `data` as JSON, in plain ASCII if standard output can't encode its characters."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(data, indent=1)
    print(text)


def _replace_unencodable(error: UnicodeError) -> tuple[str, int]:
    """Encoding error handler: replace our own signs by ASCII, escape other characters."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = error.object[error.start : error.end].translate(_PLAIN)
    return plain.encode("ascii", "backslashreplace").decode(), error.end


def _open_what_is_closed() -> None:
    # A file opened later would get the number of a closed stream, and printed text would end up in it.
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123


class _Stream(io.TextIOWrapper):
    """A replacement for `stream` that discards output once its reader has gone.

    matters: any other error while writing, such as a full disk, is raised.
    """

    def __init__(self, stream: TextIO, *, matters: bool = True) -> None:
        encoding, lines = stream.encoding, stream.isatty() or not matters
        super().__init__(stream.detach(), encoding=encoding, errors=_HANDLER, line_buffering=lines)  # type: ignore[attr-defined]
        self._matters = matters

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._lost(error)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._lost(error)

    def _lost(self, error: OSError) -> None:
        # Buffered text would fail again at every write, and at exit.
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, self.fileno())
        os.close(devnull)
        if self._matters and not isinstance(error, BrokenPipeError):
            raise StorageError(
                Message("Can't write to standard output: {reason}.", reason=str(error.strerror))
            ) from error
