"""Find the songs in folders and playlists."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from mashstudio.audio.stem_sets import StemGuess, guess_stems
from mashstudio.core.errors import StorageError, message_of
from mashstudio.core.files import explain_reading, open_regular
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.text.likely import decode_together
from mashstudio.core.text.lines import said
from mashstudio.model.song import SONG_ENDINGS, SongPlace

PLAYLIST_ENDINGS: Final = (".m3u", ".m3u8", ".pls")

MOST_SONGS: Final = 5_000
DEEPEST: Final = 8
_ENTRIES_EACH: Final = 40
_LONGEST_PLAYLIST: Final = 4 << 20
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PLS_FILE: Final = re.compile(rb"file(\d{1,9})\s*=\s*(.*)", re.IGNORECASE)
_DRIVE: Final = re.compile(r"/[A-Za-z]:[/\\]")


@dataclass(frozen=True)
class _Files:
    """The sound files in a folder or playlist; for the rest see `Found`."""

    songs: tuple[Path, ...] = ()
    missing: int = 0
    more: bool = False
    errors: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Found:
    """Songs, in the order to show them; several files that are the stems of one song are one.

    unsure: what they may be instead: the stems of one song. left_out: whole songs beside their stems. missing: how many
    files named by a playlist don't exist. more: True if songs beyond the limit were ignored. errors: what couldn't be
    read.
    """

    songs: tuple[SongPlace, ...] = ()
    unsure: StemGuess | None = None
    left_out: tuple[Path, ...] = ()
    missing: int = 0
    more: bool = False
    errors: tuple[Message, ...] = ()


def songs_in(paths: Sequence[Path], *, most: int = MOST_SONGS, job: Job) -> Found:
    """Return the songs in `paths`, each once: files themselves, and the songs in folders and playlists.

    Files and folders may hold stems; a playlist holds songs. Of all of them, `most` at most.
    """
    songs: dict[Path, None] = {}
    listed: set[Path] = set()
    errors: list[Message] = []
    missing, more = 0, False
    for path in paths:
        files = _Files((path,))
        try:
            if path.is_dir():
                files = _in_folder(path, most, job)
            elif path.suffix.lower() in PLAYLIST_ENDINGS:
                files = _in_playlist(path, most, job)
                listed.update(files.songs)
        except (StorageError, OSError) as error:
            files = _Files(errors=(message_of(error),))
        songs.update(dict.fromkeys(files.songs))
        missing, more = missing + files.missing, more or files.more
        errors += files.errors
    found = _with_stems(tuple(songs)[:most], listed, job)
    return replace(found, missing=missing, more=more or len(songs) > most, errors=tuple(errors))


def _with_stems(songs: Sequence[Path], listed: Collection[Path], job: Job) -> Found:
    """Return `songs` with the stems among them, folder by folder, as one song each. listed: those that are no stems."""
    folders: dict[Path, list[Path]] = {}
    for song in songs:
        if song not in listed:
            folders.setdefault(song.parent, []).append(song)
    guesses = {folder: guess for folder, files in folders.items() if (guess := guess_stems(files, job=job))}
    stems = {each.path: guess.stems for guess in guesses.values() if guess.sure for each in guess.files}
    whole = [song for song in stems if not any(song == path for _, path in stems[song].files)]
    # Ask about one folder, not about each of a collection.
    unsure = next((guess for guess in guesses.values() if not guess.sure and len(guess.files) == len(songs)), None)
    return Found(tuple(dict.fromkeys(stems.get(song, song) for song in songs)), unsure, tuple(whole))


def playlist_entries(raw: bytes, ending: str) -> list[list[str]]:
    """Return the entries of a playlist, each as all the paths or URLs it may mean, likeliest first.

    ending: the playlist's file name extension.
    """
    lines = [line.strip(b" \t\0") for line in without_mark(raw).splitlines()]
    if ending.lower() == ".pls":
        numbered = [found for line in lines if (found := _PLS_FILE.fullmatch(line))]
        numbered.sort(key=lambda found: int(found[1]))
        lines = [found[2] for found in numbered]
    entries = [line for line in lines if line and not line.startswith(b"#")]
    return [interpretations(entry, text) for entry, text in zip(entries, decode_together(entries), strict=True)]


def without_mark(raw: bytes) -> bytes:
    """Return text that says how it is encoded as UTF-8, other text unchanged."""
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    return raw if encoding is None else raw.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")


def interpretations(entry: bytes, text: str) -> list[str]:
    """Return an entry as bytes and as text, and both with URL escapes decoded."""
    paths_of_entry = [os.fsdecode(entry), text]
    if b"%" in entry:
        plain = unquote_to_bytes(entry)
        paths_of_entry += [os.fsdecode(plain), *decode_together([plain])]
    if os.sep == "/":
        paths_of_entry += [each.replace("\\", "/") for each in paths_of_entry if "\\" in each]
    return list(dict.fromkeys(_without_scheme(each) for each in paths_of_entry))


def _without_scheme(entry: str) -> str:
    """Return the path in a file URL; return anything else unchanged."""
    if entry[:5].lower() != "file:":
        return entry
    path = entry[5:]
    if path.startswith("//"):
        host, slash, rest = path[2:].partition("/")
        path = slash + rest if host.lower() in {"", "localhost"} else path
    return path[1:] if _DRIVE.match(path) else path


def _in_playlist(path: Path, most: int, job: Job) -> _Files:
    job.report(0, Message("Looking for songs in {name}", name=said(path.name)))
    with explain_reading(path), open_regular(path) as file:
        raw = file.read(_LONGEST_PLAYLIST + 1)
    more = len(raw) > _LONGEST_PLAYLIST
    entries = playlist_entries(raw[:_LONGEST_PLAYLIST], path.suffix)
    songs, missing = [], 0
    for paths_of_entry in entries[:most]:
        job.check()
        existing = next((song for each in paths_of_entry if is_file(song := path.parent / each)), None)
        if existing is None:
            missing += 1
        else:
            songs.append(existing)
    return _Files(tuple(songs), missing, more or len(entries) > most)


def is_file(path: Path) -> bool:
    """Return True if there is a file at `path`, whatever that is."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        # No file can have such a name.
        return False


