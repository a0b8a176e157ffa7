"""Damaged project files are refused, with the reason."""

import json
import os
import shutil
import tracemalloc
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mashups import json_values, mashup_of

from mashstudio.core.errors import ProjectError
from mashstudio.document.json_facts import band_to_json
from mashstudio.document.project import SCHEMA, load_project, save_project
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND
from mashstudio.model.mashup import MAX_BEATS, Lane, Mashup, Version
from mashstudio.model.notes import BandPart, NoteLane
from mashstudio.model.stems import StemName, Taken
from mashstudio.model.strip import Strip

STEM = {"part": "vocals", "path": "vocals.wav", "sha256": "d" * 64}
MASHUP = mashup_of({0: [0, 1, 2, -1, 9, 9], 5: [4, 3, 2, 1, 0, 0]})


def saved(folder: Path, **changed: Any) -> Path:
    """Write a project file with some fields replaced; return its path."""
    path = folder / "one.mash"
    save_project(MASHUP, path)
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    return path


def run(*stored: Any) -> list[list[list[Any]]]:
    """Return the runs of eight lanes, of which the first has one: beat, song beat, count, and perhaps its shape."""
    return [[list(stored)], *[[]] * 7]


def of_source(**changed: Any) -> dict[str, Any]:
    """Return two sources, fields of the second replaced."""
    first = {
        "id": 0, "path": "a.wav", "sha256": "a" * 64, "title": "A", "named": False, "stems": [],
        "offset": 0, "rate": None, "beats": None, "engine": "mashstudio",
        "strip": asdict(Strip()), "sections": None, "cues": None, "transpose": 0, "timing": "beats",
        "takes": [],
    }  # fmt: skip
    return {"sources": [first, first | {"id": 1} | changed]}


def of_lanes(**changed: Any) -> dict[str, Any]:
    """Return two songs' vocals, fields of the second replaced."""
    lane = asdict(Lane(0, StemName.VOCALS, formants=True))
    return {"lanes": [lane, lane | {"source": 1} | changed], "runs": [[]] * 2}


def of_band(**changed: Any) -> dict[str, Any]:
    """Return two songs' vocals and a band's lead of one note, fields of the band replaced."""
    lane = {"part": "lead", "program": 80, "notes": [[0, 1.5, 60, 100]]}
    band = Band("House", 8, (NoteLane(BandPart.LEAD, 80, ()),))
    lead = asdict(Lane(BAND, Taken("other.lead")))
    stored = band_to_json(band) | {"lanes": [lane]}
    return {"lanes": [*of_lanes()["lanes"], lead], "runs": [[]] * 3, "band": stored | changed}


def of_note(*note: Any) -> dict[str, Any]:
    """Return a band whose lead has that note."""
    return of_band(lanes=[{"part": "lead", "program": 80, "notes": [list(note)]}])


