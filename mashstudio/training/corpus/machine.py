"""A drum machine: every song has one of its own, its circuits drawn by chance."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from mashstudio.core.units import SAMPLE_RATE, Samples, Seconds
from mashstudio.training.corpus.styles import DRUMS

Mono = NDArray[np.float32]
_METAL: Final = (205.3, 369.6, 304.4, 522.7, 540.0, 800.0)
"""Hz: the square waves of a well-known machine's cymbals."""


@dataclass(frozen=True)
class Hit:
    """A drum (see DRUMS) at a time, with a level of 0–1."""

    start: Seconds
    drum: str
    level: float


def perform(hits: Sequence[Hit], frames: int, dice: random.Random) -> Samples:
    """Return what a machine drawn by `dice` plays, `frames` long."""
    sounds = _kit(dice)
    pans = {drum: 0.0 if drum in "ks" else dice.uniform(-0.5, 0.5) for drum in sounds}
    played = np.zeros((frames, 2), np.float32)
    for hit in hits:
        start = round(hit.start * SAMPLE_RATE)
        sound = sounds[hit.drum][: max(frames - start, 0)]
        if start < 0 or not len(sound):
            continue
        for side, share in enumerate((1 - max(pans[hit.drum], 0), 1 + min(pans[hit.drum], 0))):
            played[start : start + len(sound), side] += np.float32(hit.level * share) * sound
    return played


def _kit(dice: random.Random) -> dict[str, Mono]:
    """Return the sound of each of DRUMS; all begin with their attack."""
    noise = np.random.default_rng(dice.randrange(2**32))
    hats, rides = dice.uniform(5000, 8500), dice.uniform(3500, 6000)
    metal = dice.random() < 0.5
    kit = {
        "k": _kick(dice),
        "s": _snare(dice, noise),
        "r": _blip(dice.uniform(1500, 1900), 0.03) + 0.5 * _burst(noise, 0.03, 0.006, 1500),
        "c": _clap(noise, dice.uniform(0.05, 0.12)),
        "x": _cymbal(noise, 1.2, 0.35, rides, metal=metal),
        "d": _cymbal(noise, 0.6, 0.2, rides, metal=metal),
        "e": _cymbal(noise, 0.6, 0.2, rides, metal=True),
        "o": _cymbal(noise, 0.4, dice.uniform(0.08, 0.18), hats, metal=metal),
        "b": 0.5 * (_blip(587, 0.12) + _blip(845, 0.12)),
        "w": 0.7 * _blip(dice.uniform(1800, 2500), 0.02),
        "q": 0.6 * _burst(noise, 0.1, 0.03, 7000),
        "g": 0.4 * _burst(noise, 0.05, 0.015, 6000),
        "n": _tom(dice.uniform(320, 400), 0.08),
        "l": _tom(dice.uniform(190, 250), 0.1),
    }
    kit["h"] = kit["p"] = _cymbal(noise, 0.1, dice.uniform(0.012, 0.03), hats, metal=metal)
    base = dice.uniform(70, 100)
    kit |= {drum: _tom(base * ratio, 0.18) for drum, ratio in (("f", 1.0), ("t", 1.4), ("m", 1.9))}
    assert kit.keys() == DRUMS.keys()
    return {drum: np.asarray(sound, np.float32) for drum, sound in kit.items()}


def _time(seconds: Seconds) -> NDArray[np.float64]:
    return np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _kick(dice: random.Random) -> NDArray[np.float64]:
    low, sweep, decay = dice.uniform(42, 60), dice.uniform(60, 260), dice.uniform(0.08, 0.35)
    time, speed = _time(min(4 * decay, 0.9)), dice.uniform(25, 70)
    phase = 2 * np.pi * (low * time + sweep / speed * (1 - np.exp(-time * speed)))
    click = dice.uniform(0.1, 0.5) * np.exp(-time * 900) * np.cos(2 * np.pi * 2500 * time)
    body: NDArray[np.float64] = np.tanh(dice.uniform(1, 2.5) * np.sin(phase + 0.6) * np.exp(-time / decay)) + click
    return body * np.clip((len(time) - np.arange(len(time))) / 200, 0, 1)


def _snare(dice: random.Random, noise: np.random.Generator) -> NDArray[np.float64]:
    pitch, decay = dice.uniform(160, 240), dice.uniform(0.04, 0.12)
    time = _time(0.3)
    skin = np.sin(2 * np.pi * pitch * time + 0.5) * np.exp(-time / 0.06)
    wires = _high(noise.uniform(-1, 1, len(time)), dice.uniform(800, 2500)) * np.exp(-time / decay)
    return 0.5 * skin + 0.7 * wires


def _clap(noise: np.random.Generator, tail: float) -> NDArray[np.float64]:
    time = _time(0.3)
    bursts = sum((time >= at) * np.exp(-np.maximum(time - at, 0) / 0.004) for at in (0.0, 0.009, 0.018))
    sound: NDArray[np.float64] = _high(noise.uniform(-1, 1, len(time)), 900) * (bursts + 0.5 * np.exp(-time / tail))
    return 0.6 * sound


def _cymbal(
    noise: np.random.Generator, seconds: Seconds, decay: Seconds, cut: float, *, metal: bool
) -> NDArray[np.float64]:
    time = _time(seconds)
    if metal:
        source = sum(np.sign(np.sin(2 * np.pi * 4 * hertz * time)) for hertz in _METAL) / len(_METAL)
    else:
        source = noise.uniform(-1, 1, len(time))
    sound: NDArray[np.float64] = 0.4 * _high(np.asarray(source), cut) * np.exp(-time / decay)
    return sound * np.clip((len(time) - np.arange(len(time))) / 200, 0, 1)


def _burst(noise: np.random.Generator, seconds: Seconds, decay: Seconds, cut: float) -> NDArray[np.float64]:
    time = _time(seconds)
    return _high(noise.uniform(-1, 1, len(time)), cut) * np.exp(-time / decay)


def _blip(pitch: float, seconds: Seconds) -> NDArray[np.float64]:
    time = _time(seconds)
    sound: NDArray[np.float64] = np.sign(np.sin(2 * np.pi * pitch * time)) * 0.4 * np.exp(-time * 5 / seconds)
    return sound


def _tom(pitch: float, decay: Seconds) -> NDArray[np.float64]:
    time = _time(4 * decay)
    phase = 2 * np.pi * pitch * (time + 0.012 * (1 - np.exp(-time / 0.03)))
    sound: NDArray[np.float64] = 0.8 * np.sin(phase + 0.5) * np.exp(-time / decay)
    return sound


def _high(sound: NDArray[np.float64], cut: float) -> NDArray[np.float64]:
    filtered: NDArray[np.float64] = sosfilt(butter(2, cut, "high", fs=SAMPLE_RATE, output="sos"), sound)
    return filtered
