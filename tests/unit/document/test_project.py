"""The project file: saving loses nothing, and damaged files are refused."""

import json
import os
import shutil
import stat
import tracemalloc
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, REFS, json_values, lanes_but, mashup_of, mashups, two_songs, with_each

from mashstudio.core.errors import ProjectError, ReadOnlyFile, StorageError
from mashstudio.document import project
from mashstudio.document.project import SCHEMA, load_project, save_project
from mashstudio.model.alignment import Engine
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import AsIs, FixedKey, Of
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import MAX_BEATS, MAX_CELLS, Lane, Mashup, SongRef, SongSource, cells_of
from mashstudio.model.song import StemFile
from mashstudio.model.stems import StemName
from mashstudio.model.strip import BAND_RANGE, Control, Curve, Sends, Strip

STEM = {"part": "vocals", "path": "vocals.wav", "sha256": "d" * 64}
MASHUP = mashup_of({0: [0, 1, 2, -1, 9, 9], 5: [4, 3, 2, 1, 0, 0]})

STRIP: Final[dict[str, Any]] = {
    "gain_db": -2.5,
    "pan": -0.5,
    "width": 1.5,
    "low": BAND_RANGE[0],
    "mid": 3.0,
    "high": -6.0,
    "filter": 0.25,
    "echo": 0.5,
    "reverb": 0.75,
    "curves": (Curve(Control.FILTER, ((0.0, -1.0), (7.5, 0.5))),),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    mashups(most_sources=5), st.text(max_size=20), st.sampled_from(["/music/b.mp3", "/b.mp3", "/música/둘째 곡.flac"])
)
def test_what_is_saved_is_what_is_opened(tmp_path: Path, mashup: Mashup, title: str, song: str) -> None:
    first, last = (mashup.sources[place].song for place in (0, -1))
    songs = [source.song for source in mashup.sources]
    songs[0] = replace(first, title=title, path=tmp_path / "songs" / "a.wav")
    songs[-1] = replace(last, path=Path(song))
    mashup = with_each(mashup, "song", songs)
    path = tmp_path / "one.mash"
    save_project(mashup, path)
    assert load_project(path) == mashup


def test_five_songs_one_of_them_twice_with_all_that_can_be_said_of_them(tmp_path: Path) -> None:
    grid = BeatMap((0.25, 0.86, 1.47, 2.08, 2.69), (1,), 3)
    mended = BeatMap((0.25, 0.9, 1.5), (0,), 4)
    other = SongRef(tmp_path / "셋째.ogg", "c" * 64, "셋째", named=True)
    sources = (
        SongSource(6, REFS[0], 4, 2.0, grid, Engine.RUBBER_BAND),
        SongSource(1, REFS[1], -3, 1.0),
        SongSource(0, REFS[0], 60, 0.5, mended),
        SongSource(7, other, 0, 1.0, None, Engine.RUBBER_BAND),
        SongSource(3, REFS[1], 0, 1.0, grid, strip=Strip(**STRIP)),
    )
    lanes = (
        *(Lane(6, part) for part in reversed(StemName)),
        Lane(1, StemName.VOCALS, gain_db=-3.5, formants=True),
        Lane(1, StemName.VOCALS, mute=True),
        Lane(0, StemName.BASS, solo=True),
        Lane(7, StemName.OTHER, gain_db=12.0),
        Lane(3, StemName.DRUMS, **STRIP),
    )
    cells = cells_of(np.random.default_rng(5).integers(-1, 3, (9, 30)))
    mashup = Mashup(sources, lanes, cells, Of(7), FixedKey(parse_key("Bb minor")), tempo_chosen=False)
    mashup = replace(mashup, sends=Sends(0.5, 0.25, 2.0), matched=False)
    save_project(mashup, tmp_path / "five.mash")
    assert load_project(tmp_path / "five.mash") == mashup


