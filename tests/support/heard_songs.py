"""Songs of known chords and melodies as `suggest` hears them, without any sound."""

from collections.abc import Sequence

import numpy as np

from mashstudio.document.suggest import HeardSong, SectionStart
from mashstudio.model.beat_sound import STEPS, Band, Lead, chord_tones

FOUR_CHORDS = (0, 21, 5, 7)
"""C, A minor, F, G."""


def heard_song(
    source: int,
    chords: Sequence[int],
    *,
    bars: int = 16,
    shift: int = 0,
    tempo: float = 120.0,
    sung: Sequence[bool] = (True,),
    seed: int = 0,
) -> HeardSong:
    """Return a song whose band repeats `chords` (one per bar, see `Band.chords`) and whose voice sings their tones.

    shift: of the voice alone, semitones. sung: for each section of 8 bars, repeated.
    """
    beats, random = 4 * bars, np.random.default_rng(seed)
    played = np.resize(np.repeat(chords, 4), beats).astype(np.int8)
    tones = chord_tones(played)
    notes = np.array([random.choice(np.flatnonzero(row)) for row in tones])
    activity = np.repeat(np.resize(sung, -(-bars // 8)), 32)[:beats].astype(np.float32)
    melody = np.zeros((beats, 12), np.float32)
    melody[np.arange(beats), (notes + shift) % 12] = activity
    harmony = (tones / 3).astype(np.float32)
    onsets = np.zeros((beats, STEPS), np.float32)
    onsets[:, 0] = 1
    onsets[::4, 0] = 2
    return HeardSong(
        source=source,
        tempo=tempo,
        beats_per_bar=4,
        downbeats=np.arange(0, beats, 4),
        sections=tuple(SectionStart(beat, f"{beat // 32 + 1}") for beat in range(0, beats, 32)),
        lead=Lead(melody, melody, activity, onsets),
        band=Band(harmony, harmony, np.ones(beats, np.float32), onsets, played),
    )
