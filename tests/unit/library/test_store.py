"""The library's file: what is put in comes out, for any file name, and harm is told."""

import os
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from confined import can_confine
from library_songs import facts, fill, listed, sound

from mashstudio.core.errors import StorageError
from mashstudio.core.messages import Message
from mashstudio.library.facts import Grid, GridSection, Stamp, Unreadable
from mashstudio.library.store import Library
from mashstudio.model.song import StemSet
from mashstudio.model.stems import StemName

GRID = Grid(3, (GridSection(0.5, 120.0, 2), GridSection(10.0, 121.5, 1)))
STAMP = Stamp(1, 2)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "new" / "library.db", "1")


def test_a_song_is_kept_with_all_that_is_known(library: Library) -> None:
    known = facts(1, title="밤편지 “live”")
    library.put_song(known, sound(1), GRID, b"picture")
    library.put_file(Path("/music/노래.mp3"), STAMP, known.sha256)
    (song,) = library.songs()
    assert vars(song.facts) == vars(known)
    assert song.path == Path("/music/노래.mp3")
    assert library.grid(known.sha256) == GRID
    assert library.icon(known.sha256) == b"picture"
    (heard,) = library.sounds([song])
    assert heard.embedding == pytest.approx(sound(1).embedding, abs=1e-3)
    assert heard.harmony == pytest.approx(sound(1).harmony, abs=1e-3)


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_file_names_that_are_no_text_are_kept(library: Library) -> None:
    path = Path(os.fsdecode(b"/music/\xb3\xeb\xb7\xa1.mp3"))
    library.put_file(path, STAMP, Message("It is {what}.", what=Message("bad")))
    assert library.unreadable() == [Unreadable(path, Message("It is {what}.", what=Message("bad")))]
    assert library.files()[path].current


def test_a_song_in_stems_is_found_in_its_files(library: Library) -> None:
    stems = StemSet(Path("/music/set"), ((StemName.VOCALS, Path("/music/set/v.wav")),))
    library.put_song(facts(1), sound(1), GRID, None)
    library.put_file(stems, STAMP, facts(1).sha256)
    assert library.songs()[0].place == stems


def test_a_song_in_two_files_is_listed_once_and_lasts_as_long_as_one(library: Library) -> None:
    library.put_song(facts(1), sound(1), GRID, None)
    paths = [Path("/music/a.mp3"), Path("/music/b.mp3")]
    for path in paths:
        library.put_file(path, STAMP, facts(1).sha256)
    assert [song.path for song in library.songs()] == paths[:1]
    library.forget_files(paths[:1])
    assert [song.path for song in library.songs()] == paths[1:]
    library.forget_files(paths[1:])
    assert library.songs() == []
    assert library.has_song(facts(1).sha256)


def test_a_folder_is_removed_with_all_in_it_and_no_other(library: Library) -> None:
    fill(library, 3)
    library.put_file(Path("/music/old/9.wav"), STAMP, facts(2).sha256)
    library.add_folders([Path("/music"), Path("/other")])
    assert library.remove([Path("/music")]) == 4
    assert library.songs() == []
    assert library.folders() == [Path("/other")]
    assert all(file.removed for file in library.files().values())


def test_when_a_song_was_used_outlasts_a_new_look(library: Library) -> None:
    fill(library, 2)
    library.mark_used([facts(1).sha256, "unknown"])
    used = {song.facts.title: song.used for song in library.songs()}
    assert used["Song 1"] > 0 == used["Song 0"]
    library.put_song(facts(1, title="new"), sound(1), GRID, None)
    assert {song.facts.title: song.used for song in library.songs()}["new"] == used["Song 1"]


def test_songs_found_by_an_older_version_are_to_be_looked_at_again(library: Library) -> None:
    fill(library, 1)
    newer = Library(library.file, "2")
    assert not newer.has_song(facts(0).sha256)
    assert [file.current for file in newer.files().values()] == [False]
    assert len(newer.songs()) == 1


def test_playlists_keep_their_order(library: Library) -> None:
    songs = [listed(number).path for number in (3, 1, 2)]
    library.add_playlist("밤", songs)
    library.add_playlist("Night", songs[:1])
    assert library.playlists() == {"Night": songs[:1], "밤": songs}
    assert library.remove_playlist("밤")
    assert library.playlists() == {"Night": songs[:1]}
    assert not library.remove_playlist("밤")


