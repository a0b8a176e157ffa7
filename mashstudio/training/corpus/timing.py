"""When the beats of a song are: steady, drifting, in steps, rubato, slowing down."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Bpm, Seconds
from mashstudio.training.corpus.styles import Style

_DRIFT = 0.02
_RUBATO = 0.16
_SLOWEST = 0.65


@dataclass(frozen=True)
class Manner:
    """What a song's tempo does. drift: its usual deviation. steps: at beats, to a ratio of the song's tempo.

    rubato: beats at the beginning without a steady tempo. slowing: beats at the end that get slower.
    """

    drift: float = 0.0
    steps: tuple[tuple[int, float], ...] = ()
    rubato: int = 0
    slowing: int = 0

    @property
    def words(self) -> list[str]:
        """The manner in words, for the list of songs."""
        named = {"drift": self.drift, "steps": self.steps, "rubato": self.rubato, "ritardando": self.slowing}
        return [word for word, value in named.items() if value]


def manner_of(style: Style, starts: list[int], beats: int, dice: random.Random) -> Manner:
    """Return a manner that the style allows. starts: the beats on which its sections begin, the first is 0."""
    if not style.drifts:
        return Manner()
    steps: tuple[tuple[int, float], ...] = ()
    if len(starts) > 2 and dice.random() < 0.12:
        steps = ((dice.choice(starts[1:-1]), dice.choice((dice.uniform(0.8, 0.95), dice.uniform(1.05, 1.25)))),)
    rubato = starts[1] if len(starts) > 1 and dice.random() < 0.15 else 0
    slowing = min(2 * style.meter, beats // 4) if dice.random() < 0.2 else 0
    return Manner(dice.choice((0.0, 0.5, 1.0)) * _DRIFT, steps, rubato, slowing)


def beat_times(tempo: Bpm, beats: int, manner: Manner, lead: Seconds, dice: random.Random) -> NDArray[np.float64]:
    """Return `beats` + 1 times, the last of which ends the song; the first is at `lead`."""
    pace = np.ones(beats)
    if manner.drift:
        wander = np.zeros(beats)
        for beat in range(1, beats):
            wander[beat] = 0.96 * wander[beat - 1] + dice.gauss(0, 0.28 * manner.drift)
        pace *= np.clip(1 + wander, 1 - 3 * manner.drift, 1 + 3 * manner.drift)
    for beat, ratio in manner.steps:
        pace[beat:] *= ratio
    if manner.rubato:
        turns = 2 * np.pi * (np.arange(manner.rubato) / max(manner.rubato, 8) * dice.uniform(1, 3) + dice.random())
        pace[: manner.rubato] *= 1 - _RUBATO / 2 + _RUBATO * np.sin(turns)
    if manner.slowing:
        pace[-manner.slowing :] *= np.linspace(1, _SLOWEST, manner.slowing)
    return lead + np.concatenate([[0.0], np.cumsum(60 / (tempo * pace))])
