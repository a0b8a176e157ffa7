"""How songs meet: one tempo, one key, one grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Bpm, Cents, Frame, Seconds, Semitones
from mashstudio.model.stems import StemName

FAR: Final = 0.15
"""A song that is played faster or slower by more than this share no longer sounds like itself."""


def is_far(stretch: float) -> bool:
    """Whether a stretch (1.06 for 6 % faster) is so great that people are to be told."""
    return abs(stretch - 1) > FAR


class Engine(StrEnum):
    """What stretches and shifts a song: our phase vocoder, at once, or Rubber Band's R3, for who prefers its sound."""

    OWN = "mashstudio"
    RUBBER_BAND = "rubberband"


@dataclass(frozen=True)
class TargetGrid:
    """The common beat grid: beat 0 at frame 0, then one beat every 60 / `tempo` seconds."""

    tempo: Bpm

    @property
    def beat_length(self) -> Seconds:
        """Seconds from one beat to the next."""
        return 60 / self.tempo

    def frame(self, beat: float) -> Frame:
        """The frame at which `beat` starts (rounded on its own, so the grid never drifts from its tempo).

        Beats may be fractions of one, and lie before the first.
        """
        return Frame(int(np.rint(beat * 60 * SAMPLE_RATE / self.tempo)))

    def beat(self, frame: float) -> float:
        """The beat, fractions of one included, that is reached at `frame`."""
        return frame * self.tempo / (60 * SAMPLE_RATE)

    def frames(self, beats: int) -> NDArray[np.int64]:
        """The frames at which beats 0 … `beats`−1 start: int64, shape (beats,)."""
        return np.rint(np.arange(beats) * 60 * SAMPLE_RATE / self.tempo).astype(np.int64)


@dataclass(frozen=True, eq=False)
class SongAlignment:
    """How one song is laid onto the grid.

    rate: how many grid beats one analysed beat becomes: 1, 2 (double time) or 0.5 (half time).
    beats: float64 seconds in the song, strictly increasing: its beats after `rate`; these are what cells number.
    beat_frame: int64, same shape: where each lands in the warped stems, `lead + Grid.frames(…)`.
    downbeats, phrases: int64 indices into `beats`.
    shift: semitones, −6…+5; drums are never shifted.
    stretch: the tempo change, target over source, e.g. 1.06 for 6 % faster.
    correction: cents that the song is shifted besides, so that it sounds at A = 440 Hz; 0: it does already, or is
    left as it is.
    formants: the stems that keep theirs when they are shifted far.
    """

    rate: float
    beats: NDArray[np.float64]
    beat_frame: NDArray[np.int64]
    downbeats: NDArray[np.int64]
    phrases: NDArray[np.int64]
    beats_per_bar: int
    shift: Semitones
    stretch: float
    correction: Cents = 0.0
    engine: Engine = Engine.OWN
    formants: frozenset[StemName] = frozenset()

    @property
    def pitch(self) -> float:
        """How far the song is shifted in all, in semitones and fractions of one."""
        return self.shift + self.correction / 100


@dataclass(frozen=True, eq=False)
class Alignment:
    """Songs on one grid: the target tempo, the target key's number (None: keys stay as they are), songs by source."""

    grid: TargetGrid
    key_number: int | None
    songs: Mapping[int, SongAlignment]
