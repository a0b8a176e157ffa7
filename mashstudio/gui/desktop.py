"""What the user's desktop does for us."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> None:
    """Has the desktop open `path` with the program it is usually opened with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Has the desktop show the folder in which `path` lies; on Mac and Windows with `path` selected."""
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    elif sys.platform == "win32":
        subprocess.Popen(f'explorer /select,"{path}"')
    else:
        open_file(path.parent)


def patterns(endings: Sequence[str]) -> str:
    """What a file dialog shows, as Qt writes it, for files of these endings."""
    return " ".join(f"*{ending}" for ending in endings)


def dropped_files(dropped: QMimeData) -> list[Path]:
    """The files in what was dragged here, also those whose names aren't UTF-8."""
    return [_local_path(url) for url in dropped.urls() if url.isLocalFile()]


def _local_path(url: QUrl) -> Path:
    path = url.toLocalFile()
    if "\ufffd" not in path or sys.platform == "win32":
        return Path(path)
    return Path(os.fsdecode(unquote_to_bytes(bytes(url.toEncoded().data()).removeprefix(b"file://"))))
