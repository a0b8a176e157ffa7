"""The library as it is shown: all songs, which of them are wanted, and in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path

from mashstudio.document.section_pairs import SectionPair
from mashstudio.library.facts import Unreadable
from mashstudio.library.search import EVERY_SONG, ORDERS, Query, Searched, found
from mashstudio.library.store import Library


class RankedBy(Enum):
    """What songs are ranked by: how alike they sound, how well they fit, or as an order to play them in."""

    LIKENESS = "likeness"
    FIT = "fit"
    ORDER = "order"


@dataclass(frozen=True)
class Ranking:
    """Songs ranked for those called `titles`.

    ranks: the ranked songs, by SHA-256, from 1. pairs: the best sections of those that were judged by their stems.
    """

    by: RankedBy
    titles: tuple[str, ...]
    ranks: Mapping[str, int]
    pairs: Mapping[str, tuple[SectionPair, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Shelf:
    """All that a library has to show."""

    songs: tuple[Searched, ...] = ()
    playlists: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()

    @cached_property
    def genres(self) -> list[str]:
        """The genres of the songs, as the user's own model judges them, by name."""
        return sorted({each.song.facts.genre for each in self.songs} - {""})

    @cached_property
    def tags(self) -> list[str]:
        """The tags that any song has, the most common first."""
        counted: dict[str, int] = {}
        for each in self.songs:
            for tag in each.song.facts.tags:
                counted[tag] = counted.get(tag, 0) + 1
        return sorted(counted, key=lambda tag: (-counted[tag], tag))


@dataclass(frozen=True)
class Arrangement:
    """Which songs are to be shown, and how: by a ranking, in a playlist's order, or by one of ORDERS."""

    query: Query = EVERY_SONG
    order: str = "artist"
    backwards: bool = False
    playlist: str = ""
    ranking: Ranking | None = None


def load_shelf(library: Library) -> Shelf:
    """Read all that a library has to show; prepare its songs to be searched."""
    songs = tuple(map(Searched, library.songs()))
    for each in songs:
        # Now, as it takes longer than the search itself.
        _ = each.text, each.initials
    shelf = Shelf(songs, library.playlists(), tuple(library.unreadable()))
    _ = shelf.tags, shelf.genres
    return shelf


def arranged(shelf: Shelf, arrangement: Arrangement) -> list[Searched]:
    """Return the songs to be shown, in order."""
    songs: Sequence[Searched] = shelf.songs
    if arrangement.ranking is not None:
        ranks = arrangement.ranking.ranks
        ranked = [each for each in songs if each.song.facts.sha256 in ranks]
        return found(sorted(ranked, key=lambda each: ranks[each.song.facts.sha256]), arrangement.query)
    if arrangement.playlist in shelf.playlists:
        by_path = {each.song.path: each for each in songs}
        places = shelf.playlists[arrangement.playlist]
        return found([by_path[path] for path in places if path in by_path], arrangement.query)
    wanted = found(songs, arrangement.query)
    return sorted(wanted, key=lambda each: ORDERS[arrangement.order](each.song), reverse=arrangement.backwards)