def _in_folder(folder: Path, most: int, job: Job) -> _Files:
    songs: list[Path] = []
    errors: list[Message] = []
    seen: set[tuple[int, int]] = set()
    entries, level = 0, [folder]
    for _depth in range(DEEPEST + 1):
        deeper: list[Path] = []
        for each in level:
            job.check()
            job.report(0, Message("Looking for songs in {name}", name=said(folder.name)))
            try:
                with explain_reading(each):
                    if _already_read(each, seen):
                        continue
                    for entry in _not_hidden(each):
                        entries += 1
                        if entries > _ENTRIES_EACH * most or len(songs) > most:
                            return _sorted(folder, songs, most, errors, more=True)
                        if entry.is_dir():
                            deeper.append(Path(entry.path))
                        elif entry.name.lower().endswith(SONG_ENDINGS) and entry.is_file():
                            songs.append(Path(entry.path))
            except StorageError as error:
                errors.append(message_of(error))
        level = deeper
    return _sorted(folder, songs, most, errors, more=bool(level))


def _not_hidden(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry


def _already_read(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Return True if this folder was already read, by any name: links may form cycles."""
    status = folder.stat()
    identity = status.st_dev, status.st_ino
    if identity in seen:
        return True
    seen.add(identity)
    return False


def _sorted(folder: Path, songs: list[Path], most: int, errors: list[Message], *, more: bool) -> _Files:
    def order(path: Path) -> list[list[tuple[int, str]]]:
        """Sort track 2 before track 10, and subfolders after the files beside them."""
        parts = path.relative_to(folder).parts
        return [[(1, "")] * (len(parts) > 1), *map(_natural, parts)]

    return _Files(tuple(sorted(songs, key=order)[:most]), 0, more or len(songs) > most, tuple(errors))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.casefold()) if part]
