"""How songs are aligned: one tempo, one key, one grid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Bpm, Cents, Decibels, Frame, Seconds, Semitones
from mashstudio.model.choices import BAND
from mashstudio.model.stems import Part, StemName

FAR: Final = 0.15
"""Stretched by more than this share, a song no longer sounds natural."""


def is_far(stretch: float) -> bool:
    """Return True if a stretch (1.06: 6 % faster) is large enough to warn of."""
    return abs(stretch - 1) > FAR


class Engine(StrEnum):
    """What stretches and shifts a song: our phase vocoder, which is quick, or Rubber Band's R3."""

    OWN = "mashstudio"
    RUBBER_BAND = "rubberband"


class Timing(StrEnum):
    """Which of a song's stems follow the grid beat by beat: all, or all but the vocals or the instruments.

    Those that don't keep their own timing within each bar, which is stretched evenly from downbeat to downbeat.
    """

    BEATS = "beats"
    VOCALS = "vocals"
    INSTRUMENTS = "instruments"

    @property
    def kept(self) -> frozenset[StemName]:
        """The stems that keep their timing."""
        vocals = frozenset({StemName.VOCALS})
        return {Timing.BEATS: frozenset[StemName](), Timing.VOCALS: vocals}.get(self, frozenset(StemName) - vocals)


@dataclass(frozen=True)
class TargetGrid:
    """The common beat grid: beat 0 at frame 0, then a beat every 60 / `tempo` seconds."""

    tempo: Bpm

    @property
    def beat_length(self) -> Seconds:
        """Seconds from one beat to the next."""
        return 60 / self.tempo

    def frame(self, beat: float) -> Frame:
        """Return the frame at which `beat` starts, each rounded on its own, so that the grid never drifts.

        `beat` may be fractional or negative.
        """
        return Frame(int(np.rint(beat * 60 * SAMPLE_RATE / self.tempo)))

    def beat(self, frame: float) -> float:
        """Return the position of `frame` in beats, with fractions."""
        return frame * self.tempo / (60 * SAMPLE_RATE)

    def frames(self, beats: int) -> NDArray[np.int64]:
        """Return the frames at which beats 0 … `beats`−1 start: int64, shape (beats,)."""
        return np.rint(np.arange(beats) * 60 * SAMPLE_RATE / self.tempo).astype(np.int64)


@dataclass(frozen=True, eq=False)
class SongAlignment:
    """How one song is aligned to the grid.

    rate: grid beats per analysed beat: 1, 2 (double time) or 0.5 (half time).
    beats: float64 seconds in the song, strictly increasing: its beats after `rate`, which cells refer to by index.
    beat_frame: int64, same shape: each beat's frame in the warped stems, `lead + TargetGrid.frames(…)`. (In stems that
        keep their timing, only downbeats begin exactly there.)
    downbeats, phrases: int64 indices into `beats`.
    shift: semitones, −12…+12; drums are never shifted.
    stretch: target tempo over source tempo, e.g. 1.06 for 6 % faster.
    correction: additional shift in cents: what tunes the song to A = 440 Hz, and those of a transposition.
    formants: the parts whose formants are preserved when they are shifted far.
    timing: which stems keep their own timing within bars.
    gain_db: what makes the song as loud as the others, before the gains of its lanes.
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
    formants: frozenset[Part] = frozenset()
    timing: Timing = Timing.BEATS
    gain_db: Decibels = 0.0

    @property
    def pitch(self) -> float:
        """The whole shift in semitones, with fractions."""
        return self.shift + self.correction / 100

    def at_speed(self, speed: float) -> "SongAlignment":
        """Return the alignment for runs at `speed`, which play that many of the song's beats on a beat of the grid."""
        return replace(self, beat_frame=np.rint(self.beat_frame / speed).astype(np.int64))


@dataclass(frozen=True, eq=False)
class Alignment:
    """Songs on one grid: the grid, the target key's number (None: keys stay as they are), songs by source id.

    band: how the accompaniment lies on it, if there is any.
    """

    grid: TargetGrid
    key_number: int | None
    songs: Mapping[int, SongAlignment]
    band: SongAlignment | None = None

    @property
    def played(self) -> Mapping[int, SongAlignment]:
        """All that lanes play: the songs, and the band as BAND."""
        return self.songs if self.band is None else {**self.songs, BAND: self.band}

    @property
    def shifts(self) -> dict[int, Semitones]:
        """What each song is shifted by."""
        return {source: song.shift for source, song in self.songs.items()}
