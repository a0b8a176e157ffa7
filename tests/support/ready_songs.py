"""Two songs of even beats that need not be read or analysed."""

import numpy as np
from mashups import REFS

from mashstudio.core.units import BeatIndex
from mashstudio.model.analysis import Analysis, TempoSection
from mashstudio.model.key import Key, Mode
from mashstudio.model.song import Song
from mashstudio.pipeline.stages import ReadySong

DURATIONS = (200.0, 30.0)


def ready(side: int, tempo: float) -> ReadySong:
    """Return a song of even beats that need not be read or analysed."""
    beats = np.arange(0.3, DURATIONS[side], 60 / tempo)
    downbeats = np.arange(0, len(beats), 4)
    analysis = Analysis(
        beats=beats,
        beat_confidence=np.ones(len(beats)),
        downbeats=downbeats,
        downbeat_confidence=1.0,
        beats_per_bar=4,
        phrases=downbeats[::8],
        tempo=tempo,
        tempo_confidence=1.0,
        sections=(TempoSection(BeatIndex(0), tempo),),
        key=Key(side, Mode.MINOR),
        key_confidence=1.0,
        loudness=-12.0,
        duration=DURATIONS[side],
    )
    ref = REFS[side]
    return ReadySong(Song(ref.path, ref.sha256, ref.title, "", DURATIONS[side]), ref.path, analysis)


SONGS = {0: ready(0, 128.0), 1: ready(1, 87.3)}
