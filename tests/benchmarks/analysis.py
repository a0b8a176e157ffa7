"""Accuracy and speed of the analysis, compared with the founding document's.

    python tests/benchmarks/analysis.py FOLDER

FOLDER: pairs of NAME.wav and NAME.json with {"beats": [seconds, …]}, as written by ../shared/tools/real_songs.py.
Accuracy: mir_eval's F-measure (±70 ms), CMLt and AMLt, without its usual trimming of the first 5 s, for raw madmom
(RNN + DBN) and for ours; and the distance of our beats from the truth less its constant offset.
Speed: the first two songs, in two processes at most. The baseline takes one after the other: `librosa.load`, librosa's
tempo, madmom's RNN + DBN downbeats and CNN key, each from the file, as the founding document did.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from functools import partial
from pathlib import Path

import mir_eval
import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.features import analyse
from mashstudio.audio.songs import open_song
from mashstudio.core.cache import Cache
from mashstudio.core.jobs import Job, run_in_child, run_together
from mashstudio.core.messages import Message
from mashstudio.model.analysis import Analysis

Floats = NDArray[np.float64]


def founding_document(path: Path) -> Floats:
    """Analyse a song as the founding document did; return its beats in seconds."""
    from mashstudio.analysis.madmom_models import import_madmom

    import_madmom()
    import librosa
    from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor
    from madmom.features.key import CNNKeyRecognitionProcessor

    samples, rate = librosa.load(path)
    librosa.feature.tempo(y=samples, sr=rate)
    activations = RNNDownBeatProcessor()(str(path))
    beats: Floats = DBNDownBeatTrackingProcessor(beats_per_bar=[3, 4], fps=100)(activations)[:, 0]
    CNNKeyRecognitionProcessor()(str(path))
    return beats


def ours(path: Path, cache: Cache, job: Job) -> Analysis:
    opened = open_song(path, cache, job=Job())
    return run_in_child(analyse, opened.samples_path, job=job, doing=Message(f"analysing {path.name}"))


def scores(truth: Floats, beats: Floats) -> str:
    _, cmlt, _, amlt = mir_eval.beat.continuity(truth, beats)
    return f"{mir_eval.beat.f_measure(truth, beats):.3f} {cmlt:.3f} {amlt:.3f}"


def error(truth: Floats, beats: Floats) -> str:
    """Return median and 95th percentile, in ms, of the distance from each true beat to our nearest, less the median."""
    inner = truth[(truth > beats[0]) & (truth < beats[-1])]
    away = np.array([beats[np.argmin(np.abs(beats - beat))] - beat for beat in inner])
    away = np.abs(away - np.median(away)) * 1000
    return f"{np.median(away):5.1f} {np.percentile(away, 95):5.1f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    paths = [path.with_suffix(".wav") for path in sorted(parser.parse_args().folder.glob("*.json"))]
    if len(paths) < 2:
        parser.error("FOLDER has fewer than two songs; make some with ../shared/tools/real_songs.py")
    raw: list[Floats] = []
    found: list[Analysis] = []
    times = {"baseline": 0.0, "ours": 0.0}
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
        cache = Cache(Path(folder))
        for index in range(0, len(paths), 2):
            pair = paths[index : index + 2]
            started = time.perf_counter()
            raw += [pool.apply(founding_document, (path,)) for path in pair]
            if index == 0:
                times["baseline"] = time.perf_counter() - started
                started = time.perf_counter()
            found += run_together([partial(ours, path, cache) for path in pair], job=Job())
            if index == 0:
                times["ours"] = time.perf_counter() - started
    print(f"{'F CMLt AMLt':32}{'madmom':>19}{'ours':>20}   off by (ms): median, p95    tempo")
    for path, their_beats, analysis in zip(paths, raw, found, strict=True):
        truth = np.array(json.loads(path.with_suffix(".json").read_text("utf-8"))["beats"])
        both = f"{scores(truth, their_beats)}   {scores(truth, analysis.beats)}"
        print(f"{path.stem:32}{both}   {error(truth, analysis.beats)}   {analysis.tempo:.3f}")
    print(f"{paths[0].stem} and {paths[1].stem}: baseline {times['baseline']:.1f} s, ours {times['ours']:.1f} s")
    print(f"{times['baseline'] / times['ours']:.1f} times as fast")


if __name__ == "__main__":
    main()
