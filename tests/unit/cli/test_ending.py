"""A command ends at once when asked to, whatever it is doing."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STUCK = {
    "in a library that can't be interrupted": """
import ctypes
mutex = ctypes.create_string_buffer(256)
lock = ctypes.CDLL(None).pthread_mutex_lock
lock(mutex)
print("stuck", flush=True)
lock(mutex)
""",
    "and swallows it": """
print("stuck", flush=True)
while True:
    try:
        import time
        time.sleep(60)
    except BaseException:
        pass
""",
    "at its end, waiting for a thread": """
import concurrent.futures, time
pool = concurrent.futures.ThreadPoolExecutor(1)
pool.submit(time.sleep, 60)
print("stuck", flush=True)
time.sleep(60)
""",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("how", STUCK)
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_what_is_stuck_ends_all_the_same(how: str, asked: signal.Signals) -> None:
    program = f"from mashstudio.cli.ending import listen\nlisten()\n{STUCK[how]}"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stuck\n"
        # The status is printed just before the work starts.
        time.sleep(0.5)
        process.send_signal(asked)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors.splitlines()[-1] == "mashstudio: Cancelled."


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_what_is_interrupted_while_importing_ends_with_its_own_status(tmp_path: Path) -> None:
    interrupted = """
import os, signal, sys
import mashstudio.cli
class Interrupted:
    def find_spec(self, name, *_):
        if name == "mashstudio.cli.run":
            exec("os.kill(os.getpid(), signal.SIGTERM)")
sys.meta_path.insert(0, Interrupted())
sys.exit(mashstudio.cli.main())
"""
    (tmp_path / "interrupted.py").write_text(interrupted)
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "mashstudio: Cancelled.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_what_is_interrupted_while_a_child_starts_says_so_and_nothing_else(
    asked: signal.Signals, tmp_path: Path
) -> None:
    interrupted = f"""
import multiprocessing.util, os, sys
import mashstudio.cli, mashstudio.cli.run
from mashstudio.core.children import Child
spawn = multiprocessing.util.spawnv_passfds
def spawn_and_interrupt(path, arguments, files):
    process = spawn(path, arguments, files)
    if any("spawn_main" in str(argument) for argument in arguments):
        os.kill(os.getpid(), {asked:d})
    return process
def work(_arguments):
    multiprocessing.util.spawnv_passfds = spawn_and_interrupt
    Child()
    return 0
if __name__ == "__main__":
    mashstudio.cli.run.run = work
    sys.exit(mashstudio.cli.main())
"""
    (tmp_path / "interrupted.py").write_text(interrupted)
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "mashstudio: Cancelled.\n")
