#!/usr/bin/env python3
"""Render the demo: two short songs of our own, and a prepared mashup of them.

    .venv/bin/python resources/demo/render_demo.py

Writes low-tide.ogg, neon-rain.ogg and demo.mash beside this file, and the songs' stems and analysis into prepared/, so
that the demo can be played at once. With --analysis, only analyse the existing songs again; needed whenever a feature's
version rises.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import synth
from singer import MEZZO, TENOR, Note, Singer, sing

from mashstudio.analysis.features import FEATURES, LATER, cached_under, find_features
from mashstudio.audio.decode import decode
from mashstudio.audio.decoded import SAMPLES_FILE
from mashstudio.audio.encode import AudioFormat, Tags, write_audio
from mashstudio.audio.loudness import measure
from mashstudio.audio.prepared import FACTS_FILE, PREPARED, prepared_folder
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.document.cells_text import parse_cells
from mashstudio.document.project import save_project
from mashstudio.model.key import Key, parse_key
from mashstudio.model.mashup import Mashup, SongSource, usual_lanes
from mashstudio.model.song import SongRef
from mashstudio.model.stems import StemName
from mashstudio.separation.stem_files import ESTIMATED

HERE = Path(__file__).parent
LOUDNESS = -15.0
BARS = 32
# The singer is about as loud as all others together.
VOICE = 2.0

# A melody: beat in the phrase, length in beats, MIDI note, syllable (phonetic); a phrase has 8 bars of 4.
Melody = Sequence[tuple[float, float, int, str]]

LOW_TIDE_VERSE: Melody = [
    (0, 1.5, 69, "slo"), (1.5, 0.5, 72, "li"), (2, 2, 71, "da"),
    (4.5, 0.5, 69, "mu"), (5, 1, 67, "wi"), (6, 2, 64, "rai"),
    (8, 1.5, 65, "o"), (9.5, 0.5, 69, "wa"), (10, 2, 74, "ra"),
    (12.5, 0.5, 71, "si"), (13, 1, 69, "so"), (14, 2, 68, "lo"),
    (16, 1.5, 69, "ho"), (17.5, 0.5, 72, "mi"), (18, 2, 76, "mai"),
    (20.5, 0.5, 72, "la"), (21, 1, 71, "da"), (22, 2, 69, "tai"),
    (24, 1.5, 64, "no"), (25.5, 0.5, 68, "we"), (26, 2, 71, "tu"), (28, 1, 72, "go"), (29, 3, 69, "bai"),
]  # fmt: skip
LOW_TIDE_CHORUS: Melody = [
    (0, 2, 76, "lo"), (2, 1, 74, "tai"), (3, 1, 72, "ka"), (4, 3, 72, "ba"), (7, 1, 71, "a"),
    (8, 2, 74, "rau"), (10, 1, 72, "tu"), (11, 1, 69, "mai"), (12, 3, 68, "do"), (15, 1, 71, "wi"),
    (16, 2, 76, "no"), (18, 1, 77, "o"), (19, 1, 76, "da"), (20, 3, 72, "wei"), (23, 1, 72, "da"),
    (24, 2, 71, "si"), (26, 2, 68, "wi"), (28, 4, 69, "go"),
]  # fmt: skip
NEON_RAIN_VERSE: Melody = [
    (0.5, 0.5, 57, "ne"), (1, 1, 57, "o"), (2, 0.5, 59, "bi"),
    (2.5, 1.5, 57, "ga"), (4.5, 0.5, 54, "o"), (5, 2.5, 57, "ne"),
    (8.5, 0.5, 59, "u"), (9, 1, 59, "ri"), (10, 0.5, 61, "no"),
    (10.5, 1.5, 59, "re"), (12.5, 0.5, 57, "so"), (13, 2.5, 54, "ri"),
    (16.5, 0.5, 55, "da"), (17, 1, 55, "si"), (18, 0.5, 57, "ba"),
    (18.5, 1.5, 59, "da"), (20.5, 0.5, 62, "bo"), (21, 2.5, 59, "ne"),
    (24.5, 0.5, 57, "bi"), (25, 1, 57, "ga"), (26, 0.5, 55, "ga"),
    (26.5, 1.5, 52, "do"), (28, 1, 54, "no"), (29, 2.5, 57, "re"),
]  # fmt: skip
NEON_RAIN_CHORUS: Melody = [
    (0, 1, 62, "ne"), (1, 1, 61, "o"), (2, 2, 62, "bi"), (4, 1, 66, "o"), (5, 3, 64, "ne"),
    (8, 1, 62, "u"), (9, 1, 61, "ri"), (10, 2, 59, "no"), (12, 1, 57, "re"), (13, 3, 59, "ne"),
    (16, 1, 59, "ba"), (17, 1, 61, "da"), (18, 2, 62, "ga"), (20, 1, 64, "bo"), (21, 3, 67, "yo"),
    (24, 1, 66, "no"), (25, 1, 64, "re"), (26, 2, 61, "ha"), (28, 4, 62, "ne"),
]  # fmt: skip


@dataclass(frozen=True)
class Score:
    """A song's score. chords: one per bar of the phrase, as MIDI notes, the root first."""

    title: str
    file: str
    tempo: float
    key: Key
    chords: tuple[tuple[int, ...], ...]
    singer: Singer
    verse: Melody
    chorus: Melody
    four_on_the_floor: bool


