"""The user's choices of tempo and key; text is parsed once, at the edges."""

import math
from dataclasses import dataclass
from typing import Final

from mashstudio.core.errors import BadArgument
from mashstudio.core.messages import Message
from mashstudio.core.units import TEMPO_RANGE, Bpm
from mashstudio.model.key import Key, parse_key

LETTERS: Final = "ABCDEFGH"
"""The songs' letters, by id; a mashup has at most this many songs."""

BAND: Final = len(LETTERS)
"""What stands in place of a song's id for the accompaniment."""


def source_letter(source: int) -> str:
    """Return a song's letter; a note for the accompaniment."""
    return "♪" if source == BAND else LETTERS[source]


@dataclass(frozen=True)
class Fastest:
    """The tempo of the fastest song."""


@dataclass(frozen=True)
class Slowest:
    """The tempo of the slowest song."""


@dataclass(frozen=True)
class Closest:
    """The tempo of the song to which the songs are stretched least in all."""


@dataclass(frozen=True)
class Between:
    """The tempo between the fastest and the slowest song, to which no song is stretched further than another."""


@dataclass(frozen=True)
class Of:
    """The tempo or key of one source."""

    source: int


@dataclass(frozen=True)
class FixedTempo:
    """A tempo in BPM. Raises BadArgument outside TEMPO_RANGE."""

    bpm: Bpm

    def __post_init__(self) -> None:
        check_tempo(self.bpm)


@dataclass(frozen=True)
class Middle:
    """The key to which the songs are shifted least in all."""


@dataclass(frozen=True)
class FixedKey:
    """A key or its relative."""

    key: Key


@dataclass(frozen=True)
class AsIs:
    """No key: every song keeps its own."""


TempoChoice = Fastest | Slowest | Closest | Between | Of | FixedTempo
KeyChoice = Middle | Of | FixedKey | AsIs

_TEMPOS: Final[dict[str, TempoChoice]] = {
    "fastest": Fastest(),
    "slowest": Slowest(),
    "closest": Closest(),
    "between": Between(),
    # Their names when a mashup had two songs.
    "faster": Fastest(),
    "slower": Slowest(),
}
_KEYS: Final[dict[str, KeyChoice]] = {"middle": Middle(), "none": AsIs()}


def check_tempo(bpm: Bpm) -> None:
    """Raise BadArgument outside TEMPO_RANGE."""
    lowest, highest = TEMPO_RANGE
    if not (math.isfinite(bpm) and lowest <= bpm <= highest):
        raise BadArgument(
            Message(
                "A tempo of {tempo} BPM is out of range; choose {lowest} to {highest} BPM.",
                tempo=f"{bpm:g}",
                lowest=f"{lowest:g}",
                highest=f"{highest:g}",
            )
        )


def tempo_choice(text: str) -> TempoChoice:
    """Parse “fastest”, “slowest”, “closest”, “between”, a source's letter or a number of BPM. Raises BadArgument."""
    if (found := _TEMPOS.get(text.lower())) is not None:
        return found
    if (source := _source(text)) is not None:
        return source
    try:
        bpm = float(text)
    except ValueError:
        raise BadArgument(
            Message(
                "“{text}” is not a tempo: use fastest, slowest, closest, between, a song's letter or a number of BPM.",
                text=text,
            )
        ) from None
    return FixedTempo(bpm)


def tempo_text(choice: TempoChoice) -> str:
    """Return the text that `tempo_choice` parses as `choice`."""
    match choice:
        case Of(source):
            return LETTERS[source]
        case FixedTempo(bpm):
            return repr(bpm)
    return type(choice).__name__.lower()


def key_choice(text: str) -> KeyChoice:
    """Parse “middle”, “none”, a source's letter or a key's name; A to H alone are letters. Raises BadArgument."""
    if (found := _KEYS.get(text.lower())) is not None:
        return found
    if (source := _source(text)) is not None:
        return source
    try:
        return FixedKey(parse_key(text))
    except BadArgument:
        raise BadArgument(
            Message(
                "“{name}” is not a key: write it like “F minor” or “Bb major”, or use middle, none or a song's letter.",
                name=text,
            )
        ) from None


def key_text(choice: KeyChoice) -> str:
    """Return the text that `key_choice` parses as `choice`."""
    match choice:
        case Of(source):
            return LETTERS[source]
        case FixedKey(key):
            return str(key)
        case AsIs():
            return "none"
    return "middle"


def _source(text: str) -> Of | None:
    letter = text.upper()
    return Of(LETTERS.index(letter)) if len(letter) == 1 and letter in LETTERS else None
