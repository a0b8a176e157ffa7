"""How quickly the shipped model follows the beat: `python tests/benchmarks/follow.py [FOLDER …] [--songs N]`.

A FOLDER holds songs in tracks and their beats in beats, as for `mashstudio train beats`; without one, songs are
rendered (Debian: libfluidsynth3, fluid-soundfont-gm). Prints

- milliseconds of CPU time of one hop of 20 ms on one core (asked: p99 at most 5), independent of other load;
- by how much frame by frame differs from the whole (asked: at most 1e-4);
- seconds until the beats lock (asked: at most 6): the next eight are all within 70 ms of the truth, at a tempo within
  4 % of the true one, its half or its double. They count from the first sound, or from where eight intervals in a row
  are within 4 % of one tempo: in a rubato intro there is none to lock to. Beside it, how many lock if between the
  beats is right, too, one of the levels that AMLt allows.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
import soxr
import torch
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.follower import SHIPPED, BeatFollower, activations, load_network
from mashstudio.analysis.live_beats.spectrum import HOP, Spectrum, spectrogram
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.heard_beat import HeardBeat
from mashstudio.pipeline.corpus import CorpusRequest, make_corpus
from mashstudio.training.beats.songs import BeatSong, songs_in

_STEADY: Final = 8
_NEAR, _ALIKE = 0.07, 0.04
_LEVELS: Final = (1.0, 2.0, 0.5)
_SILENT: Final = 1e-3
_COMPARED: Final = 60 * SAMPLE_RATE

Mono = NDArray[np.float32]


def read(path: Path) -> Mono:
    """Return a song, mono, 44,100 Hz."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(axis=1)
    return np.asarray(mono if rate == SAMPLE_RATE else soxr.resample(mono, rate, SAMPLE_RATE), np.float32)


def followed(sound: Mono) -> tuple[list[HeardBeat], list[float]]:
    """Return the beats, and the milliseconds of each hop."""
    follower, beats, took = BeatFollower(), list[HeardBeat](), []
    # The very first hop also sets up the libraries.
    BeatFollower().feed(np.zeros(4 * HOP, np.float32))
    for start in range(0, len(sound) - HOP + 1, HOP):
        began = time.thread_time()
        beats += follower.feed(sound[start : start + HOP])
        took.append(1000 * (time.thread_time() - began))
    return beats, took


def difference(sound: Mono) -> float:
    """Return by how much the probabilities differ, heard hop by hop and as a whole."""
    network, spectrum = load_network(SHIPPED), Spectrum()
    pieces = []
    with torch.inference_mode():
        whole, _ = network(torch.from_numpy(spectrogram(sound))[None], network.begin())
        state = network.begin()
        for start in range(0, len(sound) - HOP + 1, HOP):
            heard, state = network(torch.from_numpy(spectrum.feed(sound[start : start + HOP]))[None], state)
            pieces.append(activations(heard))
    at_once = activations(whole)
    count = len(pieces)
    return max(
        float(np.abs(np.concatenate([getattr(each, name) for each in pieces]) - getattr(at_once, name)[:count]).max())
        for name in ("beat", "downbeat", "tempo")
    )


def locks(beats: Sequence[HeardBeat], song: BeatSong, sound: Mono) -> tuple[float, float]:
    """Return the seconds until the beats lock, on the beat and on or between beats; infinite if they never do."""
    true = np.array(song.beats)
    between = (true[1:] + true[:-1]) / 2
    on = min(_locked(beats, np.sort(np.concatenate([true, between])) if level == 2 else true, true, level)
             for level in _LEVELS)  # fmt: skip
    off = min(_locked(beats, between, true, level) for level in _LEVELS if level != 2)
    begun = _begun(true, sound)
    return on - begun, min(on, off) - begun


def _begun(true: NDArray[np.float64], sound: Mono) -> float:
    """Return when there is a tempo to lock to."""
    first = float(np.argmax(np.abs(sound) > _SILENT * np.abs(sound).max())) / SAMPLE_RATE
    gaps = np.lib.stride_tricks.sliding_window_view(np.diff(true), _STEADY)
    steady = np.abs(gaps / np.median(gaps, axis=1, keepdims=True) - 1).max(axis=1) <= _ALIKE
    from_there = np.flatnonzero(steady & (true[: len(gaps)] >= first))
    return max(first, float(true[from_there[0]])) if len(from_there) else first


def _locked(beats: Sequence[HeardBeat], marks: NDArray[np.float64], true: NDArray[np.float64], level: float) -> float:
    good = [_agrees(beat, marks, true, level) for beat in beats]
    runs = (beats[at].time for at in range(len(beats) - _STEADY + 1) if all(good[at : at + _STEADY]))
    return next(runs, float("inf"))


def _agrees(beat: HeardBeat, marks: NDArray[np.float64], true: NDArray[np.float64], level: float) -> bool:
    at = int(np.clip(np.searchsorted(true, beat.time), 2, len(true) - 3))
    bpm = 60 / float(np.median(np.diff(true[at - 2 : at + 3])))
    near = float(np.abs(marks - beat.time).min()) <= _NEAR
    return near and abs(beat.bpm / (level * bpm) - 1) <= _ALIKE


def songs(folders: Sequence[Path], count: int, scratch: Path) -> Iterator[tuple[str, list[BeatSong]]]:
    """Yield the songs of each folder; without one, rendered ones."""
    if not folders:
        make_corpus(CorpusRequest(scratch / "corpus", count / 32, seed=2), job=Job())
    for folder in folders or [scratch / "corpus"]:
        yield folder.name, songs_in(folder)[:count]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--songs", type=int, default=16, metavar="N", help="at most so many of each folder (16)")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    took: list[float] = []
    differences = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, some in songs(options.folders, options.songs, Path(scratch)):
            locked, either = {}, []
            for song in some:
                sound = read(song.path)
                beats, hops = followed(sound)
                took += hops
                differences.append(difference(sound[:_COMPARED]))
                locked[song.path.stem], on_or_off = locks(beats, song, sound)
                either.append(on_or_off)
                print(f"\r{song.path.stem}: {locked[song.path.stem]:.1f} s", end="\033[K", file=sys.stderr, flush=True)
            seconds = sorted(locked.values())
            worst = max(locked, key=lambda song, locked=locked: locked[song])  # type: ignore[misc]
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            print(f"{name}, {len(some)} songs: locked after {np.median(seconds):.1f} s (median), worst "
                  f"{seconds[-1]:.1f} s ({worst}); within 6 s: {sum(each <= 6 for each in seconds)}, on or between "
                  f"beats {sum(each <= 6 for each in either)}")  # fmt: skip
    p50, p99 = np.percentile(took, [50, 99])
    print(f"a hop of 20 ms, {len(took)} of them: p50 {p50:.2f} ms, p99 {p99:.2f} ms, max {max(took):.2f} ms")
    print(f"frame by frame and the whole differ by {max(differences):.1e} at most")


if __name__ == "__main__":
    main()
