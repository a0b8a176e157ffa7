"""Samples to listen to: a song with clicks on the beats that are told of it."""

from typing import Final

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.render.metronome import CLICK_FRAMES, CLICK_STEMS
from mashstudio.training.beats.scores import Told

_LONGEST: Final[Seconds] = 30.0
_GAIN: Final = np.float32(0.4)


def with_clicks(song: Samples, told: Told) -> Samples:
    """Return the middle 30 s of a song, softer, with a click on every beat and a higher one on downbeats."""
    length = min(len(song), round(_LONGEST * SAMPLE_RATE))
    first = (len(song) - length) // 2
    sound = _GAIN * song[first : first + length]
    downbeats = set() if told.downbeats is None else set(told.downbeats.tolist())
    for time in told.beats.tolist():
        at = round(time * SAMPLE_RATE) - first
        click = CLICK_STEMS[0][:CLICK_FRAMES] if time in downbeats else CLICK_STEMS[0][CLICK_FRAMES:]
        if 0 <= at < length:
            sound[at : at + CLICK_FRAMES] += click[: length - at]
    return np.asarray(np.clip(sound, -1, 1), np.float32)
