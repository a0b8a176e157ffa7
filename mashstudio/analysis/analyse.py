"""A song's analysis, whole. Runs in a child process; its libraries are imported there alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.analysis import Analysis, TempoSection
from mashstudio.facts.units import SAMPLE_RATE, BeatIndex
from mashstudio.jobs import Job

if TYPE_CHECKING:
    from mashstudio.analysis.beats import Tracked
    from mashstudio.analysis.tempo import BeatGrid

ANALYSIS_VERSION: Final = 1

_FEWEST_BEATS = 4
_FALLBACK_TEMPO = 120.0
_SURE_OF_BARS = 0.75


def analyse(samples_path: Path, *, job: Job) -> Analysis:
    """Tempo, beats, downbeats, phrases, key and loudness of the song whose samples lie in `samples_path` (.npy)."""
    import soxr

    from mashstudio.analysis.beats import track
    from mashstudio.analysis.key import find_key
    from mashstudio.analysis.onsets import sounding
    from mashstudio.analysis.structure import find_phrases
    from mashstudio.audio.loudness import integrated_loudness

    samples = np.load(samples_path, mmap_mode="r")
    mono: NDArray[np.float32] = samples.mean(axis=1, dtype=np.float32)
    job.report(0.02, "Finding the beats")
    tracked = track(mono)
    job.report(0.6, "Refining the beats")
    start, end = sounding(mono)
    grid = _grid(mono, tracked, start, end)
    downbeats, sure = _downbeats(grid, tracked)
    job.report(0.7, "Finding the key")
    key, key_confidence = find_key(mono)
    job.report(0.9, "Finding the phrases")
    phrases = find_phrases(soxr.resample(mono, SAMPLE_RATE, SAMPLE_RATE // 2), grid.beats, downbeats)
    job.report(0.97, "Measuring the loudness")
    return Analysis(
        beats=grid.beats,
        beat_confidence=_beat_confidence(grid, tracked),
        downbeats=downbeats,
        downbeat_confidence=sure,
        beats_per_bar=tracked.beats_per_bar,
        phrases=phrases,
        tempo=grid.tempo,
        tempo_confidence=grid.regular,
        sections=grid.sections,
        key=key,
        key_confidence=key_confidence,
        loudness=integrated_loudness(np.asarray(samples)),
        duration=len(samples) / SAMPLE_RATE,
    )


def _grid(mono: NDArray[np.float32], tracked: "Tracked", start: float, end: float) -> "BeatGrid":
    from mashstudio.analysis.onsets import refine
    from mashstudio.analysis.tempo import BeatGrid, fit_grid

    if len(tracked.times) < _FEWEST_BEATS:
        # No beat to be heard (speech, ambient): a plain grid to work on, and no claim that it means anything.
        period = 60 / _FALLBACK_TEMPO
        beats = start + period * np.arange(max(int((end - start) / period), 2), dtype=np.float64)
        section = TempoSection(BeatIndex(0), _FALLBACK_TEMPO)
        return BeatGrid(beats, _FALLBACK_TEMPO, (section,), np.zeros(0, np.int64), 0.0)
    times, strength = refine(mono, tracked.times)
    heard = np.where(strength > 0, times, tracked.times)
    return fit_grid(heard, start, end)


def _downbeats(grid: "BeatGrid", tracked: "Tracked") -> tuple[NDArray[np.int64], float]:
    """Indices of the downbeats, and how sure they are (0–1): the share of tracked beats that agree on one phase.

    Where nearly all agree, bars are counted through; else the tracked downbeats are followed.
    """
    bar = tracked.beats_per_bar
    if len(grid.numbers) == 0:
        return np.arange(0, len(grid.beats), bar), 0.0
    phases = (grid.numbers - (tracked.positions - 1)) % bar
    votes = np.bincount(phases, weights=tracked.strength, minlength=bar)
    phase, share = int(np.argmax(votes)), float(votes.max() / max(votes.sum(), 1e-9))
    counted = np.arange(phase, len(grid.beats), bar)
    if share >= _SURE_OF_BARS:
        return counted, share
    followed = np.unique(grid.numbers[tracked.positions == 1])
    return (followed if len(followed) else counted), share


def _beat_confidence(grid: "BeatGrid", tracked: "Tracked") -> NDArray[np.float64]:
    confidence = np.zeros(len(grid.beats))
    if len(grid.numbers):
        strong = np.quantile(tracked.strength, 0.9) + 1e-9
        confidence[grid.numbers] = np.clip(tracked.strength / strong, 0, 1)
    return confidence
