"""The log file: what happened and what went wrong, for whoever has to find out why."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

import platformdirs
from typing_extensions import override

_SIZE: Final = 2**20
_KEPT: Final = 3


def default_log_folder() -> Path:
    """The user's folder for logs."""
    return platformdirs.user_log_path("mashstudio", appauthor=False)


def log_file() -> Path:
    """Where the log lies; there is none before `set_up_logging`, or where the disk refuses."""
    return default_log_folder() / "mashstudio.log"


def set_up_logging() -> None:
    """Writes the log of this process to `log_file`: 1 MB, and the three before it. Called again, it does nothing.

    Where the disk refuses there is no log, and nobody is stopped by that.
    """
    path = log_file()
    root = logging.getLogger()
    if any(isinstance(handler, _LogFile) for handler in root.handlers):
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        root.addHandler(handler)
        logging.getLogger("mashstudio").setLevel(logging.INFO)
        logging.captureWarnings(True)


class _LogFile(RotatingFileHandler):
    """The one of ours among the handlers."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """A log that can't be written is no reason to stop."""
