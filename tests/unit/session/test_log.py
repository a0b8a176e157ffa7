"""The log file contains what a developer needs."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pump import Pump

from mashstudio.core.jobs import Job
from mashstudio.session import log
from mashstudio.session.log import log_file, set_up_logging
from mashstudio.session.workers import Urgency, Workers


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the log; restore logging afterwards."""
    folder = tmp_path / "state" / "log"
    monkeypatch.setattr(log, "default_log_folder", lambda: folder)
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    yield folder
    logging.captureWarnings(False)
    for handler in set(root.handlers) - set(before):
        handler.close()
        root.removeHandler(handler)


def test_what_goes_wrong_in_the_background_is_logged_with_its_traceback() -> None:
    set_up_logging()
    pump, failures = Pump(), list[Exception]()
    workers = Workers(pump.post)

    def spill(_job: Job) -> None:
        raise RuntimeError("소금이 쏟아졌다")

    workers.start(Urgency.READ, spill, done=lambda _: None, failed=failures.append)
    pump.until(lambda: failures)
    workers.close()
    text = log_file().read_text("utf-8")
    assert "RuntimeError: 소금이 쏟아졌다" in text
    assert ", in spill" in text
    assert "Traceback" in text


def test_it_is_set_up_once(folder: Path) -> None:
    set_up_logging()
    set_up_logging()
    logging.getLogger("mashstudio.test").info("once")
    assert log_file().read_text("utf-8").count("once") == 1
    assert log_file().parent == folder


def test_it_doesn_t_grow_for_ever(folder: Path) -> None:
    set_up_logging()
    for number in range(60):
        logging.getLogger("mashstudio.test").info("%d %s", number, "x" * 100_000)
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= 2**20
    assert "59 xxx" in log_file().read_text("utf-8")


def test_a_disk_that_refuses_stops_nobody(folder: Path) -> None:
    folder.parent.write_text("no folder")
    set_up_logging()
    logging.getLogger("mashstudio.test").info("unheard")
    assert not log_file().exists()
