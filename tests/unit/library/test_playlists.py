"""Playlists written for other programs are read back as they were; theirs are read, too."""

import os
from pathlib import Path

import pytest
from library_songs import facts

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.library.facts import Grid, GridSection, Listed
from mashstudio.library.playlists import Track, place_of_entry, read_playlists, write_playlist
from mashstudio.library.song_lists import songs_in

GRID = Grid(3, (GridSection(0.3553, 170.25, 1), GridSection(61.0, 171.5, 3), GridSection(95.5, 84.125, 2)))
NAMES = ("밤편지 & “more”.wav", "100%25 <b>.wav", "a, b; c.wav", "# no comment.wav", " spaces .wav", "new\nline.wav")
ODD = (os.fsdecode(b"\xb3\xeb.wav"),) if os.name == "posix" else ()


@pytest.fixture
def tracks(tmp_path: Path) -> list[Track]:
    """Songs with names that playlists find hard, in the playlist's folder and elsewhere."""
    (tmp_path / "in").mkdir()
    found = []
    for number, name in enumerate((*NAMES, *ODD)):
        path = tmp_path / ("in" if number % 2 else "") / name
        path.write_bytes(b"sound")
        found.append(Track(Listed(facts(number, title=f"노래 {number} <&>"), path), GRID))
    return found


def places(path: Path) -> list[Path | None]:
    if path.suffix == ".m3u8":
        return list(songs_in([path], job=Job()).songs)  # type: ignore[arg-type]  # no stems among them
    (entries,) = read_playlists(path).values()
    return [place_of_entry(entry, path.parent) for entry in entries]


@pytest.mark.parametrize("ending", [".m3u8", ".xml", ".csv"])
def test_songs_are_found_again_in_their_order_whatever_they_are_called(
    ending: str, tracks: list[Track], tmp_path: Path
) -> None:
    path = tmp_path / "in" / f"목록{ending}"
    write_playlist(path, "목록", tracks, replace=False)
    assert places(path) == [track.song.path for track in tracks]


