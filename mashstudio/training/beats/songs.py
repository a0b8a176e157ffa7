"""The songs of a beat training: sound in `tracks/`, beats of the same names in `beats/`, and perhaps `metadata.csv`."""

import csv
import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_reading
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.model.song import SONG_ENDINGS
from mashstudio.training.beats.settings import FOLDS

_TRACKS, _BEATS, _METADATA = "tracks", "beats", "metadata.csv"
_BEAT_ENDINGS: Final = (".beats", ".txt")
_NAME_COLUMNS: Final = ("File", "file", "track", "name", "id")
_FEWEST_BEATS: Final = 8
_FEWEST_SONGS: Final = 2


@dataclass(frozen=True)
class BeatSong:
    """A song's file, its true beats in seconds, and their places in the bar, from 1; none where they aren't known."""

    path: Path
    beats: tuple[float, ...]
    positions: tuple[int, ...]

    @property
    def downbeats(self) -> tuple[float, ...]:
        """The times of the first beats of bars."""
        return tuple(time for time, place in zip(self.beats, self.positions, strict=True) if place == 1)


def songs_in(folder: Path) -> list[BeatSong]:
    """Return the songs of a folder like Harmonix's or GTZAN's, in the order of metadata.csv, else by name.

    Songs may lie in folders of their own below `tracks/`. A line of a beat file holds a time and, after tabs or spaces,
    the place in the bar (GTZAN's also as its last column). Raises BadArgument if something is missing or wrong.
    """
    tracks, beats = folder / _TRACKS, folder / _BEATS
    if not tracks.is_dir() or not beats.is_dir():
        raise BadArgument(
            Message("{folder} needs the folders tracks (the songs) and beats (a file of beats for each).",
                    folder=said(folder))
        )  # fmt: skip
    found = {path.stem: path for path in sorted(tracks.rglob("*")) if path.suffix.lower() in SONG_ENDINGS}
    listed = _listed(folder / _METADATA)
    names = list(found) if listed is None else [name for name in listed if name in found]
    files = {path.stem: path for path in sorted(beats.rglob("*")) if path.suffix.lower() in _BEAT_ENDINGS}
    songs = [BeatSong(found[name], *_read(files[name])) for name in names if name in files]
    if len(songs) < _FEWEST_SONGS:
        raise BadArgument(
            Message("{folder} has no songs in tracks with files of the same names in beats.", folder=said(folder))
        )
    return songs


def parts_of(songs: list[BeatSong], fold: int) -> dict[str, list[BeatSong]]:
    """Return the songs to "train", "valid" and "test" with: six eighths and one each; from fold 8 on train with all."""
    eighths = [songs[number::FOLDS] for number in range(FOLDS)]
    if fold >= FOLDS:
        return {"train": songs, "valid": eighths[-1] or songs, "test": []}
    valid = (fold + 1) % FOLDS
    parts = {
        "train": [song for number, some in enumerate(eighths) if number not in (fold, valid) for song in some],
        "valid": eighths[valid],
        "test": eighths[fold],
    }
    if not all(parts.values()):
        raise BadArgument(
            Message("{count} songs can't be split into eighths: add songs, or set fold=8 to learn from all.",
                    count=len(songs))
        )  # fmt: skip
    return parts


def _listed(metadata: Path) -> list[str] | None:
    """Return the songs' names in the metadata; None without one, or if none of its columns names them."""
    if not metadata.is_file():
        return None
    with explain_reading(metadata), metadata.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        column = next((name for name in _NAME_COLUMNS if name in (reader.fieldnames or ())), None)
        return None if column is None else [Path(row[column] or "").stem for row in reader]


def _read(path: Path) -> tuple[tuple[float, ...], tuple[int, ...]]:
    with explain_reading(path):
        lines = path.read_text("utf-8").splitlines()
    try:
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        times = tuple(float(row[0]) for row in rows)
        places = tuple(int(float(row[1])) if len(row) > 1 else 0 for row in rows)
    except ValueError:
        times, places = (), ()
    good = all(map(math.isfinite, times)) and all(a < b for a, b in pairwise(times))
    if not good or len(times) < _FEWEST_BEATS or times[0] < 0:
        raise BadArgument(
            Message("{path} holds no beats: each line must have a time in seconds, later than the one before, and the"
                    " place in the bar.", path=said(path))
        )  # fmt: skip
    return times, places
