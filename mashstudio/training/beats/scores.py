"""How right told beats are, by the measures that others use."""

import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Bpm
from mashstudio.training.beats.songs import BeatSong

TRACKED, PEAKS, DBN, ANALYSIS, LIBROSA = "tracked", "peaks", "dbn", "analysis", "librosa"
"""Who tells beats: a network by the tracker of live sound, its peaks or a DBN; MashStudio's analysis; librosa."""
F_MEASURE: Final = "f_measure"
_WITHIN: Final = 0.04
"""By how much a tempo may be wrong (Gouyon et al., 2006)."""

Times = NDArray[np.float64]
Scores = dict[str, float]


@dataclass(frozen=True, eq=False)
class Told:
    """What is told of a song: its beats and, if bars are told at all, downbeats, in seconds, and its tempo."""

    beats: Times
    downbeats: Times | None
    bpm: Bpm


def pace(beats: Times) -> Bpm:
    """Return the tempo of most beats; 0 of fewer than two."""
    return float(60 / np.median(np.diff(beats))) if len(beats) > 1 else 0.0


def scores(told: Told, song: BeatSong) -> Scores:
    """Return how right `told` is: F-measures, CMLt, AMLt (mir_eval), tempo accuracy 1 and 2 (0 or 1).

    That of downbeats is missing where they aren't told or true ones aren't known.
    """
    import mir_eval.beat

    with warnings.catch_warnings(action="ignore"):
        return _scores(mir_eval.beat, told, song)


def _scores(judge: Any, told: Told, song: BeatSong) -> Scores:
    true, found = (judge.trim_beats(np.asarray(times)) for times in (song.beats, told.beats))
    _, correct, _, allowed = judge.continuity(true, found) if len(true) > 1 < len(found) else (0.0,) * 4
    judged = {F_MEASURE: float(judge.f_measure(true, found)), "cmlt": float(correct), "amlt": float(allowed)}
    if told.downbeats is not None and song.downbeats:
        true, found = (judge.trim_beats(np.asarray(times)) for times in (song.downbeats, told.downbeats))
        judged["downbeat_f_measure"] = float(judge.f_measure(true, found))
    levels = [told.bpm / (pace(np.array(song.beats)) * ratio) for ratio in (1, 2, 1 / 2, 3, 1 / 3)]
    near = [abs(level - 1) <= _WITHIN for level in levels]
    return judged | {"tempo_accuracy_1": float(near[0]), "tempo_accuracy_2": float(any(near))}
