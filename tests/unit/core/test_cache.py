"""Entries of the cache are complete and intact, or absent."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cache_entries import OTHER, SONG, Maker, age, files_under, give_up
from small_disk import SmallDisk, fill

from mashstudio.core.cache import Cache, default_cache_folder
from mashstudio.core.errors import Cancelled, StorageError


def test_an_entry_is_made_once_and_found_again(tmp_path: Path) -> None:
    make = Maker()
    cache = Cache(tmp_path / "cache")
    assert cache.get(SONG, "samples", {"rate": 1}) is None
    folder = cache.build(SONG, "samples", {"rate": 1}, make)
    assert (folder / "samples.npy").read_bytes() == b"samples"
    assert cache.build(SONG, "samples", {"rate": 1}, make) == folder
    assert cache.get(SONG, "samples", {"rate": 1}) == folder
    # Another session finds it, too.
    assert Cache(tmp_path / "cache").build(SONG, "samples", {"rate": 1}, make) == folder
    assert make.times == 1
    assert cache.size() == sum(path.stat().st_size for path in files_under(tmp_path))


def test_an_entry_that_was_dropped_is_made_again(tmp_path: Path) -> None:
    make, cache = Maker(), Cache(tmp_path / "cache")
    folder = cache.build(SONG, "samples", {"rate": 1}, make)
    cache.drop(SONG, "samples", {"rate": 2})
    cache.drop(SONG, "samples", {"rate": 1})
    assert cache.get(SONG, "samples", {"rate": 1}) is None
    assert cache.build(SONG, "samples", {"rate": 1}, make) == folder
    assert make.times == 2


def test_song_stage_and_parameters_tell_entries_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made = [
        cache.build(song, stage, parameters, Maker())
        for song in (SONG, OTHER)
        for stage in ("samples", "beats")
        for parameters in ({}, {"rate": 1}, {"rate": 2, "name": "가"})
    ]
    assert len(set(made)) == 12
    # The parameters' order doesn't matter.
    assert cache.get(OTHER, "beats", {"name": "가", "rate": 2}) == made[-1]


def test_looking_through_an_entry_can_be_given_up(tmp_path: Path) -> None:
    Cache(tmp_path).build(SONG, "samples", {}, Maker())
    again = Cache(tmp_path)
    with pytest.raises(Cancelled):
        again.get(SONG, "samples", {}, check=give_up)
    with pytest.raises(Cancelled):
        again.clear_unused(time.time(), check=give_up)
    assert again.get(SONG, "samples", {}) is not None


def test_waiting_for_who_makes_the_same_can_be_given_up(tmp_path: Path) -> None:
    cache, begun, go = Cache(tmp_path), threading.Event(), threading.Event()

    def make(_folder: Path) -> None:
        begun.set()
        assert go.wait(60)

    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(cache.build, SONG, "samples", {}, make)
        assert begun.wait(60)
        with pytest.raises(Cancelled):
            cache.build(SONG, "samples", {}, make, check=give_up)
        go.set()
        assert made.result() == cache.get(SONG, "samples", {})


def damage(folder: Path) -> None:
    (folder / "samples.npy").write_bytes(b"Samples")


def shorten(folder: Path) -> None:
    (folder / "samples.npy").write_bytes(b"sam")


def remove(folder: Path) -> None:
    (folder / "samples.npy").unlink()


def no_manifest(folder: Path) -> None:
    (folder / "entry.json").unlink()


def half_manifest(folder: Path) -> None:
    text = (folder / "entry.json").read_bytes()
    (folder / "entry.json").write_bytes(text[: len(text) // 2])


def list_manifest(folder: Path) -> None:
    (folder / "entry.json").write_bytes(b"[]")


def binary_manifest(folder: Path) -> None:
    (folder / "entry.json").write_bytes(bytes(range(256)))


@pytest.mark.parametrize("harm", [damage, shorten, remove, no_manifest, half_manifest, list_manifest, binary_manifest])
def test_a_damaged_entry_is_made_again(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    make = Maker()
    folder = Cache(tmp_path).build(SONG, "samples", {}, make)
    harm(folder)
    later = Cache(tmp_path)
    assert later.get(SONG, "samples", {}) is None
    assert later.build(SONG, "samples", {}, make) == folder
    assert make.times == 2
    assert (folder / "samples.npy").read_bytes() == b"samples"
    assert Cache(tmp_path).get(SONG, "samples", {}) == folder


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_when_making_fails_nothing_is_left(tmp_path: Path, error: type[BaseException]) -> None:
    cache = Cache(tmp_path)

    def fail(folder: Path) -> None:
        (folder / "samples.npy").write_bytes(b"half")
        raise error

    with pytest.raises(error):
        cache.build(SONG, "samples", {}, fail)
    assert files_under(tmp_path) == []
    assert list(tmp_path.glob("making-*")) == []
    assert cache.get(SONG, "samples", {}) is None
    assert cache.build(SONG, "samples", {}, Maker()).is_dir()


def test_two_threads_make_it_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    started, entered = threading.Barrier(2), threading.Event()
    make = Maker()

    def slow(folder: Path) -> None:
        entered.set()
        make(folder)

    def build() -> Path:
        started.wait(30)
        return cache.build(SONG, "samples", {}, slow)

    with ThreadPoolExecutor(2) as pool:
        first, second = [future.result(60) for future in (pool.submit(build), pool.submit(build))]
    assert first == second
    assert make.times == 1


def test_two_processes_that_make_the_same_keep_one(tmp_path: Path) -> None:
    inner, outer = Maker(b"same"), Maker(b"same")

    def make(folder: Path) -> None:
        # Another process finishes first.
        Cache(tmp_path).build(SONG, "samples", {}, inner)
        outer(folder)

    folder = Cache(tmp_path).build(SONG, "samples", {}, make)
    assert (folder / "samples.npy").read_bytes() == b"same"
    assert list(tmp_path.glob("making-*")) == []


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    earlier = Cache(tmp_path)
    folders = [earlier.build(SONG, "samples", {"number": n}, Maker(bytes(1000))) for n in range(4)]
    for folder, seconds in zip(folders, (400, 300, 200, 100), strict=True):
        age(folder, seconds)
    each = earlier.size() // 4
    cache = Cache(tmp_path, limit=3 * each + each // 2)
    # Used again, it is the most recent, and this session needs it.
    assert cache.get(SONG, "samples", {"number": 0}) == folders[0]
    made = cache.build(SONG, "samples", {"number": 4}, Maker(bytes(1000)))
    assert [folder.is_dir() for folder in folders] == [True, False, False, True]
    assert made.is_dir()
    assert cache.size() <= 3 * each + each // 2


def test_what_this_session_uses_stays_whatever_the_limit(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=0)
    folders = [cache.build(SONG, "samples", {"number": n}, Maker()) for n in range(3)]
    assert all(folder.is_dir() for folder in folders)


def test_what_a_killed_process_left_is_thrown_away_after_a_day(tmp_path: Path) -> None:
    old, fresh = tmp_path / "making-old", tmp_path / "making-fresh"
    for folder in (old, fresh):
        folder.mkdir()
        (folder / "samples.npy").write_bytes(b"half")
    then = time.time() - 2 * 24 * 3600
    os.utime(old, (then, then))
    Cache(tmp_path).build(SONG, "samples", {}, Maker())
    assert not old.exists()
    assert fresh.exists()


def test_what_somebody_left_who_was_killed_while_leaving_goes_at_once(tmp_path: Path) -> None:
    empty = tmp_path / "making-left"
    empty.mkdir()
    Cache(tmp_path).remove_leftovers()
    assert not empty.exists()


def test_an_entry_deleted_meanwhile_is_made_again(tmp_path: Path) -> None:
    cache, make = Cache(tmp_path), Maker()
    cache.build(SONG, "samples", {}, make)
    Cache(tmp_path).clear()
    assert cache.get(SONG, "samples", {}) is None
    assert (cache.build(SONG, "samples", {}, make) / "samples.npy").read_bytes() == b"samples"
    assert make.times == 2


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.build(SONG, "samples", {}, Maker())
    cache.clear()
    assert cache.size() == 0
    assert files_under(tmp_path) == []
    cache.clear()


def test_what_has_been_used_since_stays_when_the_rest_is_cleared(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    long_ago = time.time() - 3600
    for song in (SONG, OTHER):
        entry = cache.build(song, "samples", {}, Maker())
        os.utime(entry / "entry.json", (long_ago, long_ago))
    began = time.time() - 60
    assert Cache(tmp_path).get(OTHER, "samples", {}) is not None
    cache.clear_unused(began)
    assert cache.get(SONG, "samples", {}) is None
    assert cache.get(OTHER, "samples", {}) is not None


def test_a_cache_folder_that_is_a_file_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="Can't write"):
        Cache(tmp_path / "file" / "cache").build(SONG, "samples", {}, Maker())


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(tmp_path))
    assert default_cache_folder() == tmp_path
    monkeypatch.delenv("MASHSTUDIO_CACHE")
    assert "mashstudio" in default_cache_folder().parts


def test_many_threads_make_results_at_once(tmp_path: Path) -> None:
    """Caches evict while others make and move entries."""
    cache = Cache(tmp_path / "cache")

    def make_some(worker: int) -> int:
        for number in range(60):
            cache.build(f"{worker}{number % 7}" * 32, "stage", {"n": number}, Maker())
        return worker

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make_some, range(4))) == [0, 1, 2, 3]
    assert cache.size() > 0


def test_an_entry_of_which_a_file_was_taken_is_made_again(tmp_path: Path) -> None:
    cache, make = Cache(tmp_path), Maker()

    def read() -> bytes:
        return (cache.build(SONG, "samples", {}, make) / "samples.npy").read_bytes()

    read()
    remove(cache.build(SONG, "samples", {}, make))
    assert cache.lasting(read) == b"samples"
    assert make.times == 2


def test_work_goes_on_however_often_the_cache_is_emptied(tmp_path: Path) -> None:
    cache, left = Cache(tmp_path / "cache"), list(range(9))

    def make(folder: Path) -> None:
        if left:
            shutil.rmtree(cache.root)
            left.pop()
        (folder / "samples.npy").write_bytes(b"samples")

    assert (cache.build(SONG, "samples", {}, make) / "samples.npy").read_bytes() == b"samples"
    assert not left


def test_a_cache_that_is_emptied_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mashstudio.core.cache._PATIENCE", 0)
    monkeypatch.setattr("mashstudio.core.cache._TRIES", 3)
    cache = Cache(tmp_path / "cache")

    def make(folder: Path) -> None:
        shutil.rmtree(cache.root)
        (folder / "samples.npy").write_bytes(b"")

    with pytest.raises(StorageError, match="keeps emptying it"):
        cache.build(SONG, "samples", {}, make)


def test_a_song_that_is_gone_is_not_the_cache_s_fault(tmp_path: Path) -> None:
    def make(_folder: Path) -> None:
        (tmp_path / "song.wav").read_bytes()

    with pytest.raises(FileNotFoundError):
        Cache(tmp_path / "cache").build(SONG, "samples", {}, make)


def test_a_full_disk_is_told_and_afterwards_all_is_made(small_disk: SmallDisk) -> None:
    disk = small_disk(1 << 20)
    cache, make = Cache(disk / "cache"), Maker(bytes(1 << 19))
    filler = fill(disk, 1 << 16)
    with pytest.raises(StorageError, match=f"the disk at {disk} is full.*MASHSTUDIO_CACHE"):
        cache.build(SONG, "samples", {}, make)
    assert files_under(disk) == [filler]
    filler.unlink()
    assert cache.build(SONG, "samples", {}, make).is_dir()


@pytest.mark.parametrize("files", [{}, {"../../song.wav": ""}, {"samples.npy/../samples.npy": ""}])
def test_an_entry_that_lists_no_files_of_its_own_is_not_whole(tmp_path: Path, files: dict[str, str]) -> None:
    make = Maker()
    folder = Cache(tmp_path).build(SONG, "samples", {}, make)
    manifest = json.loads((folder / "entry.json").read_text())
    checksum = manifest["files"]["samples.npy"]
    manifest["files"] = dict.fromkeys(files, checksum)
    (folder / "entry.json").write_text(json.dumps(manifest))
    later = Cache(tmp_path)
    assert later.get(SONG, "samples", {}) is None
    later.build(SONG, "samples", {}, make)
    assert make.times == 2


def test_clearing_takes_only_what_is_the_cache_s(tmp_path: Path) -> None:
    (tmp_path / "song.wav").write_bytes(b"music")
    (tmp_path / "album").mkdir()
    cache = Cache(tmp_path)
    cache.build(SONG, "samples", {}, Maker())
    cache.clear()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["album", "song.wav"]


def test_more_entries_than_files_can_be_open_can_be_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    folders = [cache.build(SONG, "picture", {"tile": number}, Maker()) for number in range(100)]
    assert [cache.get(SONG, "picture", {"tile": number}) for number in range(100)] == folders
