"""`mashstudio library`: songs are added, found, ranked, ordered, and go to playlists and back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_songs import analysed_song

from mashstudio.cli.parser import parser
from mashstudio.cli.progress import ProgressLine
from mashstudio.core.cache import Cache
from mashstudio.core.errors import BadArgument, UnusableSong
from mashstudio.core.jobs import Job

Run = Callable[..., Any]
SONGS = (("밤편지", 92.0, "Eb major", "pop"), ("one", 128.0, "A minor", "House"), ("two", 126.0, "E minor", "House"))


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of songs whose features are cached, and a library of it."""
    folder = tmp_path_factory.mktemp("library")
    for name, tempo, key, tag in SONGS:
        analysed_song(folder / "music" / f"{name}.wav", Cache(folder / "cache"), tempo=tempo, key=key, tags={tag: 0.6})
    (folder / "music" / "broken.mp3").write_bytes(b"no sound" * 1000)
    return folder / "music"


@pytest.fixture
def run(music: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the library; return the JSON that it prints."""
    monkeypatch.setenv("MASHSTUDIO_CACHE", str(music.parent / "cache"))
    monkeypatch.setenv("MASHSTUDIO_LIBRARY", str(music.parent / "library.db"))

    def run(*arguments: object) -> Any:
        options = parser().parse_args(["library", *map(str, arguments)])
        options.progress = ProgressLine()
        options.run(options, Job())
        printed = capsys.readouterr().out
        return json.loads(printed) if options.json else printed

    if not (music.parent / "library.db").exists():
        assert run("add", music, "--json") == {"songs": 4, "new": 4, "unreadable": 1, "gone": 0, "more": False}
    return run


def titles(found: Any) -> list[str]:
    return [song["title"] for song in found]


def test_songs_are_listed_sorted_and_filtered(run: Run) -> None:
    assert titles(run("list", "--json", "--sort", "tempo")) == ["밤편지", "two", "one"]
    assert titles(run("list", "--json", "--sort", "title", "--reverse")) == ["밤편지", "two", "one"]
    assert titles(run("list", "--json", "ㅂㅍㅈ")) == ["밤편지"]
    assert titles(run("list", "--json", "--tempo", "64±3%")) == ["one", "two"]
    assert titles(run("list", "--json", "--key", "8A")) == ["one"]
    assert titles(run("list", "--json", "--key", "8A±1", "--tag", "House")) == ["one", "two"]
    assert "밤편지: 92.0 BPM, Eb major (5B)" in run("list")
    (song,) = run("list", "--json", "one")
    assert (song["camelot"], round(song["bpm"]), round(song["length"])) == ("8A", 128, 6)
    assert song["hints"] == {"bpm": None, "key": None}


def test_what_can_t_be_used_is_listed_with_its_reason(run: Run) -> None:
    (bad,) = run("list", "--unreadable", "--json")
    assert Path(bad["path"]).name == "broken.mp3"
    assert "not an audio file" in bad["reason"]


def test_songs_are_ranked_and_ordered(run: Run, music: Path) -> None:
    similar = run("similar", music / "one.wav", "--json")
    assert sorted(titles(similar)) == ["two", "밤편지"]
    assert similar[0]["alike"] >= similar[1]["alike"]
    partners = run("partners", "one", "--json")
    assert [(song["rank"], song["by"]) for song in partners] == [(1, "mix"), (2, "mix")]
    assert titles(run("partners", "one", "two", "--json")) == ["밤편지"]
    assert titles(run("order", "one", "밤편지", "two", "--json"))[1] == "one"
    assert run("partners", "one").startswith("For one:\nby mix")


def test_playlists_go_out_and_come_in(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "밤.xml"
    assert run("export", out, "--tag", "house", "--sort", "tempo", "--json")["songs"] == 2
    with pytest.raises(BadArgument, match="already exists"):
        run("export", out)
    (read,) = run("import", out, "--json")
    assert (read["playlists"], read["missing"], read["songs"]) == (["밤"], 0, 2)
    assert titles(run("list", "--playlist", "밤", "--json")) == ["two", "one"]
    assert list(run("list", "--playlists", "--json")) == ["밤"]
    run("remove", "--playlist", "밤")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("similar nothing", "no song “nothing”"),
        ("similar .wav", "may be"),
        ("list --playlist none", "no playlist “none”"),
        ("add nowhere", "no nowhere"),
        ("remove nowhere", "nothing of nowhere"),
        ("similar /", "no song “/”"),
        ("export songs.txt", "is no playlist"),
        ("export songs.csv nothing", "no songs to export"),
        ("list --tag nonsense", "the tags are house, pop"),
        ("export songs.csv --tag nonsense", "No song has the tag “nonsense”"),
    ],
)
def test_what_can_t_be_done_is_told_in_one_line(run: Run, line: str, says: str) -> None:
    with pytest.raises(BadArgument, match=says) as told:
        run(*line.split())
    assert "\n" not in str(told.value)


def test_songs_are_removed_and_come_back_when_added(run: Run, music: Path) -> None:
    assert run("remove", music / "two.wav", "--json") == {"removed": 1}
    assert run("add", "--json")["new"] == 0
    assert "two" not in titles(run("list", "--json"))
    run("add", music / "two.wav")
    assert "two" in titles(run("list", "--json"))


def test_a_removed_song_that_is_asked_for_comes_back_and_a_broken_one_says_why(run: Run, music: Path) -> None:
    run("remove", music / "two.wav")
    assert sorted(titles(run("similar", music / "two.wav", "--json"))) == ["one", "밤편지"]
    with pytest.raises(UnusableSong, match="not an audio file"):
        run("similar", music / "broken.mp3")


def test_links_and_empty_folders_are_removed_and_nothing_if_a_path_is_unknown(
    run: Run, music: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.wav").symlink_to(music / "one.wav")
    run("add", tmp_path)
    with pytest.raises(BadArgument, match="nothing of nowhere"):
        run("remove", tmp_path, "nowhere")
    assert run("remove", tmp_path / "link.wav", "--json") == {"removed": 1}
    assert "one" in titles(run("list", "--json"))
    assert run("remove", tmp_path, "--json") == {"removed": 0}


def test_a_playlist_of_which_no_song_is_there_leaves_the_older_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "old.xml"
    run("export", out, "one")
    run("import", out)
    new = '<NODE Name="new" Type="1" KeyType="0"><TRACK Key="1"/></NODE></PLAYLISTS>'
    text = out.read_text("utf-8").replace('<TRACK Key="1" />', "").replace("</PLAYLISTS>", new)
    out.write_text(text, "utf-8")
    assert run("import", out, "--json")[0]["playlists"] == ["new"]
    assert titles(run("list", "--playlist", "old", "--json")) == ["one"]
    for name in ("old", "new"):
        run("remove", "--playlist", name)


def test_another_playlist_of_a_name_is_kept_beside_it_and_can_be_removed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "twice.csv"
    for tag, name in (("pop", "twice"), ("house", "twice (2)"), ("house", "twice (2)")):
        run("export", out, "--tag", tag, "--force")
        assert run("import", out, "--json")[0]["playlists"] == [name]
    assert titles(run("list", "--playlist", "twice", "--json")) == ["밤편지"]
    assert run("remove", "--playlist", "twice (2)", "--json") == {"removed": "twice (2)"}
    with pytest.raises(BadArgument, match="no playlist “twice \\(2\\)”"):
        run("remove", "--playlist", "twice (2)")
    run("remove", "--playlist", "twice")


def test_a_playlist_has_its_own_order_unless_another_is_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "order.csv"
    run("export", out, "--sort", "tempo", "--reverse")
    run("import", out)
    listed = ("list", "--playlist", "order", "--json")
    assert titles(run(*listed)) == ["one", "two", "밤편지"]
    assert titles(run(*listed, "--reverse")) == ["밤편지", "two", "one"]
    assert titles(run(*listed, "--sort", "tempo")) == ["밤편지", "two", "one"]
    run("remove", "--playlist", "order")


@pytest.mark.parametrize(
    ("line", "says"), [("list nothing", "No songs match."), ("list --playlists", "There are no playlists")]
)
def test_that_there_is_nothing_is_said_beside_the_list(
    run: Run, line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = parser().parse_args(["library", *line.split()])
    options.progress = ProgressLine()
    options.run(options, Job())
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert not run(*line.split(), "--json")


def test_an_empty_library_says_how_to_fill_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MASHSTUDIO_LIBRARY", str(tmp_path / "library.db"))
    options = parser().parse_args(["library", "list"])
    options.progress = ProgressLine()
    options.run(options, Job())
    assert "mashstudio library add FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("most", ["0", "-1", "x"])
def test_a_number_of_songs_is_at_least_one(run: Run, most: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("similar", "one", "--most", most)
    assert "--most" in capsys.readouterr().err
