"""The songs of a genre training: a folder for each genre, or the three lists of the tutorial."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.files import explain_reading
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import said
from mashstudio.model.song import SONG_ENDINGS

LISTS: Final = {"train": "train_list.txt", "valid": "valid_list.txt", "test": "test_list.txt"}
_SHARE: Final = 0.2
"""Of a genre's songs: to validate with, and as many to test with."""
_FEWEST: Final = 3
_LARGEST_LIST: Final = 1 << 24


@dataclass(frozen=True)
class LabelledSong:
    """A song's file, and the genre that it is said to be."""

    path: Path
    genre: str


@dataclass(frozen=True)
class Split:
    """The songs to learn from, to choose the best state with, and to judge it by."""

    train: tuple[LabelledSong, ...]
    valid: tuple[LabelledSong, ...]
    test: tuple[LabelledSong, ...]

    @property
    def genres(self) -> tuple[str, ...]:
        """The genres that are learned, in the order of their names."""
        return tuple(sorted({song.genre for song in self.train}))


def listed(folder: Path) -> Split | None:
    """Return the songs that the tutorial's lists in `folder` name; None if it has none of the lists.

    Raises BadArgument if one of the three is missing or names a file that doesn't exist.
    """
    _check_folder(folder)
    found = [name for name in LISTS.values() if (folder / name).is_file()]
    if not found:
        return None
    for name in LISTS.values():
        if name not in found:
            raise BadArgument(
                Message("{folder} has {found} but no {missing}.", folder=said(folder), found=found[0], missing=name)
            )
    return Split(**{part: tuple(_songs_in(folder, name)) for part, name in LISTS.items()})


def _songs_in(folder: Path, name: str) -> Iterable[LabelledSong]:
    with explain_reading(folder / name), (folder / name).open("rb") as file:
        lines = file.read(_LARGEST_LIST).decode("utf-8", "replace").splitlines()
    for line in filter(None, map(str.strip, lines)):
        path = folder / line
        if "/" not in line or not path.is_file():
            raise BadArgument(
                Message("{list} names {file}, which doesn't exist in {folder}.", list=name, file=said(line),
                        folder=said(folder))
            )  # fmt: skip
        yield LabelledSong(path, line.split("/")[0])


def in_folders(folder: Path) -> tuple[LabelledSong, ...]:
    """Return the songs in the folders of `folder`, each of which is a genre.

    Raises BadArgument if there are fewer than two folders, or one without songs.
    """
    _check_folder(folder)
    with explain_reading(folder):
        genres = sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    if len(genres) < 2:
        raise BadArgument(
            Message("{folder} holds no genres: it needs a folder of songs for each, two at least.", folder=said(folder))
        )
    songs: list[LabelledSong] = []
    for genre in genres:
        own = sorted(path for path in genre.rglob("*") if _is_song(path))
        if not own:
            raise BadArgument(Message("No songs in {folder}: add some, or remove the folder.", folder=said(genre)))
        songs += [LabelledSong(path, genre.name) for path in own]
    return tuple(songs)


def split(songs: Sequence[LabelledSong], seed: int) -> Split:
    """Return the songs of every genre in three parts, drawn by `seed`: three fifths to learn from.

    Raises BadArgument if a genre has fewer than three songs.
    """
    parts: dict[str, list[LabelledSong]] = {part: [] for part in LISTS}
    for genre in sorted({song.genre for song in songs}):
        own = [song for song in songs if song.genre == genre]
        if len(own) < _FEWEST:
            raise BadArgument(
                Message(
                    "{genre} has too few songs ({count}): one is needed to learn, one to validate and one to test.",
                    genre=said(genre),
                    count=len(own),
                )
            )
        random.Random(f"{seed} {genre}").shuffle(own)
        share = max(round(_SHARE * len(own)), 1)
        parts["test"] += own[:share]
        parts["valid"] += own[share : 2 * share]
        parts["train"] += own[2 * share :]
    return Split(**{part: tuple(songs) for part, songs in parts.items()})


def check_split(parts: Split) -> Split:
    """Return `parts`. Raises BadArgument if they can't be learned from: genres or whole parts are missing."""
    if len(parts.genres) < 2:
        raise BadArgument(Message("There are fewer than two genres to learn."))
    for part, name in LISTS.items():
        songs: tuple[LabelledSong, ...] = getattr(parts, part)
        if not songs:
            raise BadArgument(Message("No song of {list} can be used.", list=name))
        if strange := {song.genre for song in songs} - set(parts.genres):
            raise BadArgument(
                Message("No song of {genre} can be learned from, but {list} has some.", genre=min(strange), list=name)
            )
    return parts


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise BadArgument(Message("{path} is not a folder. Check its name.", path=said(folder)))


def _is_song(path: Path) -> bool:
    return path.suffix.lower() in SONG_ENDINGS and not path.name.startswith(".") and path.is_file()
