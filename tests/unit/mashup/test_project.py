"""The project file: nothing saved is lost, nothing damaged is believed."""

import hashlib
import json
import os
import shutil
import stat
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mashups import LANES, REFS, USUAL_LANES, mashup_of, mashups, refs_of, two_songs, with_each

from mashstudio.facts.alignment import Engine
from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.errors import ProjectError, ReadOnlyFile, SongMoved, StorageError
from mashstudio.mashup.document import MAX_BEATS, Mashup, SongRef
from mashstudio.mashup.project import find_song, load_project, save_project

MASHUP = mashup_of({0: [0, 1, 2, -1, 9, 9], 5: [4, 3, 2, 1, 0, 0]})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mashups(), st.text(max_size=20), st.sampled_from(["/music/b.mp3", "/b.mp3", "/música/둘째 곡.flac"]))
def test_what_is_saved_is_what_is_opened(tmp_path: Path, mashup: Mashup, title: str, song: str) -> None:
    songs = (replace(REFS[0], title=title, path=tmp_path / "songs" / "a.wav"), replace(REFS[1], path=Path(song)))
    mashup = with_each(mashup, "song", songs)
    path = tmp_path / "one.mash"
    save_project(mashup, path)
    assert load_project(path) == mashup


def test_a_typed_title_is_kept_and_older_projects_have_none(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    named = with_each(MASHUP, "song", (replace(REFS[0], title="밤편지", named=True), REFS[1]))
    save_project(named, path)
    assert load_project(path) == named
    data = json.loads(path.read_text("utf-8"))
    for song in data["songs"]:
        del song["named"]
    path.write_text(json.dumps(data), "utf-8")
    assert [song.named for song in refs_of(load_project(path))] == [False, False]


def test_older_projects_have_the_usual_engine_and_formants(tmp_path: Path) -> None:
    path = saved(tmp_path, lanes=[SILENT_LANE] * 8)
    data = json.loads(path.read_text("utf-8"))
    del data["engines"]
    path.write_text(json.dumps(data), "utf-8")
    opened = load_project(path)
    assert opened.engines == (Engine.OWN, Engine.OWN)
    assert opened.lanes == USUAL_LANES


@pytest.mark.parametrize("bar", [2, 5, 7, 12])
def test_any_bar_is_kept(tmp_path: Path, bar: int) -> None:
    grid = SongGrid(tuple(np.arange(40) * 0.5), (0, 4, 8, *range(12, 40, bar)), bar)
    mended = with_each(MASHUP, "beats", (grid, None))
    save_project(mended, tmp_path / "one.mash")
    assert load_project(tmp_path / "one.mash") == mended


def test_saved_twice_it_is_the_same_bytes(tmp_path: Path) -> None:
    save_project(MASHUP, tmp_path / "one.mash")
    save_project(load_project(tmp_path / "one.mash"), tmp_path / "two.mash")
    assert (tmp_path / "one.mash").read_bytes() == (tmp_path / "two.mash").read_bytes()


def test_the_longest_mashup_of_nothing_but_jumps_can_be_saved_and_opened(tmp_path: Path) -> None:
    row = MAX_BEATS - 1 - np.arange(MAX_BEATS, dtype=np.int32)
    mashup = two_songs(np.tile(row, (LANES, 1)))
    save_project(mashup, tmp_path / "long.mash")
    assert load_project(tmp_path / "long.mash") == mashup


def test_names_that_are_no_text_survive(tmp_path: Path) -> None:
    song = Path(os.fsdecode(b"/music/caf\xe9.wav"))
    mashup = with_each(MASHUP, "song", (replace(REFS[0], path=song, title=song.stem), REFS[1]))
    save_project(mashup, tmp_path / "one.mash")
    assert load_project(tmp_path / "one.mash") == mashup


def test_the_previous_version_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    save_project(MASHUP, path)
    first = path.read_bytes()
    save_project(replace(MASHUP, key="none"), path)
    assert (tmp_path / "one.mash~").read_bytes() == first
    assert load_project(path).key == "none"
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
    assert opened.songs[0].path == tmp_path / "new" / "songs" / "a.wav"
    assert str(old) not in (tmp_path / "new" / "one.mash").read_text()


def test_through_a_link_to_its_folder_songs_stay_beside_the_project(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    link = tmp_path / "link"
    link.symlink_to(real, target_is_directory=True)
    save_project(with_each(MASHUP, "song", (replace(REFS[0], path=link / "a.wav"), REFS[1])), link / "one.mash")
    assert json.loads((real / "one.mash").read_text())["songs"][0]["path"] == "a.wav"


def saved(folder: Path, **changed: Any) -> Path:
    """A project file with some fields replaced."""
    path = folder / "one.mash"
    save_project(MASHUP, path)
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    return path


def run(beat: int, song_beat: int, count: int) -> list[list[list[int]]]:
    return [[[beat, song_beat, count]], *[[]] * 7]


SILENT_LANE = {"gain_db": 0.0, "mute": False, "solo": False}


@pytest.mark.parametrize(
    "changed",
    [
        {"songs": []},
        {"songs": [{"path": "a.wav", "sha256": "a" * 64, "title": "A"}]},
        {"songs": [{"path": "", "sha256": "a" * 64, "title": "A"}] * 2},
        {"songs": [{"path": "a\0.wav", "sha256": "a" * 64, "title": "A"}] * 2},
        {"songs": [{"path": "a.wav", "sha256": "../../x", "title": "A"}] * 2},
        {"songs": [{"path": "a.wav", "sha256": "a" * 64}] * 2},
        {"songs": [{"path": "a.wav", "sha256": "a" * 64, "title": None}] * 2},
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
        {"runs": None},
        {"runs": [[["0", 0, 1]], *[[]] * 7]},
        {"lanes": [SILENT_LANE] * 7},
        {"lanes": [SILENT_LANE | {"gain_db": 1e9}] * 8},
        {"lanes": [SILENT_LANE | {"gain_db": float("nan")}] * 8},
        {"lanes": [SILENT_LANE | {"mute": "no"}] * 8},
        {"offsets": [0]},
        {"offsets": [0, 10**400]},
        {"offsets": [0.5, 0]},
        {"tempo": "quick"},
        {"tempo": float("inf")},
        {"tempo": 10**400},
        {"tempo": None},
        {"key": "H minor"},
        {"key": 3},
        {"rates": [1.0, 0.0]},
        {"rates": [1.0]},
        {"rates": "11"},
        {"engines": ["mashstudio"]},
        {"engines": ["mashstudio", "librosa"]},
        {"engines": None},
        {"lanes": [SILENT_LANE | {"formants": 1}] * 8},
    ],
)
def test_a_damaged_project_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ProjectError, match=r"one\.mash is damaged \(.*Open a copy of it if you have one\."):
        load_project(saved(tmp_path, **changed))


@pytest.mark.parametrize("name", ["songs", "tempo", "key", "rates", "offsets", "lanes", "beats", "runs"])
def test_a_project_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path)
    data = json.loads(path.read_text())
    del data[name]
    path.write_text(json.dumps(data))
    with pytest.raises(ProjectError, match=f"has no '{name}'"):
        load_project(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["schema", "songs", "tempo", "key", "rates", "offsets", "engines", "lanes", "beats", "runs"]),
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
    path = saved(tmp_path)
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
        load_project(saved(tmp_path, schema=2, songs="something else"))


