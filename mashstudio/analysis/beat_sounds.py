"""What a song plays on each beat (see `Lead` and `Band`), computed in a child process and kept as two small files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.audio.arrays import save_array
from mashstudio.core.jobs import Job
from mashstudio.model.beat_sound import STEPS, Band, Lead
from mashstudio.model.stems import StemName

BEAT_SOUNDS_VERSION: Final = 1
"""Raise it when the result for the same stems and beats changes."""

_LEAD_FILE, _BAND_FILE = "lead.npy", "band.npy"
_ROW = [("chroma", "<f2", (12,)), ("activity", "<f2"), ("onsets", "<f2", (STEPS,))]
_LEAD = np.dtype([("melody", "<f2", (12,)), *_ROW])
_BAND = np.dtype([("harmony", "<f2", (12,)), ("chords", "i1"), *_ROW])


def write_beat_sounds(stems: Mapping[StemName, Path], beats: NDArray[np.float64], folder: Path, *, job: Job) -> None:
    """Write what the stems (.npy, float32 (frames, 2)) play on each of `beats` (seconds) into `folder`."""
    # A child process runs this; only there are the libraries needed.
    from mashstudio.analysis.voice_and_band import beat_sounds

    lead, band = beat_sounds({stem: np.load(path, mmap_mode="r") for stem, path in stems.items()}, beats, job=job)
    save_array(folder / _LEAD_FILE, _rows(lead, _LEAD))
    save_array(folder / _BAND_FILE, _rows(band, _BAND))


def read_beat_sounds(folder: Path) -> tuple[Lead, Band]:
    """Return what `write_beat_sounds` wrote."""
    return Lead(**_columns(folder / _LEAD_FILE)), Band(**_columns(folder / _BAND_FILE))


def _rows(sound: Lead | Band, kind: np.dtype[np.void]) -> NDArray[np.void]:
    """Return the fields as one compact array, (beats,)."""
    rows = np.zeros(len(sound.activity), kind)
    for name in kind.names or ():
        rows[name] = getattr(sound, name)
    return rows


def _columns(path: Path) -> dict[str, Any]:
    rows = np.load(path)
    return {name: rows[name].astype(np.int8 if name == "chords" else np.float32) for name in rows.dtype.names}
