"""Pieces of songs with their targets, in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mashstudio.analysis.live_beats.spectrum import FRAME_SECONDS
from mashstudio.training.beats.targets import UNKNOWN, targets_of

_LOUDER_DB: Final = 9.0
_BRIGHTER_DB: Final = 9.0
"""Of the highest band against the lowest."""
_FASTER: Final = 1.25
_HIGHER: Final = 4
"""In bands: semitones."""
_AS_IT_IS: Final = 0.25

Frames = NDArray[np.floating[Any]]
Beats = tuple[NDArray[np.float64], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Batch:
    """Pieces of songs: frames (pieces, length, BANDS), targets, and which frames are the song's (pieces, length)."""

    frames: Tensor
    beat: Tensor
    downbeat: Tensor
    tempo: Tensor
    inside: Tensor


class Pieces:
    """The pieces of some songs, `length` frames each. spectrograms: (frames, BANDS), float16 or float32.

    beats: of each song, its times in seconds, and which are downbeats.
    """

    def __init__(self, spectrograms: Sequence[Frames], beats: Sequence[Beats], length: int) -> None:
        self._spectrograms, self._beats, self._length = spectrograms, beats, length
        self._places = [
            (song, start) for song, frames in enumerate(spectrograms) for start in range(0, len(frames), length)
        ]

    def __len__(self) -> int:
        return len(self._places)

    def batches(self, size: int, dice: np.random.Generator | None = None) -> Iterator[Batch]:
        """Yield batches: in order, or shuffled, shifted and varied by `dice`: speed, pitch, level, brightness."""
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
        frames, (times, downbeats), length = self._spectrograms[song], self._beats[song], self._length
        faster = 1.0
        if dice is not None:
            start = min(start + int(dice.integers(-length // 2, length // 2 + 1)), len(frames) - length)
            if dice.random() > _AS_IT_IS:
                faster = _FASTER ** dice.uniform(-1, 1)
        start = max(start, 0)
        heard = _faster(frames[start : start + int(np.ceil(length * faster)) + 1], faster)[:length]
        if dice is not None:
            heard = _varied(heard, dice)
        targets = targets_of((times - start * FRAME_SECONDS) / faster, downbeats, len(heard))
        missing = length - len(heard)
        return (
            np.pad(heard, [(0, missing), (0, 0)]),
            np.pad(targets.beat, (0, missing)),
            np.pad(targets.downbeat, (0, missing)),
            np.pad(targets.tempo, (0, missing), constant_values=UNKNOWN),
            np.arange(length) < len(heard),
        )


def _faster(frames: Frames, factor: float) -> NDArray[np.float32]:
    """Return a spectrogram played faster by a factor; 1: as it is."""
    if factor == 1:
        return frames.astype(np.float32)
    at = np.arange(int((len(frames) - 1) / factor) + 1) * factor
    first = at.astype(np.int64)
    share = (at - first).astype(np.float32)[:, None]
    after = np.minimum(first + 1, len(frames) - 1)
    return frames[first].astype(np.float32) * (1 - share) + frames[after].astype(np.float32) * share


def _varied(frames: NDArray[np.float32], dice: np.random.Generator) -> NDArray[np.float32]:
    """Return a spectrogram (log10(1 + x)) at another pitch, level and brightness."""
    higher = int(dice.integers(-_HIGHER, _HIGHER + 1))
    moved = np.pad(frames, [(0, 0), (max(higher, 0), max(-higher, 0))], "edge")[:, max(-higher, 0) :][
        :, : frames.shape[1]
    ]
    tilt = dice.uniform(-_BRIGHTER_DB, _BRIGHTER_DB) * np.linspace(-0.5, 0.5, frames.shape[1])
    gain = 10 ** ((dice.uniform(-_LOUDER_DB, _LOUDER_DB) + tilt) / 20)
    return np.log10(1 + gain * (10**moved - 1)).astype(np.float32)


def _stacked(pieces: Sequence[tuple[NDArray[Any], ...]]) -> Batch:
    return Batch(*(torch.from_numpy(np.stack(column)) for column in zip(*pieces, strict=True)))
