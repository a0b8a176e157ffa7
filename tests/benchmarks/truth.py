"""Distance of fitted stems from the truth: the same notes, rendered at the other tempo and in the other key.

    python tests/benchmarks/truth.py [--songs N] [--ways ours,r3,r2,signalsmith,librosa] [--known FOLDER]

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm) for the songs of
`tests/support/truth_songs.py`. The other ways, where installed: Rubber Band's R3 and R2 (the rubberband program;
vocals with formants preserved, as ours), Signalsmith Stretch (python-stretch from PyPI) and librosa; each processes
the stems one by one, and its mix is their sum. Drums are never shifted.

Columns compare each part as heard with the truth: the distance of log-mel spectrograms in dB, of short (512) and long
(2048) spectra, over everything within 50 dB of the loudest (lower is better), and the correlation of onset envelopes
(higher is better).
"""

import argparse
import hashlib
import importlib
import importlib.util
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final

import numpy as np
import scipy.fft
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from truth_songs import SONGS, SOUNDFONT, Song, Stems, read, rendered

from mashstudio.alignment.warp import warp
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.alignment import SongAlignment, TargetGrid
from mashstudio.model.stems import StemName

CHANGES: Final = ((1.15, 0), (1 / 1.1, -2), (1.0, 3), (1.0, -4))
"""Tempo (relative to the song's) and key (in semitones up)."""

Floats = NDArray[np.float64]


def ours(song: Song, stems: Stems, speed: float, shift: int) -> Stems:
    """Fit a song as the studio does, beat by beat."""
    beats = np.arange(0, len(stems[StemName.DRUMS]) / SAMPLE_RATE - 0.1, 60 / song.tempo)
    bars, frames = np.arange(0, len(beats), 4), TargetGrid(song.tempo * speed).frames(len(beats))
    voice = frozenset([StemName.VOCALS])
    laid = SongAlignment(1.0, beats, frames, bars, bars, 4, shift, speed, formants=voice)
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), Path(name, "out")
        out.mkdir()
        for stem, samples in stems.items():
            np.save(folder / f"{stem}.npy", samples)
        warp({stem: folder / f"{stem}.npy" for stem in stems}, laid, list(stems), out, job=Job())
        return {stem: np.load(out / f"{stem}.npy") for stem in stems}


Stretch = Callable[[Samples, float, int, bool], Samples]


def rubberband(engine: str) -> Stretch:
    """Return the rubberband program with one of its engines."""

    def stretch(samples: Samples, speed: float, shift: int, formants: bool) -> Samples:
        with tempfile.TemporaryDirectory() as name:
            before, after = Path(name, "before.wav"), Path(name, "after.wav")
            soundfile.write(before, samples, SAMPLE_RATE, "FLOAT")
            options = ["-q", engine, "-t", repr(1 / speed), "-p", str(shift), *(["-F"] if formants else [])]
            subprocess.run(["rubberband", *options, str(before), str(after)], check=True, capture_output=True)
            return read(after)

    return stretch


def signalsmith(samples: Samples, speed: float, shift: int, formants: bool) -> Samples:
    """Run Signalsmith Stretch with its defaults; its Python package has no formant option."""
    engine = importlib.import_module("python_stretch.Signalsmith").Stretch(1)
    engine.preset(2, float(SAMPLE_RATE))
    engine.setTimeFactor(speed)
    engine.setTransposeSemitones(shift)
    return np.ascontiguousarray(engine.process(np.ascontiguousarray(samples.T)).T)


def librosa(samples: Samples, speed: float, shift: int, formants: bool) -> Samples:
    """Stretch and shift as the founding document did."""
    import librosa as library

    sound = library.effects.time_stretch(samples.T, rate=speed)
    if shift:
        sound = library.effects.pitch_shift(sound, sr=SAMPLE_RATE, n_steps=shift)
    return np.ascontiguousarray(sound.T)


WAYS: Final[dict[str, Stretch | None]] = {
    "ours": None,
    "r3": rubberband("-3"),
    "r2": rubberband("-2"),
    "signalsmith": signalsmith,
    "librosa": librosa,
}
FORMANTS_FROM = 2


def fitted(way: str, song: Song, stems: Stems, speed: float, shift: int) -> Stems:
    """Return the stems as fitted by `way`."""
    stretch = WAYS[way]
    if stretch is None:
        return ours(song, stems, speed, shift)
    shifts = {stem: 0 if stem is StemName.DRUMS else shift for stem in stems}
    return {
        stem: stretch(samples, speed, shifts[stem], stem is StemName.VOCALS and abs(shift) >= FORMANTS_FROM)
        if speed != 1 or shifts[stem]
        else samples
        for stem, samples in stems.items()
    }


def is_installed(way: str) -> bool:
    """Return True if `way` is installed."""
    if way in {"r3", "r2"}:
        return shutil.which("rubberband") is not None
    return way != "signalsmith" or importlib.util.find_spec("python_stretch") is not None