def test_beat_grids_go_to_rekordbox_with_every_tempo_and_hints_come_back(tracks: list[Track], tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_playlist(path, "밤 & 낮", tracks[:2], replace=False)
    assert path.read_text("utf-8").count("<TEMPO ") == 2 * len(GRID.sections)
    assert 'Metro="3/4" Battito="3"' in path.read_text("utf-8")
    ((name, entries),) = read_playlists(path).items()
    assert name == "밤 & 낮"
    assert [entry.hints.tempo for entry in entries] == [track.song.facts.tempo for track in tracks[:2]]
    assert entries[0].hints.key == "Am"


REKORDBOX = """<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="6.8.5" Company="AlphaTheta"/>
<COLLECTION Entries="2">
<TRACK TrackID="77" Name="One" AverageBpm="128.00" Tonality="8A" Location="file://localhost/C:/Music/One%20%26%20Two.mp3">
<TEMPO Inizio="0.025" Bpm="128.00" Metro="4/4" Battito="1"/>
<POSITION_MARK Name="" Type="0" Start="0.025" Num="0"/></TRACK>
<TRACK TrackID="78" Name="Bad" AverageBpm="0.00" Location="file://localhost/b.mp3">
<TEMPO Inizio="x" Bpm="nan" Metro="" Battito=""/></TRACK></COLLECTION>
<PLAYLISTS><NODE Type="0" Name="ROOT" Count="1"><NODE Type="0" Name="Folder" Count="2">
<NODE Name="Set" Type="1" KeyType="0" Entries="2"><TRACK Key="78"/><TRACK Key="77"/><TRACK Key="99"/></NODE>
<NODE Name="By place" Type="1" KeyType="1" Entries="1"><TRACK Key="file://localhost/b.mp3"/></NODE>
</NODE></NODE></PLAYLISTS></DJ_PLAYLISTS>"""


def test_rekordbox_s_own_playlists_are_read_in_their_folders(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REKORDBOX, "utf-8")
    read = read_playlists(tmp_path / "a.xml")
    assert list(read) == ["Set", "By place"]
    bad, one = read["Set"]
    assert "C:/Music/One & Two.mp3" in one.places
    assert (one.hints.tempo, one.hints.key) == (128.0, "8A")
    assert bad.hints.tempo is None


@pytest.mark.parametrize("line", ["File,Titel", "Titel;Path;x", "Location\tTitel"])
def test_tables_of_other_programs_are_read_by_the_column_of_places(line: str, tmp_path: Path) -> None:
    separator = next(each for each in ",;\t" if each in line)
    row = separator.join("b.mp3" if name in {"File", "Path", "Location"} else "B" for name in line.split(separator))
    (tmp_path / "a.csv").write_text(f"{line}\n{row}\n", "utf-8")
    assert [entry.places for entry in read_playlists(tmp_path / "a.csv")["a"]] == [("b.mp3",)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_are_read_in_any_encoding_and_with_any_line_ends(encoding: str, end: str, tmp_path: Path) -> None:
    song = tmp_path / "밤편지.wav"
    song.touch()
    (tmp_path / "a.csv").write_bytes(f"제목,path{end}아이유,밤편지.wav{end}".encode(encoding))
    (entry,) = read_playlists(tmp_path / "a.csv")["a"]
    assert place_of_entry(entry, tmp_path) == song


def test_a_folder_is_no_song_unless_the_library_knows_it_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"path,title\n.,a\n/,b\n../,c\n{tmp_path},d\n", "utf-8")
    (tmp_path / "a.xml").write_text(REKORDBOX.replace("file://localhost/b.mp3", ""), "utf-8")
    for name in ("a.csv", "a.xml"):
        entries = [entry for each in read_playlists(tmp_path / name).values() for entry in each]
        assert not any(place_of_entry(entry, tmp_path) for entry in entries)
    assert place_of_entry(read_playlists(tmp_path / "a.csv")["a"][3], tmp_path, {tmp_path}) == tmp_path


def test_names_of_playlists_are_one_clean_line(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REKORDBOX.replace('Name="Set"', 'Name="S&#x9b;2J&#10;e&#x202e;t"'), "utf-8")
    assert list(read_playlists(tmp_path / "a.xml")) == ["S 2J et", "By place"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xml", "<a", "can't be read"),
        ("a.xml", "<a/>", "isn't rekordbox's"),
        ("a.xml", '<?xml version="1.0" encoding="none"?><DJ_PLAYLISTS/>', "can't be read"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><DJ_PLAYLISTS/>', "entities"),
        ("a.xml", "<DJ_PLAYLISTS>" + "<NODE>" * 10_000, "can't be read"),
        ("a.csv", "", "“path”"),
        ("a.csv", "title\nx", "“path”"),
        ("a.csv", "x" * 200_000 + ",path\nx,y\n", "field limit"),
    ],
)
def test_what_is_no_playlist_is_told(name: str, content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(BadArgument, match=says):
        read_playlists(tmp_path / name)


def test_no_song_and_no_other_file_is_overwritten(tracks: list[Track], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_playlist(path, "a", tracks, replace=False)
    before = path.read_bytes()
    with pytest.raises(BadArgument, match="already exists"):
        write_playlist(path, "a", tracks[:1], replace=False)
    assert path.read_bytes() == before
    write_playlist(path, "a", tracks[:1], replace=True)
    assert path.read_bytes() != before
    with pytest.raises(BadArgument, match="no playlist"):
        write_playlist(tracks[0].song.path, "a", tracks, replace=True)
    song = tmp_path / "song.csv"
    song.write_bytes(b"sound")
    with pytest.raises(BadArgument, match="one of the inputs"):
        write_playlist(song, "a", [Track(Listed(facts(0), song))], replace=True)
    assert song.read_bytes() == b"sound"
