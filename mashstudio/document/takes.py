"""Take instruments out of a song's stems, and put them back: each edit returns a new state."""

from dataclasses import replace

import numpy as np

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.document.edits import check_room, with_source
from mashstudio.model.mashup import MOST_TAKES, Mashup
from mashstudio.model.stems import BALANCE_RANGE, Take, Taken


def with_take(mashup: Mashup, source: int, part: Taken) -> Mashup:
    """Take `part` out of a song, in a new lane that plays and is mixed as its stem's: what is heard stays the same.

    Raises BadArgument if it is out already, if the song has no lane for its stem, or if there is no room for the lane.
    """
    song = mashup.source(source)
    if any(take.part == part for take in song.takes):
        raise BadArgument(Message("That is already taken out. It has a lane of its own."))
    if len(song.takes) >= MOST_TAKES:
        raise BadArgument(Message("{most} instruments are taken out already. Put one back first.", most=MOST_TAKES))
    own = [row for row in mashup.lanes_of(source) if mashup.lanes[row].stem is part.stem]
    if not own:
        raise BadArgument(Message("The song has nothing to take that out of."))
    check_room(len(mashup.lanes) + 1, mashup.beats)
    first, after = own[0], own[-1] + 1
    lane = replace(mashup.lanes[first], part=part)
    return replace(
        mashup,
        sources=tuple(
            replace(each, takes=(*each.takes, Take(part))) if each.id == source else each for each in mashup.sources
        ),
        lanes=(*mashup.lanes[:after], lane, *mashup.lanes[after:]),
        cells=np.insert(mashup.cells, after, mashup.cells[first], axis=0),
    )


def put_back(mashup: Mashup, source: int, part: Taken) -> Mashup:
    """Put what was taken out of a song back into its stem; its lane goes."""
    song = mashup.source(source)
    kept = [row for row, lane in enumerate(mashup.lanes) if not (lane.source == source and lane.part == part)]
    changed = replace(song, takes=tuple(take for take in song.takes if take.part != part))
    return replace(
        mashup,
        sources=tuple(changed if each.id == source else each for each in mashup.sources),
        lanes=tuple(mashup.lanes[row] for row in kept),
        cells=mashup.cells[kept],
    )


def with_balance(mashup: Mashup, source: int, part: Taken, balance: float) -> Mashup:
    """Take `part` out with less bleed (−1) or less loss (+1); clipped to that range."""
    song, within = mashup.source(source), min(max(balance, BALANCE_RANGE[0]), BALANCE_RANGE[1])
    takes = (replace(take, balance=within) if take.part == part else take for take in song.takes)
    return with_source(mashup, replace(song, takes=tuple(takes)))
