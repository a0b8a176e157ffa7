"""The rows of the beat grid: one per lane, or one for all lanes of a folded song."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

import numpy as np
from PySide6.QtCore import QObject, Signal

from mashstudio.document.edits import BeatCounts, Selection, under
from mashstudio.gui.guard import Guarded
from mashstudio.gui.studio import Studio
from mashstudio.model.mashup import SILENT, Mashup


@dataclass(frozen=True)
class Row:
    """One row. source: the song's id; group: the song's position, from 0; lanes: those it shows and edits."""

    source: int
    group: int
    lanes: tuple[int, ...]

    @property
    def folded(self) -> bool:
        """Return True if the row shows a song rather than a single lane."""
        return len(self.lanes) > 1


@lru_cache(maxsize=16)
def rows_of(sources: tuple[int, ...], folded: frozenset[int] = frozenset()) -> tuple[Row, ...]:
    """Return the rows of lanes that play `sources`, one source per lane."""
    rows: list[Row] = []
    for group, (source, found) in enumerate(groupby(range(len(sources)), key=sources.__getitem__)):
        lanes = tuple(found)
        rows += [Row(source, group, each) for each in ([lanes] if source in folded else [(lane,) for lane in lanes])]
    return tuple(rows)


def row_of(rows: Sequence[Row], lane: int) -> int:
    """Return the row that shows `lane`; the last row if the lane is gone."""
    return next((index for index, row in enumerate(rows) if lane in row.lanes), len(rows) - 1)


def with_whole_rows(rows: Sequence[Row], selection: Selection) -> Selection:
    """Return `selection` extended to all lanes of its rows, without lanes that are gone."""
    chosen = {*selection.lanes}
    lanes = tuple(lane for row in rows if not chosen.isdisjoint(row.lanes) for lane in row.lanes)
    return Selection(lanes, selection.start, selection.stop) if lanes else Selection((), 0, 0)


class Fill(Enum):
    """How many of a cell's parts play."""

    NONE = auto()
    SOME = auto()
    ALL = auto()


def fill_of(mashup: Mashup, beats: BeatCounts, row: Row, beat: int) -> Fill:
    """Return how many of the parts of `row` play on `beat`."""
    on = mashup.played[list(row.lanes), beat] != SILENT
    if not on.any():
        return Fill.NONE
    # Where the song has nothing, parts moved there are the only ones.
    has_more = under(mashup, beats, row.lanes[0], beat, beat + 1)[0] != SILENT and not np.all(on)
    return Fill.SOME if has_more else Fill.ALL


class GridRows(Guarded, QObject):
    """The folded songs of one view, kept by song, so that songs can change places.

    changed: emitted when songs were folded or unfolded.
    """

    changed = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._folded: frozenset[int] = frozenset()
        studio.mashup_changed.connect(self._forget_removed)

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows, from top to bottom."""
        return rows_of(tuple(lane.source for lane in self._studio.lanes), self._folded)

    def is_folded(self, source: int) -> bool:
        """Return True if a song's lanes are folded into one row."""
        return source in self._folded

    def toggle(self, sources: Collection[int]) -> None:
        """Fold these songs, or unfold them if all are folded."""
        every = frozenset(sources)
        self._folded = self._folded - every if every <= self._folded else self._folded | every
        self.changed.emit()

    def _forget_removed(self) -> None:
        mashup = self._studio.mashup
        self._folded &= frozenset(() if mashup is None else (lane.source for lane in mashup.lanes))
