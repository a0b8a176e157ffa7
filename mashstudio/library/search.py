"""Finding songs of the library: by words in any script, by tempo, key and tag, and in any order."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.text.lines import shown
from mashstudio.core.units import TEMPO_RANGE, Bpm
from mashstudio.library.facts import Listed
from mashstudio.model.key import Key, parse_key

_INITIALS: Final = range(0x1100, 0x1113)
_REST: Final = range(0x1161, 0x11C3)
"""Vowels and final consonants of Hangul syllables, decomposed."""
_USUAL_PERCENT: Final = 5.0
_HAIR: Final = 1e-9


def folded(text: str) -> str:
    """Return `text` as it is compared: without case and accents, and Hangul in its letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _initials(text: str) -> str:
    """Return folded text without the vowels and final consonants of Hangul."""
    return "".join(character for character in text if ord(character) not in _REST)


@dataclass(frozen=True, eq=False)
class Searched:
    """A song with the texts in which words are looked for."""

    song: Listed

    @cached_property
    def text(self) -> str:
        """All its words, folded."""
        facts = self.song.facts
        return folded("\n".join((facts.title, facts.artist, facts.genre, *facts.tags, shown(self.song.path.name))))

    @cached_property
    def initials(self) -> str:
        """The same with the initial consonants of Hangul alone."""
        return _initials(self.text)

    def has(self, words: Sequence[str]) -> bool:
        """Return True if all of these folded words are found in it; Hangul may be given by its initial consonants."""
        return all(word in (self.initials if _only_initials(word) else self.text) for word in words)


def _only_initials(word: str) -> bool:
    return all(ord(character) in _INITIALS for character in word)


@dataclass(frozen=True)
class TempoRange:
    """Tempi within `percent` of `tempo`, or of half or double of it."""

    tempo: Bpm
    percent: float

    @classmethod
    def parse(cls, text: str) -> "TempoRange":
        """Parse “120”, “120±5” or “120±5%”. Raises BadArgument for anything else."""
        tempo, _, percent = text.replace("+-", "±").partition("±")
        try:
            parsed = cls(float(tempo), float(percent.strip().removesuffix("%") or _USUAL_PERCENT))
            if TEMPO_RANGE[0] <= parsed.tempo <= TEMPO_RANGE[1] and 0 <= parsed.percent <= 100:
                return parsed
        except ValueError:
            pass
        raise BadArgument(Message("“{text}” is not a tempo: write it like 120 or 120±5%.", text=text))

    def has(self, tempo: Bpm) -> bool:
        """Return True if a tempo is within the range."""
        return any(abs(tempo * rate / self.tempo - 1) <= self.percent / 100 + _HAIR for rate in (1, 2, 0.5))


@dataclass(frozen=True)
class KeyRange:
    """Keys within `steps` on the Camelot wheel of `key`: 0 the same and its relative, 1 a fifth away …"""

    key: Key
    steps: int

    @classmethod
    def parse(cls, text: str) -> "KeyRange":
        """Parse “8A”, “A minor” or “8A±1”. Raises BadArgument for anything else."""
        key, _, steps = text.replace("+-", "±").partition("±")
        if steps.strip() not in {"", *map(str, range(7))}:
            raise BadArgument(Message("“{text}” is not a key: write it like 8A, “A minor” or 8A±1.", text=text))
        return cls(parse_key(key), int(steps or 0))

    def has(self, key: Key) -> bool:
        """Return True if a key is within the range."""
        return key_steps(self.key, key) <= self.steps


def key_steps(one: Key, other: Key) -> int:
    """Return how far two keys lie apart on the Camelot wheel: 0 to 6 fifths; relative keys are the same."""
    away = (one.number - other.number) * 7 % 12
    return min(away, 12 - away)


@dataclass(frozen=True)
class Query:
    """Which songs are wanted. words: any text. tags: all of these apply, by their names in TAGS, large or small.

    genre: by the user's own model, large or small; "": any.
    """

    words: str = ""
    tempo: TempoRange | None = None
    key: KeyRange | None = None
    tags: tuple[str, ...] = ()
    genre: str = ""


EVERY_SONG: Final = Query()


def found(songs: Iterable[Searched], query: Query) -> list[Searched]:
    """Return the songs that are wanted, in their order."""
    words, tags = folded(query.words).split(), set(map(folded, query.tags))
    return [
        each
        for each in songs
        if (query.tempo is None or query.tempo.has(each.song.facts.tempo))
        and (query.key is None or query.key.has(each.song.facts.key))
        and (not tags or tags <= set(map(folded, each.song.facts.tags)))
        and (not query.genre or folded(query.genre) == folded(each.song.facts.genre))
        and each.has(words)
    ]


ORDERS: Final[dict[str, Callable[[Listed], Any]]] = {
    "title": lambda song: folded(song.facts.title),
    "artist": lambda song: (folded(song.facts.artist), folded(song.facts.title)),
    "length": lambda song: song.facts.duration,
    "tempo": lambda song: song.facts.tempo,
    "key": lambda song: (int(song.facts.key.camelot[:-1]), song.facts.key.camelot),
    "energy": lambda song: song.facts.energy,
    "genre": lambda song: folded(song.facts.genre),
    "tags": lambda song: next(iter(song.facts.tags), ""),
    "used": lambda song: -song.used,
}
"""By what songs can be sorted; the one used last comes first."""
