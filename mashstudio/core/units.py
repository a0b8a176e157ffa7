"""The units of time, pitch and level shared by all layers, and the one sample format."""

from typing import Final, NewType

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 44_100
"""Hz. Demucs' own rate; all audio is resampled to it when decoded."""

Frame = NewType("Frame", int)
"""A position in frames at `SAMPLE_RATE`, from 0."""

FrameCount = NewType("FrameCount", int)
"""A length in frames at `SAMPLE_RATE`."""

BeatIndex = NewType("BeatIndex", int)
"""A position in beats, counted from 0 (shown to users counted from 1)."""

Seconds = float
"""A time in seconds."""

Milliseconds = float
"""A shift of a lane in time."""

Bpm = float
"""A tempo in beats per minute."""

TEMPO_RANGE: Final[tuple[Bpm, Bpm]] = (20.0, 400.0)
"""Lowest and highest tempo of a mashup, BPM."""

LONGEST_SONG: Final[Seconds] = 3 * 3600
"""The longest song that is accepted, seconds."""

Semitones = int
"""A pitch shift in semitones of equal temperament."""

Cents = float
"""A hundredth of a semitone."""

Decibels = float
"""A gain or level in dB."""

Samples = NDArray[np.float32]
"""Audio: float32, shape (frames, 2), C-contiguous, 44.1 kHz, 0 dBFS at ±1.0 (may be exceeded inside the app)."""