LOW_TIDE = Score(
    title="Low Tide",
    file="low-tide.ogg",
    tempo=104,
    key=parse_key("A minor"),
    chords=(
        *((57, 60, 64), (57, 60, 64), (50, 53, 57), (52, 56, 59)),
        *((57, 60, 64), (53, 57, 60), (52, 56, 59), (57, 60, 64)),
    ),
    singer=MEZZO,
    verse=LOW_TIDE_VERSE,
    chorus=LOW_TIDE_CHORUS,
    four_on_the_floor=False,
)
NEON_RAIN = Score(
    title="네온 비 (Neon Rain)",
    file="neon-rain.ogg",
    tempo=122,
    key=parse_key("D major"),
    chords=(
        (50, 54, 57),
        (50, 54, 57),
        (47, 50, 54),
        (47, 50, 54),
        (55, 59, 62),
        (55, 59, 62),
        (57, 61, 64),
        (57, 61, 64),
    ),
    singer=TENOR,
    verse=NEON_RAIN_VERSE,
    chorus=NEON_RAIN_CHORUS,
    four_on_the_floor=True,
)

# 4 phrases of 8 bars: each song's instruments accompany the other's voice, then both sing.
CELLS = (
    "B:drums@1-128 B:bass@9-96 B:other@9-64 A:vocals@33-64 "
    "B:vocals@65-96 A:other@65-128 A:bass@97-128 A:vocals@97-128 A:drums@113-128"
)


def render_song(score: Score) -> Samples:
    """Return the song: intro, verse, chorus and a last verse over the chorus' chords, 8 bars each."""
    return mixed(render_parts(score))[0]


def mixed(parts: dict[StemName, Samples]) -> tuple[Samples, dict[StemName, Samples]]:
    """Return the song, and its parts scaled so that they add up to it."""
    plain = np.sum(list(parts.values()), axis=0, dtype=np.float32)
    # Soft clipping of the loudest peaks, before the level is set.
    mix = np.tanh(plain * np.float32(0.7)).astype(np.float32)
    loudness = measure(mix)
    gain = np.float32(10 ** (min(LOUDNESS - loudness.integrated, -1.5 - loudness.true_peak) / 20))
    rounded = np.divide(mix, plain, out=np.full_like(mix, 0.7), where=np.abs(plain) > 1e-6)
    return mix * gain, {stem: part * rounded * gain for stem, part in parts.items()}


def render_parts(score: Score) -> dict[StemName, Samples]:
    """Return each stem of the song before mixing."""
    beat = 60 / score.tempo
    frames = round(_duration(score) * SAMPLE_RATE)
    parts = {stem: np.zeros((frames, 2), np.float32) for stem in StemName}
    for phrase in range(4):
        start = phrase * 32
        for bar in range(8):
            chord = score.chords[bar]
            _play_drums(
                parts[StemName.DRUMS], score, start + bar * 4, beat, fill=bar == 7, light=phrase == 0 and bar < 4
            )
            _play_bar(parts, score, start + bar * 4, beat, chord, busy=phrase >= 2)
    parts[StemName.VOCALS] += render_voice(score)
    parts[StemName.OTHER] = synth.room(parts[StemName.OTHER], wet=0.2)
    return parts


def render_voice(score: Score) -> Samples:
    """Return the voice of the song's singer."""
    beat = 60 / score.tempo
    notes = [
        Note((phrase * 32 + at) * beat, length * beat * 0.96, midi, syllable)
        for phrase, melody in ((1, score.verse), (2, score.chorus), (3, score.verse))
        for at, length, midi, syllable in melody
    ]
    return synth.room(np.float32(VOICE) * sing(notes, _duration(score), score.singer), wet=0.18)


def _duration(score: Score) -> float:
    """Return the length in seconds: all bars, and a moment for the last sound to decay."""
    return BARS * 4 * 60 / score.tempo + 1.5


