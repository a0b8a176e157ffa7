"""The four stems of a song."""

from collections.abc import Mapping
from enum import StrEnum

from mashstudio.facts.units import Samples


class StemName(StrEnum):
    """The stems of a song, in the order in which lanes are shown."""

    VOCALS = "vocals"
    DRUMS = "drums"
    BASS = "bass"
    OTHER = "other"


Stems = Mapping[StemName, Samples]
"""The four stems of a song, all of one length, adding up to the song's mix."""
