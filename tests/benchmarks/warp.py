"""Speed, accuracy and coherence of fitting stems to the grid: `python tests/benchmarks/warp.py FOLDER`.

FOLDER holds real songs, made by `python3 ../shared/tools/real_songs.py FOLDER`; the two longest are cut or repeated to
four minutes and separated by the built-in separator. The baseline is librosa's `time_stretch` and `pitch_shift` of
every stem, one after the other, on the same stems in the same run. "CPU" is CPU time over all processes, so it doesn't
depend on other load; each song has a process of its own, so the slower one's is the time on two free cores (the clock
is the time under the actual load).

Positions are of clicks on beats up to 34 ms early or late. SI-SDR compares the sum of a song's fitted stems with its
mix, fitted in the same way. Consistency is Laroche and Dolson's: the error of the magnitudes of short spectra against
those at the same place in the song, in dB (lower is better; phasing and smearing raise it).
"""

import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from real_songs import two_longest

from mashstudio.alignment.time_map import TimeMap, time_map
from mashstudio.alignment.warp import warp
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, BeatIndex, Samples
from mashstudio.model.alignment import Engine, SongAlignment, TargetGrid
from mashstudio.model.analysis import Analysis, TempoSection
from mashstudio.model.key import Key, Mode
from mashstudio.model.song import Song
from mashstudio.model.stems import Part, StemName
from mashstudio.pipeline.stages import ReadySong, SongToFit, fitted, separated
from mashstudio.separation.spleeter_separator import SpleeterSeparator

SECONDS = 240
PIECE = slice(60 * SAMPLE_RATE, 90 * SAMPLE_RATE)
TONAL: list[Part] = [stem for stem in StemName if stem is not StemName.DRUMS]
ALL: list[Part] = list(StemName)
Paths = dict[Part, Path]
Took = tuple[float, float]
Fit = Callable[[dict[Part, Samples], SongAlignment, list[Part]], dict[Part, Samples]]


@dataclass(frozen=True)
class Prepared:
    """A song of four minutes, its stems and its alignment: 5 % off its tempo, 2 semitones off its key."""

    ready: ReadySong
    stems: Paths
    laid: SongAlignment


def lay(beats: NDArray[np.float64], tempo: float, shift: int) -> SongAlignment:
    """Align beats (seconds) to a grid."""
    ratio = 60 / tempo / float(beats[1] - beats[0])
    beat_frame = round(beats[0] * ratio * SAMPLE_RATE) + TargetGrid(tempo).frames(len(beats))
    bars = np.arange(0, len(beats), 4)
    return SongAlignment(1.0, beats, beat_frame, bars, bars, 4, shift, 1 / ratio)


