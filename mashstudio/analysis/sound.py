"""A song as the analysis reads it: mono without cancellation, at a common level, and the parts that sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import firwin2, oaconvolve

from mashstudio.core.units import SAMPLE_RATE, Seconds

_STEP = SAMPLE_RATE // 50
_PIECE = 60 * 50 * _STEP
# Slower than music: a constant or drifting offset is removed by a mean over this many frames.
_DRIFT = SAMPLE_RATE // 4
_FFT = 4096
_BANDS = (30.0, 150.0, 600.0, 2400.0, 16_000.0)
_TAPS = 2049
# The side's share of a band's energy from which the louder channel is mixed in, and from which it alone is used.
_SIDE_FROM, _SIDE_ALONE = 0.6, 0.8
# The level of an ordinary master, like those the networks were trained on.
_LEVEL_DB = -15.0
_LEVEL_STEPS = 5
# Silent: 50 dB under the loudest moment, or little above a constant noise of up to 45 dB under it.
_SILENT_DB, _NOISE_DB, _OVER_NOISE_DB = -50.0, -45.0, 6.0
_PAUSE: Seconds = 3.0

Floats = NDArray[np.float64]


class Span(NamedTuple):
    """The start and end of a part that sounds without a long pause."""

    start: Seconds
    end: Seconds


@dataclass(frozen=True, eq=False)
class SongSound:
    """The sound of `path` (.npy, float32 (frames, 2), 44.1 kHz), read in pieces to bound the memory.

    gain: to the networks' level. side: a filter that adds the side signal where the channels would cancel each other;
    None: they don't. spans: the parts that sound, separated by 3 s of silence or more; at least one.
    """

    path: Path
    frames: int
    gain: float = 1.0
    side: Floats | None = None
    spans: tuple[Span, ...] = ()

    def read(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return the frames from `start` to `stop`, float32, mono; zeros beyond the song."""
        margin = _DRIFT + (0 if self.side is None else _TAPS // 2)
        low, high = max(start - margin, 0), max(min(stop + margin, self.frames), 0)
        if low >= high:
            return np.zeros(max(stop - start, 0), np.float32)
        # Map the file for each piece: mapped pages that stay would count as used memory.
        stereo = np.load(self.path, mmap_mode="r")[low:high]
        mono = stereo.mean(axis=1, dtype=np.float32)
        if self.side is not None:
            side = (stereo[:, 0] - stereo[:, 1]) / 2
            mono = mono + oaconvolve(side, self.side, mode="same")
        mono = np.float32(self.gain) * (mono - uniform_filter1d(mono, _DRIFT, mode="nearest"))
        begin, end = max(start, 0), max(min(stop, self.frames), 0)
        inside = mono[begin - low : end - low]
        return np.pad(inside, (begin - start, stop - start - (begin - start) - len(inside))).astype(np.float32)

    def sounding(self, longest: int) -> Iterator[NDArray[np.float32]]:
        """Yield the parts that sound, in pieces of at most `longest` frames."""
        for span in self.spans:
            start, end = round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE)
            for at in range(start, end, longest):
                yield self.read(at, min(at + longest, end))


def open_sound(path: Path) -> SongSound:
    """Open the song whose samples are in `path`; measure its level and its parts."""
    frames = len(np.load(path, mmap_mode="r"))
    plain = SongSound(path, frames, side=_side_filter(path, frames))
    power = np.concatenate([_powers(plain.read(at, min(at + _PIECE, frames))) for at in range(0, frames, _PIECE)])
    return SongSound(path, frames, _gain(power), plain.side, _spans(power, frames))


def _side_filter(path: Path, frames: int) -> Floats | None:
    """Return the linear-phase filter by which the side (half the channels' difference) is added to the mean, by bands.

    The mean loses whatever has opposite phase in the two channels. Where the side outweighs the middle, adding it
    leaves the louder of the two channels; it has the middle's sign, so that nothing cancels in between.
    """
    bins = np.fft.rfftfreq(_FFT, 1 / SAMPLE_RATE)
    left, right, middle = (np.zeros(len(_BANDS) - 1) for _ in range(3))
    edges = np.searchsorted(bins, _BANDS)
    window = np.hanning(_FFT).astype(np.float32)[:, None]
    for at in range(0, frames, _PIECE):
        piece = np.load(path, mmap_mode="r")[at : at + _PIECE]
        if not np.any(piece):
            continue
        piece = np.pad(piece, ((0, -len(piece) % _FFT), (0, 0))).reshape(-1, _FFT, 2)
        spectra = np.fft.rfft(piece * window, axis=1)
        for sums, part in ((left, spectra[..., 0]), (right, spectra[..., 1]), (middle, spectra.mean(axis=2))):
            power = (part.real**2 + part.imag**2).sum(axis=0, dtype=np.float64)
            sums += [power[low:high].sum() for low, high in pairwise(edges)]
    share = 1 - 2 * middle / np.maximum(left + right, 1e-30)
    rise = np.clip((share - _SIDE_FROM) / (_SIDE_ALONE - _SIDE_FROM), 0, 1) * (left + right > 0)
    if not np.any(rise):
        return None
    gains = rise * np.where(left >= right, 1.0, -1.0)
    if np.ptp(gains) == 0:
        return gains[:1]
    inner = np.array(_BANDS[1:-1])
    points = np.concatenate([[0.0], np.ravel(np.column_stack([inner * 0.9, inner * 1.1])), [SAMPLE_RATE / 2]])
    return np.asarray(firwin2(_TAPS, points, np.repeat(gains, 2), fs=SAMPLE_RATE), np.float64)


def _powers(mono: NDArray[np.float32]) -> Floats:
    """Return the mean square of every 20 ms."""
    whole = mono[: max(len(mono) // _STEP, 1) * _STEP].astype(np.float64)
    return np.mean(whole.reshape(-1, min(_STEP, max(len(whole), 1))) ** 2, axis=1) if len(whole) else np.zeros(1)


def _gain(power: Floats) -> float:
    """Return the gain to the networks' level.

    Half of a song's energy lies above its level, so that neither silence nor a single loud click changes it.
    """
    steps = np.sort([part.mean() for part in np.array_split(power, max(len(power) // _LEVEL_STEPS, 1))])[::-1]
    energy = np.cumsum(steps)
    if energy[-1] <= 0:
        return 1.0
    level = float(steps[np.searchsorted(energy, energy[-1] / 2)])
    return float(np.sqrt(10 ** (_LEVEL_DB / 10) / level))


def _spans(power: Floats, frames: int) -> tuple[Span, ...]:
    """Return the parts separated by pauses of 3 s or more."""
    loudest = power.max(initial=0)
    floor = np.percentile(power, 1) * 10 ** (_OVER_NOISE_DB / 10)
    silent = np.clip(floor, loudest * 10 ** (_SILENT_DB / 10), loudest * 10 ** (_NOISE_DB / 10))
    loud = np.flatnonzero(power > silent)
    if len(loud) == 0:
        return (Span(0.0, frames / SAMPLE_RATE),)
    pauses = np.flatnonzero(np.diff(loud) * _STEP >= _PAUSE * SAMPLE_RATE)
    starts, ends = loud[np.concatenate([[0], pauses + 1])], loud[np.concatenate([pauses, [len(loud) - 1]])] + 1
    return tuple(
        Span(float(a * _STEP / SAMPLE_RATE), float(min(b * _STEP, frames) / SAMPLE_RATE))
        for a, b in zip(starts, ends, strict=True)
    )
