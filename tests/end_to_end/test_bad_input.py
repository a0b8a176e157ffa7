"""Every command with invalid input: the right exit status, one clear line, and nothing lost."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from commands import Pair, Run, command, environment

from mashstudio.core.units import SAMPLE_RATE


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if not re.match(r" *\d+% ", line)]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["analyze", "missing.mp3"], 1, "missing.mp3"),
        (["analyze"], 2, "FILE"),
        (["mash", "{a}", "{b}"], 2, "--out"),
        (["mash", "{a}", "--out", "{out}"], 2, "2 to 8 songs, not 1"),
        (["mash", "{a}", "{text}", "--out", "{out}"], 1, "text.wav"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--tempo", "fast"], 2, "fast"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--tempo", "-3"], 2, "tempo"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--key", "H major"], 2, "H major"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--lufs", "loud"], 2, "loud"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--cells", "C:vocals@1-4"], 2, "C:vocals"),
        (["mash", "{a}", "{b}", "--out", "nowhere/mix.wav"], 2, "folder"),
        (["mash", "{a}", "{b}", "--out", "mix.xyz"], 2, "xyz"),
        (["mash", "{a}", "{b}", "--out", "{out}", "--separator", "demucs"], 1, "models get"),
        (["export", "missing.mash", "--out", "{out}"], 1, "missing.mash"),
        (["export", "{text}", "--out", "{out}"], 1, "text.wav"),
        (["export", "{newer}", "--out", "{out}"], 1, "newer"),
        (["separate", "{a}", "--out", "{text}"], 1, "text.wav"),
        (["models", "get", "nosuchmodel"], 1, "nosuchmodel"),
        (["dance"], 2, "dance"),
    ],
)
def test_invalid_input(
    arguments: list[str], status: int, says: str, pair: Pair, mashstudio: Run, tmp_path: Path
) -> None:
    out = tmp_path / "mix.wav"
    out.write_bytes(b"what was here before")
    (tmp_path / "text.wav").write_text("not a song at all\n" * 100)
    (tmp_path / "newer.mash").write_text('{"mashstudio": 1, "version": 999, "schema": 999}')
    names = {"a": pair.path_a, "b": pair.path_b, "out": out}
    names |= {"text": tmp_path / "text.wav", "newer": tmp_path / "newer.mash"}
    # The refusal must not depend on an existing output file.
    force = ["--force"] if "{out}" in arguments else []
    done = mashstudio(*[argument.format(**names) for argument in arguments], *force)
    assert done.returncode == status, done.stderr
    assert says in one_line(done)
    assert out.read_bytes() == b"what was here before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mix.wav", "newer.mash", "text.wav"]


def long_song(folder: Path, pair: Pair, times: int) -> Path:
    """Write a song too long for any machine to finish before the interruption; return its path."""
    path = folder / "long.wav"
    soundfile.write(path, np.tile(pair.a.samples, (times, 1)), SAMPLE_RATE)
    return path


@pytest.mark.parametrize("after", [1.0, 3.0, 8.0])
def test_ctrl_c_at_any_moment_leaves_nothing_behind(after: float, pair: Pair, tmp_path: Path) -> None:
    cache, out = tmp_path / "cache", tmp_path / "mix.wav"
    song = long_song(tmp_path, pair, 4)
    with subprocess.Popen(
        command("mash", song, pair.path_b, "--out", out),
        env=environment(cache),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        # Not a wait for a result: the moment of the interruption is the case under test.
        time.sleep(after)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "mashstudio: Cancelled."
    assert "Traceback" not in errors
    assert not out.exists()
    assert list(cache.glob("making-*")) == []


def test_one_bad_file_does_not_affect_the_others(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.mp3").write_text("hello")
    os.mkfifo(tmp_path / "pipe.wav")
    files = [pair.path_a, tmp_path / "bad.mp3", tmp_path / "pipe.wav", pair.path_b, pair.path_a]
    done = mashstudio("analyze", *files, "--json", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [result["bpm"] for result in json.loads(done.stdout)] == pytest.approx([112, 120, 112], rel=1e-3)
    said = [line for line in done.stderr.splitlines() if line.startswith("mashstudio: ")]
    assert [line.split(":")[1] for line in said] == [" bad.mp3", " pipe.wav"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["second song.json", "첫 노래.json"]


def test_songs_of_one_name_have_a_result_each(pair: Pair, mashstudio: Run, tmp_path: Path) -> None:
    songs = []
    for folder, song in (("one", pair.path_a), ("two", pair.path_b)):
        (tmp_path / folder).mkdir()
        songs.append(shutil.copy(song, tmp_path / folder / "01.wav"))
    done = mashstudio("analyze", *songs, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for name, bpm in (("01.json", 112), ("01 (2).json", 120)):
        assert json.loads((tmp_path / "out" / name).read_text("utf-8"))["bpm"] == pytest.approx(bpm, rel=1e-3)
        assert f"Written: {tmp_path / 'out' / name}" in done.stdout


@pytest.mark.parametrize("after", [0.3, 1.5, 5.0])
def test_sigterm_ends_a_command_within_two_seconds(after: float, pair: Pair, tmp_path: Path) -> None:
    cache, out = tmp_path / "cache", tmp_path / "stems"
    song = long_song(tmp_path, pair, 15)
    with subprocess.Popen(
        command("separate", song, "--out", out), env=environment(cache), stderr=subprocess.PIPE, text=True
    ) as process:
        # Not a wait for a result: the moment of the interruption is the case under test.
        time.sleep(after)
        process.terminate()
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "mashstudio: Cancelled."
    assert not out.exists()
    assert list(cache.glob("making-*")) == []
