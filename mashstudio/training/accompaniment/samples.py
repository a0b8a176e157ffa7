"""Bars of lanes to learn from, in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mashstudio.generation.facts import AMOUNTS, UNSAID, Bar, bars_of, complexity_of, conditions_of, density_of, rows_of
from mashstudio.generation.harmony import base_of, pitch_of
from mashstudio.generation.heard import Heard
from mashstudio.generation.rolls import COLUMNS, LOWEST, PARTS, STEPS, Roll, empty_roll, last_pitch, write
from mashstudio.generation.tokens import BEGIN, height_of, note_of, sequence_of
from mashstudio.model.notes import BandPart
from mashstudio.training.accompaniment.songs import LearnedSong

NONE: Final = -1
"""In place of a token after a bar's last one."""

_ROWS_PER_SORT: Final = 16
_FROM_NOTHING: Final = 0.2


@dataclass(frozen=True, eq=False)
class Written:
    """A song as the network reads it."""

    song: LearnedSong
    roll: Roll
    conditions: NDArray[np.uint8]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, eq=False)
class Sample:
    """A bar of a lane that isn't empty. tokens, steps, heights: see `BandNetwork`."""

    written: Written
    bar: Bar
    part: BandPart
    tokens: NDArray[np.int16]
    steps: NDArray[np.int16]
    heights: NDArray[np.int16]
    density: float
    complexity: float


@dataclass(frozen=True, eq=False)
class Batch:
    """Bars as `BandNetwork` takes them; tokens: what it is to score highest, NONE after a bar's end."""

    rows: Tensor
    steps: Tensor
    before: Tensor
    heights: Tensor
    tokens: Tensor


def written(song: LearnedSong) -> Written:
    """Return a song as the network reads it."""
    roll = empty_roll(song.heard.beats)
    for part, lane in song.lanes.items():
        write(roll, part, lane.notes, song.heard)
    return Written(song, roll, conditions_of(song.heard), tuple(bars_of(song.heard)))


def samples_of(songs: Sequence[Written]) -> list[Sample]:
    """Return all bars of all lanes in which something begins."""
    found = []
    for each in songs:
        for bar in each.bars:
            for part in PARTS:
                if not each.roll[bar.steps.start : bar.steps.stop, COLUMNS[part]].any():
                    continue
                sequence = sequence_of(each.roll, part, bar.steps)
                heights = _heights(sequence.tokens, sequence.steps, bar, part, each.roll, each.song.heard)
                found.append(
                    Sample(each, bar, part, sequence.tokens, sequence.steps, heights,
                           density_of(each.roll, part, bar.steps), complexity_of(each.roll, part, bar.steps))
                )  # fmt: skip
    return found


def _heights(
    tokens: NDArray[np.int16], steps: NDArray[np.int16], bar: Bar, part: BandPart, roll: Roll, heard: Heard
) -> NDArray[np.int16]:
    heights = np.zeros(len(tokens), np.int16)
    if part is BandPart.DRUMS:
        return heights
    last = last_pitch(roll, part, bar.steps.start, heard)
    for index, (token, place) in enumerate(zip(tokens, steps, strict=True)):
        chord = heard.chord_at((bar.steps.start + int(place)) / STEPS)
        heights[index] = height_of(last, base_of(chord, LOWEST[part]))
        if (note := note_of(int(token), part)) is not None:
            last = pitch_of(chord, note[0], LOWEST[part])
    return heights


class Bars:
    """Samples, with what is little and much of each genre's lanes. genres: how many there are."""

    def __init__(
        self,
        samples: Sequence[Sample],
        genres: int,
        limits: dict[tuple[int, BandPart], NDArray[np.float64]] | None = None,
    ) -> None:
        self.samples, self.genres = samples, genres
        self.limits = _limits(samples) if limits is None else limits

    def __len__(self) -> int:
        return len(self.samples)

    def batches(self, size: int, dice: np.random.Generator | None = None) -> Iterator[Batch]:
        """Yield all bars in batches; with `dice` in a random order, each with what it is told by chance.

        Without, everything is told: the lanes before it in PARTS, and both amounts.
        """
        order = np.arange(len(self)) if dice is None else dice.permutation(len(self))
        groups = np.array_split(order, max(len(order) // (size * _ROWS_PER_SORT), 1))
        batches = []
        for group in groups:
            # Bars of about the same length are learned together.
            alike = group[np.argsort([len(self.samples[index].tokens) for index in group], kind="stable")]
            batches += np.array_split(alike, max(-(-len(alike) // size), 1))
        for number in range(len(batches)) if dice is None else dice.permutation(len(batches)):
            if len(batches[number]):
                yield self._batch([self.samples[index] for index in batches[number]], dice)

    def _batch(self, samples: Sequence[Sample], dice: np.random.Generator | None) -> Batch:
        shape = (len(samples), max(len(each.tokens) for each in samples))
        tokens, before = np.full(shape, NONE, np.int64), np.full(shape, BEGIN, np.int64)
        steps, heights = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        told = [self.told(sample, dice) for sample in samples]
        rows = np.zeros((len(samples), max(map(len, told)), told[0].shape[1]), np.float32)
        for index, (sample, own) in enumerate(zip(samples, told, strict=True)):
            length = len(sample.tokens)
            tokens[index, :length] = sample.tokens
            before[index, 1:length] = sample.tokens[:-1]
            steps[index, :length] = sample.steps
            heights[index, :length] = sample.heights
            rows[index, : len(own)] = own
        return Batch(*(torch.from_numpy(each) for each in (rows, steps, before, heights, tokens)))

    def told(self, sample: Sample, dice: np.random.Generator | None) -> NDArray[np.float32]:
        """Return what the network is told of a bar; with `dice` not all of it."""
        song, place = sample.written, PARTS.index(sample.part)
        genre = np.eye(self.genres, dtype=np.float32)[song.song.genre]
        given, bar = PARTS[:place], sample.bar
        density, complexity = self._amounts(sample)
        if dice is not None:
            if dice.random() < 0.4:
                given = tuple(part for part in PARTS if part is not sample.part and dice.random() < 0.5)
            # Without bars to go on from, the genre is all there is: an accompaniment's first bar decides the others.
            forgets = np.full(2, True) if dice.random() < _FROM_NOTHING else dice.random(2) < (0.08, 0.15)
            bar = Bar(bar.steps, None if forgets[0] else bar.before, None if forgets[1] else bar.echoed)
            unsaid = dice.random(2) < 0.5
            density, complexity = UNSAID if unsaid[0] else density, UNSAID if unsaid[1] else complexity
        return rows_of(song.roll, song.conditions, bar, sample.part, given, genre, density, complexity)

    def _amounts(self, sample: Sample) -> tuple[int, int]:
        limits = self.limits.get((sample.written.song.genre, sample.part))
        if limits is None:
            return UNSAID, UNSAID
        values = (sample.density, sample.complexity)
        density, complexity = (
            1 + int(np.count_nonzero(value > limits[which])) for which, value in enumerate(values)
        )  # fmt: skip
        return min(density, AMOUNTS - 1), min(complexity, AMOUNTS - 1)


def _limits(samples: Sequence[Sample]) -> dict[tuple[int, BandPart], NDArray[np.float64]]:
    """Return above which density and complexity a genre's lane has a usual amount and much of it: (2, 2) each."""
    values: dict[tuple[int, BandPart], list[tuple[float, float]]] = {}
    for each in samples:
        values.setdefault((each.written.song.genre, each.part), []).append((each.density, each.complexity))
    return {key: np.quantile(np.array(some), (1 / 3, 2 / 3), axis=0).T for key, some in values.items()}
