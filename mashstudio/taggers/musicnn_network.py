"""The networks "musicnn" in torch: from three seconds of mel spectrogram to the strengths of 50 tags.

Pons, Serra, "musicnn: Pre-trained convolutional neural networks for music audio tagging", ISMIR 2019 (late breaking).
Filters as high as an instrument's timbre and as long as a rhythm, three residual layers over time, pooling, two dense
layers.
"""

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from mashstudio.taggers.networks import EPSILON, TAGS, Heard

BANDS: Final = 96
UNITS: Final = 200
_TIMBRAL: Final = 204
_TEMPORAL: Final = 51
_RESIDUAL: Final = 64
_LENGTH: Final = 7
"""Of a timbral and a residual filter, in frames."""
_TALL: Final = (38, 67)
_LONG: Final = (128, 64, 32)
_SUM: Final = 2 * _TIMBRAL + len(_LONG) * _TEMPORAL


class _Filters(nn.Module):
    """A convolution, then the normalisation of its rectified output."""

    def __init__(self, inputs: int, outputs: int, size: tuple[int, int]) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, size)
        self.norm = nn.BatchNorm2d(outputs, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        normed: Tensor = self.norm(functional.relu(self.convolution(x)))
        return normed


class Musicnn(nn.Module):
    """Log-mel spectrograms in, (batch, frames, 96); the strengths of tags out. Any number of frames will do."""

    def __init__(self) -> None:
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1, eps=EPSILON)
        self.timbral = nn.ModuleList(_Filters(1, _TIMBRAL, (_LENGTH, height)) for height in _TALL)
        self.temporal = nn.ModuleList(_Filters(1, _TEMPORAL, (length, 1)) for length in _LONG)
        widths = (_SUM, _RESIDUAL, _RESIDUAL)
        self.residual = nn.ModuleList(_Filters(1, _RESIDUAL, (_LENGTH, width)) for width in widths)
        pooled = 2 * (_SUM + 3 * _RESIDUAL)
        self.pool_norm = nn.BatchNorm1d(pooled, eps=EPSILON)
        self.dense = nn.Linear(pooled, UNITS)
        self.dense_norm = nn.BatchNorm1d(UNITS, eps=EPSILON)
        self.output = nn.Linear(UNITS, TAGS)

    def forward(self, spectrograms: Tensor) -> Heard:
        """Return what is heard in each spectrogram."""
        x = self.input_norm(spectrograms[:, None])
        padded = functional.pad(x, (0, 0, _LENGTH // 2, _LENGTH // 2))
        timbral = [filters(padded).amax(dim=3) for filters in self.timbral]
        temporal = [
            filters(functional.pad(x, (0, 0, (length - 1) // 2, length // 2))).amax(dim=3)
            for filters, length in zip(self.temporal, _LONG, strict=True)
        ]
        # (batch, frames, channels) from here on.
        front = torch.cat([*timbral, *temporal], dim=1).transpose(1, 2)
        layers = [front]
        for filters in self.residual:
            wide = functional.pad(layers[-1][:, None], (0, 0, _LENGTH // 2, _LENGTH // 2))
            out = filters(wide)[..., 0].transpose(1, 2)
            layers.append(out if len(layers) == 1 else out + layers[-1])
        every = torch.cat(layers, dim=2)
        # Maximum and mean of the first channel, of the second, and so on.
        pooled = self.pool_norm(torch.stack([every.amax(dim=1), every.mean(dim=1)], dim=2).flatten(1))
        hidden = self.dense_norm(functional.relu(self.dense(pooled)))
        return Heard(torch.sigmoid(self.output(hidden)), hidden)
