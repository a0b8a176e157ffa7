"""Beats as well-known trackers find them, to judge models of our own beside them."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.librosa_import import import_librosa
from mashstudio.analysis.madmom_models import import_madmom
from mashstudio.core.units import SAMPLE_RATE, Samples

_METERS: Final = [3, 4]
_RATE: Final = SAMPLE_RATE // 2
_LITTLE: Final = 1e-8
_STRETCH: Final = 30_000
"""Frames that are decoded at once: madmom takes 25 kB for each."""

Floats = NDArray[np.float64]


def librosa_beats(samples: Samples) -> Floats:
    """Return the beats that librosa finds, in seconds (Ellis, “Beat Tracking by Dynamic Programming”, 2007)."""
    librosa = import_librosa()
    import soxr

    mono = soxr.resample(samples.mean(axis=1, dtype=np.float32), SAMPLE_RATE, _RATE)
    _tempo, beats = librosa.beat.beat_track(y=mono, sr=_RATE, units="time")
    return np.asarray(beats, np.float64)


def decoded_bars(
    beat: Floats, downbeat: Floats, thresholds: Sequence[float], fps: float
) -> Iterator[tuple[Floats, Floats]]:
    """Yield, for each threshold, the frames of beats and of downbeats by madmom's DBN, in bars of 3 or 4 beats.

    beat, downbeat: activations (frames,), 0–1, of which it hears those from the first to the last that reaches the
    threshold. Böck, Krebs and Widmer, “Joint Beat and Downbeat Tracking with Recurrent Neural Networks”, ISMIR 2016.
    """
    import_madmom()
    from madmom.features.downbeats import DBNDownBeatTrackingProcessor

    decode = DBNDownBeatTrackingProcessor(beats_per_bar=_METERS, fps=fps, threshold=None)
    only_beat = np.maximum(beat - downbeat, _LITTLE)
    none = 1 - (beat + downbeat) / 2
    both = np.stack([only_beat, downbeat], axis=1) / (only_beat + downbeat + none)[:, None]
    known: dict[tuple[int, int], Floats] = {}
    for threshold in thresholds:
        over = np.flatnonzero(np.maximum(beat, downbeat) >= threshold)
        first, end = (int(over[0]), int(over[-1]) + 1) if len(over) else (0, 0)
        if (first, end) not in known:
            parts = [(start, decode(both[start : min(start + _STRETCH, end)])) for start in range(first, end, _STRETCH)]
            times = [np.stack([start + np.rint(found[:, 0] * fps), found[:, 1]], axis=1) for start, found in parts]
            known[first, end] = np.concatenate([np.empty((0, 2)), *times])
        found = known[first, end]
        yield found[:, 0], found[found[:, 1] == 1, 0]
