"""Collect a project and its songs in one zip file, to keep or give away."""

import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from mashstudio.core.disks import require_room
from mashstudio.core.errors import UnusableSong
from mashstudio.core.files import atomic_write, explain_storage
from mashstudio.core.jobs import Job
from mashstudio.core.leftovers import temporary_folder
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_outputs
from mashstudio.core.text.lines import ending_of, name_for, said
from mashstudio.document.find_song import find_song
from mashstudio.document.project import save_project
from mashstudio.document.versions import in_every_state, states_of
from mashstudio.model.mashup import Mashup, SongSource
from mashstudio.model.song import SongPlace, SongRef, StemSet, path_of, song_files

PROJECT_ENDING: Final = ".mash"
_PIECE = 1 << 22


def collect(mashup: Mashup, path: Path, *, kept: Sequence[Path] = (), job: Job) -> None:
    """Write a zip to `path`, atomically: one folder, named like the zip, that holds the project and its songs.

    Unpacked anywhere, the project finds the songs beside it. kept: other files that must not be overwritten, such as
    the project. Raises BadArgument if `path` is one of them or a song, SongMoved if a song is no longer where it was,
    StorageError if the zip can't be written; then, and when the job is cancelled, the file at `path` is unchanged.
    """
    # A song used by two sources, or by versions, too, is written once.
    songs: dict[str, SongSource] = {}
    for source in [source for state in states_of(mashup) for source in state.sources]:
        songs.setdefault(source.song.sha256, source)
    places = [find_song(each.song, _home(each.song), job.check) for each in songs.values()]
    folder, own = name_for(path.stem, ""), name_for(path.stem, PROJECT_ENDING)
    # Stems get a folder of their song's name, which its title can be taken from.
    wanted = [
        each.song.title if each.song.stems else path_of(place).name
        for each, place in zip(songs.values(), places, strict=True)
    ]
    names = _names(wanted, _labels([source.letter for source in songs.values()]), own)
    copies = {sha256: _copies(place, name) for sha256, place, name in zip(songs, places, names, strict=True)}
    files = {name: file for each in copies.values() for name, file in each.items()}
    check_outputs([path], [*files.values(), *kept], replace=True)
    total = sum(file.stat().st_size for file in files.values())
    done = 0
    with explain_storage(path):
        require_room(path.resolve().parent, total)
    with atomic_write(path, keep_link=False) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        archive.writestr(f"{folder}/{own}", _project_text(mashup, copies), zipfile.ZIP_DEFLATED)
        for name, file in files.items():
            # Most songs are compressed already, so they are stored.
            with _read(file):
                song = file.open("rb")
                entry = zipfile.ZipInfo.from_file(file, f"{folder}/{name}", strict_timestamps=False)
            with song, archive.open(entry, "w", force_zip64=True) as copy:
                while piece := _piece(file, song):
                    job.report(done / total, Message("Collecting {name}", name=name))
                    copy.write(piece)
                    done += len(piece)
        job.report(1, Message("Collecting {name}", name=said(path.name)))


def _piece(file: Path, song: IO[bytes]) -> bytes:
    with _read(file):
        return song.read(_PIECE)


@contextmanager
def _read(file: Path) -> Iterator[None]:
    """Report a song that can't be read as such, not as an error of the zip being written."""
    try:
        yield
    except OSError as error:
        raise UnusableSong(
            file, Message("It can't be read: {reason}. Check its permissions.", reason=str(error.strerror))
        ) from error


def _home(song: SongRef) -> Path:
    return song.path if song.stems else song.path.parent


def _copies(place: SongPlace, name: str) -> dict[str, Path]:
    """Return the files of the song called `name`, by their names in the zip; stems are in a folder of that name."""
    if not isinstance(place, StemSet):
        return {name: place}
    paths = song_files(place)
    members = _names([path.name for path in paths], [str(number) for number in range(1, len(paths) + 1)], "")
    return {f"{name}/{member}": path for member, path in zip(members, paths, strict=True)}


def _names(names: Sequence[str], letters: Sequence[str], project: str) -> list[str]:
    """Return files' names in the zip: valid on every file system, distinct, and none of them `project`."""
    plain = [name_for(Path(name).stem, ending_of(Path(name))) for name in names]
    taken = {unicodedata.normalize("NFC", name).casefold() for name in [project, *plain]}
    if len(taken) == 1 + len(plain):
        return plain
    return [
        name_for(f"{letter} {Path(name).stem}", ending_of(Path(name)))
        for letter, name in zip(letters, plain, strict=True)
    ]


def _labels(letters: Sequence[str]) -> list[str]:
    """Return distinct labels: a version may have another song of the same letter."""
    before = [letters[:place].count(letter) for place, letter in enumerate(letters)]
    return [f"{letter}{count + 1}" if count else letter for letter, count in zip(letters, before, strict=True)]


def _project_text(mashup: Mashup, copies: Mapping[str, Mapping[str, Path]]) -> bytes:
    """Return the project file for songs beside it whose files have these names, by the song's SHA-256."""
    with temporary_folder() as folder:

        def beside(source: SongSource) -> SongSource:
            paths = [folder / name for name in copies[source.song.sha256]]
            if stems := source.song.stems:
                stems = tuple(replace(stem, path=path) for stem, path in zip(stems, paths, strict=True))
                return replace(source, song=replace(source.song, path=paths[0].parent, stems=stems))
            return replace(source, song=replace(source.song, path=paths[0]))

        moved = in_every_state(mashup, lambda state: replace(state, sources=tuple(map(beside, state.sources))))
        save_project(moved, folder / "project")
        return (folder / "project").read_bytes()
