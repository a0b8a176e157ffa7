"""Distance of fitted stems from the truth: the same notes, rendered at the other tempo and in the other key.

    python tests/benchmarks/truth.py [--songs N] [--ways ours,r3,r2,signalsmith,librosa]

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm). Five songs, sung by the demo's singers:
four with General MIDI, one with the demo's synth. The other ways, where installed: Rubber Band's R3 and R2 (the
rubberband program; vocals with formants preserved, as ours), Signalsmith Stretch (python-stretch from PyPI) and
librosa; each processes the stems one by one, and its mix is their sum. Drums are never shifted.

Columns compare each part as heard with the truth: the distance of log-mel spectrograms in dB, of short (512) and long
(2048) spectra, over everything within 50 dB of the loudest (lower is better), and the correlation of onset envelopes
(higher is better).
"""

import argparse
import importlib.util
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import scipy.fft
import soundfile
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "resources" / "demo")]

import mido
import synth
from singer import MEZZO, TENOR, Note, Singer, sing

from mashstudio.alignment.warp import warp
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Bpm, Samples
from mashstudio.model.alignment import SongAlignment, TargetGrid
from mashstudio.model.stems import StemName

SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
TICKS = 480
BARS = 10
CHANGES: Final = ((1.15, 0), (1 / 1.1, -2), (1.0, 3), (1.0, -4))
"""Tempo (relative to the song's) and key (in semitones up)."""
SYLLABLES = ("la", "mi", "so", "da", "no", "re", "wa", "bi", "tu", "gai", "ha", "lo")

Stems = dict[StemName, Samples]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Song:
    """Patterns of one bar in sixteenths (X loud, x normal, o soft, . rest), and chords, one per bar.

    drums: by General MIDI number. bass, other: General MIDI programs, each with its pattern.
    """

    name: str
    tempo: Bpm
    drums: dict[int, str]
    bass: tuple[int, str]
    other: tuple[tuple[int, str], ...]
    chords: tuple[tuple[int, ...], ...]
    singer: Singer
    by_synth: bool = False


ROCK = {36: "X.....x.x.......", 38: "....X.......X..o", 42: "x.o.x.o.x.o.x.o.", 49: "X" + 15 * "."}
SONGS: Final = (
    Song(
        "rock", 118, ROCK, (33, "X.x.X.x.X.x.x.x."), ((30, "X..x..X.X..x..x."), (0, "x...x...x...x...")),
        ((52, 55, 59), (48, 52, 55), (55, 59, 62), (50, 54, 57)), TENOR,
    ),
    Song(
        "ballad", 76, {36: "X.......x.x.....", 37: "....x.......x...", 51: "x.o.x.o.x.o.x.o."},
        (32, "X.......x.....x."), ((4, "x...............x"[:16]), (48, "x" + 15 * ".")),
        ((57, 60, 64, 67), (53, 57, 60, 64), (50, 53, 57, 60), (55, 59, 62, 65)), MEZZO,
    ),
    Song(
        "house", 126, {36: "X...X...X...X...", 39: "....X.......X...", 46: "..x...x...x...x.", 42: "x..ox..ox..ox..o"},
        (38, "..X...X...X...X."), ((81, "x.....x.....x..."), (89, "x" + 15 * ".")),
        ((50, 53, 57), (46, 50, 53), (53, 57, 60), (48, 52, 55)), MEZZO,
    ),
    Song(
        "funk", 102, {36: "X..x..X...x..x..", 38: "....X..o.o..X..o", 42: "xoxoxoxoxoxoxxxo", 54: "..x...x...x...x."},
        (36, "X..x..x.X.x..x.x"), ((28, "..x.x..x..x.x.x."), (61, "X.....x........."), (16, "x...x...x...x...")),
        ((52, 56, 59, 62), (52, 56, 59, 62), (57, 61, 64), (59, 63, 66)), TENOR,
    ),
    Song(
        "synth", 104, {36: "X.....X...X.....", 38: "....X.......X...", 42: "o.x.o.x.o.x.o...", 46: 14 * "." + "x."},
        (38, "X.....X.X...X..."), ((4, "x" + 15 * "."), (24, "x...x...x...x...")),
        ((57, 60, 64), (50, 53, 57), (52, 56, 59), (57, 60, 64)), MEZZO, by_synth=True,
    ),
)  # fmt: skip
DRUMS = {36: synth.kick(), 38: synth.snare(), 39: synth.clap(), 42: synth.hat(), 46: synth.hat(is_open=True)}


def rendered(song: Song, speed: float, shift: int) -> Stems:
    """Return the song at `speed` times its tempo, with everything but the drums `shift` semitones up."""
    tempo = song.tempo * speed
    seconds = (4 * BARS + 2) * 60 / tempo
    play = _synthesised if song.by_synth else _played
    voice = sing(_melody(song, speed, shift), seconds, song.singer) * np.float32(1.5)
    parts = {stem: play(events, tempo) for stem, events in _events(song, shift).items()}
    return {stem: _fill(part, round(seconds * SAMPLE_RATE)) for stem, part in {StemName.VOCALS: voice, **parts}.items()}


def _fill(sound: Samples, frames: int) -> Samples:
    return np.pad(sound[:frames], ((0, max(frames - len(sound), 0)), (0, 0)))


# Beat, length in beats, MIDI note, velocity (1–127), General MIDI program (None: drums).
Event = tuple[float, float, int, int, int | None]


