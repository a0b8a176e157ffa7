"""Pieces of songs with their targets, in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mashstudio.training.beats.targets import UNKNOWN, Targets

_LOUDER_DB: Final = 9.0


@dataclass(frozen=True, eq=False)
class Batch:
    """Pieces of songs: frames (pieces, length, BANDS), targets, and which frames are the song's (pieces, length)."""

    frames: Tensor
    beat: Tensor
    downbeat: Tensor
    tempo: Tensor
    inside: Tensor


class Pieces:
    """The pieces of some songs, `length` frames each. spectrograms: (frames, BANDS), float16 or float32."""

    def __init__(self, spectrograms: Sequence[NDArray[np.floating]], targets: Sequence[Targets], length: int) -> None:
        self._spectrograms, self._targets, self._length = spectrograms, targets, length
        self._places = [
            (song, start) for song, frames in enumerate(spectrograms) for start in range(0, len(frames), length)
        ]

    def __len__(self) -> int:
        return len(self._places)

    def batches(self, size: int, dice: np.random.Generator | None = None) -> Iterator[Batch]:
        """Yield batches: in order, or shuffled, shifted and made louder or softer by `dice`."""
        order = np.arange(len(self)) if dice is None else dice.permutation(len(self))
        for first in range(0, len(order), size):
            places = [self._places[row] for row in order[first : first + size]]
            yield _stacked([self._piece(song, start, dice) for song, start in places])

    def statistics(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return mean and standard deviation of each band."""
        count = sum(map(len, self._spectrograms))
        mean = sum(song.sum(axis=0, dtype=np.float64) for song in self._spectrograms) / count
        squares = sum(((song - mean) ** 2).sum(axis=0) for song in self._spectrograms) / count
        return np.asarray(mean, np.float32), np.asarray(np.sqrt(squares) + 1e-3, np.float32)

    def _piece(self, song: int, start: int, dice: np.random.Generator | None) -> tuple[NDArray[Any], ...]:
        frames, targets, length = self._spectrograms[song], self._targets[song], self._length
        if dice is not None:
            start = min(start + int(dice.integers(-length // 2, length // 2 + 1)), len(frames) - length)
        some = slice(max(start, 0), max(start, 0) + length)
        heard = frames[some].astype(np.float32)
        if dice is not None:
            gain = 10 ** (dice.uniform(-_LOUDER_DB, _LOUDER_DB) / 20)
            heard = np.log10(1 + gain * (10**heard - 1)).astype(np.float32)
        missing = length - len(heard)
        inside = np.arange(length) < len(heard)
        return (
            np.pad(heard, [(0, missing), (0, 0)]),
            np.pad(targets.beat[some], (0, missing)),
            np.pad(targets.downbeat[some], (0, missing)),
            np.pad(targets.tempo[some], (0, missing), constant_values=UNKNOWN),
            inside,
        )


def _stacked(pieces: Sequence[tuple[NDArray[Any], ...]]) -> Batch:
    return Batch(*(torch.from_numpy(np.stack(column)) for column in zip(*pieces, strict=True)))