def test_what_is_replaced_below_is_sound_otherwise(tmp_path: Path) -> None:
    assert len(load_project(saved(tmp_path, **of_source(), **of_lanes())).lanes) == 2
    assert len(load_project(saved(tmp_path, **of_source(), **of_band())).lanes) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"sources": []},
        {"sources": [], "lanes": [], "runs": []},
        {"sources": of_source()["sources"][:1]},
        {"sources": of_source()["sources"][:1], "lanes": of_lanes()["lanes"][:1], "runs": [[]]},
        {"sources": of_source()["sources"] + [of_source()["sources"][0] | {"id": 2}]},
        {"sources": of_source()["sources"][::-1]},
        {"sources": {}},
        of_band(beats=0),
        of_band(lanes=[]),
        of_band(lanes=of_band()["band"]["lanes"] * 2),
        of_band(key=12),
        of_band(key=1.0),
        of_band(swing=0.9),
        of_band(unit=3),
        of_band(manner={"seed": -1, "temperature": 0.9, "density": 0.5, "complexity": 0.5}),
        of_band(genre=None),
        of_band() | {"band": None},
        of_band() | of_lanes(),
        of_note(8, 1, 60, 100),
        of_note(0, 0, 60, 100),
        of_note(float("nan"), 1, 60, 100),
        of_note(0, 1, 128, 100),
        of_note(0, 1, 60, 0),
        of_note(0, 1, 60.5, 100),
        of_note(0, 1, 60),
        of_source(id=0),
        of_source(id=8),
        of_source(id=-1),
        of_source(id="1"),
        of_source(id=True),
        of_source(path=""),
        of_source(path="a\0.wav"),
        of_source(path=None),
        of_source(sha256="../../x"),
        of_source(title=None),
        of_source(title="x" * 1001),
        of_source(named=0),
        of_source(stems=None),
        of_source(stems=[{}] * 65),
        of_source(stems=[STEM | {"part": "kazoo"}]),
        of_source(stems=[STEM | {"path": ""}]),
        of_source(stems=[STEM | {"path": 3}]),
        of_source(stems=[STEM | {"sha256": "../../x"}]),
        of_source(offset=10**400),
        of_source(offset=0.5),
        of_source(rate=0.0),
        of_source(rate="1"),
        of_source(rate=3),
        of_source(sections=[]),
        of_source(sections=3),
        of_source(sections=[{"start": 1.0}]),
        of_source(sections=[{"start": 2, "name": "A"}, {"start": 1, "name": "A"}]),
        of_source(sections=[{"start": 2, "name": "A" * 101}]),
        of_source(sections=[{"start": at, "name": "A"} for at in range(1001)]),
        of_source(cues=[{"number": 9, "at": 1, "name": ""}]),
        of_source(cues=[{"number": 1, "at": "1", "name": ""}]),
        of_source(cues=[{"number": 1, "at": at, "name": ""} for at in range(10)]),
        of_source(beats={}),
        of_source(beats=[1, 2]),
        of_source(beats={"beats": [3, 2], "downbeats": [0], "beats_per_bar": 4}),
        of_source(engine="librosa"),
        of_source(engine=None),
        {"beats": 10**12},
        {"beats": -1},
        {"beats": "6"},
        {"runs": run(0, 0, 10**12)},
        {"runs": run(0, 0, 7)},
        {"runs": run(-1, 0, 2)},
        {"runs": run(0, -5, 2)},
        {"runs": run(0, 10**12, 2)},
        {"runs": run(2, 0, 0)},
        {"runs": [[[0, 0, 3], [2, 5, 2]], *[[]] * 7]},
        {"runs": [[[0, 0]], *[[]] * 7]},
        {"runs": [[]] * 9},
        {"runs": [[]] * 65},
        {"runs": run(2, 1, 3, {"backwards": 1})},
        {"runs": run(0, 0, 1, {"backwards": 256})},
        {"runs": run(0, 0, 1, {"stutter": 17})},
        {"runs": run(0, 0, 1, {"speed": 3})},
        {"runs": run(0, 0, 1, {"speed": 0.5})},
        {"runs": run(0, 0, 1, {"half": 1})},
        {"runs": run(0, 0, 1, {"half": 1, "speed": 2})},
        {"runs": run(0, 2, 3, {"backwards": 1, "speed": 2})},
        {"runs": run(0, MAX_BEATS - 2, 2, {"speed": 2})},
        {"runs": run(0, 0, 1, {"beat": 3})},
        {"runs": run(0, 0, 1, {"over": -1})},
        {"runs": run(0, 0, 1, [])},
        {"runs": None},
        {"runs": [[["0", 0, 1]], *[[]] * 7]},
        {"lanes": []},
        {"lanes": of_lanes()["lanes"][:1], "runs": [[]]},
        {"lanes": of_lanes()["lanes"][::-1], "runs": [[]] * 2},
        {"lanes": of_lanes()["lanes"] * 2, "runs": [[]] * 4},
        {"lanes": of_lanes()["lanes"][:1] + of_lanes()["lanes"][1:] * 64, "runs": [[]] * 65},
        of_lanes(source=2),
        of_lanes(source=None),
        of_lanes(part="guitar"),
        of_lanes(part=0),
        of_lanes(gain_db=1e9),
        of_lanes(gain_db=float("nan")),
        of_lanes(mute="no"),
        of_lanes(solo=1),
        of_lanes(formants=1),
        of_lanes(pan=2.0),
        of_lanes(width=-1.0),
        of_lanes(low=-99.0),
        of_lanes(echo=float("nan")),
        of_lanes(curves=[{"control": "gain", "points": []}]),
        of_lanes(curves=[{"control": "gain", "points": [[2, 0], [1, 0]]}]),
        of_lanes(curves=[{"control": "gain", "points": [[float("nan"), 0]]}]),
        of_lanes(curves=[{"control": "colour", "points": [[2, 0]]}]),
        of_lanes(curves=[{"control": "gain", "points": [[2, 0]]}] * 2),
        of_source(strip={}),
        of_source(transpose=13),
        of_source(timing="drums"),
        of_source(transpose="1"),
        {"sends": {"echo_beats": 3, "feedback": 0.4, "decay": 1.5}},
        {"sends": {"echo_beats": 1, "feedback": 1.0, "decay": 1.5}},
        {"sends": {}},
        {"matched": 1},
        {"limited": None},
        {"tempo": "quick"},
        {"tempo": "C"},
        {"tempo": "inf"},
        {"tempo": 120.0},
        {"tempo": "9" * 400},
        {"tempo": None},
        {"tempo_chosen": 1},
        {"key": "H minor"},
        {"key": "H"},
        {"key": 3},
        {"versions": None},
        {"versions": []},
        {"versions": {"kept": [None] * 4}},
        {"versions": {"kept": [None] * 3, "used": []}},
        {"versions": {"kept": [None] * 5, "used": []}},
        {"versions": {"kept": {}, "used": []}},
        {"versions": {"kept": [None] * 4, "used": [0]}},
        {"versions": {"kept": [None] * 4, "used": {}}},
        {"versions": {"kept": [{"name": ""}, None, None, None], "used": [0]}},
    ],
)
def test_a_damaged_project_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ProjectError, match=r"one\.mash is damaged \(.*Open a backup copy if you have one\."):
        load_project(saved(tmp_path, **changed))


