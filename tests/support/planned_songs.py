"""Analyses of imaginary songs, for tests of alignment."""

import numpy as np

from mashstudio.core.units import BeatIndex
from mashstudio.model.analysis import Analysis, TempoSection
from mashstudio.model.key import Key, Mode

KEYS = [Key(tonic, mode) for tonic in range(12) for mode in Mode]


def song(
    tempo: float,
    key: Key = KEYS[0],
    *,
    first: float = 0.3,
    beats: int = 64,
    downbeat: int = 0,
    bar: int = 4,
    late: np.ndarray | None = None,
    sure: float = 1.0,
) -> Analysis:
    """Return a song of even beats, each delayed by its element of `late` (seconds)."""
    times = first + np.arange(beats) * 60 / tempo + (0 if late is None else late)
    return Analysis(
        beats=times,
        beat_confidence=np.ones(beats),
        downbeats=np.arange(downbeat, beats, bar),
        downbeat_confidence=1.0,
        beats_per_bar=bar,
        phrases=np.arange(downbeat, beats, 4 * bar),
        tempo=tempo,
        tempo_confidence=sure,
        sections=(TempoSection(BeatIndex(0), tempo),),
        key=key,
        key_confidence=1.0,
        loudness=-12.0,
        duration=float(times[-1]) + 60 / tempo,
    )


def together(*songs: Analysis) -> dict[int, Analysis]:
    """Return a mashup's songs by source id."""
    return dict(enumerate(songs))
