"""Peak memory of every stage for a long song, each in a process of its own.

    .venv/bin/python tests/benchmarks/memory.py [MINUTES] [STAGE …]

Stages: decode, analyse, separate, peaks, pictures, fit, rubberband, export. They run in this order in one folder;
those not named are skipped (and need the results of the ones before them: --keep FOLDER).
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import soundfile

from mashstudio.alignment.plan import align
from mashstudio.alignment.warp import warp
from mashstudio.analysis.features import analyse
from mashstudio.analysis.pictures import PictureKind, draw_tiles
from mashstudio.audio.decode import decode
from mashstudio.audio.encode import AudioFormat, Tags
from mashstudio.audio.peaks import find_peaks
from mashstudio.audio.songs import load_samples
from mashstudio.core.jobs import Job
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.arrange import arrange
from mashstudio.export.mix import export_mix, measure_mix
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import analysis_from_json, analysis_to_json
from mashstudio.model.choices import AsIs, FixedTempo
from mashstudio.model.mashup import SongSource, empty_mashup
from mashstudio.model.song import SongRef
from mashstudio.model.stems import Part, StemName
from mashstudio.render.compile import compile_plan
from mashstudio.separation.spleeter_separator import SpleeterSeparator

STAGES = ("decode", "analyse", "separate", "peaks", "pictures", "fit", "rubberband", "export")


def write_song(path: Path, minutes: float) -> None:
    """Write drums and a bass line at 121.37 BPM, block by block."""
    random = np.random.default_rng(3)
    beat = 60 / 121.37
    time_ = np.arange(round(16 * beat * SAMPLE_RATE)) / SAMPLE_RATE
    phase = time_ % beat
    kick = 0.7 * np.sin(2 * np.pi * (48 * phase + 3 * (1 - np.exp(-phase * 30)))) * np.exp(-phase * 11)
    bass = 0.2 * np.sin(2 * np.pi * 55 * 2 ** (np.floor(time_ / beat / 4) % 4 / 12) * time_)
    loop = kick + bass
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 2, "PCM_16") as file:
        for _ in range(round(minutes * 60 / (16 * beat))):
            mono = loop + 0.1 * random.standard_normal(len(loop)) * np.exp(-((phase - beat / 2) % beat) * 40)
            file.write(np.stack([mono, 0.9 * mono], axis=1).astype(np.float32))


def do(stage: str, folder: Path) -> None:
    """Run one stage on the results of earlier ones in `folder`."""
    job, samples = Job(), folder / "samples.npy"
    stems: dict[Part, Path] = {stem: folder / "stems" / f"{stem}.npy" for stem in StemName}
    if stage == "decode":
        decode(folder / "song.wav", folder, job=job)
    elif stage == "analyse":
        (folder / "analysis.json").write_text(json.dumps(analysis_to_json(analyse(samples, job=job), "song")))
    elif stage == "separate":
        (folder / "stems").mkdir(exist_ok=True)
        SpleeterSeparator().separate(samples, folder / "stems", job=job)
    elif stage == "peaks":
        find_peaks(load_samples(samples), job=job)
    elif stage == "pictures":
        draw_tiles(samples, PictureKind.CQT, [0, 1, 2], folder, job=job)
    else:
        analysis = analysis_from_json(json.loads((folder / "analysis.json").read_text()))
        alignment = align({0: analysis, 1: analysis}, FixedTempo(analysis.tempo * 1.05), AsIs())
        if stage in {"fit", "rubberband"}:
            (folder / stage).mkdir(exist_ok=True)
            engine = Engine.OWN if stage == "fit" else Engine.RUBBER_BAND
            warp(stems, replace(alignment.songs[0], engine=engine), list(StemName), folder / stage, job=job)
        else:
            ref = SongRef(folder / "song.wav", "a" * 64, "song")
            empty = empty_mashup([SongSource(source, ref) for source in alignment.songs], 0)
            plan = compile_plan(replace(empty, cells=arrange(empty.lanes, alignment).cells), alignment)
            sounds = [load_samples(folder / "fit" / f"{stem}.npy") for _ in range(2) for stem in StemName]
            measure_mix(plan, sounds, job=job)
            export_mix(plan, sounds, folder / "mix.flac", AudioFormat("flac"), Tags(), job=job)


def peak_of(work: Callable[..., None], *arguments: Any) -> tuple[float, float]:
    """Return the peak resident memory of `work` with its children (GB), and its seconds."""
    process = get_context("spawn").Process(target=work, args=arguments)
    began = time.monotonic()
    process.start()
    most, done = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.05):
            try:
                seen = psutil.Process(process.pid)
                most = max(most, sum(one.memory_info().rss for one in (seen, *seen.children(recursive=True))))
            except psutil.Error:
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.join()
    done.set()
    watcher.join()
    if process.exitcode:
        sys.exit(f"{arguments[0]} failed")
    return most / 1e9, time.monotonic() - began


def main() -> None:
    """Print a line for each stage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", nargs="?", type=float, default=45)
    parser.add_argument("stages", nargs="*", default=STAGES)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(exist_ok=True)
        if not (folder / "song.wav").exists():
            write_song(folder / "song.wav", options.minutes)
        for stage in options.stages:
            most, seconds = peak_of(do, stage, folder)
            print(f"{stage:10} {most:5.2f} GB  {seconds:6.0f} s", flush=True)


if __name__ == "__main__":
    main()
