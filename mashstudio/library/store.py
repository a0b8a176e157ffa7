"""The user's library of songs, an SQLite file: which files there are, and what was found in each song.

What is found in a song is kept under its SHA-256, so a file that was moved or copied costs nothing. Any thread and any
process may use it at the same time: each call is a transaction of its own.
"""

import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import numpy as np
import platformdirs

from mashstudio.core.errors import StorageError
from mashstudio.core.files import explain_storage
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.library.facts import (
    Grid,
    GridSection,
    Hints,
    KnownFile,
    Listed,
    SongFacts,
    SongSound,
    Stamp,
    Unreadable,
)
from mashstudio.library.schema import migrate
from mashstudio.model.key import Key, Mode
from mashstudio.model.song import SongPlace, StemSet, path_of
from mashstudio.model.stems import StemName

BARS: Final = 8
"""Bars of each section's harmony."""

_PATIENCE: Final = 10
_TO_WRITE: Final = "BEGIN IMMEDIATE"
_KIND: Final = 0xFF
_NO_ACCESS: Final = Message(
    "Can't use the library {path}: allow reading and writing it and its folder, then try again."
)
_DAMAGED: Final = Message(
    "The library {path} is damaged: move it away to begin a new one, then add your folders again."
)
_REFUSALS: Final = {
    sqlite3.SQLITE_READONLY: _NO_ACCESS,
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_BUSY: Message("Another program is holding the library {path}: close it, or try again later."),
    sqlite3.SQLITE_FULL: Message("The disk of the library {path} is full: free some space, then try again."),
    sqlite3.SQLITE_IOERR: Message("Can't read the library {path}: check its disk, then try again."),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
"""What is said where SQLite refuses."""
_FACTS: Final = "sha256, title, artist, duration, tempo, tonic, mode, energy, loudness, tags, hinted_tempo, hinted_key"


def default_library_file() -> Path:
    """Return the file of the user's library (or $MASHSTUDIO_LIBRARY)."""
    named = os.environ.get("MASHSTUDIO_LIBRARY")
    return Path(named) if named else platformdirs.user_data_path("mashstudio", appauthor=False) / "library.db"


class Library:
    """The songs in `file`. version: of what is found in songs; those found by another are looked at again."""

    def __init__(self, file: Path, version: str = "") -> None:
        self.file = file
        self.version = version

    @contextmanager
    def _open(self, begin: str = "BEGIN") -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction. Raises StorageError if the file can't be used.

        begin: one that reads before it writes begins with _TO_WRITE, as another may write in between.
        """
        with explain_storage(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)
            try:
                if not migrate(connection):
                    raise StorageError(
                        Message("The library {path} is of a newer version of MashStudio.", path=said(self.file))
                    )
                # After a crash of the whole computer the last songs may be looked at again.
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute(begin)
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise StorageError(_refused(self.file, error)) from error

    # Folders and files

    def folders(self) -> list[Path]:
        """Return the folders whose songs belong to the library."""
        with self._open() as connection:
            return [_path(row[0]) for row in connection.execute("SELECT path FROM folders ORDER BY path")]

    def add_folders(self, folders: Iterable[Path]) -> None:
        """Make the songs of these folders belong to the library once they are looked through."""
        with self._open() as connection:
            connection.executemany("INSERT OR IGNORE INTO folders VALUES (?)", [(_raw(path),) for path in folders])

    def files(self) -> dict[Path, KnownFile]:
        """Return every file that was looked at, with those that the user removed."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT path, modified, size, files.sha256, error IS NOT NULL OR version = ?, removed FROM files "
                "LEFT JOIN songs USING (sha256)",
                (self.version,),
            )
            return {_path(row[0]): KnownFile(Stamp(row[1], row[2]), row[3], bool(row[4]), bool(row[5])) for row in rows}

    def put_file(self, place: SongPlace, stamp: Stamp, found: str | Message) -> None:
        """Keep that the file at `place` is the song with this SHA-256, or why it isn't one."""
        error = json.dumps(found.to_json()) if isinstance(found, Message) else None
        stems = json.dumps([[part, str(path)] for part, path in place.files]) if isinstance(place, StemSet) else None
        row = (_raw(path_of(place)), stems, stamp.modified, stamp.size, "" if error else found, error)
        with self._open() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO files (path, stems, modified, size, sha256, error) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            if not error:
                connection.execute("UPDATE playlists SET sha256 = ? WHERE path = ?", (found, row[0]))

    def forget_files(self, paths: Iterable[Path]) -> None:
        """Forget files that are gone; what was found in their songs is kept, as they may have been moved."""
        with self._open() as connection:
            connection.executemany("DELETE FROM files WHERE path = ?", [(_raw(path),) for path in paths])

    def remove(self, paths: Collection[Path]) -> int:
        """Take files, or folders with all in them, out of the library; return how many files those were."""
        paths = set(paths)
        with self._open(_TO_WRITE) as connection:
            known = [_path(row[0]) for row in connection.execute("SELECT path FROM files WHERE NOT removed")]
            within = [path for path in known if is_within(path, paths)]
            for path in paths:
                connection.execute("DELETE FROM folders WHERE path = ?", (_raw(path),))
            connection.executemany("UPDATE files SET removed = 1 WHERE path = ?", [(_raw(path),) for path in within])
            return len(within)

    def unreadable(self) -> list[Unreadable]:
        """Return the files that can't be used, and why."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT path, error FROM files WHERE error IS NOT NULL AND NOT removed ORDER BY path"
            )
            return [Unreadable(_path(path), Message.from_json(json.loads(error))) for path, error in rows]

    # Songs

    def has_song(self, sha256: str) -> bool:
        """Return True if all is known of this song."""
        with self._open() as connection:
            found = connection.execute("SELECT 1 FROM songs WHERE sha256 = ? AND version = ?", (sha256, self.version))
            return found.fetchone() is not None

    def put_song(self, facts: SongFacts, sound: SongSound, grid: Grid, icon: bytes | None) -> None:
        """Keep what was found in a song."""
        row = (
            facts.sha256, facts.title, facts.artist, facts.duration, facts.tempo, facts.key.tonic, facts.key.mode.value,
            facts.energy, facts.loudness, json.dumps(facts.tags), facts.hints.tempo, facts.hints.key, self.version,
            sound.embedding.astype("<f2").tobytes(), sound.harmony.astype("<f2").tobytes(), _grid_to_json(grid), icon,
        )  # fmt: skip
        with self._open(_TO_WRITE) as connection:
            used = connection.execute("SELECT used FROM songs WHERE sha256 = ?", (facts.sha256,)).fetchone()
            connection.execute(
                f"INSERT OR REPLACE INTO songs ({_FACTS}, version, embedding, harmony, grid, icon, used) "
                f"VALUES ({', '.join('?' * 18)})",
                (*row, used[0] if used else 0.0),
            )

    def songs(self) -> list[Listed]:
        """Return all songs of which there is a file, each once, by artist and title."""
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT {_FACTS}, ifnull(genre, ''), used, min(path), stems FROM songs JOIN files USING (sha256) "
                "LEFT JOIN genres USING (sha256) WHERE NOT removed GROUP BY sha256"
            )
            found = [Listed(_facts(row[:13]), _place(*row[14:]), row[13]) for row in rows]
        return sorted(found, key=lambda song: (song.facts.artist.casefold(), song.facts.title.casefold(), song.path))

    def places(self) -> dict[Path, str]:
        """Return the SHA-256 of the song in each file."""
        with self._open() as connection:
            rows = connection.execute("SELECT path, sha256 FROM files WHERE NOT removed AND error IS NULL")
            return {_path(path): sha256 for path, sha256 in rows}

    def sounds(self, songs: Sequence[Listed]) -> list[SongSound]:
        """Return how these songs sound; a song that was forgotten meanwhile sounds like none."""
        with self._open() as connection:
            rows = connection.execute("SELECT sha256, embedding, harmony FROM songs")
            known = {sha256: (embedding, harmony) for sha256, embedding, harmony in rows}
        return [_sound(*known.get(song.facts.sha256, (bytes(800), b""))) for song in songs]

    def grid(self, sha256: str) -> Grid | None:
        """Return a song's beats; None if it isn't known."""
        return None if (found := self._field("grid", sha256)) is None else _grid_from_json(found)

    def icon(self, sha256: str) -> bytes | None:
        """Return the small picture of a song's cover, a PNG; None if it has none."""
        picture: bytes | None = self._field("icon", sha256)
        return picture

    def _field(self, name: str, sha256: str) -> Any:
        with self._open() as connection:
            found = connection.execute(f"SELECT {name} FROM songs WHERE sha256 = ?", (sha256,)).fetchone()
        return None if found is None else found[0]

    def mark_used(self, sha256s: Collection[str]) -> None:
        """Keep that these songs are used now; unknown ones are ignored."""
        with self._open() as connection:
            connection.executemany("UPDATE songs SET used = ? WHERE sha256 = ?", [(time.time(), s) for s in sha256s])

    def put_hints(self, sha256: str, hints: Hints) -> None:
        """Keep what another program noted of a song whose file notes nothing."""
        with self._open() as connection:
            connection.execute(
                "UPDATE songs SET hinted_tempo = coalesce(hinted_tempo, ?), hinted_key = iif(hinted_key = '', ?, "
                "hinted_key) WHERE sha256 = ?",
                (hints.tempo, hints.key, sha256),
            )

    # Genres

    def put_genres(self, model: str, genres: Mapping[str, str]) -> None:
        """Keep how a model has judged songs, by SHA-256. model: by what it is told from others."""
        with self._open() as connection:
            rows = [(sha256, model, genre) for sha256, genre in genres.items()]
            connection.executemany("INSERT OR REPLACE INTO genres VALUES (?, ?, ?)", rows)

    def without_genre(self, model: str, *, forget: bool = True) -> list[Listed]:
        """Return the songs that this model hasn't judged; forget what others have said, unless that is to stay."""
        with self._open(_TO_WRITE) as connection:
            if forget:
                connection.execute("DELETE FROM genres WHERE model <> ?", (model,))
            judged = {row[0] for row in connection.execute("SELECT sha256 FROM genres WHERE model = ?", (model,))}
        return [song for song in self.songs() if song.facts.sha256 not in judged]

    def has_genres(self) -> bool:
        """Return True if any model's judgements are kept."""
        with self._open() as connection:
            return connection.execute("SELECT 1 FROM genres").fetchone() is not None

    # What is heard in stems

    def put_heard(self, sha256: str, version: str, sound: bytes) -> None:
        """Keep what a song's stems play. version: of how that was found."""
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO heard VALUES (?, ?, ?)", (sha256, version, sound))

    def heard(self, version: str) -> set[str]:
        """Return the SHA-256s of the songs whose stems were heard."""
        with self._open() as connection:
            return {row[0] for row in connection.execute("SELECT sha256 FROM heard WHERE version = ?", (version,))}

    def heard_sounds(self, sha256s: Collection[str], version: str) -> dict[str, bytes]:
        """Return what the stems of those songs play of which that is known."""
        with self._open() as connection:
            marks = ", ".join("?" * len(sha256s))
            rows = connection.execute(
                f"SELECT sha256, sound FROM heard WHERE version = ? AND sha256 IN ({marks})", (version, *sha256s)
            )
            return dict(rows.fetchall())

    # Playlists

    def playlists(self) -> dict[str, list[Path]]:
        """Return the playlists by name, each with the places of its songs in order, wherever those were moved."""
        found: dict[str, list[Path]] = {}
        with self._open() as connection:
            rows = connection.execute(
                "SELECT name, ifnull((SELECT min(path) FROM files WHERE sha256 = playlists.sha256 AND error IS NULL "
                "AND NOT removed), path) FROM playlists ORDER BY name, place"
            )
            for name, path in rows:
                found.setdefault(name, []).append(_path(path))
        return found

    def add_playlist(self, name: str, paths: Sequence[Path]) -> str:
        """Keep a playlist, under a numbered name if another one has its own; return the name it has."""
        wanted = list(map(_raw, paths))
        with self._open(_TO_WRITE) as connection:
            names = chain([name], (f"{name} ({number})" for number in count(2)))
            kept = next(each for each in names if _songs_of(connection, each) in ([], wanted))
            connection.execute("DELETE FROM playlists WHERE name = ?", (kept,))
            rows = [(kept, place, raw, raw) for place, raw in enumerate(wanted)]
            connection.executemany(
                "INSERT INTO playlists VALUES (?, ?, ?, ifnull((SELECT sha256 FROM files WHERE path = ?), ''))", rows
            )
            return kept

    def remove_playlist(self, name: str) -> bool:
        """Forget a playlist, not its songs; return False if there is none of that name."""
        with self._open() as connection:
            return connection.execute("DELETE FROM playlists WHERE name = ?", (name,)).rowcount > 0

    def changed_at(self) -> tuple[int, ...]:
        """Return when its file was last written to, by whatever process: other numbers after every change."""
        found: list[int] = []
        for file in (self.file, self.file.with_name(f"{self.file.name}-wal")):
            with suppress(OSError):
                written = file.stat()
                # Reading makes an empty one.
                found += [written.st_mtime_ns, written.st_size] if written.st_size else []
        return tuple(found)


