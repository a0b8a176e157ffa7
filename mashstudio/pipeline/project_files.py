"""A project's file together with the files of its songs."""

import os
from collections.abc import Sequence
from pathlib import Path

from mashstudio.core.jobs import Job
from mashstudio.core.outputs import check_outputs
from mashstudio.document.project import find_song, load_project, previous_version, save_project
from mashstudio.model.mashup import Mashup


def read_project(path: Path, job: Job) -> tuple[Mashup, dict[int, Path]]:
    """The project in `path`, and where each source's song is now. Raises ProjectError; SongMoved for one not found."""
    mashup = load_project(path)
    folder = path.resolve().parent
    return mashup, {source.id: find_song(source.song, folder, job.check) for source in mashup.sources}


def files_written(path: Path) -> list[Path]:
    """The files that saving a project to `path` writes: itself, and the former version beside it."""
    return [path, *([previous_version(path)] if os.access(path, os.F_OK) else [])]


def write_project(mashup: Mashup, path: Path, songs: Sequence[Path], *, over_read_only: bool = False) -> None:
    """Save `mashup` to `path`, unless one of the files that are written is one of `songs`.

    over_read_only: replace a file that nobody may write to, too. Raises BadArgument when it is a song, StorageError
    when it can't be written, ReadOnlyFile when somebody wanted the file there to stay as it is.
    """
    check_outputs(files_written(path), songs, replace=True)
    save_project(mashup, path, over_read_only=over_read_only)
