"""The metronome: a plan of one lane with a click on every beat, a higher one on downbeats."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE, Samples
from mashstudio.model.plan import Plan
from mashstudio.render.one_lane import one_lane_plan

CLICK_FRAMES: Final = SAMPLE_RATE // 25
"""Frames of a click: 40 ms."""

_LEVEL = 0.35


def _click(hertz: float) -> Samples:
    time = np.arange(CLICK_FRAMES) / SAMPLE_RATE
    # 1 ms of attack and a quick decay to zero.
    envelope = np.minimum(time * 1000, 1) * np.exp(-time * 90) * np.cos(np.pi / 2 * time / time[-1])
    tone = (_LEVEL * envelope * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
    return np.repeat(tone[:, None], 2, axis=1)


CLICK_STEMS: Final[Sequence[Samples]] = [np.concatenate([_click(1760.0), _click(1174.66)])]
"""The stem of a click plan: the downbeat's click, then that of other beats."""


def click_plan(beats: NDArray[np.int64], downbeats: NDArray[np.int64]) -> Plan:
    """Return a plan with a click at each of the frames `beats` (increasing); `downbeats`: indices of accented ones."""
    source = np.full(len(beats), CLICK_FRAMES, np.int64)
    source[downbeats] = 0
    return one_lane_plan(beats, beats + CLICK_FRAMES, source, int(beats[-1]) + CLICK_FRAMES if len(beats) else 0)
