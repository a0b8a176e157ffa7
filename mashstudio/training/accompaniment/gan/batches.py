"""Bars as a GAN learns from them: what is known of their steps, and what was written, in pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mashstudio.generation.harmony import KINDS
from mashstudio.generation.rolls import COLUMNS, LEVELS, PARTS
from mashstudio.model.notes import BandPart
from mashstudio.training.accompaniment.gan.networks import SHOWN, WIDTH
from mashstudio.training.accompaniment.samples import Bars, Sample


@dataclass(frozen=True, eq=False)
class Batch:
    """Bars of one length. rows, pictures: see `Discriminator`; parts: the number of each bar's lane, int64."""

    rows: Tensor
    pictures: Tensor
    parts: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on a device."""
        return Batch(*(each.to(device) for each in (self.rows, self.pictures, self.parts)))


def batches(bars: Bars, size: int, dice: np.random.Generator | None = None) -> Iterator[Batch]:
    """Yield all bars in batches; with `dice` in a random order, each with what it is told by chance."""
    order = np.arange(len(bars)) if dice is None else dice.permutation(len(bars))
    by_length: dict[int, list[int]] = {}
    for index in order.tolist():
        by_length.setdefault(len(bars.samples[index].bar.steps), []).append(index)
    groups = [some[at : at + size] for some in by_length.values() for at in range(0, len(some), size)]
    for number in range(len(groups)) if dice is None else dice.permutation(len(groups)):
        samples = [bars.samples[index] for index in groups[number]]
        rows = np.stack([bars.told(sample, dice) for sample in samples])
        pictures = np.stack([picture_of(sample) for sample in samples])
        parts = np.array([PARTS.index(sample.part) for sample in samples])
        yield Batch(*(torch.from_numpy(each) for each in (rows, pictures, parts)))


def picture_of(sample: Sample) -> NDArray[np.float32]:
    """Return a written bar's picture: float32 (steps, WIDTH)."""
    steps = sample.bar.steps
    own = sample.written.roll[steps.start : steps.stop, COLUMNS[sample.part]]
    picture = np.zeros((len(steps), WIDTH), np.float32)
    shown = picture[:, SHOWN[sample.part]]
    if sample.part is BandPart.DRUMS:
        shown[:] = own / np.float32(len(LEVELS))
        return picture
    begins = own[:, :KINDS].any(axis=1)
    # A lane begins its notes together with one level: the loudest.
    level = own[:, :KINDS].max(axis=1, keepdims=True) / np.float32(len(LEVELS))
    kinds = own[:, :KINDS] > 0
    if sample.part is not BandPart.CHORDS:
        kinds &= np.arange(KINDS) == kinds.argmax(axis=1)[:, None]
    shown[:, :KINDS] = kinds * level
    lengths = np.maximum(own[:, -1].astype(int), 1) - 1
    shown[begins, KINDS + lengths[begins]] = 1
    return picture
