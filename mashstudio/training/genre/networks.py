"""The networks that judge genres: a chunk's features in, a score for each genre out."""

from itertools import pairwise
from typing import Final

import torch
from torch import Tensor, nn

from mashstudio.training.genre.settings import CNN1D, FCN4, GenreSettings

_CNN1D_KERNELS: Final = (8, 8, 4)
_CNN1D_CHANNELS: Final = (32, 32, 64)
_HIDDEN: Final = 64
_FCN4_CHANNELS: Final = (128, 384, 768, 2048)
_FCN4_POOLS: Final = ((2, 4), (4, 5), (3, 8), (4, 8))
_SAMPLECNN_CHANNELS: Final = (128, 128, 128, 256, 256, 256, 256, 256, 256, 512)


def network_for(settings: GenreSettings, genres: int) -> "GenreNetwork":
    """Return a new network, its weights drawn from torch's generator."""
    if settings.model == CNN1D:
        return GenreNetwork(cnn1d(settings.num_mels, settings.chunk_length, genres))
    if settings.model == FCN4:
        return GenreNetwork(fcn4(settings.num_mels, settings.chunk_length, genres))
    return GenreNetwork(samplecnn(genres))


class GenreNetwork(nn.Module):
    """A network behind the normalisation of its input, which belongs to its weights."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(()))
        self.register_buffer("deviation", torch.ones(()))
        self.body = body
        self.apply(_initialise)

    def forward(self, features: Tensor) -> Tensor:
        """Return scores (batch, genres) for features (batch, frames, mels) or (batch, samples)."""
        scores: Tensor = self.body((features - self.mean) / self.deviation)
        return scores


def _initialise(layer: nn.Module) -> None:
    if isinstance(layer, nn.Conv1d | nn.Conv2d):
        nn.init.kaiming_uniform_(layer.weight)
    elif isinstance(layer, nn.Linear):
        nn.init.xavier_uniform_(layer.weight)


class _Transposed(nn.Module):
    """(batch, frames, mels) to (batch, mels, frames)."""

    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2)


class _AsPicture(nn.Module):
    """(batch, frames, mels) to (batch, 1, mels, frames)."""

    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2)[:, None]


class _AsSound(nn.Module):
    """(batch, samples) to (batch, 1, samples)."""

    def forward(self, x: Tensor) -> Tensor:
        return x[:, None]


class _Loudest(nn.Module):
    """The maximum over all places: (batch, channels)."""

    def forward(self, x: Tensor) -> Tensor:
        return x.flatten(2).amax(dim=2)


def cnn1d(mels: int, frames: int, genres: int) -> nn.Module:
    """Return the tutorial's network: three convolutions over time, each as high as the spectrogram.

    The tutorial pools by 8, 8 and 4, which needs over 600 frames; for shorter chunks, the pools are halved until they
    fit.
    """
    pools = next(pools for pools in _pools_1d() if _frames_left(frames, pools) > 0)
    layers: list[nn.Module] = [_Transposed()]
    channels = (mels, *_CNN1D_CHANNELS)
    for (before, after), kernel, pool in zip(pairwise(channels), _CNN1D_KERNELS, pools, strict=True):
        layers += [nn.Conv1d(before, after, kernel), nn.BatchNorm1d(after), nn.ReLU(), nn.MaxPool1d(pool)]
    width = channels[-1] * _frames_left(frames, pools)
    head = [nn.Flatten(), nn.Linear(width, _HIDDEN), nn.ReLU(), nn.Dropout(), nn.Linear(_HIDDEN, genres)]
    return nn.Sequential(*layers, *head)


def _pools_1d() -> tuple[tuple[int, int, int], ...]:
    return ((8, 8, 4), (4, 4, 2), (2, 2, 1))


def _frames_left(frames: int, pools: tuple[int, ...]) -> int:
    for kernel, pool in zip(_CNN1D_KERNELS, pools, strict=True):
        frames = max(frames - kernel + 1, 0) // pool
    return frames


def fcn4(mels: int, frames: int, genres: int) -> nn.Module:
    """Return FCN-4 (Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks", 2016).

    Four convolutions over time and frequency. Its pools are for 1366 frames; in shorter chunks they take what is left.
    """
    layers: list[nn.Module] = [_AsPicture()]
    size = [mels, frames]
    for (before, after), pool in zip(pairwise((1, *_FCN4_CHANNELS)), _FCN4_POOLS, strict=True):
        fitting = tuple(min(length, most) for length, most in zip(pool, size, strict=True))
        size = [most // length for length, most in zip(fitting, size, strict=True)]
        convolution = nn.Conv2d(before, after, 3, padding=1)
        layers += [convolution, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d((fitting[0], fitting[1]))]
    return nn.Sequential(*layers, _Loudest(), nn.Dropout(), nn.Linear(_FCN4_CHANNELS[-1], genres))


def samplecnn(genres: int) -> nn.Module:
    """Return SampleCNN, 3⁹ (Lee, Park, Kim, Nam, "Sample-level deep convolutional neural networks", 2017).

    Convolutions of three samples over the waveform itself, each followed by a pool of three.
    """
    first = _SAMPLECNN_CHANNELS[0]
    layers: list[nn.Module] = [_AsSound(), nn.Conv1d(1, first, 3, stride=3), nn.BatchNorm1d(first), nn.ReLU()]
    for before, after in pairwise(_SAMPLECNN_CHANNELS):
        layers += [nn.Conv1d(before, after, 3, padding=1), nn.BatchNorm1d(after), nn.ReLU(), nn.MaxPool1d(3)]
    last = _SAMPLECNN_CHANNELS[-1]
    layers += [nn.Conv1d(last, last, 1), nn.BatchNorm1d(last), nn.ReLU()]
    return nn.Sequential(*layers, _Loudest(), nn.Dropout(), nn.Linear(last, genres))
