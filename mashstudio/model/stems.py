"""The four stems of a song."""

from enum import StrEnum
from typing import Final


class StemName(StrEnum):
    """A stem of a song; in the order in which lanes are shown."""

    VOCALS = "vocals"
    DRUMS = "drums"
    BASS = "bass"
    OTHER = "other"


INSTRUMENTS: Final = (StemName.DRUMS, StemName.BASS, StemName.OTHER)
