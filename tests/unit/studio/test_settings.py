"""What the user chose comes back, whatever lies in the file."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashstudio.engine.devices import DeviceName
from mashstudio.studio.settings import RECENT_PROJECTS, Settings, load_settings, save_settings, with_recent

CHOSEN = Settings(
    device=DeviceName("스피커", "ALSA"),
    latency="low",
    separator="spleeter",
    refine=False,
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
