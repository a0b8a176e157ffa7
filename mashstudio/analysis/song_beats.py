"""Find a song's beats, bars and tempo, each with its confidence."""

from dataclasses import replace
from typing import Any

import numpy as np

from mashstudio.analysis.beats import Tracked, track
from mashstudio.analysis.meter import gather_cues, place_downbeats, tapped_beats
from mashstudio.analysis.onsets import on_attacks, refine
from mashstudio.analysis.sound import SongSound
from mashstudio.analysis.tempo import FittedBeats, even_grid, fit_grid, join_grids, thinned
from mashstudio.core.jobs import Job
from mashstudio.core.messages import Message
from mashstudio.core.units import BeatIndex, Seconds
from mashstudio.model.analysis import TempoSection

_FALLBACK_TEMPO = 120.0
# Below the first activation the tracker's beats are guesses, above the second they are clearly audible.
_GUESS, _PLAIN = 0.1, 0.25
_ON_GRID: Seconds = 0.025
# Probabilities that level and bars are right, from the evidence for the level, for the downbeats, for the bars given
# the level, and whether these are of three or may be halves: logistic regressions over 236 rendered pieces. That of the
# bars is lowered by half a nat: fitted to one half of the pieces it was overconfident for the other. Where bars are
# unclear the level is often wrong, and so it is in bars of three beats, which may be half of 6/8: of 24 such pieces 6
# had another level, of the others 15 of 212. Bars of two may be halves of bars of four at twice the tempo, as in fast
# swing without skips: all 6 such readings of 87 other pieces were wrong. Their weight makes guesses of them.
_NEVER = 0.001
_TEMPO_RIGHT = np.array([-1.63, 1.02, 0.83, 2.49, -0.95, -2.5])
_BARS_RIGHT = np.array([-4.64, 0.53, 0.36, 4.76, 0.0, 0.0])


def find_beats(sound: SongSound, *, job: Job) -> dict[str, Any]:
    """Find beats, downbeats, bars and tempo; return these fields of the Analysis, as JSON."""
    tracked = track(sound, job=job.part(0, 0.85))
    job.report(0.85, Message("Refining the beats"))
    grid = _grid(sound, tracked)
    cues = gather_cues(tracked.parts, grid.beats)
    bar, levels = tracked.beats_per_bar, tracked.levels
    downbeats, clarity = place_downbeats(cues, bar)
    tempo_confidence, downbeat_confidence = _confidences(grid, tracked, clarity)
    heard = cues.heard
    if (tapped := tapped_beats(cues, downbeats, bar, grid.tempo)) is not None:
        kept, beats_per_bar = tapped
        share = beats_per_bar / bar
        grid, heard, bar = thinned(grid, kept, share), heard[kept], beats_per_bar
        downbeats = np.flatnonzero(np.isin(kept, downbeats))
        levels = (1.0, 1 / share, *(level / share for level in levels[1:]))
    return {
        "beats": grid.beats.tolist(),
        "beat_confidence": np.clip(heard, 0, 1).round(4).tolist(),
        "downbeats": downbeats.tolist(),
        "downbeat_confidence": downbeat_confidence,
        "beats_per_bar": bar,
        "tempo": grid.tempo,
        "tempo_confidence": tempo_confidence,
        "sections": [{"start": section.start, "tempo": section.tempo} for section in grid.sections],
        "levels": [grid.tempo * level for level in levels],
    }


def _grid(sound: SongSound, tracked: Tracked) -> FittedBeats:
    if not tracked.parts:
        # No audible beat: an even grid to work on, without confidence.
        start, end = sound.spans[0].start, sound.spans[-1].end
        period = 60 / _FALLBACK_TEMPO
        beats = start + period * np.arange(max(int((end - start) / period), 2), dtype=np.float64)
        return FittedBeats(beats, _FALLBACK_TEMPO, (TempoSection(BeatIndex(0), _FALLBACK_TEMPO),))
    grids = []
    for part in tracked.parts:
        weights = part.strength(part.times) + 1e-3
        fit = even_grid if np.median(weights) < _GUESS else fit_grid
        grid = fit(refine(sound, part.times), weights, part.span.start, part.span.end)
        grids.append(replace(grid, beats=on_attacks(sound, grid.beats)))
    return join_grids(grids)


def _confidences(grid: FittedBeats, tracked: Tracked, clarity: float) -> tuple[float, float]:
    """Return the probabilities that the tempo and the bars are right. clarity: how clearly the downbeats stand out."""
    level = np.clip(_on_level(grid, tracked), _NEVER, 1 - _NEVER)
    three = float(tracked.beats_per_bar == 3)
    halves = float(tracked.beats_per_bar == 2 and 2.0 in tracked.levels)
    evidence = np.array([1.0, np.log(level / (1 - level)), clarity, tracked.bar_confidence, three, halves])
    tempo, bars = (float(1 / (1 + np.exp(-evidence @ weights))) for weights in (_TEMPO_RIGHT, _BARS_RIGHT))
    # If the beats are wrong, the bars can't be right.
    return tempo, min(bars, tempo)


def _on_level(grid: FittedBeats, tracked: Tracked) -> float:
    """Return the level's confidence times the share of tracked beats on the grid; less if they are hardly audible."""
    if not tracked.parts:
        return 0.0
    times = np.concatenate([part.times for part in tracked.parts])
    after = np.clip(np.searchsorted(grid.beats, times), 1, len(grid.beats) - 1)
    away = np.minimum(np.abs(grid.beats[after] - times), np.abs(grid.beats[after - 1] - times))
    plain = float(np.median(np.concatenate([part.strength(part.times) for part in tracked.parts]))) / _PLAIN
    return tracked.confidence * float(np.mean(away < _ON_GRID)) * min(plain, 1.0)
