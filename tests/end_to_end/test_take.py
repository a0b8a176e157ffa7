"""An instrument taken out of a song, as a user does it."""

import re
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from commands import Run, command, environment
from two_instruments import flute_and_guitar, needs_fluidsynth

from mashstudio.core.units import SAMPLE_RATE

pytestmark = needs_fluidsynth


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("take") / "flute and guitar.wav"
    soundfile.write(path, np.sum(flute_and_guitar(), axis=0), SAMPLE_RATE, subtype="FLOAT")
    return path


def test_take_writes_the_instrument_and_the_rest(song: Path, mashstudio: Run, tmp_path: Path) -> None:
    done = mashstudio("take", song, "--tag", "기타", "--out", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert re.search(r"leaves in other: guitar \((\d\d|100)% sure\)", done.stdout)
    assert str(tmp_path / "new" / "rest.wav") in done.stdout
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["guitar.wav", "rest.wav"]
    taken, rest = (soundfile.read(tmp_path / "new" / f"{name}.wav")[0] for name in ("guitar", "rest"))
    whole, _rate = soundfile.read(song)
    assert np.abs(taken + rest - whole).max() < 1e-6
    assert np.sqrt(np.mean(taken**2)) > 0.01
    again = mashstudio("take", song, "--tag", "guitar", "--out", tmp_path / "new")
    assert again.returncode == 2
    assert "--force" in again.stderr


def test_an_instrument_that_is_not_heard_is_refused(song: Path, mashstudio: Run, tmp_path: Path) -> None:
    done = mashstudio("take", song, "--tag", "accordion", "--out", tmp_path / "new")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "mashstudio: No accordion is heard in this song; what is heard most: "
    )
    assert done.stdout == ""
    assert not (tmp_path / "new").exists()


def test_taking_is_cancelled_without_a_trace(song: Path, tmp_path: Path) -> None:
    cache, out = tmp_path / "cache", tmp_path / "new"
    with subprocess.Popen(
        command("take", song, "--tag", "flute", "--out", out),
        env=environment(cache),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        # Not a wait for a result: the moment of the interruption is the case under test.
        time.sleep(2)
        process.terminate()
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "mashstudio: Cancelled."
    assert not out.exists()
    assert list(cache.glob("making-*")) == []
