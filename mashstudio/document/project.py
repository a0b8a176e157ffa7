"""The project file (.mash): JSON, cells as runs, songs by path and hash."""

import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from mashstudio.core.errors import BadArgument, ProjectError, ReadOnlyFile
from mashstudio.core.files import NotAFile, atomic_write, is_read_only, read_json, real_path
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import name_that_fits, said
from mashstudio.document.json_facts import (
    band_from_json,
    band_to_json,
    cues_from_json,
    exactly,
    grid_from_json,
    grid_to_json,
    number,
    sections_from_json,
    strip_from_json,
)
from mashstudio.document.migrations import migrated
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.choices import key_choice, key_text, tempo_choice, tempo_text
from mashstudio.model.mashup import (
    CELL,
    FEWEST_SOURCES,
    MAX_BEATS,
    MAX_CELLS,
    MAX_LANE_COUNT,
    SPEEDS,
    VERSION_LETTERS,
    Cells,
    Lane,
    Mashup,
    SongSource,
    Version,
    Versions,
    silence,
)
from mashstudio.model.runs import runs, steps
from mashstudio.model.song import MOST_STEMS, SongRef, StemFile
from mashstudio.model.stems import StemName, Take, Taken, part_named
from mashstudio.model.strip import Sends, Strip

SCHEMA: Final = 6
_STATES: Final = 1 + len(VERSION_LETTERS)
_MAX_BYTES = _STATES * 32 * 2**20  # states of MAX_CELLS cells, every one a run of its own, stay under this
_LONGEST_REASON = 80


def save_project(mashup: Mashup, path: Path, *, over_read_only: bool = False) -> None:
    """Write `mashup` to `path` atomically; keep the previous version beside it, its name ending in "~".

    A link is kept; both versions are written where it points. over_read_only: replace even a read-only file.
    Raises ReadOnlyFile if the file is read-only, StorageError if it can't be written.
    """
    path = real_path(path)
    if is_read_only(path) and not over_read_only:
        raise ReadOnlyFile(path)
    fields = _to_json(mashup, Path(os.path.realpath(path)).parent)
    lines = [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in fields.items()]
    # File names that aren't UTF-8 (possible on Linux) hold lone surrogates: Python's escapes for them are JSON's.
    text = ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "backslashreplace")
    with atomic_write(path) as temporary:
        temporary.write_bytes(text)
        if path.exists():
            with atomic_write(previous_version(path)) as kept:
                shutil.copyfile(path, kept)


def load_project(path: Path) -> Mashup:
    """Return the mashup saved at `path`, with absolute song paths. Raises ProjectError if it can't be opened."""
    data = _read_json(path)
    if not isinstance(data, dict) or type(data.get("schema")) is not int or data["schema"] < 1:
        raise ProjectError(Message("{name} is not a MashStudio project.", name=said(path.name)))
    if data["schema"] > SCHEMA:
        raise ProjectError(
            Message("{name} was made by a newer MashStudio. Update MashStudio to open it.", name=said(path.name))
        )
    try:
        return _from_json(data, path.resolve().parent)
    except KeyError as error:
        raise ProjectError(
            Message(
                "{name} is damaged ({field} is missing). {advice}",
                name=said(path.name),
                field=str(error),
                advice=_advice(path),
            )
        ) from error
    except (TypeError, ValueError, AttributeError, BadArgument) as error:
        reason = " ".join(str(error).split())
        reason = reason if len(reason) <= _LONGEST_REASON else f"{reason[:_LONGEST_REASON]}…"
        raise ProjectError(
            Message(
                "{name} is damaged ({details}). {advice}", name=said(path.name), details=reason, advice=_advice(path)
            )
        ) from error


def _read_json(path: Path) -> Any:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ProjectError(
                Message("{name} is not a MashStudio project: it is far too large.", name=said(path.name))
            )
        return read_json(path, _MAX_BYTES)
    except FileNotFoundError:
        raise ProjectError(Message("Project not found: {path}. Check its name.", path=said(path))) from None
    except (IsADirectoryError, NotAFile):
        raise ProjectError(
            Message("{name} is not a MashStudio project: it is a folder or a device.", name=said(path.name or path))
        ) from None
    except OSError as error:
        raise ProjectError(
            Message("{name} can't be read: {details}.", name=said(path.name), details=str(error.strerror))
        ) from error
    except ValueError:
        raise ProjectError(
            Message(
                "{name} is not a MashStudio project, or it is damaged. {advice}",
                name=said(path.name),
                advice=_advice(path),
            )
        ) from None


def previous_version(path: Path) -> Path:
    """Return the path at which the version before the one at `path` is kept."""
    path = real_path(path)
    return path.with_name(name_that_fits(path.name, "~"))


