"""A cache that several processes share, and one that can't be trusted."""

import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from cache_entries import OTHER, SONG, Maker, age, files_under, give_up
from child_work import make_and_wait, use_and_wait

from mashstudio.core.cache import Cache
from mashstudio.core.errors import Cancelled, StorageError


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Callable[[Callable[..., None], Path], BaseProcess]]:
    """Start another process that uses the cache, and wait until it does."""
    children = []

    def start(work: Callable[..., None], started: Path) -> BaseProcess:
        child = multiprocessing.get_context("spawn").Process(target=work, args=(tmp_path / "cache", started))
        child.start()
        children.append(child)
        deadline = time.monotonic() + 60
        while not started.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return child

    yield start
    for child in children:
        child.kill()
        child.join()


Start = Callable[[Callable[..., None], Path], BaseProcess]


def test_two_processes_make_it_once(tmp_path: Path, other: Start) -> None:
    other(make_and_wait, tmp_path / "begun")
    make, waited = Maker(), []
    folder = Cache(tmp_path / "cache").build(SONG, "samples", {}, make, waiting=lambda: waited.append(1))
    assert (folder / "samples.npy").read_bytes() == b"theirs"
    assert make.times == 0
    assert waited


def test_waiting_for_another_process_can_be_given_up(tmp_path: Path, other: Start) -> None:
    other(make_and_wait, tmp_path / "begun")
    with pytest.raises(Cancelled):
        Cache(tmp_path / "cache").build(SONG, "samples", {}, Maker(), check=give_up)


def test_what_a_killed_process_was_making_is_counted_and_goes_at_the_next_start(tmp_path: Path, other: Start) -> None:
    child, cache = other(make_and_wait, tmp_path / "begun.killed"), Cache(tmp_path / "cache")
    assert cache.size() > 0
    cache.remove_leftovers()
    cache.clear_unused(time.time() + 60)
    assert len(list(cache.root.glob("making-*"))) == 1
    child.kill()
    child.join()
    assert cache.size() > 0
    cache.remove_leftovers()
    assert files_under(cache.root) == []
    assert list(cache.root.glob("making-*")) == []


def test_emptying_takes_what_killed_processes_left(tmp_path: Path, other: Start) -> None:
    child, cache = other(make_and_wait, tmp_path / "begun.killed"), Cache(tmp_path / "cache")
    (cache.root / "making-without-lock").mkdir()
    child.kill()
    child.join()
    cache.clear_unused(time.time() + 60)
    assert list(cache.root.iterdir()) == []


def test_a_dead_one_s_work_is_taken_over_at_once(tmp_path: Path, other: Start) -> None:
    child, cache, make = other(make_and_wait, tmp_path / "begun.killed"), Cache(tmp_path / "cache"), Maker()
    child.kill()
    child.join()
    folder = cache.build(SONG, "samples", {}, make, waiting=lambda: pytest.fail("It waited for a dead one."))
    assert (folder / "samples.npy").read_bytes() == b"samples"
    assert [path.name for path in cache.root.iterdir()] == [SONG]


def test_what_another_process_uses_stays_until_it_ends(tmp_path: Path, other: Start) -> None:
    folder = Cache(tmp_path / "cache").build(SONG, "samples", {}, Maker())
    child = other(use_and_wait, tmp_path / "begun")
    age(folder, 3600)
    cache = Cache(tmp_path / "cache", limit=0)
    cache.build(OTHER, "samples", {}, Maker())
    cache.clear_unused(time.time() + 60)
    assert folder.is_dir()
    child.kill()
    child.join()
    cache.clear_unused(time.time() + 60)
    assert not folder.exists()
    assert list(cache.root.glob("gone-*")) == []


def test_what_is_cleared_while_it_is_made_is_made_again(tmp_path: Path) -> None:
    cache, tries = Cache(tmp_path / "cache"), []

    def make(folder: Path) -> None:
        source = cache.build(SONG, "samples", {}, Maker()) / "samples.npy"
        tries.append(source)
        if len(tries) == 1:
            # Another program, which ignores our locks.
            shutil.rmtree(cache.root)
        (folder / "beats.npy").write_bytes(source.read_bytes())

    folder = cache.build(SONG, "beats", {}, make)
    assert (folder / "beats.npy").read_bytes() == b"samples"
    assert len(tries) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of a user's folders by itself.")
@pytest.mark.parametrize("mode", [0o777, 0o702, 0o770])
def test_a_cache_that_others_can_write_to_is_not_used(tmp_path: Path, mode: int) -> None:
    cache, make = Cache(tmp_path / "cache"), Maker()
    folder = cache.build(SONG, "samples", {}, make)
    assert cache.root.stat().st_mode & 0o077 == 0
    for place in (cache.root, folder.parent):
        before = place.stat().st_mode
        place.chmod(mode)
        with pytest.raises(StorageError, match="others can write to it"):
            Cache(cache.root).get(SONG, "samples", {})
        with pytest.raises(StorageError, match="others can write to it"):
            Cache(cache.root).build(SONG, "beats", {}, make)
        place.chmod(before)
    # Sticky: everybody may write, but only delete their own files.
    cache.root.chmod(0o1777)
    assert Cache(cache.root).get(SONG, "samples", {}) == folder
    assert make.times == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="Only root can give folders away.")
def test_a_cache_of_somebody_else_s_is_not_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    folder = cache.build(SONG, "samples", {}, Maker())
    for place in (cache.root, folder.parent):
        os.chown(place, 1234, -1)
        with pytest.raises(StorageError, match="another user"):
            Cache(cache.root).get(SONG, "samples", {})
        os.chown(place, 0, -1)


def test_a_song_s_folder_that_is_a_link_is_not_used_and_clearing_follows_none(tmp_path: Path) -> None:
    elsewhere = Cache(tmp_path / "elsewhere").build(SONG, "samples", {}, Maker())
    cache = Cache(tmp_path / "cache")
    cache.root.mkdir()
    (cache.root / SONG).symlink_to(elsewhere.parent)
    with pytest.raises(StorageError, match=f"{SONG} in it is a link"):
        cache.get(SONG, "samples", {})
    entry = cache.build(OTHER, "samples", {}, Maker())
    shutil.rmtree(entry)
    entry.symlink_to(elsewhere)
    assert Cache(cache.root).get(OTHER, "samples", {}) is None
    assert cache.size() == 0
    cache.clear_unused(time.time() + 60)
    cache.clear()
    assert (elsewhere / "samples.npy").read_bytes() == b"samples"
