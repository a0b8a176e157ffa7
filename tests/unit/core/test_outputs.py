"""An output never replaces an input, whatever its spelling."""

import os
from pathlib import Path

import pytest

from mashstudio.core.errors import BadArgument
from mashstudio.core.outputs import check_outputs, numbered_path


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "music" / "노래.wav"
    path.parent.mkdir()
    path.write_bytes(b"song")
    (tmp_path / "link.wav").symlink_to(path)
    (tmp_path / "folder").symlink_to(path.parent)
    os.link(path, tmp_path / "hard.wav")
    return path


@pytest.mark.parametrize(
    "spelling",
    [
        "music/노래.wav",
        "music/../music/노래.wav",
        "./music//노래.wav/",
        "link.wav",
        "folder/노래.wav",
        "hard.wav",
    ],
)
@pytest.mark.parametrize("replace", [True, False])
def test_a_song_is_no_output_by_any_spelling(
    song: Path, tmp_path: Path, spelling: str, replace: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for output, source in ((Path(spelling), song), (song, Path(spelling)), (tmp_path / spelling, song)):
        with pytest.raises(BadArgument, match=r"one of the inputs"):
            check_outputs([tmp_path / "new.wav", output], [tmp_path / "gone.wav", source], replace=replace)


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "also here").symlink_to(tmp_path / "here")
    (tmp_path / "nowhere.wav").symlink_to(tmp_path / "here" / "mix.wav")
    for one, other in (
        ("mix.wav", "mix.wav"),
        ("here/mix.wav", "also here/mix.wav"),
        ("here/mix.wav", "here/../here/mix.wav"),
        ("here/mix.wav", "nowhere.wav"),
        # One file on many disks.
        ("here/Mix.wav", "here/mix.WAV"),
        ("here/é.wav", "here/e\u0301.wav"),
        ("New/mix.wav", "also here/../new/mix.wav"),
    ):
        with pytest.raises(BadArgument, match="the same file"):
            check_outputs([tmp_path / one, tmp_path / other], [], replace=True)
    check_outputs([tmp_path / "a.wav", tmp_path / "b.wav", tmp_path / "here/a.wav"], [], replace=False)


def test_other_files_are_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    there = tmp_path / "mix.wav"
    there.write_bytes(b"")
    with pytest.raises(BadArgument, match="--force"):
        check_outputs([there], [], replace=False)
    check_outputs([there], [], replace=True)


def test_folders_and_devices_are_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(BadArgument, match="folder or a device"):
            check_outputs([path], [], replace=True)


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="the name is too long; choose a shorter one"):
        check_outputs([tmp_path / f"{'밤' * 84}.wav"], [], replace=True)


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    paths = []
    for _ in range(3):
        paths.append(numbered_path(tmp_path, "가" * 90, ".json", Path.exists))
        paths[-1].write_bytes(b"")
    assert [path.name[-10:] for path in paths] == ["가가가가가.json", "가 (2).json", "가 (3).json"]
