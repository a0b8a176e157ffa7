"""The document: which beat of which song each lane plays on each beat of the grid."""

import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.alignment import Engine
from mashstudio.facts.analysis import SongGrid
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.key import parse_key
from mashstudio.facts.messages import Message
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import TEMPO_RANGE, Decibels

SILENT: Final = -1
"""A cell that plays nothing."""

LANES: Final = 8
"""Two songs of four stems: A's vocals, drums, bass, other, then B's."""

MAX_BEATS: Final = 100_000
"""No mashup is longer, and no song has more beats: more than 4 hours at 400 BPM."""

MAX_CELLS: Final = 1_600_000
"""No mashup has more: 64 lanes may be more than an hour long at 400 BPM, 16 as long as any."""

LONGEST_TITLE: Final = 1000
"""Letters; what tags or file names call a song is far shorter."""

_LONGEST_PATH = 32_767
_SHA256 = re.compile("[0-9a-f]{64}")

GAIN_RANGE: Final[tuple[Decibels, Decibels]] = (-60.0, 12.0)
"""The gains a lane can have, dB; mute is what makes it silent."""

Cells = NDArray[np.int32]
"""int32, shape (lanes, beats), read-only: −1 silent, k ≥ 0 this lane plays its song's beat k here."""


@dataclass(frozen=True)
class Lane:
    """How one lane is mixed: `gain_db` within GAIN_RANGE; when any lane is soloed, only soloed lanes sound.

    formants: kept when the lane is shifted far, as voices want it. Raises ValueError for a gain out of range.
    """

    gain_db: Decibels = 0.0
    mute: bool = False
    solo: bool = False
    formants: bool = False

    def __post_init__(self) -> None:
        if not GAIN_RANGE[0] <= self.gain_db <= GAIN_RANGE[1]:
            raise ValueError(f"a lane's gain lies within {GAIN_RANGE[0]:g} to {GAIN_RANGE[1]:g} dB, not {self.gain_db}")


USUAL_LANES: Final = tuple(Lane(formants=stem is StemName.VOCALS) for _ in "AB" for stem in StemName)


@dataclass(frozen=True)
class SongRef:
    """A song as the document knows it: where it was last seen, the SHA-256 of its file, its title.

    named: the title was typed by hand; else it is what the file says. Raises ValueError when one of them can't be that.
    """

    path: Path
    sha256: str
    title: str
    named: bool = False

    def __post_init__(self) -> None:
        name = os.fspath(self.path)
        # A name that the system can't be asked for raises UnicodeEncodeError, a ValueError.
        if "\0" in name or len(os.fsencode(name)) > _LONGEST_PATH:
            raise ValueError("a song's path can't be one")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError("a song has no SHA-256")
        if len(self.title) > LONGEST_TITLE:
            raise ValueError(f"a title has at most {LONGEST_TITLE} letters")


@dataclass(frozen=True, eq=False)
class Mashup:
    """A whole mashup; every edit gives a new one.

    cells: int32 (LANES, beats): lanes 0–3 are song A's vocals, drums, bass, other; 4–7 song B's.
    offsets: under grid beat g lies the song's beat g + offset.
    tempo: "faster", "slower", "a", "b" or BPM. key: "middle", "a", "b", "none" or a key's name.
    tempo_chosen: somebody wants this tempo; otherwise it is what suits the songs, and may change with them.
    rates: the half or double time (0.5, 1, 2) under which the cells count each song's beats; None: not yet planned.
    grids: a song's beats where they were mended by hand, else None: as the analysis hears them.
    engines: what stretches and shifts each song.
    Raises ValueError when one of them is none of these.
    """

    songs: tuple[SongRef, SongRef]
    cells: Cells
    lanes: tuple[Lane, ...] = USUAL_LANES
    offsets: tuple[int, int] = (0, 0)
    tempo: str | float = "faster"
    key: str = "middle"
    rates: tuple[float, float] | None = None
    grids: tuple[SongGrid | None, SongGrid | None] = (None, None)
    tempo_chosen: bool = True
    engines: tuple[Engine, Engine] = (Engine.OWN, Engine.OWN)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", _frozen(self.cells))
        if self.songs[0].sha256 == self.songs[1].sha256:
            raise ValueError("both songs are the same")
        if len(self.lanes) != LANES:
            raise ValueError(f"a mashup has {LANES} lanes, not {len(self.lanes)}")
        if not all(abs(offset) <= MAX_BEATS for offset in self.offsets):
            raise ValueError(f"an offset is at most {MAX_BEATS} beats")
        if self.rates is not None and not all(rate in {0.5, 1, 2} for rate in self.rates):
            raise ValueError(f"a rate is 0.5, 1 or 2, not one of {self.rates}")
        check_tempo(self.tempo)
        check_key(self.key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mashup):
            return NotImplemented
        return _without_cells(self) == _without_cells(other) and np.array_equal(self.cells, other.cells)

    __hash__ = None  # type: ignore[assignment]  # it holds an array

    @property
    def beats(self) -> int:
        """The mashup's length in beats."""
        return int(self.cells.shape[1])


