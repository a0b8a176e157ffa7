"""What a library knows of a song."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.messages import Message
from mashstudio.core.units import Bpm, Decibels, Seconds
from mashstudio.model.key import Key
from mashstudio.model.song import SongPlace, path_of


@dataclass(frozen=True)
class Hints:
    """What another program noted of a song, right or wrong; "" or None: nothing."""

    tempo: Bpm | None = None
    key: str = ""


@dataclass(frozen=True)
class GridSection:
    """A stretch of even beats: from `start` on at `tempo`. beat: the first one's place in the bar, from 1."""

    start: Seconds
    tempo: Bpm
    beat: int


@dataclass(frozen=True)
class Grid:
    """A song's beats as stretches of even ones."""

    beats_per_bar: int
    sections: tuple[GridSection, ...]


@dataclass(frozen=True)
class Entry:
    """A song of a playlist that was read: all the places it may mean, likeliest first, and what is noted of it."""

    places: tuple[str, ...]
    hints: Hints = Hints()


@dataclass(frozen=True, eq=False)
class SongFacts:
    """A song's row in lists. tags: those that clearly apply, strongest first. energy: 1 to 10.

    genre: by the user's own model; "": none is installed, or it hasn't judged the song.
    """

    sha256: str
    title: str
    artist: str
    duration: Seconds
    tempo: Bpm
    key: Key
    energy: int
    loudness: Decibels
    tags: Mapping[str, float]
    hints: Hints = Hints()
    genre: str = ""


@dataclass(frozen=True, eq=False)
class SongSound:
    """How a song sounds as a whole.

    embedding: float32 (400,), of length 1. harmony: float32 (sections, BARS, 12): the pitch classes of the first bars
    of each section, around their mean, each section of length 1; no section if the song is shorter than that.
    """

    embedding: NDArray[np.float32]
    harmony: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Listed:
    """A song of the library. place: where it is. used: when it was last on a deck, seconds since 1970; 0: never."""

    facts: SongFacts
    place: SongPlace
    used: float = 0.0

    @property
    def path(self) -> Path:
        """Its file, or the folder of its stems."""
        return path_of(self.place)


@dataclass(frozen=True)
class Unreadable:
    """A file that can't be used as a song, and why."""

    path: Path
    reason: Message


@dataclass(frozen=True)
class Stamp:
    """By what a file's change is noticed without reading it. modified: in nanoseconds; size: in bytes."""

    modified: int
    size: int


@dataclass(frozen=True)
class KnownFile:
    """A file that the library has looked at. sha256: "" if it is unreadable. current: nothing new is to be found.

    removed: the user took it out of the library.
    """

    stamp: Stamp
    sha256: str
    current: bool
    removed: bool
