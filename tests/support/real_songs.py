"""Real songs for benchmarks, made by `python3 ../shared/tools/real_songs.py FOLDER`."""

import sys
from pathlib import Path

import numpy as np
import soundfile


def two_longest(folder: Path) -> tuple[Path, Path]:
    """Return the two longest songs in `folder`; exit if there are fewer."""
    mixes = [path for path in folder.glob("*.wav") if path.with_suffix(".json").is_file()]
    if len(mixes) < 2:
        sys.exit(f"No two songs in {folder}: make them with python3 ../shared/tools/real_songs.py {folder}")
    a, b = sorted(mixes, key=lambda path: path.stat().st_size)[-2:]
    return a, b


def as_long_as(path: Path, seconds: int, folder: Path) -> Path:
    """Return a copy of the song in `folder`, cut or repeated to `seconds`."""
    samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    frames = seconds * rate
    target = folder / path.name
    soundfile.write(target, np.tile(samples, (frames // len(samples) + 1, 1))[:frames], rate)
    return target