@cache
def _mel(size: int) -> Floats:
    """Return triangular filters over the spectrum of `size` frames, as many as it can resolve: (bands, bins)."""
    bands = {512: 40, 2048: 96}[size]
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (30, 16_000))
    edges = 700 * (10 ** (np.linspace(lowest, highest, bands + 2) / 2595) - 1)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bins = np.arange(size // 2 + 1) * SAMPLE_RATE / size
    shape: Floats = np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
    kept: Floats = shape[shape.sum(axis=1) > 0]
    kept /= kept.sum(axis=1, keepdims=True)
    return kept


def log_mel(samples: Samples, size: int) -> Floats:
    """Return the log-mel spectrogram in dB: (frames, bands)."""
    mono = samples.mean(axis=1, dtype=np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, size // 2), size)[:: size // 4]
    power = np.abs(scipy.fft.rfft(frames * np.hanning(size).astype(np.float32))) ** 2
    levels: Floats = 10 * np.log10(power @ _mel(size).T + 1e-12)
    return levels


def compared(truth: Samples, heard: Samples) -> tuple[float, float, float]:
    """Return the three columns."""
    frames = min(len(truth), len(heard))
    distances = []
    for size in (512, 2048):
        a, b = log_mel(truth[:frames], size), log_mel(heard[:frames], size)
        floor = a.max() - 50
        a, b = np.maximum(a, floor), np.maximum(b, floor)
        there = np.maximum(a, b) > floor
        distances.append(float(np.sqrt(np.mean((a - b)[there] ** 2))))
        if size == 512:
            onsets = [np.maximum(np.diff(level, axis=0), 0).sum(axis=1) for level in (a, b)]
    return distances[0], distances[1], float(np.corrcoef(*onsets)[0, 1])


PARTS: Final = (*((name, StemName(name)) for name in ("drums", "bass", "other")), ("voice", StemName.VOCALS))


def compared_parts(truth: Stems, heard: Stems) -> Floats:
    """Return the columns of each part and the mix: (5, 3)."""
    frames = min(min(map(len, stems.values())) for stems in (truth, heard))
    both = [[stems[stem][:frames] for _, stem in PARTS] for stems in (truth, heard)]
    pairs = zip(*([*parts, np.sum(parts, axis=0, dtype=np.float32)] for parts in both), strict=True)
    return np.array([compared(*pair) for pair in pairs])


def tell(results: dict[str, list[Floats]], name: str) -> None:
    """Print a table of means."""
    print(f"{name:18}" + "".join(f"{part:>22}" for part in (*(part for part, _ in PARTS), "mix")))
    for way, rows in results.items():
        means = np.mean(rows, axis=0)
        print(f"  {way:16}" + "".join(f"  {a:6.2f} {b:6.2f} {c:6.3f}" for a, b, c in means), flush=True)


def columns_of(way: str, song: Song, change: tuple[float, int], plain: Stems, truth: Stems) -> Floats:
    """Return the columns of `plain`, the song as it is, changed by `way`."""
    return compared_parts(truth, fitted(way, song, plain, *change))


def recalled(folder: Path | None, name: str, compute: Callable[[], Floats]) -> Floats:
    """Return what `folder` keeps for `name`, computed once; without a folder, compute it each time."""
    if folder is None:
        return compute()
    file = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.npy"
    if not file.exists():
        np.save(file, compute())
    kept: Floats = np.load(file)
    return kept


def main() -> None:
    """Render, fit and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songs", type=int, default=len(SONGS), help="so many of the songs")
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--known", type=Path, help="keep the other ways' results in this folder for the next run")
    options = parser.parse_args()
    wanted = options.ways.split(",")
    if shutil.which("fluidsynth") is None or not SOUNDFONT.is_file():
        parser.error("needs fluidsynth and fluid-soundfont-gm")
    ways = [way for way in wanted if is_installed(way)]
    for way in sorted(set(wanted) - set(ways)):
        print(f"{way} isn't installed and is left out")
    results: dict[tuple[float, int], dict[str, list[Floats]]] = defaultdict(lambda: defaultdict(list))
    for song in SONGS[: options.songs]:
        plain = rendered(song, 1.0, 0)
        for change in CHANGES:
            truth = rendered(song, *change)
            for way in ways:
                known = None if WAYS[way] is None else options.known
                columns = partial(columns_of, way, song, change, plain, truth)
                results[change][way].append(recalled(known, repr((song, change, way)), columns))
        print(f"{song.name} is done", flush=True)
    for (speed, shift), rows in results.items():
        tell(rows, f"×{speed:.3f}, {shift:+d}")
    tell({way: [row for rows in results.values() for row in rows[way]] for way in ways}, "all together")


if __name__ == "__main__":
    main()
