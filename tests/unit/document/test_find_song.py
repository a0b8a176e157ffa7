"""A project finds songs that were moved, and reports missing ones."""

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mashstudio.core.errors import SongMoved
from mashstudio.document.find_song import find_song
from mashstudio.model.song import SongRef

SONG = bytes(range(256)) * 16


def song_file(path: Path, content: bytes = SONG) -> SongRef:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return SongRef(path, hashlib.sha256(SONG).hexdigest(), "Our Song")


def test_a_song_that_is_where_it_was(tmp_path: Path) -> None:
    ref = song_file(tmp_path / "music" / "song.mp3")
    assert find_song(ref, tmp_path / "projects") == ref.path


@pytest.mark.parametrize("now", ["song.mp3", "renamed.mp3", "songs/song.mp3", "songs/other.flac"])
def test_a_moved_song_is_found_near_the_project(tmp_path: Path, now: str) -> None:
    project = tmp_path / "project"
    ref = song_file(project / now)
    song_file(project / "another.mp3", b"something else" * 200)
    moved = replace(ref, path=tmp_path / "music" / "song.mp3")
    assert find_song(moved, project) == project / now


def test_a_file_of_the_same_name_is_not_taken_for_the_song(tmp_path: Path) -> None:
    ref = song_file(tmp_path / "music" / "song.mp3", b"another song" * 200)
    found = song_file(tmp_path / "project" / "a.mp3")
    assert find_song(ref, tmp_path / "project") == found.path
    found.path.unlink()
    with pytest.raises(SongMoved, match=r"“Our Song”\) has changed since .* made\. Put the original into"):
        find_song(ref, tmp_path / "project")


def test_a_song_that_is_nowhere_is_asked_for(tmp_path: Path) -> None:
    ref = replace(song_file(tmp_path / "x.mp3"), path=tmp_path / "gone" / "song.mp3")
    (tmp_path / "project" / "a" / "b").mkdir(parents=True)
    shutil.move(tmp_path / "x.mp3", tmp_path / "project" / "a" / "b" / "too deep.mp3")
    with pytest.raises(SongMoved, match=r"“Our Song” is no longer at .*gone.*Put it into .*project"):
        find_song(ref, tmp_path / "project")


def test_pipes_empty_and_unreadable_neighbours_are_passed_over(tmp_path: Path) -> None:
    project = tmp_path / "project"
    ref = replace(song_file(project / "z.mp3"), path=tmp_path / "gone.mp3")
    os.mkfifo(project / "a.mp3")
    (project / "b.mp3").touch()
    (project / "c.mp3").mkdir()
    (project / "d.mp3").symlink_to(project / "d.mp3")
    assert find_song(ref, project) == project / "z.mp3"


def test_a_search_can_be_cancelled(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def check() -> None:
        raise Stop

    ref = song_file(tmp_path / "song.mp3")
    with pytest.raises(Stop):
        find_song(ref, tmp_path, check)


def test_the_sentence_about_a_song_that_has_gone_stays_readable(tmp_path: Path) -> None:
    ref = SongRef(Path("/music", *["deep"] * 1000, "song.wav"), "0" * 64, "Our Song")
    with pytest.raises(SongMoved) as caught:
        find_song(ref, tmp_path)
    assert len(str(caught.value)) < 800
    assert "deep/song.wav" in str(caught.value)
