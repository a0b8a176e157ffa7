"""Read and write a project's file together with the paths of its songs."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mashstudio.core.errors import SongMoved
from mashstudio.core.jobs import Job
from mashstudio.core.outputs import check_outputs
from mashstudio.document.find_song import find_song
from mashstudio.document.project import load_project, previous_version, save_project
from mashstudio.document.versions import states_of
from mashstudio.model.mashup import Mashup
from mashstudio.model.song import SongPlace


def read_project(path: Path, job: Job) -> tuple[Mashup, dict[int, SongPlace]]:
    """Return the project in `path` and where each source's song is.

    Raises ProjectError; SongMoved if one isn't found.
    """
    mashup = load_project(path)
    folder = path.resolve().parent
    return mashup, {source.id: find_song(source.song, folder, job.check) for source in mashup.sources}


VersionSongs = dict[tuple[int, str], SongPlace]
"""Where songs of versions are, by their source and SHA-256."""


def read_with_versions(path: Path, job: Job) -> tuple[Mashup, dict[int, SongPlace], VersionSongs]:
    """Return the project in `path`, its songs, and those that only its versions have, as far as they are found.

    Raises as `read_project` does.
    """
    mashup, songs = read_project(path, job)
    present, others = {(each.id, each.song.sha256) for each in mashup.sources}, VersionSongs()
    for source in [source for state in states_of(mashup) for source in state.sources]:
        key = source.id, source.song.sha256
        if key not in present and key not in others:
            with suppress(SongMoved):
                others[key] = find_song(source.song, path.resolve().parent, job.check)
    return mashup, songs, others


def files_written(path: Path) -> list[Path]:
    """Return the files written when a project is saved to `path`: the project, and the former version beside it."""
    return [path, *([previous_version(path)] if os.access(path, os.F_OK) else [])]


def write_project(mashup: Mashup, path: Path, songs: Sequence[Path], *, over_read_only: bool = False) -> None:
    """Save `mashup` to `path`, unless that would overwrite one of `songs`.

    over_read_only: also replace a write-protected file. Raises BadArgument if it is a song, StorageError if it can't be
    written, ReadOnlyFile if the existing file is write-protected.
    """
    check_outputs(files_written(path), songs, replace=True)
    save_project(mashup, path, over_read_only=over_read_only)
