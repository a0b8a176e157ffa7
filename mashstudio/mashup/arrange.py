"""Suggestions: a whole arrangement to begin with."""

from dataclasses import dataclass

import numpy as np

from mashstudio.facts.alignment import Alignment, SongAlignment
from mashstudio.facts.plan import LANES
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import SILENT, Cells, lane_index

_SHORTEST_SECTION = 8
_LONGEST_SECTION = 16


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Suggested cells, int32 (LANES, beats), and the offsets of both songs under which they were chosen."""

    cells: Cells
    offsets: tuple[int, int]


def arrange(alignment: Alignment) -> Arrangement:
    """The vocals of one song over the instruments of the other, swapping where phrases begin.

    Both songs' first downbeats fall on the grid's first beat; sections last 8 to 16 bars, ending where a phrase of
    either song begins when there is such a place; it lasts while both songs do, in whole bars.
    """
    songs = alignment.songs
    offsets = (_first_downbeat(songs[0]), _first_downbeat(songs[1]))
    bar = songs[0].beats_per_bar
    available = min(len(song.beats) - offset for song, offset in zip(songs, offsets, strict=True))
    beats = max(available // bar * bar, min(available, bar))
    phrases = np.concatenate([song.phrases - offset for song, offset in zip(songs, offsets, strict=True)])
    cells = np.full((LANES, beats), SILENT, np.int32)
    singer = 0
    start = 0
    while start < beats:
        stop = _section_end(start, beats, bar, phrases)
        for stem in StemName:
            song = singer if stem is StemName.VOCALS else 1 - singer
            cells[lane_index(song, stem), start:stop] = np.arange(start, stop) + offsets[song]
        singer, start = 1 - singer, stop
    return Arrangement(cells, offsets)


def _first_downbeat(song: SongAlignment) -> int:
    return int(song.downbeats[0]) if len(song.downbeats) else 0


def _section_end(start: int, beats: int, bar: int, phrases: np.ndarray) -> int:
    shortest, longest = start + _SHORTEST_SECTION * bar, start + _LONGEST_SECTION * bar
    if beats - start < 2 * _SHORTEST_SECTION * bar:
        # Too short for two sections of full length: a short mashup swaps once, in its middle.
        half = beats // (2 * bar) * bar
        return half if start == 0 < half else beats
    fitting = phrases[(phrases >= shortest) & (phrases <= longest) & ((phrases - start) % bar == 0)]
    return int(fitting.min()) if len(fitting) else shortest
