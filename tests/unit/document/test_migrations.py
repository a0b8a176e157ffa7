"""Projects of older versions open unchanged.

`schema_1.mash` is the demo as it was first; `schema_1_last.mash` says all that a project of two songs ever could;
`schema_2.mash` has songs whose lanes had a gain and no strip yet; `schema_3.mash` has strips, sections and cues;
`schema_4.mash` has versions; in `schema_5.mash` a guitar is taken out.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mashups import each_of, json_values, lanes_but, refs_of

from mashstudio.core.errors import ProjectError
from mashstudio.document.project import SCHEMA, load_project, save_project
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.analysis import BeatMap
from mashstudio.model.choices import AsIs, Fastest, FixedKey, FixedTempo, KeyChoice, Middle, Of, Slowest, TempoChoice
from mashstudio.model.key import parse_key
from mashstudio.model.mashup import Lane, Versions, cells_of
from mashstudio.model.sections import Cue, Section
from mashstudio.model.song import SongRef
from mashstudio.model.stems import StemName, Take, Taken
from mashstudio.model.strip import Control, Curve, Sends, Strip

HERE = Path(__file__).parent
DEMO, LAST, SECOND, THIRD, FOURTH, FIFTH = (
    HERE / f"schema_{name}.mash" for name in ("1", "1_last", "2", "3", "4", "5")
)
PARTS = [(source, part) for source in (0, 1) for part in StemName]


def test_the_first_demo_opens_as_it_did() -> None:
    mashup = load_project(DEMO)
    assert refs_of(mashup) == (
        SongRef(HERE / "low-tide.ogg", "905eb126195aafada822015c67770ee5f747743a225bdd5ca23565536d33c79f", "Low Tide"),
        SongRef(
            HERE / "neon-rain.ogg",
            "44fc4931a7d5032c6b421fc65a72e44782d60bc474750aa25e98adcb871113e5",
            "네온 비 (Neon Rain)",
        ),
    )
    assert mashup.ids == (0, 1)
    assert each_of(mashup, "offset") == (0, 0)
    assert mashup.rates == {0: 1.0, 1: 1.0}
    assert (mashup.tempo, mashup.key, mashup.tempo_chosen) == (Fastest(), Middle(), True)
    # Implied then: analysed beats, our own engine, and voices that keep their formants.
    assert each_of(mashup, "beats") == (None, None)
    assert each_of(mashup, "engine") == (Engine.OWN, Engine.OWN)
    assert mashup.lanes == tuple(Lane(source, part, formants=part is StemName.VOCALS) for source, part in PARTS)
    expected = np.full((8, 128), -1)
    for row, *ranges in (
        (0, range(32, 64), range(96, 128)),
        (1, range(112, 128)),
        (2, range(96, 128)),
        (3, range(64, 128)),
        (4, range(64, 96)),
        (5, range(128)),
        (6, range(8, 96)),
        (7, range(8, 64)),
    ):
        for beats in ranges:
            expected[row, beats] = beats
    assert np.array_equal(mashup.cells, cells_of(expected))


def test_all_that_a_project_of_two_songs_could_say_is_kept() -> None:
    mashup = load_project(LAST)
    assert refs_of(mashup) == (
        SongRef(HERE / "songs" / "가을.mp3", "12" * 32, "밤편지", named=True),
        SongRef(HERE.parents[1] / "music" / "second song.flac", "ab" * 32, "Second Song"),
    )
    assert each_of(mashup, "offset") == (4, -3)
    assert each_of(mashup, "rate") == (0.5, 2.0)
    grid = BeatMap((0.25, 0.86, 1.47, 2.08, 2.69, 3.3, 3.91, 4.52, 5.13), (1, 5), 4)
    assert each_of(mashup, "beats") == (None, grid)
    assert each_of(mashup, "engine") == (Engine.RUBBER_BAND, Engine.OWN)
    assert (mashup.tempo, mashup.tempo_chosen) == (FixedTempo(97.5), False)
    assert mashup.key == FixedKey(parse_key("F minor"))
    assert [(lane.source, lane.part) for lane in mashup.lanes] == PARTS
    assert [lane.gain_db for lane in mashup.lanes] == [-6.5, 0.0, 3.25, 0.0, -60.0, 0.0, 12.0, 0.0]
    assert [row for row, lane in enumerate(mashup.lanes) if lane.mute] == [0, 7]
    assert [row for row, lane in enumerate(mashup.lanes) if lane.solo] == [2, 7]
    assert [row for row, lane in enumerate(mashup.lanes) if lane.formants] == [2, 4]
    assert mashup.played.tolist() == [
        [-1, -1, 7, 8, 9, 3, *[-1] * 6],
        [-1] * 12,
        [-1] * 12,
        list(range(4, 16)),
        [-1] * 12,
        [11, -1] * 6,
        [-1] * 12,
        [*[-1] * 4, *range(8)],
    ]


def test_gains_and_fades_of_runs_are_kept() -> None:
    mashup = load_project(SECOND)
    assert refs_of(mashup)[0] == SongRef(HERE / "songs" / "가을.mp3", "12" * 32, "밤편지", named=True)
    assert (each_of(mashup, "offset"), each_of(mashup, "rate")) == ((4, -3), (0.5, 1.0))
    assert (mashup.tempo, mashup.key, mashup.tempo_chosen) == (FixedTempo(97.5), FixedKey(parse_key("F minor")), False)
    assert mashup.lanes == lanes_but({1: {"gain_db": -6.5, "mute": True}, 4: {"solo": True, "formants": True}})
    played = np.full((8, 24), -1)
    played[0, 2:10], played[3], played[7, 12:] = np.arange(30, 38), np.arange(4, 28), np.arange(12, 24)
    played[4, 8:12] = [5, 6, 5, 6]
    cells = cells_of(played)
    cells["gain"][0, 2:10], cells["gain"][3, 12:], cells["fade_in"][0, 2], cells["fade_out"][0, 9] = -4.5, 3, 2, 0.25
    assert np.array_equal(mashup.cells, cells)
    assert {source.strip for source in mashup.sources} == {Strip()}
    assert mashup.sends == Sends()
    # As it sounded.
    assert not mashup.matched


def test_strips_sections_and_cues_are_kept() -> None:
    mashup = load_project(THIRD)
    first, second = mashup.sources
    assert first.sections == (Section(0.5, "Intro"), Section(12.25, "후렴"))
    assert first.cues == (Cue(1, 0.5), Cue(3, 12.25, "드롭"))
    assert (first.strip, first.transpose) == (Strip(pan=-0.5, echo=0.25), -1.5)
    assert (second.strip, second.sections, second.cues) == (Strip(), None, None)
    assert (mashup.matched, mashup.sends) == (True, Sends(0.5, 0.3, 2.5))
    curves = (Curve(Control.FILTER, ((0.0, -0.5), (8.0, 0.0))),)
    assert mashup.lanes[3] == Lane(0, StemName.OTHER, low=-6.0, nudge_ms=-12.0, curves=curves)
    assert np.flatnonzero(mashup.cells[7]["backwards"]).tolist() == [12, 13, 14, 15]
    assert np.flatnonzero(mashup.cells[7]["stutter"] == 2).tolist() == [16, 17]
    # As it was before there were versions, a limiter and a timing.
    assert (mashup.versions, mashup.limited) == (Versions(), False)
    assert each_of(mashup, "timing") == (Timing.BEATS, Timing.BEATS)


def test_versions_are_kept_and_nothing_is_taken_out() -> None:
    mashup = load_project(FOURTH)
    kept = mashup.versions.kept[1]
    assert kept is not None
    assert (kept.name, mashup.versions.used, mashup.limited) == ("quiet", (1,), True)
    assert each_of(mashup, "timing") == (Timing.VOCALS, Timing.BEATS)
    assert {source.takes for each in (mashup, kept.mashup) for source in each.sources} == {()}


def test_what_is_taken_out_is_kept_and_no_band_plays() -> None:
    mashup = load_project(FIFTH)
    guitar = Taken("other.guitar")
    assert each_of(mashup, "takes") == ((Take(guitar, -0.5),), ())
    assert mashup.lanes[4].part == guitar
    kept = mashup.versions.kept[1]
    assert kept is not None
    assert (mashup.band, kept.mashup.band) == (None, None)


@pytest.mark.parametrize("older", [DEMO, LAST, SECOND, THIRD, FOURTH, FIFTH], ids=lambda path: path.stem)
def test_saved_it_is_a_project_of_today_and_the_older_one_is_kept_beside_it(older: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.mash"
    path.write_bytes(older.read_bytes())
    opened = load_project(path)
    save_project(opened, path)
    assert json.loads(path.read_text("utf-8"))["schema"] == SCHEMA
    assert load_project(path) == opened
    assert (tmp_path / "one.mash~").read_bytes() == older.read_bytes()
    assert load_project(tmp_path / "one.mash~") == opened


def saved(folder: Path, **changed: Any) -> Path:
    """Return `schema_1_last.mash` with some fields replaced."""
    path = folder / "one.mash"
    path.write_text(json.dumps(json.loads(LAST.read_text("utf-8")) | changed), "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "tempo"),
    [
        ("faster", Fastest()),
        ("slower", Slowest()),
        ("a", Of(0)),
        ("b", Of(1)),
        (128, FixedTempo(128.0)),
        (87.25, FixedTempo(87.25)),
    ],
)
def test_every_tempo_that_could_be_chosen(tmp_path: Path, text: str | float, tempo: TempoChoice) -> None:
    assert load_project(saved(tmp_path, tempo=text)).tempo == tempo


@pytest.mark.parametrize(("text", "key"), [("middle", Middle()), ("a", Of(0)), ("b", Of(1)), ("none", AsIs())])
def test_every_key_that_could_be_chosen(tmp_path: Path, text: str, key: KeyChoice) -> None:
    assert load_project(saved(tmp_path, key=text)).key == key


def test_songs_that_were_not_planned_yet(tmp_path: Path) -> None:
    assert load_project(saved(tmp_path, rates=None)).rates is None


SONG = {"path": "a.wav", "sha256": "a" * 64, "title": "A"}
OTHER = SONG | {"sha256": "b" * 64}
SILENT_LANE = {"gain_db": 0.0, "mute": False, "solo": False}


@pytest.mark.parametrize(
    "changed",
    [
        {"songs": []},
        {"songs": [SONG]},
        {"songs": [SONG, SONG]},
        {"songs": [SONG, OTHER, OTHER | {"sha256": "c" * 64}]},
        {"songs": [SONG, OTHER | {"path": ""}]},
        {"songs": [SONG, {"path": "a.wav", "sha256": "b" * 64}]},
        {"songs": [SONG, OTHER | {"title": None}]},
        {"songs": [SONG, OTHER | {"named": 1}]},
        {"beats": 10**12},
        {"beats": "6"},
        {"runs": [[]] * 9},
        {"runs": [[[0, 0, 13]], *[[]] * 7]},
        {"runs": None},
        {"lanes": [SILENT_LANE] * 7},
        {"lanes": [SILENT_LANE | {"gain_db": 1e9}] * 8},
        {"lanes": [SILENT_LANE | {"mute": "no"}] * 8},
        {"lanes": [SILENT_LANE | {"formants": 1}] * 8},
        {"offsets": [0]},
        {"offsets": [0, 10**400]},
        {"offsets": [0.5, 0]},
        {"tempo": "quick"},
        {"tempo": "c"},
        {"tempo": float("inf")},
        {"tempo": 10**400},
        {"tempo": None},
        {"tempo_chosen": 1},
        {"key": "H minor"},
        {"key": "C"},
        {"key": 3},
        {"rates": [1.0, 0.0]},
        {"rates": [1.0]},
        {"rates": "11"},
        {"grids": [None]},
        {"grids": [None, {}]},
        {"engines": ["mashstudio"]},
        {"engines": ["mashstudio", "librosa"]},
        {"engines": None},
    ],
)
def test_a_damaged_one_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ProjectError, match=r"one\.mash is damaged \(.*Open a backup copy if you have one\."):
        load_project(saved(tmp_path, **changed))


@pytest.mark.parametrize("name", ["songs", "tempo", "key", "rates", "offsets", "lanes", "beats", "runs"])
def test_one_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path)
    data = json.loads(path.read_text())
    del data[name]
    path.write_text(json.dumps(data))
    with pytest.raises(ProjectError, match=f"'{name}' is missing"):
        load_project(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(json.loads(LAST.read_text("utf-8")))), json_values)
def test_whatever_stands_in_a_field_is_read_or_refused(tmp_path: Path, name: str, value: Any) -> None:
    path = saved(tmp_path, **{name: value})
    try:
        opened = load_project(path)
    except ProjectError:
        return
    save_project(opened, tmp_path / "again.mash")
    assert load_project(tmp_path / "again.mash") == opened
