"""musicnn's other network in torch, "vgg": five small convolutions over three seconds' picture, and one dense layer.

Pons, Serra, "musicnn: Pre-trained convolutional neural networks for music audio tagging", ISMIR 2019 (late breaking),
after Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks", ISMIR 2016. Made otherwise
than `Musicnn`, it errs in other places: a second opinion.
"""

from itertools import pairwise
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from mashstudio.taggers.networks import EPSILON, TAGS, Heard

FRAMES: Final = 187
"""Its dense layer knows the time: it hears as many frames and no others."""
CONVOLUTION: Final = "CNN"
"""What its convolutions are called, see `names_of_weights`."""
_CHANNELS: Final = 128
# Frames and bands that are pooled, and how far apart.
_POOLS: Final = (((4, 1), 2), ((2, 2), 2), ((2, 2), 2), ((2, 2), 2), ((4, 4), 4))


class Vgg(nn.Module):
    """Log-mel spectrograms in, (batch, 187, 96); the strengths of tags out."""

    def __init__(self) -> None:
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1, eps=EPSILON)
        widths = pairwise((1, *[_CHANNELS] * len(_POOLS)))
        self.convolutions = nn.ModuleList(nn.Conv2d(before, after, 3, padding=1) for before, after in widths)
        self.norms = nn.ModuleList(nn.BatchNorm2d(_CHANNELS, eps=EPSILON) for _pool in _POOLS)
        self.output = nn.Linear(2 * _CHANNELS, TAGS)

    def forward(self, spectrograms: Tensor) -> Heard:
        """Return what is heard in each spectrogram."""
        x = self.input_norm(spectrograms[:, None])
        for convolution, norm, (size, stride) in zip(self.convolutions, self.norms, _POOLS, strict=True):
            x = functional.max_pool2d(norm(functional.relu(convolution(x))), size, stride)
        # All channels of the first half, then of the second.
        hidden = x.permute(0, 2, 3, 1).flatten(1)
        return Heard(torch.sigmoid(self.output(hidden)), hidden)
