"""The generator of a GAN, run by numpy: it writes a bar of a lane at once, from what is known of its steps and noise.

`training/accompaniment/gan/networks.py` has the same one in torch, to learn with; a test holds them to each other.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mashstudio.generation.harmony import KINDS
from mashstudio.generation.rolls import COLUMNS, DRUM_PITCHES, LENGTHS, LEVELS, PARTS, Roll
from mashstudio.model.notes import BandPart

Floats = NDArray[np.float32]

NOISES: Final = 4
"""Of a song, of a bar, of a song's lane, of a bar's lane: what is common and what is each one's own, as in MuseGAN."""

TAPS: Final = 5
"""Of each convolution along the steps of a bar."""

DRUMS: Final = len(DRUM_PITCHES) * (1 + len(LEVELS))
PITCHED: Final = 1 + KINDS + len(LEVELS) + len(LENGTHS)
SCORES: Final = {
    part: slice(0, DRUMS) if number == 0 else slice(DRUMS + (number - 1) * PITCHED, DRUMS + number * PITCHED)
    for number, part in enumerate(PARTS)
}
"""Where the scores of each lane are. Drums: for each drum none and the levels; others: whether something begins, which
kinds, how loud, how long.
"""
OUTPUTS: Final = DRUMS + (len(PARTS) - 1) * PITCHED
_MOST_VOICES: Final = 5


def dilation_of(layer: int) -> int:
    """Return how many steps lie between the taps of a layer's convolution."""
    return (1, 2, 4)[layer % 3]


class BarNetwork:
    """A network of these weights, by their names. Raises KeyError or ValueError if they aren't of one network."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._first, self._noise, self._last = weights["first.weight"], weights["noise.weight"], weights["last.weight"]
        self._biases = weights["first.bias"], weights["last.bias"]
        width, self.inputs = self._first.shape
        self.noise = self._noise.shape[1] // NOISES
        count = sum(name.startswith("layers.") and name.endswith(".bias") for name in weights)
        self._layers = [(weights[f"layers.{each}.weight"], weights[f"layers.{each}.bias"]) for each in range(count)]
        if self._noise.shape != (width, NOISES * self.noise) or self._last.shape != (OUTPUTS, width):
            raise ValueError("the tensors aren't of one network")
        if any(kernel.shape != (width, width, TAPS) for kernel, _bias in self._layers):
            raise ValueError("the layers aren't of one width")

    def scores(self, rows: Floats, noise: Floats) -> Floats:
        """Return the scores of each step of a bar: (steps, OUTPUTS).

        rows: (steps, inputs), see `rows_of`; noise: (NOISES * noise,).
        """
        state = np.maximum(rows @ self._first.T + self._biases[0] + self._noise @ noise, 0)
        for layer, (kernel, bias) in enumerate(self._layers):
            reach = dilation_of(layer) * (TAPS // 2)
            padded = np.pad(state, ((reach, reach), (0, 0)))
            added = sum(
                padded[tap * dilation_of(layer) :][: len(state)] @ kernel[:, :, tap].T for tap in range(TAPS)
            )  # fmt: skip
            state = state + np.maximum(added + bias, 0)
        found: Floats = state @ self._last.T + self._biases[1]
        return found


def noise_of(seed: int, bar: int, part: BandPart, size: int, own: np.random.Generator) -> Floats:
    """Return the noise of a bar of an accompaniment's lane: (NOISES * size,). own: draws what is this one's alone."""
    lane = PARTS.index(part)
    shared = [np.random.default_rng([seed, len(PARTS) + kind, number]) for kind, number in enumerate((0, bar, lane))]
    return np.concatenate([dice.standard_normal(size) for dice in (*shared, own)]).astype(np.float32)


def write_scored(roll: Roll, part: BandPart, steps: range, scores: Floats, push: float) -> None:
    """Write what scores best in a bar into the roll. scores: see `BarNetwork`; push: by how much none scores better."""
    own = roll[steps.start : steps.stop, COLUMNS[part]]
    found = scores[:, SCORES[part]]
    own[:] = 0
    if part is BandPart.DRUMS:
        by_drum = found.reshape(len(steps), len(DRUM_PITCHES), -1).copy()
        by_drum[:, :, 0] += push
        own[:] = by_drum.argmax(axis=2)
        return
    kinds, levels, lengths = np.split(found[:, 1:], [KINDS, KINDS + len(LEVELS)], axis=1)
    for step in np.flatnonzero(found[:, 0] > push):
        order = np.argsort(-kinds[step], kind="stable")
        voices = min(max(int(np.count_nonzero(kinds[step] > 0)), 1), _MOST_VOICES) if part is BandPart.CHORDS else 1
        own[step, order[:voices]] = 1 + levels[step].argmax()
        own[step, -1] = 1 + lengths[step].argmax()
