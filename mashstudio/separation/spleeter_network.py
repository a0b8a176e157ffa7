"""Spleeter's U-Net, which estimates one stem's magnitude spectrogram from the mix's."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn


def _down(channels_in: int, channels_out: int) -> tuple[nn.Module, nn.Module]:
    convolution = nn.Sequential(nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(channels_in, channels_out, 5, stride=2))
    activation = nn.Sequential(nn.BatchNorm2d(channels_out, eps=1e-3), nn.LeakyReLU(0.2))
    return convolution, activation


class _Crop(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x[:, :, 1:-2, 1:-2]


def _up(channels_in: int, channels_out: int) -> nn.Module:
    return nn.Sequential(
        nn.ConvTranspose2d(channels_in, channels_out, 5, stride=2),
        _Crop(),
        nn.ReLU(),
        nn.BatchNorm2d(channels_out, eps=1e-3),
    )


class UNet(nn.Module):
    """Magnitudes in, one stem's magnitudes out: (batch, 2, frames, 1024), frames a multiple of 64."""

    def __init__(self) -> None:
        super().__init__()
        widths = [2, 16, 32, 64, 128, 256, 512]
        for level in range(1, 7):
            convolution, activation = _down(widths[level - 1], widths[level])
            self.add_module(f"down{level}_conv", convolution)
            self.add_module(f"down{level}_act", activation)
        for level, (channels_in, channels_out) in enumerate(
            [(512, 256), (512, 128), (256, 64), (128, 32), (64, 16), (32, 1)], start=1
        ):
            self.add_module(f"up{level}", _up(channels_in, channels_out))
        self.up7 = nn.Sequential(nn.Conv2d(1, 2, 4, dilation=2, padding=3), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        """Return one stem's magnitudes."""
        skips = []
        below = x
        for level in range(1, 7):
            skips.append(self.get_submodule(f"down{level}_conv")(below))
            below = self.get_submodule(f"down{level}_act")(skips[-1])
        up: Tensor = self.get_submodule("up1")(skips.pop())
        for level in range(2, 7):
            up = self.get_submodule(f"up{level}")(torch.cat([skips.pop(), up], dim=1))
        estimate: Tensor = self.up7(up) * x
        return estimate


def load_network(checkpoint: Path) -> UNet:
    """Load the network with the weights in `checkpoint`: a pickle, read as numpy arrays and nothing else."""
    # The function that rebuilds pickled arrays; the checkpoints name it by numpy's older module.
    rebuild = np.empty(0).__reduce__()[0]
    allowed: list[Any] = [(rebuild, "numpy.core.multiarray._reconstruct"), np.ndarray, np.dtype]
    allowed += [np.dtypes.Float32DType, np.dtypes.Int64DType]
    with torch.serialization.safe_globals(allowed):
        arrays = torch.load(checkpoint, weights_only=True)
    network = UNet()
    state = network.state_dict()
    known = {name: torch.from_numpy(np.array(array)) for name, array in arrays.items() if name in state}
    network.load_state_dict({**state, **known})
    return network.eval()
