"""From two songs to an exported mashup, stage by stage: `python tests/benchmarks/pipeline.py FOLDER`.

FOLDER holds real songs, made by `python3 ../shared/tools/real_songs.py FOLDER`; the two longest are cut or repeated to
four minutes, with the built-in separator and an empty cache. Beside wall-clock time stand the CPU time of all processes
(two busy cores: twice the clock) and their peak memory together: PSS from Linux's smaps_rollup, five times a second,
including mapped files; "own" excludes file-backed memory. Then the same again with a full cache, in a new process:
until the mashup can be played.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from real_songs import as_long_as, two_longest

from mashstudio.audio.encode import format_for
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.choices import Fastest, Middle
from mashstudio.pipeline.exporting import ExportOptions, export_mashup
from mashstudio.pipeline.mashing import Snapshot, fit_lanes, new_mashup, ready_songs
from mashstudio.pipeline.stages import ready_opened, separated
from mashstudio.separation.spleeter_separator import SpleeterSeparator

SECONDS = 240
BOUND_GB = 3.0
SEPARATORS = dict.fromkeys((0, 1), SpleeterSeparator())
R = TypeVar("R")


class Meter:
    """Watches this process and all its children."""

    def __init__(self) -> None:
        self.most = (0.0, 0.0)
        self._in_stage = (0.0, 0.0)
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Print the cost of the work inside."""
        self._in_stage = (0.0, 0.0)
        before, started = os.times(), time.perf_counter()
        yield
        took, after = time.perf_counter() - started, os.times()
        cpu = sum(after[:4]) - sum(before[:4])
        whole, own = self._in_stage
        print(f"  {name:28} {took:7.1f} s {cpu:7.1f} s CPU {whole:6.2f} GB, own {own:5.2f} GB", flush=True)

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(0.2):
            now = np.sum([_memory(process.pid) for process in (me, *me.children(recursive=True))], axis=0)
            self._in_stage = (max(self._in_stage[0], now[0]), max(self._in_stage[1], now[1]))
            self.most = (max(self.most[0], now[0]), max(self.most[1], now[1]))


def _memory(pid: int) -> tuple[float, float]:
    """Return a process's PSS and the part not backed by files, in GB; 0 if it has just ended."""
    sizes = {"Pss:": 0.0, "Pss_Anon:": 0.0}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            name, *rest = line.split()
            if name in sizes:
                sizes[name] = int(rest[0]) / 1e6
    return sizes["Pss:"], sizes["Pss_Anon:"]


def cold(a: Path, b: Path, out: Path, cache: Cache, meter: Meter) -> None:
    """Run `mashstudio mash`, stage by stage."""
    with meter.stage("read"):
        opened = run_together([partial(open_song, path, cache) for path in (a, b)], job=Job())
    with meter.stage("analyse"):
        songs = dict(enumerate(run_together([partial(ready_opened, song, cache) for song in opened], job=Job())))
    with meter.stage("separate"):
        run_together(
            [partial(separated, song.song, song.samples_path, SEPARATORS[0], cache) for song in songs.values()],
            job=Job(),
        )
    with meter.stage("arrange"):
        mashup, alignment = new_mashup(songs, Fastest(), Middle(), None)
    with meter.stage("fit"):
        files = fit_lanes(Snapshot(mashup, alignment, songs, SEPARATORS), cache, job=Job())
    with meter.stage("mix and export"):
        now = Snapshot(mashup, alignment, songs, SEPARATORS, files=files)
        done = export_mashup(now, ExportOptions(out, format_for(out)), cache, job=Job())
    laid = " and ".join(
        f"{100 * song.stretch - 100:+.1f} %, {song.shift:+d} semitones" for song in alignment.songs.values()
    )
    print(f"  ({done.seconds:.0f} s of mashup at {alignment.grid.tempo:.1f} BPM; the songs: {laid})")


def ready_to_play(a: Path, b: Path, cache_folder: Path, *, job: Job) -> int:
    """Prepare the first sound; return the number of lanes that have one. Runs in a child."""
    cache = Cache(cache_folder)
    songs = ready_songs({0: a, 1: b}, cache, job=job)
    mashup, alignment = new_mashup(songs, Fastest(), Middle(), None)
    files = fit_lanes(Snapshot(mashup, alignment, songs, SEPARATORS), cache, job=job)
    return sum(file is not None and len(np.load(file, mmap_mode="r")) > SAMPLE_RATE for file in files)


def warm(a: Path, b: Path, cache_folder: Path) -> int:
    """Do the same in a new process, including its start."""
    return run_in_child(ready_to_play, a, b, cache_folder, job=Job(), doing=Message("opening"))


def timed(work: Callable[[], R]) -> tuple[float, R]:
    """Return seconds and the result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def main() -> None:
    """Run and print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        a, b = (as_long_as(path, SECONDS, scratch) for path in two_longest(folder))
        meter = Meter()
        load = os.getloadavg()[0]
        print(
            f"{a.stem} and {b.stem}, four minutes each, {os.cpu_count()} cores (load before: {load:.1f}), empty cache:"
        )
        started = time.perf_counter()
        cold(a, b, scratch / "mashup.mp3", Cache(scratch / "cache"), meter)
        print(f"  {'in all':28} {time.perf_counter() - started:7.1f} s")
        whole, own = meter.most
        print(f"  most memory of all processes together: {whole:.2f} GB, own {own:.2f} GB (bound: {BOUND_GB} GB)")
        seconds, lanes = min(timed(partial(warm, a, b, scratch / "cache")) for _ in range(3))
        print(f"Full cache: ready in {seconds:.2f} s, {lanes} lanes, a new process included (bound: 2 s)")


if __name__ == "__main__":
    main()
