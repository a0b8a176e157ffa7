"""A song's analysis, whole. Runs in a child process; its libraries are imported there alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.facts.analysis import Analysis, TempoSection
from mashstudio.facts.units import SAMPLE_RATE, BeatIndex, Samples, Seconds
from mashstudio.files import free_pages
from mashstudio.jobs import Job

if TYPE_CHECKING:
    from mashstudio.analysis.beats import Tracked
    from mashstudio.analysis.tempo import BeatGrid

ANALYSIS_VERSION: Final = 3
"""To be raised when the same song comes to be analysed otherwise: cached analyses carry it."""

_FEWEST_BEATS = 4
_MINUTE = 60 * SAMPLE_RATE
_FALLBACK_TEMPO = 120.0
# Under this activation the tracker's beats are guesses, over the other they are plain to hear.
_GUESS, _PLAIN = 0.1, 0.25


def analyse(samples_path: Path, *, job: Job) -> Analysis:
    """Tempo, beats, downbeats, phrases, key and loudness of the song whose samples lie in `samples_path`.

    samples_path: .npy, float32 (frames, 2), 44.1 kHz. Needs some 5 s for 4 minutes, on one core.
    """
    from mashstudio.analysis.beats import strength, track
    from mashstudio.analysis.downbeats import place_downbeats
    from mashstudio.analysis.key import find_key
    from mashstudio.analysis.onsets import sounding
    from mashstudio.analysis.structure import find_phrases
    from mashstudio.audio.loudness import integrated_loudness

    samples = np.load(samples_path, mmap_mode="r")
    mono = _mono(samples)
    job.report(0.02, "Finding the beats")
    tracked = track(mono, job=job.part(0.02, 0.6))
    job.report(0.6, "Refining the beats")
    start, end = sounding(mono)
    grid = _grid(mono, tracked, start, end)
    beat, downbeat = (strength(column, grid.beats) for column in tracked.activations.T)
    downbeats, downbeat_confidence = place_downbeats(beat, downbeat, tracked.beats_per_bar)
    job.report(0.7, "Finding the key")
    key, key_confidence = find_key(mono)
    job.report(0.8, "Finding the phrases")
    phrases = find_phrases(mono, grid.beats, downbeats)
    job.report(0.95, "Measuring the loudness")
    heard = strength(tracked.activations.sum(axis=1), grid.beats)
    return Analysis(
        beats=grid.beats,
        beat_confidence=np.clip(heard, 0, 1),
        downbeats=downbeats,
        downbeat_confidence=downbeat_confidence,
        beats_per_bar=tracked.beats_per_bar,
        phrases=phrases,
        tempo=grid.tempo,
        tempo_confidence=_tempo_confidence(grid, tracked),
        sections=grid.sections,
        key=key,
        key_confidence=key_confidence,
        loudness=integrated_loudness(samples),
        duration=len(samples) / SAMPLE_RATE,
    )


def _mono(samples: Samples) -> NDArray[np.float32]:
    """The mean of both channels, read minute by minute: the map's pages would count as memory, too."""
    mono = np.empty(len(samples), np.float32)
    for start in range(0, len(samples), _MINUTE):
        samples[start : start + _MINUTE].mean(axis=1, dtype=np.float32, out=mono[start : start + _MINUTE])
        free_pages(samples)
    return mono


def _grid(mono: NDArray[np.float32], tracked: "Tracked", start: Seconds, end: Seconds) -> "BeatGrid":
    from mashstudio.analysis.beats import strength
    from mashstudio.analysis.onsets import refine
    from mashstudio.analysis.tempo import BeatGrid, even_grid, fit_grid

    if len(tracked.times) < _FEWEST_BEATS:
        # No beat to be heard: a plain grid to work on, and no claim that it means anything.
        period = 60 / _FALLBACK_TEMPO
        beats = start + period * np.arange(max(int((end - start) / period), 2), dtype=np.float64)
        return BeatGrid(beats, _FALLBACK_TEMPO, (TempoSection(BeatIndex(0), _FALLBACK_TEMPO),))
    times = refine(mono, tracked.times)
    weights = strength(tracked.activations.sum(axis=1), tracked.times) + 1e-3
    fit = even_grid if np.median(weights) < _GUESS else fit_grid
    return fit(times, weights, start, end)


def _tempo_confidence(grid: "BeatGrid", tracked: "Tracked") -> float:
    """How many of the tracked beats lie on the grid (within 25 ms), less where they are hardly heard."""
    from mashstudio.analysis.beats import strength

    if len(tracked.times) < _FEWEST_BEATS:
        return 0.0
    nearest = np.abs(grid.beats[None, :] - tracked.times[:, None]).min(axis=1)
    plain = float(np.median(strength(tracked.activations.sum(axis=1), tracked.times))) / _PLAIN
    return float(np.mean(nearest < 0.025)) * min(plain, 1.0)
