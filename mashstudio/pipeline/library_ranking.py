"""Rankings of the library's songs, as they are shown."""

from collections.abc import Iterable, Sequence

from mashstudio.core.errors import BadArgument
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.library.facts import Listed
from mashstudio.library.order import in_order
from mashstudio.library.shelf import RankedBy, Ranking
from mashstudio.library.store import Library
from mashstudio.model.mashup import MAX_SOURCES
from mashstudio.pipeline.library_commands import most_alike
from mashstudio.pipeline.partners import partners

_MOST_ORDERED = 300


def rank_by_fit(library: Library, songs: Sequence[Listed], *, job: Job) -> Ranking:
    """Return the library's songs by how well they fit all of `songs`."""
    if not songs:
        raise BadArgument(Message("There is no song to find partners for."))
    if len(songs) > MAX_SOURCES:
        raise BadArgument(Message("Choose up to {most} songs to find partners for.", most=MAX_SOURCES))
    found = partners(library, songs, job=job)
    pairs = {partner.song.facts.sha256: partner.pairs for partner in found if partner.pairs}
    return Ranking(RankedBy.FIT, _titles(songs), _ranks(partner.song for partner in found), pairs)


def rank_by_likeness(library: Library, song: Listed) -> Ranking:
    """Return the library's other songs by how alike they sound."""
    return Ranking(RankedBy.LIKENESS, _titles([song]), _ranks(other for other, _alike in most_alike(library, song)))


def rank_in_order(songs: Sequence[Listed]) -> Ranking:
    """Return these songs in an order in which each leads to the next. Raises BadArgument for too many."""
    if len(songs) > _MOST_ORDERED:
        raise BadArgument(Message("Choose up to {most} songs to put in order.", most=_MOST_ORDERED))
    return Ranking(RankedBy.ORDER, (), _ranks(in_order(songs)))


def _titles(songs: Sequence[Listed]) -> tuple[str, ...]:
    return tuple(song.facts.title for song in songs)


def _ranks(songs: Iterable[Listed]) -> dict[str, int]:
    return {song.facts.sha256: rank for rank, song in enumerate(songs, 1)}