@pytest.mark.parametrize("bar", [2, 5, 7, 12])
def test_any_bar_is_kept(tmp_path: Path, bar: int) -> None:
    grid = BeatMap(tuple(np.arange(40) * 0.5), (0, 4, 8, *range(12, 40, bar)), bar)
    mended = with_each(MASHUP, "beats", (grid, None))
    save_project(mended, tmp_path / "one.mash")
    assert load_project(tmp_path / "one.mash") == mended


def test_stems_are_kept_with_paths_as_a_song_s_file_is(tmp_path: Path) -> None:
    stems = (
        StemFile(StemName.VOCALS, tmp_path / "노래" / "보컬.wav", "1" * 64),
        StemFile(StemName.OTHER, tmp_path / "노래" / "기타.flac", "2" * 64),
        StemFile(StemName.OTHER, Path("/music/pads.wav"), "3" * 64),
    )
    song = SongRef(tmp_path / "노래", "c" * 64, "노래", stems=stems)
    mashup = with_each(MASHUP, "song", (song, REFS[1]))
    save_project(mashup, tmp_path / "one.mash")
    assert load_project(tmp_path / "one.mash") == mashup
    stored = json.loads((tmp_path / "one.mash").read_text("utf-8"))["sources"][0]["stems"]
    assert [stem["path"] for stem in stored[:2]] == ["노래/보컬.wav", "노래/기타.flac"]


def test_saved_twice_it_is_the_same_bytes(tmp_path: Path) -> None:
    save_project(MASHUP, tmp_path / "one.mash")
    save_project(load_project(tmp_path / "one.mash"), tmp_path / "two.mash")
    assert (tmp_path / "one.mash").read_bytes() == (tmp_path / "two.mash").read_bytes()


def test_the_longest_mashup_of_nothing_but_jumps_can_be_saved_and_opened(tmp_path: Path) -> None:
    row = MAX_BEATS - 1 - np.arange(MAX_BEATS, dtype=np.int32)
    lanes = (Lane(0, StemName.VOCALS), Lane(1, StemName.VOCALS))
    mashup, path = two_songs(np.tile(row, (2, 1)), lanes), tmp_path / "long.mash"
    save_project(mashup, path)
    assert load_project(path) == mashup
    # With MAX_CELLS cells it would still be small enough to open.
    assert path.stat().st_size * MAX_CELLS / mashup.cells.size < project._MAX_BYTES


def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    song = Path(os.fsdecode(b"/music/caf\xe9.wav"))
    mashup = with_each(MASHUP, "song", (replace(REFS[0], path=song, title=song.stem), REFS[1]))
    save_project(mashup, tmp_path / "one.mash")
    assert load_project(tmp_path / "one.mash") == mashup


def test_the_previous_version_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    save_project(MASHUP, path)
    first = path.read_bytes()
    save_project(replace(MASHUP, key=AsIs()), path)
    assert (tmp_path / "one.mash~").read_bytes() == first
    assert load_project(path).key == AsIs()
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "one.mash~"]


def test_where_it_can_t_be_written_nothing_changes(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        save_project(MASHUP, tmp_path / "missing" / "one.mash")
    assert not list(tmp_path.iterdir())


def test_a_folder_with_project_and_songs_can_be_moved(tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "songs").mkdir(parents=True)
    save_project(with_each(MASHUP, "song", (replace(REFS[0], path=old / "songs" / "a.wav"), REFS[1])), old / "one.mash")
    shutil.move(old, tmp_path / "new")
    opened = load_project(tmp_path / "new" / "one.mash")
    assert opened.sources[0].song.path == tmp_path / "new" / "songs" / "a.wav"
    assert str(old) not in (tmp_path / "new" / "one.mash").read_text()


def test_through_a_link_to_its_folder_songs_stay_beside_the_project(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real, target_is_directory=True)
    save_project(with_each(MASHUP, "song", (replace(REFS[0], path=link / "a.wav"), REFS[1])), link / "one.mash")
    assert json.loads((real / "one.mash").read_text())["sources"][0]["path"] == "a.wav"


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
        "strip": asdict(Strip()),
    }  # fmt: skip
    return {"sources": [first, first | {"id": 1} | changed]}