def _advice(path: Path) -> Message:
    kept = previous_version(path)
    return (
        Message("The previous version is kept as {kept}.", kept=said(kept.name))
        if kept.exists()
        else Message("Open a backup copy if you have one.")
    )


def _to_json(mashup: Mashup, folder: Path) -> dict[str, Any]:
    return {"schema": SCHEMA, **_state(mashup, folder), "versions": _versions(mashup.versions, folder)}


def _versions(versions: Versions, folder: Path) -> dict[str, Any]:
    kept = [version and {"name": version.name, **_state(version.mashup, folder)} for version in versions.kept]
    return {"kept": kept, "used": versions.used}


def _state(mashup: Mashup, folder: Path) -> dict[str, Any]:
    return {
        "sources": [
            {
                "id": source.id,
                "path": _relative(source.song.path, folder),
                "sha256": source.song.sha256,
                "title": source.song.title,
                "named": source.song.named,
                "stems": [
                    {"part": stem.part, "path": _relative(stem.path, folder), "sha256": stem.sha256}
                    for stem in source.song.stems
                ],
                "offset": source.offset,
                "rate": source.rate,
                "beats": source.beats and grid_to_json(source.beats),
                "engine": source.engine,
                "strip": asdict(source.strip),
                "sections": source.sections and [asdict(section) for section in source.sections],
                "cues": None if source.cues is None else [asdict(cue) for cue in source.cues],
                "transpose": source.transpose,
                "timing": source.timing,
                "takes": [asdict(take) for take in source.takes],
            }
            for source in mashup.sources
        ],
        "tempo": tempo_text(mashup.tempo),
        "tempo_chosen": mashup.tempo_chosen,
        "key": key_text(mashup.key),
        "matched": mashup.matched,
        "limited": mashup.limited,
        "sends": asdict(mashup.sends),
        "band": mashup.band and band_to_json(mashup.band),
        "lanes": [asdict(lane) for lane in mashup.lanes],
        "beats": mashup.beats,
        "runs": [_runs(row) for row in mashup.cells],
    }


def _from_json(data: dict[str, Any], folder: Path) -> Mashup:
    data = migrated(data)
    return replace(_state_from_json(data, folder), versions=_versions_from_json(data["versions"], folder))


def _versions_from_json(data: dict[str, Any], folder: Path) -> Versions:
    kept = exactly(list, data["kept"])
    if len(kept) > len(VERSION_LETTERS):
        raise ValueError(f"there are {len(kept)} versions")
    return Versions(
        tuple(
            None if each is None else Version(_state_from_json(each, folder), exactly(str, each["name"]))
            for each in kept
        ),
        tuple(exactly(int, slot) for slot in exactly(list, data["used"])),
    )


def _state_from_json(data: dict[str, Any], folder: Path) -> Mashup:
    sources = tuple(_source(source, folder) for source in data["sources"])
    if len(sources) < FEWEST_SOURCES:
        raise ValueError(f"a mashup has at least {FEWEST_SOURCES} sources, not {len(sources)}")
    return Mashup(
        sources=sources,
        lanes=tuple(_lane(lane) for lane in data["lanes"]),
        cells=_cells(data["runs"], exactly(int, data["beats"])),
        tempo=tempo_choice(exactly(str, data["tempo"])),
        key=key_choice(exactly(str, data["key"])),
        tempo_chosen=exactly(bool, data["tempo_chosen"]),
        matched=exactly(bool, data["matched"]),
        limited=exactly(bool, data["limited"]),
        sends=Sends(**{name: number(data["sends"][name]) for name in ("echo_beats", "feedback", "decay")}),
        band=None if data["band"] is None else band_from_json(data["band"]),
    )


def _source(data: dict[str, Any], folder: Path) -> SongSource:
    sha256, title, named = exactly(str, data["sha256"]), exactly(str, data["title"]), exactly(bool, data["named"])
    if len(data["stems"]) > MOST_STEMS:
        raise ValueError("a song has too many stems")
    stems = tuple(
        StemFile(StemName(stem["part"]), _path(stem["path"], folder), exactly(str, stem["sha256"]))
        for stem in data["stems"]
    )
    return SongSource(
        id=exactly(int, data["id"]),
        song=SongRef(_path(data["path"], folder), sha256, title, named, stems),
        offset=exactly(int, data["offset"]),
        rate=None if data["rate"] is None else number(data["rate"]),
        beats=None if data["beats"] is None else grid_from_json(data["beats"]),
        engine=Engine(data["engine"]),
        strip=Strip(**strip_from_json(data["strip"])),
        sections=None if data["sections"] is None else sections_from_json(data["sections"]),
        cues=None if data["cues"] is None else cues_from_json(data["cues"]),
        transpose=number(data["transpose"]),
        timing=Timing(data["timing"]),
        takes=tuple(_take(take) for take in data["takes"]),
    )


