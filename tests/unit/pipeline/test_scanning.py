"""Folders are scanned into the library: once, whatever moves, changes, breaks or is killed."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from commands import command, environment
from library_songs import analysed_song

from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.library.facts import Stamp
from mashstudio.library.store import Library
from mashstudio.model.song import StemSet
from mashstudio.model.stems import StemName
from mashstudio.pipeline.scanning import Scanned, add_to_library, scan, user_library


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three songs, their features in the cache beside it, and a library that knows them."""
    folder = tmp_path_factory.mktemp("scanned")
    cache, music = Cache(folder / "cache"), folder / "music"
    analysed_song(music / "아이유" / "밤편지.wav", cache, tempo=92.0, key="Eb major", tags={"pop": 0.6})
    analysed_song(music / "one.wav", cache, tempo=128.0, key="A minor", tags={"House": 0.5})
    (music / "broken.mp3").write_bytes(b"no sound" * 1000)
    add_to_library(Library(folder / "library.db"), [music], cache, job=Job())
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of that folder, music and library, whose files have the same times."""
    shutil.copytree(made / "music", tmp_path / "music")
    shutil.copy(made / "library.db", tmp_path)
    with sqlite3.connect(tmp_path / "library.db") as connection:
        for table in ("files", "folders"):
            moved = f"UPDATE {table} SET path = CAST(replace(CAST(path AS TEXT), ?, ?) AS BLOB)"
            connection.execute(moved, (str(made), str(tmp_path)))
    connection.close()
    return tmp_path


def unheard() -> Job:
    """Return a job in which nothing may be decoded."""

    def report(_fraction: float, doing: Message) -> None:
        assert "reading" not in str(doing)

    return Job(report)


def again(folder: Path, made: Path) -> Scanned:
    return scan(Library(folder / "library.db"), Cache(made / "cache"), job=unheard())


def titles(folder: Path) -> list[str]:
    return [song.facts.title for song in Library(folder / "library.db").songs()]


def test_a_scan_lists_songs_and_what_can_t_be_read_with_its_reason(made: Path) -> None:
    library = Library(made / "library.db")
    songs = {song.facts.title: song for song in library.songs()}
    assert sorted(songs) == ["one", "밤편지"]
    night = songs["밤편지"].facts
    assert (str(night.key), round(night.tempo), round(night.duration)) == ("Eb major", 92, 6)
    assert list(night.tags) == ["pop"]
    assert library.grid(night.sha256) is not None
    (bad,) = library.unreadable()
    assert bad.path.name == "broken.mp3"
    assert str(bad.reason).startswith("It is not an audio file")


def test_a_scan_leaves_features_but_no_samples_in_the_cache(made: Path) -> None:
    assert not list((made / "cache").rglob("samples*"))
    assert not list((made / "cache").glob("making-*"))


def test_a_second_scan_looks_at_nothing(folder: Path, made: Path) -> None:
    assert again(folder, made) == Scanned(3, 0, 0, 0, False, ())


def test_moved_renamed_and_copied_songs_are_known_by_their_content(folder: Path, made: Path) -> None:
    (folder / "music" / "one.wav").rename(folder / "music" / "아이유" / "하나.wav")
    shutil.copy(folder / "music" / "아이유" / "밤편지.wav", folder / "music" / "copy.wav")
    assert again(folder, made) == Scanned(4, 2, 0, 1, False, ())
    # Its title was the file's name when it was found.
    assert titles(folder) == ["one", "밤편지"]
    assert folder / "music" / "아이유" / "하나.wav" in {song.path for song in Library(folder / "library.db").songs()}


def test_a_changed_file_is_another_song(folder: Path, made: Path) -> None:
    shutil.copy(folder / "music" / "one.wav", folder / "music" / "아이유" / "밤편지.wav")
    assert again(folder, made) == Scanned(3, 1, 0, 0, False, ())
    assert titles(folder) == ["one"]


def test_a_file_that_was_mended_is_readable(folder: Path, made: Path) -> None:
    shutil.copy(folder / "music" / "one.wav", folder / "music" / "broken.mp3")
    again(folder, made)
    assert Library(folder / "library.db").unreadable() == []


def test_what_the_user_removed_stays_away_until_it_is_added(folder: Path, made: Path) -> None:
    library, cache = Library(folder / "library.db"), Cache(made / "cache")
    song = folder / "music" / "one.wav"
    library.remove([song])
    assert again(folder, made).new == 0
    assert titles(folder) == ["밤편지"]
    add_to_library(library, [song], cache, job=unheard())
    assert titles(folder) == ["one", "밤편지"]


def test_a_disk_that_is_not_there_costs_nothing_once_it_is_back(folder: Path, made: Path) -> None:
    (folder / "music").rename(folder / "unplugged")
    assert again(folder, made).gone == 3
    assert titles(folder) == []
    (folder / "unplugged").rename(folder / "music")
    assert again(folder, made).unreadable == 1
    assert titles(folder) == ["one", "밤편지"]


def test_what_was_removed_stays_away_though_its_disk_was_away(folder: Path, made: Path) -> None:
    Library(folder / "library.db").remove([folder / "music" / "one.wav"])
    (folder / "music").rename(folder / "unplugged")
    again(folder, made)
    (folder / "unplugged").rename(folder / "music")
    assert again(folder, made).songs == 2
    assert titles(folder) == ["밤편지"]


def test_a_song_that_was_added_alone_is_gone_with_its_file(folder: Path, made: Path) -> None:
    library, alone = Library(folder / "library.db"), folder / "0.wav"
    shutil.copy(folder / "music" / "one.wav", alone)
    add_to_library(library, [alone], Cache(made / "cache"), job=unheard())
    assert alone in library.places()
    alone.unlink()
    assert again(folder, made).gone == 1
    assert alone not in library.places()


def test_stems_that_were_taken_out_of_their_folder_are_gone(folder: Path, made: Path) -> None:
    library, stems = Library(folder / "library.db"), folder / "music" / "stems"
    (song,) = [song for song in library.songs() if song.facts.title == "one"]
    stems.mkdir()
    library.put_file(StemSet(stems, ((StemName.VOCALS, stems / "v.wav"),)), Stamp(1, 1), song.facts.sha256)
    assert again(folder, made).gone == 1
    assert stems not in library.places()


def test_a_file_of_a_far_future_is_a_song_like_any_other(folder: Path, made: Path) -> None:
    os.utime(folder / "music" / "one.wav", (1, 32_503_680_000))
    assert again(folder, made).new == 1
    assert again(folder, made).new == 0
    assert titles(folder) == ["one", "밤편지"]


def test_a_scan_that_was_killed_goes_on_where_it_was(made: Path, tmp_path: Path) -> None:
    library = Library(tmp_path / "library.db", user_library().version)
    places = environment(made / "cache") | {"MASHSTUDIO_LIBRARY": str(library.file)}
    line = command("library", "add", made / "music")
    with subprocess.Popen(line, env=places, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("(3 / 3)" in status for status in process.stderr)
        process.kill()
    assert len(library.files()) == 2
    cache = Cache(made / "cache")
    assert scan(library, cache, job=Job()).new == 1
    assert len(library.songs()) == 2
    assert not list(cache.root.glob("making-*"))
