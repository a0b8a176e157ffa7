"""A state of the document with its songs on the grid: whatever it can be refused for is found while it is made."""

from dataclasses import dataclass

from mashstudio.facts.alignment import Alignment
from mashstudio.facts.bars import Bars, bars_of
from mashstudio.facts.errors import BadArgument
from mashstudio.facts.messages import Message
from mashstudio.mashup.document import MAX_BEATS, Mashup
from mashstudio.render.compile import check_grid
from mashstudio.studio.mashing import Songs, align_mashup


@dataclass(frozen=True, eq=False)
class Laid:
    """A mashup that can be shown and played. alignment: how its songs lie on the grid; bars: song A's there."""

    mashup: Mashup
    alignment: Alignment
    bars: Bars


def lay(mashup: Mashup, songs: Songs, before: Laid | None = None) -> Laid:
    """`mashup`, which is of `songs`, on its grid. Raises BadArgument when it can't be played.

    before: the state that it comes from; songs that lie as they did there aren't laid anew.
    """
    same = before is not None and _lies_by(before.mashup) == _lies_by(mashup)
    alignment = before.alignment if before is not None and same else align_mashup(mashup, songs)
    if (most := max(len(song.beats) for song in alignment.songs)) > MAX_BEATS:
        raise BadArgument(
            Message(
                "A song of {beats} beats can't be used: it may have up to {most}. Mend its beats.",
                beats=most,
                most=MAX_BEATS,
            )
        )
    check_grid(alignment.grid)
    return Laid(mashup, alignment, bars_of(alignment.songs[0], mashup.offsets[0]))


def _lies_by(mashup: Mashup) -> tuple[object, ...]:
    """All that an alignment depends on."""
    hashes = tuple(song.sha256 for song in mashup.songs)
    formants = tuple(lane.formants for lane in mashup.lanes)
    return hashes, mashup.grids, mashup.tempo, mashup.key, mashup.rates, mashup.engines, formants