def is_within(path: Path, paths: Collection[Path]) -> bool:
    """Return True if a path is one of `paths` or in one of them; quick for a set of many."""
    return path in paths or any(parent in paths for parent in path.parents)


def _songs_of(connection: sqlite3.Connection, playlist: str) -> list[bytes]:
    rows = connection.execute("SELECT path FROM playlists WHERE name = ? ORDER BY place", (playlist,))
    return [row[0] for row in rows]


def _refused(file: Path, error: sqlite3.Error) -> Message:
    """Return what is wrong with the library's file, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & _KIND
    sentence = _REFUSALS.get(code, Message("Can't use the library {path}: {reason}. Try again, or move it away."))
    return sentence.filled(path=said(file), reason=str(error))


def _raw(path: Path) -> bytes:
    """Return a path as it is kept: file names need not be text."""
    return os.fsencode(path)


def _path(raw: bytes) -> Path:
    return Path(os.fsdecode(raw))


def _place(raw: bytes, stems: str | None) -> SongPlace:
    if stems is None:
        return _path(raw)
    return StemSet(_path(raw), tuple((StemName(part), Path(path)) for part, path in json.loads(stems)))


def _facts(row: Sequence[Any]) -> SongFacts:
    sha256, title, artist, duration, tempo, tonic, mode, energy, loudness, tags, hinted_tempo, hinted_key, genre = row
    hints = Hints(hinted_tempo, hinted_key)
    key = Key(tonic, Mode(mode))
    return SongFacts(sha256, title, artist, duration, tempo, key, energy, loudness, json.loads(tags), hints, genre)


def _sound(embedding: bytes, harmony: bytes) -> SongSound:
    return SongSound(
        np.frombuffer(embedding, "<f2").astype(np.float32),
        np.frombuffer(harmony, "<f2").astype(np.float32).reshape(-1, BARS, 12),
    )


def _grid_to_json(grid: Grid) -> str:
    return json.dumps([grid.beats_per_bar, [[each.start, each.tempo, each.beat] for each in grid.sections]])


def _grid_from_json(text: str) -> Grid:
    beats_per_bar, sections = json.loads(text)
    return Grid(beats_per_bar, tuple(GridSection(*each) for each in sections))
