"""Work survives a crash, and only a crash."""

import errno
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from child_work import edit_and_wait
from mashups import mashup_of
from small_disk import SmallDisk, fill

from mashstudio.document.project import load_project, save_project
from mashstudio.model.choices import FixedTempo
from mashstudio.session import autosave as autosave_module
from mashstudio.session.autosave import Autosave, find_recoveries, remove_orphans


def wait_for(reached: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < deadline, "It never came to that."
        time.sleep(0.01)


def test_what_a_killed_studio_had_is_found(tmp_path: Path) -> None:
    folder, place = tmp_path / "autosave", tmp_path / "night.mash"
    child = multiprocessing.get_context("spawn").Process(target=edit_and_wait, args=(folder, place))
    child.start()
    wait_for(lambda: list(folder.glob("[!.]*.mash")))
    assert find_recoveries(folder) == []
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    (found,) = find_recoveries(folder)
    assert load_project(found.copy).tempo == FixedTempo(122)
    assert found.place == place
    assert "×" in found.title
    found.discard()
    assert list(folder.iterdir()) == []


def test_a_studio_that_is_closed_leaves_nothing(tmp_path: Path) -> None:
    autosave = Autosave(tmp_path)
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: list(tmp_path.glob("[!.]*.mash")))
    autosave.close()
    assert list(tmp_path.iterdir()) == []


def test_what_was_left_behind_is_taken_over(tmp_path: Path) -> None:
    copy, mashup = tmp_path / "left.mash", mashup_of({0: [0, 1, 2]})
    save_project(mashup, copy)
    autosave = Autosave(tmp_path)
    autosave.take_over(copy)
    autosave.keep(mashup, None)
    wait_for(copy.with_suffix(".json").exists)
    assert [path.name for path in tmp_path.glob("[!.]*.mash")] == ["left.mash"]
    autosave.close()
    assert list(tmp_path.iterdir()) == []


def test_saved_work_needs_no_copy(tmp_path: Path) -> None:
    autosave = Autosave(tmp_path)
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: list(tmp_path.glob("[!.]*.mash")))
    autosave.forget()
    wait_for(lambda: list(tmp_path.iterdir()) == [])
    autosave.close()


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    autosave = Autosave(tmp_path / "file" / "autosave")
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: autosave.error)
    with pytest.raises(Exception, match="Can't write"):
        raise autosave.error or AssertionError
    autosave.close()


DEAD: dict[str, Any] = {"pid": 2**22 + 1, "started": 1.0, "place": "/music/night.mash", "title": "Night", "when": 1e9}


def left(folder: Path, owner: Any, name: str = "4194305-1-1.mash") -> Path:
    """Write work left behind, with its owner file."""
    copy = folder / name
    save_project(mashup_of({0: [0, 1, 2]}), copy)
    copy.with_suffix(".json").write_bytes(owner if isinstance(owner, bytes) else json.dumps(owner).encode())
    return copy


def with_each(name: str, *values: Any) -> list[dict[str, Any]]:
    return [DEAD | {name: value} for value in values]


@pytest.mark.parametrize(
    "owner",
    [
        b"", b"{", b"[]", b"3", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"pid":' * 50_000, b"x" * 2_000_000, {},
        *with_each("pid", "1", 1.5, float("nan"), [], {}),
        *with_each("when", None, "now", -1, 1e300, float("nan"), float("inf"), 10**300, [], {}),
        *with_each("place", 3, [], {}, "a\0b", "\ud800"),
        *with_each("title", None, 3, [], {}),
    ],
)  # fmt: skip
def test_work_is_offered_whatever_is_told_of_it(tmp_path: Path, owner: Any) -> None:
    copy = left(tmp_path, owner)
    (found,) = find_recoveries(tmp_path)
    assert found.copy == copy
    assert found.title == "First × 둘째 노래"
    assert found.place is None
    assert abs(found.when - time.time()) < 100


@pytest.mark.parametrize("pid", [None, -1, 0, 2**31, 2**63, -(2**63), 10**300])
def test_a_process_that_can_t_be_isn_t_running(tmp_path: Path, pid: Any) -> None:
    left(tmp_path, DEAD | {"pid": pid, "started": None})
    assert [found.title for found in find_recoveries(tmp_path)] == ["Night"]


