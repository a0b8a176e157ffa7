"""Work survives a crash, and only a crash."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from child_work import edit_and_wait
from mashups import mashup_of

from mashstudio.mashup.project import load_project, save_project
from mashstudio.studio.autosave import Autosave, find_recoveries


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
    assert load_project(found.copy).tempo == 122
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
