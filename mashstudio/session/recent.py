"""Recently opened or saved projects, and what their files contain."""

from dataclasses import dataclass
from pathlib import Path

from mashstudio.core.errors import ProjectError
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.document.project import load_project


@dataclass(frozen=True)
class RecentProject:
    """A project, as far as its file has been read.

    songs: their titles; empty until the file has been read. saved: when (seconds since 1970). error: why it can't be
    opened.
    """

    path: Path
    songs: tuple[str, ...] = ()
    saved: float | None = None
    error: Exception | None = None


def look_at(path: Path) -> RecentProject:
    """Read the project's file; problems are returned as its error. May be slow."""
    try:
        if not path.exists():
            raise ProjectError(
                Message("{name} is no longer in {folder}.", name=said(path.name), folder=said(path.parent))
            )
        mashup = load_project(path)
        return RecentProject(path, tuple(source.song.title for source in mashup.sources), path.stat().st_mtime)
    except (ProjectError, OSError) as error:
        return RecentProject(path, error=error)