def test_work_of_which_nothing_is_told_is_offered(tmp_path: Path) -> None:
    left(tmp_path, b"").with_suffix(".json").unlink()
    os.mkfifo(left(tmp_path, b"", "renamed.mash").with_suffix(".fifo"))
    assert len(find_recoveries(tmp_path)) == 2
    (tmp_path / "renamed.json").unlink()
    (tmp_path / "renamed.fifo").rename(tmp_path / "renamed.json")
    assert len(find_recoveries(tmp_path)) == 2


def test_one_bad_file_hides_no_other(tmp_path: Path) -> None:
    good = left(tmp_path, DEAD, "good.mash")
    left(tmp_path, b"", "damaged.mash").write_bytes(b"[" * 100_000)
    os.mkfifo(tmp_path / "pipe.mash")
    (tmp_path / "folder.mash").mkdir()
    (tmp_path / "zero.mash").symlink_to("/dev/zero")
    (tmp_path / "circle.mash").symlink_to("circle.mash")
    (found,) = find_recoveries(tmp_path)
    assert (found.copy, found.place, found.title, found.when) == (good, Path("/music/night.mash"), "Night", 1e9)
    assert find_recoveries(tmp_path / "nowhere") == find_recoveries(good) == []


def test_what_a_running_studio_has_is_not_offered_even_if_it_tells_nothing(tmp_path: Path) -> None:
    left(tmp_path, b"{", f"{os.getpid()}-1-1.mash")
    assert find_recoveries(tmp_path) == []


@pytest.fixture
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave_module, "_AGAIN", 0.1)


@pytest.mark.usefixtures("soon_again")
def test_a_full_disk_is_told_once_and_work_is_kept_once_there_is_room(small_disk: SmallDisk) -> None:
    disk, told = small_disk(1 << 20), list[Exception | None]()
    filler = fill(disk)
    autosave = Autosave(disk / "autosave", told.append)
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: told)
    time.sleep(0.5)
    (error,) = told
    assert f"the disk at {disk} is full" in str(error)
    assert [path for path in (disk / "autosave").iterdir() if path.name.startswith(".")] == []
    filler.unlink()
    wait_for(lambda: len(told) == 2)
    assert told[1] is None
    assert autosave.error is None
    assert load_project(next((disk / "autosave").glob("*.mash"))).beats == 3
    autosave.close()


@pytest.mark.usefixtures("soon_again")
def test_whatever_goes_wrong_later_work_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A failing disk's errors can't be produced with a working one.
    troubles: list[Exception] = [OSError(errno.EIO, "Input/output error"), ValueError("nobody thought of it")]

    def refuse(_file: int) -> None:
        if troubles:
            raise troubles.pop(0)

    monkeypatch.setattr(os, "fsync", refuse)
    told = list[Exception | None]()
    autosave = Autosave(tmp_path, told.append)
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: len(told) == 2)
    assert "reports an error" in str(told[0])
    assert told[1] is None
    assert troubles == []
    assert load_project(next(tmp_path.glob("[!.]*.mash"))).beats == 3
    autosave.close()


def test_when_nothing_is_to_be_kept_any_more_there_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    told = list[Exception | None]()
    autosave = Autosave(tmp_path / "file" / "autosave", told.append)
    autosave.keep(mashup_of({0: [0, 1, 2]}), None)
    wait_for(lambda: told)
    autosave.forget()
    wait_for(lambda: len(told) == 2)
    assert told[1] is None
    autosave.close()


def test_what_belongs_to_no_copy_is_tidied_up(tmp_path: Path) -> None:
    dead = {"pid": os.getpid(), "started": 1.0, "place": None, "title": "", "when": 0}
    living = dead | {"started": psutil.Process().create_time()}
    for name, owner in (("dead", dead), ("living", living), ("left", dead)):
        (tmp_path / f"{name}.json").write_text(json.dumps(owner))
    # Deep nesting and huge numbers once stopped the start.
    for name, text in (("deep", "[" * 9000), ("huge", '{"pid": 1e999, "started": 0}'), ("none", '{"pid": "x"}')):
        (tmp_path / f"{name}.json").write_text(text)
    (tmp_path / "dead.mash~").write_text("")
    save_project(mashup_of({0: [0, 1, 2]}), tmp_path / "left.mash")
    (tmp_path / "left.mash~").write_text("")
    remove_orphans(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["left.json", "left.mash", "left.mash~", "living.json"]
