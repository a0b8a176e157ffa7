"""How well a voice fits over instruments, in all twelve transpositions.

Two measures of harmony, weighed on songs whose parts are known: dissonance and distance of tonal interval vectors
(Bernardes et al., "Harmony Generation Driven by a Perceptually Motivated Tonal Interval Space", ACM CiE 2016), and how
likely the melody is over the chords of each pair of beats. Where accents coincide adds a little, stretching and
shifting cost a little. Energy, spectral balance and bands that mask each other told true pairs from others no better
than chance, so they count for nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.core.units import Semitones
from mashstudio.model.beat_sound import STEPS, Band, Lead

_CONSONANCE, _OVER_CHORDS = 22.0, 1.0
# Added to the share of each tone: a melody may leave the chords.
_BESIDE_CHORD = 0.02
_TOGETHER = 2
_RHYTHM, _COST = 0.3, 0.02
_EACH_OCTAVE_OF_TEMPO, _EACH_SEMITONE, _EACH_FAR_SEMITONE = 48.0, 5.0, 6.0
NEAR: Final[Semitones] = 3
"""Shifted by more than this, a song begins to sound strange."""

_WEIGHTS: Final = np.array([3, 8, 11.5, 15, 14.5, 7.5], np.float32)
"""Of the intervals' Fourier coefficients 1 to 6."""

_LENGTH = float(np.linalg.norm(_WEIGHTS))

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SHIFTS: Final = (np.arange(12) + 5) % 12 - 5
"""What the transposition 0 … 11 shifts by: 0 … 6, −5 … −1 semitones."""


@dataclass(frozen=True, eq=False)
class BandWindows:
    """Stretches of a band that may be played under a voice: `beats` long, from each of `starts` on."""

    band: Band
    starts: Ints
    beats: int

    def _rows(self, values: Floats) -> Floats:
        """Return the rows of each window: (windows, beats, …)."""
        rows: Floats = values[self.starts[:, None] + np.arange(self.beats)]
        return rows

    @cached_property
    def intervals(self) -> Floats:
        """The tonal interval vectors of the chroma: (beats, 12, windows)."""
        return _plain(_vectors(self._rows(self.band.chroma))).transpose(1, 2, 0)

    @cached_property
    def chords(self) -> NDArray[np.complex64]:
        """The Fourier transform of the logarithm of the tones of each pair of beats: (windows, pairs, 7)."""
        shares = _pairs(self._rows((self.band.harmony + self.band.chroma) / np.float32(2)))
        return np.fft.rfft(np.log(shares + np.float32(_BESIDE_CHORD)), axis=2).astype(np.complex64)

    def profiles(self, beats_per_bar: int) -> Floats:
        """Return where the onsets of each window lie in the bar: (windows, steps of a bar), at unit length."""
        return _profiles(self._rows(self.band.onsets), beats_per_bar)


def harmony(lead: Lead, at: int, bands: BandWindows) -> Floats:
    """Return how well the voice from beat `at` on fits each window, shifted up by 0 … 11 semitones: (windows, 12)."""
    here = slice(at, at + bands.beats)
    melody = _pairs(lead.melody[here])
    sung = np.conj(np.fft.rfft(melody / (melody.sum() + 1e-9), axis=1))
    over_chords = np.fft.irfft(np.einsum("tk,wtk->wk", sung, bands.chords), 12, axis=1)
    consonance = _consonance(lead.chroma[here], bands.intervals)
    weighed: Floats = (_CONSONANCE * consonance + _OVER_CHORDS * over_chords).astype(np.float32)
    return weighed


def rhythm(lead: Lead, at: int, bands: BandWindows, beats_per_bar: int) -> Floats:
    """Return how far the voice's accents coincide with each window's, −1 to 1: (windows,)."""
    own = _profiles(lead.onsets[None, at : at + bands.beats], beats_per_bar)
    coinciding: Floats = bands.profiles(beats_per_bar) @ own[0]
    return coinciding


def mashability(harmony: Floats, rhythm: Floats, speed: float) -> Floats:
    """Return the whole score of each window and transposition: (windows, 12).

    speed: the ratio of the songs' tempi.
    """
    shifts = np.abs(SHIFTS)
    far = np.maximum(shifts - NEAR, 0)
    cost = _EACH_OCTAVE_OF_TEMPO * abs(np.log2(speed)) + _EACH_SEMITONE * shifts + _EACH_FAR_SEMITONE * far
    score: Floats = (harmony + _RHYTHM * rhythm[:, None] - _COST * cost).astype(np.float32)
    return score


def _pairs(rows: Floats) -> Floats:
    """Return the means of each two beats: (…, beats / 2, 12)."""
    pairs: Floats = rows.reshape(*rows.shape[:-2], -1, _TOGETHER, 12).mean(axis=-2)
    return pairs


def _consonance(chroma: Floats, intervals: Floats) -> Floats:
    """Return the consonance of the voice with each window, at most 0, for each transposition: (windows, 12).

    A beat counts as much as it is sung.
    """
    sung = chroma.sum(axis=1)
    weights = sung / (sung.sum() + 1e-9)
    turns = np.exp(-2j * np.pi * np.outer(np.arange(12), np.arange(1, 7)) / 12)
    vectors = _vectors(chroma)
    own = _plain(vectors[:, None] * turns)
    products = own @ intervals
    squares = (np.abs(vectors) ** 2).sum(axis=1)[:, None, None] + (intervals**2).sum(axis=1)[:, None]
    # |a ± b|² = |a|² + |b|² ± 2 a·b.
    together = np.sqrt(np.maximum(squares + 2 * products, 0)) / (2 * _LENGTH)
    apart = np.sqrt(np.maximum(squares - 2 * products, 0)) / (2 * _LENGTH)
    dissonance: Floats = np.einsum("trw,t->wr", (1 - together) * apart, weights)
    return -dissonance


def _vectors(chroma: Floats) -> NDArray[np.complex64]:
    """Return tonal interval vectors: complex64 (…, 6)."""
    shares = chroma + np.float32(1e-6)
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return (np.fft.fft(shares, axis=-1)[..., 1:7] * _WEIGHTS).astype(np.complex64)


def _plain(vectors: NDArray[np.complexfloating]) -> Floats:
    """Return complex vectors as real ones of twice as many numbers, whose products are the same."""
    return np.concatenate([vectors.real, vectors.imag], axis=-1).astype(np.float32)


def _profiles(onsets: Floats, beats_per_bar: int) -> Floats:
    """Return the mean onsets at each step of the bar, smoothed, without their mean, at unit length."""
    bars = onsets.reshape(len(onsets), -1, beats_per_bar * STEPS).mean(axis=1)
    smooth = bars + (np.roll(bars, 1, axis=1) + np.roll(bars, -1, axis=1)) / 2
    smooth -= smooth.mean(axis=1, keepdims=True)
    unit: Floats = smooth / (np.linalg.norm(smooth, axis=1, keepdims=True) + np.float32(1e-9))
    return unit
