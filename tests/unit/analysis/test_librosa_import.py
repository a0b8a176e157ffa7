"""Processes that use librosa at once don't share a cache of compiled functions."""

import os
import subprocess
import sys
from pathlib import Path

_TAKE = """
import os
from mashstudio.analysis.librosa_import import _take_cache
_take_cache()
print(os.environ["NUMBA_CACHE_DIR"], flush=True)
input()
"""


def test_no_two_living_processes_share_a_cache(tmp_path: Path) -> None:
    # A stand-in for the package beside which the caches lie.
    package = tmp_path / "librosa"
    package.mkdir()
    (package / "__init__.py").touch()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}

    def started() -> "tuple[subprocess.Popen[str], Path]":
        process = subprocess.Popen(
            [sys.executable, "-c", _TAKE], env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        return process, Path(process.stdout.readline().strip())

    first, ones = started()
    second, others = started()
    assert ones.is_dir()
    assert others.is_dir()
    assert ones != others
    first.communicate("\n")
    third, again = started()
    assert again == ones
    for process in (second, third):
        process.communicate("\n")


def test_where_nothing_can_be_written_beside_librosa_the_cache_is_the_user_s(tmp_path: Path) -> None:
    package = tmp_path / "librosa"
    package.mkdir()
    (package / "__init__.py").touch()
    # Refuses even to root, whom no permission stops.
    (package / "__pycache__").touch()
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "MASHSTUDIO_CACHE": str(tmp_path / "cache")}
    taking = [sys.executable, "-c", _TAKE]
    done = subprocess.run(taking, env=environment, text=True, input="\n", capture_output=True, check=True)
    assert Path(done.stdout.strip()) == tmp_path / "cache" / "numba-0"
