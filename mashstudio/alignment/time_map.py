"""The time map of a warp, from frames of a song to frames of the grid."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.alignment.plan import edge_step
from mashstudio.core.units import SAMPLE_RATE
from mashstudio.model.alignment import SongAlignment

TimeMap = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Frames of the song, and the frames they are mapped to; both int64 (points,), increasing."""

PAD: Final = SAMPLE_RATE
"""Frames of silence processed before the song, so that the engine is running when the first transient comes."""


def time_map(song: SongAlignment, frames: int, *, by_bar: bool = False) -> TimeMap:
    """Return the song's time map: from frame 0, over each beat, to the song's end.

    by_bar: only over downbeats (every `beats_per_bar` beats if none are known), the first and the last beat, so that
    the timing within each bar stays the song's own.
    After the last beat it extends for at least a beat of the grid (silence where the song has ended).
    """
    beats = np.rint(song.beats * SAMPLE_RATE).astype(np.int64)
    landing = song.beat_frame.astype(np.int64)
    grid_beat = int(landing[-1] - landing[-2]) if len(landing) > 1 else SAMPLE_RATE // 2
    ratio = grid_beat / edge_step(np.diff(beats), -1) if len(beats) > 1 else 1.0
    if by_bar:
        kept = _bar_ends(song)
        beats, landing = beats[kept], landing[kept]
    tail = max(frames - int(beats[-1]), round(grid_beat / ratio) + 1)
    source = np.append(beats, beats[-1] + tail)
    target = np.append(landing, landing[-1] + max(round(tail * ratio), grid_beat))
    if source[0] > 0 and target[0] > 0:
        source, target = np.insert(source, 0, 0), np.insert(target, 0, 0)
    return source, target


def _bar_ends(song: SongAlignment) -> NDArray[np.int64]:
    bars = song.downbeats if len(song.downbeats) > 1 else np.arange(0, len(song.beats), song.beats_per_bar)
    return np.unique([0, *bars.tolist(), len(song.beats) - 1]).astype(np.int64)
