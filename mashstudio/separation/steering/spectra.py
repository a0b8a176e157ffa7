"""Spectrograms of a part of a song, cut into pieces of frames that lie on one grid: frame 0 ends with sample 1023."""

from functools import cache
from typing import Final

import numpy as np
import torch
from torch import Tensor

from mashstudio.core.units import SAMPLE_RATE, Samples

SIZE: Final = 4096
HOP: Final = 1024
BINS: Final = SIZE // 2 + 1
BEGIN: Final = HOP - SIZE
"""The sample with which frame 0 begins: the first one that overlaps the part."""
_NARROW_HZ: Final = 3000
_WIDENING: Final = 1.012
_CARRIED: Final = SIZE - HOP


def frames_of(samples: Samples) -> int:
    """Return how many frames a part has."""
    return len(samples) // HOP + 4


def spectrum(samples: Samples, first: int, frames: int) -> Tensor:
    """Return `frames` frames from `first` on: complex64 (2, 2049, frames); zeros beyond the part."""
    start = BEGIN + first * HOP
    stop = start + SIZE + (frames - 1) * HOP
    piece = np.zeros((stop - start, 2), np.float32)
    begin, end = max(start, 0), min(stop, len(samples))
    if begin < end:
        piece[begin - start : end - start] = samples[begin:end]
    return torch.stft(torch.from_numpy(piece.T.copy()), SIZE, HOP, window=_window(), center=False, return_complex=True)


def magnitudes(spectra: Tensor) -> Tensor:
    """Return the magnitudes of both channels, one below the other: (4098, frames)."""
    return spectra.abs().flatten(0, 1)


def sound_of(spectra: Tensor) -> Samples:
    """Return the sound of frames, (2, 2049, frames): (frames · 1024 + 3072, 2), complete where four frames overlap."""
    pieces = torch.fft.irfft(spectra, SIZE, dim=1) * (_window() / 1.5)[None, :, None]
    length = (spectra.shape[2] - 1) * HOP + SIZE
    summed = torch.nn.functional.fold(pieces, (1, length), (1, SIZE), stride=(1, HOP))
    return np.ascontiguousarray(summed[:, 0, 0].numpy().T)


class Joined:
    """Sounds of pieces of frames, one after another, joined into one."""

    def __init__(self) -> None:
        self._carried = np.zeros((_CARRIED, 2), np.float32)

    def next(self, spectra: Tensor) -> Samples:
        """Return what is complete with the next frames: as many times 1024 samples, the first from BEGIN on."""
        sound = sound_of(spectra)
        sound[:_CARRIED] += self._carried
        self._carried = sound[-_CARRIED:].copy()
        return sound[:-_CARRIED]


@cache
def bands() -> Tensor:
    """Return the band of every bin of both channels, (4098,): a bin each up to 3 kHz, above ever more of them."""
    edges = list(range(round(_NARROW_HZ * SIZE / SAMPLE_RATE) + 1))
    width = float(edges[-1])
    while edges[-1] < BINS:
        width *= _WIDENING
        edges.append(max(edges[-1] + 1, int(width)))
    begins = np.zeros(BINS, np.int64)
    begins[[edge for edge in edges if edge < BINS]] = 1
    mono = torch.from_numpy(np.cumsum(begins) - 1)
    return torch.cat([mono, mono + mono[-1] + 1])


def banded(rows: Tensor) -> Tensor:
    """Return the sums of (4098, …) over each band."""
    sums = rows.new_zeros(int(bands()[-1]) + 1, *rows.shape[1:])
    return sums.index_add_(0, bands(), rows)


@cache
def _window() -> Tensor:
    return torch.hann_window(SIZE)
