"""How well genre models learn eight rendered styles: `python tests/benchmarks/genre.py [--each N] [NAME=VALUE …]`.

Needs fluidsynth and its soundfont (Debian: fluidsynth, fluid-soundfont-gm). Every song has its own tempo, key, chords
and level, and some lack a part; it is trained and tested as `mashstudio train genre` does.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2] / "resources" / "demo")]

from random_songs import progression, triad
from truth_songs import SONGS, played

from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.stems import StemName
from mashstudio.pipeline.learning import TrainingRequest, train_genre

_STYLES: Final = [song for song in SONGS if not song.by_synth]
_BARS: Final = 12
_SECONDS: Final = 24


def write_song(number: int, style: int, path: Path) -> None:
    """Write a song of a style, made by chance."""
    dice = random.Random(f"{style} {number}")
    tonic, degrees = dice.randrange(12), progression(dice)
    chords = tuple(triad(degree, tonic) for degree in degrees)
    song = replace(_STYLES[style], chords=chords)
    stems = played(song, song.tempo * dice.uniform(0.8, 1.25), 0, _BARS)
    lacking = dice.choice((StemName.DRUMS, StemName.BASS, StemName.OTHER, None, None))
    frames = _SECONDS * SAMPLE_RATE
    mix = np.zeros((frames, 2), np.float32)
    for stem, samples in stems.items():
        if stem is not lacking:
            mix[: len(samples)] += samples[:frames] * np.float32(dice.uniform(0.6, 1.2))
    mix *= np.float32(dice.uniform(0.2, 0.9) / np.abs(mix).max())
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, mix, SAMPLE_RATE)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=15, help="songs of each style")
    parser.add_argument("settings", nargs="*", metavar="NAME=VALUE")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ["MASHSTUDIO_CACHE"] = str(scratch / "cache")
        for style, song in enumerate(_STYLES):
            for number in range(options.each):
                write_song(number, style, scratch / "songs" / song.name / f"{song.name}.{number:05}.wav")
        began = os.times()

        def show(_fraction: float, status: Message) -> None:
            print(f"\r{status!s:90}", end="", file=sys.stderr, flush=True)

        request = TrainingRequest(scratch / "songs", scratch / "model", assignments=tuple(options.settings))
        report = train_genre(request, job=Job(show, on_tell=print))
    took = [after - before for before, after in zip(began[:4], os.times()[:4], strict=True)]
    print(f"\n{options.each * len(_STYLES)} songs, {time.strftime('%F')}: {sum(took):.0f} s of CPU")
    print(f"tested on {report['songs']}: {report['accuracy']:.1%} right, weights of epoch {report['epoch']}")
    for genre, recall in report["recall"].items():
        print(f"{genre}: {recall:.0%}")


if __name__ == "__main__":
    main()
