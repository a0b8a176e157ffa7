"""The mashup: which beat of its source each lane plays on each beat of the grid."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Milliseconds
from mashstudio.model.alignment import Engine, Timing
from mashstudio.model.analysis import BeatMap
from mashstudio.model.band import Band
from mashstudio.model.choices import BAND, LETTERS, Fastest, KeyChoice, Middle, Of, TempoChoice
from mashstudio.model.sections import Cue, Section, check_cues, check_sections
from mashstudio.model.song import SongRef
from mashstudio.model.stems import Part, StemName, Take, Taken, in_order, stem_of
from mashstudio.model.strip import GAIN_RANGE, Sends, Strip

SILENT: Final = -1
"""The `beat` of a cell that plays nothing."""

FEWEST_SOURCES: Final = 2
MAX_SOURCES: Final = len(LETTERS)
MAX_LANE_COUNT: Final = 64

MAX_BEATS: Final = 100_000
"""The most beats of a mashup or song: more than 4 hours at 400 BPM."""

MAX_CELLS: Final = 1_600_000
"""The most cells of a mashup: 64 lanes for more than an hour at 400 BPM, 16 lanes for MAX_BEATS."""

VERSION_LETTERS: Final = "ABCD"
LONGEST_VERSION_NAME: Final = 100


TRANSPOSE_RANGE: Final = (-12.0, 12.0)
"""Furthest down and up that a song is shifted, semitones."""

NUDGE_RANGE: Final[tuple[Milliseconds, Milliseconds]] = (-200.0, 200.0)
"""Furthest earlier and later that a lane is nudged."""

MOST_STUTTERS: Final = 16

MOST_TAKES: Final = 8
"""Instruments that can be taken out of a song."""

SPEEDS: Final = (1.0, 0.5, 2.0)
"""The speeds of cells by their `speed`: the song's beats that are played per beat of the grid."""

HALF_SPEED: Final = 1
DOUBLE_SPEED: Final = 2

CELL: Final = np.dtype(
    [
        ("beat", np.int32),
        ("gain", np.float32),
        ("fade_in", np.float32),
        ("fade_out", np.float32),
        ("over", np.float32),
        ("linear_in", np.uint8),
        ("linear_out", np.uint8),
        ("backwards", np.uint8),
        ("stutter", np.uint8),
        ("speed", np.uint8),
        ("half", np.uint8),
    ]
)
Cells = NDArray[np.void]
"""CELL, shape (lanes, beats), read-only. beat: −1: silent; k ≥ 0: the lane plays its source's beat k. gain: dB, added
to the lane's. fade_in of a run's first cell, fade_out of its last: beats; 0: the usual crossfade. linear_in,
linear_out: 1: that fade is linear, 0: of equal power. over: beats that a run sounds on past its last cell, under what
follows; its fade-out ends there. backwards: 1: what is played is reversed. stutter: n > 1: its first nth, n times.
speed: an index of SPEEDS: at half speed half a beat is played, at double speed two. half: 1: the beat's second half, at
half speed only."""

Played = NDArray[np.int32]
"""int32, shape (lanes, beats) or (beats,): the cells' `beat`."""


@dataclass(frozen=True)
class Lane(Strip):
    """One row: a part of a source, on a strip.

    source: the source's id; BAND for a lane of the band. If any lane is soloed, only soloed lanes sound. formants:
    preserve them when the lane is shifted far, as for voices. nudge_ms: play its sound this much later (negative:
    earlier), within NUDGE_RANGE. Raises ValueError for a nudge out of range, as for a strip.
    """

    source: int
    part: Part
    mute: bool = False
    solo: bool = False
    formants: bool = False
    nudge_ms: Milliseconds = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not NUDGE_RANGE[0] <= self.nudge_ms <= NUDGE_RANGE[1]:
            raise ValueError(f"a lane is nudged by {NUDGE_RANGE[0]:g} to {NUDGE_RANGE[1]:g} ms, not {self.nudge_ms}")

    @property
    def stem(self) -> StemName:
        """The stem that its part is, or was taken out of."""
        return stem_of(self.part)


