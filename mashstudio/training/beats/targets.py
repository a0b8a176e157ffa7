"""What a beat network shall hear in each frame of a song, by its true beats."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.live_beats.network import DELAY
from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS
from mashstudio.analysis.live_beats.tracker import tempo_class
from mashstudio.core.units import Seconds

_BESIDE: Final = 0.5
UNKNOWN: Final = -1


@dataclass(frozen=True, eq=False)
class Targets:
    """beat, downbeat: 1 in a beat's frame, 0.5 beside it, else 0; tempo: its class, or UNKNOWN: (frames,) each."""

    beat: NDArray[np.float32]
    downbeat: NDArray[np.float32]
    tempo: NDArray[np.int64]


def targets_of(times: NDArray[np.float64], downbeats: NDArray[np.bool_], frames: int) -> Targets:
    """Return the targets of a song of so many frames. times: its beats in seconds; downbeats: which of them are."""
    return Targets(_marked(times, frames), _marked(times[downbeats], frames), _tempi(times, frames))


def frame_of(time: Seconds) -> int:
    """Return the frame in which a causal network tells a beat."""
    return int(time / FRAME_SECONDS) + DELAY


def _marked(times: NDArray[np.float64], frames: int) -> NDArray[np.float32]:
    marked = np.zeros(frames + 2, np.float32)
    at = np.array([frame_of(time) for time in times], np.int64) + 1
    at = at[(at > 0) & (at <= frames)]
    for beside in (-1, 1):
        marked[at + beside] = _BESIDE
    marked[at] = 1
    return marked[1:-1]


def _tempi(times: NDArray[np.float64], frames: int) -> NDArray[np.int64]:
    """Return the class of the tempo in each frame: that of the last four beats together."""
    found = np.full(frames, UNKNOWN, np.int64)
    for number in range(4, len(times)):
        bpm = 60 * 4 / max(times[number] - times[number - 4], 1e-3)
        found[max(frame_of(times[number - 1]), 0) : max(frame_of(times[number]), 0)] = tempo_class(bpm)
    return found
