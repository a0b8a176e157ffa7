"""The units of time, pitch and level that the layers hand each other, and the one sample format."""

from typing import Final, NewType

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 44_100
"""Hz. Demucs' own rate; everything else is resampled to it on the way in."""

Frame = NewType("Frame", int)
"""A position in frames of `SAMPLE_RATE`; 0 is the first frame of what it counts in."""

FrameCount = NewType("FrameCount", int)
"""A length in frames of `SAMPLE_RATE`."""

BeatIndex = NewType("BeatIndex", int)
"""A position in beats, counted from 0 (people are shown it counted from 1)."""

Seconds = float
"""A time in seconds."""

Bpm = float
"""A tempo in beats per minute."""

TEMPO_RANGE: Final[tuple[Bpm, Bpm]] = (20.0, 400.0)
"""The tempi a mashup can have, BPM."""

LONGEST_SONG: Final[Seconds] = 3 * 3600
"""No song is longer."""

Semitones = int
"""A pitch shift in semitones of equal temperament."""

Cents = float
"""A hundredth of a semitone."""

Decibels = float
"""A gain or level in dB."""

Samples = NDArray[np.float32]
"""Sound: float32, shape (frames, 2), C-contiguous, 44.1 kHz, 0 dBFS at ±1.0 (more is allowed inside the app)."""
