"""The project file (.mash): JSON, cells as runs, songs by path and hash."""

import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from mashstudio.facts.errors import ProjectError, SongMoved
from mashstudio.facts.plan import LANES
from mashstudio.files import atomic_write
from mashstudio.mashup.document import SILENT, Cells, Lane, Mashup, SongRef, runs

SCHEMA = 1
_MAX_BEATS = 100_000
_MAX_BYTES = 64 * 2**20
_AUDIO = {".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc", ".m4a", ".mp4", ".aac"}


def save_project(mashup: Mashup, path: Path) -> None:
    """Writes `mashup` to `path` atomically; the version that was there is kept beside it, its name ending in "~".

    Raises StorageError when it can't be written.
    """
    text = json.dumps(_to_json(mashup, path.resolve().parent), ensure_ascii=False, indent=1)
    with atomic_write(path) as temporary:
        temporary.write_text(text + "\n", "utf-8")
        if path.exists():
            with atomic_write(path.with_name(path.name + "~")) as kept:
                shutil.copyfile(path, kept)


def load_project(path: Path) -> Mashup:
    """The mashup saved at `path`, its songs' paths absolute. Raises ProjectError when it can't be opened."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ProjectError(f"{path.name} is not a MashStudio project: it is far too large.")
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ProjectError(f"There is no project {path}; check the name.") from None
    except OSError as error:
        raise ProjectError(f"{path.name} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        raise ProjectError(f"{path.name} is not a MashStudio project, or it is damaged. {_kept(path)}") from None
    if not isinstance(data, dict) or not isinstance(data.get("schema"), int):
        raise ProjectError(f"{path.name} is not a MashStudio project.")
    if data["schema"] > SCHEMA:
        raise ProjectError(f"{path.name} was made by a newer MashStudio. Update MashStudio to open it.")
    try:
        return _from_json(data, path.resolve().parent)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise ProjectError(f"{path.name} is damaged ({error}). {_kept(path)}") from error


def find_song(ref: SongRef, folder: Path) -> Path:
    """Where the song of a project in `folder` is now: at its path, else any file near the project with its hash.

    Raises SongMoved when it is nowhere near.
    """
    for candidate in _candidates(ref, folder):
        if _sha256(candidate) == ref.sha256:
            return candidate
    raise SongMoved(
        f"The song “{ref.title}” is no longer at {ref.path}, and none of the files beside the project is it. "
        f"Put it into {folder}, then try again."
    )


def _candidates(ref: SongRef, folder: Path) -> Iterator[Path]:
    seen = set()
    near = [ref.path, folder / ref.path.name]
    others = sorted(path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.suffix.lower() in _AUDIO)
    for path in [*near, *others]:
        if path not in seen and path.is_file():
            seen.add(path)
            yield path


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        # A neighbour that can't be read is not the song that is looked for.
        return None


def _kept(path: Path) -> str:
    kept = path.with_name(path.name + "~")
    return f"The version before it is kept as {kept.name}." if kept.exists() else "Open a copy of it if you have one."


def _to_json(mashup: Mashup, folder: Path) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "songs": [
            {"path": _relative(song.path, folder), "sha256": song.sha256, "title": song.title} for song in mashup.songs
        ],
        "tempo": mashup.tempo,
        "key": mashup.key,
        "rates": mashup.rates,
        "offsets": mashup.offsets,
        "lanes": [{"gain_db": lane.gain_db, "mute": lane.mute, "solo": lane.solo} for lane in mashup.lanes],
        "beats": mashup.beats,
        "runs": [_runs(row) for row in mashup.cells],
    }


def _from_json(data: dict[str, Any], folder: Path) -> Mashup:
    a, b = (SongRef(_absolute(s["path"], folder), str(s["sha256"]), str(s["title"])) for s in data["songs"])
    beats = int(data["beats"])
    if not 0 <= beats <= _MAX_BEATS:
        raise ValueError(f"{beats} beats")
    tempo, rates = data["tempo"], data["rates"]
    return Mashup(
        songs=(a, b),
        cells=_cells(data["runs"], beats),
        lanes=tuple(Lane(_finite(lane["gain_db"]), bool(lane["mute"]), bool(lane["solo"])) for lane in data["lanes"]),
        offsets=(int(data["offsets"][0]), int(data["offsets"][1])),
        tempo=str(tempo) if isinstance(tempo, str) else _finite(tempo),
        key=str(data["key"]),
        rates=None if rates is None else (_finite(rates[0]), _finite(rates[1])),
    )


def _runs(row: Cells) -> list[list[int]]:
    """One lane as [beat, song beat, count]: `count` consecutive song beats from `song beat` on, at `beat`."""
    begins, ends = runs(row)
    return [[int(b), int(row[b]), int(e - b)] for b, e in zip(begins, ends, strict=True)]


def _cells(lanes: list[list[list[int]]], beats: int) -> Cells:
    if len(lanes) != LANES:
        raise ValueError(f"{len(lanes)} lanes")
    cells = np.full((LANES, beats), SILENT, np.int32)
    for row, stored in zip(cells, lanes, strict=True):
        for beat, song_beat, count in stored:
            if not (0 <= beat < beat + count <= beats and 0 <= song_beat <= _MAX_BEATS):
                raise ValueError(f"a run {beat}, {song_beat}, {count} in {beats} beats")
            row[beat : beat + count] = np.arange(song_beat, song_beat + count)
    return cells


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value} is no number to work with")
    return number


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder)).as_posix()
    except ValueError:
        # Another drive (Windows): there is no way from here to there.
        return path.resolve().as_posix()


def _absolute(text: str, folder: Path) -> Path:
    return Path(os.path.normpath(folder / text))
