"""Suggested arrangements to start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise

import numpy as np
from numpy.typing import NDArray

from mashstudio.document.edits import BeatCounts, Selection, clear, switch_on
from mashstudio.model.alignment import Alignment, SongAlignment
from mashstudio.model.bars import bars_of
from mashstudio.model.mashup import SILENT, Cells, Lane, Mashup, cells_of, silence
from mashstudio.model.runs import runs
from mashstudio.model.stems import INSTRUMENTS, StemName

_SHORTEST = 8
_LONGEST = 16
"""Bars of a section. Songs consist of phrases of 4, 8 and 16 bars; shorter sections would sound restless."""


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Suggested cells, CELL (lanes, beats), and the songs' offsets for which they were chosen."""

    cells: Cells
    offsets: Mapping[int, int]


def arrange(lanes: Sequence[Lane], alignment: Alignment) -> Arrangement:
    """Return an arrangement of one song's vocals over the next song's instruments, changing where phrases begin.

    A song without a voice never sings, one without instruments never plays.

    All songs' first downbeats fall on the grid's first beat, and the mashup is as long as the shortest song, in whole
    bars of the first. It opens with 8 bars of the second song's instruments alone; then the first song's vocals join.
    In the next section the song that played sings and the song after it plays. A section lasts 8 to 16 bars and ends
    where a phrase begins: in both songs if possible, else in the one that sings, else in the other. A mashup shorter
    than 24 bars has no opening.
    """
    order = list(alignment.songs)
    offsets = {source: _first_downbeat(song) for source, song in alignment.songs.items()}
    phrases = {source: song.phrases - offsets[source] for source, song in alignment.songs.items()}
    all_last = min(len(song.beats) - offsets[source] for source, song in alignment.songs.items())
    # The first beat of each bar, and the end of the last whole one.
    bars = bars_of(alignment.songs[order[0]], offsets[order[0]]).within(0, all_last + 1)
    last = len(bars) - 1
    beats = int(bars[last]) or all_last
    cells = silence(len(lanes), beats)

    def play(source: int, parts: Sequence[StemName], start: int, stop: int) -> None:
        for row, lane in enumerate(lanes):
            if lane.source == source and lane.stem in parts:
                cells[row, start:stop] = cells_of(np.arange(start, stop) + offsets[source])

    turns = cycle(_turns(lanes, order))
    singer, player = next(turns)
    bar = _SHORTEST if last >= 3 * _SHORTEST else 0
    start = int(bars[bar])
    play(player, INSTRUMENTS, 0, start)
    while start < beats:
        bar = _section_end(bar, bars, phrases[singer], phrases[player])
        stop = int(bars[bar]) or beats
        play(singer, [StemName.VOCALS], start, stop)
        play(player, INSTRUMENTS, start, stop)
        start, (singer, player) = stop, next(turns)
    return Arrangement(cells, offsets)


def arranged_where(mashup: Mashup, beats: BeatCounts, where: Selection, suggestion: Arrangement) -> Mashup:
    """Return `mashup` with a selection's cells replaced by a suggestion; the songs keep their offsets."""
    first = mashup.sources[0]
    shift = first.offset - suggestion.offsets[first.id]
    suggested = np.arange(where.start, min(where.stop, mashup.beats)) + shift
    inside = (suggested >= 0) & (suggested < suggestion.cells.shape[1])
    songs = mashup.song_lanes
    for lane in (each for each in where.lanes if each in songs):
        on = np.zeros(len(suggested), bool)
        on[inside] = suggestion.cells["beat"][lane, suggested[inside]] != SILENT
        begins, ends = runs(cells_of(np.where(on, suggested, SILENT)))
        mashup = clear(mashup, Selection((lane,), where.start, where.stop))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            mashup = switch_on(mashup, beats, Selection((lane,), where.start + begin, where.start + end))
    return mashup


def _turns(lanes: Sequence[Lane], order: Sequence[int]) -> list[tuple[int, int]]:
    """Return which song sings over which, in turn: each with a voice over the next that has instruments."""
    sings = {lane.source for lane in lanes if lane.stem is StemName.VOCALS}
    plays = {lane.source for lane in lanes if lane.stem in INSTRUMENTS}
    turns = []
    for place, singer in enumerate(order):
        player = next((each for each in [*order[place + 1 :], *order[:place]] if each in plays), None)
        if singer in sings and player is not None:
            turns.append((singer, player))
    return turns or list(pairwise([*order, order[0]]))


def _first_downbeat(song: SongAlignment) -> int:
    return int(song.downbeats[0]) if len(song.downbeats) else 0


def _section_end(bar: int, bars: NDArray[np.int64], singing: NDArray[np.int64], playing: NDArray[np.int64]) -> int:
    """Return the bar at which the section that begins with `bar` ends. bars, singing, playing: grid beats."""
    last = len(bars) - 1
    if last - bar < 2 * _SHORTEST:
        # No room for two sections: this one lasts to the end. Only a short mashup changes in its middle.
        middle = last // 2
        return middle if bar == 0 < middle else last
    possible = np.arange(bar + _SHORTEST, min(bar + _LONGEST, last - _SHORTEST) + 1)
    for wanted in (np.intersect1d(singing, playing), singing, playing):
        fitting = possible[np.isin(bars[possible], wanted)]
        if len(fitting):
            return int(fitting[0])
    return int(possible[0])
