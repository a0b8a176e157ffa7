"""Suggestions: a whole arrangement to begin with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.alignment import Alignment, SongAlignment
from mashstudio.facts.bars import bars_of
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import LANES, SILENT, Cells, Mashup, lane_index, runs
from mashstudio.mashup.edits import Selection, SongBeats, clear, switch_on

_SHORTEST = 8
_LONGEST = 16
"""Bars of a section. Songs are built from phrases of 4, 8 and 16 bars; shorter ones would sound restless."""

_INSTRUMENTS = [StemName.DRUMS, StemName.BASS, StemName.OTHER]


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Suggested cells, int32 (LANES, beats), and the offsets of both songs under which they were chosen."""

    cells: Cells
    offsets: tuple[int, int]


def arrange(alignment: Alignment) -> Arrangement:
    """The vocals of one song over the instruments of the other, swapping where phrases begin.

    Both songs' first downbeats fall on the grid's first beat, and the mashup lasts while both songs do, in whole bars
    of song A. It opens with 8 bars of B's instruments alone; then A's vocals join, and at the end of every section
    the songs change places. A section lasts 8 to 16 bars and ends where a phrase begins: of both songs if there is
    such a place, else of the one that sings, else of the other. What is shorter than 24 bars has no opening.
    """
    offsets = (_first_downbeat(alignment.songs[0]), _first_downbeat(alignment.songs[1]))
    phrases = [song.phrases - offset for song, offset in zip(alignment.songs, offsets, strict=True)]
    both_last = min(len(song.beats) - offset for song, offset in zip(alignment.songs, offsets, strict=True))
    # Where bars begin, and where the last whole one ends.
    bars = bars_of(alignment.songs[0], offsets[0]).within(0, both_last + 1)
    last = len(bars) - 1
    beats = int(bars[last]) or both_last
    cells = np.full((LANES, beats), SILENT, np.int32)

    def play(song: int, stems: list[StemName], start: int, stop: int) -> None:
        for stem in stems:
            cells[lane_index(song, stem), start:stop] = np.arange(start, stop) + offsets[song]

    singer = 0
    bar = _SHORTEST if last >= 3 * _SHORTEST else 0
    start = int(bars[bar])
    play(1 - singer, _INSTRUMENTS, 0, start)
    while start < beats:
        bar = _section_end(bar, bars, phrases[singer], phrases[1 - singer])
        stop = int(bars[bar]) or beats
        play(singer, [StemName.VOCALS], start, stop)
        play(1 - singer, _INSTRUMENTS, start, stop)
        singer, start = 1 - singer, stop
    return Arrangement(cells, offsets)


def arranged_where(mashup: Mashup, beats: SongBeats, where: Selection, suggestion: Arrangement) -> Mashup:
    """`mashup` with a suggestion in place of a selection's cells; both songs (of so many beats) stay where they lie."""
    shift = mashup.offsets[0] - suggestion.offsets[0]
    suggested = np.arange(where.start, min(where.stop, mashup.beats)) + shift
    there = (suggested >= 0) & (suggested < suggestion.cells.shape[1])
    for lane in where.lanes:
        on = np.zeros(len(suggested), bool)
        on[there] = suggestion.cells[lane, suggested[there]] != SILENT
        begins, ends = runs(np.where(on, suggested, SILENT).astype(np.int32))
        mashup = clear(mashup, Selection((lane,), where.start, where.stop))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            mashup = switch_on(mashup, beats, Selection((lane,), where.start + begin, where.start + end))
    return mashup


def _first_downbeat(song: SongAlignment) -> int:
    return int(song.downbeats[0]) if len(song.downbeats) else 0


def _section_end(bar: int, bars: NDArray[np.int64], singing: NDArray[np.int64], playing: NDArray[np.int64]) -> int:
    """The bar before which the section ends that begins with `bar`; bars, singing, playing: as grid beats."""
    last = len(bars) - 1
    if last - bar < 2 * _SHORTEST:
        # No room for two sections: it lasts to the end, and only what is short altogether changes in its middle.
        middle = last // 2
        return middle if bar == 0 < middle else last
    possible = np.arange(bar + _SHORTEST, min(bar + _LONGEST, last - _SHORTEST) + 1)
    for wanted in (np.intersect1d(singing, playing), singing, playing):
        fitting = possible[np.isin(bars[possible], wanted)]
        if len(fitting):
            return int(fitting[0])
    return int(possible[0])
