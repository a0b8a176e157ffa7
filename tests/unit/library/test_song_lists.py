"""Find songs in folders and playlists written by other programs and systems."""

import os
import random
import shutil
from pathlib import Path

import pytest

from mashstudio.core.jobs import Job
from mashstudio.library.song_lists import DEEPEST, MOST_SONGS, Found, playlist_entries, songs_in


def touch(*paths: Path) -> tuple[Path, ...]:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


def found(*paths: Path) -> Found:
    return songs_in(paths, job=Job())


def test_a_folder_is_read_with_its_folders_by_known_endings(tmp_path: Path) -> None:
    songs = touch(tmp_path / "2.mp3", tmp_path / "10.FLAC", tmp_path / "a" / "b" / "노래.ogg")
    touch(tmp_path / "cover.png", tmp_path / ".hidden.mp3", tmp_path / ".trash" / "old.mp3", tmp_path / "a" / "x.m3u")
    assert found(tmp_path) == Found(songs)


def test_links_in_circles_and_broken_ones_lead_nowhere(tmp_path: Path) -> None:
    (song,) = touch(tmp_path / "a" / "one.wav")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "gone.wav").symlink_to(tmp_path / "nothing.wav")
    assert found(tmp_path) == Found((song,))


def test_a_folder_is_read_so_deep_and_so_far(tmp_path: Path) -> None:
    deep = tmp_path.joinpath("deep", *"12345678")
    assert len(deep.relative_to(tmp_path / "deep").parts) == DEEPEST
    (song,) = touch(deep / "in.wav")
    assert found(tmp_path / "deep") == Found((song,))
    touch(deep / "9" / "out.wav")
    assert found(tmp_path / "deep") == Found((song,), more=True)
    touch(*(tmp_path / "wide" / f"{number}.wav" for number in range(MOST_SONGS + 1)))
    wide = found(tmp_path / "wide")
    assert len(wide.songs) == MOST_SONGS
    assert wide.more


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\r\n#EXTINF:12,A - B\r\none.wav\r\n\r\nsub/노래 1.mp3\r\n",
        "one.wav\rsub\\노래 1.mp3\r",
        "file://{folder}/one.wav\nfile://localhost{folder}/sub/%EB%85%B8%EB%9E%98%201.mp3\n",
        "{folder}/one.wav\nsub/%EB%85%B8%EB%9E%98%201.mp3",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_playlist_names_songs_in_many_ways(tmp_path: Path, text: str, encoding: str) -> None:
    songs = touch(tmp_path / "one.wav", tmp_path / "sub" / "노래 1.mp3")
    playlist = tmp_path / "mix.m3u"
    playlist.write_bytes(text.replace("{folder}", str(tmp_path)).encode(encoding))
    assert found(playlist) == Found(songs)


def test_a_name_that_is_no_text_is_found_by_its_bytes(tmp_path: Path) -> None:
    (song,) = touch(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb3\xeb\xb7\xa1.wav")))
    (tmp_path / "mix.m3u").write_bytes(b"\xb3\xeb\xb7\xa1.wav\n")
    assert found(tmp_path / "mix.m3u") == Found((song,))


def test_a_pls_is_read_by_its_numbers(tmp_path: Path) -> None:
    songs = touch(tmp_path / "b.wav", tmp_path / "a.wav")
    playlist = tmp_path / "mix.PLS"
    playlist.write_text("[playlist]\nFile2=a.wav\nTitle2=A\nfile1 = b.wav\nFile10=gone.wav\nNumberOfEntries=3\n")
    assert found(playlist) == Found(songs, missing=1)


def test_what_is_not_there_is_counted_and_what_is_unreadable_is_said(tmp_path: Path) -> None:
    playlist = tmp_path / "mix.m3u8"
    playlist.write_text("https://example.org/radio\ngone.wav\n.\n")
    assert found(playlist) == Found(missing=3)
    shutil.copy(playlist, tmp_path / "empty.m3u")
    (tmp_path / "empty.m3u").write_bytes(b"")
    assert found(tmp_path / "empty.m3u") == Found()
    pipe = tmp_path / "pipe.m3u"
    os.mkfifo(pipe)
    gone = found(tmp_path / "nowhere.m3u", pipe)
    assert gone.songs == ()
    assert "nowhere.m3u" in str(gone.errors[0])
    assert len(gone.errors) == 2


def test_no_playlist_is_too_odd_to_be_read(tmp_path: Path) -> None:
    pieces = [
        b"file:",
        b"//",
        b"%",
        b"%00",
        b"\0",
        b"\xff\xfe",
        b"\n",
        b"\r",
        b"File1=",
        b"#",
        b"\\",
        b"C:\\x",
        b"a" * 300,
    ]
    dice = random.Random(7)
    for number in range(300):
        raw = b"".join(dice.choice(pieces) + dice.randbytes(dice.randrange(3)) for _ in range(dice.randrange(12)))
        ending = dice.choice([".m3u", ".m3u8", ".pls"])
        assert all(playlist_entries(raw, ending))
        path = tmp_path / f"{number % 9}{ending}"
        path.write_bytes(raw)
        assert found(path).errors == ()
