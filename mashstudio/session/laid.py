"""A state of the document with its songs on the grid; making one finds whatever is wrong with the state."""

from dataclasses import dataclass

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.model.alignment import Alignment
from mashstudio.model.bars import Bars, bars_of
from mashstudio.model.mashup import MAX_BEATS, Mashup
from mashstudio.pipeline.mashing import Songs, align_mashup
from mashstudio.render.compile import check_grid, check_runs


@dataclass(frozen=True, eq=False)
class Laid:
    """A mashup that can be shown and played, with its alignment. bars: the first song's bars on the grid."""

    mashup: Mashup
    alignment: Alignment
    bars: Bars


def lay(mashup: Mashup, songs: Songs, before: Laid | None = None) -> Laid:
    """Align `mashup` and its `songs`. Raises BadArgument if it can't be played.

    before: the former state; if nothing that affects the alignment changed, its alignment is reused.
    """
    check_runs(mashup)
    same = before is not None and _lies_by(before.mashup) == _lies_by(mashup)
    alignment = before.alignment if before is not None and same else _aligned(mashup, songs)
    first = mashup.sources[0]
    return Laid(mashup, alignment, bars_of(alignment.songs[first.id], first.offset))


def _aligned(mashup: Mashup, songs: Songs) -> Alignment:
    alignment = align_mashup(mashup, songs)
    if (most := max(len(song.beats) for song in alignment.songs.values())) > MAX_BEATS:
        raise BadArgument(
            Message(
                "A song with {beats} beats can't be used; the limit is {most}. Edit its beats.",
                beats=most,
                most=MAX_BEATS,
            )
        )
    check_grid(alignment.grid)
    return alignment


def _lies_by(mashup: Mashup) -> tuple[object, ...]:
    """Return everything an alignment depends on, comparable by value; unedited grids stay the same object."""
    sources = tuple(
        (each.id, each.song.sha256, each.rate, each.beats, each.engine, each.transpose, each.timing)
        for each in mashup.sources
    )
    formants = tuple((lane.source, lane.part) for lane in mashup.lanes if lane.formants)
    band = None if mashup.band is None else (mashup.band.beats, mashup.band.key, mashup.sources[0].offset)
    return sources, mashup.tempo, mashup.key, mashup.matched, formants, band
