"""A synthetic singer whose notes are known."""

from typing import Final, NamedTuple

import numpy as np

from mashstudio.core.units import SAMPLE_RATE, Samples

FASTEST: Final = 0.15


class Sung(NamedTuple):
    """A note that is sung, in seconds. legato: glided to from the one before; others begin with a consonant."""

    start: float
    end: float
    pitch: int
    velocity: int
    legato: bool


def tune(seed: int, count: int = 40) -> list[Sung]:
    """Return a random melody of notes from FASTEST to a second."""
    dice, at, pitch, notes = np.random.default_rng(seed), 0.5, 60, list[Sung]()
    for _ in range(count):
        length = float(dice.choice([FASTEST, 0.25, 0.4, 0.6, 1.0]))
        step = int(dice.choice([-4, -3, -2, -1, 0, 0, 1, 2, 3, 5]))
        pitch = min(max(pitch + step, 45), 79)
        follows = bool(notes) and notes[-1].end == at and notes[-1].pitch != pitch
        legato = follows and bool(dice.random() < 0.4)
        if notes and not legato:
            notes[-1] = notes[-1]._replace(end=min(notes[-1].end, at - 0.06))
        notes.append(Sung(at, at + length, pitch, int(dice.integers(70, 110)), legato))
        at += length + (float(dice.uniform(0.1, 0.5)) if dice.random() < 0.4 else 0.0)
    return notes


def sing(notes: list[Sung], *, vibrato: float = 0.5, cents: float = 0.0, seed: int = 0) -> Samples:
    """Return a voice that sings them. vibrato: semitones up and down; cents: how sharp it sings."""
    dice, frames = np.random.default_rng(seed), round((notes[-1].end + 0.5) * SAMPLE_RATE)
    pitch, level, before = np.full(frames, 60.0), np.zeros(frames), 60
    breath = 1e-4 * dice.standard_normal(frames)
    for note in notes:
        first, last = round(note.start * SAMPLE_RATE), round(note.end * SAMPLE_RATE)
        time = np.arange(last - first) / SAMPLE_RATE
        swings = np.sin(2 * np.pi * 5.5 * time + dice.uniform(0, 6)) * np.clip((time - 0.1) / 0.2, 0, 1)
        pitch[first:last] = note.pitch + cents / 100 + vibrato * swings
        rise = np.minimum(1, 0.4 + time / 0.03) if note.legato else np.minimum(1, time / 0.02)
        fall = np.minimum(1, (note.end - note.start - time) / 0.03)
        level[first:last] = 10 ** ((note.velocity - 90) / 40) * rise * fall
        if note.legato:
            pitch[first:last] -= (note.pitch - before) * np.exp(-time / 0.016)
        else:
            begin, count = first - round(0.04 * SAMPLE_RATE), round(0.035 * SAMPLE_RATE)
            breath[begin : begin + count] += 0.02 * dice.standard_normal(count)
        before = note.pitch
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    phase = 2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE
    voice = sum(np.sin(k * phase) / k * np.exp(-(((k * hertz - 600) / 900) ** 2)) for k in range(1, 16))
    mono = 0.3 * level * voice + breath
    return np.stack([mono, mono], axis=1).astype(np.float32)
