"""Cells as text: “A:vocals@1-32 B:drums,bass,other@1-64”."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.model.choices import LETTERS
from mashstudio.model.mashup import Cells, Lane, cells_of, silence
from mashstudio.model.stems import StemName

_PART = re.compile(rf"([{LETTERS}]):([^:@]+)@([^:@]+)", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_EXAMPLE = "A:vocals@1-32 B:drums,bass,other@1-64"


def parse_cells(text: str, lanes: Sequence[Lane], lengths: Mapping[int, int]) -> Cells:
    """Return the cells that `text` switches on: CELL (lanes, beats), up to the last beat that plays.

    Parts are separated by spaces and have the form SONG:STEM[,STEM…]@RANGE[,RANGE…]; SONG is a letter, STEM a stem or
    “all”, RANGE a beat or the first and last of several, counted from 1. A beat plays the song's beat of the same
    number; a range past the song's end stops there. lanes: the mashup's. lengths: the songs' lengths in beats, by id.
    Raises BadArgument naming the part that can't be parsed.
    """
    switched: list[tuple[int, range]] = []
    for part in text.split():
        match = _PART.fullmatch(part)
        if match is None:
            raise BadArgument(
                Message("“{part}” can't be read: write cells like {example}.", part=part, example=_EXAMPLE)
            )
        letter = match[1].upper()
        source = LETTERS.index(letter)
        if source not in lengths:
            raise BadArgument(
                Message("“{part}” refers to song {letter}, which doesn't exist.", part=part, letter=letter)
            )
        stems = [stem for name in match[2].lower().split(",") for stem in _stems(name, part)]
        ranges = [_range(piece, part, letter, lengths[source]) for piece in match[3].split(",")]
        rows = [row for row, lane in enumerate(lanes) if lane.source == source and lane.stem in stems]
        switched += [(row, beats) for row in rows for beats in ranges]
    if not switched:
        raise BadArgument(Message("No cells given. Write them like {example}.", example=_EXAMPLE))
    cells = silence(len(lanes), max(beats.stop for _, beats in switched))
    for lane, beats in switched:
        cells[lane, beats.start : beats.stop] = cells_of(np.array(beats))
    return cells


def _stems(name: str, part: str) -> list[StemName]:
    if name == "all":
        return list(StemName)
    try:
        return [StemName(name)]
    except ValueError:
        raise BadArgument(
            Message("“{name}” in “{part}” is not a stem: use vocals, drums, bass, other or all.", name=name, part=part)
        ) from None


def _range(text: str, part: str, song: str, length: int) -> range:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadArgument(
            Message("“{text}” in “{part}” can't be read: write beats like 5, 1-32 or 1-8,17-24.", text=text, part=part)
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if first == 0:
        raise BadArgument(Message("“{text}” in “{part}”: beats count from 1.", text=text, part=part))
    if last < first:
        raise BadArgument(
            Message(
                "“{text}” in “{part}” runs backwards: write {last}-{first}.",
                text=text,
                part=part,
                last=last,
                first=first,
            )
        )
    if first > length:
        raise BadArgument(
            Message(
                "“{text}” in “{part}” starts after the end of song {song}, which has {length} beats.",
                text=text,
                part=part,
                song=song,
                length=length,
            )
        )
    return range(first - 1, min(last, length))
