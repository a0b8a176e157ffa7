"""A drum machine whose beats are known, and a program that plays its sound."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile
from sound_server import MAIN

from mashstudio.core.units import SAMPLE_RATE, Bpm, Seconds


def write_drums(path: Path, tempo: Bpm, seconds: Seconds = 60.0) -> Path:
    """Write a kick on 1 and 3, a snare on 2 and 4, hats between; beat n at n · 60 / tempo, 0 the first downbeat."""
    rng = np.random.default_rng(1)
    samples = np.zeros(round(seconds * SAMPLE_RATE))
    time = np.arange(SAMPLE_RATE // 5) / SAMPLE_RATE
    kick = 0.7 * np.sin(2 * np.pi * 55 * time + 8 * np.exp(-time * 60)) * np.exp(-time * 18)
    snare = 0.25 * rng.standard_normal(len(time)) * np.exp(-time * 25)
    hat = 0.02 * np.diff(rng.standard_normal(len(time)), append=0) * np.exp(-time * 90)
    for half in range(int(seconds * tempo / 30)):
        at = round(half * 30 / tempo * SAMPLE_RATE)
        hit = hat if half % 2 else kick * (1.3 if half % 8 == 0 else 1) if half % 4 == 0 else snare
        samples[at : at + len(hit)] += hit[: len(samples) - at]
    soundfile.write(path, np.clip(samples, -1, 1).astype(np.float32), SAMPLE_RATE)
    return path


@contextmanager
def playing(path: Path, device: str = MAIN) -> Iterator[None]:
    """Play a file on a device of the sound server within the block."""
    process = subprocess.Popen(["paplay", f"--device={device}", str(path)])
    try:
        yield
    finally:
        process.kill()
        process.wait()
