"""Arguments are checked before any work: no files are lost, and the error comes at once."""

import hashlib
import json
import os
import shutil
import socket
from pathlib import Path

import platformdirs
import pytest

from mashstudio.cli.parser import parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.errors import BadArgument, MashStudioError
from mashstudio.core.jobs import Job
from mashstudio.pipeline import commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files that could be songs, a link to one of them, a project of both, and others in the way."""
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")
    songs = []
    for name in ("a.wav", "b.wav~", "drums.wav"):
        Path(name).write_bytes(name.encode() * 1000)
        songs.append({"path": name, "sha256": hashlib.sha256(Path(name).read_bytes()).hexdigest(), "title": name})
    for name in ("there.wav", "b.wav", "a.json"):
        Path(name).write_bytes(b"there")
    Path("stems").mkdir()
    shutil.move("b.wav~", "stems/A bass.wav")
    songs[1]["path"] = "stems/A bass.wav"
    Path("link.wav").symlink_to("a.wav")
    Path("drums.wav~").hardlink_to("drums.wav")
    os.mkfifo("pipe.wav")
    lanes = [{"gain_db": 0.0, "mute": False, "solo": False}] * 8
    project = {"schema": 1, "songs": songs[:2], "tempo": "faster", "key": "middle", "rates": None, "offsets": [0, 0]}
    project |= {"grids": [None, None], "lanes": lanes, "beats": 4, "runs": [[[0, 0, 4]], *[[]] * 7]}
    Path("p.wav").write_text(json.dumps(project))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    return Path.cwd()


def run(*arguments: str) -> None:
    options = parser().parse_args(list(arguments))
    options.progress = ProgressLine()
    options.run(options, Job())


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mash a.wav drums.wav --out a.wav --force", "a.wav, one of the inputs"),
        ("mash a.wav drums.wav --out ../files/./a.wav --force", "a.wav, one of the inputs"),
        ("mash a.wav drums.wav --out mix.wav --project link.wav --force", "a.wav, one of the inputs"),
        ("mash link.wav drums.wav --out mix.wav --project a.wav --force", "link.wav, one of the inputs"),
        ("mash a.wav drums.wav --out drums.wav~ --force", "must end in"),
        ("mash a.wav drums.wav~ --out mix.wav --project drums.wav --force", "one of the inputs"),
        ("mash a.wav drums.wav --out mix.wav --project ../files/mix.wav", "the same file"),
        ("mash a.wav drums.wav --out there.wav", "--force"),
        ("mash a.wav drums.wav --out mix.wav --project there.wav", "--force"),
        ("mash a.wav drums.wav --out pipe.wav --force", "device"),
        ("mash a.wav drums.wav --out mix.wav --project no/p.mash", "folder doesn't exist"),
        ("export p.wav --out link.wav --force", "one of the inputs"),
        ("export p.wav --out p.wav --force", "one of the inputs"),
        ("export p.wav --out there.wav", "--force"),
        ("separate drums.wav --out . --force", "one of the inputs"),
        ("separate a.wav --out .", "--force"),
        ("analyze a.wav drums.wav --out .", "--force"),
        ("demo --out there.wav", "--force"),
    ],
)
def test_no_file_is_lost(line: str, says: str, folder: Path) -> None:
    before = content(folder)
    with pytest.raises(BadArgument, match=says):
        run(*line.split())
    assert content(folder) == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mash a.wav --out mix.wav", "takes 2 to 8 songs, not 1"),
        ("mash " + "a.wav " * 9 + "--out mix.wav", "not 9"),
        ("mash a.wav drums.wav --out mix.wav --key C", "no song C"),
        ("mash a.wav drums.wav a.wav --out mix.wav --tempo h", "no song H"),
    ],
)
def test_songs_that_are_not_there_are_missed_before_any_is_read(line: str, says: str, folder: Path) -> None:
    with pytest.raises(BadArgument, match=says):
        run(*line.split())


def test_stems_never_replace_a_song(folder: Path) -> None:
    shutil.move("stems", "mix stems")
    before = content(folder)
    with pytest.raises(BadArgument, match="one of the inputs"):
        run("export", "p.wav", "--out", "mix.wav", "--stems", "--force")
    assert content(folder) == before


def test_what_is_taken_never_replaces_a_song(folder: Path) -> None:
    Path("a.wav").rename("rest.wav")
    before = content(folder)
    with pytest.raises(BadArgument, match="one of the inputs"):
        run("take", "rest.wav", "--tag", "guitar", "--out", ".", "--force")
    with pytest.raises(BadArgument, match="--force"):
        run("take", "drums.wav", "--tag", "기타", "--out", ".")
    with pytest.raises(BadArgument, match="“kazoo”; choose one of these: guitar"):
        run("take", "drums.wav", "--tag", "kazoo", "--out", "new")
    assert content(folder) == before


def test_the_version_before_a_project_is_never_a_song(folder: Path) -> None:
    Path("p.mash").write_text("{}")
    Path("a.wav").rename("p.mash~")
    with pytest.raises(BadArgument, match="one of the inputs"):
        run("mash", "p.mash~", "drums.wav", "--out", "mix.wav", "--project", "p.mash", "--force")


@pytest.mark.parametrize("path", ["pipe.wav", "socket", "/dev/zero", "stems"])
@pytest.mark.parametrize(
    "line",
    [
        "analyze {}",
        "separate {} --out new",
        "take {} --tag flute --out new",
        "mash {} a.wav --out mix.wav",
        "export {} --out mix.wav",
    ],
)
def test_what_is_no_file_is_refused_at_once(path: str, line: str, folder: Path) -> None:
    with pytest.raises(MashStudioError, match=f"{Path(path).name}.*(a folder|a device)"):
        run(*line.format(path).split())


def test_the_demo_is_rendered_again_under_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_music_path", lambda: tmp_path)
    for name in ("MashStudio demo.mp3", "MashStudio demo (2).mp3", "MashStudio demo (3).mp3"):
        path = commands.default_demo_path()
        assert path == tmp_path / "MashStudio" / name
        path.write_bytes(b"")


def test_a_single_song_fits_nothing(folder: Path) -> None:
    with pytest.raises(BadArgument, match="2 to 8 songs, not 1"):
        run("suggest", "a.wav")
