"""What a song sounds like: tags with their strengths, a station's sentence, and an embedding."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Strengths = Mapping[str, float]
"""How strongly tags apply, 0–1."""


class Kind(Enum):
    """What a tag is about."""

    GENRE = "genre"
    INSTRUMENT = "instrument"
    MOOD = "mood"
    VOICE = "voice"
    ERA = "era"


class Role(Enum):
    """What a word of a station's sentence names, in their order."""

    ENERGY = "energy"
    MOOD = "mood"
    VOICE = "voice"
    GENRE = "genre"
    SECOND_GENRE = "second genre"


@dataclass(frozen=True)
class Tag:
    """A tag, and what it is called in the vocabularies: words that mean the same are one tag.

    mtt: MagnaTagATune's words. msd: those of the Million Song Dataset. energy: 1 in energetic songs, −1 in calm ones.
    """

    name: str
    kind: Kind
    mtt: tuple[str, ...] = ()
    msd: tuple[str, ...] = ()
    energy: int = 0


def _both(kind: Kind, *names: str) -> tuple[Tag, ...]:
    return tuple(Tag(name, kind, (name,), (name,)) for name in names)


def _mtt(kind: Kind, *names: str) -> tuple[Tag, ...]:
    return tuple(Tag(name, kind, (name,)) for name in names)


def _msd(kind: Kind, *names: str) -> tuple[Tag, ...]:
    return tuple(Tag(name, kind, (), (name,)) for name in names)


TAGS: Final = (
    *_both(Kind.GENRE, "rock", "pop"),
    Tag("electronic", Kind.GENRE, ("electronic",), ("electronic", "electronica")),
    Tag("metal", Kind.GENRE, ("metal",), ("metal", "heavy metal"), energy=1),
    Tag("dance", Kind.GENRE, ("dance",), ("dance",), energy=1),
    Tag("country", Kind.GENRE, ("country",), ("country",)),
    Tag("ambient", Kind.GENRE, ("ambient",), ("ambient",), energy=-1),
    Tag("techno", Kind.GENRE, ("techno",), energy=1),
    Tag("classical", Kind.GENRE, ("classical", "classic")),
    *_mtt(Kind.GENRE, "opera", "new age"),
    Tag("Indian", Kind.GENRE, ("indian",)),
    Tag("alternative", Kind.GENRE, (), ("alternative", "alternative rock")),
    Tag("indie", Kind.GENRE, (), ("indie", "indie rock", "indie pop")),
    *_msd(Kind.GENRE, "jazz", "soul", "folk", "blues", "funk", "classic rock", "electro", "experimental"),
    Tag("punk", Kind.GENRE, (), ("punk",), energy=1),
    Tag("hard rock", Kind.GENRE, (), ("hard rock",), energy=1),
    Tag("progressive rock", Kind.GENRE, (), ("Progressive rock",)),
    Tag("hip-hop", Kind.GENRE, (), ("Hip-Hop",)),
    Tag("R&B", Kind.GENRE, (), ("rnb",)),
    Tag("house", Kind.GENRE, (), ("House",), energy=1),
    Tag("easy listening", Kind.GENRE, (), ("easy listening",), energy=-1),
    Tag("guitar", Kind.INSTRUMENT, ("guitar",), ("guitar",)),
    *_mtt(Kind.INSTRUMENT, "strings", "drums", "piano", "violin", "harpsichord", "flute", "sitar", "harp", "cello"),
    Tag("synth", Kind.INSTRUMENT, ("synth",)),
    Tag("beat", Kind.INSTRUMENT, ("beat", "beats")),
    Tag("acoustic", Kind.INSTRUMENT, (), ("acoustic",), energy=-1),
    Tag("female voice", Kind.VOICE, ("female", "woman", "female vocal", "female voice"),
        ("female vocalists", "female vocalist")),
    Tag("male voice", Kind.VOICE, ("male", "man", "male vocal", "male voice"), ("male vocalists",)),
    Tag("vocals", Kind.VOICE, ("vocal", "singing", "vocals", "voice")),
    Tag("choir", Kind.VOICE, ("choir", "choral")),
    Tag("instrumental", Kind.VOICE, ("no vocals", "no vocal", "no voice"), ("instrumental",)),
    Tag("fast", Kind.MOOD, ("fast",), energy=1),
    Tag("loud", Kind.MOOD, ("loud",), energy=1),
    Tag("party", Kind.MOOD, (), ("party",), energy=1),
    Tag("slow", Kind.MOOD, ("slow",), energy=-1),
    Tag("quiet", Kind.MOOD, ("quiet",), energy=-1),
    Tag("soft", Kind.MOOD, ("soft",), energy=-1),
    Tag("mellow", Kind.MOOD, (), ("Mellow",), energy=-1),
    Tag("chill-out", Kind.MOOD, (), ("chillout", "chill"), energy=-1),
    *_mtt(Kind.MOOD, "weird", "solo"),
    *_msd(Kind.MOOD, "beautiful", "sexy", "catchy", "sad", "happy"),
    *_msd(Kind.ERA, "60s", "70s", "80s", "90s", "00s", "oldies"),
)  # fmt: skip


