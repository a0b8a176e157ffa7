"""Playlists as other programs read them: M3U8, rekordbox XML with beat grids, and CSV."""

import csv
import io
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.files import atomic_write, explain_reading, open_regular
from mashstudio.core.messages import Message
from mashstudio.core.outputs import check_outputs
from mashstudio.core.text.likely import decode_together
from mashstudio.core.text.lines import said
from mashstudio.library.facts import Entry, Grid, Listed
from mashstudio.library.rekordbox import read_rekordbox, rekordbox
from mashstudio.library.song_lists import PLAYLIST_ENDINGS, interpretations, is_file, playlist_entries, without_mark
from mashstudio.model.song import song_files

_LARGEST: Final = 1 << 28
_LONGEST_HEAD: Final = 10_000
_COLUMNS: Final = ("title", "artist", "length", "bpm", "key", "camelot", "energy", "tags", "path")
_PATHS: Final = ("path", "location", "file", "filename", "file name")


@dataclass(frozen=True, eq=False)
class Track:
    """A song of a playlist to be written."""

    song: Listed
    grid: Grid | None = None


def write_playlist(path: Path, name: str, tracks: Sequence[Track], *, replace: bool) -> None:
    """Write a playlist in the format of the file's ending, over another file only if `replace`.

    Raises BadArgument for another ending, or if the file is one of the songs or exists; StorageError.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise BadArgument(
            Message("“{name}” is no playlist: use {endings}.", name=said(path.name), endings=", ".join(_WRITERS))
        )
    check_outputs([path], [file for track in tracks for file in song_files(track.song.place)], replace=replace)
    content = write(path, name, tracks)
    with atomic_write(path) as temporary:
        temporary.write_bytes(content)


def read_playlists(path: Path) -> dict[str, list[Entry]]:
    """Return the playlists in a file by name. Raises BadArgument for a file that has none, StorageError."""
    with explain_reading(path), open_regular(path) as file:
        raw = file.read(_LARGEST + 1)
    try:
        if len(raw) > _LARGEST:
            raise ValueError("it is too large")
        if path.suffix.lower() == ".xml":
            return read_rekordbox(raw)
        if path.suffix.lower() in PLAYLIST_ENDINGS:
            return {said(path.stem): [Entry(tuple(each)) for each in playlist_entries(raw, path.suffix)]}
        return {said(path.stem): _read_csv(raw)}
    except ValueError as error:
        raise BadArgument(
            Message("{name} is no playlist: {reason}.", name=said(path.name), reason=str(error))
        ) from error


def _m3u8(path: Path, name: str, tracks: Sequence[Track]) -> bytes:
    lines = [b"#EXTM3U", f"#PLAYLIST:{name}".encode()]
    for track in tracks:
        facts = track.song.facts
        shown = f"{facts.artist} - {facts.title}" if facts.artist else facts.title
        lines += [f"#EXTINF:{round(facts.duration)},{shown}".encode(), _line(track.song.path, path.absolute().parent)]
    return b"\n".join([*lines, b""])


def _line(song: Path, folder: Path) -> bytes:
    """Return a song's line: its place in the playlist's folder if it is there; as a URL if it can't be a plain line."""
    line = str(song.relative_to(folder) if song.is_relative_to(folder) else song)
    plain = line.isprintable() and line == line.strip() and line[0] != "#" and "%" not in line
    return line.encode() if plain else song.as_uri().encode()


def _csv(_path: Path, _name: str, tracks: Sequence[Track]) -> bytes:
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(_COLUMNS)
    for track in tracks:
        facts, path = track.song.facts, str(track.song.path)
        # A file name that isn't text is found again by its URL.
        place = path if path.isprintable() else track.song.path.as_uri()
        figures = (f"{facts.duration:.1f}", f"{facts.tempo:.2f}", str(facts.key), facts.key.camelot, facts.energy)
        rows.writerow((facts.title, facts.artist, *figures, ", ".join(facts.tags), place))
    # Spreadsheets take it for UTF-8 only by its mark.
    return file.getvalue().encode("utf-8-sig")


def _read_csv(raw: bytes) -> list[Entry]:
    text = without_mark(raw).decode("utf-8", "surrogateescape")
    head = next(iter(text[:_LONGEST_HEAD].splitlines()), "")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        column = next((name for name in rows.fieldnames or () if name.strip().lower() in _PATHS), None)
        if column is None:
            raise ValueError("none of its columns is called “path”")
        places = [row[column].encode("utf-8", "surrogateescape") for row in rows if row[column]]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    return [Entry(tuple(interpretations(*each))) for each in zip(places, decode_together(places), strict=True)]


def _xml(_path: Path, name: str, tracks: Sequence[Track]) -> bytes:
    return rekordbox(name, [(track.song, track.grid) for track in tracks])


_WRITERS: Final[Mapping[str, Callable[[Path, str, Sequence[Track]], bytes]]] = {
    ".m3u8": _m3u8,
    ".xml": _xml,
    ".csv": _csv,
}
WRITTEN: Final = tuple(_WRITERS)
"""Endings of the playlists that can be written."""
READ: Final = (*PLAYLIST_ENDINGS, ".xml", ".csv")
"""Endings of the playlists that can be read."""


def place_of_entry(entry: Entry, folder: Path, known: Container[Path] = ()) -> Path | None:
    """Return where the song of an entry is, in a playlist of `folder`; None if it is in none of its places.

    known: folders that are songs. No other is one: a playlist mustn't have a whole disk added.
    """
    for each in entry.places:
        path = folder / each
        if is_file(path) or path in known:
            return path
    return None
