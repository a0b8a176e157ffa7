"""The document: which beat of which song each lane plays on each beat of the grid."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.plan import LANES
from mashstudio.facts.stems import StemName
from mashstudio.facts.units import Decibels

SILENT = -1
"""A cell that plays nothing."""

Cells = NDArray[np.int32]
"""int32, shape (lanes, beats), read-only: −1 silent, k ≥ 0 this lane plays its song's beat k here."""


@dataclass(frozen=True)
class Lane:
    """How one lane is mixed: `gain_db` in dB; when any lane is soloed, only soloed lanes sound."""

    gain_db: Decibels = 0.0
    mute: bool = False
    solo: bool = False


@dataclass(frozen=True)
class SongRef:
    """A song as the document knows it: where it was last seen, the SHA-256 of its file, its title."""

    path: Path
    sha256: str
    title: str


@dataclass(frozen=True, eq=False)
class Mashup:
    """A whole mashup; every edit gives a new one.

    cells: int32 (LANES, beats): lanes 0–3 are song A's vocals, drums, bass, other; 4–7 song B's.
    offsets: under grid beat g lies the song's beat g + offset.
    tempo: "faster", "slower", "a", "b" or BPM. key: "middle", "a", "b", "none" or a key's name.
    rates: the half or double time (0.5, 1, 2) under which the cells count each song's beats; None: not yet planned.
    """

    songs: tuple[SongRef, SongRef]
    cells: Cells
    lanes: tuple[Lane, ...] = (Lane(),) * LANES
    offsets: tuple[int, int] = (0, 0)
    tempo: str | float = "faster"
    key: str = "middle"
    rates: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.cells.ndim != 2 or len(self.cells) != LANES or len(self.lanes) != LANES:
            raise ValueError(f"a mashup has {LANES} lanes, not cells of shape {self.cells.shape}")
        cells = np.array(self.cells, np.int32)
        cells.setflags(write=False)
        object.__setattr__(self, "cells", cells)

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


def _without_cells(mashup: Mashup) -> tuple[object, ...]:
    return (mashup.songs, mashup.lanes, mashup.offsets, mashup.tempo, mashup.key, mashup.rates)
