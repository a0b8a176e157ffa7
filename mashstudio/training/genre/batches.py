"""Chunks of the songs' features, in batches, varied while learning."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mashstudio.training.genre.features import Features

_LOUDER_DB: Final = 6.0
_WIDEST_MASK: Final = 16


class Chunks:
    """The chunks of some songs. songs: of each chunk the number of its song; labels: of each song its genre's."""

    def __init__(self, features: Sequence[Features], labels: Sequence[int], length: int) -> None:
        self._features, self._length = features, length
        # A last chunk that is at least half full is one, too.
        counts = [max((len(song) + length // 2) // length, 1) for song in features]
        self.songs = np.repeat(np.arange(len(features)), counts)
        self._starts = np.concatenate([np.arange(count) * length for count in counts])
        self.labels = np.array(labels, np.int64)

    def __len__(self) -> int:
        return len(self.songs)

    def batches(
        self, size: int, dice: np.random.Generator | None = None, *, vary: bool = False
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield features and labels, `size` chunks at a time: in order, or shuffled by `dice`, varied if wished."""
        order = np.arange(len(self)) if dice is None else dice.permutation(len(self))
        for first in range(0, len(order), size):
            rows = order[first : first + size]
            chunks = np.stack([self._chunk(int(row), dice if vary else None) for row in rows])
            yield torch.from_numpy(chunks), torch.from_numpy(self.labels[self.songs[rows]])

    def statistics(self) -> tuple[float, float]:
        """Return the mean and the standard deviation of all features."""
        count = sum(song.size for song in self._features)
        mean = sum(float(song.sum(dtype=np.float64)) for song in self._features) / count
        squares = sum(float(((song.astype(np.float32) - mean) ** 2).sum(dtype=np.float64)) for song in self._features)
        return mean, max((squares / count) ** 0.5, 1e-6)

    def _chunk(self, row: int, dice: np.random.Generator | None) -> NDArray[np.float32]:
        song, start = self._features[self.songs[row]], int(self._starts[row])
        if dice is not None:
            furthest = max(len(song) - self._length, 0)
            shift = int(dice.integers(-self._length // 2, self._length // 2 + 1))
            start = min(max(start + shift, 0), furthest)
        chunk: NDArray[np.float32] = song[start : start + self._length].astype(np.float32)
        if dice is not None:
            chunk = varied(chunk, dice)
        missing = self._length - len(chunk)
        padded: NDArray[np.float32] = np.pad(chunk, [(0, missing), *[(0, 0)] * (chunk.ndim - 1)])
        return padded


def varied(chunk: NDArray[np.float32], dice: np.random.Generator) -> NDArray[np.float32]:
    """Return a chunk up to 6 dB louder or softer; a spectrogram with a few bands and frames left out."""
    gain = np.float32(10 ** (dice.uniform(-_LOUDER_DB, _LOUDER_DB) / 20))
    if chunk.ndim == 1:
        return np.asarray(chunk * gain * dice.choice((-1, 1)), np.float32)
    louder: NDArray[np.float32] = np.log10(1 + gain * (10**chunk - 1)).astype(np.float32)
    for axis, length in enumerate(louder.shape):
        width = int(dice.integers(0, min(_WIDEST_MASK, length // 4) + 1))
        first = int(dice.integers(0, length - width + 1))
        np.moveaxis(louder, axis, 0)[first : first + width] = 0
    return louder
