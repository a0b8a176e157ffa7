"""Speed of the mixing kernel: `python tests/benchmarks/kernel.py`.

Eight stereo lanes sound all the time, read from memory-mapped files as in the player. Speeds are the kernel's own time
on one core, relative to real time; beside each stands the simplest equivalent (numpy adding eight arrays), as a
reference on a slow or busy computer.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from mashups import LANE_COUNT, even_alignment, lanes_but, two_songs

from mashstudio.core.units import SAMPLE_RATE, Decibels, Samples
from mashstudio.model.mashup import Played
from mashstudio.model.plan import Plan
from mashstudio.render.compile import compile_plan
from mashstudio.render.renderer import Renderer

TEMPO = 140.0
BEATS = 20 * 140
HEARD = 60 * SAMPLE_RATE


def main() -> None:
    """Print one line per case."""
    alignment = even_alignment(TEMPO, (BEATS, BEATS), (4410, 4410))
    whole = np.tile(np.arange(BEATS, dtype=np.int32), (LANE_COUNT, 1))
    cases: dict[str, tuple[Played, Decibels]] = {
        "played through": (whole, 0.0),
        "played through, every lane at −3 dB": (whole, -3.0),
        "a jump on every beat of every lane": (whole * 7 % 140, -3.0),
    }
    with tempfile.TemporaryDirectory() as folder:
        stems = _stems(Path(folder))
        for name, (cells, gain_db) in cases.items():
            mashup = two_songs(cells, lanes_but({lane: {"gain_db": gain_db} for lane in range(LANE_COUNT)}))
            plan = compile_plan(mashup, alignment)
            compiling = [_seconds(partial(compile_plan, mashup, alignment)) for _ in range(20)]
            print(f"{name}: {plan.frames / SAMPLE_RATE / 60:.0f} minutes, {len(plan.start)} runs")
            print(f"  compiled in {np.median(compiling) * 1e3:.2f} ms")
            for block in (1024, 1 << 16):
                times, plain = _kernel(plan, stems, block), _adding(stems, block)
                print(
                    f"  blocks of {block}: {block / SAMPLE_RATE / np.median(times):.0f}× real time; p50 "
                    f"{np.median(times) * 1e6:.0f} µs, p99 {np.percentile(times, 99) * 1e6:.0f} µs; "
                    f"{np.median(times) / np.median(plain):.1f}× plain adding ({np.median(plain) * 1e6:.0f} µs)"
                )


def _stems(folder: Path) -> list[Samples]:
    """Return 90 s of sound for each lane, in memory-mapped files that have been read once."""
    stems = []
    for lane in range(LANE_COUNT):
        path = folder / f"{lane}.npy"
        np.save(path, np.random.default_rng(lane).uniform(-0.1, 0.1, (HEARD * 3 // 2, 2)).astype(np.float32))
        stem: Samples = np.load(path, mmap_mode="r")
        stem.sum()
        stems.append(stem)
    return stems


def _kernel(plan: Plan, stems: list[Samples], block: int) -> NDArray[np.float64]:
    out, scratch = np.empty((block, 2), np.float32), np.empty((block, 2), np.float32)
    renderer, starts = Renderer(plan, stems), range(SAMPLE_RATE, HEARD - block, block)
    return np.array([_seconds(partial(renderer.into, start, out, scratch)) for start in starts])


def _adding(stems: list[Samples], block: int) -> NDArray[np.float64]:
    arrays, out = [np.asarray(stem) for stem in stems], np.empty((block, 2), np.float32)

    def add(start: int) -> None:
        out.fill(0)
        for array in arrays:
            np.add(out, array[start : start + block], out=out)

    return np.array([_seconds(partial(add, start)) for start in range(SAMPLE_RATE, HEARD - block, block)])


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