def _events(song: Song, shift: int) -> dict[StemName, list[Event]]:
    """Return the notes of all but the singer; the first beat is a rest."""
    loud = {"X": 112, "x": 90, "o": 55}
    notes: dict[StemName, list[Event]] = {StemName.DRUMS: [], StemName.BASS: [], StemName.OTHER: []}
    for bar in range(BARS):
        chord = [note + shift for note in song.chords[bar % len(song.chords)]]
        root = chord[0] - 12 - (12 if song.chords[bar % len(song.chords)][0] > 51 else 0)

        def hits(pattern: str, bar: int = bar) -> list[tuple[float, float, int]]:
            at = [step for step, sign in enumerate(pattern) if sign in loud]
            return [
                (1 + 4 * bar + step / 4, 0.95 * (after - step) / 4, loud[pattern[step]])
                for step, after in zip(at, [*at[1:], 16], strict=True)
            ]

        for drum, pattern in song.drums.items():
            if drum != 49 or bar % 4 == 0:
                notes[StemName.DRUMS] += [(at, 0.2, drum, level, None) for at, _, level in hits(pattern)]
        program, pattern = song.bass
        notes[StemName.BASS] += [(at, length, root, level, program) for at, length, level in hits(pattern)]
        for program, pattern in song.other:
            for at, length, level in hits(pattern):
                notes[StemName.OTHER] += [(at, length, note + 12, level - 20, program) for note in chord]
    return notes


def _melody(song: Song, speed: float, shift: int) -> list[Note]:
    """Return the vocal melody: chord notes, one or two beats long, up and down within an octave."""
    random, beat = np.random.default_rng(len(song.name)), 60 / song.tempo / speed
    low = 57 if song.singer is MEZZO else 48
    notes, at = [], 1.0
    while at < 4 * BARS:
        length = float(random.choice([0.5, 1, 1, 1.5, 2]))
        chord = song.chords[int((at - 1) // 4) % len(song.chords)]
        pitch = low + (int(random.choice(chord)) - low) % 12 + shift
        notes.append(Note(at * beat, 0.95 * length * beat, pitch, str(random.choice(SYLLABLES))))
        at += length + float(random.choice([0, 0, 0, 1]))
    return notes


def _played(events: list[Event], tempo: Bpm) -> Samples:
    """Return FluidSynth's rendering, without its reverb and chorus."""
    messages: list[tuple[int, int, mido.Message]] = []
    channels: dict[int | None, int] = {None: 9}
    for at, length, note, level, program in events:
        if program not in channels:
            channels[program] = len(channels) - 1
            messages.append((0, 0, mido.Message("program_change", channel=channels[program], program=program)))
        for order, when, velocity in ((2, at, level), (1, at + length, 0)):
            on = mido.Message("note_on", channel=channels[program], note=note, velocity=velocity)
            messages.append((round(when * TICKS), order, on))
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))])
    now = 0
    for tick, _, message in sorted(messages, key=lambda entry: entry[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    with tempfile.TemporaryDirectory() as name:
        midi, wave = Path(name, "notes.mid"), Path(name, "notes.wav")
        mido.MidiFile(tracks=[track], ticks_per_beat=TICKS).save(midi)
        rate, kind = ("-r", str(SAMPLE_RATE)), ("-O", "float", "-T", "wav")
        program_line = ["fluidsynth", "-ni", "-q", "-R", "0", "-C", "0", "-g", "0.4", *rate, *kind, "-F", str(wave)]
        subprocess.run([*program_line, str(SOUNDFONT), str(midi)], check=True, capture_output=True)
        return _read(wave)


def _read(path: Path) -> Samples:
    samples: Samples = soundfile.read(path, dtype="float32", always_2d=True)[0]
    return samples


def _synthesised(events: list[Event], tempo: Bpm) -> Samples:
    """Return the same, rendered by the demo's synth."""
    beat = 60 / tempo
    track = np.zeros((round((4 * BARS + 4) * beat * SAMPLE_RATE), 2), np.float32)
    for at, length, note, level, program in events:
        if program is None:
            sound = DRUMS[note]
        elif program == 38:
            sound = synth.bass(note, length * beat)
        else:
            sound = synth.pluck(note, 1.0) if program == 24 else synth.chord([note], length * beat)
        synth.place(track, sound, at * beat, level / 127)
    return track


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
            return _read(after)

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


def main() -> None:
    """Render, fit and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songs", type=int, default=len(SONGS), help="so many of the songs")
    parser.add_argument("--ways", default=",".join(WAYS))
    options = parser.parse_args()
    wanted = options.ways.split(",")
    if shutil.which("fluidsynth") is None or not SOUNDFONT.is_file():
        parser.error("needs fluidsynth and fluid-soundfont-gm")
    ways = [way for way in wanted if is_installed(way)]
    for way in sorted(set(wanted) - set(ways)):
        print(f"{way} isn't installed and is left out")
    results: dict[tuple[float, int], dict[str, list[Floats]]] = defaultdict(lambda: defaultdict(list))
    took: dict[str, float] = defaultdict(float)
    for song in SONGS[: options.songs]:
        plain = rendered(song, 1.0, 0)
        for change in CHANGES:
            truth = rendered(song, *change)
            for way in ways:
                began = time.perf_counter()
                heard = fitted(way, song, plain, *change)
                took[way] += time.perf_counter() - began
                results[change][way].append(compared_parts(truth, heard))
        print(f"{song.name} is done", flush=True)
    for (speed, shift), rows in results.items():
        tell(rows, f"×{speed:.3f}, {shift:+d}")
    tell({way: [row for rows in results.values() for row in rows[way]] for way in ways}, "all together")
    print("seconds:", ", ".join(f"{way} {took[way]:.0f}" for way in ways))


if __name__ == "__main__":
    main()
