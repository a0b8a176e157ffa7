"""Drum patterns with known beats, as sound and as folders for trainings."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE


def drums(bpm: float, seconds: float, *, meter: int = 4, start: float = 0.3) -> tuple[NDArray[np.float32], list[float]]:
    """Return mono sound, and the times of its beats: kicks and snares in turn, hats on and between them."""
    dice = np.random.default_rng(1)
    time = np.arange(int(0.12 * SAMPLE_RATE)) / SAMPLE_RATE
    kick = np.sin(2 * np.pi * 55 * time) * np.exp(-time * 30)
    snare = dice.normal(0, 0.3, len(time)) * np.exp(-time * 40)
    hat = np.diff(dice.normal(0, 0.15, len(time) + 1)) * np.exp(-time * 80)
    sound = np.zeros(int(seconds * SAMPLE_RATE) + len(time))
    beats = np.arange(start, seconds, 60 / bpm)
    for number, beat in enumerate(beats):
        for hit, at in ((snare if number % meter % 2 else kick, beat), (hat, beat), (hat, beat + 30 / bpm)):
            first = round(at * SAMPLE_RATE)
            piece = sound[first : first + len(time)]
            piece += hit[: len(piece)]
    return np.asarray(0.7 * sound, np.float32), [float(beat) for beat in beats]


def write_beat_song(folder: Path, name: str, bpm: float, *, seconds: float = 14, meter: int = 4) -> None:
    """Write a song to `folder`/tracks and its beats to `folder`/beats."""
    sound, beats = drums(bpm, seconds, meter=meter)
    for part in ("tracks", "beats"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / "tracks" / f"{name}.flac", sound, SAMPLE_RATE)
    lines = [f"{beat:.6f}\t{number % meter + 1}" for number, beat in enumerate(beats)]
    (folder / "beats" / f"{name}.beats").write_text("\n".join(lines) + "\n")
