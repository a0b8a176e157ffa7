"""Clips and features for trainings that take seconds."""

from pathlib import Path

import numpy as np
import soundfile

RATE = 22_050
SECONDS = 5.2
GENRES = ("buzz", "hiss")


def write_clip(path: Path, genre: str, number: int) -> None:
    """Write a clip of a genre: low pulses, or noise."""
    dice = np.random.default_rng(number)
    time = np.arange(int(RATE * SECONDS)) / RATE
    if genre == "buzz":
        sound = np.sign(np.sin(2 * np.pi * dice.uniform(70, 140) * time)) * 0.3
    else:
        sound = np.diff(dice.normal(0, 0.1, len(time) + 1))
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound * dice.uniform(0.5, 1), RATE)


def write_folders(folder: Path, each: int = 5) -> Path:
    """Write a folder of clips for each of GENRES; return `folder`."""
    for genre in GENRES:
        for number in range(each):
            write_clip(folder / genre / f"{genre}.{number:05}.wav", genre, number)
    return folder


def write_lists(folder: Path, each: int = 5) -> None:
    """Write the tutorial's lists: the last clip of each genre tests, the one before validates."""
    for name, numbers in (("train", range(each - 2)), ("valid", [each - 2]), ("test", [each - 1])):
        lines = [f"{genre}/{genre}.{number:05}.wav" for genre in GENRES for number in numbers]
        (folder / f"{name}_list.txt").write_text("\n".join(lines) + "\n")


def write_features(folder: Path, count: int, genres: int, frames: int = 128) -> list[tuple[Path, int]]:
    """Write features of noise; return their files, with genres in turn."""
    dice = np.random.default_rng(1)
    found = []
    for number in range(count):
        path = folder / f"{number}.npy"
        np.save(path, dice.uniform(0, 2, (frames, 128)).astype(np.float16))
        found.append((path, number % genres))
    return found
