"""The pace of a song along its time map: unstretched around beats and attacks, the rest made up in between."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.alignment.time_map import PAD, TimeMap
from mashstudio.core.files import free_pages
from mashstudio.core.units import SAMPLE_RATE, Samples

# Nothing is stretched within this distance of a beat or an attack, so that it stays intact and exactly in place.
_STEADY: Final = 1536
# An attack nearer than this to a beat belongs to the beat.
_NEAR: Final = 2000
# An attack: the level of the highs rises by `_RISE` dB within three pieces over the six before, and by `_FIRST_RISE`
# in the first of them.
_PIECE, _BEFORE, _AFTER = 128, 6, 3
_RISE, _FIRST_RISE = 10.0, 3.0
_FLOOR: Final = 1e-7
_READ: Final = 20 * SAMPLE_RATE // _PIECE * _PIECE

Floats = NDArray[np.float64]


def attacks(mix: Sequence[Samples]) -> Floats:
    """Return the frames of a mix's attacks, increasing."""
    return _attacks(_levels(mix))


def paced(times: TimeMap, hits: Floats, speed: float) -> tuple[Floats, Floats]:
    """Return the time map with the song at the `speed` of its pitch shift near beats, attacks (`hits`) and the ends."""
    source, target = (points.astype(np.float64) for points in times)
    hits = hits[(hits > source[0]) & (hits < source[-1])]
    after = np.searchsorted(source, hits)
    hits = hits[np.minimum(hits - source[after - 1], source[after] - hits) > _NEAR]
    every = np.sort(np.concatenate([source, hits]))
    return _steady(every, np.interp(every, source, target), speed)


def _steady(source: Floats, target: Floats, speed: float) -> tuple[Floats, Floats]:
    gap = np.concatenate([[np.inf], np.minimum(np.diff(source) / speed, np.diff(target)), [np.inf]])
    before = np.minimum(_STEADY, np.minimum(gap[:-1], gap[1:]) / 4)
    after = before.copy()
    before[0] = after[-1] = PAD
    return (
        np.stack([source - before * speed, source + after * speed], axis=1).ravel(),
        np.stack([target - before, target + after], axis=1).ravel(),
    )


def _levels(mix: Sequence[Samples]) -> Floats:
    """Return the level of the mix's highs, piece by piece, in dB."""
    frames = len(mix[0]) // _PIECE * _PIECE
    powers, last = [np.zeros(0)], 0.0
    for start in range(0, frames, _READ):
        pieces = [samples[start : min(start + _READ, frames)] for samples in mix]
        mono = sum((piece[:, 0] + piece[:, 1] for piece in pieces), np.zeros(len(pieces[0]), np.float32))
        highs = np.diff(mono, prepend=np.float32(last))
        last = mono[-1]
        powers.append(np.square(highs).reshape(-1, _PIECE).mean(axis=1, dtype=np.float64))
        free_pages(*mix)
    power = np.concatenate(powers)
    return 10 * np.log10(power + _FLOOR * (power.mean() if len(power) else 0) + 1e-12)


def _attacks(levels: Floats) -> Floats:
    """Return the frames of attacks, increasing; of those closer than `_NEAR` the strongest."""
    if len(levels) <= _BEFORE:
        return np.zeros(0)
    windows = np.lib.stride_tricks.sliding_window_view
    padded = np.pad(levels, (_BEFORE, _AFTER - 1), mode="edge")
    before = windows(padded, _BEFORE)[: len(levels)].max(axis=1)
    height = windows(padded[_BEFORE:], _AFTER).max(axis=1)
    rise = np.where(levels - before > _FIRST_RISE, height - before, 0.0)
    found = np.flatnonzero(rise > _RISE)
    taken = np.zeros(len(levels), np.bool_)
    kept = []
    reach = _NEAR // _PIECE
    for piece in found[np.argsort(-rise[found], kind="stable")]:
        if not taken[piece]:
            kept.append(piece)
            taken[max(piece - reach, 0) : piece + reach + 1] = True
    return (np.sort(np.array(kept, dtype=np.float64)) + 0.5) * _PIECE
