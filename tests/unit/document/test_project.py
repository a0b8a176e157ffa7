"""The project file: saving loses nothing."""

import json
import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mashups import LANE_COUNT, REFS, lanes_but, mashup_of, mashups, two_songs, with_each

from mashstudio.core.errors import ProjectError, ReadOnlyFile, StorageError
from mashstudio.document import project, versions
from mashstudio.document.project import load_project, save_project
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import AsIs, FixedKey, Of
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import MAX_BEATS, MAX_CELLS, VERSION_LETTERS, Lane, Mashup, SongSource, cells_of
from mashstudio.model.sections import Cue, Section
from mashstudio.model.song import SongRef, StemFile
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
        SongSource(7, other, 0, 1.0, None, Engine.RUBBER_BAND, cues=()),
        SongSource(
            3, REFS[1], 0, 1.0, grid, strip=Strip(**STRIP), transpose=-2.35, timing=Timing.VOCALS,
            sections=(Section(0.25, "Intro"), Section(9.5, "후렴")), cues=(Cue(1, 0.25), Cue(8, 9.5, "내리기")),
        ),
    )  # fmt: skip
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
    mashup = replace(mashup, sends=Sends(0.5, 0.25, 2.0), matched=False, limited=True)
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


def test_versions_with_songs_of_their_own_are_saved_and_opened(tmp_path: Path) -> None:
    other = replace(with_each(MASHUP, "song", (REFS[1], replace(REFS[0], path=tmp_path / "a.wav"))), key=AsIs())
    mashup = versions.named(versions.keep(MASHUP, 3), 3, "느린 “끝”\n2")
    mashup = versions.keep(replace(other, versions=mashup.versions), 0)
    mashup = replace(MASHUP, versions=mashup.versions)
    save_project(mashup, tmp_path / "one.mash")
    opened = load_project(tmp_path / "one.mash")
    assert opened == mashup
    assert versions.switched(opened, 0).sources == other.sources
    assert opened.versions.used == (0, 3)


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
    most = project._MAX_BYTES / (1 + len(VERSION_LETTERS))
    assert path.stat().st_size * MAX_CELLS / mashup.cells.size < most


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
    cells["speed"][6, :6], cells["beat"][6, :6] = 2, np.arange(20, 32, 2)
    cells["speed"][7, :5], cells["beat"][7, :5], cells["half"][7, :5] = 1, [9, 9, 8, 8, 7], [1, 0, 1, 0, 1]
    cells["backwards"][7, :5] = 1
    mashup = two_songs(cells, lanes_but({6: {"nudge_ms": -12.5}}))
    save_project(mashup, tmp_path / "shaped.mash")
    assert load_project(tmp_path / "shaped.mash") == mashup
    assert load_project(tmp_path / "shaped.mash").cells["gain"][1, 5] == -4.5
    stored = json.loads((tmp_path / "shaped.mash").read_text())["runs"]
    assert stored[6][0] == [0, 20, 6, {"speed": 2}]
    assert stored[7][0] == [0, 9, 5, {"backwards": 1, "speed": 1, "half": 1}]
