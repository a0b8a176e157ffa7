"""Ten songs for `truth.py` that can be rendered at any tempo and in any key: eight by General MIDI, two by the demo's
synth, all sung by the demo's singers.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "resources" / "demo")]

import mido
import synth
from singer import MEZZO, TENOR, Note, Singer, sing

from mashstudio.core.units import SAMPLE_RATE, Bpm, Samples
from mashstudio.model.stems import StemName

SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
TICKS = 480
BARS = 10
SYLLABLES = ("la", "mi", "so", "da", "no", "re", "wa", "bi", "tu", "gai", "ha", "lo")

Stems = dict[StemName, Samples]


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
    Song(
        "metal", 164, {36: "XxxXxxXxX.x.XxXx", 38: "....X.......X...", 51: "X.x.X.x.X.x.X.x.", 49: "X" + 15 * "."},
        (34, "XxxXxxXxX.x.XxXx"), ((30, "XxxXxxXxX.x.XxXx"), (29, "X.......x.......")),
        ((52, 59), (52, 59), (55, 62), (53, 60)), TENOR,
    ),
    Song(
        "jazz", 138, {51: "x...x..ox...x..o", 44: "....x.......x...", 36: "o.......o.......", 38: "......o.......o."},
        (32, "x...x...x...x..o"), ((0, "..x....x..x....."), (66, "x.....x....x....")),
        ((50, 53, 57, 60), (55, 59, 62, 65), (48, 52, 55, 59), (57, 60, 64, 67)), MEZZO,
    ),
    Song(
        "reggae", 74, {36: "........X.......", 37: "........x.....o.", 42: "x.xox.xox.xox.xo", 56: "..o.......o....."},
        (33, "x..x..x...x.x..."), ((16, "..x...x...x...x."), (27, "..X...X...X...X.")),
        ((57, 60, 64), (55, 59, 62), (53, 57, 60), (52, 55, 59)), TENOR,
    ),
    Song(
        "break", 172, {36: "X.........X.....", 38: "....X..o.o..X..o", 42: "x.x.x.x.x.x.x.x.", 46: 14 * "." + "x."},
        (39, "X.....x...X....."), ((90, "x" + 15 * "."), (11, "x.....x.....x...")),
        ((53, 56, 60), (49, 53, 56), (51, 55, 58), (56, 60, 63)), MEZZO,
    ),
    Song(
        "steps", 92, {36: "X..X....X..X....", 39: "....X.......X...", 42: "oxoxoxoxoxoxoxox"},
        (38, "X..x....X..x.x.."), ((24, "x..x..x.x..x..x."), (4, "x.......x.......")),
        ((55, 59, 62), (52, 55, 59), (48, 52, 55), (50, 54, 57)), TENOR, by_synth=True,
    ),
)  # fmt: skip
DRUMS = {36: synth.kick(), 38: synth.snare(), 39: synth.clap(), 42: synth.hat(), 46: synth.hat(is_open=True)}


def rendered(song: Song, speed: float, shift: int) -> Stems:
    """Return the song at `speed` times its tempo, with everything but the drums `shift` semitones up."""
    tempo = song.tempo * speed
    seconds = (4 * BARS + 2) * 60 / tempo
    voice = sing(_melody(song, speed, shift), seconds, song.singer) * np.float32(1.5)
    parts = played(song, tempo, shift, BARS)
    return {stem: _fill(part, round(seconds * SAMPLE_RATE)) for stem, part in {StemName.VOCALS: voice, **parts}.items()}


def played(song: Song, tempo: Bpm, shift: int, bars: int) -> Stems:
    """Return what all but the singer play for `bars`, each stem as long as it sounds; the first beat is a rest."""
    play = _synthesised if song.by_synth else _played
    return {stem: play(events, tempo) for stem, events in _events(song, shift, bars).items()}


def _fill(sound: Samples, frames: int) -> Samples:
    return np.pad(sound[:frames], ((0, max(frames - len(sound), 0)), (0, 0)))


# Beat, length in beats, MIDI note, velocity (1–127), General MIDI program (None: drums).
Event = tuple[float, float, int, int, int | None]


def _events(song: Song, shift: int, bars: int) -> dict[StemName, list[Event]]:
    """Return the notes of all but the singer; the first beat is a rest."""
    loud = {"X": 112, "x": 90, "o": 55}
    notes: dict[StemName, list[Event]] = {StemName.DRUMS: [], StemName.BASS: [], StemName.OTHER: []}
    for bar in range(bars):
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
        return read(wave)


def read(path: Path) -> Samples:
    """Return a sound file's samples."""
    samples: Samples = soundfile.read(path, dtype="float32", always_2d=True)[0]
    return samples


def _synthesised(events: list[Event], tempo: Bpm) -> Samples:
    """Return the same, rendered by the demo's synth."""
    beat = 60 / tempo
    last = max(at for at, *_ in events)
    track = np.zeros((round((last + 8) * beat * SAMPLE_RATE), 2), np.float32)
    for at, length, note, level, program in events:
        if program is None:
            sound = DRUMS[note]
        elif program == 38:
            sound = synth.bass(note, length * beat)
        else:
            sound = synth.pluck(note, 1.0) if program == 24 else synth.chord([note], length * beat)
        synth.place(track, sound, at * beat, level / 127)
    return track
