"""Output succeeds, whatever standard output and standard error are."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Done = subprocess.CompletedProcess[bytes]
PROGRAM = """
import os, sys
from mashstudio.cli import terminal
from mashstudio.cli.progress import ProgressLine
terminal.prepare()
progress = ProgressLine()
progress.show(0.5, "Reading 밤편지 \\udcb9.wav")
print("✓ “밤편지” × Björk 🎵 → −14", os.fsdecode(b"\\xb9"))
terminal.print_json({"title": "밤편지 🎵 “x”"})
progress.fail(ValueError("“밤”\\nis no number"))
sys.stdout.flush()
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("program") / "program.py"
    path.write_text(PROGRAM, "utf-8")
    return path


def printed(program: Path, *, stdout: Any = subprocess.PIPE, stderr: Any = subprocess.PIPE, **environment: str) -> Done:
    here = {"PYTHONUTF8": "0", "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run(
        [sys.executable, program], env={**os.environ, **here}, stdout=stdout, stderr=stderr, check=False
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp949", "cp437", "utf-8", "ascii:strict"])
def test_every_encoding_holds_everything(encoding: str, program: Path) -> None:
    done = printed(program, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    codec = encoding.partition(":")[0]
    line, *rest = done.stdout.decode(codec).splitlines()
    assert json.loads("".join(rest)) == {"title": "밤편지 🎵 “x”"}
    assert line.endswith("\\udcb9")
    if codec == "utf-8":
        assert line.startswith("✓ “밤편지” × Björk 🎵 → −14")
    if codec == "ascii":
        assert line.startswith('[ok] "\\ubc24\\ud3b8\\uc9c0" x Bj\\xf6rk \\U0001f3b5 -> -14')
    if codec == "cp949":
        assert line.startswith("[ok] “밤편지” × Bj\\xf6rk")
    assert done.stderr.decode(codec).splitlines()[-1].startswith("mashstudio: ")
    assert b"Traceback" not in done.stderr


def test_the_locale_c_is_no_trouble(program: Path) -> None:
    done = printed(program, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()


def test_a_reader_that_has_gone_is_no_error(program: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = printed(program, stdout=writer, PYTHONIOENCODING="utf-8")
    os.close(writer)
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode().splitlines()[-1] == "mashstudio: “밤” is no number"


def test_closed_streams_are_no_error_and_no_file_takes_their_number(program: Path, tmp_path: Path) -> None:
    more = f"open({str(tmp_path / 'file')!r}, 'w').close(); print('for nobody', flush=True); os.write(1, b'x')"
    longer = tmp_path / "longer.py"
    longer.write_text(PROGRAM + more, "utf-8")
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, longer], env=here, check=False)
    assert done.returncode == 0
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_results_that_are_lost_are_said(program: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = printed(program, stdout=full)
        assert done.returncode == 1
        assert b"Can't write to standard output: No space left on device." in done.stderr
        # A failure of standard error can't be reported.
        assert printed(program, stderr=full).returncode == 0
