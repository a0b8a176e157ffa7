"""Accuracy of tempo level, bars and key, and whether the analysis is unsure when it is wrong.

    python tests/benchmarks/grids.py FOLDER…

FOLDER: pairs of NAME.wav and NAME.json with {"beats": [seconds, …], "downbeats": [seconds, …], "bpb": beats per bar,
"key": "D minor" or null}. Beats are right if their F-measure (±70 ms) is over 0.9; bars if the number of beats per bar
is right and the downbeats' F-measure is over 0.85.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path

import mir_eval
import numpy as np

from mashstudio.analysis.features import analyse
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job
from mashstudio.model.analysis import Analysis, sureness
from mashstudio.model.key import parse_key

_BEATS, _BARS = 0.9, 0.85


def judged(analysis: Analysis, truth: dict[str, object]) -> dict[str, tuple[bool, float]]:
    """Return whether each finding is right, with its confidence."""
    beats, downbeats = np.array(truth["beats"]), np.array(truth["downbeats"])
    found = analysis.beats[analysis.beats < beats[-1] + 0.1]
    bars = analysis.beats[analysis.downbeats]
    on_beat = mir_eval.beat.f_measure(beats, found)
    on_bar = mir_eval.beat.f_measure(downbeats, bars[bars < downbeats[-1] + 0.1])
    own = {
        "beats": (on_beat > _BEATS, analysis.tempo_confidence),
        "bars": (on_bar > _BARS and analysis.beats_per_bar == truth["bpb"], analysis.downbeat_confidence),
    }
    if truth["key"]:
        own["key"] = (analysis.key == parse_key(str(truth["key"]).replace("C#", "Db")), analysis.key_confidence)
    return own


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="+")
    paths = [path for folder in parser.parse_args().folder for path in sorted(folder.glob("*.json"))]
    table: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        for path in paths:
            truth = json.loads(path.read_text("utf-8"))
            analysis = analyse(open_song(path.with_suffix(".wav"), cache, job=Job()).samples_path, job=Job())
            own = judged(analysis, truth)
            for what, (right, confidence) in own.items():
                table[what, sureness(confidence)].append(right)
            words = ", ".join(
                f"{what} {'right' if right else 'WRONG'} ({sureness(confidence)})"
                for what, (right, confidence) in own.items()
            )
            levels = " · ".join(f"{level:.0f}" for level in analysis.levels)
            print(f"{path.stem:28}{analysis.tempo:8.2f} in {analysis.beats_per_bar}, {analysis.key}: {words}; {levels}")
    for (what, word), rights in sorted(table.items()):
        print(f"{what}, {word}: {sum(rights)} of {len(rights)} right")


if __name__ == "__main__":
    main()
