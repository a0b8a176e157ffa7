"""The library's tables, and how older libraries become today's."""

import sqlite3
from typing import Final

MIGRATIONS: Final = (
    """
    CREATE TABLE folders (path BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE songs (
        sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, title TEXT NOT NULL, artist TEXT NOT NULL,
        duration REAL NOT NULL, tempo REAL NOT NULL, tonic INTEGER NOT NULL, mode TEXT NOT NULL,
        energy INTEGER NOT NULL, loudness REAL NOT NULL, tags TEXT NOT NULL,
        hinted_tempo REAL, hinted_key TEXT NOT NULL,
        embedding BLOB NOT NULL, harmony BLOB NOT NULL, grid TEXT NOT NULL, icon BLOB, used REAL NOT NULL DEFAULT 0
    );
    CREATE TABLE files (
        path BLOB PRIMARY KEY, stems TEXT, modified INTEGER NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
        error TEXT, removed INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX files_of_songs ON files (sha256);
    CREATE TABLE heard (
        sha256 TEXT NOT NULL, version TEXT NOT NULL, sound BLOB NOT NULL, PRIMARY KEY (sha256, version)
    );
    CREATE TABLE playlists (name TEXT NOT NULL, place INTEGER NOT NULL, path BLOB NOT NULL, PRIMARY KEY (name, place));
    """,
    """
    ALTER TABLE playlists ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
    UPDATE playlists SET sha256 = ifnull((SELECT sha256 FROM files WHERE files.path = playlists.path), '');
    """,
    """
    CREATE TABLE genres (sha256 TEXT PRIMARY KEY, model TEXT NOT NULL, genre TEXT NOT NULL) WITHOUT ROWID;
    """,
)
"""Each makes the next version of the tables; never change one that was released, add another."""


def migrate(connection: sqlite3.Connection) -> bool:
    """Bring the tables to today's version, whoever else does the same; return False if they are of a newer one."""
    if _version(connection) == len(MIGRATIONS):
        return True
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection)
    for number in range(version, len(MIGRATIONS)):
        for statement in MIGRATIONS[number].split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1}")
    connection.execute("COMMIT")
    return version <= len(MIGRATIONS)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
