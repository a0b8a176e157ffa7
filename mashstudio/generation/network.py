"""The network that writes accompaniments, run by numpy: a bar is written before torch would be loaded.

`training/accompaniment/network.py` has the same one in torch, to learn with; a test holds them to each other.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TENSORS: Final = (
    "first.weight", "first.bias", "second.weight", "second.bias", "tokens.weight", "heights.weight",
    "memory.weight_ih_l0", "memory.weight_hh_l0", "memory.bias_ih_l0", "memory.bias_hh_l0",
    "inner.weight", "inner.bias", "last.weight", "last.bias",
)  # fmt: skip


class Network:
    """A network of these weights, by their names in TENSORS. Raises KeyError if one is missing."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = {name: np.ascontiguousarray(weights[name], np.float32) for name in TENSORS}
        self.hidden = len(self._weights["first.bias"])
        self.inputs = self._weights["first.weight"].shape[1]
        if self._weights["memory.weight_hh_l0"].shape != (3 * self.hidden, self.hidden):
            raise KeyError("the tensors aren't of one network")

    def grasp(self, rows: Floats) -> Floats:
        """Return what the network makes of the facts of steps (steps, inputs): (steps, hidden)."""
        w = self._weights
        inner = np.maximum(rows @ w["first.weight"].T + w["first.bias"], 0)
        grasped: Floats = inner @ w["second.weight"].T + w["second.bias"]
        return grasped

    def begin(self) -> Floats:
        """Return the state before a bar."""
        return np.zeros(self.hidden, np.float32)

    def step(self, grasped: Floats, token: int, height: int, state: Floats) -> tuple[Floats, Floats]:
        """Return scores of the token that follows (VOCABULARY,), and the next state.

        grasped: of the step that is being written, (hidden,); token: the one before; height: see `height_of`.
        """
        w = self._weights
        seen = np.maximum(grasped + w["tokens.weight"][token] + w["heights.weight"][height], 0)
        size = self.hidden
        new = w["memory.weight_ih_l0"] @ seen + w["memory.bias_ih_l0"]
        old = w["memory.weight_hh_l0"] @ state + w["memory.bias_hh_l0"]
        reset = _sigmoid(new[:size] + old[:size])
        kept = _sigmoid(new[size : 2 * size] + old[size : 2 * size])
        candidate = np.tanh(new[2 * size :] + reset * old[2 * size :])
        state = (1 - kept) * candidate + kept * state
        inner = np.maximum(w["inner.weight"] @ np.concatenate([state, seen]) + w["inner.bias"], 0)
        return w["last.weight"] @ inner + w["last.bias"], state


def _sigmoid(values: Floats) -> Floats:
    found: Floats = 0.5 + 0.5 * np.tanh(0.5 * values)
    return found