def test_another_playlist_of_a_name_gets_a_number_and_the_same_one_none(library: Library) -> None:
    songs = [listed(number).path for number in (3, 1, 2)]
    assert [library.add_playlist("밤", songs[:count]) for count in (3, 3, 1, 2, 1)] == [
        "밤", "밤", "밤 (2)", "밤 (3)", "밤 (2)",
    ]  # fmt: skip
    assert library.playlists() == {"밤": songs, "밤 (2)": songs[:1], "밤 (3)": songs[:2]}


def test_playlists_follow_songs_that_are_moved_copied_and_changed(library: Library) -> None:
    fill(library, 3)
    places = [listed(number).path for number in range(3)]
    library.add_playlist("set", places)
    library.put_file(Path("/earlier/1.wav"), STAMP, facts(1).sha256)
    library.put_file(places[2], STAMP, "changed")
    library.forget_files([places[0]])
    library.put_file(Path("/moved/0.wav"), STAMP, facts(0).sha256)
    assert library.playlists()["set"] == [Path("/moved/0.wav"), Path("/earlier/1.wav"), places[2]]


def test_the_first_version_s_playlists_are_kept(library: Library) -> None:
    fill(library, 2)
    with sqlite3.connect(library.file) as connection:
        connection.execute("DROP TABLE genres")
        connection.execute("ALTER TABLE playlists DROP COLUMN sha256")
        connection.execute("INSERT INTO playlists VALUES ('set', 0, ?)", (b"/music/1.wav",))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    library.forget_files([Path("/music/1.wav")])
    library.put_file(Path("/moved/1.wav"), STAMP, facts(1).sha256)
    assert library.playlists() == {"set": [Path("/moved/1.wav")]}


def test_songs_are_kept_by_several_threads_at_once(library: Library) -> None:
    fill(library, 1)

    def put(first: int) -> None:
        for number in range(first, first + 15):
            library.put_song(facts(number), sound(number), GRID, None)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(put, range(0, 60, 15)))
    assert all(library.has_song(facts(number).sha256) for number in range(60))


def test_a_library_of_a_newer_version_is_left_alone(library: Library) -> None:
    fill(library, 1)
    with sqlite3.connect(library.file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="newer version"):
        library.songs()


def test_a_change_by_anybody_is_noticed_and_reading_is_none(library: Library) -> None:
    fill(library, 1)
    before = library.changed_at()
    Library(library.file).songs()
    assert library.changed_at() == before
    Library(library.file).add_playlist("set", [Path("/music/1.wav")])
    assert library.changed_at() != before


def test_a_damaged_library_is_told_in_plain_words(library: Library) -> None:
    library.file.parent.mkdir()
    library.file.write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError, match=r"^The library \S+ is damaged: move it away to begin a new one, [^.]+\.$"):
        library.songs()


def test_a_library_with_damaged_pages_is_told_in_plain_words(library: Library) -> None:
    fill(library, 200)
    whole = library.file.read_bytes()
    library.file.write_bytes(whole[:4096] + b"x" * (len(whole) - 4096))
    with pytest.raises(StorageError, match="is damaged: move it away"):
        library.songs()


def test_a_library_that_is_held_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mashstudio.library.store._PATIENCE", 0.05)
    fill(library, 1)
    holder = sqlite3.connect(library.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="Another program is holding the library"):
        library.add_playlist("set", [])
    assert len(library.songs()) == 1
    holder.close()


_TOLD_CONFINED = """
import sys
from pathlib import Path
from confined import confine
from mashstudio.core.errors import StorageError
from mashstudio.library.store import Library
confine(Path("/dev"))
try:
    Library(Path(sys.argv[1])).add_playlist("set", [])
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(not can_confine(), reason="Only where the kernel can hold it to a folder of its own.")
@pytest.mark.parametrize("name", ["library.db", "other.db", "none/library.db"])
def test_a_library_that_may_not_be_written_says_what_to_allow(library: Library, name: str) -> None:
    fill(library, 1)
    path = os.pathsep.join(sys.path)
    told = subprocess.run(
        [sys.executable, "-c", _TOLD_CONFINED, library.file.parent / name],
        env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.fullmatch(r"Can't (use the library|write) .+: [^.]*(allow|permission)[^.]*\.\n", told.stdout)
