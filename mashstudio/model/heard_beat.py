"""A beat of sound that is still going on."""

from dataclasses import dataclass

from mashstudio.core.units import Bpm, Seconds


@dataclass(frozen=True)
class HeardBeat:
    """A beat that was just heard. time: since the first sample that was heard.

    position: in its bar of `beats_per_bar` beats, 1 on the downbeat. bpm: the tempo by the last beats.
    confidence: 0–1, how much of all that may be is at this tempo and this place of the beat.
    """

    time: Seconds
    position: int
    beats_per_bar: int
    bpm: Bpm
    confidence: float
