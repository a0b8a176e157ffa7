"""Cells as people type them: “A:vocals@1-32 B:drums,bass,other@1-64”."""

import re

import numpy as np

from mashstudio.facts.errors import BadArgument
from mashstudio.facts.plan import LANES
from mashstudio.facts.stems import StemName
from mashstudio.mashup.document import SILENT, Cells, lane_index

_PART = re.compile(r"([ABab]):([a-z,]+)@([0-9,\-]+)")
_RANGE = re.compile(r"([0-9]+)(?:-([0-9]+))?")
_MOST = 100_000


def parse_cells(text: str, lengths: tuple[int, int]) -> Cells:
    """The cells that `text` switches on: int32 (LANES, beats), as long as the last beat named.

    Each part, parted by spaces, is SONG:STEM[,STEM…]@RANGE[,RANGE…]; SONG is A or B, STEM a stem or “all”, RANGE
    beats counted from 1, both ends included. A beat plays the song's beat of the same number, or nothing past the
    song's end; `lengths` are the songs' lengths in beats. Raises BadArgument naming the part that can't be read.
    """
    switched: list[tuple[int, range]] = []
    for part in text.split():
        match = _PART.fullmatch(part)
        if match is None:
            raise BadArgument(f"“{part}” can't be read: write it like A:vocals@1-32 or B:drums,bass@1-16,33-48.")
        song = "AB".index(match[1].upper())
        ranges = [_range(piece, part, lengths[song]) for piece in match[3].split(",")]
        switched += [(lane_index(song, stem), beats) for stem in _stems(match[2], part) for beats in ranges]
    if not switched:
        raise BadArgument("No cells were given: write them like A:vocals@1-32 B:drums,bass,other@1-64.")
    cells = np.full((LANES, max(beats.stop for _, beats in switched)), SILENT, np.int32)
    for lane, beats in switched:
        cells[lane, beats.start : beats.stop] = beats
    for song, length in enumerate(lengths):
        lanes = cells[lane_index(song, StemName.VOCALS) :][: len(StemName)]
        lanes[lanes >= length] = SILENT
    return cells


def _stems(text: str, part: str) -> list[StemName]:
    if text == "all":
        return list(StemName)
    try:
        return [StemName(name) for name in text.split(",")]
    except ValueError:
        raise BadArgument(f"“{part}” names no stem: use vocals, drums, bass, other or all.") from None


def _range(text: str, part: str, length: int) -> range:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadArgument(f"“{part}” can't be read: a range of beats looks like 1-32.")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= _MOST:
        raise BadArgument(f"“{part}”: beats count from 1, and a range goes upwards.")
    if first > length:
        raise BadArgument(f"“{part}” begins after the song's end: it has {length} beats.")
    return range(first - 1, last)
