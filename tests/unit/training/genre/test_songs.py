"""Which songs a genre training uses, and for what."""

from collections import Counter
from pathlib import Path

import pytest
from training_songs import GENRES, write_lists

from mashstudio.core.errors import BadArgument
from mashstudio.training.genre.songs import LabelledSong, Split, check_split, in_folders, listed, split


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for genre in GENRES:
        (tmp_path / genre).mkdir()
        for number in range(10):
            (tmp_path / genre / f"{genre}.{number:05}.wav").touch()
    (tmp_path / "buzz" / "notes.txt").touch()
    (tmp_path / ".cache").mkdir()
    return tmp_path


def test_the_tutorial_s_lists_say_what_is_for_what(folder: Path) -> None:
    assert listed(folder) is None
    write_lists(folder, 10)
    parts = listed(folder)
    assert parts is not None
    assert [len(part) for part in (parts.train, parts.valid, parts.test)] == [16, 2, 2]
    assert parts.genres == GENRES
    assert parts.test[1] == LabelledSong(folder / "hiss" / "hiss.00009.wav", "hiss")


def test_a_missing_list_or_song_gets_one_sentence(folder: Path) -> None:
    (folder / "train_list.txt").write_text("buzz/buzz.00000.wav\r\n\nbuzz/buzz.00077.wav\n")
    with pytest.raises(BadArgument, match=r"has train_list.txt but no valid_list.txt"):
        listed(folder)
    for name in ("valid_list.txt", "test_list.txt"):
        (folder / name).touch()
    with pytest.raises(BadArgument, match=r"train_list.txt names buzz/buzz.00077.wav, which doesn't exist"):
        listed(folder)


def test_a_folder_of_folders_is_split_by_the_seed(folder: Path) -> None:
    songs = in_folders(folder)
    assert Counter(song.genre for song in songs) == dict.fromkeys(GENRES, 10)
    parts = split(songs, 1)
    assert [Counter(song.genre for song in part) for part in (parts.train, parts.valid, parts.test)] == [
        dict.fromkeys(GENRES, count) for count in (6, 2, 2)
    ]
    assert set(parts.train + parts.valid + parts.test) == set(songs)
    assert split(songs[::-1], 1).genres == parts.genres
    assert split(songs, 1) == parts
    assert split(songs, 2) != parts


def test_what_can_t_be_learned_gets_one_sentence(folder: Path) -> None:
    with pytest.raises(BadArgument, match="nowhere is not a folder"):
        in_folders(folder / "nowhere")
    with pytest.raises(BadArgument, match="buzz holds no genres: it needs a folder of songs for each, two at least"):
        in_folders(folder / "buzz")
    (folder / "empty").mkdir()
    with pytest.raises(BadArgument, match=r"No songs in .*empty: add some, or remove the folder"):
        in_folders(folder)
    with pytest.raises(BadArgument, match=r"hiss has too few songs \(2\)"):
        split([LabelledSong(Path(str(number)), "hiss") for number in range(2)], 1)
    buzz, hiss = (tuple(LabelledSong(Path(genre), genre) for _ in range(3)) for genre in GENRES)
    for parts, says in (
        (Split(buzz, buzz, buzz), "fewer than two genres"),
        (Split(buzz + hiss, buzz, ()), "No song of test_list.txt can be used"),
        (Split(buzz + hiss, buzz, (LabelledSong(Path("x"), "polka"),)), "No song of polka can be learned from"),
    ):
        with pytest.raises(BadArgument, match=says):
            check_split(parts)
