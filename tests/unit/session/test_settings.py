"""Settings are restored, whatever the file contains."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.model.alignment import Engine
from mashstudio.playback.ipc.devices import DeviceName
from mashstudio.session.settings import RECENT_PROJECTS, Settings, load_settings, save_settings, with_recent

CHOSEN = Settings(
    device=DeviceName("스피커", "ALSA"),
    latency="low",
    separator="spleeter",
    engine=Engine.RUBBER_BAND,
    loudness=None,
    language="ko",
    theme="dark",
    step_entry=True,
    shortcuts={"play": "P"},
    recent=("/music/밤.mash",),
)


def test_choices_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    save_settings(CHOSEN, path)
    assert load_settings(path) == CHOSEN


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"unknown": 1}', "null"])
def test_a_damaged_file_is_a_newcomers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert load_settings(path) == Settings()
    assert load_settings(tmp_path / "none.json") == Settings()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(name=st.sampled_from(sorted(vars(CHOSEN))), value=JSON)
def test_one_choice_that_makes_no_sense_spoils_no_other(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    save_settings(CHOSEN, path)
    data = json.loads(path.read_text())
    path.write_text(json.dumps(data | {name: value}))
    loaded = load_settings(path)
    for other in vars(CHOSEN):
        if other != name:
            assert getattr(loaded, other) == getattr(CHOSEN, other)
    save_settings(loaded, path)
    assert load_settings(path) == loaded


def test_numbers_beyond_all_bounds_cost_only_their_own_choice(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    long = "9" * 100_000
    for name, value in (
        ("loudness", "NaN"), ("loudness", "-Infinity"), ("loudness", "1e999"), ("loudness", long), ("loudness", "3"),
        ("cache_limit", long), ("cache_limit", "1" + "0" * 30), ("cache_limit", "NaN"), ("cache_limit", "1e20"),
        ("cache_folder", '"\\u0000"'), ("cache_folder", '"\\ud800"'), ("cache_folder", f'"{long}"'),
        ("device", '["\\u0000", ""]'), ("window", '"\\ud800 ♪"'), ("shortcuts", json.dumps({"play": long})),
    ):  # fmt: skip
        save_settings(CHOSEN, path)
        text = json.dumps(json.loads(path.read_text()) | {name: "HERE"}).replace('"HERE"', value)
        path.write_text(text)
        assert load_settings(path) == replace(CHOSEN, **{name: getattr(Settings(), name)})


def test_of_recent_projects_those_that_can_be_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    recent = ["/music/밤.mash", "", 3, None, "a\0.mash", "\ud800", "x" * 100_000, ["a"], "/b.mash"]
    path.write_text(json.dumps({"recent": recent}))
    assert load_settings(path).recent == ("/music/밤.mash", "/b.mash")
    path.write_text(json.dumps({"recent": [f"{index}.mash" for index in range(1000)]}))
    assert len(load_settings(path).recent) == RECENT_PROJECTS


def test_a_recent_project_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = with_recent(Settings(), tmp_path / os.fsdecode(b"caf\xe9.mash"))
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_what_can_t_be_read_is_put_aside_and_settings_are_kept_again(tmp_path: Path) -> None:
    path, aside = tmp_path / "settings.json", tmp_path / "settings.json~"
    huge = b'{"theme": "dark", "more": "' + b"x" * 2_000_000 + b'"}'
    for content in (
        b"[" * 100_000,
        b'{"theme":' * 50_000,
        b"\xff\x00\x80" * 99,
        b"\0" * 4096,
        huge,
        b'{"theme": "dark"',
    ):
        path.write_bytes(content)
        assert load_settings(path) == Settings()
        assert aside.read_bytes() == content
        assert not path.exists()
    aside.unlink()
    os.mkfifo(path)
    assert load_settings(path) == Settings()
    save_settings(CHOSEN, path)
    assert load_settings(path) == CHOSEN
    aside.unlink()
    path.unlink()
    (path / "folder").mkdir(parents=True)
    assert load_settings(path) == Settings()
    save_settings(CHOSEN, path)
    assert load_settings(path) == CHOSEN


@pytest.mark.parametrize("target", ["/dev/zero", "settings.json", "/nowhere/at/all"])
def test_a_link_to_nothing_sensible_is_a_newcomers(tmp_path: Path, target: str) -> None:
    (tmp_path / "settings.json").symlink_to(target)
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_settings_that_lie_elsewhere_stay_there(tmp_path: Path) -> None:
    path, real = tmp_path / "settings.json", tmp_path / "mine" / "settings.json"
    real.parent.mkdir()
    save_settings(Settings(), real)
    path.symlink_to(real)
    save_settings(CHOSEN, path)
    assert path.is_symlink()
    assert load_settings(real) == CHOSEN


def test_recent_projects_are_few_and_the_latest_comes_first(tmp_path: Path) -> None:
    settings = Settings()
    for index in range(RECENT_PROJECTS + 3):
        settings = with_recent(settings, tmp_path / f"{index}.mash")
    settings = with_recent(settings, tmp_path / "5.mash")
    assert len(settings.recent) == RECENT_PROJECTS
    assert settings.recent[0].endswith("5.mash")
    assert len(set(settings.recent)) == RECENT_PROJECTS


def test_a_recent_project_s_name_need_not_be_text(tmp_path: Path) -> None:
    settings = with_recent(Settings(), tmp_path / os.fsdecode(b"\xb9\xe3.mash"))
    save_settings(settings, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == settings


def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == Settings()