def test_a_damaged_project_points_to_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    save_project(MASHUP, path)
    save_project(MASHUP, path)
    path.write_text("{")
    with pytest.raises(ProjectError, match=r"kept as one\.mash~"):
        load_project(path)


def test_a_missing_project_and_one_that_is_a_folder_or_a_device(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="There is no project"):
        load_project(tmp_path / "none.mash")
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(ProjectError, match="a folder or a device"):
            load_project(path)


def test_a_small_file_can_t_take_much_memory(tmp_path: Path) -> None:
    """A length without bounds, runs that each write a whole lane, brackets nested without end."""
    endless = shutil.copyfile(saved(tmp_path, beats=10**9), tmp_path / "endless.mash")
    whole = saved(tmp_path, beats=MAX_BEATS, runs=[[[0, 0, MAX_BEATS]] * 20_000, *[[]] * 7])
    deep = tmp_path / "deep.mash"
    deep.write_bytes(b"[" * 1_000_000)
    tracemalloc.start()
    try:
        for path in (endless, whole, deep):
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


SONG = bytes(range(256)) * 16


def song_file(path: Path, content: bytes = SONG) -> SongRef:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return SongRef(path, hashlib.sha256(SONG).hexdigest(), "Our Song")


def test_a_song_that_is_where_it_was(tmp_path: Path) -> None:
    ref = song_file(tmp_path / "music" / "song.mp3")
    assert find_song(ref, tmp_path / "projects") == ref.path


