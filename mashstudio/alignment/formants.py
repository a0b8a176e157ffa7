"""Keep the resonances of a voice in place while its pitch is shifted.

They are the envelope of a spectrum, found by the cepstrum as the curve through its partials ("true envelope":
Röbel and Rodet, "Efficient spectral envelope estimation and its application to pitch shifting and envelope
preservation", DAFx 2005), as fine as the distance of the partials allows.
"""

from typing import Final

import ducc0
import numpy as np

from mashstudio.alignment.phases import Complex, Floats, energy
from mashstudio.core.units import SAMPLE_RATE

_HIGHEST, _LOWEST = 1000, 75
"""The range of sung notes, Hz."""
# On sung reference recordings more rounds overestimate the lowest partial; fewer let in the valleys between partials.
_ROUNDS: Final = 4
# Every second frame is looked at.
_SMOOTHED: Final = 5
_FLOOR: Final = 1e-5
_MOST: Final = 5.0


def kept_formants(spectra: Complex, ratio: float) -> Floats:
    """Return the gains (frames, bins) to apply to a voice's left + right · i spectra before it is shifted by `ratio`.

    They change slowly: each second frame gets the geometric mean of its neighbours'.
    """
    found = formant_gains(energy(spectra[::2], spectra.shape[1] // 2 + 1), ratio)
    gains = np.repeat(found, 2, axis=0)[: len(spectra)]
    gains[1:-1:2] = np.sqrt(found[:-1] * found[1:])
    return gains


def formant_gains(energies: Floats, ratio: float) -> Floats:
    """Return the gains to apply before a voice is shifted by `ratio`, from the bins' energies: both (frames, bins)."""
    floor = np.maximum(_FLOOR**2 * energies.max(axis=1, keepdims=True), 1e-18)
    levels: Floats = np.log(np.maximum(energies, floor))
    levels *= 0.5
    envelope = _envelope(levels, _periods(levels))
    bins = np.arange(envelope.shape[1])
    where = np.minimum(bins * ratio, bins[-1])
    below = where.astype(np.intp)
    above = np.minimum(below + 1, bins[-1])
    part = (where - below).astype(np.float32)
    gains: Floats = envelope.take(below, axis=1)
    gains += part * (envelope.take(above, axis=1) - gains)
    gains -= envelope
    np.clip(gains, -_MOST, _MOST, out=gains)
    np.exp(gains, out=gains)
    return gains


def _periods(levels: Floats) -> Floats:
    """Return the voice's period in samples, frame by frame: (frames,)."""
    # Compression attenuates a spectrum's formants and brings out its partials.
    alike = ducc0.fft.dct(np.exp(levels * np.float32(2 / 3)), 1, axes=(1,))
    lags = np.arange(SAMPLE_RATE // _HIGHEST, SAMPLE_RATE // _LOWEST)
    best = lags[np.argmax(alike[:, lags] * (1 - lags / (4 * (alike.shape[1] - 1))), axis=1)]
    around = np.lib.stride_tricks.sliding_window_view(np.pad(best, _SMOOTHED // 2, mode="symmetric"), _SMOOTHED)
    periods: Floats = np.median(around, axis=1).astype(np.float32)
    return periods


def _envelope(levels: Floats, periods: Floats) -> Floats:
    """Return the smooth curve through the peaks of `levels` (frames, bins): the cepstrum, faded at half the period."""
    bins = levels.shape[1]
    pairs = _paired(levels)
    # In samples of the signal; padding may make the pairs wider than the spectrum.
    lags = np.arange(pairs.shape[1], dtype=np.float32) * ((bins - 1) / 2 / (pairs.shape[1] - 1))
    kept = np.clip(2 - lags / (periods[:, None] / 2), 0, 1)
    soft = 0.5 - 0.5 * np.cos(np.float32(np.pi) * kept)
    envelope = pairs
    for _ in range(_ROUNDS):
        envelope = np.maximum(pairs, envelope)
        ducc0.fft.dct(envelope, 1, axes=(1,), out=envelope)
        envelope *= soft
        ducc0.fft.dct(envelope, 1, axes=(1,), inorm=2, out=envelope)
    fine: Floats = np.repeat(envelope, 2, axis=1)[:, 1 : bins + 1]
    fine[:, 1::2] = (envelope[:, : bins // 2] + envelope[:, 1 : bins // 2 + 1]) / 2
    return fine


def _paired(levels: Floats) -> Floats:
    """Return the louder of every two bins, which keeps the partials; padded to a length with a fast transform."""
    bins = levels.shape[1]
    count = ducc0.fft.good_size(bins // 2, True) + 1
    padded = np.pad(levels, ((0, 0), (0, 2 * count - 1 - bins)), mode="edge")
    odd = padded[:, 1::2]
    pairs: Floats = padded[:, ::2].copy()
    pairs[:, 1:] = np.maximum(pairs[:, 1:], odd)
    pairs[:, :-1] = np.maximum(pairs[:, :-1], odd)
    return pairs