def _take(data: dict[str, Any]) -> Take:
    return Take(Taken(exactly(str, data["part"])), number(data["balance"]))


def _path(path: Any, folder: Path) -> Path:
    if not exactly(str, path):
        raise ValueError("a song has no path")
    return Path(os.path.normpath(folder / path))


def _lane(data: dict[str, Any]) -> Lane:
    return Lane(
        source=exactly(int, data["source"]),
        part=part_named(exactly(str, data["part"])),
        mute=exactly(bool, data["mute"]),
        solo=exactly(bool, data["solo"]),
        formants=exactly(bool, data["formants"]),
        nudge_ms=number(data["nudge_ms"]),
        **strip_from_json(data),
    )


_SHAPES: Final = dict.fromkeys(
    ("gain", "fade_in", "linear_in", "backwards", "stutter", "speed", "half"), 0
) | dict.fromkeys(("fade_out", "linear_out", "over"), -1)
"""The fields of a run that differ from 0 are stored; each belongs to its first cell (0) or its last (−1)."""
_WHOLE_RUN: Final = {"gain", "backwards", "stutter", "speed"}
_BARE: Final = 3
"""Numbers of a run without a shape."""
_SMALL: Final = [name for name in _SHAPES if CELL[name] == np.uint8]


def _runs(row: Cells) -> list[list[Any]]:
    """Return one lane as a list of [beat, song beat, count]: at `beat`, `count` song beats from `song beat` on.

    Followed by an object of _SHAPES, unless all are 0.
    """
    begins, ends = runs(row)
    cells = {0: row[begins], -1: row[ends - 1]}
    stored: list[list[Any]] = np.stack([begins, cells[0]["beat"], ends - begins], axis=1).tolist()
    for name, cell in _SHAPES.items():
        values = cells[cell][name]
        for run in np.flatnonzero(values).tolist():
            if len(stored[run]) == _BARE:
                stored[run].append({})
            stored[run][_BARE][name] = values[run].item()
    return stored


def _cells(lanes: list[list[list[Any]]], beats: int) -> Cells:
    if not 0 <= beats <= MAX_BEATS:
        raise ValueError(f"{beats} beats")
    if len(lanes) > MAX_LANE_COUNT or len(lanes) * beats > MAX_CELLS:
        raise ValueError(f"{len(lanes)} lanes of {beats} beats")
    cells = silence(len(lanes), beats)
    for row, stored in zip(cells, lanes, strict=True):
        at = 0
        for beat, _song_beat, count, *shape in stored:
            # In order and without overlap, so that damaged files can't cost more than the cells.
            if not at <= exactly(int, beat) < beat + exactly(int, count) <= beats:
                raise ValueError(f"a run at {beat} of {count} in {beats} beats")
            at = beat + count
            if shape:
                _write_shape(row[beat:at], *shape)
        _write_beats(row, stored)
    return cells


def _write_shape(run: Cells, stored: Any) -> None:
    shape = {name: number(value) for name, value in exactly(dict, stored).items()}
    small = all(shape.get(name, 0) in range(256) for name in _SMALL) and shape.get("speed", 0) < len(SPEEDS)
    if not (shape.keys() <= _SHAPES.keys() and small):
        raise ValueError(f"a run {shape}")
    for name, value in shape.items():
        run[name][slice(None) if name in _WHOLE_RUN else _SHAPES[name]] = value


def _write_beats(row: Cells, stored: list[list[Any]]) -> None:
    if not stored:
        return
    beat, song_beat, count = np.array([run[:_BARE] for run in stored], object).T
    if not all(type(each) is int and 0 <= each < MAX_BEATS for each in song_beat):
        raise ValueError("a run begins with a beat that no song has")
    counts = count.astype(np.int64)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    at = np.repeat(beat.astype(np.int64), counts) + within
    halves = row["half"][beat.astype(np.int64)]
    place = np.repeat(2 * song_beat.astype(np.int64) + halves, counts) + within * steps(row[at])
    if place.min() < 0 or place.max() >= 2 * MAX_BEATS:
        raise ValueError("a run ends with a beat that no song has")
    row["beat"][at], row["half"][at] = place // 2, place % 2


def _relative(path: Path, folder: Path) -> str:
    """Return `path` relative to `folder` (a path without links); absolute if that is impossible (another drive)."""
    resolved = Path(os.path.realpath(path))
    inside = resolved.is_relative_to(folder)
    try:
        return Path(os.path.relpath(resolved if inside else path.absolute(), folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()
