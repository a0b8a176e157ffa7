"""What an atom looks like: its timbre, its partials, how its notes begin and fade, its place between left and right."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import SAMPLE_RATE
from mashstudio.separation.steering.atoms import Atoms
from mashstudio.separation.steering.spectra import BINS, HOP, SIZE
from mashstudio.taggers.log_mel import mel_filters

MELS: Final = 64
_LOWEST_HZ: Final = 55.0
_SEMITONES: Final = 60
_PARTIALS: Final = 12
_FADING: Final = 0.85
"""How much less each partial counts than the one before, when looking for the lowest."""
_ENVELOPE: Final = 26
"""Frames after a note's beginning: 0.6 s."""
_RISE: Final = 0.15
_WAVES: Final = 256
_CLOSE: Final = 0.05

Floats = NDArray[np.float32]


def traits_of(atoms: Atoms) -> Floats:
    """Return the traits of each atom, (atoms, n); the first MELS are its timbre, the last two its place and energy."""
    shapes = atoms.shapes.view(2, BINS, -1).sum(dim=0).T.numpy()
    activity = atoms.activity.numpy()
    shapes = shapes / (shapes.sum(axis=1, keepdims=True) + 1e-12)
    energy = atoms.energy.numpy()
    loud = np.log10(energy / (energy.sum() + 1e-12) + 1e-5) + 2
    place = (pans(atoms) - 0.5) * 4
    columns = [_timbre(shapes), *_partials(shapes), *_time(activity), np.abs(place)[:, None]]
    return np.concatenate([*columns, place[:, None], loud[:, None]], axis=1).astype(np.float32)


def pans(atoms: Atoms) -> Floats:
    """Return where each atom is, 0 (left) to 1."""
    left, right = (atoms.shapes.view(2, BINS, -1) ** 2).sum(dim=1).numpy()
    return np.asarray(right / (left + right + 1e-12), np.float32)


def likeness(atoms: Atoms, traits: Floats) -> Floats:
    """Return how alike each two atoms are in time, place and timbre: (atoms, atoms, 3)."""
    activity = atoms.activity.numpy()
    steps = np.sqrt(activity[:, : activity.shape[1] // 4 * 4].reshape(len(activity), -1, 4).mean(axis=2))
    place = pans(atoms)
    near = np.exp(-np.abs(place[:, None] - place) / _CLOSE)
    return np.stack([_correlation(steps), near, _correlation(traits[:, :MELS])], axis=-1).astype(np.float32)


def _correlation(rows: Floats) -> Floats:
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
    return np.asarray(rows @ rows.T, np.float32)


def _timbre(shapes: Floats) -> Floats:
    mels = shapes @ mel_filters(SAMPLE_RATE, SIZE, MELS)
    return np.asarray(np.log10(mels / (mels.sum(axis=1, keepdims=True) + 1e-12) + 1e-4), np.float32)


def _partials(shapes: Floats) -> list[Floats]:
    """Return brightness, flatness, the lowest partial's pitch, how harmonic it is, and the partials' levels."""
    bright = np.log10(shapes @ np.fft.rfftfreq(SIZE, 1 / SAMPLE_RATE) + 1)
    flat = np.log10(np.exp(np.log(shapes + 1e-9).mean(axis=1)) / (shapes.mean(axis=1) + 1e-12) + 1e-9)
    begins, ends = _places()
    edges = np.stack([begins, ends], axis=-1).ravel()
    peaks = np.maximum.reduceat(shapes, edges, axis=1)[:, ::2].reshape(-1, _SEMITONES, _PARTIALS)
    sums = peaks @ _FADING ** np.arange(_PARTIALS)
    best = sums.argmax(axis=1)
    levels = peaks[np.arange(len(shapes)), best]
    levels = np.log10(levels / (levels.sum(axis=1, keepdims=True) + 1e-12) + 1e-3)
    loudest = np.sort(shapes, axis=1)[:, -2 * _PARTIALS :].sum(axis=1)
    facts = [bright, flat, best / 12, sums.max(axis=1) / (loudest + 1e-12)]
    return [np.stack(facts, axis=1), levels]


@cache
def _places() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the bins where the partials of each lowest pitch begin and end, (pitches, partials) each."""
    pitches = _LOWEST_HZ * 2 ** (np.arange(_SEMITONES) / 12)
    bins = pitches[:, None] * np.arange(1, _PARTIALS + 1) / (SAMPLE_RATE / SIZE)
    width = np.maximum(1.0, bins * 0.015)
    return np.maximum(0, np.rint(bins - width)).astype(np.int64), np.rint(bins + width).astype(np.int64) + 1


def _time(activity: Floats) -> list[Floats]:
    """Return how long, how often and how steadily each atom sounds, how its notes begin and fade, and how it sways."""
    level = activity / (activity.max(axis=1, keepdims=True) + 1e-12)
    change = np.diff(level, axis=1, prepend=0)
    rises = (change > _RISE) & (change >= np.roll(change, 1, axis=1)) & (change >= np.roll(change, -1, axis=1))
    rises[:, -_ENVELOPE:] = False
    share = np.maximum(change, 0).sum(axis=1) / (np.abs(change).sum(axis=1) + 1e-9)
    often = rises.sum(axis=1) / level.shape[1] * (SAMPLE_RATE / HOP)
    facts = [(level > 0.1).mean(axis=1), *np.quantile(level, [0.5, 0.75, 0.9], axis=1), share, often]
    fading = np.stack([_envelope(*each) for each in zip(level, rises, strict=True)])
    return [np.stack(facts, axis=1), fading[:, ::2], _sway(level)]


def _envelope(level: Floats, rises: NDArray[np.bool_]) -> Floats:
    starts = np.flatnonzero(rises)
    if not len(starts):
        return np.full(_ENVELOPE, level.mean(), np.float32)
    notes = level[starts[:, None] + np.arange(_ENVELOPE)]
    return np.asarray(np.median(notes / (notes[:, :4].max(axis=1, keepdims=True) + 1e-9), axis=0), np.float32)


def _sway(level: Floats) -> Floats:
    """Return the spectrum of the activity, 1/6 Hz to 21 Hz, over whole stretches of 6 s, as many as there are."""
    whole = max(level.shape[1] // _WAVES, 1) * _WAVES
    padded = np.pad(level, ((0, 0), (0, max(whole - level.shape[1], 0))), mode="edge")[:, :whole]
    stretches = padded.reshape(len(level), -1, _WAVES)
    stretches = stretches - stretches.mean(axis=2, keepdims=True)
    spectra = np.abs(np.fft.rfft(stretches, axis=2)).mean(axis=1)[:, 1:].reshape(len(level), -1, 8).mean(axis=2)
    return np.asarray(spectra / (spectra.sum(axis=1, keepdims=True) + 1e-9), np.float32)
