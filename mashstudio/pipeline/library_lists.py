"""Playlists of the library: written for other programs, and read from theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.library.facts import Hints, Listed
from mashstudio.library.playlists import Track, place_of_entry, read_playlists, write_playlist
from mashstudio.library.store import Library
from mashstudio.pipeline.scanning import Scanned, add_to_library


@dataclass(frozen=True)
class ImportedPlaylists:
    """What was read: the playlists' names here, how many of their songs weren't found, what adding the others found."""

    names: tuple[str, ...]
    missing: int
    scanned: Scanned


def export_playlist(library: Library, songs: Sequence[Listed], path: Path, *, replace: bool) -> None:
    """Write songs, with their beats where the format has them, as the playlist `path`."""
    if not songs:
        raise BadArgument(Message("There are no songs to export."))
    tracks = [Track(song, library.grid(song.facts.sha256)) for song in songs]
    write_playlist(path, said(path.stem), tracks, replace=replace)


def import_playlist(library: Library, path: Path, cache: Cache, *, at_once: int = 1, job: Job) -> ImportedPlaylists:
    """Add the songs of a playlist to the library, and the playlist itself; what it notes of them is a hint.

    A name that another playlist has gets a number.
    """
    job.report(0, Message("Looking for songs in {name}", name=said(path.name)))
    hints: dict[Path, Hints] = {}
    playlists: dict[str, list[Path]] = {}
    missing, known = 0, library.places()
    for name, entries in read_playlists(path).items():
        noted = [
            (place.resolve(), each.hints) for each in entries if (place := place_of_entry(each, path.parent, known))
        ]
        missing += len(entries) - len(noted)
        hints |= dict(noted)
        if noted:
            playlists[name] = [place for place, _ in noted]
    songs = list(dict.fromkeys(place for places in playlists.values() for place in places))
    if not songs:
        raise BadArgument(Message("None of the songs in {name} is there.", name=said(path.name)))
    scanned = add_to_library(library, songs, cache, at_once=at_once, job=job)
    names = tuple(library.add_playlist(name, places) for name, places in playlists.items())
    known = library.places()
    for place, hint in hints.items():
        if (sha256 := known.get(place)) is not None:
            library.put_hints(sha256, hint)
    return ImportedPlaylists(names, missing, scanned)
