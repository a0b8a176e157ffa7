"""How well the embedding finds songs of the same group, against MFCC statistics: mean average precision.

Two sets of ten groups of eight songs, all rendered, in any key, at tempi 15 % around the groove's, with different
chords and one of two soundfonts. Arrangements: a group's songs share their groove, so their instruments. Styles: each
has another groove of one style, by different authors with different instruments. Needs mma, fluidsynth,
timgm6mb-soundfont and fluid-soundfont-gm; takes some ten minutes:

    python tests/benchmarks/similar.py
"""

import random
import re
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import librosa
import numpy as np
import soundfile
from numpy.typing import NDArray

from mashstudio.analysis.sound import open_sound
from mashstudio.analysis.tagging import hear
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.character import Character, character_from_json, likeness

Floats = NDArray[np.float64]

LIBRARY: Final = Path("/usr/share/mma/lib")
SOUNDFONTS: Final = ("/usr/share/sounds/sf2/TimGM6mb.sf2", "/usr/share/sounds/sf2/FluidR3_GM.sf2")
SECONDS: Final = 30
SPEED: Final = 0.15
"""By how much at most a song is faster or slower than its style."""

GROOVES: Final = {
    "rock": "casio/rock1 casio/rock2 casio/slowrock casio/60srock casio/digitalrock casio/shufflerock stdlib/60srock "
            "stdlib/basicrock",
    "techno": "casio/techno casio/rave casio/trance1 casio/trance2 casio/dance1 casio/dance2 casio/house "
              "stdlib/trance",
    "jazz": "casio/jazzcombo casio/modernjazz yamaha/jazztrio yamaha/jazzswing stdlib/swing stdlib/bebop "
            "stdlib/modernjazz stdlib/nitejazz",
    "big band": "casio/fastbigband casio/middlebigband casio/slowbigband stdlib/bigband yamaha/jazzbasie "
                "stdlib/foxtrot stdlib/charleston casio/quickstep",
    "ballad": "casio/8beatballad1 casio/8beatballad2 casio/16beatballad1 casio/16beatballad2 casio/popballad "
              "casio/oldieballad stdlib/pianoballad stdlib/stringballad",
    "latin": "stdlib/salsa stdlib/mambo yamaha/salsa1 yamaha/mambo stdlib/merengue stdlib/chacha stdlib/son "
             "stdlib/afro-cuban",
    "country": "stdlib/bluegrass stdlib/countryswing stdlib/slowcountry stdlib/hillcountry stdlib/westernswing "
               "stdlib/countryblues yamaha/western yamaha/jazzcountry",
    "waltz": "stdlib/waltz stdlib/vienesewaltz stdlib/frenchwaltz stdlib/countrywaltz stdlib/latinwaltz "
             "stdlib/fastwaltz casio/popwaltz casio/jazzwaltz",
    "march": "casio/germanmarch casio/march1 casio/polka casio/polkafox stdlib/march stdlib/bwmarch stdlib/dixiemarch "
             "stdlib/68march",
    "funk": "casio/funk1 casio/funk2 casio/discosoul casio/60ssoul casio/soul casio/soulpop stdlib/dsoul stdlib/bvfunk",
}  # fmt: skip
ROOTS: Final = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
CHORDS: Final = (
    ((0, ""), (9, "m"), (5, ""), (7, "7")),
    ((0, ""), (5, ""), (7, "7"), (0, "")),
    ((9, "m"), (5, ""), (0, ""), (7, "")),
    ((2, "m"), (7, "7"), (0, ""), (9, "m")),
    ((0, ""), (7, ""), (9, "m"), (5, "")),
    ((9, "m"), (2, "m"), (4, "7"), (9, "m")),
)


class Song(NamedTuple):
    """A rendered song of a group: what both methods make of it."""

    group: str
    character: Character
    timbre: Floats