def _play_drums(track: Samples, score: Score, at: int, beat: float, *, fill: bool, light: bool) -> None:
    kick, snare, hat, clap = synth.kick(), synth.snare(), synth.hat(), synth.clap()
    kicks = (0, 1, 2, 3) if score.four_on_the_floor else (0, 1.5, 2.5)
    for step in kicks:
        synth.place(track, kick, (at + step) * beat, 0.75)
    for step in (1, 3):
        synth.place(track, clap if score.four_on_the_floor else snare, (at + step) * beat, 0.7)
    for eighth in range(8):
        level = 0.35 if eighth % 2 == 0 else 0.5
        open_now = score.four_on_the_floor and eighth % 2 == 1 and not light
        synth.place(track, synth.hat(is_open=True) if open_now else hat, (at + eighth / 2) * beat, level)
    if fill:
        for step in (3.25, 3.5, 3.75):
            synth.place(track, snare, (at + step) * beat, 0.45)


def _play_bar(
    parts: dict[StemName, Samples], score: Score, at: int, beat: float, chord: tuple[int, ...], *, busy: bool
) -> None:
    root = chord[0] - 24 if chord[0] >= 52 else chord[0] - 12
    steps = [0.5, 1.5, 2.5, 3.5] if score.four_on_the_floor else [0, 1.5, 2, 3]
    for step in steps:
        synth.place(parts[StemName.BASS], synth.bass(root, 0.45 * beat), (at + step) * beat, 0.75)
    if score.four_on_the_floor:
        synth.place(parts[StemName.BASS], synth.bass(root, 0.4 * beat), at * beat, 0.75)
    other = parts[StemName.OTHER]
    synth.place(other, synth.chord([*chord, chord[0] + 12], 4 * beat), at * beat, 0.55)
    tones = [note + 12 for note in (*chord, chord[1])]
    for number in range(8 if busy else 4):
        step = number / 2 if busy else number
        pan = -0.5 if number % 2 else 0.5
        synth.place(other, synth.pluck(tones[number % 4], beat, pan), (at + step) * beat, 0.6)


def write_song(score: Score) -> SongRef:
    """Render and write a song; return its reference for a project."""
    samples = render_song(score)
    path = HERE / score.file
    tags = Tags(title=score.title, artist="MashStudio", bpm=score.tempo, key=score.key, comment="GPL-3.0-or-later")
    write_audio(path, [samples], len(samples), AudioFormat("ogg", quality=0.5), tags, job=Job())
    return SongRef(path, hashlib.sha256(path.read_bytes()).hexdigest(), score.title)


def write_prepared(score: Score, sha256: str) -> None:
    """Write the stems of a written song, and its analysis."""
    stems, folder = mixed(render_parts(score))[1], prepared_folder(sha256)
    folder.mkdir(parents=True, exist_ok=True)
    for stem in ESTIMATED:
        file = folder / f"{stem}.ogg"
        write_audio(file, [stems[stem]], len(stems[stem]), AudioFormat("ogg", quality=0.4), Tags(), job=Job())
    write_facts(score, sha256)


def write_facts(score: Score, sha256: str) -> None:
    """Write the analysis of a song whose stems have been written."""
    folder = prepared_folder(sha256)
    facts = {
        "title": score.title,
        "stems": [hashlib.sha256((folder / f"{stem}.ogg").read_bytes()).hexdigest() for stem in ESTIMATED],
        "features": features_of(HERE / score.file),
    }
    (folder / FACTS_FILE).write_text(json.dumps(facts, ensure_ascii=False) + "\n", "utf-8")


def features_of(path: Path) -> dict[str, object]:
    """Return the analysis of the song at `path`: each feature's parameters and fields, as JSON."""
    names, parameters = [feature.name for feature in (*FEATURES, *LATER)], cached_under()
    with tempfile.TemporaryDirectory() as folder:
        decode(path, Path(folder), job=Job())
        found = find_features(Path(folder, SAMPLES_FILE), names, {}, job=Job())
        return {name: {"parameters": parameters[name], "fields": fields} for name, fields in found}


def demo_mashup(songs: Sequence[SongRef]) -> Mashup:
    """Return the prepared mashup."""
    sources = tuple(SongSource(source, song, rate=1.0) for source, song in enumerate(songs))
    lanes = tuple(lane for source in sources for lane in usual_lanes(source.id))
    return Mashup(sources, lanes, parse_cells(CELLS, lanes, {source.id: BARS * 4 for source in sources}))


def main() -> None:
    """Render everything; with --analysis, only analyse the existing songs again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--analysis", action="store_true", help="only analyse the songs anew")
    scores = (LOW_TIDE, NEON_RAIN)
    if parser.parse_args().analysis:
        for score in scores:
            write_facts(score, hashlib.sha256((HERE / score.file).read_bytes()).hexdigest())
        return
    shutil.rmtree(PREPARED, ignore_errors=True)
    refs = (write_song(LOW_TIDE), write_song(NEON_RAIN))
    for score, ref in zip(scores, refs, strict=True):
        write_prepared(score, ref.sha256)
    save_project(demo_mashup(refs), HERE / "demo.mash")
    (HERE / "demo.mash~").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