def empty_mashup(songs: tuple[SongRef, SongRef], beats: int) -> Mashup:
    """A mashup of `beats` beats in which nothing sounds yet."""
    return Mashup(songs, np.full((LANES, beats), SILENT, np.int32))


def lane_index(song: int, stem: StemName) -> int:
    """The lane of `stem` of song 0 (A) or 1 (B)."""
    return song * len(StemName) + list(StemName).index(stem)


def heard_lanes(lanes: Sequence[Lane], *, solo: bool = True) -> list[int]:
    """The indices of the lanes that are not muted.

    Of those only the soloed ones, while any lane is soloed, unless `solo` is false.
    """
    soloed = solo and any(lane.solo for lane in lanes)
    return [index for index, lane in enumerate(lanes) if not lane.mute and (lane.solo or not soloed)]


def lane_song(lane: int) -> int:
    """Which song (0 or 1) a lane belongs to."""
    return lane // len(StemName)


def runs(row: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where one lane's runs of consecutive song beats begin, and where they end (the beat after): two (runs,)."""
    on = row != SILENT
    before = np.concatenate([[SILENT], row[:-1]])
    after = np.concatenate([row[1:], [SILENT]])
    begins = np.flatnonzero(on & ((before == SILENT) | (row != before + 1)))
    ends = np.flatnonzero(on & ((after == SILENT) | (after != row + 1))) + 1
    return begins, ends


def check_tempo(tempo: str | float) -> None:
    """Raises BadArgument when `tempo` is neither BPM nor the name of a choice."""
    lowest, highest = TEMPO_RANGE
    if isinstance(tempo, str):
        if tempo not in {"faster", "slower", "a", "b"}:
            raise BadArgument(
                Message("“{text}” is not a tempo: use faster, slower, a, b or a number of BPM.", text=tempo)
            )
    elif not (math.isfinite(tempo) and lowest <= tempo <= highest):
        raise BadArgument(
            Message(
                "A tempo of {tempo} BPM can't be used; choose one from {lowest} to {highest}.",
                tempo=f"{tempo:g}",
                lowest=f"{lowest:g}",
                highest=f"{highest:g}",
            )
        )


def check_key(key: str) -> None:
    """Raises BadArgument when `key` is neither a key nor the name of a choice."""
    if key not in {"middle", "a", "b", "none"}:
        parse_key(key)


def _frozen(cells: Cells) -> Cells:
    if cells.ndim != 2 or cells.shape[0] != LANES or cells.shape[1] > MAX_BEATS:
        raise ValueError(f"cells have the shape ({LANES}, at most {MAX_BEATS}), not {cells.shape}")
    if cells.size and not (cells.min() >= SILENT and cells.max() < MAX_BEATS):
        raise ValueError(f"a cell is −1 or one of a song's {MAX_BEATS} beats at most")
    if cells.dtype == np.int32 and not cells.flags.writeable and cells.base is None:
        # Nobody can change it any more: states that differ elsewhere share it.
        return cells
    frozen = np.array(cells, np.int32)
    frozen.setflags(write=False)
    return frozen


def _without_cells(mashup: Mashup) -> tuple[object, ...]:
    return (
        *(mashup.songs, mashup.lanes, mashup.offsets, mashup.key, mashup.rates, mashup.grids),
        *(mashup.tempo, mashup.tempo_chosen, mashup.engines),
    )
