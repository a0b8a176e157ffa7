"""A project and its songs in one zip file, to be kept or given away."""

import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from mashstudio.disks import require_room
from mashstudio.facts.errors import UnusableSong
from mashstudio.facts.messages import Message
from mashstudio.files import atomic_write, explain_storage
from mashstudio.jobs import Job
from mashstudio.leftovers import temporary_folder
from mashstudio.mashup.document import Mashup
from mashstudio.mashup.edits import with_source
from mashstudio.mashup.project import find_song, save_project
from mashstudio.outputs import check_outputs
from mashstudio.text.lines import ending_of, name_for, said

PROJECT_ENDING: Final = ".mash"
_PIECE = 1 << 22


def collect(mashup: Mashup, path: Path, *, kept: Sequence[Path] = (), job: Job) -> None:
    """Writes a zip to `path`, atomically: a folder named as it is, with the project and its songs in it.

    Unpacked anywhere, the project opens with the songs beside it. kept: files that must stay, too, such as the project.
    Raises BadArgument when `path` is one of them or a song, SongMoved when a song isn't where it was,
    StorageError when the zip can't be written; what was at `path` stays then, and when the job is cancelled.
    """
    refs = [source.song for source in mashup.sources]
    sources = [find_song(song, song.path.parent, job.check) for song in refs]
    check_outputs([path], [*sources, *kept], replace=True)
    folder = name_for(path.stem, "")
    own = name_for(path.stem, PROJECT_ENDING)
    names = _names([source.name for source in sources], own)
    total = sum(source.stat().st_size for source in sources)
    done = 0
    with explain_storage(path):
        require_room(path.resolve().parent, total)
    with atomic_write(path, keep_link=False) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        archive.writestr(f"{folder}/{own}", _project_text(mashup, names), zipfile.ZIP_DEFLATED)
        for source, name in zip(sources, names, strict=True):
            # Songs are mostly compressed already: they are stored as they are.
            with _read(source):
                song = source.open("rb")
                entry = zipfile.ZipInfo.from_file(source, f"{folder}/{name}", strict_timestamps=False)
            with song, archive.open(entry, "w", force_zip64=True) as copy:
                while piece := _piece(source, song):
                    job.report(done / total, Message("Collecting {name}", name=name))
                    copy.write(piece)
                    done += len(piece)
        job.report(1, Message("Collecting {name}", name=said(path.name)))


def _piece(source: Path, song: IO[bytes]) -> bytes:
    with _read(source):
        return song.read(_PIECE)


@contextmanager
def _read(source: Path) -> Iterator[None]:
    """Says of a song that can't be read that it is the song: the zip is being written meanwhile."""
    try:
        yield
    except OSError as error:
        raise UnusableSong(
            source, Message("It can't be read: {reason}. Check that you may open it.", reason=str(error.strerror))
        ) from error


def _names(names: list[str], project: str) -> list[str]:
    """What the songs are called in the zip: names that every disk takes, different ones beside `project`."""
    plain = [name_for(Path(name).stem, ending_of(Path(name))) for name in names]
    taken = {unicodedata.normalize("NFC", name).casefold() for name in [project, *plain]}
    if len(taken) == 1 + len(plain):
        return plain
    return [name_for(f"{number} {Path(name).stem}", ending_of(Path(name))) for number, name in enumerate(plain, 1)]


def _project_text(mashup: Mashup, names: list[str]) -> bytes:
    """The project file as it is beside songs of these names."""
    with temporary_folder() as folder:
        for source, name in zip(mashup.sources, names, strict=True):
            mashup = with_source(mashup, replace(source, song=replace(source.song, path=folder / name)))
        save_project(mashup, folder / "project")
        return (folder / "project").read_bytes()
