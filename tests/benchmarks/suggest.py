"""How often a voice finds its own band and key among others: rendered songs whose parts are known.

    python tests/benchmarks/suggest.py [--songs N] [--known FOLDER]

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm). Each song has three sections of 8 bars with
their own chords, some of them returning, played in one of the manners of `tests/support/truth_songs.py` and sung in
another key than the band's. --known: keeps what was heard, for the next run.

Each sung section is tried over every section of all songs in all 12 transpositions; sections that return are left out
beside the first. Columns: how often its own band comes first and among the first five, the probability that it beats
another (AUC), how often its transposition is right, all in %; at the end, how often that of a whole song is.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from random_songs import TUNE_BARS, Part, rendered

from mashstudio.analysis.beat_sounds import read_beat_sounds, write_beat_sounds
from mashstudio.core.jobs import Job
from mashstudio.document.mashability import SHIFTS, BandWindows, harmony, mashability, rhythm
from mashstudio.document.suggest import HeardSong, SectionStart, suggest
from mashstudio.model.beat_sound import Lead

FORM: Final = "VCVCBC"
BEATS: Final = 4 * TUNE_BARS
Floats = NDArray[np.float32]
Score = Callable[[Lead, BandWindows], Floats]


@dataclass(frozen=True, eq=False)
class Truth:
    """A rendered song: what is heard, and by how much its voice lies above its band."""

    heard: HeardSong
    shift: int


def truth(number: int, folder: Path) -> Truth:
    """Return a rendered song as it is heard; from `folder` if it was heard before."""
    known = folder / f"{number:03}"
    facts = known / "facts.npy"
    if not facts.exists():
        known.mkdir(parents=True, exist_ok=True)
        song = rendered(number, [Part(name) for name in FORM])
        with tempfile.TemporaryDirectory() as name:
            paths = {stem: Path(name, f"{stem}.npy") for stem in song.stems}
            for stem, path in paths.items():
                np.save(path, song.stems[stem])
            write_beat_sounds(paths, song.beats, known, job=Job())
        np.save(facts, [song.tempo, song.shift])
    tempo, shift = np.load(facts).tolist()
    lead, band = read_beat_sounds(known)
    sections = tuple(SectionStart(BEATS * index, name) for index, name in enumerate(FORM))
    return Truth(HeardSong(number, tempo, 4, np.arange(0, len(lead.activity), 4), sections, lead, band), int(shift))


def automashupper(lead: Lead, bands: BandWindows) -> Floats:
    """Return the cosine of both chromas for each window and transposition (Davies et al. 2014)."""
    here = lead.chroma[: bands.beats]
    windows = bands.band.chroma[bands.starts[:, None] + np.arange(bands.beats)]
    lengths = np.sqrt((windows**2).sum(axis=(1, 2))) * np.sqrt((here**2).sum()) + 1e-9
    turned = np.stack([np.roll(here, shift, axis=1) for shift in range(12)])
    cosines: Floats = (np.einsum("rtp,wtp->wr", turned, windows) / lengths[:, None]).astype(np.float32)
    return cosines


def whole(lead: Lead, bands: BandWindows) -> Floats:
    """Return our whole score, at equal tempi."""
    return mashability(harmony(lead, 0, bands), rhythm(lead, 0, bands, 4), 1.0)


SCORES: Final[dict[str, Score]] = {
    "AutoMashUpper's harmony": automashupper,
    "harmony": lambda lead, bands: harmony(lead, 0, bands),
    "harmony, rhythm, cost": whole,
}


def columns(songs: list[Truth], score: Score) -> list[float]:
    """Return the columns of one score."""
    starts = np.arange(len(FORM)) * BEATS
    bands = [BandWindows(song.heard.band, starts, BEATS) for song in songs]
    first, five, beaten, right = [], [], [], []
    for own, song in enumerate(songs):
        for index, name in enumerate(FORM):
            window = slice(BEATS * index, BEATS * (index + 1))
            lead = Lead(**{key: values[window] for key, values in vars(song.heard.lead).items()})
            scores = np.stack([score(lead, each) for each in bands])
            best = scores.max(axis=2)
            mine = best[own, index]
            others = np.ones(best.shape, np.bool_)
            others[own] = [each != name for each in FORM]
            better = int((best[others] > mine).sum())
            first.append(better == 0)
            five.append(better < 5)
            beaten.append(float((best[others] < mine).mean()))
            right.append(int(scores[own, index].argmax()) == -song.shift % 12)
    return [100 * float(np.mean(column)) for column in (first, five, beaten, right)]


def whole_songs(songs: list[Truth]) -> float:
    """Return how often the transposition of a voice's whole song is found over the same song's band, in %."""
    found = []
    for song in songs:
        silent = replace(song.heard.lead, activity=np.zeros_like(song.heard.lead.activity))
        band = replace(song.heard, source=-1, lead=silent)
        found.append((suggest([song.heard, band]).shifts[0].semitones - song.shift) % 12 == 0)
    return 100 * float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--songs", type=int, default=60)
    parser.add_argument("--known", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        songs = [truth(number, options.known or Path(name)) for number in range(options.songs)]
    print(f"{len(songs)} songs, {len(songs) * len(FORM)} sections; shifts {SHIFTS.min()} to {SHIFTS.max()}")
    print(f"{'':24} first  in 5   AUC  transposition")
    for label, score in SCORES.items():
        begun = time.process_time()
        first, five, auc, right = columns(songs, score)
        taken = time.process_time() - begun
        print(f"{label:24} {first:5.0f} {five:5.0f} {auc:5.0f} {right:14.0f}   ({taken:.1f} s of CPU)")
    print(f"whole songs' transposition right: {whole_songs(songs):.0f} %")


if __name__ == "__main__":
    main()
