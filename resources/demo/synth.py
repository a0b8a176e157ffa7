"""Deterministic instruments for writing songs; each returns float32 stereo at 44.1 kHz."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, fftconvolve, lfilter

from mashstudio.core.units import SAMPLE_RATE, Samples


def kick() -> Samples:
    """Return a bass drum; its attack is its first millisecond."""
    time = _time(0.28)
    body = np.sin(2 * np.pi * (48 * time + 7.5 * (1 - np.exp(-time * 38)))) * np.exp(-time * 11)
    click = _noise(len(time), 1) * np.exp(-time * 900)
    return _stereo(0.9 * body + 0.35 * click)


def snare() -> Samples:
    """Return a snare drum."""
    time = _time(0.22)
    skin = np.sin(2 * np.pi * 186 * time) * np.exp(-time * 28)
    wires = _high(_noise(len(time), 2), 1200) * np.exp(-time * 19)
    return _stereo(0.4 * skin + 0.5 * wires)


def hat(*, is_open: bool = False) -> Samples:
    """Return a hi-hat, closed or open, slightly to the right."""
    time = _time(0.3 if is_open else 0.07)
    return _stereo(0.25 * _high(_noise(len(time), 3), 6500) * np.exp(-time * (12 if is_open else 75)), 0.25)


def clap() -> Samples:
    """Return a hand clap."""
    time = _time(0.25)
    bursts = sum(np.where(time >= at, np.exp(-(time - at) * 190), 0) for at in (0.0, 0.011, 0.022))
    return _stereo(0.35 * _band(_noise(len(time), 4), 800, 4500) * (bursts + 0.5 * np.exp(-time * 20)), -0.1)


def bass(midi: float, seconds: float) -> Samples:
    """Return a round electric bass."""
    time = _time(seconds)
    tone = sum(_wave(midi, time, harmonic) * level for harmonic, level in ((1, 1.0), (2, 0.45), (3, 0.18), (4, 0.08)))
    return _stereo(0.42 * tone * _envelope(time, seconds, 0.006, 0.04) * np.exp(-time * 1.2))


def chord(midis: Sequence[float], seconds: float) -> Samples:
    """Return a soft keyboard chord, wide in stereo."""
    time = _time(seconds)
    left, right = np.zeros(len(time)), np.zeros(len(time))
    for number, midi in enumerate(midis):
        for harmonic in range(1, 7):
            level = 0.12 / harmonic**1.4
            left += level * _wave(midi - 0.04, time, harmonic, phase=number)
            right += level * _wave(midi + 0.04, time, harmonic, phase=number + 1)
    envelope = _envelope(time, seconds, 0.03, 0.12)
    return np.stack([left * envelope, right * envelope], axis=1).astype(np.float32)


def pluck(midi: float, seconds: float, pan: float = 0.0) -> Samples:
    """Return a plucked string."""
    time = _time(seconds)
    tone = sum(_wave(midi, time, h) * np.exp(-time * (2.5 + 1.5 * h)) / h for h in range(1, 9))
    return _stereo(0.22 * tone * _envelope(time, seconds, 0.002, 0.03), pan)


def room(sound: Samples, seconds: float = 1.1, wet: float = 0.14) -> Samples:
    """Return `sound` with reverb, at the same length."""
    time = _time(seconds)
    tails = [_noise(len(time), seed) * np.exp(-time * 5.5 / seconds) for seed in (6, 7)]
    echo = [fftconvolve(sound[:, side], _high(tail, 250), "full")[: len(sound)] for side, tail in enumerate(tails)]
    return (sound + wet * 0.05 * np.stack(echo, axis=1)).astype(np.float32)


def place(track: Samples, sound: Samples, seconds: float, level: float = 1.0) -> None:
    """Add `sound` to `track` at `seconds` (to the nearest frame); cut off what exceeds the track."""
    start = round(seconds * SAMPLE_RATE)
    begin, end = max(start, 0), min(start + len(sound), len(track))
    if begin < end:
        track[begin:end] += np.float32(level) * sound[begin - start : end - start]


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(max(round(seconds * SAMPLE_RATE), 1), dtype=np.float64) / SAMPLE_RATE


def _wave(midi: float, time: NDArray[np.float64], harmonic: int, phase: float = 0.0) -> NDArray[np.float64]:
    wave: NDArray[np.float64] = np.sin(2 * np.pi * 440 * 2 ** ((midi - 69) / 12) * harmonic * time + phase * harmonic)
    return wave


def _noise(length: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(-1, 1, length)


def _envelope(time: NDArray[np.float64], seconds: float, attack: float, release: float) -> NDArray[np.float64]:
    envelope: NDArray[np.float64] = np.clip(time / attack, 0, 1) * np.clip((seconds - time) / release, 0, 1)
    return envelope


def _high(sound: NDArray[np.float64], frequency: float) -> NDArray[np.float64]:
    filtered: NDArray[np.float64] = lfilter(*butter(2, frequency, "high", fs=SAMPLE_RATE), sound)
    return filtered


def _band(sound: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    filtered: NDArray[np.float64] = lfilter(*butter(2, (low, high), "band", fs=SAMPLE_RATE), sound)
    return filtered


def _stereo(mono: NDArray[np.float64], pan: float = 0.0) -> Samples:
    return np.stack([mono * (1 - max(pan, 0)), mono * (1 + min(pan, 0))], axis=1).astype(np.float32)