def prepare(path: Path, faster: float, shift: int, cache: Cache, folder: Path) -> Prepared:
    """Prepare the song at `path`, with the beats of its chart."""
    samples, _ = soundfile.read(path, dtype="float32", always_2d=True)
    beats = np.array(json.loads(path.with_suffix(".json").read_text("utf-8"))["beats"])
    tempo = 60 / float(np.median(np.diff(beats)))
    times = np.arange(beats[0], SECONDS - 0.5, 60 / tempo)
    frames = SECONDS * SAMPLE_RATE
    samples_path = folder / f"{path.stem}.npy"
    np.save(samples_path, np.tile(samples, (frames // len(samples) + 1, 1))[:frames])
    bars, ones = np.arange(0, len(times), 4), np.ones(len(times))
    sections = (TempoSection(BeatIndex(0), tempo),)
    key = Key(0, Mode.MAJOR)
    analysis = Analysis(times, ones, bars, 1.0, 4, bars, tempo, 1.0, sections, key, 1.0, -12.0, SECONDS)
    song = Song(path, path.stem.encode().hex().ljust(64, "0")[:64], path.stem, "", SECONDS)
    stems = separated(song, samples_path, SpleeterSeparator(), cache, job=Job())
    return Prepared(ReadySong(song, samples_path, analysis), stems, lay(times, tempo * faster, shift))


def measured(work: Callable[[], object]) -> Took:
    """Return wall-clock and CPU seconds, including child programs."""
    began, started = os.times(), time.perf_counter()
    work()
    ended = os.times()
    return time.perf_counter() - started, sum(ended[:4]) - sum(began[:4])


def timed_warp(stems: Paths, laid: SongAlignment, wanted: list[Part], *, job: Job) -> Took:
    """Time a warp. Runs in a child."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(partial(warp, stems, laid, wanted, Path(folder), job=job))


def timed_baseline(stems: Paths, rate: float, shift: int, *, job: Job) -> Took:
    """Time librosa. Runs in a child."""
    baseline(np.zeros((SAMPLE_RATE, 2), np.float32), rate, shift)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            for stem, path in stems.items():
                job.check()
                np.save(Path(folder) / f"{stem}.npy", baseline(np.load(path), rate, shift))

    return measured(work)


def baseline(samples: Samples, rate: float, shift: int) -> Samples:
    """Stretch and shift as the founding document did."""
    import librosa

    stretched = librosa.effects.time_stretch(samples.T, rate=rate)
    if shift:
        stretched = librosa.effects.pitch_shift(stretched, sr=SAMPLE_RATE, n_steps=shift)
    return np.ascontiguousarray(stretched.T)


def in_child(function: Callable[..., Took], *arguments: object) -> Callable[[Job], Took]:
    """Wrap `function` for `run_together`."""

    def task(job: Job) -> Took:
        return run_in_child(function, *arguments, job=job, doing=Message("aligning"))

    return task


def tell_speed(songs: list[Prepared]) -> None:
    """Print both engines beside the baseline."""
    for name, shifted in (("stretched and shifted", True), ("stretched only", False)):
        laid = [(song.stems, song.laid if shifted else replace(song.laid, shift=0)) for song in songs]
        old = [in_child(timed_baseline, stems, own.stretch, own.shift) for stems, own in laid]
        against = told(f"baseline, {name}", old, None)
        for engine in Engine:
            chosen = [(stems, replace(own, engine=engine)) for stems, own in laid]
            told(f"{engine}, {name}", [in_child(timed_warp, stems, own, ALL) for stems, own in chosen], against)


def told(name: str, tasks: list[Callable[[Job], Took]], against: Took | None) -> Took:
    """Run the tasks together, one per song; print and return CPU time: of both, and of the slower one."""
    times = run_together(tasks, job=Job())
    clock, cpu = max(took[0] for took in times), [took[1] for took in times]
    both, slower = sum(cpu), max(cpu)
    ratios = "" if against is None else f"   {against[0] / both:5.2f}× per core, {against[1] / slower:5.2f}× on both"
    print(f"  {name:34} {both:6.1f} s CPU, slower song {slower:6.1f} s, clock {clock:6.1f} s{ratios}", flush=True)
    return both, slower


def tell_skipped_work(song: Prepared, cache: Cache) -> None:
    """Check that only what is heard is fitted, and nothing that fits already."""
    even = lay(song.ready.analysis.beats, song.ready.analysis.tempo, 0)
    cases: dict[str, tuple[SongAlignment, list[Part]]] = {
        "vocals alone, the rest unused": (song.laid, [StemName.VOCALS]),
        "no stem used": (song.laid, []),
        "all four of a song that fits": (even, ALL),
        "drums of one that fits, in another key": (replace(even, shift=2), [StemName.DRUMS]),
    }
    for name, (laid, wanted) in cases.items():
        before = cache.size()
        work = partial(fitted, SongToFit(song.ready, laid, SpleeterSeparator()), wanted, cache, job=Job())
        _, cpu = measured(work)
        print(f"  {name:40} {cpu:8.2f} s CPU {(cache.size() - before) / 1e6:8.1f} MB written", flush=True)


def by(engine: Engine) -> Fit:
    """Return `warp` on arrays."""

    def fit(stems: dict[Part, Samples], laid: SongAlignment, wanted: list[Part]) -> dict[Part, Samples]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            out = folder / "out"
            out.mkdir()
            for stem, samples in stems.items():
                np.save(folder / f"{stem}.npy", samples)
            chosen = replace(laid, engine=engine)
            warp({stem: folder / f"{stem}.npy" for stem in stems}, chosen, wanted, out, job=Job())
            return {stem: np.load(out / f"{stem}.npy") for stem in wanted}

    return fit


def old_way(stems: dict[Part, Samples], laid: SongAlignment, wanted: list[Part]) -> dict[Part, Samples]:
    """Run the baseline on arrays: one rate for the whole song, with the first beat in place."""
    source, target = time_map(laid, len(next(iter(stems.values()))))
    rate = (source[-2] - source[1]) / (target[-2] - target[1])
    early = round(source[1] / rate - target[1])
    before, cut = max(-early, 0), max(early, 0)
    return {stem: np.pad(baseline(stems[stem], rate, laid.shift), ((before, 0), (0, 0)))[cut:] for stem in wanted}


WAYS: dict[str, Fit] = {"baseline": old_way, **{engine.value: by(engine) for engine in Engine}}


def tell_positions() -> None:
    """Print the positions of clicks."""
    random = np.random.default_rng(0)
    beats = np.cumsum(np.r_[SAMPLE_RATE // 2, 22_050 + random.integers(-1500, 1500, 119)])
    burst = random.standard_normal(200) * np.exp(-np.arange(200) / 30) * 0.3
    burst[0] = 0.6
    clicks = np.zeros((beats[-1] + SAMPLE_RATE, 2), np.float32)
    for beat in beats:
        clicks[beat : beat + 200] += burst[:, None].astype(np.float32)
    for name, fit in WAYS.items():
        errors: list[float] = []
        for tempo, shift in ((96.0, 0), (128.0, 2), (150.0, -1)):
            laid = lay(beats / SAMPLE_RATE, tempo, shift)
            sound = fit({StemName.OTHER: clicks}, laid, [StemName.OTHER])[StemName.OTHER]
            errors += [abs(late(sound, int(frame))) for frame in laid.beat_frame]
        median, most = np.quantile(errors, [0.5, 0.95])
        print(f"  {name:10} median {median:6.2f} ms   95 % {most:6.2f} ms   worst {max(errors):6.2f} ms", flush=True)


def late(sound: Samples, frame: int) -> float:
    """Return how many milliseconds after `frame` its nearest click comes."""
    start = max(frame - 8000, 0)
    around = np.abs(sound[start : frame + 8000, 0])
    return (start + int(np.argmax(around > 0.5 * around.max())) - frame) / SAMPLE_RATE * 1000


def tell_coherence(song: Prepared) -> None:
    """Print how well fitted stems cohere, and how well each is preserved."""
    stems = {stem: np.array(np.load(path, mmap_mode="r")[PIECE]) for stem, path in song.stems.items()}
    times = song.ready.analysis.beats - PIECE.start / SAMPLE_RATE
    times = times[(times > 0.1) & (times < len(stems[StemName.BASS]) / SAMPLE_RATE - 0.5)]
    laid = lay(times, song.ready.analysis.tempo * song.laid.stretch, 0)
    rest: dict[Part, Samples] = {StemName.DRUMS: stems[StemName.DRUMS], StemName.OTHER: summed(stems, TONAL)}
    for name, fit in WAYS.items():
        parts = fit(stems, laid, ALL)
        whole = fit({StemName.OTHER: summed(stems, ALL)}, laid, [StemName.OTHER])[StemName.OTHER]
        up = replace(laid, shift=2)
        shifted, shifted_whole = fit(stems, up, TONAL), fit(rest, up, [StemName.OTHER])[StemName.OTHER]
        times_map = time_map(laid, len(stems[StemName.BASS]))
        alike = [consistency(stems[stem], parts[stem], times_map) for stem in StemName]
        together = consistency(summed(stems, ALL), summed(parts, ALL), times_map)
        print(
            f"  {song.ready.song.title[:20]:20} {name:9} SI-SDR {si_sdr(whole, summed(parts, ALL)):6.1f} dB, 2 semi"
            f"tones up {si_sdr(shifted_whole, summed(shifted, TONAL)):6.1f} dB   consistency: "
            f"{' '.join(f'{value:5.1f}' for value in alike)}, their sum {together:5.1f} dB",
            flush=True,
        )


def summed(stems: dict[Part, Samples], which: list[Part]) -> Samples:
    """Return the mix of stems."""
    mix: Samples = np.sum([stems[stem] for stem in which], axis=0, dtype=np.float32)
    return mix


def si_sdr(reference: Samples, estimate: Samples) -> float:
    """Return the scale-invariant signal-to-distortion ratio in dB (Le Roux et al., 2019)."""
    truth, heard = reference.astype(np.float64), estimate.astype(np.float64)
    scaled = truth * (np.sum(truth * heard) / np.sum(truth**2))
    return float(10 * np.log10(np.sum(scaled**2) / np.sum((scaled - heard) ** 2)))


def consistency(source: Samples, sound: Samples, times: TimeMap) -> float:
    """Return Laroche and Dolson's measure over spectra of 2048 frames, in dB."""
    size = 2048
    centres = np.arange(size, min(len(sound), int(times[1][-2])) - size, 512)
    places = np.rint(np.interp(centres, times[1], times[0])).astype(int)

    def magnitudes(samples: Samples, at: NDArray[np.int64]) -> NDArray[np.float64]:
        pieces = np.stack([samples[centre - size // 2 : centre + size // 2] for centre in at])
        spectra: NDArray[np.float64] = np.abs(np.fft.rfft(pieces * np.hanning(size)[:, None], axis=1))
        return spectra

    wanted = magnitudes(source, places)
    return float(10 * np.log10(np.sum((magnitudes(sound, centres) - wanted) ** 2) / np.sum(wanted**2)))


def main() -> None:
    """Run and print all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as name:
        scratch, cache = Path(name), Cache(Path(name) / "cache")
        lays = zip(two_longest(folder), (1.05, 0.95), (2, -2), strict=True)
        songs = [prepare(path, faster, shift, cache, scratch) for path, faster, shift in lays]
        print("Where clicks land:")
        tell_positions()
        print("How 30 s of a song hang together (stems: vocals, drums, bass, other):")
        for song in songs:
            tell_coherence(song)
        print(f"All eight stems of two songs of four minutes (load of this computer before: {os.getloadavg()[0]:.1f}):")
        tell_speed(songs)
        print("Only what is heard and doesn't fit yet is fitted:")
        tell_skipped_work(songs[0], cache)


if __name__ == "__main__":
    main()
