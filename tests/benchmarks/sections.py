"""How many of a song's sections are found, to the bar: `python tests/benchmarks/sections.py [--songs N]`.

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm). Songs are made by chance, some parts
without voice or drums; beats and downbeats are given, so that only the structure is judged.
"""

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import random
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from random_songs import Part, rendered

from mashstudio.analysis.features import find_features
from mashstudio.core.jobs import Job
from mashstudio.model.stems import StemName

_FIRST_NUMBER: Final = 1000
_NO_VOICE: Final = frozenset({StemName.VOCALS})
_NO_DRUMS: Final = frozenset({StemName.DRUMS})


def form_of(number: int) -> list[Part]:
    """Return intro, verses, choruses, links and a bridge."""
    dice = random.Random(number)
    quiet = dice.choice((frozenset(), _NO_DRUMS))
    form = [Part("V", dice.choice((4, 8)), _NO_VOICE | quiet), Part("V"), Part("C")]
    if dice.random() < 0.5:
        form.append(Part("V", dice.choice((2, 4)), _NO_VOICE))
    form += [Part("V"), Part("C")]
    if dice.random() < 0.3:
        form.append(Part("V", dice.choice((1, 2)), _NO_VOICE))
    return [*form, Part("B", 8, dice.choice((frozenset(), _NO_DRUMS))), Part("C")]


def found_of(number: int, scratch: Path) -> tuple[set[int], set[int]]:
    """Return the bars on which sections begin, without the first, and those that were found."""
    form = form_of(number)
    song = rendered(number, form)
    np.save(scratch / "song.npy", sum(song.stems.values()))
    downbeats = list(range(0, len(song.beats), 4))
    known = {"beats": song.beats.tolist(), "downbeats": downbeats}
    for _name, fields in find_features(scratch / "song.npy", ["phrases"], known, job=Job()):
        known |= fields
    truth = np.cumsum([part.bars for part in form])[:-1].tolist()
    return set(truth), {downbeats.index(beat) for beat in known["phrases"]} - {0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songs", type=int, default=30)
    options = parser.parse_args()
    starts = found = right = 0
    with tempfile.TemporaryDirectory() as name:
        for number in range(_FIRST_NUMBER, _FIRST_NUMBER + options.songs):
            truth, guessed = found_of(number, Path(name))
            starts, found, right = starts + len(truth), found + len(guessed), right + len(truth & guessed)
    print(f"{options.songs} songs, {starts} section starts: recall {right / starts:.0%}, precision {right / found:.0%}")


if __name__ == "__main__":
    main()
