"""Killed commands: nothing is broken, and nothing is left after the next start. More: benchmarks/kills.py."""

import signal
from pathlib import Path

from commands import Pair
from killing import Bench, Harm


def test_killed_commands_break_and_leave_nothing(
    pair: Pair, mashed: tuple[Path, str], shared_cache: Path, tmp_path: Path
) -> None:
    bench, harm = Bench(tmp_path, (pair.path_a, pair.path_b), mashed[0], shared_cache), Harm()
    export = ["export", bench.project, "--out", bench.out / "old.wav"]
    usual = bench.run("export", bench.project, "--out", tmp_path / "timed.wav")
    mash: list[object] = ["mash", pair.path_a, pair.path_b, "--out", bench.out / "new.flac", "--tempo", "119"]
    bench.kill_one([*export, "--stems"], 0.9 * usual, False, signal.SIGKILL, harm)
    bench.kill_one(export, 0.8 * usual, True, signal.SIGKILL, harm)
    bench.kill_one(mash, 0.9 * usual, False, signal.SIGKILL, harm)
    bench.kill_one(mash, 0.7 * usual, False, signal.SIGTERM, harm)
    assert harm == Harm()
