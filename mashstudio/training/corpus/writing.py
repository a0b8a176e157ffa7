"""A corpus on disk: songs with everything that is true of them. Runs in child processes."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.core.files import write_text
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.training.corpus.augment import augmented, changes_of
from mashstudio.training.corpus.grooves import song
from mashstudio.training.corpus.harmony import chord_label, key_label
from mashstudio.training.corpus.machine import perform
from mashstudio.training.corpus.sampler import play
from mashstudio.training.corpus.score import DRUM_PART, PARTS, Score
from mashstudio.training.corpus.styles import MACHINE

TRACKS: Final = "tracks"
_FLAC: Final = AudioFormat("flac", "pcm16")
_LEVELS_DB: Final = (-20.0, -21.0, -25.0, -24.0)
_PEAK: Final = 0.9


def name_of(number: int) -> str:
    """Return what a song's files are called."""
    return f"{number:05}"


def write_songs(numbers: Sequence[int], seed: int, mma: bool, soundfont: Path, folder: Path, *, job: Job) -> None:
    """Write the songs of these numbers that aren't in `folder` yet. mma: every second one is to a groove of MMA."""
    for done, number in enumerate(numbers):
        job.report(done / len(numbers), Message("Rendering song {number}", number=number + 1))
        if not (folder / TRACKS / f"{name_of(number)}.flac").exists():
            write_song(song(number, seed, mma=mma), seed, soundfont, folder, job=job)
    job.report(1, Message("Rendering songs"))


def write_song(score: Score, seed: int, soundfont: Path, folder: Path, *, job: Job) -> None:
    """Write a song's stems, its beats, sections and chords, and its track last."""
    name = name_of(score.number)
    stems = rendered(score, seed, soundfont)
    mix = np.asarray(sum(stems), np.float32)
    changes, dice = facts_of(score, seed)["changes"], random.Random(f"{seed} changes {score.number}")
    job.check()
    track = augmented(mix, changes, dice)
    for file in ("beats", "segments", "chords", "stems", TRACKS):
        (folder / file).mkdir(exist_ok=True)
    (folder / "stems" / name).mkdir(exist_ok=True)
    quiet = Job(parent=job)
    for part, stem in zip(PARTS, stems, strict=True):
        write_audio(folder / "stems" / name / f"{part}.flac", [stem], len(stem), _FLAC, Tags(), job=quiet)
    for file, lines in (
        (f"beats/{name}.beats", beat_lines(score)),
        (f"segments/{name}.lab", section_lines(score)),
        (f"chords/{name}.lab", chord_lines(score)),
    ):
        write_text(folder / file, "".join(f"{line}\n" for line in lines))
    write_audio(folder / TRACKS / f"{name}.flac", [track], len(track), _FLAC, Tags(), job=quiet)


def rendered(score: Score, seed: int, soundfont: Path) -> list[Samples]:
    """Return the song's stems in the order of PARTS, balanced; they add up to the song before its changes."""
    frames = round(score.seconds * SAMPLE_RATE)
    dice = random.Random(f"{seed} mix {score.number}")
    stems = play(score.notes, frames, len(PARTS), soundfont)
    if score.hits:
        stems[DRUM_PART] += perform(score.hits, frames, dice)
    for part, level in enumerate(_LEVELS_DB):
        loudness = float(np.sqrt((stems[part] ** 2).mean()))
        if loudness > 0:
            stems[part] *= np.float32(10 ** ((level + dice.uniform(-3, 3)) / 20) / loudness)
    peak = max(float(np.abs(sum(stems)).max()), *(float(np.abs(stem).max()) for stem in stems), 1e-9)
    return [stem * np.float32(_PEAK / peak) for stem in stems]


def facts_of(score: Score, seed: int) -> dict[str, Any]:
    """Return a song's line in the list of songs."""
    style = score.style
    return {
        "id": name_of(score.number),
        "style": style.name,
        "tempo": round(score.tempo, 3),
        "meter": style.meter,
        "division": style.steps,
        "swing": round(score.swing, 3),
        "key": key_label(style, score.tonic),
        "seconds": round(score.seconds, 3),
        "tempo_changes": score.manner.words,
        "drums": "machine" if score.kit == MACHINE else "soundfont",
        "changes": changes_of(random.Random(f"{seed} augment {score.number}")),
    }


def beat_lines(score: Score) -> list[str]:
    """Return every beat's time and its place in its bar, from 1."""
    meter = score.style.meter
    return [f"{time:.6f}\t{beat % meter + 1}" for beat, time in enumerate(score.beats[:-1])]


def section_lines(score: Score) -> list[str]:
    """Return every section's start, end and name."""
    meter = score.style.meter
    ends = [(score.beats[each.bar * meter], score.beats[(each.bar + each.bars) * meter]) for each in score.sections]
    return [f"{start:.6f}\t{end:.6f}\t{each.name}" for (start, end), each in zip(ends, score.sections, strict=True)]


def chord_lines(score: Score) -> list[str]:
    """Return every bar's start, end and chord."""
    bars = score.beats[:: score.style.meter]
    return [f"{bars[bar]:.6f}\t{bars[bar + 1]:.6f}\t{chord_label(chord)}" for bar, chord in enumerate(score.chords)]
