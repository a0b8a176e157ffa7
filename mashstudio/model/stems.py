"""The four stems of a song."""

from enum import StrEnum


class StemName(StrEnum):
    """A stem of a song; in the order in which lanes are shown."""

    VOCALS = "vocals"
    DRUMS = "drums"
    BASS = "bass"
    OTHER = "other"
