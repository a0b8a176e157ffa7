"""A project and its songs in one zip file, to be kept or given away."""

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from mashstudio.disks import require_room
from mashstudio.facts.errors import UnusableSong
from mashstudio.files import atomic_write, explain_storage
from mashstudio.jobs import Job
from mashstudio.leftovers import temporary_folder
from mashstudio.mashup.document import Mashup, SongRef
from mashstudio.mashup.project import find_song, save_project

PROJECT_ENDING: Final = ".mash"
_PIECE = 1 << 22


def collect(mashup: Mashup, path: Path, *, job: Job) -> None:
    """Writes a zip to `path`, atomically: a folder named as it is, with the project and both songs in it.

    Unpacked anywhere, the project opens with the songs beside it. Raises SongMoved when a song isn't where it was,
    StorageError when the zip can't be written; what was at `path` stays then, and when the job is cancelled.
    """
    sources = [find_song(song, song.path.parent, job.check) for song in mashup.songs]
    names = _names(mashup.songs)
    total = sum(source.stat().st_size for source in sources)
    done = 0
    with explain_storage(path):
        require_room(path.resolve().parent, total)
    with atomic_write(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        project = _project_text(mashup, names)
        archive.writestr(f"{path.stem}/{path.stem}{PROJECT_ENDING}", project, zipfile.ZIP_DEFLATED)
        for source, name in zip(sources, names, strict=True):
            # Songs are mostly compressed already: they are stored as they are.
            entry = zipfile.ZipInfo.from_file(source, f"{path.stem}/{name}", strict_timestamps=False)
            with source.open("rb") as song, archive.open(entry, "w") as copy:
                while piece := _read(source, song):
                    job.report(done / total, f"Collecting {name}")
                    copy.write(piece)
                    done += len(piece)
        job.report(1, f"Collecting {path.name}")


def _read(source: Path, song: IO[bytes]) -> bytes:
    try:
        return song.read(_PIECE)
    except OSError as error:
        raise UnusableSong(source, f"It can't be read: {error.strerror}. Check that you may open it.") from error


def _names(songs: tuple[SongRef, SongRef]) -> tuple[str, str]:
    """What the songs are called in the zip."""
    # Names that are no text (Linux allows them) can't stay as they are.
    a, b = (song.path.name.encode("utf-8", "replace").decode().replace("?", "_") for song in songs)
    return (a, b) if a.casefold() != b.casefold() else (f"A {a}", f"B {b}")


def _project_text(mashup: Mashup, names: tuple[str, str]) -> bytes:
    """The project file as it is beside songs of these names."""
    with temporary_folder() as folder:
        a, b = (replace(song, path=folder / own) for song, own in zip(mashup.songs, names, strict=True))
        save_project(replace(mashup, songs=(a, b)), folder / "project")
        return (folder / "project").read_bytes()
