"""What the taggers' networks have in common: what they hear, and how TensorFlow's checkpoints name their tensors."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

TAGS: Final = 50
EPSILON: Final = 1e-3
"""Of TensorFlow's normalisations."""

Weights = Mapping[str, NDArray[np.float32]]


class Heard(NamedTuple):
    """What a network hears. tags: 0–1, (batch, 50). hidden: what the last layer makes them of, (batch, 200 or 256)."""

    tags: Tensor
    hidden: Tensor


def fill(network: nn.Module, weights: Weights, convolution: str = "") -> None:
    """Give `network` the checkpoint's tensors, to hear with. Raises ValueError if they aren't of its shape.

    convolution: see `names_of_weights`.
    """
    for name, parameter in _parameters(network, convolution):
        tensor = torch.from_numpy(weights[name])
        if parameter.ndim == 4:
            tensor = tensor.permute(3, 2, 0, 1)
        elif parameter.ndim == 2:
            tensor = tensor.T
        if tensor.shape != parameter.shape:
            raise ValueError(f"{name} has another shape")
        with torch.no_grad():
            parameter.copy_(tensor)
    network.eval()


def names_of_weights(network: nn.Module, convolution: str = "") -> list[str]:
    """Return the names of the tensors that `network` needs.

    convolution: what follows the numbers, from 1, that convolutions were given for names; "": they were given none.
    """
    return [name for name, _parameter in _parameters(network, convolution)]


def _parameters(network: nn.Module, convolution: str) -> Iterator[tuple[str, Tensor]]:
    """Yield the network's parameters with TensorFlow's names, which number layers of a kind as they were made."""
    made: dict[str, int] = {}
    for module in network.modules():
        kind = _KINDS.get(type(module))
        if kind is None:
            continue
        number = made.get(kind, 0)
        made[kind] = number + 1
        layer = f"{kind}{f'_{number}' if number else ''}"
        if convolution and kind == "conv2d":
            layer = f"{number + 1}{convolution}"
        for name, parameter in _NAMES[kind].items():
            yield f"{layer}/{name}", getattr(module, parameter)


_KINDS: Final = {
    nn.Conv2d: "conv2d",
    nn.BatchNorm2d: "batch_normalization",
    nn.BatchNorm1d: "batch_normalization",
    nn.Linear: "dense",
}
_WEIGHTS: Final = {"kernel": "weight", "bias": "bias"}
_NORM: Final = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
_NAMES: Final = {"conv2d": _WEIGHTS, "dense": _WEIGHTS, "batch_normalization": _NORM}