def render(groove: str, dice: random.Random, folder: Path) -> Samples:
    """Return half a minute in the style `groove`."""
    text = (LIBRARY / f"{groove}.mma").read_text("latin-1")
    name = re.findall(r"^\s*defgroove\s+(\S+)", text, re.MULTILINE | re.IGNORECASE)[0]
    found = re.search(r"^\s*tempo\s+(\d+)", text, re.MULTILINE | re.IGNORECASE)
    tempo = (int(found[1]) if found else 120) * dice.uniform(1 - SPEED, 1 + SPEED)
    key, chords = dice.randrange(12), dice.choice(CHORDS)
    lines = [f"Use {groove}", f"Groove {name}", f"Tempo {tempo:.0f}"]
    for bar in range(64):
        root, kind = chords[bar % 4]
        lines.append(f"{bar + 1} {ROOTS[(root + key) % 12]}{kind}")
    score, midi, wave = (folder / f"song.{ending}" for ending in ("mma", "mid", "wav"))
    score.write_text("\n".join(lines) + "\n")
    subprocess.run(["mma", "-f", str(midi), str(score)], check=True, capture_output=True)
    play = ["fluidsynth", "-ni", "-q", "-r", str(SAMPLE_RATE), "-F", str(wave), dice.choice(SOUNDFONTS), str(midi)]
    subprocess.run(play, check=True, capture_output=True)
    samples, _rate = soundfile.read(wave, SECONDS * SAMPLE_RATE, dtype="float32")
    return np.asarray(samples / max(float(np.abs(samples).max()), 1e-9) * 0.9, np.float32)


def mfcc_statistics(samples: Samples) -> Floats:
    """Return mean and deviation of 20 MFCC and of their differences."""
    mono = librosa.resample(samples.mean(axis=1), orig_sr=SAMPLE_RATE, target_sr=22_050)
    mfcc = librosa.feature.mfcc(y=mono, sr=22_050, n_mfcc=20)
    both = np.concatenate([mfcc, librosa.feature.delta(mfcc)])
    return np.concatenate([both.mean(axis=1), both.std(axis=1)])


def made(group: str, groove: str, seed: int) -> Song:
    """Render a song, and let both methods hear it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        samples = render(groove, random.Random(seed), folder)
        np.save(folder / "song.npy", samples)
        character = character_from_json(hear(open_sound(folder / "song.npy"), job=Job()))
    return Song(group, character, mfcc_statistics(samples))


def mean_average_precision(alike: Floats, groups: list[str]) -> float:
    """Return the MAP of every song's ranking of the others."""
    same = np.array(groups)[:, None] == np.array(groups)
    precisions = []
    for index, row in enumerate(alike):
        ranked = [other for other in np.argsort(-row, kind="stable") if other != index]
        hits = same[index, ranked]
        precisions.append(float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean()))
    return float(np.mean(precisions))


def compare(name: str, wanted: Sequence[tuple[str, str]]) -> None:
    """Print the MAP of both methods on songs of these groups and grooves."""
    with ThreadPoolExecutor(2) as pool:
        works = [pool.submit(partial(made, group, groove, seed)) for seed, (group, groove) in enumerate(wanted)]
        songs = [work.result() for work in works]
    groups = [song.group for song in songs]
    timbre = np.array([song.timbre for song in songs])
    timbre = (timbre - timbre.mean(axis=0)) / timbre.std(axis=0)
    alike = np.array([[likeness(one.character, other.character) for other in songs] for one in songs])
    distant = np.linalg.norm(timbre[:, None] - timbre, axis=2)
    rng = np.random.default_rng(0)
    chance = np.mean([mean_average_precision(rng.random(alike.shape), groups) for _try in range(20)])
    ours, theirs = mean_average_precision(alike, groups), mean_average_precision(-distant, groups)
    print(f"{name}, {len(songs)} songs in {len(set(groups))} groups, mean average precision:")
    print(f"    embedding {ours:.3f}, MFCC statistics {theirs:.3f}, chance {chance:.3f}", flush=True)


def main() -> None:
    """Compare on both sets."""
    styles = [(group, groove) for group, grooves in GROOVES.items() for groove in grooves.split()]
    compare("arrangements", [(group, grooves.split()[0]) for group, grooves in GROOVES.items() for _song in range(8)])
    compare("styles", styles)


if __name__ == "__main__":
    main()
