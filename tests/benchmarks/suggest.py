"""How often a voice finds its own band and key among others: rendered songs whose parts are known.

    python tests/benchmarks/suggest.py [--songs N] [--separated N] [--real FOLDER] [--known FOLDER]

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm). Each song has three sections of 8 bars with
their own chords, some of them returning, played in one of the manners of `tests/support/truth_songs.py` and sung in
another key than the band's. --separated: so many of them once more, by the stems that our separator makes of the mix.
--real: songs that `python3 ../shared/tools/real_songs.py FOLDER` wrote. --known: keeps what was heard for the next run.

Each sung section is tried over every section of all songs in all 12 transpositions; sections that return are left out
beside the first. Columns: how often its own band comes first and among the first five, the probability that it beats
another (AUC), how often its transposition is right, how often 16 bars find place and transposition among all bars of
their own song, all in %; at the end, how often the transposition of a whole song is right.
"""

import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from random_songs import TUNE_BARS, Part, rendered

from mashstudio.analysis.beat_sounds import read_beat_sounds, write_beat_sounds
from mashstudio.core.jobs import Job
from mashstudio.core.units import Samples
from mashstudio.document.mashability import BandWindows, harmony, mashability, rhythm
from mashstudio.document.suggest import HeardSong, SectionStart, suggest
from mashstudio.model.beat_sound import Lead, is_busy
from mashstudio.model.stems import StemName
from mashstudio.separation.spleeter_separator import SpleeterSeparator

FORM: Final = "VCVCBC"
ALIKE: Final = 0.93
BEATS: Final = 4 * TUNE_BARS
Floats = NDArray[np.float32]
Score = Callable[[Lead, BandWindows], Floats]


@dataclass(frozen=True, eq=False)
class Truth:
    """A song whose parts belong together, and by how many semitones its voice lies above its band.

    Its sections are BEATS long; those of one name are alike.
    """

    heard: HeardSong
    shift: int


def rendered_truth(number: int, folder: Path, *, separate: bool) -> Truth:
    """Return a rendered song as it is heard; from `folder` if it was heard before. separate: by our own separator."""
    known = folder / f"{number:03}{'s' * separate}"
    facts = known / "facts.npy"
    if not facts.exists():
        known.mkdir(parents=True, exist_ok=True)
        song = rendered(number, [Part(name) for name in FORM])
        with tempfile.TemporaryDirectory() as name:
            paths = _saved(song.stems, Path(name))
            if separate:
                np.save(Path(name, "mix.npy"), sum(song.stems.values()))
                SpleeterSeparator().separate(Path(name, "mix.npy"), Path(name), job=Job())
            write_beat_sounds(paths, song.beats, known, job=Job())
        np.save(facts, [song.tempo, song.shift])
    tempo, shift = np.load(facts).tolist()
    lead, band = read_beat_sounds(known)
    sections = tuple(SectionStart(BEATS * index, name) for index, name in enumerate(FORM))
    return Truth(HeardSong(number, tempo, 4, np.arange(0, len(lead.activity), 4), sections, lead, band), int(shift))


def real_truths(folder: Path) -> list[Truth]:
    """Return the songs that `../shared/tools/real_songs.py` wrote: a guitar over what else plays."""
    found = []
    for number, path in enumerate(sorted(folder.glob("*.json"))):
        facts = json.loads(path.read_text("utf-8"))
        beats = np.array(facts["beats"])
        downbeats = np.arange(0, len(beats), 4)
        guitar, backing = (
            soundfile.read(path.with_suffix(f".{part}.wav"), dtype="float32", always_2d=True)[0]
            for part in ("guitar", "backing")
        )
        silence = np.zeros_like(backing)
        stems = dict(zip(StemName, (guitar, silence, silence, backing), strict=True))
        with tempfile.TemporaryDirectory() as name:
            write_beat_sounds(_saved(stems, Path(name)), beats, Path(name), job=Job())
            lead, band = read_beat_sounds(Path(name))
        starts = [start for start in downbeats[::TUNE_BARS].tolist() if start + BEATS <= len(beats)]
        windows = band.harmony[np.array(starts)[:, None] + np.arange(BEATS)]
        unit = windows / np.linalg.norm(windows, axis=2, keepdims=True)
        alike = np.einsum("atp,btp->abt", unit, unit).mean(axis=2) > ALIKE
        sections = tuple(SectionStart(start, str(row.argmax())) for start, row in zip(starts, alike, strict=True))
        tempo = 60 / float(np.median(np.diff(beats)))
        found.append(Truth(HeardSong(number, tempo, 4, downbeats, sections, lead, band), 0))
    return found


