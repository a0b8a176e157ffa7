"""The ten genres that come with MashStudio: which of the corpus' styles each learns from, and how it sounds."""

from dataclasses import dataclass, replace
from typing import Final

from mashstudio.generation.models import Genre
from mashstudio.model.notes import BandPart
from mashstudio.training.corpus.styles import (
    ACOUSTIC,
    BRUSH,
    CLASSICAL,
    ELECTRONIC,
    JAZZ,
    ORCHESTRA,
    POWER,
    ROOM,
    STYLES,
    TR808,
    Style,
    parts_of,
)


@dataclass(frozen=True)
class LearnedGenre:
    """A genre, and the styles that it is learned from."""

    genre: Genre
    styles: tuple[Style, ...]


def _learned(
    name: str, styles: str, programs: tuple[int, int, int, int], swing: float = 0.5, unit: int = 2
) -> LearnedGenre:
    known = {style.name: style for style in (*STYLES, *CLASSICAL)}
    genre = Genre(name, dict(zip(BandPart, programs, strict=True)), swing, unit)
    return LearnedGenre(genre, tuple(known[style.strip()] for style in styles.split(",")))


GENRES: Final = (
    _learned("pop", "pop, dance pop, indie", (ACOUSTIC, 33, 4, 80)),
    _learned("rock", "rock, hard rock, punk", (ROOM, 33, 30, 30)),
    _learned("jazz", "swing, big band, jazz waltz", (JAZZ, 32, 0, 66), 0.64),
    _learned("classical", "allegro, adagio, minuet", (ORCHESTRA, 43, 48, 40)),
    _learned("house", "house, deep house, disco", (ELECTRONIC, 38, 4, 81), 0.55, 4),
    _learned("hip-hop", "hip-hop, boom bap, lo-fi", (TR808, 33, 4, 11), 0.57, 4),
    _learned("funk", "funk, soul, motown", (ACOUSTIC, 36, 28, 61)),
    _learned("bossa", "bossa nova, samba", (BRUSH, 32, 24, 73)),
    _learned("k-pop ballad", "ballad, piano ballad, power ballad", (ACOUSTIC, 33, 0, 40)),
    _learned("metal", "metal, hard rock", (POWER, 33, 30, 30)),
)


def with_meter(style: Style, meter: int) -> Style:
    """Return a style with bars of so many beats: its patterns cut short, or begun again."""
    if meter == style.meter:
        return style
    length = meter * style.steps

    def fitted(pattern: str) -> str:
        return (pattern * (length // len(pattern) + 1))[:length]

    drums = tuple(
        " ".join(f"{drum}:{fitted(pattern)}" for drum, pattern in parts_of(each).items()) for each in style.drums
    )
    return replace(
        style, meter=meter, drums=drums, bass=tuple(map(fitted, style.bass)), chords=tuple(map(fitted, style.chords))
    )
