"""`mashstudio follow`: a file and a device are followed; what can be heard is listed."""

import json
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from commands import command, environment
from drum_machine import playing, write_drums
from sound_server import MAIN, SoundServer

from mashstudio.cli.following import find_input
from mashstudio.core.errors import BadArgument

TEMPO = 125.0


@pytest.fixture(scope="module")
def drums(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_drums(tmp_path_factory.mktemp("drums") / "drums.wav", TEMPO, 24.0)


def follow(folder: Path, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command("follow", *arguments), env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def test_a_file_is_followed_as_if_it_were_heard(drums: Path, tmp_path: Path) -> None:
    printed, _ = follow(tmp_path, drums, "--json").communicate(timeout=100)
    found = json.loads(printed)
    assert set(found) == {"beats", "downbeats", "tempo"}
    beats, truth = np.array(found["beats"]), np.arange(13, 48) * 60 / TEMPO
    near = np.abs(beats[:, None] - truth).min(axis=0)
    assert (near < 0.07).mean() > 0.9
    assert set(found["downbeats"]) < set(found["beats"])
    assert len(found["tempo"]) == len(beats)
    half, _ = follow(tmp_path, drums, "--json", "--seconds", 12).communicate(timeout=100)
    # Nothing is known but what has sounded: the first half is the same without the second.
    shorter = json.loads(half)["beats"]
    assert shorter == found["beats"][: len(shorter)]
    assert max(shorter) <= 12


def test_a_device_is_followed_until_the_time_is_over(sound_server: SoundServer, drums: Path, tmp_path: Path) -> None:
    with playing(drums):
        printed, told = follow(tmp_path, "--device", f"{MAIN}.monitor", "--seconds", 9, "--json").communicate(
            timeout=60
        )
    assert told == ""
    assert len(json.loads(printed)["beats"]) > 4


def test_ctrl_c_ends_it_cleanly(sound_server: SoundServer, tmp_path: Path) -> None:
    process = follow(tmp_path, "--device", f"{MAIN}.monitor")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Listening to studio.monitor")
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert (process.returncode, told) == (0, "")


def test_an_input_is_named_by_a_part_of_its_name(sound_server: SoundServer) -> None:
    assert find_input("the system plays").words == "what the system plays"
    with pytest.raises(BadArgument, match=r"No input “triangle”; choose one of these: .*what the system plays"):
        find_input("triangle")
    with pytest.raises(BadArgument, match="matches several inputs"):
        find_input("o")