ENERGETIC: Final = "energetic"
CALM: Final = "calm"
BALANCED: Final = "medium energy"

_CLEAR: Final = 1.5
_CLOSE: Final = 0.6
# Moods are seldom heard strongly: each is said from this strength on, about three times its share of the songs on which
# the networks were trained.
_MOODS: Final = {
    "happy": 0.1, "sad": 0.12, "sexy": 0.15, "catchy": 0.12, "beautiful": 0.3, "party": 0.15, "weird": 0.12,
}  # fmt: skip
# Male voices are named about two thirds as often as female ones.
_VOICES: Final = {"female voice": 1.0, "male voice": 1.5, "choir": 1.0, "instrumental": 1.0}
_GENRES: Final = tuple(tag.name for tag in TAGS if tag.kind is Kind.GENRE)


@dataclass(frozen=True, eq=False)
class Character:
    """What a song sounds like.

    tags: by the names in TAGS, strongest first. embedding: float32, (400,): songs that sound alike point the same way.
    """

    tags: Strengths
    embedding: NDArray[np.float32]


def character_from_json(fields: Mapping[str, Any]) -> Character:
    """Return the character that a song's analysis found. Raises KeyError, TypeError or ValueError on anything else."""
    heard = fields["heard_tags"]
    return Character(merged(heard["mtt"], heard["msd"]), np.array(fields["embedding"], np.float32))


def merged(mtt: Strengths, msd: Strengths) -> dict[str, float]:
    """Return the tags of both vocabularies, strongest first.

    Of words with one meaning the strongest counts; where both vocabularies have one, their mean.
    """
    strengths = {}
    for tag in TAGS:
        heard = [max(words[name] for name in names) for names, words in ((tag.mtt, mtt), (tag.msd, msd)) if names]
        strengths[tag.name] = sum(heard) / len(heard)
    return dict(sorted(strengths.items(), key=lambda item: -item[1]))


def sentence(tags: Strengths) -> tuple[tuple[Role, str], ...]:
    """Return a station's three to five words for a song: “energetic, female voice, electronic”.

    They are names in TAGS, the first one excepted. A mood and a second genre are said where they are clear.
    """
    moods = [name for name in _MOODS if tags[name] >= _MOODS[name]]
    mood = max(moods, key=lambda name: tags[name] / _MOODS[name], default="")
    voice = max(_VOICES, key=lambda name: tags[name] * _VOICES[name])
    genres = sorted(_GENRES, key=lambda name: -tags[name])
    second = genres[1] if tags[genres[1]] >= _CLOSE * tags[genres[0]] else ""
    words = zip(Role, (energy(tags), mood, voice, genres[0], second), strict=True)
    return tuple((role, word) for role, word in words if word)


def energy(tags: Strengths) -> str:
    """Return ENERGETIC or CALM, whichever tags say so more strongly; BALANCED if neither does."""
    high, low = _high_and_low(tags)
    if max(high, low) < _CLEAR * min(high, low):
        return BALANCED
    return ENERGETIC if high > low else CALM


def energy_level(tags: Strengths) -> int:
    """Return how energetic a song is, 1 to 10: ENERGETIC songs have 6 and more, CALM ones 4 and less, about."""
    high, low = _high_and_low(tags)
    return min(max(round(10 * high / (high + low)), 1), 10)


def _high_and_low(tags: Strengths) -> tuple[float, float]:
    """Return how strongly tags say that a song is energetic, and that it is calm; both above 0."""
    high, low = (sum(tags[tag.name] for tag in TAGS if tag.energy == side) for side in (1, -1))
    return max(high, 1e-9), max(low, 1e-9)


def likeness(one: Character, other: Character) -> float:
    """Return how alike two songs sound, −1 to 1."""
    a, b = one.embedding, other.embedding
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9))