@pytest.mark.parametrize("now", ["song.mp3", "renamed.mp3", "songs/song.mp3", "songs/other.flac"])
def test_a_moved_song_is_found_near_the_project(tmp_path: Path, now: str) -> None:
    project = tmp_path / "project"
    ref = song_file(project / now)
    song_file(project / "another.mp3", b"something else" * 200)
    moved = replace(ref, path=tmp_path / "music" / "song.mp3")
    assert find_song(moved, project) == project / now


def test_a_file_of_the_same_name_is_not_taken_for_the_song(tmp_path: Path) -> None:
    ref = song_file(tmp_path / "music" / "song.mp3", b"another song" * 200)
    found = song_file(tmp_path / "project" / "a.mp3")
    assert find_song(ref, tmp_path / "project") == found.path
    found.path.unlink()
    with pytest.raises(SongMoved, match=r"“Our Song”\): it has changed\. Put the original into"):
        find_song(ref, tmp_path / "project")


def test_a_song_that_is_nowhere_is_asked_for(tmp_path: Path) -> None:
    ref = replace(song_file(tmp_path / "x.mp3"), path=tmp_path / "gone" / "song.mp3")
    (tmp_path / "project" / "a" / "b").mkdir(parents=True)
    shutil.move(tmp_path / "x.mp3", tmp_path / "project" / "a" / "b" / "too deep.mp3")
    with pytest.raises(SongMoved, match=r"“Our Song” is no longer at .*gone.*Put it into .*project"):
        find_song(ref, tmp_path / "project")


def test_pipes_empty_and_unreadable_neighbours_are_passed_over(tmp_path: Path) -> None:
    project = tmp_path / "project"
    ref = replace(song_file(project / "z.mp3"), path=tmp_path / "gone.mp3")
    os.mkfifo(project / "a.mp3")
    (project / "b.mp3").touch()
    (project / "c.mp3").mkdir()
    (project / "d.mp3").symlink_to(project / "d.mp3")
    assert find_song(ref, project) == project / "z.mp3"


def test_a_search_can_be_cancelled(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def check() -> None:
        raise Stop

    ref = song_file(tmp_path / "song.mp3")
    with pytest.raises(Stop):
        find_song(ref, tmp_path, check)


def test_a_linked_project_is_saved_where_it_lies(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "one.mash", tmp_path / "link.mash"
    real.parent.mkdir()
    save_project(MASHUP, real)
    first = real.read_bytes()
    link.symlink_to(real)
    save_project(replace(MASHUP, key="none"), link)
    assert link.is_symlink()
    assert not real.is_symlink()
    assert load_project(real).key == "none"
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
            save_project(replace(MASHUP, key="none"), place)
    assert path.read_bytes() == first
    save_project(replace(MASHUP, key="none"), link, over_read_only=True)
    assert load_project(path).key == "none"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_the_sentence_about_a_song_that_has_gone_stays_readable(tmp_path: Path) -> None:
    ref = SongRef(Path("/music", *["deep"] * 1000, "song.wav"), "0" * 64, "Our Song")
    with pytest.raises(SongMoved) as caught:
        find_song(ref, tmp_path)
    assert len(str(caught.value)) < 800
    assert "deep/song.wav" in str(caught.value)
