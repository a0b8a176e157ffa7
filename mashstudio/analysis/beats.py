"""Track a song's beats at the level at which people tap."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.analysis.hearing import FPS, Heard, hear, strength
from mashstudio.analysis.levels import Reading, chances, gather, read, sixths
from mashstudio.analysis.pulse import find_pulse
from mashstudio.analysis.sound import SongSound, Span
from mashstudio.core.jobs import Job
from mashstudio.core.units import Bpm

FEWEST_BEATS = 4
# Parts of a song whose tempi are this close are at the same level.
_ALIKE = 0.06
_TEMPTING = 0.01
_MOST_LEVELS, _FEWEST_LEVELS = 5, 3

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TrackedSpan:
    """The beats of one span, in 10 ms steps, before they are refined: float64, seconds."""

    span: Span
    heard: Heard
    times: Floats

    def strength(self, times: Floats) -> Floats:
        """Return the confidence that each of `times` is a beat, 0–1; 0 outside the span."""
        return strength(self.heard.activations.sum(axis=1), (times - self.heard.start) * FPS)


@dataclass(frozen=True, eq=False)
class Tracked:
    """The parts of a song in which beats are heard, possibly none, and their reading.

    confidence: 0–1, that this is the level at which people tap. bar_confidence: of the number of beats in a bar, given
    the level. levels: each plausible tapping tempo divided by the chosen one, likeliest first (1.0).
    """

    parts: tuple[TrackedSpan, ...]
    beats_per_bar: int
    confidence: float
    bar_confidence: float
    levels: tuple[float, ...]


def track(sound: SongSound, *, job: Job) -> Tracked:
    """Track the beats of a song; each part that sounds has its own, all at one level if possible."""
    found = []
    whole = sum(span.end - span.start for span in sound.spans)
    done = 0.0
    for span in sound.spans:
        share = (span.end - span.start) / whole
        heard = hear(sound, span, job=job.part(done, done + share))
        done = min(done + share, 1.0)
        frames = find_pulse(heard.activations.sum(axis=1)).astype(np.float64)
        if len(frames) >= FEWEST_BEATS:
            found.append((span, heard, frames))
    if not found:
        return Tracked((), 4, 0.0, 0.0, (1.0,))
    longest = max(found, key=lambda part: len(part[2]))
    readings = read(gather(longest[1], longest[2]))
    chosen = readings[0]
    tempo = _tempo(longest[2], chosen)
    parts = [TrackedSpan(span, heard, _times(heard, frames, tempo, chosen.bar)) for span, heard, frames in found]
    likely = chances(readings)
    level = np.array([reading.step == chosen.step and reading.first == chosen.first for reading in readings])
    bar = np.array([reading.bar == chosen.bar for reading in readings])
    return Tracked(
        tuple(parts),
        chosen.bar,
        float(likely[level].sum()),
        float(likely[level & bar].sum() / likely[level].sum()),
        _levels(readings, likely),
    )


def _times(heard: Heard, frames: Floats, tempo: Bpm, bar: int) -> Floats:
    """Return the beats of a part, read at a tempo near the song's if possible."""
    readings = read(gather(heard, frames))
    near = [reading for reading in readings if abs(np.log(_tempo(frames, reading) / tempo)) < _ALIKE]
    alike = [reading for reading in near if reading.bar == bar]
    chosen = (alike or near or readings)[0]
    return heard.start + sixths(frames)[chosen.first :: chosen.step] / FPS


def _tempo(frames: Floats, reading: Reading) -> Bpm:
    return 60 * FPS / (float(np.median(np.diff(frames))) * reading.step / 6)


def _levels(readings: list[Reading], likely: Floats) -> tuple[float, ...]:
    """Return the readings' tempi divided by the chosen one: all plausible ones, and at least three if there are."""
    steps = [reading.step for reading in readings]
    chance = {step: float(likely[np.array(steps) == step].sum()) for step in dict.fromkeys(steps)}
    others = sorted((step for step in chance if step != steps[0]), key=lambda step: -chance[step])
    tempting = [step for step in others if chance[step] >= _TEMPTING]
    taken = others[: max(len(tempting), _FEWEST_LEVELS - 1)][: _MOST_LEVELS - 1]
    return (1.0, *(steps[0] / step for step in taken))