def usual_lanes(source: int, parts: Collection[Part] = tuple(StemName)) -> tuple[Lane, ...]:
    """Return a new source's lanes: one for each of its `parts`."""
    return tuple(Lane(source, part, formants=stem_of(part) is StemName.VOCALS) for part in in_order(parts))


@dataclass(frozen=True)
class SongSource:
    """A song of the mashup, whose parts the lanes play.

    id: stays the same when sources are added, removed or reordered. offset: under grid beat g lies the song's beat
    g + offset. rate: half, single or double time (0.5, 1, 2) in which cells count the song's beats; None: not yet
    planned. beats: the grid mended by hand; None: as analysed. engine: what stretches and shifts it.
    strip: mixes all its lanes together, on top of their own. sections, cues: as edited by hand; None: as analysed.
    transpose: semitones with cents, on top of what the keys ask for, within TRANSPOSE_RANGE. timing: which of
    its lanes keep their own timing within bars. takes: what was taken out of it, in that order. Raises ValueError for
    an invalid field.
    """

    id: int
    song: SongRef
    offset: int = 0
    rate: float | None = None
    beats: BeatMap | None = None
    engine: Engine = Engine.OWN
    strip: Strip = field(default_factory=Strip)
    sections: tuple[Section, ...] | None = None
    cues: tuple[Cue, ...] | None = None
    transpose: float = 0.0
    timing: Timing = Timing.BEATS
    takes: tuple[Take, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.id < MAX_SOURCES:
            raise ValueError(f"a source's id is 0 to {MAX_SOURCES - 1}")
        if abs(self.offset) > MAX_BEATS:
            raise ValueError(f"an offset is at most {MAX_BEATS} beats")
        if self.rate not in {None, 0.5, 1, 2}:
            raise ValueError(f"a rate is 0.5, 1 or 2, not {self.rate}")
        if self.sections is not None:
            check_sections(self.sections)
        if self.cues is not None:
            check_cues(self.cues)
        if not TRANSPOSE_RANGE[0] <= self.transpose <= TRANSPOSE_RANGE[1]:
            raise ValueError(f"a song is transposed by {TRANSPOSE_RANGE[0]:g} to {TRANSPOSE_RANGE[1]:g} semitones")
        parts = [take.part for take in self.takes]
        if len(parts) > MOST_TAKES or len(set(parts)) < len(parts):
            raise ValueError(f"up to {MOST_TAKES} instruments are taken out of a song, each once")

    @property
    def letter(self) -> str:
        """The source's name: A, B, C …"""
        return LETTERS[self.id]


@dataclass(frozen=True)
class Version:
    """A kept state. mashup: it has no versions of its own. name: "" for none.

    Raises ValueError for an invalid field.
    """

    mashup: "Mashup"
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.name) > LONGEST_VERSION_NAME:
            raise ValueError(f"a version's name has at most {LONGEST_VERSION_NAME} letters")
        if self.mashup.versions != Versions():
            raise ValueError("a version has versions of its own")


@dataclass(frozen=True)
class Versions:
    """kept: one for each of VERSION_LETTERS; None: empty. used: the kept ones, the last kept or switched to first.

    Raises ValueError if the fields are inconsistent.
    """

    kept: tuple[Version | None, ...] = (None,) * len(VERSION_LETTERS)
    used: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.kept) != len(VERSION_LETTERS):
            raise ValueError(f"there are {len(VERSION_LETTERS)} versions, kept or empty")
        if sorted(self.used) != [slot for slot, version in enumerate(self.kept) if version is not None]:
            raise ValueError("the versions used last aren't those that are kept")