def of_lanes(**changed: Any) -> dict[str, Any]:
    """Return two songs' vocals, fields of the second replaced."""
    lane = asdict(Lane(0, StemName.VOCALS, formants=True))
    return {"lanes": [lane, lane | {"source": 1} | changed], "runs": [[]] * 2}


def test_what_is_replaced_below_is_sound_otherwise(tmp_path: Path) -> None:
    assert len(load_project(saved(tmp_path, **of_source(), **of_lanes())).lanes) == 2


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
    ],
)
def test_a_damaged_project_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ProjectError, match=r"one\.mash is damaged \(.*Open a backup copy if you have one\."):
        load_project(saved(tmp_path, **changed))


@pytest.mark.parametrize("name", ["sources", "tempo", "tempo_chosen", "key", "lanes", "beats", "runs"])
def test_a_project_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path)
    data = json.loads(path.read_text())
    del data[name]
    path.write_text(json.dumps(data))
    with pytest.raises(ProjectError, match=f"'{name}' is missing"):
        load_project(path)


@pytest.mark.parametrize(
    ("kind", "name"), [("sources", "engine"), ("sources", "id"), ("sources", "stems"), ("lanes", "part")]
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
    st.sampled_from(["schema", "sources", "tempo", "tempo_chosen", "key", "lanes", "beats", "runs"]),
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


def test_a_linked_project_is_saved_where_it_lies(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "one.mash", tmp_path / "link.mash"
    real.parent.mkdir()
    save_project(MASHUP, real)
    first = real.read_bytes()
    link.symlink_to(real)
    save_project(replace(MASHUP, key=AsIs()), link)
    assert link.is_symlink()
    assert not real.is_symlink()
    assert load_project(real).key == AsIs()
    assert (real.parent / "one.mash~").read_bytes() == first
    assert sorted(tmp_path.iterdir()) == [link, real.parent]
    real.write_text("{")
    with pytest.raises(ProjectError, match=r"kept as one\.mash~"):
        load_project(link)


def test_a_link_that_leads_nowhere_makes_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "link.mash").symlink_to(tmp_path / "new.mash")
    save_project(MASHUP, tmp_path / "link.mash")
    assert load_project(tmp_path / "new.mash") == MASHUP
    (tmp_path / "circle.mash").symlink_to("circle.mash")
    save_project(MASHUP, tmp_path / "circle.mash")
    assert load_project(tmp_path / "circle.mash") == MASHUP
    (tmp_path / "far.mash").symlink_to(tmp_path / "nowhere" / "new.mash")
    with pytest.raises(StorageError, match="folder doesn't exist"):
        save_project(MASHUP, tmp_path / "far.mash")


def test_a_read_only_project_is_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    path, link = tmp_path / "one.mash", tmp_path / "link.mash"
    save_project(MASHUP, path)
    link.symlink_to(path)
    path.chmod(0o444)
    first = path.read_bytes()
    for place in (path, link):
        with pytest.raises(ReadOnlyFile, match="is read-only; choose another name"):
            save_project(replace(MASHUP, key=AsIs()), place)
    assert path.read_bytes() == first
    save_project(replace(MASHUP, key=AsIs()), link, over_read_only=True)
    assert load_project(path).key == AsIs()
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_gains_and_fades_of_cells_are_kept(tmp_path: Path) -> None:
    cells = cells_of(np.tile(np.arange(12, dtype=np.int32), (LANE_COUNT, 1)))
    cells["gain"][1, 4:8], cells["fade_in"][2, 3], cells["fade_out"][2, 5] = -4.5, 2.0, 0.25
    cells["linear_out"][2, 5], cells["over"][2, 5], cells["stutter"][4, 2:4] = 1, 3.5, 4
    cells["beat"][5, 2:9], cells["backwards"][5, 2:9] = np.arange(30, 23, -1), 1
    mashup = two_songs(cells, lanes_but({6: {"nudge_ms": -12.5}}))
    save_project(mashup, tmp_path / "shaped.mash")
    assert load_project(tmp_path / "shaped.mash") == mashup
    assert load_project(tmp_path / "shaped.mash").cells["gain"][1, 5] == -4.5