@pytest.mark.parametrize("name", ["sources", "tempo", "tempo_chosen", "key", "lanes", "beats", "runs", "versions"])
def test_a_project_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path)
    data = json.loads(path.read_text())
    del data[name]
    path.write_text(json.dumps(data))
    with pytest.raises(ProjectError, match=f"'{name}' is missing"):
        load_project(path)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("sources", "engine"), ("sources", "id"), ("sources", "stems"), ("sources", "cues"), ("lanes", "part")],
)
def test_a_song_or_lane_that_lacks_something_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    path = saved(tmp_path)
    data = json.loads(path.read_text())
    del data[kind][1][name]
    path.write_text(json.dumps(data))
    with pytest.raises(ProjectError, match=f"'{name}' is missing"):
        load_project(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["schema", "sources", "tempo", "tempo_chosen", "key", "lanes", "beats", "runs", "versions"]),
    json_values,
)
def test_whatever_stands_in_a_field_is_read_or_refused(tmp_path: Path, name: str, value: Any) -> None:
    path = saved(tmp_path, **{name: value})
    try:
        opened = load_project(path)
    except ProjectError:
        return
    save_project(opened, tmp_path / "again.mash")
    assert load_project(tmp_path / "again.mash") == opened


@pytest.mark.parametrize(
    ("changed", "used"),
    [
        ({}, []),
        ({}, [1, 1]),
        ({}, [True]),
        ({}, [2]),
        ({"name": None}, [1]),
        ({"name": "x" * 101}, [1]),
        ({"tempo": "C"}, [1]),
        ({"sources": []}, [1]),
        ({"runs": run(0, 0, 7)}, [1]),
        ({"beats": 10**12}, [1]),
    ],
)
def test_a_project_with_a_damaged_version_is_refused(tmp_path: Path, changed: dict[str, Any], used: list[int]) -> None:
    path = saved(tmp_path)
    state = json.loads(path.read_text())
    version = {"name": "Long", **{name: value for name, value in state.items() if name not in {"schema", "versions"}}}

    def opened(version: dict[str, Any], used: list[int]) -> Mashup:
        return load_project(saved(tmp_path, versions={"kept": [None, version, None, None], "used": used}))

    assert opened(version, [1]).versions.kept[1] == Version(load_project(saved(tmp_path)), "Long")
    with pytest.raises(ProjectError, match=r"one\.mash is damaged"):
        opened(version | changed, used)


def test_a_project_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, **of_source(), **of_lanes())
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ProjectError):
            load_project(path)


@pytest.mark.parametrize(
    "content", [b"", b"RIFF\0\0\0\0WAVE", b"[]", b"3", b"{}", b'{"schema": "1"}', b'{"schema": 0}', b'{"schema": true}']
)
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.mash"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="not a MashStudio project"):
        load_project(path)


def test_a_newer_project_asks_for_a_newer_program(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"made by a newer MashStudio\. Update"):
        load_project(saved(tmp_path, schema=SCHEMA + 1, sources="something else"))


def test_a_damaged_project_points_to_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    save_project(MASHUP, path)
    save_project(MASHUP, path)
    path.write_text("{")
    with pytest.raises(ProjectError, match=r"kept as one\.mash~"):
        load_project(path)


def test_a_missing_project_and_one_that_is_a_folder_or_a_device(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="Project not found"):
        load_project(tmp_path / "none.mash")
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(ProjectError, match="a folder or a device"):
            load_project(path)


def test_a_small_file_can_t_take_much_memory(tmp_path: Path) -> None:
    """An unlimited length, runs that each fill a whole lane, and endless nesting are refused."""
    endless = shutil.copyfile(saved(tmp_path, beats=10**9), tmp_path / "endless.mash")
    wide = shutil.copyfile(
        saved(tmp_path, beats=MAX_BEATS, runs=[[]] * 64, lanes=of_lanes()["lanes"] * 32), tmp_path / "wide.mash"
    )
    whole = saved(tmp_path, beats=MAX_BEATS, runs=[[[0, 0, MAX_BEATS]] * 20_000, *[[]] * 7])
    deep = tmp_path / "deep.mash"
    deep.write_bytes(b"[" * 1_000_000)
    tracemalloc.start()
    try:
        for path in (endless, wide, whole, deep):
            with pytest.raises(ProjectError):
                load_project(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.mash"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(ProjectError, match="far too large"):
        load_project(path)
