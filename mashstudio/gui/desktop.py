"""Services of the user's desktop."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> None:
    """Open `path` in its default program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Show the folder of `path` in the file manager; on macOS and Windows, with `path` selected."""
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
    elif sys.platform == "win32":
        subprocess.Popen(f'explorer /select,"{path}"')
    else:
        open_file(path.parent)


def first_folder(project: Path | None) -> Path:
    """Return the default folder of what is exported: the project's, or the user's music folder."""
    if project is not None:
        return project.parent.absolute()
    music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
    return Path(music) if music and Path(music).is_dir() else Path.home()


def patterns(endings: Sequence[str]) -> str:
    """Return a file dialog's filter, as Qt writes it, for files with these extensions."""
    return " ".join(f"*{ending}" for ending in endings)


def dropped_files(dropped: QMimeData) -> list[Path]:
    """Return the dropped files, also those whose names aren't UTF-8."""
    return [_local_path(url) for url in dropped.urls() if url.isLocalFile()]


def _local_path(url: QUrl) -> Path:
    path = url.toLocalFile()
    if "\ufffd" not in path or sys.platform == "win32":
        return Path(path)
    return Path(os.fsdecode(unquote_to_bytes(bytes(url.toEncoded().data()).removeprefix(b"file://"))))
