"""A killed process's temporary files are removed at the next start; a live one's stay."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from child_work import write_and_wait

from mashstudio.core.files import atomic_write
from mashstudio.core.leftovers import notes_folder, remove, remove_leftovers, temporary_beside, temporary_folder


@pytest.fixture(autouse=True)
def _own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[BaseProcess]:
    """A process that is writing “music/mix.wav”."""
    (tmp_path / "music").mkdir()
    child = multiprocessing.get_context("spawn").Process(target=write_and_wait, args=(tmp_path / "music" / "mix.wav",))
    child.start()
    deadline = time.monotonic() + 60
    while not any(path.stat().st_size for path in (tmp_path / "music").iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield child
    child.kill()
    child.join()


def test_what_a_killed_process_was_writing_goes_and_what_a_living_one_writes_stays(
    tmp_path: Path, writer: BaseProcess
) -> None:
    music = tmp_path / "music"
    remove_leftovers()
    assert len(list(music.iterdir())) == 1
    writer.kill()
    writer.join()
    assert len(list(music.iterdir())) == 1
    remove_leftovers()
    assert list(music.iterdir()) == []
    assert list(notes_folder().iterdir()) == []


def test_nothing_is_noted_any_more_when_all_is_written(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "mix.wav") as temporary:
        assert [note.read_text() for note in notes_folder().iterdir()] == [str(temporary)]
    assert list(notes_folder().iterdir()) == []


def test_what_lies_in_a_temporary_folder_needs_no_note_of_its_own(tmp_path: Path) -> None:
    with temporary_folder() as folder, atomic_write(folder / "mix.wav"):
        assert len(list(notes_folder().iterdir())) == 1
    assert not folder.exists()


def test_a_note_removes_nothing_but_what_bears_its_mark(tmp_path: Path) -> None:
    song = tmp_path / "song.wav"
    song.write_bytes(b"music")
    with temporary_beside(song, ".wav"):
        pass
    (notes_folder() / "0123456789abcdef").write_bytes(os.fsencode(song))
    remove_leftovers()
    assert song.exists()
    assert list(notes_folder().iterdir()) == []


def test_what_lies_on_a_disk_that_is_not_there_is_remembered(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    notes_folder().mkdir(parents=True)
    note = notes_folder() / "0123456789abcdef"
    note.write_bytes(os.fsencode(stick / ".mix.0123456789abcdef.wav"))
    remove_leftovers()
    assert note.exists()
    stick.mkdir()
    (stick / ".mix.0123456789abcdef.wav").write_bytes(b"half")
    remove_leftovers()
    assert list(stick.iterdir()) == []
    assert not note.exists()


def test_files_are_written_also_where_nothing_can_be_noted(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    with atomic_write(tmp_path / "mix.wav") as temporary:
        temporary.write_bytes(b"new")
    assert (tmp_path / "mix.wav").read_bytes() == b"new"
    remove_leftovers()


def test_links_are_removed_and_not_what_they_lead_to(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    (music / "song.wav").write_bytes(b"music")
    (tmp_path / "link").symlink_to(music)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link").symlink_to(music)
    remove(tmp_path / "link")
    remove(tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["music"]
    assert (music / "song.wav").exists()
