"""Random input never ends the program, reports no error, and leaves the document valid; the long run is a benchmark."""

import subprocess
import sys
from pathlib import Path

import pytest
from confined import can_confine

import mashstudio

MONKEY = Path(mashstudio.__file__).parents[1] / "tests" / "benchmarks" / "monkey.py"


@pytest.mark.skipif(not can_confine(), reason="Only where the kernel can hold it to a folder of its own.")
def test_a_monkey_at_the_window(song_files: tuple[Path, Path], shared_cache: Path) -> None:
    command = [
        sys.executable,
        str(MONKEY),
        *map(str, song_files),
        "--events",
        "200",
        "--seed",
        "7",
        "--cache",
        str(shared_cache),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ready after" in done.stdout