def _saved(stems: Mapping[StemName, Samples], folder: Path) -> dict[StemName, Path]:
    paths = {stem: folder / f"{stem}.npy" for stem in stems}
    for stem, path in paths.items():
        np.save(path, stems[stem])
    return paths


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


def columns(songs: Sequence[Truth], score: Score) -> list[float]:
    """Return the columns of one score."""
    bands = [
        BandWindows(song.heard.band, np.array([each.beat for each in song.heard.sections]), BEATS) for song in songs
    ]
    first, five, beaten, right = [], [], [], []
    for own, song in enumerate(songs):
        names = np.array([section.name for section in song.heard.sections])
        for index, section in enumerate(song.heard.sections):
            window = slice(section.beat, section.beat + BEATS)
            lead = Lead(**{key: values[window] for key, values in vars(song.heard.lead).items()})
            if not is_busy(lead.activity):
                continue
            scores = [score(lead, each) for each in bands]
            mine = scores[own][index]
            scores[own] = scores[own][names != section.name]
            others = np.concatenate(scores).max(axis=1)
            better = int((others > mine.max()).sum())
            first.append(better == 0)
            five.append(better < 5)
            beaten.append(float((others < mine.max()).mean()))
            right.append(int(mine.argmax()) == -song.shift % 12)
    return [100 * float(np.mean(column)) for column in (first, five, beaten, right)]


def whole_songs(songs: Sequence[Truth]) -> float:
    """Return how often the transposition of a voice's whole song is found over the same song's band, in %."""
    found = []
    for song in songs:
        silent = replace(song.heard.lead, activity=np.zeros_like(song.heard.lead.activity))
        band = replace(song.heard, source=-1, lead=silent)
        found.append((suggest([song.heard, band]).shifts[0].semitones - song.shift) % 12 == 0)
    return 100 * float(np.mean(found))


def within(songs: Sequence[Truth], score: Score) -> float:
    """Return how often 16 bars of a voice find both their bar and transposition in their own song's band, in %.

    Where the band plays nearly the same, they are found as well.
    """
    found, beats = [], 2 * BEATS
    for song in songs:
        heard = song.heard
        bands = BandWindows(heard.band, heard.downbeats[heard.downbeats + beats <= len(heard.lead.activity)], beats)
        unit = heard.band.harmony / np.linalg.norm(heard.band.harmony, axis=1, keepdims=True)
        for start in [section.beat for section in heard.sections]:
            lead = Lead(**{key: values[start : start + beats] for key, values in vars(heard.lead).items()})
            if len(lead.activity) == beats and is_busy(lead.activity):
                best, shift = divmod(int(score(lead, bands).argmax()), 12)
                at = int(bands.starts[best])
                alike = float((unit[at : at + beats] * unit[start : start + beats]).sum(axis=1).mean())
                found.append(alike > ALIKE and shift == -song.shift % 12)
    return 100 * float(np.mean(found))


def report(title: str, songs: Sequence[Truth]) -> None:
    """Print a table of all scores."""
    print(f"{title}: {len(songs)} songs, {sum(len(song.heard.sections) for song in songs)} sections")
    print(f"  {'':24} first  in 5   AUC  transposition  16 bars within")
    for label, score in SCORES.items():
        first, five, auc, right = columns(songs, score)
        print(f"  {label:24} {first:5.0f} {five:5.0f} {auc:5.0f} {right:14.0f} {within(songs, score):15.0f}")
    print(f"  whole songs' transposition right: {whole_songs(songs):.0f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songs", type=int, default=60)
    parser.add_argument("--separated", type=int, default=0)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--known", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        known = options.known or Path(name)
        report("Rendered", [rendered_truth(number, known, separate=False) for number in range(options.songs)])
        if options.separated:
            songs = [rendered_truth(number, known, separate=True) for number in range(options.separated)]
            report("Rendered, mixed and separated", songs)
    if options.real:
        report("Real guitars", real_truths(options.real))


if __name__ == "__main__":
    main()
