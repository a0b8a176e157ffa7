"""The four stems, and a song's stems laid onto the grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.units import Samples


class StemName(StrEnum):
    """The stems of a song, in the order in which lanes are shown."""

    VOCALS = "vocals"
    DRUMS = "drums"
    BASS = "bass"
    OTHER = "other"


Stems = Mapping[StemName, Samples]
"""The four stems of a song, all of one length, adding up to the song's mix."""


@dataclass(frozen=True)
class GridStems:
    """A song's stems stretched and shifted so that its beat k starts exactly at frame `beat_frame[k]`.

    `stems` holds the stems that were asked for, all of one length (float32, (frames, 2), usually memory maps).
    `beat_frame` is int64, shape (beats,), strictly increasing; the last beat lasts to the end of the samples.
    """

    stems: Stems
    beat_frame: NDArray[np.int64]
