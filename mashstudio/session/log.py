"""The log file: events and errors, for troubleshooting."""

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
    """Return the user's folder for logs."""
    return platformdirs.user_log_path("mashstudio", appauthor=False)


def log_file() -> Path:
    """Return the path of the log; it doesn't exist before `set_up_logging`, or if it can't be written."""
    return default_log_folder() / "mashstudio.log"


def set_up_logging() -> None:
    """Log this process to `log_file`, at most 1 MB, keeping three former files. Calling it again does nothing.

    If the file can't be written there is no log, and no error.
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
    """The log's handler, told from others by its class."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Ignore a log that can't be written."""
