"""A project is open for saving in one place; a dead owner's lock doesn't count."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mashstudio.core.errors import ProjectInUse
from mashstudio.session import project_lock
from mashstudio.session.project_lock import remove_dead_locks, take

HOLD = "import sys, time; from mashstudio.session.project_lock import take; from pathlib import Path;" + (
    "lock = take(Path(sys.argv[1])); print(lock.file is not None, flush=True); time.sleep(600)"
)


@pytest.fixture(autouse=True)
def _own_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "night.mash"
    path.write_text("{}")
    return path


def locks(project: Path) -> list[str]:
    return [path.name for path in project.parent.glob(".*")]


def test_a_second_window_is_told_of_the_first_and_nothing_is_left_behind(project: Path) -> None:
    first = take(project)
    link = project.with_name("link.mash")
    link.symlink_to(project)
    for path in (project, link):
        with pytest.raises(ProjectInUse, match="is open in another window"):
            take(path)
    first.release()
    assert locks(project) == []
    take(link).release()


def test_another_process_is_named_and_once_it_is_killed_its_lock_is_nobody_s(project: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(project)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        with pytest.raises(ProjectInUse, match=rf"another MashStudio \(process {other.pid}\)"):
            take(project)
        remove_dead_locks()
        assert locks(project) == [".night.mash.lock"]
        other.send_signal(signal.SIGKILL)
    remove_dead_locks()
    assert locks(project) == []
    take(project).release()


def test_where_the_disk_knows_no_locks_host_process_and_time_decide(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_lock, "try_lock", lambda _file: None)
    place = project.with_name(".night.mash.lock")
    place.write_text('{"host": "studio-pc", "pid": 7, "started": 1.0}')
    with pytest.raises(ProjectInUse, match=r"MashStudio on studio-pc \(process 7\)"):
        take(project)
    os.utime(place, (1, 1))
    take(project).release()
    place.write_text(f'{{"host": "{project_lock._host()}", "pid": {2**22 + 1}, "started": 1.0}}')
    take(project).release()
    assert locks(project) == []


def test_a_folder_that_takes_no_lock_is_no_reason_not_to_open(tmp_path: Path) -> None:
    lock = take(tmp_path / "gone" / "night.mash")
    assert lock.file is None
    lock.release()
