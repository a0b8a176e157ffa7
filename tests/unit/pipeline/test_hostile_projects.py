"""Whatever a project file contains, it is rejected with one sentence when opened, or is fully usable."""

import json
import math
import os
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mashups import EVERY_LANE, LANE_COUNT, two_songs
from ready_songs import DURATIONS, SONGS
from rendering import render

from mashstudio.alignment.time_map import time_map
from mashstudio.core.errors import ProjectError
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.document.edits import Selection, paint, with_tempo
from mashstudio.document.project import load_project, save_project
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import FixedKey, FixedTempo
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import SILENT, Mashup
from mashstudio.pipeline.mashing import align_mashup, first_heard, song_beats
from mashstudio.render.compile import compile_plan

STEMS = [np.broadcast_to(np.float32(0.1), (SAMPLE_RATE * 200, 2))] * LANE_COUNT


def use(mashup: Mashup, folder: Path) -> None:
    """Do with a project what a window does: align, look, compile, render, paint, mix, save."""
    alignment = align_mashup(mashup, SONGS)
    for source, song in alignment.songs.items():
        assert np.all(np.diff(song.beat_frame) > 0)
        origin, target = time_map(song, round(DURATIONS[source] * SAMPLE_RATE))
        assert np.all(np.diff(origin) > 0)
        assert np.all(np.diff(target) > 0)
        # A few strange beats must not fill the disk.
        assert target[-1] < 100 * max(DURATIONS) * SAMPLE_RATE
        first_heard(mashup, alignment, source, range(mashup.beats))
    plan = compile_plan(mashup, alignment)
    assert np.all(np.isfinite(plan.gain))
    for start in (0, plan.frames // 2, plan.frames - 1000):
        assert np.all(np.isfinite(render(plan, STEMS, start, 2000)))
    edited = paint(mashup, song_beats(alignment), Selection((0, 5), 0, 3), on=True)
    edited = with_tempo(edited, FixedTempo(120.0))
    compile_plan(edited, align_mashup(edited, SONGS))
    save_project(mashup, folder / "again.mash")
    assert load_project(folder / "again.mash") == mashup


def opened(path: Path) -> Mashup | None:
    """Return the project at `path`; None if it is rejected, with a sentence that can be shown."""
    try:
        return load_project(path)
    except ProjectError as error:
        said = str(error)
        assert "one.mash" in said
        assert "\n" not in said
        assert len(said) < 300
        return None


def valid(folder: Path) -> dict[str, Any]:
    """Return a project with a value in every field."""
    cells = np.full((LANE_COUNT, 16), SILENT, np.int32)
    cells[0, :8], cells[5, 4:12] = np.arange(8), np.arange(30, 38)
    grid = BeatMap(tuple(0.3 + 0.5 * beat for beat in range(50)), (0, 4, 8), 4)
    mashup = two_songs(
        cells,
        (replace(EVERY_LANE[0], gain_db=-3.0, solo=True), *EVERY_LANE[1:]),
        offsets=(2, -3),
        tempo=FixedTempo(99.5),
        key=FixedKey(parse_key("F minor")),
        rates=(1.0, 2.0),
        grids=(grid, None),
        matched=False,
    )
    save_project(mashup, folder / "valid.mash")
    data: dict[str, Any] = json.loads((folder / "valid.mash").read_text())
    return data


def older(data: dict[str, Any]) -> dict[str, Any]:
    """Return the same project in the former format with exactly two songs."""
    sources = data["sources"]
    return {
        "schema": 1,
        "songs": [{name: source[name] for name in ("path", "sha256", "title", "named")} for source in sources],
        "offsets": [source["offset"] for source in sources],
        "tempo": 99.5,
        "tempo_chosen": True,
        "key": data["key"],
        "rates": [source["rate"] for source in sources],
        "grids": [source["beats"] for source in sources],
        "engines": [source["engine"] for source in sources],
        "lanes": [{name: lane[name] for name in ("gain_db", "mute", "solo", "formants")} for lane in data["lanes"]],
        "beats": data["beats"],
        "runs": data["runs"],
    }


NASTY: list[Any] = [
    None, True, False, 0, -1, 1, 3, 0.5, -0.0, 1e-300, 1e300, -1e300, 5e-324, math.nan, math.inf, -math.inf, 10**9,
    2**31, 2**63, -(2**63) - 1, 10**399, "LONG", "", "0", "nan", "\0", "../../etc/passwd", "\ud800", "x" * 5000,
    "<b>&amp;</b>\n\x1b[2J", "𝕏\u202e", [], [[]], [0], [0, ""], [None] * 8, {}, {"": {}}, [[0, 0, 10**9]], [0, 1, 2, 3],
]  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield every field of a project; of lists the first two entries and the last."""
    if path:
        yield path
    keys = list(data) if isinstance(data, dict) else []
    if isinstance(data, list):
        keys = sorted({*range(len(data))[:2], *range(len(data))[-1:]})
    for key in keys:
        yield from places(data[key], (*path, key))


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def dumped(data: Any) -> str:
    """Return JSON with a longer integer than Python writes."""
    return json.dumps(data).replace('"LONG"', "1" + "0" * 5000)


@pytest.mark.parametrize("form", [dict, older])
def test_any_field_may_hold_anything(tmp_path: Path, form: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    data, path = form(valid(tmp_path)), tmp_path / "one.mash"
    path.write_text(json.dumps(data))
    assert opened(path) == load_project(tmp_path / "valid.mash")
    tried = kept = 0
    for place in places(data):
        for value in NASTY:
            path.write_text(dumped(put(data, place, value)), "utf-8")
            tried += 1
            mashup = opened(path)
            if mashup is not None:
                kept += 1
                use(mashup, tmp_path)
    assert tried > 1500
    assert 0 < kept < tried / 3


def evenly(step: float, count: int = 100, start: float = 0.0) -> dict[str, Any]:
    return {"beats": [start + step * beat for beat in range(count)], "downbeats": [0, 4], "beats_per_bar": 4}


GRIDS: list[Any] = [
    evenly(0.01), evenly(0.02), evenly(0.03), evenly(1e-300), evenly(5e-324), evenly(0.0), evenly(-0.5),
    evenly(0.5, start=1e300), evenly(1e300), evenly(0.5, start=-1), evenly(3.1), evenly(60), evenly(0.14),
    evenly(0.5, start=10_900), evenly(0.5, 99_999), evenly(0.15, 72_001), evenly(0.5, 2), evenly(0.5, 1),
    evenly(0.5, start=190), evenly(0.5, start=250),
    {"beats": [0, 0.019, 0.5, 1, 1.5], "downbeats": [0], "beats_per_bar": 4},
    {"beats": [150, 150.02, 153, 156, 159.0], "downbeats": [0], "beats_per_bar": 2},
    {"beats": [0, 3, 6, 9, 9.02], "downbeats": [4], "beats_per_bar": 12},
    {"beats": [0, 0.02, 0.04, 3, 6, 9, 12], "downbeats": [6], "beats_per_bar": 12},
    {"beats": [0, 0.5, 10_800], "downbeats": [0], "beats_per_bar": 4},
    evenly(0.5) | {"downbeats": []}, evenly(0.5) | {"downbeats": [100]}, evenly(0.5) | {"downbeats": [-1]},
    evenly(0.5) | {"downbeats": [4, 0]}, evenly(0.5) | {"downbeats": [10**300]}, evenly(0.5) | {"downbeats": [99]},
    evenly(0.5) | {"beats_per_bar": 1}, evenly(0.5) | {"beats_per_bar": 13}, evenly(0.5) | {"beats_per_bar": 10**300},
    evenly(0.5) | {"beats": "12"}, evenly(0.5) | {"beats": {"0": 1, "1": 2}}, evenly(0.5) | {"beats": [True, 2]},
]  # fmt: skip


@pytest.mark.parametrize("rates", [(None, None), (2.0, 0.5), (0.5, 2.0)])
def test_any_grid_is_refused_or_can_be_used(tmp_path: Path, rates: Any) -> None:
    path, kept, data = tmp_path / "one.mash", 0, valid(tmp_path)
    for grid in GRIDS:
        for tempo in ("slowest", "400"):
            sources = [
                source | {"beats": grid, "rate": rate} for source, rate in zip(data["sources"], rates, strict=True)
            ]
            data |= {"sources": sources, "tempo": tempo}
            path.write_text(json.dumps(data))
            mashup = opened(path)
            if mashup is not None:
                kept += 1
                use(mashup, tmp_path)
    assert kept


def files(folder: Path) -> Iterator[bytes]:
    """Yield files that are a project, or nearly."""
    text = json.dumps(valid(folder))
    whole = text.encode()
    yield b"\xef\xbb\xbf" + whole
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"):
        yield text.encode(encoding)
    yield from (whole + junk for junk in (b"}", b"\0", b"\0" * 4096, b"]", b",", b"{}", whole, b"\xff", b"//"))
    yield from (junk + whole for junk in (b"\0", b"[", b"{", b"//\n", b"\xff\xfe", b"\x1f\x8b", b" " * 10_000))
    yield from (
        whole[:-1] + b"," + more + b"}" for more in (b'"beats":3', b'"sources":[]', b'"__proto__":{}', b'"":""')
    )
    for bracket in (b"[", b'{"":', b'[{"a":'):
        yield bracket * 100_000
        yield whole[:-1] + b',"more":' + bracket * 100_000
        yield whole.replace(b'"beats": {', b'"beats": {"a":' + bracket * 100_000)
    for number in (
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"-1e999",
        b"0x10",
        b"01",
        b"1_0",
        b"1." + b"0" * 10**6,
        b"9" * 10**6,
    ):
        yield whole.replace(b"99.5", number)
        yield whole.replace(b"0.8", number)
        yield whole.replace(b'"beats": 16', b'"beats": ' + number)
    yield whole.replace(b'"', b"'")
    yield whole.replace(b", ", b",, ")
    yield whole.replace("둘째".encode("unicode_escape"), b"\\ud83d")
    yield b"PK\x03\x04" + whole


def test_any_file_is_refused_or_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    for content in files(tmp_path):
        path.write_bytes(content)
        mashup = opened(path)
        if mashup is not None:
            use(mashup, tmp_path)


def test_bytes_that_fell_over_are_refused_or_can_be_used(tmp_path: Path) -> None:
    path, chance = tmp_path / "one.mash", random.Random(9)
    whole = json.dumps(valid(tmp_path)).encode()
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            match chance.randrange(4):
                case 0:
                    content[chance.randrange(len(content))] = chance.choice(b'0123456789-.eE"[]{},:ntf\0\xff')
                case 1:
                    del content[chance.randrange(len(content)) :][: chance.randint(1, 40)]
                case 2:
                    at, start = chance.randrange(len(content)), chance.randrange(len(content))
                    content[at:at] = content[start : start + chance.randint(1, 60)]
                case 3:
                    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        mashup = opened(path)
        if mashup is not None:
            use(mashup, tmp_path)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "one.mash")
    assert opened(tmp_path / "one.mash") is None
    (tmp_path / "link").mkdir()
    for target in ("/dev/zero", "/dev/null", "/dev/full", str(tmp_path), "one.mash", "/nowhere"):
        link = tmp_path / "link" / "one.mash"
        link.symlink_to(target)
        assert opened(link) is None
        link.unlink()
    with pytest.raises(ProjectError):
        load_project(tmp_path / "nothing\0.mash")
    with pytest.raises(ProjectError):
        load_project(Path("\ud800.mash"))
    with pytest.raises(ProjectError):
        load_project(tmp_path / ("x" * 300 + ".mash"))