@dataclass(frozen=True, eq=False)
class Mashup:
    """A whole mashup; every edit returns a new one.

    sources: its songs. lanes: grouped by source, in the order of the sources, the band's last. cells: CELL (lanes,
    beats). band: the accompaniment; None: there is none.
    tempo_chosen: the user chose the tempo; otherwise it is the one that suits the songs and may change with them.
    matched: each song is brought to the same loudness. limited: the loudness target is reached by limiting peaks to
    −1 dBTP; otherwise the master gain is lowered for them. versions: other states of all of this.
    Raises ValueError if the fields are inconsistent.
    """

    sources: tuple[SongSource, ...]
    lanes: tuple[Lane, ...]
    cells: Cells
    tempo: TempoChoice = Fastest()
    key: KeyChoice = Middle()
    tempo_chosen: bool = True
    matched: bool = True
    limited: bool = False
    sends: Sends = field(default_factory=Sends)
    band: Band | None = None
    versions: Versions = field(default_factory=Versions)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", _frozen(self.cells, len(self.lanes)))
        ids = [source.id for source in self.sources]
        if len(set(ids)) < len(ids):
            raise ValueError("two sources have the same id")
        if len(self.lanes) > MAX_LANE_COUNT:
            raise ValueError(f"a mashup has at most {MAX_LANE_COUNT} lanes, not {len(self.lanes)}")
        played = [*ids, *([] if self.band is None else [BAND])]
        if [source for source, _ in groupby(lane.source for lane in self.lanes)] != played:
            raise ValueError("the lanes aren't those of the sources, in their order")
        taken = {(source.id, take.part) for source in self.sources for take in source.takes}
        songs = (self.lanes[row] for row in self.song_lanes)
        if any(isinstance(lane.part, Taken) and (lane.source, lane.part) not in taken for lane in songs):
            raise ValueError("a lane plays an instrument that isn't taken out")
        if self.band is not None and (
            self.band.beats > MAX_BEATS or {self.lanes[row].part for row in self.lanes_of(BAND)} != {*self.band.parts}
        ):
            raise ValueError("the band's lanes aren't those of its notes")
        if any(isinstance(choice, Of) and choice.source not in ids for choice in (self.tempo, self.key)):
            raise ValueError("the tempo or the key is that of a song that isn't there")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mashup):
            return NotImplemented
        if _without_cells(self) != _without_cells(other):
            return False
        return self.cells is other.cells or np.array_equal(self.cells, other.cells)

    __hash__ = None  # type: ignore[assignment]  # it holds an array

    @property
    def played(self) -> Played:
        """The source's beat that each lane plays on each beat: int32 (lanes, beats), SILENT for none."""
        played: Played = self.cells["beat"]
        return played

    @property
    def beats(self) -> int:
        """The mashup's length in beats."""
        return int(self.cells.shape[1])

    @property
    def ids(self) -> tuple[int, ...]:
        """The songs' ids, in order."""
        return tuple(source.id for source in self.sources)

    @property
    def most_beats(self) -> int:
        """The greatest possible length with this number of lanes, beats."""
        return min(MAX_BEATS, MAX_CELLS // len(self.lanes))

    @property
    def title(self) -> str:
        """The default title, made of the songs' titles."""
        return " × ".join(source.song.title for source in self.sources)

    @property
    def rates(self) -> dict[int, float] | None:
        """Each source's rate by id; None: not yet planned."""
        rates = {source.id: source.rate for source in self.sources if source.rate is not None}
        return rates if len(rates) == len(self.sources) else None

    def source(self, source: int) -> SongSource:
        """Return the source with this id. Raises KeyError if there is none."""
        return {each.id: each for each in self.sources}[source]

    def strip_of(self, source: int) -> Strip:
        """Return the strip that mixes all lanes of a source, or of the band. Raises KeyError if there is none."""
        return self.band.strip if source == BAND and self.band is not None else self.source(source).strip

    def offset_of(self, source: int) -> int:
        """Return which beat of a source lies under grid beat 0. Raises KeyError if there is none."""
        return 0 if source == BAND else self.source(source).offset

    @property
    def song_lanes(self) -> range:
        """The rows of the songs' lanes."""
        return range(len(self.lanes) - len(self.lanes_of(BAND)))

    def lanes_of(self, source: int) -> range:
        """Return the rows of a source's lanes, or of the band's."""
        rows = [row for row, lane in enumerate(self.lanes) if lane.source == source]
        return range(rows[0], rows[-1] + 1) if rows else range(0)

    def row(self, source: int, part: Part) -> int:
        """Return the row of a source's lane for `part`. Raises StopIteration if there is none."""
        return next(row for row in self.lanes_of(source) if self.lanes[row].part == part)


def empty_mashup(
    sources: Sequence[SongSource], beats: int, parts: Mapping[int, Collection[Part]] | None = None
) -> Mashup:
    """Return a silent mashup of `beats` beats with the usual lanes. parts: each source's; None: they have all."""
    has: Mapping[int, Collection[Part]] = (
        dict.fromkeys((source.id for source in sources), tuple(StemName)) if parts is None else parts
    )
    lanes = tuple(lane for source in sources for lane in usual_lanes(source.id, has[source.id]))
    return Mashup(tuple(sources), lanes, silence(len(lanes), beats))


def cells_of(played: NDArray[np.integer[Any]], gain: NDArray[np.floating[Any]] | float = 0.0) -> Cells:
    """Return cells of any shape that play these beats (SILENT: nothing), with the usual crossfades. gain: dB."""
    cells: Cells = np.zeros(played.shape, CELL)
    cells["beat"], cells["gain"] = played, np.where(played == SILENT, 0, gain)
    return cells


def silence(lanes: int, beats: int) -> Cells:
    """Return cells that play nothing."""
    return cells_of(np.full((lanes, beats), SILENT, np.int32))


def heard_lanes(lanes: Sequence[Lane], *, solo: bool = True) -> list[int]:
    """Return the indices of the lanes that aren't muted: only the soloed ones if any lane is soloed.

    solo: False: ignore solo.
    """
    soloed = solo and any(lane.solo for lane in lanes)
    return [index for index, lane in enumerate(lanes) if not lane.mute and (lane.solo or not soloed)]


_RANGES: Final = {
    "gain": GAIN_RANGE,
    **dict.fromkeys(("fade_in", "fade_out", "over"), (0, MAX_BEATS)),
    **dict.fromkeys(("linear_in", "linear_out", "backwards", "half"), (0, 1)),
    "stutter": (0, MOST_STUTTERS),
    "speed": (0, len(SPEEDS) - 1),
}


def _frozen(cells: Cells, lanes: int) -> Cells:
    if cells.ndim != 2 or len(cells) != lanes or cells.shape[1] > MAX_BEATS or cells.size > MAX_CELLS:
        raise ValueError(f"cells have the shape ({lanes}, at most {MAX_BEATS}), not {cells.shape}")
    if cells.dtype != CELL:
        raise ValueError(f"a cell is {CELL}, not {cells.dtype}")
    beats = cells["beat"]
    if cells.size and not (beats.min() >= SILENT and beats.max() < MAX_BEATS):
        raise ValueError(f"a cell plays nothing (−1) or one of a song's {MAX_BEATS} beats at most")
    if not all(np.all((cells[name] >= low) & (cells[name] <= high)) for name, (low, high) in _RANGES.items()):
        raise ValueError("a cell's gain or fade can't be that")
    if np.any((cells["half"] > 0) & (cells["speed"] != HALF_SPEED)):
        raise ValueError("only at half speed does a cell begin within a beat")
    if not cells.flags.writeable and cells.base is None:
        # Immutable already, so that states that differ elsewhere can share it.
        return cells
    frozen = np.array(cells)
    frozen.setflags(write=False)
    return frozen


def _without_cells(mashup: Mashup) -> list[object]:
    return [value for name, value in vars(mashup).items() if name != "cells"]
